//! A case that came whole and is kept so until somebody writes it.

use std::collections::HashSet;

use automerge::{Automerge, Change};
use rusqlite::{Connection, params};

use super::{Doc, Kind, changes_after, decode, guarded, insert, unpacked};
use crate::model::Sha256;
use crate::store::Error;

/// Cases being opened on threads of their own.
pub(in crate::store) struct Opening(Vec<std::thread::JoinHandle<Vec<Doc>>>);

impl Opening {
    /// Waits for all of them. One that cannot be opened is left as it is, for
    /// `check` to name: it must not keep the others from being shared.
    pub(in crate::store) fn wait(self) -> Result<Vec<Doc>, Error> {
        let mut docs = Vec::new();
        for thread in self.0 {
            let done = thread.join();
            docs.extend(done.map_err(|_| Error::internal("a document could not be read"))?);
        }
        Ok(docs)
    }
}

impl Doc {
    /// A case that is kept as it came. Its changes stay where they are until it is
    /// written: to make them of a saved document takes as long as to load it.
    pub(super) fn opened(id: String, saved: Vec<u8>, tail: Vec<Change>) -> Result<Self, Error> {
        let mut doc = Self::empty(id, Kind::Case);
        doc.automerge = guarded(|| Automerge::load(&saved).map_err(Error::from))?;
        doc.receive(tail)?;
        doc.fresh.clear();
        doc.stored = true;
        doc.packed = Some(saved);
        Ok(doc)
    }

    /// Begins to open cases that were kept as they came, on as many threads as the
    /// PC has.
    pub(in crate::store) fn open_packed(
        connection: &Connection,
        ids: &[String],
    ) -> Result<Opening, Error> {
        let mut packed = Vec::new();
        for id in ids {
            let saved = connection
                .prepare_cached("SELECT saved FROM doc WHERE id = ?1")?
                .query_row([id], |row| row.get::<_, Vec<u8>>(0))?;
            packed.push((id.clone(), saved, changes_after(connection, id, 0)?));
        }
        let threads = std::thread::available_parallelism().map_or(1, |it| it.get().min(8));
        let each = packed.len().div_ceil(threads).max(1);
        let mut working = Vec::new();
        while !packed.is_empty() {
            let rest = packed.split_off(each.min(packed.len()));
            let share = std::mem::replace(&mut packed, rest).into_iter();
            working.push(std::thread::spawn(move || {
                share
                    .filter_map(|(id, saved, tail)| Self::opened(id, saved, tail).ok())
                    .collect()
            }));
        }
        Ok(Opening(working))
    }

    /// Whether it is kept as it came.
    pub(in crate::store) fn is_packed(&self) -> bool {
        self.packed.is_some()
    }

    /// Notes that the rows of a document that is kept as it came are all here.
    pub(in crate::store) fn projected(&self, connection: &Connection) -> Result<(), Error> {
        connection
            .prepare_cached("UPDATE doc_packed SET projected = 1 WHERE id = ?1")?
            .execute([&self.id])?;
        // What its sender said of its heads is the sender's word.
        connection
            .prepare_cached("UPDATE doc SET heads = ?2 WHERE id = ?1")?
            .execute([&self.id, &self.heads().join(" ")])?;
        Ok(())
    }

    /// Writes the changes of a document that was kept as it came. Returns the last
    /// one's place.
    pub(in crate::store) fn take_apart(&mut self, connection: &Connection) -> Result<i64, Error> {
        let Some(saved) = self.packed.take() else {
            return Ok(0);
        };
        let tail = changes_after(connection, &self.id, 0)?;
        for table in ["change WHERE doc", "doc_packed WHERE id"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} = ?1"))?
                .execute([&self.id])?;
        }
        let changes = unpacked(&saved)?.1;
        // What came beside it may be in it, too.
        let within: HashSet<_> = changes.iter().map(Change::hash).collect();
        let mut last = 0;
        for change in changes {
            last = insert(connection, &self.id, change)?;
        }
        connection
            .prepare_cached("UPDATE doc SET saved_seq = ?2 WHERE id = ?1")?
            .execute(params![self.id, last])?;
        for change in tail {
            if !within.contains(&change.hash()) {
                last = insert(connection, &self.id, change)?;
            }
        }
        Ok(last)
    }

    /// Keeps a document that came whole as it came.
    pub(in crate::store) fn keep_packed(
        connection: &Connection,
        id: &str,
        saved: &[u8],
        heads: &str,
        tail: &[(Vec<u8>, Sha256)],
    ) -> Result<(), Error> {
        connection
            .prepare_cached(
                "INSERT INTO doc (id, kind, heads, saved, saved_seq) VALUES (?1, 'case', ?2, ?3, 0)",
            )?
            .execute(params![id, heads, saved])?;
        connection
            .prepare_cached("INSERT INTO doc_packed (id, projected) VALUES (?1, 0)")?
            .execute([id])?;
        for (bytes, sha256) in tail {
            insert(connection, id, decode(bytes.clone(), sha256.as_str())?)?;
        }
        Ok(())
    }

    /// Forgets a document that was kept as it came. Returns the changes that came
    /// beside it.
    pub(in crate::store) fn discard_packed(
        connection: &Connection,
        id: &str,
    ) -> Result<Vec<Change>, Error> {
        let tail = changes_after(connection, id, 0)?;
        for table in ["change WHERE doc", "doc_packed WHERE id", "doc WHERE id"] {
            connection
                .prepare_cached(&format!("DELETE FROM {table} = ?1"))?
                .execute([id])?;
        }
        Ok(tail)
    }
}

/// Whether a document is kept as it came.
pub(in crate::store) fn is_packed(connection: &Connection, id: &str) -> Result<bool, Error> {
    let packed = connection
        .prepare_cached("SELECT 1 FROM doc_packed WHERE id = ?1")?
        .exists([id])?;
    Ok(packed)
}
