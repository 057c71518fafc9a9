//! What lay in the inboxes of the cases at the last look.

use rusqlite::params;

use super::hash;
use crate::model::{CaseId, Moment, Sha256};
use crate::store::{Error, Store};

/// A file in an inbox, as it was at the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenFile {
    /// Under the shared folder.
    pub path: String,
    /// Whose inbox.
    pub case: CaseId,
    /// Bytes.
    pub size: u64,
    /// As the folder told it, in milliseconds since 1970.
    pub modified: i64,
    /// Hash of the bytes; `None` when they could not be read whole.
    pub sha256: Option<Sha256>,
    /// When it was first seen at all.
    pub first: Moment,
    /// When it was first seen as it is.
    pub at: Moment,
}

impl Store {
    /// What was seen in a case's inbox at the last look, by path.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn inbox_seen(&self, case: CaseId) -> Result<Vec<SeenFile>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT path, size, modified, sha256, first, at FROM inbox_seen
             WHERE case_id = ?1 ORDER BY path",
        )?;
        let rows = statement.query_map([case.to_string()], |row| {
            let sha256: String = row.get(3)?;
            Ok(SeenFile {
                path: row.get(0)?,
                case,
                size: row.get::<_, i64>(1)?.cast_unsigned(),
                modified: row.get(2)?,
                sha256: hash(sha256).ok(),
                first: Moment::from_millis(row.get(4)?),
                at: Moment::from_millis(row.get(5)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The cases with something in their inboxes at the last look.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn inbox_waiting(&self) -> Result<Vec<CaseId>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT case_id FROM inbox_seen ORDER BY case_id")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|id| Ok(id?.parse()?)).collect()
    }

    /// Keeps what a look at a case's inbox saw, in place of what the last did.
    ///
    /// # Errors
    /// What the disk says.
    pub fn inbox_seen_set(&self, case: CaseId, seen: &[SeenFile]) -> Result<(), Error> {
        self.together(|sql| {
            sql.prepare_cached("DELETE FROM inbox_seen WHERE case_id = ?1")?
                .execute([case.to_string()])?;
            let mut statement = sql.prepare_cached(
                "INSERT OR REPLACE INTO inbox_seen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for it in seen {
                statement.execute(params![
                    it.path,
                    it.case.to_string(),
                    it.size.cast_signed(),
                    it.modified,
                    it.sha256.as_ref().map_or("", Sha256::as_str),
                    it.first.as_millis(),
                    it.at.as_millis()
                ])?;
            }
            Ok(())
        })
    }
}
