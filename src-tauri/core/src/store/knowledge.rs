//! Processes and organisations: the shipped ones put into the store, and the
//! right version found for a case.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use automerge::Automerge;
use rusqlite::{Connection, OptionalExtension, params};

use super::doc::{Doc, Kind};
use super::shape::{definition, text_at};
use super::{Error, Store, shape};
use crate::model::{CaseId, CaseSnapshot, Date, Organisation, Process, Refusal};

/// Processes that ship inside.
pub(crate) const PROCESSES: &[&str] = &[
    include_str!("../../processes/remissvar-2023-03.toml"),
    include_str!("../../processes/remissvar-2020-04.toml"),
    include_str!("../../processes/ansokan-2023-03.toml"),
    include_str!("../../processes/ansokan-2020-04.toml"),
    include_str!("../../processes/samordnat-remissvar-odaterad.toml"),
];

/// What the ids of the shipped processes end in.
static SHIPPED: LazyLock<Vec<String>> = LazyLock::new(|| {
    PROCESSES
        .iter()
        .map(|toml| definition::mark(toml))
        .collect()
});

/// The healthcare region that ships inside.
pub(crate) const ORGANISATION: &str = include_str!("../../organisations/sydostra.toml");

const ORGANISATION_KEY: &str = "organisation";

/// Set while the organisation is one that a person chose.
const CHOSEN_KEY: &str = "organisation_chosen";

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
                    // one; what a person chose does not.
                    door.sql.execute(
                        "INSERT INTO meta (key, value) VALUES (?1, ?2)
                         ON CONFLICT (key) DO UPDATE SET value = ?2
                         WHERE value LIKE ?3
                           AND NOT EXISTS (SELECT 1 FROM meta WHERE key = ?4)",
                        params![
                            ORGANISATION_KEY,
                            id,
                            format!("organisation/{}/%", organisation.id),
                            CHOSEN_KEY
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

    /// Every process, by kind, the newest version first. Of several editions of
    /// one version, the one that new cases take.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn processes(&self) -> Result<Vec<Process>, Error> {
        let mut all = BTreeMap::new();
        for (_, process) in in_order(&self.connection)? {
            all.insert(process.id(), process);
        }
        let mut all: Vec<_> = all.into_values().map(|it| it.as_ref().clone()).collect();
        all.sort_by(|a, b| {
            let newest_first = b.valid_from.cmp(&a.valid_from);
            a.kind
                .cmp(&b.kind)
                .then(newest_first)
                .then(a.version.cmp(&b.version))
        });
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
    let mut candidates = in_order(sql)?;
    candidates.retain(|(_, process)| process.kind == named || process.id() == named);
    // The newest that is valid on that day; a day before all of them takes the oldest.
    let valid = candidates
        .iter()
        .rposition(|(_, process)| process.valid_from.is_none_or(|from| from <= day))
        .unwrap_or(0);
    if candidates.is_empty() {
        let mut valid: Vec<_> = in_order(sql)?.iter().map(|(_, it)| it.id()).collect();
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

/// Makes an organisation the one that new cases begin with. What ships is chosen
/// until a later edition of it ships; another is chosen for good.
pub(super) fn choose_organisation(sql: &Connection, doc: &str) -> Result<(), Error> {
    let put = "INSERT INTO meta (key, value) VALUES (?1, ?2)
               ON CONFLICT (key) DO UPDATE SET value = ?2";
    sql.execute(put, params![ORGANISATION_KEY, doc])?;
    if is_shipped_organisation(doc) {
        sql.execute("DELETE FROM meta WHERE key = ?1", [CHOSEN_KEY])?;
    } else {
        sql.execute(put, params![CHOSEN_KEY, doc])?;
    }
    Ok(())
}

/// The organisation this workspace works for, with its latest calendars.
pub(super) fn present_organisation(sql: &Connection) -> Result<Rc<Organisation>, Error> {
    with_calendars(sql, organisation(sql, &organisation_doc(sql)?)?)
}

/// The organisation of a case with the calendars as they are known now: a case
/// begun under another organisation keeps that one's meetings.
pub(super) fn organisation_of(sql: &Connection, case: CaseId) -> Result<Rc<Organisation>, Error> {
    let present = present_organisation(sql)?;
    let doc = Doc::load(sql, &case.to_string())?;
    let own = doc.and_then(|doc| text_at(&doc.automerge, "organisation"));
    let Some(own) = own else {
        return Ok(present);
    };
    let own = organisation(sql, &own)?;
    // A later edition of the same one knows more meetings.
    if own.id == present.id {
        return Ok(present);
    }
    with_calendars(sql, own)
}

/// An organisation with what people added to its calendars.
fn with_calendars(sql: &Connection, own: Rc<Organisation>) -> Result<Rc<Organisation>, Error> {
    let Some(added) = Doc::load(sql, &shape::calendar::doc_id(&own))? else {
        return Ok(own);
    };
    let mut present = own.as_ref().clone();
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

/// Whether both definitions that a case cites have arrived, and this program can
/// read them: one from a newer program waits for its update.
pub(super) fn is_complete(sql: &Connection, case: &Automerge) -> Result<bool, Error> {
    for key in ["process", "organisation"] {
        let Some(doc) = text_at(case, key) else {
            return Ok(false);
        };
        let known = sql
            .prepare_cached("SELECT 1 FROM doc WHERE id = ?1")?
            .query_row([&doc], |_| Ok(()))
            .optional()?;
        if known.is_none() {
            return Ok(false);
        }
        let read = match key {
            "process" => process_of(sql, &doc).map(|_| ()),
            _ => organisation(sql, &doc).map(|_| ()),
        };
        match read {
            Err(Error::Refused(_)) => return Ok(false),
            read => read?,
        }
    }
    Ok(true)
}

/// Every process and its document, so that what new cases take is last: the
/// newest version, and of two editions of it the one that ships with this program.
fn in_order(sql: &Connection) -> Result<Vec<(String, Rc<Process>)>, Error> {
    let mut all = Vec::new();
    for doc in documents(sql, Kind::Process)? {
        match process_of(sql, &doc) {
            Ok(process) => all.push((doc, process)),
            // Written by a newer program: not for new cases here.
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    all.sort_by_cached_key(|(doc, process)| {
        let shipped = SHIPPED.iter().any(|mark| doc.ends_with(mark));
        (process.valid_from, shipped, doc.clone())
    });
    Ok(all)
}

/// Whether a document is the edition of the organisation that ships.
pub(super) fn is_shipped_organisation(doc: &str) -> bool {
    doc.ends_with(&definition::mark(ORGANISATION))
}

pub(super) fn documents(sql: &Connection, kind: Kind) -> Result<Vec<String>, Error> {
    let mut statement = sql.prepare_cached("SELECT id FROM doc WHERE kind = ?1 ORDER BY id")?;
    let ids = statement.query_map([kind.as_str()], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn process_of(sql: &Connection, doc: &str) -> Result<Rc<Process>, Error> {
    if let Some(known) = PROCESS.with_borrow(|known| known.get(doc).cloned()) {
        return Ok(known);
    }
    let process = Rc::new(Process::from_toml(&definition_text(sql, doc)?)?);
    PROCESS.with_borrow_mut(|known| known.insert(doc.to_owned(), Rc::clone(&process)));
    Ok(process)
}

pub(super) fn organisation(sql: &Connection, doc: &str) -> Result<Rc<Organisation>, Error> {
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
