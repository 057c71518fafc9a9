//! `arende.json`: a case as programs outside Samsvar read it.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};

use crate::model::{CaseId, CaseSnapshot, Sha256};
use crate::store::Error;

/// A case as it stands in the folder: what `samsvar case show --json` gives, and
/// what it was generated from. The schema is `Schema/arende-1.json`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CaseFile {
    /// The case.
    #[serde(flatten)]
    pub case: CaseSnapshot,
    /// What it was generated from.
    pub generated: Generated,
}

/// What a folder of a case was generated from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generated {
    /// Generation of the generator, from 1.
    pub version: u32,
    /// Heads of the case's document, in hex.
    pub heads: Vec<String>,
    /// The other files generated beside this one.
    pub files: Vec<GeneratedFile>,
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GeneratedFile {
    /// Under the case's folder, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Hash of the bytes.
    pub sha256: Sha256,
}

/// What is read back of a file that lies in the folder.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Lying {
    pub(super) id: CaseId,
    pub(super) generated: Generated,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

impl CaseFile {
    /// The bytes of the file: equal for equal cases.
    ///
    /// # Errors
    /// Never for what a case can hold.
    pub fn bytes(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Error::internal)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Lying {
    /// `None` for bytes that are no such file, or one of another shape.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Whether it tells of the case as it is here.
    pub(super) fn tells(&self, case: &CaseSnapshot) -> bool {
        let Ok(serde_json::Value::Object(mut here)) = serde_json::to_value(case) else {
            return false;
        };
        here.remove("id");
        self.id == case.id && self.rest == here
    }
}

/// The bytes of the schema of [`CaseFile`].
///
/// # Errors
/// Never.
pub fn schema() -> Result<Vec<u8>, Error> {
    let schema = schema_for!(CaseFile);
    let mut bytes = serde_json::to_vec_pretty(&schema).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}
