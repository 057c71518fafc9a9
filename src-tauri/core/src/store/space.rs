//! The space this workspace shares, and what this PC is called in it.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::exchange::take_all_apart;
use super::{Error, Store, random_hex};
use crate::error::Failure;

/// One workspace is in one shared space, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// The space: 32 hex digits, made with the folder.
    pub id: String,
    /// The folder on this PC through which it is shared.
    pub folder: String,
}

impl Store {
    /// The space this workspace shares; `None` when everything stays on this PC.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn space(&self) -> Result<Option<Space>, Error> {
        let (id, folder) = (
            kept(&self.connection, "space")?,
            kept(&self.connection, "folder")?,
        );
        Ok(id.zip(folder).map(|(id, folder)| Space { id, folder }))
    }

    /// Makes this workspace part of a space. What it has and what the space has
    /// will be joined; everything here is made ready to leave.
    ///
    /// # Errors
    /// What the disk says.
    pub fn space_join(&mut self, space: &Space) -> Result<(), Error> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = kept(&transaction, "space")?;
        keep(&transaction, "space", &space.id)?;
        keep(&transaction, "folder", &space.folder)?;
        transaction.execute("DELETE FROM meta WHERE key = 'made_fault'", [])?;
        if before.as_deref() != Some(&space.id) {
            transaction.execute("DELETE FROM segment", [])?;
            transaction.execute("DELETE FROM segment_fault", [])?;
            transaction.execute("DELETE FROM blob_shared", [])?;
            take_all_apart(&transaction)?;
            transaction.execute("INSERT OR IGNORE INTO outbox SELECT seq FROM change", [])?;
        }
        transaction.commit()?;
        self.files_seen = None;
        Ok(())
    }

    /// Leaves the space. Everything stays on this PC; nothing in the folder is
    /// touched.
    ///
    /// # Errors
    /// What the disk says.
    pub fn space_leave(&mut self) -> Result<(), Error> {
        self.connection.execute(
            "DELETE FROM meta WHERE key IN ('space', 'folder', 'shared_at', 'share_fault', 'made_fault')",
            [],
        )?;
        Ok(())
    }

    /// What this PC's copy of the workspace is called in the space: 32 hex
    /// digits, the same for ever.
    ///
    /// # Errors
    /// What the disk says.
    pub fn install(&self) -> Result<String, Error> {
        self.connection.execute(
            "INSERT OR IGNORE INTO meta (key, value) VALUES ('install', ?1)",
            params![random_hex((self.chance)())],
        )?;
        kept(&self.connection, "install")?
            .ok_or_else(|| Error::internal("a word that was just kept"))
    }

    /// Records how the last sharing ended.
    ///
    /// # Errors
    /// What the disk says.
    pub fn shared(&mut self, fault: Option<&Failure>) -> Result<(), Error> {
        self.keep_fault("share_fault", fault)?;
        if fault.is_none() {
            let now = self.now().as_millis().to_string();
            keep(&self.connection, "shared_at", &now)?;
        }
        Ok(())
    }

    /// Keeps how making what people read in the folder ended.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_made_fault(&mut self, fault: Option<&Failure>) -> Result<(), Error> {
        self.keep_fault("made_fault", fault)
    }

    /// What the folder refused last, of what is shared before what people read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn folder_fault(&self) -> Result<Option<Failure>, Error> {
        for key in ["share_fault", "made_fault"] {
            let kept = self.kept(key)?;
            if let Some(fault) = kept.and_then(|it| serde_json::from_str(&it).ok()) {
                return Ok(Some(fault));
            }
        }
        Ok(None)
    }

    fn keep_fault(&mut self, key: &str, fault: Option<&Failure>) -> Result<(), Error> {
        match fault {
            Some(fault) => {
                let fault = serde_json::to_string(fault).map_err(Error::internal)?;
                keep(&self.connection, key, &fault)
            }
            None => {
                self.connection
                    .prepare_cached("DELETE FROM meta WHERE key = ?1")?
                    .execute([key])?;
                Ok(())
            }
        }
    }

    /// A word kept about this PC and workspace, that is no document.
    pub(crate) fn kept(&self, key: &str) -> Result<Option<String>, Error> {
        kept(&self.connection, key)
    }

    /// Keeps such a word.
    pub(crate) fn keep(&mut self, key: &str, value: &str) -> Result<(), Error> {
        keep(&self.connection, key, value)
    }

    /// The name of this PC.
    pub fn pc(&self) -> &str {
        &self.pc
    }

    /// Cases in which something was written at once, or that share their letter
    /// with another, in the order of the list.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn disputed_cases(&self) -> Result<Vec<crate::model::CaseId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM case_row WHERE hidden = 0 AND (conflicts > 0 OR EXISTS (
                 SELECT 1 FROM case_number AS ours JOIN case_number AS theirs
                 ON theirs.number = ours.number AND theirs.holder = ours.holder
                    AND theirs.case_id <> ours.case_id
                 WHERE ours.case_id = case_row.id))
             ORDER BY sort_due, sort_title, id",
        )?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|id| Ok(id?.parse()?)).collect()
    }

    /// Bytes of all files that cases cite.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files_size(&self) -> Result<u64, Error> {
        let size: i64 = self.connection.query_row(
            "SELECT ifnull(sum(size), 0) FROM
             (SELECT max(size) AS size FROM case_attachment GROUP BY sha256)",
            [],
            |row| row.get(0),
        )?;
        Ok(u64::try_from(size).unwrap_or_default())
    }

    /// How many places of all cases hold two values.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn conflict_count(&self) -> Result<u32, Error> {
        let count = self.connection.query_row(
            "SELECT ifnull(sum(conflicts), 0) FROM case_row WHERE hidden = 0",
            [],
            |row| row.get(0),
        )?;
        Ok(count)
    }
}

pub(super) fn kept(sql: &Connection, key: &str) -> Result<Option<String>, Error> {
    let value = sql
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value)
}

fn keep(sql: &Connection, key: &str, value: &str) -> Result<(), Error> {
    sql.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2",
    )?
    .execute([key, value])?;
    Ok(())
}
