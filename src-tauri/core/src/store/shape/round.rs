//! A round document: title, dates, and what the due date was first.

use automerge::transaction::Transaction;
use automerge::{Automerge, Change};
use serde::Serialize;

use super::{Error, genesis, put, text_at};
use crate::model::{Date, Round, RoundId};

/// What was done to a round, as its changes tell it.
#[derive(Clone, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(in crate::store) enum RoundAct {
    /// It was registered.
    RoundRegistered {
        /// Its title.
        title: String,
    },
    /// Its due date was moved.
    RoundDueSet {
        /// The new date.
        due: Date,
    },
}

pub(in crate::store) fn doc_id(id: RoundId) -> String {
    format!("round/{id}")
}

pub(in crate::store) fn begin(id: RoundId) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", "round")?;
        put(tx, "id", &id.to_string())
    })
}

pub(in crate::store) fn write(tx: &mut Transaction<'_>, round: &Round) -> Result<(), Error> {
    put(tx, "title", &round.title)?;
    let days = [
        ("received", round.received),
        ("due", round.due),
        ("first_due", round.first_due),
    ];
    for (key, day) in days {
        if let Some(day) = day {
            put(tx, key, &day.to_string())?;
        }
    }
    Ok(())
}

pub(in crate::store) fn read(doc: &Automerge) -> Option<Round> {
    let day = |key| text_at(doc, key)?.parse().ok();
    Some(Round {
        id: text_at(doc, "id")?.parse().ok()?,
        title: text_at(doc, "title")?,
        received: day("received"),
        due: day("due"),
        first_due: day("first_due"),
    })
}
