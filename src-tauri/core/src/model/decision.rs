//! What was decided. Exactly on what stands in [`super::DecisionBasis`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, Correction, Date, DecisionId, Moment, Sha256};

/// A recorded decision. Append-only: it is never changed, only followed by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Decision {
    /// Random hex.
    pub id: DecisionId,
    /// Who decided: SVN, its presidium, or a region for itself.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// True for a region's own decision.
    pub regional: bool,
    /// True when a region takes no decision of its own; then only `by` and `at` say more.
    pub none: bool,
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes: `§ 45`.
    pub section: String,
    /// The decision in words; may be empty.
    pub text: String,
    /// Whether it was taken on delegation.
    pub delegated: bool,
    /// Hash of the bytes of the [`DecisionBasis`] that was decided.
    pub basis: Option<Sha256>,
    /// The document's heads at that moment, in hex.
    pub heads: Vec<String>,
    /// When it was reported to the joint committee, for a delegated one.
    pub reported: Option<DecisionReport>,
    /// The day its minutes were approved (justerade).
    pub approved: Option<Date>,
    /// What was corrected since, earliest first. The fields above show what is
    /// right; `recorded` what stood first.
    pub corrections: Vec<Correction>,
    /// What stood before the first correction; `None` when there is none.
    pub recorded: Option<RecordedDecision>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: Moment,
}

/// A delegated decision reported (anmält) to the body that delegated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct DecisionReport {
    /// The day of the meeting.
    pub on: Date,
    /// Section of its minutes: `§ 12`.
    pub section: String,
}

/// What a decision said before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct RecordedDecision {
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes.
    pub section: String,
    /// The decision in words.
    pub text: String,
}

impl Decision {
    /// Whether a correction says that it should never have been recorded.
    pub fn is_withdrawn(&self) -> bool {
        self.corrections.iter().any(|it| it.terms.withdrawn)
    }

    /// Whether it was taken on delegation and still has to be reported.
    pub fn awaits_report(&self) -> bool {
        self.delegated && self.reported.is_none() && !self.is_withdrawn()
    }
}

/// What is told of a decision when it is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewDecision {
    /// Who decided, by id or name.
    pub body: String,
    /// True when a region takes no decision of its own.
    pub none: bool,
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes.
    pub section: String,
    /// The decision in words.
    pub text: String,
    /// Whether it was taken on delegation.
    pub delegated: bool,
}
