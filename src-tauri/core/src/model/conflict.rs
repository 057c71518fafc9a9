//! Two values written at once. Both are kept; a person chooses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Moment;

/// One place of a case that holds more than one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Conflict {
    /// The document's key: `due`, `question/definition/text`, `step/uppdrag/-/state`.
    pub key: String,
    /// The values, two or more, in an order that is the same on every PC.
    pub versions: Vec<Version>,
}

impl Conflict {
    /// Whether its values are texts, which can be joined.
    pub fn is_text(&self) -> bool {
        let mut parts = self.key.split('/');
        let kind = parts.next();
        matches!(kind, Some("question" | "contribution")) && parts.nth(1) == Some("text")
    }

    /// Whether its values are decisions of one body, which may all have been taken.
    pub fn is_decision(&self) -> bool {
        self.key.starts_with("twice/")
    }
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Version {
    /// When it was written.
    pub at: Moment,
    /// Who wrote it.
    pub by: String,
    /// The value, as the document has it.
    pub value: String,
}
