//! Promises of generated files: known to every PC before the files lie there.

use rusqlite::{Connection, OptionalExtension, params};

use super::hash;
use crate::model::Sha256;
use crate::store::{Error, Store};

/// A promise: these bytes under this path are generated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// Under the shared folder, with `/`.
    pub path: String,
    /// Hash of the bytes.
    pub sha256: Sha256,
    /// Generation of the generator that made them.
    pub version: u32,
}

/// Promises that have not left this PC, by path.
pub(in crate::store) fn promises_queued(sql: &Connection) -> Result<Vec<Made>, Error> {
    let mut statement = sql.prepare_cached(
        "SELECT path, sha256, version FROM made WHERE queued = 1 ORDER BY path, sha256",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get(2)?,
        ))
    })?;
    rows.map(|row| {
        let (path, sha256, version) = row?;
        Ok(Made {
            path,
            sha256: hash(sha256)?,
            version,
        })
    })
    .collect()
}

/// These promises have left this PC.
pub(in crate::store) fn promises_left(sql: &Connection, left: &[Made]) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "UPDATE made SET queued = 0 WHERE path = ?1 AND sha256 = ?2 AND version <= ?3",
    )?;
    for it in left {
        statement.execute(params![it.path, it.sha256.as_str(), it.version])?;
    }
    Ok(())
}

/// Promises that came from elsewhere: known to everybody, so ours of the same
/// need not leave.
pub(in crate::store) fn promises_received(
    sql: &Connection,
    received: &[Made],
) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO made (path, sha256, version, queued, nth)
         VALUES (?1, ?2, ?3, 0, (SELECT ifnull(max(nth), 0) + 1 FROM made WHERE path = ?1))
         ON CONFLICT (path, sha256) DO UPDATE SET
           queued = CASE WHEN excluded.version >= version THEN 0 ELSE queued END,
           version = max(version, excluded.version)",
    )?;
    for it in received {
        statement.execute(params![it.path, it.sha256.as_str(), it.version])?;
        forget(sql, &it.path)?;
    }
    Ok(())
}

/// Promises made here. One that is known already is not made again.
fn promise(sql: &Connection, made: &[Made]) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO made (path, sha256, version, queued, nth)
         VALUES (?1, ?2, ?3, 1, (SELECT ifnull(max(nth), 0) + 1 FROM made WHERE path = ?1))
         ON CONFLICT (path, sha256) DO UPDATE SET queued = 1, version = excluded.version
         WHERE excluded.version > version",
    )?;
    for it in made {
        statement.execute(params![it.path, it.sha256.as_str(), it.version])?;
        forget(sql, &it.path)?;
    }
    Ok(())
}

/// How many promises of one path are remembered. Bytes older than those come to
/// lie there from a backup only, and are then taken for a person's: moved to the
/// inbox, never lost.
const REMEMBERED: u32 = 64;

fn forget(sql: &Connection, path: &str) -> Result<(), Error> {
    sql.prepare_cached(
        "DELETE FROM made WHERE path = ?1 AND queued = 0
         AND nth <= (SELECT max(nth) FROM made WHERE path = ?1) - ?2",
    )?
    .execute(params![path, REMEMBERED])?;
    Ok(())
}

impl Store {
    /// Promises what is about to be generated, to be carried to everybody first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn promise(&self, made: &[Made]) -> Result<(), Error> {
        self.together(|sql| promise(sql, made))
    }

    /// Promises that have not left this PC.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn promises_queued(&self) -> Result<Vec<Made>, Error> {
        promises_queued(&self.connection)
    }

    /// Records that these promises lie in the folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn promises_left(&self, left: &[Made]) -> Result<(), Error> {
        self.together(|sql| promises_left(sql, left))
    }

    /// Records promises that came from elsewhere.
    ///
    /// # Errors
    /// What the disk says.
    pub fn promises_received(&self, received: &[Made]) -> Result<(), Error> {
        self.together(|sql| promises_received(sql, received))
    }

    /// The highest generation that promised these bytes under this path, and
    /// whether that promise still waits here. `None`: nobody promised them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn promised(&self, path: &str, sha256: &Sha256) -> Result<Option<(u32, bool)>, Error> {
        let found = self
            .connection
            .prepare_cached("SELECT version, queued FROM made WHERE path = ?1 AND sha256 = ?2")?
            .query_row([path, sha256.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            });
        Ok(found.optional()?)
    }

    /// Every path under `folder` that somebody promised something for, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn promised_under(&self, folder: &str) -> Result<Vec<String>, Error> {
        // `0` is the sign after `/`.
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT path FROM made WHERE path >= ?1 || '/' AND path < ?1 || '0'
             ORDER BY path",
        )?;
        let rows = statement.query_map([folder], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
