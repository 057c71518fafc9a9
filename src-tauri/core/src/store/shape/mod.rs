//! How each kind of document is laid out in Automerge.
//!
//! Every document starts from a genesis that is the same bytes on every PC.
//! Values are scalars in the root map under composite keys; text objects are
//! made in the genesis or under random keys, never lazily under a shared one,
//! and never deleted. So two PCs may create the same part at once.

pub(super) mod calendar;
pub(super) mod case;
pub(super) mod case_read;
pub(super) mod definition;
pub(super) mod entries;
pub(super) mod join;
pub(super) mod meanwhile;
mod parts_read;
pub(super) mod person;
pub(super) mod round;
pub(super) mod twice;
pub(super) mod undo;
mod values;

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{ActorId, Automerge, Change, ROOT, ReadDoc, ScalarValue, Value};
use serde::{Deserialize, Serialize};

use super::Error;
use crate::model::{Act, Author, Moment};

/// What every change carries: who, on which PC, and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Message<A = Act> {
    #[serde(flatten)]
    pub(super) author: Author,
    /// What was done in one go carries one word of chance, and is undone in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    pub(super) act: A,
}

impl<A: Serialize + Clone> Message<A> {
    pub(super) fn options(
        author: &Author,
        unit: &str,
        act: &A,
        now: Moment,
    ) -> Result<CommitOptions, Error> {
        let message = Self {
            author: author.clone(),
            unit: Some(unit.to_owned()),
            act: act.clone(),
        };
        let text = serde_json::to_string(&message).map_err(Error::internal)?;
        Ok(CommitOptions::default()
            .with_message(text)
            .with_time(now.as_millis()))
    }
}

impl Message {
    pub(super) fn of(change: &Change) -> Option<Self> {
        Self::parse(change.message()?)
    }

    pub(super) fn parse(message: &str) -> Option<Self> {
        serde_json::from_str(message).ok()
    }
}

/// The first change of a document: actor 0, time 0, no message.
pub(super) fn genesis(
    write: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
) -> Result<Change, Error> {
    let mut automerge = Automerge::new().with_actor(ActorId::from([0; 16]));
    let mut transaction = automerge.transaction();
    write(&mut transaction)?;
    transaction.commit_with(CommitOptions::default().with_time(0));
    automerge
        .get_last_local_change()
        .ok_or_else(|| Error::internal("an empty genesis"))
}

/// The text of the scalar under `key`, the winner when there are several.
pub(super) fn text_at(doc: &Automerge, key: &str) -> Option<String> {
    match doc.get(ROOT, key) {
        Ok(Some((Value::Scalar(value), _))) => scalar_text(&value),
        _ => None,
    }
}

pub(super) fn scalar_text(value: &ScalarValue) -> Option<String> {
    match value {
        ScalarValue::Str(text) => Some(text.to_string()),
        ScalarValue::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Puts `text` under `key` in the root.
pub(super) fn put(tx: &mut Transaction<'_>, key: &str, text: &str) -> Result<(), Error> {
    // Where several values stand, putting the one that leads would only take the
    // others away. Whoever chose another at the same time would never be told that
    // somebody chose this one: it is written anew, beside hers. So is what somebody
    // says once more of decisions or of a joining: what she knows by now counts, and
    // the same value put over itself is no change.
    let told = ["meanwhile/", twice::TWICE];
    let anew = told.iter().any(|it| key.starts_with(it)) || key == "joined";
    if anew || tx.get_all(ROOT, key)?.len() > 1 {
        tx.delete(ROOT, key)?;
    }
    tx.put(ROOT, key, text)?;
    Ok(())
}

/// Puts a value as one JSON scalar, so that it stays whole when two write at once.
pub(super) fn put_whole<T: Serialize>(
    tx: &mut Transaction<'_>,
    key: &str,
    value: &T,
) -> Result<(), Error> {
    put(
        tx,
        key,
        &serde_json::to_string(value).map_err(Error::internal)?,
    )
}
