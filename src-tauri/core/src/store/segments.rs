//! What this PC knows of the segments of the shared folder, and the outbox.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::exchange::{Listed, Parcel, nobody};
use super::readable::{Made, promises_left, promises_queued, promises_received};
use super::{Done, Error, Store, project};
use crate::model::{Moment, Sha256};

/// About how many bytes of changes go into one segment.
const SEGMENT: usize = 8 << 20;

/// A segment made here or read from the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentState {
    /// Made here, and not in the folder yet.
    Waiting,
    /// In the folder, as far as is known here.
    Shared,
    /// A later one holds all of it: its bytes are not kept.
    Packed,
}

impl SegmentState {
    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shared => "shared",
            Self::Packed => "packed",
        }
    }

    fn parse(code: &str) -> Self {
        let all = [Self::Waiting, Self::Shared];
        let found = all.into_iter().find(|it| it.code() == code);
        found.unwrap_or(Self::Packed)
    }
}

/// What is known of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentRow {
    /// Its name: `<install>/<seq>-<hash>`.
    pub name: String,
    /// Where it is.
    pub state: SegmentState,
    /// When it was made or read here.
    pub at: Moment,
    /// In how many looks on end it was not in the folder.
    pub missing: u32,
}

/// A segment read from the folder, its bytes compared with its name.
pub struct Arrived {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it brings.
    pub parcels: Vec<Parcel>,
    /// Segments that it holds all of.
    pub supersedes: Vec<String>,
    /// Files its writer promised to generate.
    pub made: Vec<Made>,
}

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

    /// Every segment known here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn segments(&self) -> Result<Vec<SegmentRow>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, state, at, missing FROM segment")?;
        let rows = statement.query_map([], |row| {
            Ok(SegmentRow {
                name: row.get(0)?,
                state: SegmentState::parse(&row.get::<_, String>(1)?),
                at: Moment::from_millis(row.get(2)?),
                missing: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The bytes of a segment, as they are or should be in the folder; `None`
    /// when they are not kept here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn segment_bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let bytes = self
            .connection
            .prepare_cached("SELECT bytes FROM segment WHERE name = ?1 AND state <> 'packed'")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(bytes)
    }

    /// The segments made here that are not in the folder yet, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn segments_waiting(&self) -> Result<Vec<String>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name FROM segment WHERE state = 'waiting' ORDER BY name")?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Records that a segment is in the folder, and read back.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segment_shared(&mut self, name: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE segment SET state = 'shared', missing = 0
                 WHERE name = ?1 AND state <> 'packed' AND (state = 'waiting' OR missing > 0)",
            )?
            .execute([name])?;
        Ok(())
    }

    /// Lets every segment that is kept here wait again: the folder has lost them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segments_wait(&mut self) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE segment SET state = 'waiting' WHERE state = 'shared'",
            [],
        )?;
        transaction.execute("DELETE FROM blob_shared", [])?;
        transaction.commit()?;
        self.files_seen = -1;
        Ok(())
    }

    /// Records for each of these segments how often it was missed in the folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segments_missed(&mut self, missed: &[(String, u32)]) -> Result<(), Error> {
        if missed.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.transaction()?;
        for (name, times) in missed {
            transaction
                .prepare_cached("UPDATE segment SET missing = ?2 WHERE name = ?1")?
                .execute(params![name, times])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Forgets the bytes of segments that a later one stands for.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segments_packed(&mut self, names: &[String]) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        packed(&transaction, names)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes in what segments bring: all of it or nothing. Returns how many
    /// changes were new.
    ///
    /// # Errors
    /// [`super::Failure::Internal`] for what is no change, or what the disk says.
    pub fn take_in(&mut self, arrived: &[Arrived]) -> Result<Done<usize>, Error> {
        let at = self.now().as_millis();
        self.transact(&nobody(), |door| {
            let mut parcels = Vec::new();
            for segment in arrived {
                door.sql
                    .prepare_cached(
                        "INSERT OR IGNORE INTO segment (name, state, at, missing, changes, bytes)
                         VALUES (?1, 'shared', ?2, 0, 0, ?3)",
                    )?
                    .execute(params![segment.name, at, segment.bytes])?;
                door.sql
                    .prepare_cached("DELETE FROM segment_fault WHERE name = ?1")?
                    .execute([&segment.name])?;
                packed(door.sql, &segment.supersedes)?;
                promises_received(door.sql, &segment.made)?;
                parcels.extend(segment.parcels.iter().cloned());
            }
            door.receive(parcels)
        })
    }

    /// Names in the folder that could not be read: how often, and last when.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn segment_faults(&self) -> Result<Vec<(String, u32, Moment)>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, failures, at FROM segment_fault ORDER BY name")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, Moment::from_millis(row.get(2)?)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records that a name in the folder could not be read. Returns how often
    /// that was.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segment_failed(&mut self, name: &str) -> Result<u32, Error> {
        let failures = self
            .connection
            .prepare_cached(
                "INSERT INTO segment_fault (name, failures, at) VALUES (?1, 1, ?2)
                 ON CONFLICT (name) DO UPDATE SET failures = failures + 1, at = ?2
                 RETURNING failures",
            )?
            .query_row(params![name, self.now().as_millis()], |row| row.get(0))?;
        Ok(failures)
    }

    /// Forgets faults of names that are not in the folder any more.
    ///
    /// # Errors
    /// What the disk says.
    pub fn segment_fault_gone(&mut self, name: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached("DELETE FROM segment_fault WHERE name = ?1")?
            .execute([name])?;
        Ok(())
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

    /// Files that cases cite and that were not seen in the folder, or are not
    /// here: their hash. Looked for again only when something changed since all
    /// were found.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn blobs_unshared(&mut self) -> Result<Vec<Sha256>, Error> {
        let last: i64 =
            self.connection
                .query_row("SELECT ifnull(max(seq), 0) FROM change", [], |row| {
                    row.get(0)
                })?;
        if last == self.files_seen {
            return Ok(Vec::new());
        }
        let unshared = self.look_for_blobs()?;
        if unshared.is_empty() {
            self.files_seen = last;
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

fn packed(sql: &Connection, names: &[String]) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO segment (name, state, at, missing, changes, bytes)
         VALUES (?1, 'packed', 0, 0, 0, x'')
         ON CONFLICT (name) DO UPDATE SET state = 'packed', bytes = x''",
    )?;
    let mut mended = sql.prepare_cached("DELETE FROM segment_fault WHERE name = ?1")?;
    for name in names {
        statement.execute([name])?;
        mended.execute([name])?;
    }
    Ok(())
}
