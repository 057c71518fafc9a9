//! The scalars of a case document: the winner of each key, and the keys that
//! hold several values.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{
    Automerge, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValueRef, Value, ValueRef,
};

use super::case::text_key;
use super::{Error, meanwhile, scalar_text};
use crate::model::{Conflict, Date, QuestionId, Version};

/// The root read once: the winner of each key, and the keys with several values.
pub(super) struct Values {
    pub(super) winners: BTreeMap<String, String>,
    pub(super) conflicts: Vec<Conflict>,
    /// The text object of each question that has one, by its key.
    texts: BTreeMap<String, ObjId>,
    /// Keys that more than one wrote without knowing of each other.
    contested: BTreeSet<String>,
}

impl Values {
    pub(super) fn of(doc: &Automerge) -> Result<Self, Error> {
        let mut values = Self {
            winners: BTreeMap::new(),
            conflicts: Vec::new(),
            texts: BTreeMap::new(),
            contested: BTreeSet::new(),
        };
        for item in doc.map_range(ROOT, ..) {
            let key = item.key.as_ref();
            if item.conflict {
                values.contested.insert(key.to_owned());
            }
            let text = match &item.value {
                ValueRef::Object(ObjType::Text) => {
                    values.texts.insert(key.to_owned(), item.id());
                    continue;
                }
                ValueRef::Scalar(ScalarValueRef::Str(text)) => text.to_string(),
                ValueRef::Scalar(ScalarValueRef::Boolean(flag)) => flag.to_string(),
                _ => continue,
            };
            values.winners.insert(key.to_owned(), text);
        }
        for key in &values.contested {
            // What stands under a text's own key is told by who wrote it.
            if !values.texts.contains_key(key) {
                values.conflicts.extend(conflict_at(doc, key)?);
            }
        }
        Ok(values)
    }

    /// A question's text. Where two wrote at once it is the version written last by
    /// their clocks: the letters that Automerge would mix are nobody's words.
    pub(super) fn answer(&self, doc: &Automerge, question: &QuestionId) -> Result<String, Error> {
        if self.contested.contains(&written_key(question)) {
            let mut versions = text_versions(doc, question)?;
            if let (Some(last), false) = (versions.pop(), versions.is_empty()) {
                return Ok(last.value);
            }
        }
        match self.texts.get(&text_key(question)) {
            Some(object) => Ok(doc.text(object)?),
            None => Ok(String::new()),
        }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.winners.get(key).cloned().unwrap_or_default()
    }

    pub(super) fn day(&self, key: &str) -> Option<Date> {
        self.winners.get(key)?.parse().ok()
    }

    pub(super) fn whole<T: serde::de::DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_str(self.winners.get(key)?).ok()
    }

    /// Keys under `prefix/`, as (the rest of the key, value).
    pub(super) fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.winners
            .range(format!("{prefix}/")..)
            .map_while(move |(key, value)| {
                let rest = key.strip_prefix(prefix)?.strip_prefix('/')?;
                Some((rest, value.as_str()))
            })
    }
}

/// Every value under `key` when there are two or more different ones. A text
/// shows as the whole text each writer left.
fn conflict_at(doc: &Automerge, key: &str) -> Result<Option<Conflict>, Error> {
    // Two PCs doing the same thing differ only in who was first.
    let parts: Vec<_> = key.split('/').collect();
    if matches!(
        parts.as_slice(),
        ["registered"]
            | ["joins" | "apart", _]
            | ["attachment", _, "taken"]
            | ["contribution", _, "written", ..]
    ) {
        return Ok(None);
    }
    let (key, versions) = match written_question(key) {
        Some(question) => (text_key(&question), text_versions(doc, &question)?),
        None => (key.to_owned(), versions_at(doc, key)?),
    };
    let contribution = key.starts_with("contribution/");
    let meant = |version: &Version| match contribution {
        true => without_mark(&version.value),
        false => version.value.clone(),
    };
    let differ = versions
        .windows(2)
        .any(|pair| meant(&pair[0]) != meant(&pair[1]));
    Ok(differ.then_some(Conflict { key, versions }))
}

/// A value without who and when: two PCs that ask the same body for the same
/// thing differ only in that.
pub(super) fn without_mark(value: &str) -> String {
    match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(value) {
        Ok(mut fields) => {
            fields.remove("by");
            fields.remove("at");
            serde_json::Value::Object(fields).to_string()
        }
        Err(_) => value.to_owned(),
    }
}

fn written_key(question: &QuestionId) -> String {
    format!("question/{question}/written")
}

fn written_question(key: &str) -> Option<QuestionId> {
    let id = key.strip_prefix("question/")?.strip_suffix("/written")?;
    Some(QuestionId::new(id))
}

/// The whole text that each of several writers left, earliest first.
fn text_versions(doc: &Automerge, question: &QuestionId) -> Result<Vec<Version>, Error> {
    written_at(doc, &written_key(question), |_, hash| {
        text_at_heads(doc, question, hash)
    })
}

fn versions_at(doc: &Automerge, key: &str) -> Result<Vec<Version>, Error> {
    written_at(doc, key, |value, _| Ok(value))
}

/// The values under `key`, if there are several, as (when, who, what), in an
/// order that is the same on every PC.
fn written_at(
    doc: &Automerge,
    key: &str,
    value_of: impl Fn(String, Option<ChangeHash>) -> Result<String, Error>,
) -> Result<Vec<Version>, Error> {
    let all = doc.get_all(ROOT, key)?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let mut versions = Vec::new();
    for (value, opid) in all {
        let Value::Scalar(value) = value else {
            continue;
        };
        let hash = doc.hash_for_opid(&opid);
        // What is known of the change, without what it changed, which is dear to read.
        let change = hash.as_ref();
        let change = change.and_then(|hash| doc.get_change_meta_by_hash(hash));
        let value = value_of(scalar_text(&value).unwrap_or_default(), hash)?;
        versions.push(match change {
            Some(change) => meanwhile::version(&change, &value),
            None => meanwhile::unknown(&value),
        });
    }
    versions.sort();
    // Two who joined the same registrations put the same there.
    versions.dedup();
    Ok(versions)
}

fn text_at_heads(
    doc: &Automerge,
    question: &QuestionId,
    head: Option<ChangeHash>,
) -> Result<String, Error> {
    match (doc.get(ROOT, text_key(question))?, head) {
        (Some((Value::Object(ObjType::Text), object)), Some(head)) => {
            Ok(doc.text_at(&object, &[head])?)
        }
        (Some((Value::Object(ObjType::Text), object)), None) => Ok(doc.text(&object)?),
        _ => Ok(String::new()),
    }
}
