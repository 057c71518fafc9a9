//! What the folder that people use is made from, and how far this PC has come:
//! promises of generated files, the cases to write, the files in the inboxes.
//! None of it is a document; all of it can be lost and is found out again.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Error, Store};
use crate::model::{CaseId, Moment, Sha256};

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

/// What people see of a case, read from its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCase {
    /// Which case.
    pub id: CaseId,
    /// The state of the documents it was read from.
    pub read: String,
    /// Its line in the register, as JSON; empty when it has none.
    pub line: String,
    /// Its folder's name before namesakes are told apart; empty when it has none.
    pub name: String,
    /// The name as every file system compares it.
    pub name_key: String,
}

/// A case whose files are to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueCase {
    /// Which case.
    pub id: CaseId,
    /// The folder it is to have, by name; empty when it is to have none.
    pub target: String,
    /// The folder it has, by name; empty when it has none.
    pub folder: String,
    /// What [`Store::readable_written`] is told once it is written.
    pub mark: String,
}

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

/// Promises that have not left this PC, by path.
pub(super) fn promises_queued(sql: &Connection) -> Result<Vec<Made>, Error> {
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
pub(super) fn promises_left(sql: &Connection, left: &[Made]) -> Result<(), Error> {
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
pub(super) fn promises_received(sql: &Connection, received: &[Made]) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO made (path, sha256, version, queued) VALUES (?1, ?2, ?3, 0)
         ON CONFLICT (path, sha256) DO UPDATE SET
           queued = CASE WHEN excluded.version >= version THEN 0 ELSE queued END,
           version = max(version, excluded.version)",
    )?;
    for it in received {
        statement.execute(params![it.path, it.sha256.as_str(), it.version])?;
    }
    Ok(())
}

/// Promises made here. One that is known already is not made again.
pub(super) fn promise(sql: &Connection, made: &[Made]) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO made (path, sha256, version, queued) VALUES (?1, ?2, ?3, 1)
         ON CONFLICT (path, sha256) DO UPDATE SET queued = 1, version = excluded.version
         WHERE excluded.version > version",
    )?;
    for it in made {
        statement.execute(params![it.path, it.sha256.as_str(), it.version])?;
    }
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

    /// At most `most` cases that changed since [`Store::readable_read`] was told
    /// of them, each with the state it is in now. `version` is the generator's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_unread(
        &self,
        version: u32,
        most: usize,
    ) -> Result<Vec<(CaseId, String)>, Error> {
        // Every document's change counts up, so an idle poll looks at no case.
        let all = self.read_mark(version)?;
        if self.readable_state("read")?.as_deref() == Some(&all) {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT doc.id, doc.heads || '|' || ?1 || '|' || coalesce(round_row.title, '') AS state
             FROM case_row CROSS JOIN doc ON doc.id = case_row.id
             LEFT JOIN round_row ON round_row.id = case_row.round
             LEFT JOIN readable_case ON readable_case.case_id = case_row.id
             WHERE readable_case.read IS NOT state
             ORDER BY doc.id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![version, most as i64], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            self.readable_state_set("read", &all)?;
        }
        rows.into_iter()
            .map(|(id, state)| Ok((id.parse()?, state)))
            .collect()
    }

    fn read_mark(&self, version: u32) -> Result<String, Error> {
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(seq) FROM change")?
            .query_row([], |row| row.get(0))?;
        Ok(format!("{version}|{}", last.unwrap_or_default()))
    }

    /// Records what people see of some cases. A line that is another one is to
    /// be written into the register. Namesakes are told apart by their ids, each
    /// of them, so that it does not matter which came first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_read(&self, cases: &[ReadCase]) -> Result<(), Error> {
        if cases.is_empty() {
            return Ok(());
        }
        self.together(|sql| {
            let mut lines = 0;
            for it in cases {
                let id = it.id.to_string();
                lines += sql
                    .prepare_cached(
                        "UPDATE readable_state SET value = value + 1 WHERE key = 'lines'
                         AND ?2 IS NOT coalesce(
                           (SELECT line FROM readable_case WHERE case_id = ?1), '')",
                    )?
                    .execute([&id, &it.line])?;
                sql.prepare_cached(
                    "INSERT INTO readable_case
                     VALUES (?1, ?2, ?3, ?4, ?5, '', '', '', 0)
                     ON CONFLICT (case_id) DO UPDATE
                     SET read = ?2, line = ?3, name = ?4, name_key = ?5, tried = 0",
                )?
                .execute([&id, &it.read, &it.line, &it.name, &it.name_key])?;
            }
            if lines == 0 {
                sql.execute(
                    "INSERT OR IGNORE INTO readable_state VALUES ('lines', '1')",
                    [],
                )?;
            }
            Ok(())
        })
    }

    /// Gives every case the folder's name it is to have. Asked when all were read.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_named(&self) -> Result<(), Error> {
        let name = "CASE
               WHEN name = '' THEN ''
               WHEN (SELECT count(*) FROM readable_case AS same
                     WHERE same.name_key = readable_case.name_key) > 1
                 THEN name || ' (' || substr(case_id, 1, 8) || ')'
               ELSE name END";
        self.connection.execute(
            &format!("UPDATE readable_case SET target = {name} WHERE target <> {name}"),
            [],
        )?;
        Ok(())
    }

    /// At most `most` cases whose files are to be written, those that were not
    /// tried lately first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_due(&self, most: usize) -> Result<Vec<DueCase>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT case_id, target, folder, read || '|' || target FROM readable_case
             WHERE written <> read || '|' || target ORDER BY tried, case_id LIMIT ?1",
        )?;
        let rows = statement.query_map([most as i64], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        })?;
        rows.map(|row| {
            let (id, target, folder, mark) = row?;
            Ok(DueCase {
                id: id.parse()?,
                target,
                folder,
                mark,
            })
        })
        .collect()
    }

    /// Records the folder that a case has now, by name.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_moved(&self, id: CaseId, folder: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE readable_case SET folder = ?2 WHERE case_id = ?1")?
            .execute([&id.to_string(), folder])?;
        Ok(())
    }

    /// Records that a case's files are whole, as `mark` of [`DueCase`] says.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_written(&self, id: CaseId, mark: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE readable_case SET written = ?2, tried = 0 WHERE case_id = ?1")?
            .execute([&id.to_string(), mark])?;
        Ok(())
    }

    /// A case could not be written now; others go before it next time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_tried(&self, id: CaseId, now: Moment) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE readable_case SET tried = ?2 WHERE case_id = ?1")?
            .execute(params![id.to_string(), now.as_millis()])?;
        Ok(())
    }

    /// A case's files are to be looked at and written again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readable_again(&self, id: CaseId) -> Result<(), Error> {
        self.readable_written(id, "")
    }

    /// At most `most` cases that have a folder, with its name, from the one
    /// after `after` on, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_folders(
        &self,
        after: &str,
        most: usize,
    ) -> Result<Vec<(CaseId, String)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT case_id, folder FROM readable_case
             WHERE folder <> '' AND case_id > ?1 ORDER BY case_id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![after, most as i64], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        rows.map(|row| {
            let (id, folder) = row?;
            Ok((id.parse()?, folder))
        })
        .collect()
    }

    /// Whether a folder is one that a case here has now, and which case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_folder(&self, id: &str) -> Result<Option<String>, Error> {
        let folder = self
            .connection
            .prepare_cached("SELECT folder FROM readable_case WHERE case_id = ?1")?
            .query_row([id], |row| row.get(0));
        Ok(folder.optional()?)
    }

    /// Every case's line in the register, as JSON, and a number that grows when
    /// one of them becomes another.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_lines(&self) -> Result<Vec<String>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT line FROM readable_case WHERE line <> '' ORDER BY case_id")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

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

    /// Whether every one of these heads of a case's document is known here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn knows_heads(&self, id: CaseId, heads: &[String]) -> Result<bool, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM change WHERE doc = ?1 AND hash = ?2")?;
        for head in heads {
            if !statement.exists([&id.to_string(), head])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// When a case was last changed, by the clock of the PC that did it: the same
    /// on every PC that knows the same changes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_change(&self, id: CaseId) -> Result<Moment, Error> {
        let at: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(at) FROM case_history WHERE case_id = ?1")?
            .query_row([id.to_string()], |row| row.get(0))?;
        Ok(Moment::from_millis(at.unwrap_or_default()))
    }

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
