//! A person document. Its id follows from the name, so two PCs that meet the
//! same name make the same document.

use automerge::transaction::Transaction;
use automerge::{Automerge, Change, ROOT, ReadDoc};

use serde::Serialize;

use super::{Error, genesis, put, put_whole, text_at};
use crate::model::{Person, PersonId};

/// What was done to a person document, as its changes tell it.
#[derive(Clone, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(in crate::store) enum PersonAct {
    /// Name, roles or body were written.
    PersonSet {},
}

pub(in crate::store) fn doc_id(id: &PersonId) -> String {
    format!("person/{id}")
}

/// Only the id: two PCs may spell the name differently.
pub(in crate::store) fn begin(id: &PersonId) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", "person")?;
        put(tx, "id", id.as_str())
    })
}

/// What is not known is not written, so that it never hides what another PC knows.
pub(in crate::store) fn write(tx: &mut Transaction<'_>, person: &Person) -> Result<(), Error> {
    put(tx, "name", &person.name)?;
    if !person.roles.is_empty() || tx.get(ROOT, "roles")?.is_some() {
        put_whole(tx, "roles", &person.roles)?;
    }
    if !person.body.is_empty() || tx.get(ROOT, "body")?.is_some() {
        put(tx, "body", &person.body)?;
    }
    Ok(())
}

pub(in crate::store) fn read(doc: &Automerge) -> Option<Person> {
    let mut person = Person::named(&text_at(doc, "name")?).ok()?;
    person.roles = text_at(doc, "roles")
        .and_then(|roles| serde_json::from_str(&roles).ok())
        .unwrap_or_default();
    person.body = text_at(doc, "body").unwrap_or_default();
    Some(person)
}
