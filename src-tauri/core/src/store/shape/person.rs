//! A person document. Its id follows from the name, so two PCs that meet the
//! same name make the same document.

use automerge::transaction::Transaction;
use automerge::{Automerge, Change};

use super::{Error, genesis, put, put_whole, text_at};
use crate::model::{Person, PersonId};

pub(in crate::store) fn doc_id(id: &PersonId) -> String {
    format!("person/{id}")
}

pub(in crate::store) fn begin(name: &str) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", "person")?;
        put(tx, "name", name)
    })
}

pub(in crate::store) fn write(tx: &mut Transaction<'_>, person: &Person) -> Result<(), Error> {
    put_whole(tx, "roles", &person.roles)?;
    put(tx, "body", &person.body)
}

pub(in crate::store) fn read(doc: &Automerge) -> Option<Person> {
    let mut person = Person::named(&text_at(doc, "name")?).ok()?;
    person.roles = text_at(doc, "roles")
        .and_then(|roles| serde_json::from_str(&roles).ok())
        .unwrap_or_default();
    person.body = text_at(doc, "body").unwrap_or_default();
    Some(person)
}
