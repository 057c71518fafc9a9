//! Errors: what a person or caller decides differently about.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::Refusal;

/// Why the store did not do something. Nothing is half-done when one is returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[serde(untagged)]
#[error("{self:?}")]
#[ts(export)]
pub enum Error {
    /// A rule says no. The person changes what she asked for.
    Refused(Refusal),
    /// The store itself cannot. The person acts on the PC.
    Failed(Failure),
}

/// A failure of the store or the disk. The sentence is `error.<code>` in `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[ts(export)]
#[allow(
    missing_docs,
    reason = "each variant's sentence in text/sv.json says what it is"
)]
pub enum Failure {
    /// Written by a newer Samsvar. Nothing was written.
    StoreNewer { found: i64, known: i64 },
    /// Another program holds the database.
    StoreBusy {},
    /// A window is open on this workspace already.
    WindowOpen {},
    /// The file is not a database, or its content does not hang together.
    StoreDamaged { path: String, fault: String },
    /// The database or its folder cannot be written.
    StoreReadOnly { path: String },
    /// No room to write.
    DiskFull {},
    /// Reading or writing a file failed.
    Io { path: String, fault: String },
    /// A blob that a case cites is not on this PC.
    BlobMissing { name: String, sha256: String },
    /// The packet could not be put together.
    Packet { fault: String },
    /// The workspace lies where a program or a server carries files about.
    WorkspaceCarried { path: String, by: String },
    /// The workspace lies on another machine.
    WorkspaceRemote { path: String },
    /// The shared folder is not there, or does not answer.
    FolderUnreachable { path: String },
    /// The shared folder may be read and not written.
    FolderReadOnly { path: String },
    /// Where a folder or file of ours goes in the shared folder, something else lies.
    FolderBlocked { path: String },
    /// No room in the shared folder.
    FolderFull { path: String },
    /// The folder holds another space than the one this workspace belongs to.
    FolderOther { path: String },
    /// The folder is there, and what was in it is not.
    FolderEmptied { path: String },
    /// What the folder says of itself cannot be read.
    FolderDamaged { path: String },
    /// A newer Samsvar writes to the folder: nothing is written to it from here.
    FolderNewer { found: u32, known: u32 },
    /// A part that should not fail did.
    Internal { fault: String },
}

impl Error {
    /// The exit code of the command line for this error.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(Failure::StoreNewer { .. }) => 3,
            Self::Failed(Failure::StoreBusy {}) => 4,
            _ => 1,
        }
    }

    /// A file could not be read or written.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let failure = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Failure::DiskFull {}
            }
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Failure::StoreReadOnly {
                path: path.display().to_string(),
            },
            _ => Failure::Io {
                path: path.display().to_string(),
                fault: error.kind().to_string(),
            },
        };
        Self::Failed(failure)
    }

    /// A part that should not fail did; the message carries no personal data.
    pub(crate) fn internal(fault: impl std::fmt::Display) -> Self {
        Self::Failed(Failure::Internal {
            fault: fault.to_string(),
        })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
