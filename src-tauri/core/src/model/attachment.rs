//! A file taken into a case. Its bytes never change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttachmentId, CaseId, Moment, Sha256, StepId};

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
