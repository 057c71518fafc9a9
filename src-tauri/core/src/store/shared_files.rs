//! Which files' bytes are in the shared folder and here.

use super::doc::state_of_all;
use super::{Error, Store};
use crate::model::{CaseId, Sha256};

impl Store {
    /// Files that cases cite and that were not seen in the folder, or are not
    /// here: their hash. Looked for again only when something changed since all
    /// were found.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn blobs_unshared(&mut self) -> Result<Vec<Sha256>, Error> {
        let now = Some(state_of_all(&self.connection)?);
        if now == self.files_seen {
            return Ok(Vec::new());
        }
        let unshared = self.look_for_blobs()?;
        if unshared.is_empty() {
            self.files_seen = now;
        }
        Ok(unshared)
    }

    fn look_for_blobs(&self) -> Result<Vec<Sha256>, Error> {
        let blobs = self.blobs();
        let cited = super::check::cited_files(&self.connection)?;
        let mut shared = self
            .connection
            .prepare_cached("SELECT 1 FROM blob_shared WHERE sha256 = ?1")?;
        let mut unshared: Vec<Sha256> = Vec::new();
        for (_, sha256) in cited {
            let is_shared = shared.exists([&sha256])?;
            let sha256 = serde_json::from_value(sha256.into()).map_err(Error::internal)?;
            if !is_shared || !blobs.has(&sha256) {
                unshared.push(sha256);
            }
        }
        unshared.sort();
        unshared.dedup();
        Ok(unshared)
    }

    /// The cases that have a file.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn cases_with(&self, sha256: &Sha256) -> Result<Vec<CaseId>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT case_id FROM case_attachment WHERE sha256 = ?1")?;
        let rows = statement.query_map([sha256.as_str()], |row| row.get::<_, String>(0))?;
        rows.map(|id| Ok(id?.parse()?)).collect()
    }

    /// Records that the bytes of a file are in the folder, or that they are not
    /// any more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn blob_shared(&mut self, sha256: &Sha256, shared: bool) -> Result<(), Error> {
        let statement = match shared {
            true => "INSERT OR IGNORE INTO blob_shared (sha256) VALUES (?1)",
            false => "DELETE FROM blob_shared WHERE sha256 = ?1",
        };
        self.connection
            .prepare_cached(statement)?
            .execute([sha256.as_str()])?;
        Ok(())
    }
}
