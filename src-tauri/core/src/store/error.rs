//! What SQLite and Automerge say, as a person can act on it.

use crate::error::{Error, Failure};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{self, ErrorCode};
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return Self::internal(error);
        };
        let damaged = || Failure::StoreDamaged {
            path: super::DATABASE.to_owned(),
            fault: message.clone().unwrap_or_default(),
        };
        Self::Failed(match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Failure::StoreBusy {},
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => damaged(),
            ErrorCode::DiskFull => Failure::DiskFull {},
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Failure::StoreReadOnly {
                    path: super::DATABASE.to_owned(),
                }
            }
            // A write that the system refuses is, to the person, a disk without room.
            ErrorCode::SystemIoFailure
                if matches!(
                    code.extended_code,
                    ffi::SQLITE_IOERR_WRITE
                        | ffi::SQLITE_IOERR_FSYNC
                        | ffi::SQLITE_IOERR_TRUNCATE
                        | ffi::SQLITE_IOERR_SHMSIZE
                ) =>
            {
                Failure::DiskFull {}
            }
            // The number says which call it was: for whoever is asked.
            _ => return Self::internal(format_args!("{error} ({})", code.extended_code)),
        })
    }
}

impl From<automerge::AutomergeError> for Error {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::internal(error)
    }
}
