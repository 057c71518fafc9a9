//! What two did at once without writing under one key: a deletion and an edit,
//! a decision and an edit of what was decided. Neither is dropped; a person says.

use std::collections::{HashMap, HashSet};

use automerge::{Automerge, ChangeHash, ChangeMetadata, ROOT, ReadDoc, Value};

use super::case::Recorded;
use super::{Error, Message, scalar_text};
use crate::model::{Act, Conflict, Moment, Version};

/// The key under which a deletion stands.
pub(in crate::store) const DELETED: &str = "deleted";

/// The value that stands for going on with what was edited.
pub(in crate::store) const EDITED: &str = "edited";

/// The key under which a person says what holds of a decision and an edit made
/// at once.
fn decision_key(decision: &str) -> String {
    format!("meanwhile/{decision}")
}

/// Whether the case is deleted. It is not while somebody worked in it without
/// knowing of the deletion: then that is a conflict.
pub(super) fn deletion(doc: &Automerge) -> Result<(bool, Option<Conflict>), Error> {
    let values = written(doc, DELETED)?;
    // Deleted here and restored there: both values stand under the key itself.
    if values.is_empty() || values.iter().any(|it| it.0 != "true") {
        return Ok((false, None));
    }
    let story = Story::of(doc);
    let mut conflict = None;
    for (_, hash) in values {
        let aside = story.aside(hash, |act| {
            !matches!(act, Act::CaseDeleted {} | Act::ConflictSettled { .. })
        });
        let Some(edit) = latest(&aside) else {
            return Ok((true, None));
        };
        conflict = Some(Conflict {
            key: DELETED.to_owned(),
            versions: vec![story.version(hash, "true"), version(edit, EDITED)],
        });
    }
    Ok((false, conflict))
}

/// The case that this one was joined into. None while somebody did something here
/// without knowing of it: then it is back, beside the one that goes on, until they are
/// joined once more.
pub(super) fn joined(doc: &Automerge) -> Result<Option<String>, Error> {
    let values = written(doc, "joined")?;
    let Some((into, _)) = values.last() else {
        return Ok(None);
    };
    let story = Story::of(doc);
    let joins = |act: &Act| matches!(act, Act::CaseJoinedInto { .. } | Act::CaseDeleted {});
    // Of two who joined at once, one may have known of it and taken it along.
    let mut aside: Option<HashSet<ChangeHash>> = None;
    for (_, hash) in &values {
        let beside = story.aside(*hash, |act| !joins(act)).into_iter();
        let beside: HashSet<_> = beside.map(|it| it.hash).collect();
        aside = Some(match aside {
            Some(before) => before.intersection(&beside).copied().collect(),
            None => beside,
        });
    }
    let worked_on = aside.is_some_and(|it| !it.is_empty());
    Ok((!worked_on).then(|| into.clone()))
}

/// Those of a case's decisions beside which somebody wrote in the answer without
/// knowing of them.
pub(super) fn decisions(doc: &Automerge, decisions: &[&str]) -> Result<Vec<Conflict>, Error> {
    let mut conflicts = Vec::new();
    if decisions.is_empty() {
        return Ok(conflicts);
    }
    let story = Story::of(doc);
    // One after the other: nobody did anything at once.
    if story.is_a_line() {
        return Ok(conflicts);
    }
    for decision in decisions {
        let Some((recorded, hash)) = written(doc, &format!("decision/{decision}"))?.pop() else {
            continue;
        };
        // A region that takes no decision of its own decided on no text.
        let recorded: Option<Recorded> = serde_json::from_str(&recorded).ok();
        // One that came with another registration was put beside everything.
        if recorded.is_none_or(|it| it.basis.is_none()) || !story.decided(hash) {
            continue;
        }
        let mut edits = story.aside(hash, |act| {
            matches!(act, Act::TextWritten { .. } | Act::StanceSet { .. })
        });
        let key = decision_key(decision);
        for (_, settling) in written(doc, &key)? {
            let known = story.known_to(settling);
            edits.retain(|it| !known.contains(&it.hash));
        }
        if let Some(edit) = latest(&edits) {
            conflicts.push(Conflict {
                key,
                versions: vec![story.version(hash, "decided"), version(edit, EDITED)],
            });
        }
    }
    Ok(conflicts)
}

/// The change with which somebody chose `value` under `key`, where several did.
pub(in crate::store) fn chosen(
    doc: &Automerge,
    key: &str,
    value: &str,
) -> Result<Option<ChangeHash>, Error> {
    let all = written(doc, key)?;
    let otherwise = all.iter().any(|it| it.0 != value);
    let chosen = all.into_iter().find(|it| it.0 == value && otherwise);
    Ok(chosen.map(|it| it.1))
}

/// Every scalar under a key, with the change that put it.
pub(super) fn written(doc: &Automerge, key: &str) -> Result<Vec<(String, ChangeHash)>, Error> {
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

/// Every change of a document, each after those it builds on. Without what they
/// changed, which is dear to read.
pub(super) struct Story<'d> {
    changes: Vec<ChangeMetadata<'d>>,
    places: HashMap<ChangeHash, usize>,
}

impl<'d> Story<'d> {
    pub(super) fn of(doc: &'d Automerge) -> Self {
        let changes = doc.get_changes_meta(&[]);
        let places = changes.iter().enumerate();
        let places = places.map(|(place, it)| (it.hash, place)).collect();
        Self { changes, places }
    }

    pub(super) fn is_a_line(&self) -> bool {
        let builds = |pair: &[ChangeMetadata<'_>]| pair[1].deps == [pair[0].hash];
        self.changes.windows(2).all(builds)
    }

    /// What a change builds on, by way of whatever, and the change itself.
    pub(super) fn known_to(&self, hash: ChangeHash) -> HashSet<ChangeHash> {
        let mut known = HashSet::from([hash]);
        let upto = self.places.get(&hash).map_or(0, |place| place + 1);
        for change in self.changes[..upto].iter().rev() {
            if known.contains(&change.hash) {
                known.extend(&change.deps);
            }
        }
        known
    }

    /// Changes that neither came before `hash` nor knew of it, and did such an act.
    fn aside(&self, hash: ChangeHash, counts: impl Fn(&Act) -> bool) -> Vec<&ChangeMetadata<'d>> {
        let before = self.known_to(hash);
        let mut after = HashSet::from([hash]);
        let mut aside = Vec::new();
        for change in &self.changes {
            if change.deps.iter().any(|it| after.contains(it)) {
                after.insert(change.hash);
            } else if !before.contains(&change.hash)
                && message(change).is_some_and(|it| counts(&it.act))
            {
                aside.push(change);
            }
        }
        aside
    }

    /// Whether a change records a decision.
    fn decided(&self, hash: ChangeHash) -> bool {
        let change = self.places.get(&hash).map(|place| &self.changes[*place]);
        let act = change.and_then(message).map(|it| it.act);
        matches!(act, Some(Act::Decided { .. }))
    }

    pub(super) fn version(&self, hash: ChangeHash, value: &str) -> Version {
        match self.places.get(&hash) {
            Some(place) => version(&self.changes[*place], value),
            None => unknown(value),
        }
    }
}

fn message(change: &ChangeMetadata<'_>) -> Option<Message> {
    serde_json::from_str(change.message.as_deref()?).ok()
}

fn latest<'s, 'd>(changes: &[&'s ChangeMetadata<'d>]) -> Option<&'s ChangeMetadata<'d>> {
    let key = |it: &&&ChangeMetadata<'_>| (it.timestamp, it.hash);
    changes.iter().max_by_key(key).copied()
}

/// What a change put: by whom, and when.
pub(super) fn version(change: &ChangeMetadata<'_>, value: &str) -> Version {
    let message = message(change);
    // What came from another registration was written there.
    let (at, by) = match message.as_ref().map(|it| &it.act) {
        Some(Act::CaseJoinedBeside { by, at, .. }) => (*at, by.clone()),
        _ => {
            let by = message.map(|it| it.author.by).unwrap_or_default();
            (Moment::from_millis(change.timestamp), by)
        }
    };
    let value = value.to_owned();
    Version { at, by, value }
}

/// What a change put that is not here.
pub(super) fn unknown(value: &str) -> Version {
    Version {
        at: Moment::from_millis(0),
        by: String::new(),
        value: value.to_owned(),
    }
}
