//! Processes and organisations: the shipped ones put into the store, and the
//! right version found for a case.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use automerge::Automerge;
use rusqlite::{Connection, OptionalExtension, params};

use super::doc::{Doc, Kind};
use super::shape::{definition, text_at};
use super::{Error, Store, shape};
use crate::model::{CaseId, CaseSnapshot, Date, Organisation, Process, Refusal};

/// Processes that ship inside.
pub(crate) const PROCESSES: &[&str] = &[include_str!("../../processes/remissvar-2023-03.toml")];

/// The healthcare region that ships inside.
pub(crate) const ORGANISATION: &str = include_str!("../../organisations/sydostra.toml");

const ORGANISATION_KEY: &str = "organisation";

thread_local! {
    // A definition's text never changes under its id, so it is read once.
    static PROCESS: RefCell<BTreeMap<String, Rc<Process>>> = const { RefCell::new(BTreeMap::new()) };
    static REGION: RefCell<BTreeMap<String, Rc<Organisation>>> = const { RefCell::new(BTreeMap::new()) };
}

impl Store {
    /// Puts the shipped definitions into the store where they are missing.
    pub(super) fn seed(&mut self) -> Result<(), Error> {
        let organisation = Organisation::from_toml(ORGANISATION)?;
        let mut wanted = vec![(
            definition::doc_id(Kind::Organisation, &organisation.id, ORGANISATION),
            Kind::Organisation,
            ORGANISATION,
        )];
        for toml in PROCESSES {
            let name = Process::from_toml(toml)?.id();
            wanted.push((
                definition::doc_id(Kind::Process, &name, toml),
                Kind::Process,
                toml,
            ));
        }
        let mut missing = Vec::new();
        for (id, kind, toml) in wanted {
            let known = self
                .connection
                .prepare_cached("SELECT 1 FROM doc WHERE id = ?1")?
                .exists([&id])?;
            if !known {
                missing.push((id, kind, toml));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let author = self.author("");
        self.transact(&author, |door| {
            for (id, kind, toml) in missing {
                if Doc::load(door.sql, &id)?.is_some() {
                    continue;
                }
                if kind == Kind::Organisation {
                    // An earlier edition of the same organisation gives way to this
                    // one; another that a person chose does not.
                    door.sql.execute(
                        "INSERT INTO meta (key, value) VALUES (?1, ?2)
                         ON CONFLICT (key) DO UPDATE SET value = ?2
                         WHERE value LIKE ?3",
                        params![
                            ORGANISATION_KEY,
                            id,
                            format!("organisation/{}/%", organisation.id)
                        ],
                    )?;
                }
                let doc = Doc::begin(id.clone(), kind, definition::begin(kind, toml)?)?;
                door.docs.insert(id, doc);
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Every process, by kind, the newest version first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn processes(&self) -> Result<Vec<Process>, Error> {
        let mut all: Vec<Process> = all_processes(&self.connection)?
            .into_iter()
            .map(|(_, process)| process.as_ref().clone())
            .collect();
        all.sort_by(|a, b| (&a.kind, b.valid_from).cmp(&(&b.kind, a.valid_from)));
        Ok(all)
    }

    /// The process meant by its kind (the version now valid) or kind-version.
    ///
    /// # Errors
    /// [`Refusal::ProcessUnknown`] naming the valid ones.
    pub fn process(&self, named: &str) -> Result<Process, Error> {
        let today = self.today();
        Ok(process(&self.connection, named, today)?.1.as_ref().clone())
    }

    /// The organisation this workspace works for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn organisation(&self) -> Result<Organisation, Error> {
        Ok(present_organisation(&self.connection)?.as_ref().clone())
    }
}

/// The process that `named` means on `day`, and its document.
pub(super) fn process(
    sql: &Connection,
    named: &str,
    day: Date,
) -> Result<(String, Rc<Process>), Error> {
    let mut candidates: Vec<_> = all_processes(sql)?
        .into_iter()
        .filter(|(_, process)| process.kind == named || process.id() == named)
        .collect();
    // Of two editions of one version, the one that ships with this program is last.
    let shipped = |doc: &str| {
        PROCESSES
            .iter()
            .any(|toml| doc.ends_with(&definition::mark(toml)))
    };
    candidates.sort_by_key(|(doc, process)| (process.valid_from, shipped(doc), doc.clone()));
    // The newest that is valid on that day; a day before all of them takes the oldest.
    let valid = candidates
        .iter()
        .rposition(|(_, process)| process.valid_from.is_none_or(|from| from <= day))
        .unwrap_or(0);
    if candidates.is_empty() {
        let mut valid: Vec<_> = all_processes(sql)?.iter().map(|(_, it)| it.id()).collect();
        valid.sort();
        valid.dedup();
        return Err(Refusal::ProcessUnknown {
            process: named.to_owned(),
            valid: valid.join(", "),
        }
        .into());
    }
    Ok(candidates.swap_remove(valid))
}

/// The id of the document of the organisation this workspace works for.
pub(super) fn organisation_doc(sql: &Connection) -> Result<String, Error> {
    sql.prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([ORGANISATION_KEY], |row| row.get(0))
        .map_err(Error::from)
}

/// The organisation this workspace works for, with its latest calendars.
pub(super) fn present_organisation(sql: &Connection) -> Result<Rc<Organisation>, Error> {
    let shipped = organisation(sql, &organisation_doc(sql)?)?;
    let Some(added) = Doc::load(sql, &shape::calendar::doc_id(&shipped))? else {
        return Ok(shipped);
    };
    let mut present = shipped.as_ref().clone();
    shape::calendar::lay_over(&mut present, &added.automerge);
    Ok(Rc::new(present))
}

/// A case with the names of the process and organisation it began with.
pub(super) fn snapshot(
    sql: &Connection,
    id: CaseId,
    case: &Automerge,
) -> Result<CaseSnapshot, Error> {
    let begun_with = |key| {
        text_at(case, key).ok_or_else(|| Error::internal("a case without process or organisation"))
    };
    let process = process_of(sql, &begun_with("process")?)?;
    let organisation = organisation(sql, &begun_with("organisation")?)?;
    let mut snapshot = shape::case_read::read(id, case, &process, &organisation)?;
    if let Some(round) = &mut snapshot.round {
        // Its row may not have arrived: then the round has no name yet.
        let title = sql
            .prepare_cached("SELECT title FROM round_row WHERE id = ?1")?
            .query_row([round.id.to_string()], |row| row.get(0));
        round.title = title.optional()?.unwrap_or_default();
    }
    Ok(snapshot)
}

/// Whether both definitions that a case cites have arrived.
pub(super) fn is_complete(sql: &Connection, case: &Automerge) -> Result<bool, Error> {
    for key in ["process", "organisation"] {
        let Some(doc) = text_at(case, key) else {
            return Ok(false);
        };
        let known = sql
            .prepare_cached("SELECT 1 FROM doc WHERE id = ?1")?
            .query_row([doc], |_| Ok(()))
            .optional()?;
        if known.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn all_processes(sql: &Connection) -> Result<Vec<(String, Rc<Process>)>, Error> {
    let mut statement = sql.prepare_cached("SELECT id FROM doc WHERE kind = 'process'")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    ids.map(|id| {
        let id = id?;
        let process = process_of(sql, &id)?;
        Ok((id, process))
    })
    .collect()
}

fn process_of(sql: &Connection, doc: &str) -> Result<Rc<Process>, Error> {
    if let Some(known) = PROCESS.with_borrow(|known| known.get(doc).cloned()) {
        return Ok(known);
    }
    let process = Rc::new(Process::from_toml(&definition_text(sql, doc)?)?);
    PROCESS.with_borrow_mut(|known| known.insert(doc.to_owned(), Rc::clone(&process)));
    Ok(process)
}

fn organisation(sql: &Connection, doc: &str) -> Result<Rc<Organisation>, Error> {
    if let Some(known) = REGION.with_borrow(|known| known.get(doc).cloned()) {
        return Ok(known);
    }
    let organisation = Rc::new(Organisation::from_toml(&definition_text(sql, doc)?)?);
    REGION.with_borrow_mut(|known| known.insert(doc.to_owned(), Rc::clone(&organisation)));
    Ok(organisation)
}

fn definition_text(sql: &Connection, doc: &str) -> Result<String, Error> {
    let doc = Doc::load(sql, doc)?.ok_or_else(|| Error::internal("a definition is not here"))?;
    definition::text(&doc.automerge)
}
