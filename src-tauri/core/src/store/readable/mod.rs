//! What the folder that people use is made from, and how far this PC has come:
//! promises of generated files, the cases to write, the files in the inboxes.
//! None of it is a document; all of it can be lost and is found out again.

mod cases;
mod inbox;
mod promises;
mod stamps;

use rusqlite::{Connection, OptionalExtension};

use super::{Error, Store};
use crate::model::Sha256;

pub(super) use cases::folder;
pub use cases::{DueCase, ReadCase};
pub use inbox::SeenFile;
pub use promises::Made;
pub(super) use promises::{promises_left, promises_queued, promises_received};
pub use stamps::Stamp;

impl Store {
    /// A word about where this PC is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_state(&self, key: &str) -> Result<Option<String>, Error> {
        let value = self
            .connection
            .prepare_cached("SELECT value FROM readable_state WHERE key = ?1")?
            .query_row([key], |row| row.get(0));
        Ok(value.optional()?)
    }

    /// Keeps a word about where this PC is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_state_set(&self, key: &str, value: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO readable_state VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = ?2",
            )?
            .execute([key, value])?;
        Ok(())
    }

    /// Does all of `work` or nothing.
    fn together(&self, work: impl FnOnce(&Connection) -> Result<(), Error>) -> Result<(), Error> {
        let transaction = self.connection.unchecked_transaction()?;
        work(&transaction)?;
        transaction.commit()?;
        Ok(())
    }
}

fn hash(text: String) -> Result<Sha256, Error> {
    Sha256::parse(&text).ok_or_else(|| Error::internal("a hash that is none"))
}
