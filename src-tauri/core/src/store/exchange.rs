//! Raw changes out of one store and into another. The shared folder carries
//! them; this is the way in and out.

use rusqlite::Connection;

use super::doc::{Doc, Kind, decode};
use super::{Done, Error, Store};
use crate::model::{Author, Sha256};

/// Raw changes of one document, with the hash of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The document's id.
    pub doc: String,
    /// What kind of document: `case`.
    pub kind: String,
    /// Each change's bytes and their SHA-256.
    pub changes: Vec<(Vec<u8>, Sha256)>,
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
                Ok(Parcel {
                    changes: changes(&self.connection, &doc)?,
                    doc,
                    kind,
                })
            })
            .collect()
    }

    /// Takes in changes made elsewhere. Bytes that do not match their hash, or
    /// are no change, refuse the whole: nothing is written. Returns how many
    /// were new.
    ///
    /// # Errors
    /// [`super::Failure::Internal`] for damaged bytes, or what the disk says.
    pub fn receive(&mut self, parcels: Vec<Parcel>) -> Result<Done<usize>, Error> {
        let nobody = Author {
            by: String::new(),
            pc: String::new(),
        };
        self.transact(&nobody, |door| {
            let mut new = 0;
            for parcel in parcels {
                let kind = Kind::parse(&parcel.kind)
                    .ok_or_else(|| Error::internal("a document of an unknown kind"))?;
                let mut decoded = Vec::new();
                for (bytes, sha256) in parcel.changes {
                    decoded.push(decode(bytes, sha256.as_str())?);
                }
                if !door.docs.contains_key(&parcel.doc) {
                    let doc = match Doc::load(door.sql, &parcel.doc)? {
                        Some(doc) => doc,
                        None => Doc::empty(parcel.doc.clone(), kind),
                    };
                    door.docs.insert(parcel.doc.clone(), doc);
                }
                new += door.doc(&parcel.doc)?.receive(decoded)?;
            }
            Ok(new)
        })
    }
}

fn changes(sql: &Connection, doc: &str) -> Result<Vec<(Vec<u8>, Sha256)>, Error> {
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
