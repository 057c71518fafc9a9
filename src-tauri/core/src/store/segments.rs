//! What this PC knows of the segments of the shared folder.

use rusqlite::{Connection, OptionalExtension, params};

use super::exchange::{Parcel, nobody};
use super::readable::{Made, promises_received};
use super::{Done, Error, Store};
use crate::model::Moment;

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
    /// When it was made or read here; of a packed one, since when it is known to be.
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

impl Store {
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
        self.files_seen = None;
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
        let now = self.now();
        let transaction = self.connection.transaction()?;
        packed(&transaction, names, now)?;
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
                packed(door.sql, &segment.supersedes, Moment::from_millis(at))?;
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
}

/// A later segment stands for these, since `now` as far as is known here.
fn packed(sql: &Connection, names: &[String], now: Moment) -> Result<(), Error> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO segment (name, state, at, missing, changes, bytes)
         VALUES (?1, 'packed', ?2, 0, 0, x'')
         ON CONFLICT (name) DO UPDATE SET state = 'packed', at = ?2, bytes = x''
         WHERE state <> 'packed'",
    )?;
    let mut mended = sql.prepare_cached("DELETE FROM segment_fault WHERE name = ?1")?;
    for name in names {
        statement.execute(params![name, now.as_millis()])?;
        mended.execute([name])?;
    }
    Ok(())
}
