//! The text of files: which are not read yet, and what reading them gave. A
//! cache: it is made anew from the bytes when the reading gets better.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::{Error, Store};
use super::index::line_of;
use super::{fold, vocabulary};
use crate::documents::extract::{self, Extracted};
use crate::model::Sha256;

/// How often a file is begun that ended the program while it was read.
const MOST_ATTEMPTS: u32 = 2;

/// A file whose text is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its bytes.
    pub sha256: Sha256,
    /// A name it has in some case.
    pub name: String,
}

/// What is known of the text of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// The file's bytes.
    pub sha256: Sha256,
    /// How reading it ended.
    pub state: extract::State,
    /// Why not all of it was read: the sentence is `extract.<note>`; empty when
    /// there is nothing to say.
    pub note: String,
}

impl Store {
    /// Files of cases whose text is not read yet by this edition of the reading,
    /// and was not given up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn pending_files(&self) -> Result<Vec<Pending>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT pending.sha256, min(name) FROM (
                 SELECT sha256 FROM file_text WHERE extractor < ?1
                 UNION ALL SELECT sha256 FROM file_text
                 WHERE extractor = ?1 AND state = 'begun' AND attempts < ?2
             ) AS pending
             JOIN case_attachment ON case_attachment.sha256 = pending.sha256
             GROUP BY pending.sha256 ORDER BY pending.sha256",
        )?;
        let rows = statement.query_map(params![extract::EDITION, MOST_ATTEMPTS], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        rows.map(|row| {
            let (sha256, name) = row?;
            let sha256 = hash(sha256)?;
            Ok(Pending { sha256, name })
        })
        .collect()
    }

    /// Reads the text of one file and keeps it. Nothing is held while it is read.
    ///
    /// # Errors
    /// What the database says; a file that cannot be read is no error.
    pub fn read_file(&mut self, file: &Pending) -> Result<FileText, Error> {
        self.begin_file(file)?;
        let extracted = extract::extract(&self.blobs(), &file.sha256, &file.name);
        self.keep_file(file, &extracted)?;
        Ok(FileText {
            sha256: file.sha256.clone(),
            state: extracted.state,
            note: extracted.note.to_owned(),
        })
    }

    /// Notes that a file is about to be read, so that one that ends the program
    /// is not begun for ever.
    fn begin_file(&self, file: &Pending) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO file_text (sha256, extractor, attempts, state, note, text)
                 VALUES (?1, ?2, 1, 'begun', 'crashed', '')
                 ON CONFLICT (sha256) DO UPDATE SET state = 'begun', note = 'crashed',
                     attempts = CASE WHEN extractor = ?2 THEN attempts + 1 ELSE 1 END,
                     extractor = ?2",
            )?
            .execute(params![file.sha256.as_str(), extract::EDITION])?;
        Ok(())
    }

    /// Forgets that a file was begun: it was left because the program ends.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn put_back_file(&self, file: &Pending) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE file_text SET extractor = 0, attempts = 0
                 WHERE sha256 = ?1 AND state = 'begun'",
            )?
            .execute([file.sha256.as_str()])?;
        Ok(())
    }

    fn keep_file(&mut self, file: &Pending, extracted: &Extracted) -> Result<(), Error> {
        // Folded before the database is held.
        let words = fold::vocabulary(&extracted.text);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let id = row_of(&transaction, file)?;
        transaction
            .prepare_cached("UPDATE file_text SET state = ?2, note = ?3, text = ?4 WHERE id = ?1")?
            .execute(params![
                id,
                extracted.state.as_str(),
                extracted.note,
                extracted.text
            ])?;
        transaction
            .prepare_cached("DELETE FROM file_word WHERE rowid = ?1")?
            .execute([id])?;
        if !words.is_empty() {
            transaction
                .prepare_cached("INSERT INTO file_word (rowid, words) VALUES (?1, ?2)")?
                .execute(params![id, line_of(&words)])?;
            vocabulary::learn(&transaction, &words)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// What is known of the text of a file; `None` when it is not read yet. One
    /// that ended the program while it was read counts as failed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn file_text(&self, sha256: &Sha256) -> Result<Option<FileText>, Error> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT state, note FROM file_text WHERE sha256 = ?1 AND extractor > 0",
            )?
            .query_row([sha256.as_str()], |row| {
                Ok((row.get::<_, String>(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(row.map(|(state, note)| FileText {
            sha256: sha256.clone(),
            state: extract::State::parse(&state),
            note,
        }))
    }
}

/// Notes a file whose text is to be read, unless it is known. So what is pending
/// is found without looking at every file of every case.
pub(in super::super) fn await_file(sql: &Connection, sha256: &str) -> Result<(), Error> {
    sql.prepare_cached(
        "INSERT OR IGNORE INTO file_text (sha256, extractor, attempts, state, note, text)
         VALUES (?1, 0, 0, 'begun', '', '')",
    )?
    .execute([sha256])?;
    Ok(())
}

fn hash(hex: String) -> Result<Sha256, Error> {
    serde_json::from_value(hex.into()).map_err(Error::internal)
}

fn row_of(sql: &Connection, file: &Pending) -> Result<i64, Error> {
    let id = sql
        .prepare_cached("SELECT id FROM file_text WHERE sha256 = ?1")?
        .query_row([file.sha256.as_str()], |row| row.get(0))?;
    Ok(id)
}
