//! How the generated files lay in the folder when their bytes were last known.

use rusqlite::{OptionalExtension, params};

use super::hash;
use crate::model::{Moment, Sha256};
use crate::store::{Error, Store};

/// A generated file whose bytes were known when it had this size and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Hash of the bytes.
    pub sha256: Sha256,
    /// Bytes.
    pub size: u64,
    /// As the folder told it, in milliseconds since 1970.
    pub modified: i64,
}

impl Store {
    /// How a generated file lay in the folder when its bytes were last known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stamp(&self, path: &str) -> Result<Option<Stamp>, Error> {
        let row = self
            .connection
            .prepare_cached("SELECT sha256, size, modified FROM readable_file WHERE path = ?1")?
            .query_row([path], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((sha256, size, modified)) = row else {
            return Ok(None);
        };
        Ok(Some(Stamp {
            sha256: hash(sha256)?,
            size: u64::try_from(size).unwrap_or_default(),
            modified,
        }))
    }

    /// Every generated file under `folder` whose bytes were last known, by path.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn stamps_under(&self, folder: &str) -> Result<Vec<(String, Stamp)>, Error> {
        // `0` is the sign after `/`.
        let mut statement = self.connection.prepare_cached(
            "SELECT path FROM readable_file WHERE path >= ?1 || '/' AND path < ?1 || '0'
             ORDER BY path",
        )?;
        let paths = statement.query_map([folder], |row| row.get(0))?;
        let paths = paths.collect::<Result<Vec<String>, _>>()?;
        let mut stamps = Vec::new();
        for path in paths {
            if let Some(stamp) = self.stamp(&path)? {
                stamps.push((path, stamp));
            }
        }
        Ok(stamps)
    }

    /// Keeps how a generated file lies in the folder; `None` forgets it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn stamp_set(&self, path: &str, stamp: Option<&Stamp>) -> Result<(), Error> {
        match stamp {
            Some(it) => self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO readable_file VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    path,
                    it.sha256.as_str(),
                    it.size.cast_signed(),
                    it.modified
                ])?,
            None => self
                .connection
                .prepare_cached("DELETE FROM readable_file WHERE path = ?1")?
                .execute([path])?,
        };
        Ok(())
    }

    /// Since when these bytes, which nobody promised, lie under a generated
    /// file's name: since `now` when they were not seen before.
    ///
    /// # Errors
    /// What the disk says.
    pub fn stranger(&self, path: &str, sha256: &Sha256, now: Moment) -> Result<Moment, Error> {
        let known = self
            .connection
            .prepare_cached("SELECT at FROM readable_stranger WHERE path = ?1 AND sha256 = ?2")?
            .query_row([path, sha256.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(at) = known {
            return Ok(Moment::from_millis(at));
        }
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO readable_stranger VALUES (?1, ?2, ?3)")?
            .execute(params![path, sha256.as_str(), now.as_millis()])?;
        Ok(now)
    }

    /// Nobody's bytes lie there any more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn stranger_gone(&self, path: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("DELETE FROM readable_stranger WHERE path = ?1")?
            .execute([path])?;
        Ok(())
    }
}
