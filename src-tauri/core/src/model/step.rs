//! A step of a case, and the named act that signs it off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, Date, Moment, Repeats, StepId};

/// One step of one case, with the names its process gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Step {
    /// The process's id for it.
    pub id: StepId,
    /// Shown number, from 1.
    pub number: u32,
    /// Swedish title.
    pub title: String,
    /// English title; empty when the process has none.
    pub title_en: String,
    /// What is done, in the source's words.
    pub task: String,
    /// The same in English.
    pub task_en: String,
    /// The role that answers for it, in Swedish.
    pub role: String,
    /// The role in English.
    pub role_en: String,
    /// Whether it is the step in which the answer is decided.
    pub decides: bool,
    /// The steps that come before it.
    pub after: Vec<StepId>,
    /// Whether a step that comes before it is not done yet.
    pub waits: bool,
    /// Whether it is repeated, and over what.
    pub repeats: Option<Repeats>,
    /// One part, or one per council or region. Never empty.
    pub parts: Vec<StepPart>,
}

impl Step {
    /// Parts signed off.
    pub fn done(&self) -> usize {
        self.parts.iter().filter(|part| part.is_done()).count()
    }

    /// Whether every part is signed off.
    pub fn is_done(&self) -> bool {
        self.done() == self.parts.len()
    }
}

/// The part of a step that one body answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct StepPart {
    /// Which council or region; `None` when the step is not repeated.
    pub scope: Option<BodyId>,
    /// Its name.
    pub scope_name: String,
    /// When it should be done: planned, else counted back from the case's due date.
    pub due: Option<Date>,
    /// True when a person set the date, false when it was counted.
    pub planned: bool,
    /// Who has it, when a person said so; else empty.
    pub responsible: String,
    /// Whether it is signed off.
    pub state: StepState,
}

impl StepPart {
    /// Whether this part is signed off.
    pub fn is_done(&self) -> bool {
        matches!(self.state, StepState::Done(_))
    }
}

/// Open, signed off, or opened again with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum StepState {
    /// Nobody has signed it off.
    Open,
    /// Signed off.
    Done(SignOff),
    /// Signed off once, then opened again.
    Reopened(Reopening),
}

/// A sign-off: who, for which day, when it was recorded, with what note. One
/// scalar in the document, so that two people signing at once stay two whole acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct SignOff {
    /// Who signed.
    pub by: String,
    /// The day it was done.
    pub on: Date,
    /// When it was recorded.
    pub at: Moment,
    /// In the person's words; may be empty.
    pub note: String,
}

/// A step opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Reopening {
    /// Who opened it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Why. Never empty.
    pub reason: String,
}
