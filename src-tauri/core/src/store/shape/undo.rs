//! What undoing puts back, found in the document itself: the values as they
//! were before, unless somebody changed the same thing since.

use std::collections::BTreeSet;

use automerge::transaction::Transaction;
use automerge::{Automerge, ChangeHash, ObjType, ROOT, ReadDoc, Value};

use super::case::{Mark, put_all, text_key, write_text};
use super::entries::{Entry, keys};
use super::twice::TWICE;
use super::{Error, Message, scalar_text, text_at};
use crate::model::{Act, Moment, QuestionId};

/// What to put back for an undoing.
pub(in crate::store) struct Before {
    entries: Vec<Entry>,
    texts: Vec<(QuestionId, String)>,
}

/// Somebody changed the same thing since.
pub(in crate::store) struct ChangedSince {
    pub(in crate::store) key: String,
    pub(in crate::store) by: String,
    pub(in crate::store) at: Moment,
}

/// Finds what stood before `changes`, which did `acts`. The first of the
/// changes is the earliest.
pub(in crate::store) fn before(
    doc: &Automerge,
    changes: &[ChangeHash],
    acts: &[Act],
) -> Result<Result<Before, ChangedSince>, Error> {
    let first = changes
        .first()
        .and_then(|hash| doc.get_change_by_hash(hash));
    let first = first.ok_or_else(|| Error::internal("an undone change is not there"))?;
    let then = first.deps();
    let own: BTreeSet<ChangeHash> = changes.iter().copied().collect();
    let mut entries = Vec::new();
    let mut texts = Vec::new();
    let touched: BTreeSet<String> = acts.iter().flat_map(keys).collect();
    for key in touched {
        let now = text_at(doc, &key);
        let same = acts.iter().any(|act| {
            matches!(act, Act::ConflictSettled { key: of, value } if *of == key && Some(value) == now.as_ref())
        });
        // Said again what somebody knew by then would count: whoever undoes it is asked.
        // Who said the same as she did does not stand in the way.
        if key.starts_with(TWICE) && same {
            entries.push((key, None));
            continue;
        }
        let stood = writers(doc, &key, Some(then), &own)?;
        for writer in writers(doc, &key, None, &own)? {
            if !own.contains(&writer) && !stood.contains(&writer) {
                let change = doc.get_change_by_hash(&writer);
                let message = change.as_ref().and_then(Message::of);
                return Ok(Err(ChangedSince {
                    key,
                    by: message.map(|it| it.author.by).unwrap_or_default(),
                    at: Moment::from_millis(change.map_or(0, |it| it.timestamp())),
                }));
            }
        }
        if let Some(question) = written_question(&key) {
            texts.push((question.clone(), text_then(doc, &question, then)?));
            continue;
        }
        let redone = acts.iter().any(|act| matches!(act, Act::Undone { .. }));
        let value = match doc.get_at(ROOT, &key, then)? {
            _ if key.starts_with("meanwhile/") && !redone => None,
            Some((Value::Scalar(value), _)) => scalar_text(&value),
            _ => None,
        };
        // An added question's text may be somebody's by now: it is hidden while
        // it is empty, never taken away.
        let hides = key.ends_with("/hidden") && !redone;
        entries.push((
            key,
            if hides {
                Some("true".to_owned())
            } else {
                value
            },
        ));
    }
    Ok(Ok(Before { entries, texts }))
}

/// Puts it back.
pub(in crate::store) fn write(
    tx: &mut Transaction<'_>,
    before: Before,
    mark: &Mark,
) -> Result<(), Error> {
    for (question, text) in before.texts {
        write_text(tx, &question, &text)?;
        super::put_whole(tx, &format!("question/{question}/written"), mark)?;
    }
    put_all(tx, before.entries)
}

/// The changes whose values stand under `key`, then or now. A value that an
/// undoing put back counts as written by those who wrote it first, unless that
/// undoing is itself what is being undone.
fn writers(
    doc: &Automerge,
    key: &str,
    at: Option<&[ChangeHash]>,
    own: &BTreeSet<ChangeHash>,
) -> Result<BTreeSet<ChangeHash>, Error> {
    let all = match at {
        Some(heads) => doc.get_all_at(ROOT, key, heads)?,
        None => doc.get_all(ROOT, key)?,
    };
    let mut writers = BTreeSet::new();
    for (_, opid) in all {
        let Some(hash) = doc.hash_for_opid(&opid) else {
            continue;
        };
        let change = doc.get_change_by_hash(&hash);
        let undone = match change.as_ref().and_then(Message::of).map(|it| it.act) {
            Some(Act::Undone { changes, .. }) if !own.contains(&hash) => changes
                .first()
                .and_then(|it| it.parse::<ChangeHash>().ok())
                .and_then(|it| doc.get_change_by_hash(&it)),
            _ => None,
        };
        match undone {
            Some(first) => writers.extend(self::writers(doc, key, Some(first.deps()), own)?),
            None => {
                writers.insert(hash);
            }
        }
    }
    Ok(writers)
}

fn written_question(key: &str) -> Option<QuestionId> {
    let id = key.strip_prefix("question/")?.strip_suffix("/written")?;
    Some(QuestionId::new(id))
}

/// The text as it stood. Where two had written at once, the version written
/// last: the letters that Automerge would mix are nobody's words.
fn text_then(
    doc: &Automerge,
    question: &QuestionId,
    heads: &[ChangeHash],
) -> Result<String, Error> {
    let Some((Value::Object(ObjType::Text), object)) =
        doc.get_at(ROOT, text_key(question), heads)?
    else {
        return Ok(String::new());
    };
    let written = doc.get_all_at(ROOT, format!("question/{question}/written"), heads)?;
    if written.len() < 2 {
        return Ok(doc.text_at(&object, heads)?);
    }
    let hashes = written
        .iter()
        .filter_map(|(_, opid)| doc.hash_for_opid(opid));
    let last = hashes.max_by_key(|hash| {
        let at = doc.get_change_by_hash(hash).map_or(0, |it| it.timestamp());
        (at, *hash)
    });
    Ok(doc.text_at(&object, last.as_slice())?)
}
