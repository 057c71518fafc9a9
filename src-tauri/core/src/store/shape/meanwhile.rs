//! What two did at once without writing under one key: a deletion and an edit,
//! a decision and an edit of what was decided. Neither is dropped; a person says.

use std::collections::HashSet;

use automerge::{Automerge, Change, ChangeHash, ROOT, ReadDoc, Value};

use super::{Error, Message, scalar_text};
use crate::model::{Act, Conflict, Moment, Version};

/// The key under which a deletion stands.
pub(in crate::store) const DELETED: &str = "deleted";

/// The value that stands for going on with what was edited.
pub(in crate::store) const EDITED: &str = "edited";

/// The key under which a person says what holds of a decision and an edit made
/// at once.
pub(in crate::store) fn decision_key(decision: &str) -> String {
    format!("meanwhile/{decision}")
}

/// Whether the case is deleted. It is not while somebody worked in it without
/// knowing of the deletion: then that is a conflict.
pub(super) fn deletion(doc: &Automerge) -> Result<(bool, Option<Conflict>), Error> {
    let values = written(doc, DELETED)?;
    let deletions: Vec<_> = values.iter().filter(|it| it.0 == "true").collect();
    if deletions.is_empty() {
        return Ok((false, None));
    }
    // Deleted here and restored there: both values stand under the key itself.
    if deletions.len() < values.len() {
        return Ok((false, None));
    }
    let mut conflict = None;
    for (_, hash) in deletions {
        let aside = aside(doc, *hash, |act| {
            !matches!(act, Act::CaseDeleted {} | Act::ConflictSettled { .. })
        });
        let Some(edit) = aside.into_iter().max_by_key(Change::timestamp) else {
            return Ok((true, None));
        };
        let versions = vec![
            version(doc, *hash, "true"),
            version(doc, edit.hash(), EDITED),
        ];
        conflict = Some(Conflict {
            key: DELETED.to_owned(),
            versions,
        });
    }
    Ok((false, conflict))
}

/// Decisions beside which somebody wrote in the answer without knowing of them.
pub(super) fn decisions(doc: &Automerge) -> Result<Vec<Conflict>, Error> {
    let mut conflicts = Vec::new();
    for key in doc.keys(ROOT) {
        let Some(decision) = key.strip_prefix("decision/") else {
            continue;
        };
        let Some((_, hash)) = written(doc, &key)?.pop() else {
            continue;
        };
        let mut edits = aside(doc, hash, |act| {
            matches!(act, Act::TextWritten { .. } | Act::StanceSet { .. })
        });
        let settled = decision_key(decision);
        for (_, settling) in written(doc, &settled)? {
            let unknown: HashSet<_> = unknown_to(doc, settling).map(|it| it.hash()).collect();
            edits.retain(|it| unknown.contains(&it.hash()));
        }
        if let Some(edit) = edits.into_iter().max_by_key(Change::timestamp) {
            conflicts.push(Conflict {
                key: settled,
                versions: vec![
                    version(doc, hash, "decided"),
                    version(doc, edit.hash(), EDITED),
                ],
            });
        }
    }
    Ok(conflicts)
}

/// Every scalar under a key, with the change that put it.
fn written(doc: &Automerge, key: &str) -> Result<Vec<(String, ChangeHash)>, Error> {
    let all = doc.get_all(ROOT, key)?.into_iter();
    let value = |(value, opid): (Value<'_>, automerge::ObjId)| {
        let Value::Scalar(value) = value else {
            return None;
        };
        Some((scalar_text(&value)?, doc.hash_for_opid(&opid)?))
    };
    let mut written: Vec<_> = all.filter_map(value).collect();
    written.sort();
    Ok(written)
}

/// Changes that neither came before `hash` nor knew of it, and did such an act.
fn aside(doc: &Automerge, hash: ChangeHash, counts: impl Fn(&Act) -> bool) -> Vec<Change> {
    let mut after = HashSet::from([hash]);
    let mut aside = Vec::new();
    for change in unknown_to(doc, hash) {
        if change.deps().iter().any(|it| after.contains(it)) {
            after.insert(change.hash());
        } else if Message::of(&change).is_some_and(|it| counts(&it.act)) {
            aside.push(change);
        }
    }
    aside
}

/// Changes that `hash` does not build on, each after those it builds on.
fn unknown_to(doc: &Automerge, hash: ChangeHash) -> impl Iterator<Item = Change> {
    doc.get_changes(&[hash]).into_iter()
}

fn version(doc: &Automerge, hash: ChangeHash, value: &str) -> Version {
    let change = doc.get_change_by_hash(&hash);
    let message = change.as_ref().and_then(Message::of);
    Version {
        at: Moment::from_millis(change.map_or(0, |it| it.timestamp())),
        by: message.map(|it| it.author.by).unwrap_or_default(),
        value: value.to_owned(),
    }
}
