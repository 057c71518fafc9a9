//! What one registration of a letter gives another: every value it lacks.

use automerge::{Automerge, ROOT, ReadDoc};
use serde::Deserialize;

use super::entries::Entry;
use super::meanwhile::{unknown, version, written};
use super::values::without_mark;
use super::{Error, text_at};
use crate::model::{CaseId, Version};
use crate::store::doc::parse_heads;

/// What belongs to one registration alone, or is carried in another way.
const OWN: &[&str] = &[
    "kind",
    "process",
    "organisation",
    "registered",
    "illustrative",
    "deleted",
    "closed",
    "joined",
    "joins",
    "apart",
    "round",
    "title",
    "twice",
];

/// `theirs` as it was when it was joined into `ours` before. None when that was taken
/// back, or when not all of it is here yet: then everything is looked at.
pub(in crate::store) fn taken(
    ours: &Automerge,
    theirs: &Automerge,
    id: CaseId,
) -> Option<Automerge> {
    #[derive(Deserialize)]
    struct Joins {
        heads: Vec<String>,
    }
    text_at(theirs, "joined")?;
    let joins = text_at(ours, &format!("joins/{id}"))?;
    let joins: Joins = serde_json::from_str(&joins).ok()?;
    theirs.fork_at(&parse_heads(&joins.heads)).ok()
}

/// Values of `theirs` under keys where `ours` has none or an empty one, under the keys
/// that `ours` has for them; none for what is not to be there. Texts and added questions
/// are carried as texts.
pub(in crate::store) fn carried(
    ours: &Automerge,
    theirs: &Automerge,
    place: impl Fn(&str) -> Option<String>,
) -> Vec<Entry> {
    let mut carried = Vec::new();
    for key in theirs.keys(ROOT) {
        let mut parts = key.split('/');
        let kind = parts.next().unwrap_or_default();
        let last = key.rsplit('/').next().unwrap_or_default();
        let as_text = kind == "question" && last != "stance";
        if OWN.contains(&kind) || as_text {
            continue;
        }
        let Some(value) = text_at(theirs, &key).filter(|it| !it.is_empty()) else {
            continue;
        };
        let Some(key) = place(&key) else { continue };
        if text_at(ours, &key).is_none_or(|it| it.is_empty()) {
            carried.push((key, Some(value)));
        }
    }
    carried
}

/// What `theirs` says under keys where both registrations say something, and not the
/// same, of what holds one value; with who wrote it there.
pub(in crate::store) fn differing(
    ours: &Automerge,
    theirs: &Automerge,
    place: impl Fn(&str) -> Option<String>,
) -> Result<Vec<(String, Version)>, Error> {
    let one_value = |key: &str| match key.split('/').collect::<Vec<_>>()[..] {
        [field] => !OWN.contains(&field) || field == "title",
        [
            "number" | "member" | "theme" | "condition" | "commitment" | "supplement",
            _,
        ]
        | ["report" | "minutes", _]
        | ["assessment" | "notice", _, _]
        | ["question", _, "stance"]
        | ["step", _, _, "state" | "due" | "responsible"]
        | ["contribution", _, "asked"]
        | ["contribution", _, "text", _] => true,
        ["attachment", _, fact] => fact != "file" && fact != "taken",
        _ => false,
    };
    let said = |doc: &Automerge, key: &str| text_at(doc, key).filter(|it| !it.is_empty());
    let mut differing = Vec::new();
    for key in theirs.keys(ROOT).filter(|key| one_value(key)) {
        let Some(own) = place(&key) else { continue };
        let Some((mine, hers)) = said(ours, &own).zip(said(theirs, &key)) else {
            continue;
        };
        if without_mark(&mine) == without_mark(&hers) {
            continue;
        }
        let change = written(theirs, &key)?.pop();
        let change = change.and_then(|it| theirs.get_change_meta_by_hash(&it.1));
        differing.push(match change {
            Some(change) => (own, version(&change, &hers)),
            None => (own, unknown(&hers)),
        });
    }
    Ok(differing)
}
