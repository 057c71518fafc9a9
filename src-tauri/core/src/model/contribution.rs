//! What a body was asked to contribute, and what it wrote per question.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, Date, Moment, QuestionId};

/// One body's contribution (bidrag): asked for, chased, received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Contribution {
    /// Which body: a programme area, council, region or the faculty.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// When it was asked, and for when; `None` when it wrote unasked.
    pub asked: Option<Asked>,
    /// When it was reminded, earliest first.
    pub chased: Vec<Chase>,
    /// What it wrote, by question in the case's order. Never an empty text.
    pub texts: Vec<ContributionText>,
}

/// A request for a contribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Asked {
    /// The day it is wanted.
    pub due: Option<Date>,
    /// In the person's words; may be empty.
    pub note: String,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Chase {
    /// Who reminded.
    pub by: String,
    /// When.
    pub at: Moment,
    /// In the person's words; may be empty.
    pub note: String,
}

/// What a body wrote on one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct ContributionText {
    /// On which question.
    pub question: QuestionId,
    /// The text as it was received.
    pub text: String,
    /// Words in it.
    pub words: u32,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Who took it into the joint answer, if anybody did.
    pub taken: Option<Taking>,
}

/// A contribution taken into the joint answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Taking {
    /// Who took it in.
    pub by: String,
    /// When.
    pub at: Moment,
    /// False when the body's text was changed after it was taken in.
    pub current: bool,
}

impl Contribution {
    /// Asked for and nothing received.
    pub fn is_missing(&self) -> bool {
        self.asked.is_some() && self.texts.is_empty()
    }

    /// The day it is wanted.
    pub fn due(&self) -> Option<Date> {
        self.asked.as_ref()?.due
    }

    /// What it wrote on `question`.
    pub fn on(&self, question: &QuestionId) -> Option<&ContributionText> {
        self.texts.iter().find(|text| text.question == *question)
    }
}
