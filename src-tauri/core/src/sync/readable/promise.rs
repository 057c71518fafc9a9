//! What becomes of a generated file: decided from what lies under its name and
//! from who promised that.

use crate::model::{Moment, Sha256};

/// Generation of this generator. Raised when the same case gives other bytes: a
/// PC with an older one leaves what a newer one generated.
pub const GENERATOR: u32 = 3;

/// How long bytes that nobody promised lie under a generated file's name before
/// they count as a person's, in milliseconds. Somebody may be saving still, and
/// where a program carries the folder a file may come before its promise.
const STRANGER: i64 = 10_000;

/// What lies under the name of a generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) sha256: Sha256,
    /// The highest generation that promised these bytes here.
    pub(super) promised: Option<u32>,
    /// Since when they were seen here, when nobody promised them.
    pub(super) since: Moment,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It is there.
    Keep,
    /// Nothing or an older generated file is there.
    Write,
    /// A newer program generated what is there.
    Leave,
    /// Somebody's bytes are there, perhaps not all of them: look again.
    Wait,
    /// A person's: put aside before anything is written.
    PutAside,
}

/// What to do so that `wanted` lies there, at `now`.
pub(super) fn deed(found: Option<&Found>, wanted: &Sha256, now: Moment) -> Deed {
    let Some(found) = found else {
        return Deed::Write;
    };
    if found.sha256 == *wanted {
        return Deed::Keep;
    }
    match found.promised {
        Some(version) if version > GENERATOR => Deed::Leave,
        Some(_) => Deed::Write,
        None if now.as_millis() - found.since.as_millis() < STRANGER => Deed::Wait,
        None => Deed::PutAside,
    }
}
