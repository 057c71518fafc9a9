//! What one registration of a letter gives another: every value it lacks.

use automerge::{Automerge, ROOT, ReadDoc};

use super::entries::Entry;
use super::text_at;

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
];

/// Values of `theirs` under keys where `ours` has none or an empty one. Texts
/// and added questions are carried as texts.
pub(in crate::store) fn carried(ours: &Automerge, theirs: &Automerge) -> Vec<Entry> {
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
        if text_at(ours, &key).is_none_or(|it| it.is_empty()) {
            carried.push((key, Some(value)));
        }
    }
    carried
}

/// What `theirs` says under keys where both registrations say something, and not the
/// same, of what holds one value: fields, stances, sign-offs.
pub(in crate::store) fn differing(ours: &Automerge, theirs: &Automerge) -> Vec<Entry> {
    let one_value = |key: &str| match key.split('/').collect::<Vec<_>>()[..] {
        [field] => !OWN.contains(&field) || field == "title",
        ["question", _, last] => last == "stance",
        ["step", _, _, last] => last == "state",
        _ => false,
    };
    let keys = theirs.keys(ROOT).filter(|key| one_value(key));
    let said = |doc: &Automerge, key: &str| text_at(doc, key).filter(|it| !it.is_empty());
    keys.filter_map(|key| {
        let (ours, theirs) = said(ours, &key).zip(said(theirs, &key))?;
        (ours != theirs).then_some((key, Some(theirs)))
    })
    .collect()
}
