//! A process or organisation document: the file's own text in the genesis. Its
//! id ends in the hash of that text, so it never changes; another version is
//! another document, and a running case keeps the one it began with.

use automerge::{Automerge, Change};

use super::{Error, genesis, put, text_at};
use crate::model::Sha256;
use crate::store::doc::Kind;

/// `process/remissvar-2023-03/1f2e3d4c5b6a7988`.
pub(in crate::store) fn doc_id(kind: Kind, name: &str, toml: &str) -> String {
    format!("{}/{name}{}", kind.as_str(), mark(toml))
}

/// The last part of an id: tells this text from every other.
pub(in crate::store) fn mark(toml: &str) -> String {
    format!("/{}", &Sha256::of(toml.as_bytes()).as_str()[..16])
}

pub(in crate::store) fn begin(kind: Kind, toml: &str) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", kind.as_str())?;
        put(tx, "definition", toml)
    })
}

pub(in crate::store) fn text(doc: &Automerge) -> Result<String, Error> {
    text_at(doc, "definition").ok_or_else(|| Error::internal("a definition without text"))
}
