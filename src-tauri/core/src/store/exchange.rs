//! Raw changes out of one store and into another. The shared folder carries
//! them; this is the way in and out.

use std::collections::BTreeMap;

use automerge::Change;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::doc::{Doc, Kind, Opening, decode, is_packed, state_of_all, unpacked};
use super::{Done, Door, Error, Store, project};
use crate::model::{Author, Sha256};

/// What is brought of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The document's id.
    pub doc: String,
    /// What kind of document: `case`.
    pub kind: String,
    /// The saved document, where it comes whole.
    pub saved: Option<Vec<u8>>,
    /// How its sender lists it, where it comes whole: shown until it is taken
    /// apart here.
    pub listed: Option<Listed>,
    /// Each change's bytes and their SHA-256.
    pub changes: Vec<(Vec<u8>, Sha256)>,
}

/// A case as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which edition of the list's columns.
    pub edition: u32,
    /// The document's heads, in hex.
    pub heads: String,
    /// How many changes it has.
    pub changes: u32,
    /// The columns.
    pub cells: Vec<String>,
}

impl Store {
    /// Every change of every document.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn parcels(&self) -> Result<Vec<Parcel>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, kind FROM doc ORDER BY id")?;
        let docs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let docs = docs.collect::<Result<Vec<(String, String)>, _>>()?;
        docs.into_iter()
            .map(|(doc, kind)| {
                let changes = match is_packed(&self.connection, &doc)? {
                    true => packed_changes(&self.connection, &doc)?,
                    false => changes(&self.connection, &doc)?,
                };
                Ok(Parcel {
                    changes,
                    doc,
                    kind,
                    saved: None,
                    listed: None,
                })
            })
            .collect()
    }

    /// Makes the rows and the search of the cases that are kept as they came,
    /// `most` at once, and tells of each time how many are left. One that cannot be
    /// opened stays as it is, for `check` to name; one whose process has not
    /// arrived waits for it, and is not tried again before something has arrived.
    /// Their changes stay in the saved document, which proves
    /// them by its hashes, until somebody writes.
    ///
    /// # Errors
    /// What the database says.
    pub fn unpack(&mut self, most: u32, told: &mut dyn FnMut(Done<u32>)) -> Result<(), Error> {
        if self.unpacked == Some(state_of_all(&self.connection)?) {
            return Ok(());
        }
        let mut next = self.open_packed("", most)?;
        while let Some((last, opening)) = next {
            let docs = opening.wait()?;
            // The next are opened while these are written.
            next = self.open_packed(&last, most)?;
            told(self.transact(&nobody(), |door| {
                for doc in docs {
                    door.project(&doc)?;
                }
                let left = door.sql.query_row(
                    "SELECT count(*) FROM doc_packed WHERE projected = 0 AND id > ?1",
                    [&last],
                    |row| row.get(0),
                )?;
                Ok(left)
            })?);
        }
        self.unpacked = Some(state_of_all(&self.connection)?);
        Ok(())
    }

    /// The cases after `after` that are kept as they came and have no rows yet, by
    /// id: the last of them, and all of them being opened, so that the database is
    /// not held meanwhile and nobody's typing waits.
    fn open_packed(&self, after: &str, most: u32) -> Result<Option<(String, Opening)>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM doc_packed WHERE projected = 0 AND id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let ids = statement.query_map(params![after, most], |row| row.get(0))?;
        let ids = ids.collect::<Result<Vec<String>, _>>()?;
        let Some(last) = ids.last().cloned() else {
            return Ok(None);
        };
        Ok(Some((last, Doc::open_packed(&self.connection, &ids)?)))
    }

    /// Takes in changes made elsewhere. Bytes that do not match their hash, or
    /// are no change, refuse the whole: nothing is written. What builds on
    /// something that has not arrived is held until it does. Returns how many
    /// changes were new.
    ///
    /// # Errors
    /// [`super::Failure::Internal`] for damaged bytes, or what the disk says.
    pub fn receive(&mut self, parcels: Vec<Parcel>) -> Result<Done<usize>, Error> {
        self.transact(&nobody(), |door| door.receive(parcels))
    }
}

/// Who writes when nothing is written: changes of others carry their own authors.
pub(super) fn nobody() -> Author {
    Author {
        by: String::new(),
        pc: String::new(),
    }
}

impl Door<'_> {
    /// Makes the rows of a case that is kept as it came, unless somebody wrote it
    /// in the meantime: then it has them.
    fn project(&mut self, doc: &Doc) -> Result<(), Error> {
        if !is_packed(self.sql, &doc.id)? {
            return Ok(());
        }
        let id = doc.id.parse()?;
        if project::case(self.sql, id, &doc.automerge)? {
            project::History::whole(&doc.automerge).write(self.sql, id)?;
            doc.projected(self.sql)?;
            self.projected.push(id);
        }
        Ok(())
    }

    pub(super) fn receive(&mut self, parcels: Vec<Parcel>) -> Result<usize, Error> {
        // One document may be in many segments: what one brings the other may need.
        let mut docs: BTreeMap<String, Vec<Parcel>> = BTreeMap::new();
        for parcel in parcels {
            docs.entry(parcel.doc.clone()).or_default().push(parcel);
        }
        let mut new = 0;
        for (doc, parcels) in docs {
            new += self.receive_doc(&doc, parcels)?;
        }
        Ok(new)
    }

    fn receive_doc(&mut self, id: &str, parcels: Vec<Parcel>) -> Result<usize, Error> {
        let kind = parcels
            .first()
            .map(|it| it.kind.clone())
            .unwrap_or_default();
        let known = Kind::parse(&kind);
        if let [parcel] = &parcels[..]
            && known == Some(Kind::Case)
            && let Some(count) = self.keep_packed(parcel)?
        {
            return Ok(count);
        }
        let mut new = 0;
        let mut incoming = take_held(self.sql, id)?;
        for parcel in parcels {
            if let Some(listed) = &parcel.listed
                && self.knows(id, &listed.heads)?
            {
                continue;
            }
            if let Some(saved) = parcel.saved {
                match known {
                    Some(kind) if !self.has_doc(id)? => {
                        let doc = Doc::arrived(id.to_owned(), kind, saved)?;
                        new += doc.fresh.len();
                        self.docs.insert(id.to_owned(), doc);
                    }
                    _ => incoming.extend(unpacked(&saved)?.1),
                }
            }
            for (bytes, sha256) in parcel.changes {
                incoming.push(decode(bytes, sha256.as_str())?);
            }
        }
        // A kind that a newer Samsvar knows is kept for the day this one does.
        let Some(known) = known else {
            hold(self.sql, id, &kind, incoming)?;
            return Ok(new);
        };
        if !self.docs.contains_key(id) {
            let doc = match Doc::load(self.sql, id) {
                // What came whole and was no document makes room for what comes now.
                Err(_) if is_packed(self.sql, id)? => {
                    incoming.extend(Doc::discard_packed(self.sql, id)?);
                    None
                }
                loaded => loaded?,
            };
            let doc = doc.unwrap_or_else(|| Doc::empty(id.to_owned(), known));
            self.docs.insert(id.to_owned(), doc);
        }
        let (count, waiting) = self.doc(id)?.receive(incoming)?;
        hold(self.sql, id, &kind, waiting)?;
        Ok(new + count)
    }

    /// Keeps a case that came whole as it came, so that a list of thousands is
    /// there at once. `None` when it has to be taken apart now.
    fn keep_packed(&mut self, parcel: &Parcel) -> Result<Option<usize>, Error> {
        let Some((saved, listed)) = parcel.saved.as_ref().zip(parcel.listed.as_ref()) else {
            return Ok(None);
        };
        let is_held = || {
            self.sql
                .prepare_cached("SELECT 1 FROM held WHERE doc = ?1")?
                .exists([&parcel.doc])
        };
        // The row is its sender's word: it must at least be of the same case.
        let of_case = listed.cells.first() == Some(&parcel.doc);
        let fits = listed.edition == project::EDITION && of_case;
        if !fits || self.has_doc(&parcel.doc)? || is_held()? {
            return Ok(None);
        }
        Doc::keep_packed(self.sql, &parcel.doc, saved, &listed.heads, &parcel.changes)?;
        project::list(self.sql, &listed.cells)?;
        self.listed = true;
        Ok(Some(listed.changes as usize))
    }

    /// Whether everything that a document with these heads holds is here.
    fn knows(&self, id: &str, heads: &str) -> Result<bool, Error> {
        if self.docs.contains_key(id) {
            return Ok(false);
        }
        let same = self
            .sql
            .prepare_cached("SELECT 1 FROM doc WHERE id = ?1 AND heads = ?2")?
            .exists([id, heads])?;
        let mut change = self
            .sql
            .prepare_cached("SELECT 1 FROM change WHERE doc = ?1 AND hash = ?2")?;
        let mut all = !heads.is_empty();
        for head in heads.split(' ') {
            all = all && change.exists([id, head])?;
        }
        Ok(same || all)
    }

    fn has_doc(&self, id: &str) -> Result<bool, Error> {
        let stored = || {
            self.sql
                .prepare_cached("SELECT 1 FROM doc WHERE id = ?1")?
                .exists([id])
        };
        Ok(self.docs.contains_key(id) || stored()?)
    }
}

/// Writes the changes of every document that is kept as it came. One that cannot
/// be opened stays as it is, for `check` to name.
pub(super) fn take_all_apart(sql: &Connection) -> Result<(), Error> {
    let mut statement = sql.prepare_cached("SELECT id FROM doc_packed ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        let Ok(Some(mut doc)) = Doc::load(sql, &id) else {
            continue;
        };
        let case = id.parse()?;
        if project::case(sql, case, &doc.automerge)? {
            project::History::whole(&doc.automerge).write(sql, case)?;
            doc.take_apart(sql)?;
        }
    }
    Ok(())
}

/// Keeps changes until what they build on has arrived.
fn hold(sql: &Connection, doc: &str, kind: &str, changes: Vec<Change>) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT OR IGNORE INTO held (doc, hash, kind, sha256, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for mut change in changes {
        let hash = change.hash().to_string();
        let bytes = change.bytes().into_owned();
        statement.execute(params![doc, hash, kind, Sha256::of(&bytes).as_str(), bytes])?;
    }
    Ok(())
}

/// Takes out what was held of a document, to try it again.
fn take_held(sql: &Connection, doc: &str) -> Result<Vec<Change>, Error> {
    let mut statement =
        sql.prepare_cached("DELETE FROM held WHERE doc = ?1 RETURNING bytes, sha256")?;
    let rows = statement.query_map([doc], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let held = rows.collect::<Result<Vec<_>, _>>()?;
    held.into_iter()
        .map(|(bytes, sha256)| decode(bytes, &sha256))
        .collect()
}

/// The changes of a document that is kept as it came.
fn packed_changes(sql: &Connection, doc: &str) -> Result<Vec<(Vec<u8>, Sha256)>, Error> {
    let doc = Doc::load(sql, doc)?;
    let changes = doc.map(|it| it.automerge.get_changes(&[]));
    let each = changes.into_iter().flatten().map(|mut change| {
        let bytes = change.bytes().into_owned();
        let sha256 = Sha256::of(&bytes);
        (bytes, sha256)
    });
    Ok(each.collect())
}

pub(super) fn changes(sql: &Connection, doc: &str) -> Result<Vec<(Vec<u8>, Sha256)>, Error> {
    let mut statement =
        sql.prepare_cached("SELECT bytes, sha256 FROM change WHERE doc = ?1 ORDER BY seq")?;
    let rows = statement.query_map([doc], |row| {
        let bytes: Vec<u8> = row.get(0)?;
        Ok(bytes)
    })?;
    rows.map(|bytes| {
        let bytes = bytes?;
        let sha256 = Sha256::of(&bytes);
        Ok((bytes, sha256))
    })
    .collect()
}
