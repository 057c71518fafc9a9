//! What was made here and has not left: the outbox, and the segments made of it.

use rusqlite::{Connection, TransactionBehavior, params};

use super::exchange::{Listed, Parcel};
use super::readable::{Made, promises_left, promises_queued};
use super::{Error, Store, project};
use crate::model::{Moment, Sha256};

/// About how many bytes of changes go into one segment.
const SEGMENT: usize = 8 << 20;

/// What goes into one segment.
pub struct Outgoing {
    /// Its place among this PC's segments.
    pub seq: u32,
    /// What it brings.
    pub parcels: Vec<Parcel>,
    /// Files that will be generated once it is in the folder.
    pub made: Vec<Made>,
}

impl Store {
    /// Makes segments of what the outbox holds. What is claimed here is
    /// published with the same bytes however often that is tried. Returns how
    /// many were made.
    ///
    /// # Errors
    /// What the database says.
    pub fn claim(
        &mut self,
        encode: &mut dyn FnMut(Outgoing) -> (String, Vec<u8>),
    ) -> Result<u32, Error> {
        let mut made = 0;
        loop {
            let now = self.now();
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (parcels, changes) = outbox(&transaction)?;
            let promises = promises_queued(&transaction)?;
            if parcels.is_empty() && promises.is_empty() {
                return Ok(made);
            }
            let seq = next_seq(&transaction)?;
            promises_left(&transaction, &promises)?;
            let (name, bytes) = encode(Outgoing {
                seq,
                parcels,
                made: promises,
            });
            transaction.execute(
                "INSERT INTO segment (name, state, at, missing, changes, bytes)
                 VALUES (?1, 'waiting', ?2, 0, ?3, ?4)",
                params![name, now.as_millis(), changes, bytes],
            )?;
            transaction.commit()?;
            made += 1;
        }
    }

    /// Makes one segment of whole documents, which stands for earlier ones.
    ///
    /// # Errors
    /// What the database says.
    pub fn pack(
        &mut self,
        docs: &[String],
        encode: impl FnOnce(Outgoing) -> Result<(String, Vec<u8>), Error>,
    ) -> Result<String, Error> {
        let now = self.now();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut parcels = Vec::new();
        for id in docs {
            if let Some(doc) = super::doc::Doc::load(&transaction, id)? {
                let heads = doc.heads().join(" ");
                let changes = doc.automerge.get_changes(&[]).len();
                parcels.push(Parcel {
                    listed: listed(&transaction, id, heads, changes)?,
                    doc: id.clone(),
                    kind: doc.kind.as_str().to_owned(),
                    saved: Some(doc.packed()?),
                    changes: Vec::new(),
                });
            }
        }
        let seq = next_seq(&transaction)?;
        let (name, bytes) = encode(Outgoing {
            seq,
            parcels,
            made: Vec::new(),
        })?;
        transaction.execute(
            "INSERT INTO segment (name, state, at, missing, changes, bytes)
             VALUES (?1, 'waiting', ?2, 0, 0, ?3)",
            params![name, now.as_millis(), bytes],
        )?;
        transaction.commit()?;
        Ok(name)
    }

    /// How many changes made here have not reached the folder, and since when.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn waiting(&self) -> Result<(u32, Option<Moment>), Error> {
        let (segments, since): (u32, Option<i64>) = self.connection.query_row(
            "SELECT ifnull(sum(changes), 0), min(at) FROM segment WHERE state = 'waiting'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let outbox: u32 = self
            .connection
            .query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?;
        let since = since.map(Moment::from_millis);
        Ok((segments + outbox, since))
    }
}

fn next_seq(sql: &Connection) -> Result<u32, Error> {
    let seq = sql.query_row(
        "SELECT ifnull(max(CAST(substr(segment.name, 34, 8) AS INTEGER)), 0) + 1
         FROM segment, meta
         WHERE meta.key = 'install' AND substr(segment.name, 1, 32) = meta.value",
        [],
        |row| row.get(0),
    )?;
    Ok(seq)
}

/// Takes documents out of the outbox, whole ones each, until about a segment is
/// full. Also returns how many changes that were.
fn outbox(sql: &Connection) -> Result<(Vec<Parcel>, u32), Error> {
    let mut statement = sql.prepare_cached(
        "SELECT change.doc, doc.kind, count(*), min(change.seq), doc.saved_seq, doc.heads,
                (SELECT count(*) FROM change AS every WHERE every.doc = doc.id)
         FROM outbox JOIN change ON change.seq = outbox.change JOIN doc ON doc.id = change.doc
         GROUP BY change.doc ORDER BY min(change.seq)",
    )?;
    let mut rows = statement.query([])?;
    let (mut parcels, mut count, mut size) = (Vec::new(), 0, 0);
    while let Some(row) = rows.next()? {
        let (doc, kind): (String, String) = (row.get(0)?, row.get(1)?);
        let (unshared, saved_seq, all): (u32, i64, u32) = (row.get(2)?, row.get(4)?, row.get(6)?);
        let heads: String = row.get(5)?;
        // Nobody has any of it: it goes whole, and a colleague loads it at once
        // instead of change by change.
        let whole = unshared == all && saved_seq > 0;
        let saved: Option<Vec<u8>> = match whole {
            true => Some(
                sql.query_row("SELECT saved FROM doc WHERE id = ?1", [&doc], |row| {
                    row.get(0)
                })?,
            ),
            false => None,
        };
        let after = if whole { saved_seq } else { 0 };
        let changes = sql
            .prepare_cached(
                "SELECT bytes, sha256 FROM outbox JOIN change ON seq = change
                 WHERE doc = ?1 AND seq > ?2 ORDER BY seq",
            )?
            .query_map(params![doc, after], |row| {
                let bytes: Vec<u8> = row.get(0)?;
                Ok(bytes)
            })?
            .map(|bytes| {
                let bytes = bytes?;
                let sha256 = Sha256::of(&bytes);
                Ok((bytes, sha256))
            })
            .collect::<Result<Vec<_>, rusqlite::Error>>()?;
        let listed = match whole {
            true => listed(sql, &doc, heads, all as usize)?,
            false => None,
        };
        size += saved.as_ref().map_or(0, Vec::len);
        size += changes.iter().map(|it| it.0.len()).sum::<usize>();
        count += unshared;
        parcels.push(Parcel {
            doc,
            kind,
            saved,
            listed,
            changes,
        });
        if size >= SEGMENT {
            break;
        }
    }
    drop(rows);
    for parcel in &parcels {
        sql.prepare_cached(
            "DELETE FROM outbox WHERE change IN (SELECT seq FROM change WHERE doc = ?1)",
        )?
        .execute([&parcel.doc])?;
    }
    Ok((parcels, count))
}

/// How a case is listed here; none for other documents.
fn listed(
    sql: &Connection,
    doc: &str,
    heads: String,
    changes: usize,
) -> Result<Option<Listed>, Error> {
    Ok(project::listed(sql, doc)?.map(|cells| Listed {
        edition: project::EDITION,
        heads,
        changes: u32::try_from(changes).unwrap_or(u32::MAX),
        cells,
    }))
}
