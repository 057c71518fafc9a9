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
