//! A file taken into a case. Its bytes never change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttachmentId, CaseId, Date, Moment, Refusal, Sha256, StepId};

/// One file in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Attachment {
    /// From bytes, own name and step.
    pub id: AttachmentId,
    /// The file's own name, exactly as it came.
    pub name: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Hash of the original bytes.
    pub sha256: Sha256,
    /// The step it was dropped on, if any.
    pub step: Option<StepId>,
    /// What the registry has to know of it.
    pub record: DocumentRecord,
    /// Who took it in.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// The same bytes, already somewhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Twin {
    /// The name just taken in.
    pub name: String,
    /// In which case they already lie.
    pub case: CaseId,
    /// That case's title.
    pub case_title: String,
    /// Under which name.
    pub as_name: String,
}

/// What the registry (diariet) has to know of a document. The four facts of
/// OSL 5 kap. 2 §, and what the records schedule says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
#[ts(export)]
pub struct DocumentRecord {
    /// In, out or internal; not known until somebody says so.
    pub direction: Option<Direction>,
    /// From whom or to whom; may be empty.
    pub party: String,
    /// The day it was received, sent or drawn up.
    pub dated: Option<Date>,
    /// Why it carries a secrecy mark; empty when it does not.
    pub secrecy: String,
    /// Working material or official record; not known until somebody assessed it.
    pub assessment: Option<RecordAssessment>,
    /// Whether it is preserved or disposed of.
    pub retention: Option<Retention>,
    /// For how long before it is disposed of: "5 år"; may be empty.
    pub period: String,
}

/// A fact of the registry about a document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DocumentField {
    /// In, out or internal.
    Direction,
    /// Sender or receiver.
    Party,
    /// The day.
    Dated,
    /// Why it is secret.
    DocumentSecrecy,
    /// Working material or official record.
    Assessment,
    /// Preserve or dispose.
    Retention,
    /// For how long.
    Period,
}

/// Which way a document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Direction {
    /// Inkommen.
    In,
    /// Utgående.
    Out,
    /// Upprättad here and kept here.
    Internal,
}

/// Whether a document is an official record (allmän handling) yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RecordAssessment {
    /// Arbetsmaterial.
    WorkingMaterial,
    /// Allmän handling.
    OfficialRecord,
}

/// What the records schedule says becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Retention {
    /// Bevaras.
    Preserve,
    /// Gallras.
    Dispose,
}

impl DocumentField {
    /// Every field, in the order they are named to a person.
    pub const ALL: [Self; 7] = [
        Self::Direction,
        Self::Party,
        Self::Dated,
        Self::DocumentSecrecy,
        Self::Assessment,
        Self::Retention,
        Self::Period,
    ];

    /// Its key in the document, on the command line and, after `field.`, in `text`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Party => "party",
            Self::Dated => "dated",
            Self::DocumentSecrecy => "document_secrecy",
            Self::Assessment => "assessment",
            Self::Retention => "retention",
            Self::Period => "period",
        }
    }

    /// The values that may be chosen; empty where anything may be typed.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Direction => &["in", "out", "internal"],
            Self::Assessment => &["working_material", "official_record"],
            Self::Retention => &["preserve", "dispose"],
            _ => &[],
        }
    }

    /// Refuses a value that has no meaning for this field. Empty clears it.
    ///
    /// # Errors
    /// [`Refusal::DateInvalid`] or [`Refusal::ChoiceUnknown`] naming the valid ones.
    pub fn check(self, value: &str) -> Result<(), Refusal> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        if self == Self::Dated {
            value.parse::<Date>()?;
        }
        let choices = self.choices();
        if !choices.is_empty() && !choices.contains(&value) {
            return Err(Refusal::ChoiceUnknown {
                field: self.key().to_owned(),
                value: value.to_owned(),
                valid: choices.join(", "),
            });
        }
        Ok(())
    }
}
