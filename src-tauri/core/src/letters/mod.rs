//! Letters (brev) as data: a file per kind with named fields, filled in from a case
//! and made into blocks. What a case does not know is left as a visible gap. Knows
//! neither store nor page.

mod answer;
mod compose;
mod fields;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use answer::document as answer_document;
pub(crate) use compose::{Composed, compose};
pub(crate) use fields::{Occasion, Receiver};

use crate::model::{CaseSnapshot, Refusal};

/// Letters that ship inside, in the order they are offered.
const SHIPPED: [&str; 8] = [
    include_str!("../../letters/assignment.toml"),
    include_str!("../../letters/invitation.toml"),
    include_str!("../../letters/faculty-request.toml"),
    include_str!("../../letters/reminder.toml"),
    include_str!("../../letters/statement.toml"),
    include_str!("../../letters/notice-of-intent.toml"),
    include_str!("../../letters/minutes-extract.toml"),
    include_str!("../../letters/delegated-decision-report.toml"),
];

/// One kind of letter. `{name}` in a text stands for a field of the case; alone on
/// a line it may also stand for a whole part, `{questions}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Slug: `assignment`.
    pub id: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Whom it is to when nobody is named.
    pub receiver: String,
    /// Whom it is from.
    pub sender: String,
    /// Its title.
    pub title: String,
    /// What it is about, beside the case itself.
    #[serde(default)]
    pub about: About,
    /// The only cases that it is for; for all without it.
    pub only: Option<Only>,
    /// Lines to sign on: the role under each.
    #[serde(default)]
    pub signed: Vec<String>,
    /// Its text, in the Markdown that people may write.
    pub text: String,
    /// What stands under the title.
    #[serde(rename = "fact", default)]
    pub facts: Vec<LetterFact>,
}

/// A line under the title of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterFact {
    /// What it tells: `Datum`.
    pub label: String,
    /// Its value.
    pub value: String,
    /// Whether it is left out, instead of a gap, where it is not known.
    #[serde(default)]
    pub optional: bool,
}

/// What a letter is about, beside the case itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Only the case as it stands.
    #[default]
    Case,
    /// The joint answer, as it was decided; else marked Utkast.
    Answer,
    /// The decision that counts.
    Decision,
    /// The latest decision that was taken on delegation.
    DelegatedDecision,
    /// A contribution that was asked for and has not come.
    MissingContribution,
}

impl About {
    /// Whether it is filled in from the case as it stands, not as it was decided.
    pub(crate) fn is_of_present(self) -> bool {
        matches!(self, Self::Case | Self::MissingContribution)
    }
}

/// Cases that a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Only {
    /// A consultation that is to be answered.
    Consultation,
    /// An application of one's own.
    Application,
}

/// A kind of letter as it is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LetterName {
    /// Slug: `assignment`.
    pub id: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The only cases that it is for; for all without it.
    pub only: Option<Only>,
}

impl Letter {
    /// Whether it is a letter about this case.
    ///
    /// # Errors
    /// [`Refusal::LetterOfOthers`].
    pub(crate) fn fits(&self, case: &CaseSnapshot) -> Result<(), Refusal> {
        match self.only {
            Some(Only::Consultation) if case.application => {}
            Some(Only::Application) if !case.application => {}
            _ => return Ok(()),
        }
        Err(Refusal::LetterOfOthers {
            letter: self.name.clone(),
        })
    }

    /// Reads a kind of letter from its file.
    ///
    /// # Errors
    /// [`Refusal::FileMalformed`] with the line.
    pub fn from_toml(text: &str) -> Result<Self, Refusal> {
        toml::from_str(text).map_err(|error| Refusal::malformed(text, &error))
    }
}

/// The kind of letter with this id.
///
/// # Errors
/// [`Refusal::LetterUnknown`] naming the valid ones.
pub fn letter(id: &str) -> Result<Letter, Refusal> {
    let mut known = Vec::new();
    for text in SHIPPED {
        let letter = Letter::from_toml(text)?;
        if letter.id == id.trim() {
            return Ok(letter);
        }
        known.push(letter.id);
    }
    Err(Refusal::LetterUnknown {
        letter: id.to_owned(),
        valid: known.join(", "),
    })
}

/// The kinds of letter, in the order they are offered.
///
/// # Errors
/// [`Refusal::FileMalformed`] when a shipped file is broken.
pub fn offered() -> Result<Vec<LetterName>, Refusal> {
    let name = |text: &&str| {
        let letter = Letter::from_toml(text)?;
        Ok(LetterName {
            id: letter.id,
            name: letter.name,
            name_en: letter.name_en,
            only: letter.only,
        })
    };
    SHIPPED.iter().map(name).collect()
}
