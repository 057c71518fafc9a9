//! A copy of the database, made by SQLite itself and checked by opening it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Error, Failure};

/// A backup that was opened and found whole.
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
}

impl Backup {
    /// Copies the database to `path`, then opens the copy and checks it. A file
    /// already there is replaced only by a checked copy.
    ///
    /// # Errors
    /// [`Failure::DiskFull`], [`Failure::StoreDamaged`] when the copy is not whole.
    pub fn of(connection: &Connection, path: &Path) -> Result<Self, Error> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
        }
        let fresh = path.with_extension("tmp");
        if fresh.exists() {
            std::fs::remove_file(&fresh).map_err(|error| Error::io(&fresh, &error))?;
        }
        let mut copy = Connection::open(&fresh)?;
        rusqlite::backup::Backup::new(connection, &mut copy)?.run_to_completion(
            1024,
            Duration::ZERO,
            None,
        )?;
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        drop(copy);
        verify(&fresh)?;
        std::fs::rename(&fresh, path).map_err(|error| Error::io(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
        })
    }
}

/// Opens a database and lets SQLite check every page of it.
fn verify(path: &Path) -> Result<(), Error> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let answer: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Error::Failed(Failure::StoreDamaged {
        path: path.display().to_string(),
        fault: answer,
    }))
}
