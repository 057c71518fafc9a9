//! What was sent, and the correction (rättelse) of what cannot be undone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Date, Moment, PartId, Sha256};

/// Something sent (expedierat). Append-only: corrected, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Dispatch {
    /// Random hex.
    pub id: PartId,
    /// To whom.
    pub to: String,
    /// The day it was sent.
    pub on: Date,
    /// The files that were sent, by own name and hash.
    pub files: Vec<DispatchedFile>,
    /// Hash of the answer that was decided, when that is what was sent: which
    /// version went out.
    pub basis: Option<Sha256>,
    /// In the person's words; may be empty.
    pub note: String,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What was corrected since, earliest first. The fields above show what is
    /// right; `recorded` what stood first.
    pub corrections: Vec<Correction>,
    /// What stood before the first correction; `None` when there is none.
    pub recorded: Option<RecordedDispatch>,
}

/// What a dispatch said before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct RecordedDispatch {
    /// To whom.
    pub to: String,
    /// The day.
    pub on: Date,
    /// In the person's words.
    pub note: String,
}

/// A file as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct DispatchedFile {
    /// Its own name.
    pub name: String,
    /// Hash of its bytes.
    pub sha256: Sha256,
}

/// A correction of a decision or a dispatch. What stood before is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Correction {
    /// Random hex.
    pub id: PartId,
    /// Why, and what is right.
    #[serde(flatten)]
    pub terms: CorrectionTerms,
    /// Who corrected.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Why something recorded was wrong, and what is right instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[ts(export)]
pub struct CorrectionTerms {
    /// Why. Must not be empty.
    pub reason: String,
    /// True when the whole record should never have been made.
    pub withdrawn: bool,
    /// The right day, when the day was wrong.
    pub on: Option<Date>,
    /// The right section, when the section was wrong; else empty.
    pub section: String,
    /// The right receiver, when that was wrong; else empty.
    pub to: String,
    /// The right wording, when the wording was wrong; else empty.
    pub text: String,
}

impl Dispatch {
    /// Whether a correction says that it was never sent.
    pub fn is_withdrawn(&self) -> bool {
        self.corrections.iter().any(|it| it.terms.withdrawn)
    }
}
