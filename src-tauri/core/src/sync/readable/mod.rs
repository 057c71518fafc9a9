//! The folder people use: a packet, the files and a JSON file for every case, and
//! a register over all of them. Generated and never the truth.
//!
//! A round has two steps, so that the hash of what is about to be written leaves
//! first: [`plan`] makes the files and promises them, [`write`] puts those into
//! the folder whose promises have left. [`tend`] finds what was altered or lost.

mod case_file;
mod file;
mod folder;
mod names;
mod plan;
mod promise;
mod register;
mod sheet;
mod tend;
#[cfg(test)]
mod tests;
mod write;

pub use case_file::{CaseFile, Generated, GeneratedFile, schema};
pub(super) use file::{hash_of, join, listed, move_new};
pub(super) use folder::{DEPTH, INBOX, path_of};
pub use plan::{Planned, plan};
pub use promise::GENERATOR;
pub use tend::tend;
pub use write::{Written, write};

use case_file::Lying;
use file::{Aside, File, Placed, place};

/// Whether a case's folder tells, by its `arende.json`, that it is another
/// case's. Without such a file it is nobody else's.
///
/// # Errors
/// What the folder says.
pub(super) fn is_anothers(
    fs: &dyn super::Fs,
    folder: &str,
    case: crate::model::CaseId,
) -> std::io::Result<bool> {
    let path = join(folder, sheet::CASE);
    match super::fs::read_whole(fs, &path, plan::LONGEST) {
        Ok(bytes) => Ok(Lying::read(&bytes).is_some_and(|it| it.id != case)),
        Err(error) => match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::FileTooLarge => Ok(false),
            _ => Err(error),
        },
    }
}
