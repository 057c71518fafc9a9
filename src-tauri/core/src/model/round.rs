//! A consultation round (remissomgång): several areas from one letter, one due date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CaseId, CaseRow, Date, RegistryNumber, RoundId, StepId};

/// A round as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Round {
    /// Which round.
    pub id: RoundId,
    /// Its title. Never empty.
    pub title: String,
    /// Day the letter arrived.
    pub received: Option<Date>,
    /// Day the answers are due.
    pub due: Option<Date>,
    /// What the due date was first, when it was extended.
    pub first_due: Option<Date>,
}

/// A round with its cases: the table of ongoing and given answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct RoundView {
    /// The round.
    pub round: Round,
    /// Its cases, by title in Swedish order.
    pub cases: Vec<CaseRow>,
}

/// What is known when a round is registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewRound {
    /// Title. Must not be empty.
    pub title: String,
    /// Process kind or kind-version of its cases; empty is `remissvar`.
    pub process: String,
    /// Day the letter arrived.
    pub received: Option<Date>,
    /// Day the answers are due.
    pub due: Option<Date>,
    /// Care areas, one case each. At least one.
    pub areas: Vec<String>,
    /// Numbers of the letter, given to every case.
    pub numbers: Vec<RegistryNumber>,
    /// Case officer of every case.
    pub officer: String,
}

/// What moves when a due date does, shown before it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Replanning {
    /// Which case.
    pub case: CaseId,
    /// Its title.
    pub case_title: String,
    /// Its due date now.
    pub due: Option<Date>,
    /// The due date it gets.
    pub new_due: Date,
    /// Why the case is left as it is; none where it moves.
    pub stays: Option<Staying>,
    /// The steps not yet done.
    pub steps: Vec<ReplannedStep>,
}

/// Why a case does not move with its round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Staying {
    /// It is closed, joined into another or deleted.
    Closed,
    /// It has a due date of its own.
    OwnDue,
}

impl Staying {
    /// Its key in `text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::OwnDue => "own_due",
        }
    }
}

/// One step's date before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct ReplannedStep {
    /// Which step.
    pub step: StepId,
    /// Its number.
    pub number: u32,
    /// Its Swedish title.
    pub title: String,
    /// Its English title.
    pub title_en: String,
    /// The date now.
    pub due: Option<Date>,
    /// The date it gets.
    pub new_due: Option<Date>,
    /// True when a person set the date: it stays.
    pub planned: bool,
}
