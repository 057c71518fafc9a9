//! An Automerge document as it lies in the database: raw changes, and a saved
//! copy that makes loading quick.

mod packed;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ActorId, Automerge, Change, ChangeHash};
use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use crate::model::Sha256;

pub(super) use packed::{Opening, is_packed};

/// Changes, or operations in them, beyond the saved copy before a new copy is
/// made. A saved copy loads many times faster than the changes it holds.
const TAIL: (i64, i64) = (24, 600);

/// What kind of document it is: the first part of its place in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Case,
    Person,
    Process,
    Organisation,
    Round,
    Calendar,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Person => "person",
            Self::Process => "process",
            Self::Organisation => "organisation",
            Self::Round => "round",
            Self::Calendar => "calendar",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let all = [
            Self::Case,
            Self::Person,
            Self::Process,
            Self::Organisation,
            Self::Round,
            Self::Calendar,
        ];
        all.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A document loaded inside a transaction, and what was added to it there.
pub(super) struct Doc {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) automerge: Automerge,
    /// Changes not yet in the database, in order, and whether they were made here.
    pub(super) fresh: Vec<(Change, bool)>,
    stored: bool,
    /// The saved copy that came from elsewhere, and how many of the fresh
    /// changes are in it.
    arrived: Option<(Vec<u8>, usize)>,
    /// It is kept as it came, these bytes: its changes are written when it is.
    packed: Option<Vec<u8>>,
}

impl Doc {
    /// A new document that begins with `genesis`.
    pub(super) fn begin(id: String, kind: Kind, genesis: Change) -> Result<Self, Error> {
        let mut automerge = Automerge::new();
        automerge.apply_changes([genesis.clone()])?;
        Ok(Self {
            id,
            kind,
            automerge,
            fresh: vec![(genesis, true)],
            stored: false,
            arrived: None,
            packed: None,
        })
    }

    /// A document that is about to be filled with changes from elsewhere.
    pub(super) fn empty(id: String, kind: Kind) -> Self {
        Self {
            id,
            kind,
            automerge: Automerge::new(),
            fresh: Vec::new(),
            stored: false,
            arrived: None,
            packed: None,
        }
    }

    /// A document not known here, that came whole.
    pub(super) fn arrived(id: String, kind: Kind, saved: Vec<u8>) -> Result<Self, Error> {
        let (automerge, changes) = unpacked(&saved)?;
        Ok(Self {
            id,
            kind,
            automerge,
            arrived: Some((saved, changes.len())),
            fresh: changes.into_iter().map(|change| (change, false)).collect(),
            stored: false,
            packed: None,
        })
    }

    /// Loads a document; `None` when there is none with this id.
    pub(super) fn load(connection: &Connection, id: &str) -> Result<Option<Self>, Error> {
        let row = connection
            .prepare_cached("SELECT kind, saved, saved_seq FROM doc WHERE id = ?1")?
            .query_row([id], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Vec<u8>>(1)?,
                    row.get::<_, i64>(2)?,
                ))
            })
            .optional()?;
        let Some((kind, saved, saved_seq)) = row else {
            return Ok(None);
        };
        let kind = Kind::parse(&kind).ok_or_else(|| Error::internal("unknown kind of document"))?;
        let tail = changes_after(connection, id, saved_seq)?;
        if saved_seq == 0 && is_packed(connection, id)? {
            return Self::opened(id.to_owned(), saved, tail).map(Some);
        }
        let mut automerge = guarded(|| Automerge::load(&saved).map_err(Error::from))?;
        guarded(|| Ok(automerge.apply_changes(tail)?))?;
        Ok(Some(Self {
            id: id.to_owned(),
            kind,
            automerge,
            fresh: Vec::new(),
            stored: true,
            arrived: None,
            packed: None,
        }))
    }

    /// Whether it holds a change. One that is kept as it came has them in itself.
    pub(super) fn has(&self, hash: &str) -> bool {
        let hash = hash.parse::<ChangeHash>().ok();
        hash.is_some_and(|it| self.automerge.get_change_meta_by_hash(&it).is_some())
    }

    /// Loads a document from its raw changes alone, for `check`.
    pub(super) fn from_changes(connection: &Connection, id: &str) -> Result<Automerge, Error> {
        let mut automerge = Automerge::new();
        let changes = changes_after(connection, id, 0)?;
        guarded(|| Ok(automerge.apply_changes(changes)?))?;
        Ok(automerge)
    }

    /// Heads in hex, sorted: equal on PCs that have met.
    pub(super) fn heads(&self) -> Vec<String> {
        heads_of(&self.automerge)
    }

    /// Runs `write` as one change by `actor` on top of everything known.
    pub(super) fn change<T>(
        &mut self,
        actor: &ActorId,
        options: automerge::transaction::CommitOptions,
        write: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.automerge.set_actor(actor.clone());
        let mut transaction = self.automerge.transaction();
        let value = match write(&mut transaction) {
            Ok(value) => value,
            Err(error) => {
                transaction.rollback();
                return Err(error);
            }
        };
        if let (Some(hash), _) = transaction.commit_with(options) {
            let change = automerge::ReadDoc::get_change_by_hash(&self.automerge, &hash)
                .ok_or_else(|| Error::internal("a change that was just made is not there"))?;
            self.fresh.push((change, true));
        }
        Ok(value)
    }

    /// Takes in changes made elsewhere; those already known are left out.
    /// Returns how many were new, and those that build on something that has
    /// not arrived yet.
    pub(super) fn receive(&mut self, changes: Vec<Change>) -> Result<(usize, Vec<Change>), Error> {
        // What is known of a change, without making the change itself of its parts.
        let known = |hash: &ChangeHash| self.automerge.get_change_meta_by_hash(hash).is_some();
        let mut ready = Vec::new();
        let mut hashes = HashSet::new();
        let mut waiting = changes;
        waiting.retain(|change| !known(&change.hash()));
        loop {
            let before = waiting.len();
            let mut rest = Vec::new();
            for change in waiting {
                if hashes.contains(&change.hash()) {
                    continue;
                }
                let mut deps = change.deps().iter();
                if deps.all(|hash| hashes.contains(hash) || known(hash)) {
                    hashes.insert(change.hash());
                    ready.push(change);
                } else {
                    rest.push(change);
                }
            }
            waiting = rest;
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        guarded(|| Ok(self.automerge.apply_changes(ready.clone())?))?;
        let count = ready.len();
        self.fresh
            .extend(ready.into_iter().map(|change| (change, false)));
        Ok((count, waiting))
    }

    /// Takes in a change made here beside what is known, not on top of it.
    pub(super) fn receive_ours(&mut self, change: Change) -> Result<(), Error> {
        self.automerge.apply_changes([change.clone()])?;
        self.fresh.push((change, true));
        Ok(())
    }

    /// Writes what is fresh. What was made here goes to the outbox too.
    pub(super) fn write(&mut self, connection: &Connection) -> Result<(), Error> {
        let heads = self.heads().join(" ");
        if !self.stored {
            connection
                .prepare_cached(
                    "INSERT INTO doc (id, kind, heads, saved, saved_seq) VALUES (?1, ?2, ?3, ?4, 0)",
                )?
                .execute(params![self.id, self.kind.as_str(), heads, Automerge::new().save()])?;
            self.stored = true;
        }
        let mut last = self.take_apart(connection)?;
        let (saved, within) = self.arrived.take().unwrap_or_default();
        for (place, (change, ours)) in (1..).zip(std::mem::take(&mut self.fresh)) {
            last = insert(connection, &self.id, change)?;
            if place == within {
                connection
                    .prepare_cached("UPDATE doc SET saved = ?2, saved_seq = ?3 WHERE id = ?1")?
                    .execute(params![self.id, saved, last])?;
            }
            if ours {
                connection
                    .prepare_cached("INSERT INTO outbox (change) VALUES (?1)")?
                    .execute([last])?;
            }
        }
        let tail: (i64, i64) = connection
            .prepare_cached(
                "SELECT count(*), ifnull(sum(ops), 0) FROM change, doc
                 WHERE change.doc = ?1 AND doc.id = ?1 AND change.seq > doc.saved_seq",
            )?
            .query_row([&self.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if tail.0 >= TAIL.0 || tail.1 >= TAIL.1 {
            let saved = self.saved_and_checked()?;
            connection
                .prepare_cached(
                    "UPDATE doc SET heads = ?2, saved = ?3, saved_seq = ?4 WHERE id = ?1",
                )?
                .execute(params![self.id, heads, saved, last])?;
        } else {
            connection
                .prepare_cached("UPDATE doc SET heads = ?2 WHERE id = ?1")?
                .execute(params![self.id, heads])?;
        }
        Ok(())
    }

    /// Changes that the saved copy knows and the table of raw changes has lost.
    pub(super) fn missing_changes(&self, connection: &Connection) -> Result<Vec<Change>, Error> {
        let mut known =
            connection.prepare_cached("SELECT 1 FROM change WHERE doc = ?1 AND hash = ?2")?;
        let mut missing = Vec::new();
        for change in self.automerge.get_changes(&[]) {
            if !known.exists(params![self.id, change.hash().to_string()])? {
                missing.push(change);
            }
        }
        Ok(missing)
    }

    /// Puts lost changes back among the raw ones.
    pub(super) fn write_missing(
        &self,
        connection: &Connection,
        missing: Vec<Change>,
    ) -> Result<(), Error> {
        for change in missing {
            insert(connection, &self.id, change)?;
        }
        Ok(())
    }

    /// The saved document, for colleagues.
    pub(super) fn packed(&self) -> Result<Vec<u8>, Error> {
        self.saved_and_checked()
    }

    /// The document's saved bytes, loaded again and found to have the same heads
    /// before they may replace anything.
    fn saved_and_checked(&self) -> Result<Vec<u8>, Error> {
        let saved = self.automerge.save();
        let again = guarded(|| Automerge::load(&saved).map_err(Error::from))?;
        if heads_of(&again) != self.heads() {
            return Err(Error::internal(
                "a saved document differs from the one in memory",
            ));
        }
        Ok(saved)
    }
}

/// Keeps one raw change and returns its place.
fn insert(connection: &Connection, doc: &str, mut change: Change) -> Result<i64, Error> {
    let hash = change.hash().to_string();
    let ops = i64::try_from(change.len()).unwrap_or(i64::MAX);
    let bytes = change.bytes().into_owned();
    connection
        .prepare_cached(
            "INSERT INTO change (doc, hash, sha256, ops, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![doc, hash, Sha256::of(&bytes).as_str(), ops, bytes])?;
    Ok(connection.last_insert_rowid())
}

/// Heads in hex, sorted.
pub(super) fn heads_of(automerge: &Automerge) -> Vec<String> {
    let mut heads: Vec<_> = automerge
        .get_heads()
        .iter()
        .map(ToString::to_string)
        .collect();
    heads.sort();
    heads
}

/// Heads from hex; those that are none are left out.
pub(super) fn parse_heads(heads: &[String]) -> Vec<ChangeHash> {
    heads.iter().filter_map(|head| head.parse().ok()).collect()
}

/// Decodes a raw change after its bytes were checked against our own hash.
pub(super) fn decode(bytes: Vec<u8>, sha256: &str) -> Result<Change, Error> {
    if Sha256::of(&bytes).as_str() != sha256 {
        return Err(Error::internal("a stored change does not match its hash"));
    }
    guarded(|| Change::from_bytes(bytes).map_err(Error::internal))
}

/// Differs when any document became another: the last change's place, and the cases
/// that are kept as they came, counted twice if they have their rows.
pub(super) fn state_of_all(connection: &Connection) -> Result<(i64, i64), Error> {
    let state = connection
        .prepare_cached(
            "SELECT (SELECT ifnull(max(seq), 0) FROM change),
                    (SELECT ifnull(sum(1 + projected), 0) FROM doc_packed)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(state)
}

/// A saved document and the changes in it, in an order that they can be applied in.
pub(super) fn unpacked(saved: &[u8]) -> Result<(Automerge, Vec<Change>), Error> {
    guarded(|| {
        let automerge = Automerge::load(saved)?;
        let changes = automerge.get_changes(&[]);
        Ok((automerge, changes))
    })
}

fn changes_after(connection: &Connection, id: &str, seq: i64) -> Result<Vec<Change>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes, sha256 FROM change WHERE doc = ?1 AND seq > ?2 ORDER BY seq",
    )?;
    let rows = statement.query_map(params![id, seq], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (bytes, sha256) = row?;
        decode(bytes, &sha256)
    })
    .collect()
}

/// Automerge panics on some damaged input: a panic becomes an error here.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::internal("a document could not be read")))
}
