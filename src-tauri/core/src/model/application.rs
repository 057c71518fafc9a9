//! What an application (ansökan) holds beside its answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, Date, NoticeId, PartId, StepId};

/// What a region promises in support of an application (åtagande), "som RSL och
/// SVN kommer överens om".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Commitment {
    /// Random hex.
    pub id: PartId,
    /// Which region.
    pub region: BodyId,
    /// Its name.
    pub region_name: String,
    /// What it promises, and from when.
    #[serde(flatten)]
    pub terms: CommitmentTerms,
}

/// The terms of a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[ts(export)]
pub struct CommitmentTerms {
    /// What. Must not be empty.
    pub text: String,
    /// Kronor, when there is a sum.
    #[ts(type = "number | null")]
    pub amount: Option<u64>,
    /// From which day.
    pub from: Option<Date>,
    /// Agreed by RSL on.
    pub rsl: Option<Date>,
    /// Agreed by SVN on.
    pub svn: Option<Date>,
}

/// A condition (villkor) of the call, and how the applicant meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Condition {
    /// Random hex.
    pub id: PartId,
    /// The condition and its evidence.
    #[serde(flatten)]
    pub terms: ConditionTerms,
}

/// A condition's wording, evidence and state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[ts(export)]
pub struct ConditionTerms {
    /// As the call words it. Must not be empty.
    pub text: String,
    /// What shows that it is met.
    pub evidence: String,
    /// Whether it is met.
    pub state: ConditionState,
}

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConditionState {
    /// Not assessed yet.
    #[default]
    Open,
    /// Met.
    Met,
    /// Met in part.
    Partly,
    /// Not met.
    NotMet,
}

impl ConditionState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Met, Self::Partly, Self::NotMet];

    /// `met`: its key in documents, on the command line and in `text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not_met",
        }
    }
}

/// More material that Socialstyrelsen asked for (komplettering, HSLF-FS 2018:48
/// 3 kap. 2 §).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Supplement {
    /// Random hex.
    pub id: PartId,
    /// What was asked for, and when it was sent.
    #[serde(flatten)]
    pub terms: SupplementTerms,
}

/// What a supplement is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[ts(export)]
pub struct SupplementTerms {
    /// What was asked for. Must not be empty.
    pub text: String,
    /// The day it was asked for.
    pub asked: Option<Date>,
    /// The day it is due.
    pub due: Option<Date>,
    /// The day it was sent.
    pub sent: Option<Date>,
}

/// A place in the working group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Member {
    /// Which council, programme area or faculty is represented.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// Who represents it; empty while nobody is named.
    pub name: String,
}

/// Something several bodies are told, as a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Notice {
    /// The process's id for it.
    pub id: NoticeId,
    /// The step it belongs to.
    pub step: StepId,
    /// Swedish title.
    pub title: String,
    /// English title; empty when there is none.
    pub title_en: String,
    /// Who is told.
    pub receivers: Vec<NoticeReceiver>,
}

/// One receiver of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct NoticeReceiver {
    /// Which body.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// The day it was told; `None` while it was not.
    pub on: Option<Date>,
    /// How, in the person's words; may be empty.
    pub note: String,
}
