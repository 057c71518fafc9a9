//! The cases as people see them in the folder, and which of them are to be written.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::{CaseId, Moment};
use crate::store::doc::{Doc, is_packed, state_of_all};
use crate::store::{Error, Store};

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

impl Store {
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
        let (last, whole) = state_of_all(&self.connection)?;
        Ok(format!("{version}|{last}|{whole}"))
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
        folder(&self.connection, id)
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

    /// Whether every one of these heads of a case's document is known here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn knows_heads(&self, id: CaseId, heads: &[String]) -> Result<bool, Error> {
        let id = id.to_string();
        if is_packed(&self.connection, &id)? {
            let doc = Doc::load(&self.connection, &id)?;
            return Ok(doc.is_some_and(|doc| heads.iter().all(|head| doc.has(head))));
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM change WHERE doc = ?1 AND hash = ?2")?;
        for head in heads {
            if !statement.exists([&id, head])? {
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
}

/// The folder that a case has, by its id; empty when it has none.
pub(in crate::store) fn folder(sql: &Connection, id: &str) -> Result<Option<String>, Error> {
    let folder = sql
        .prepare_cached("SELECT folder FROM readable_case WHERE case_id = ?1")?
        .query_row([id], |row| row.get(0));
    Ok(folder.optional()?)
}
