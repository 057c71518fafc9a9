//! A case document: its keys, its genesis, and how each act is written.
//!
//! ```text
//! title area received due officer programme_area secrecy note   one value each
//! registered                                    {by, at}
//! deleted                                       true | false
//! number/<holder>                               29988/2022, empty = none
//! step/<step>/<council, region or ->/state      {is, by, on, at, note}
//! step/<step>/…/due, …/responsible              plan
//! question/<id>/text                            text object
//! question/<id>/written                         {by, at}: shows who wrote at once
//! question/<id>/stance                          code, empty = none
//! question/<random>/added                       {title, word_limit, at}
//! attachment/<id>/file                          {name, size, sha256, step}
//! attachment/<id>/taken                         {by, at}
//! question/<random>/hidden                      true: the adding was undone
//! decision/<random>                             the whole decision
//! report/<decision>, minutes/<decision>         {on, section}, day
//! correction/<decision or dispatch>/<random>    {reason, withdrawn, on, …, by, at}
//! twice/<body>                                  the decisions that hold, a space between
//! dispatch/<random>                             {to, on, files, basis, note, by, at}
//! attachment/<id>/direction … period            registry, one value each
//! contribution/<body>/asked                     {due, note, by, at}
//! contribution/<body>/chased/<random>           {note, by, at}
//! contribution/<body>/text/<question>           as received
//! contribution/<body>/written/<question>        {by, at}
//! contribution/<body>/taken/<question>          {sha256, by, at}
//! assessment/<council>/<theme>                  {rating, comment}
//! theme/<id>                                    name, empty = hidden
//! commitment|condition|supplement/<random>      its terms
//! member/<body>                                 who represents it
//! notice/<notice>/<body>                        {on, note}
//! round, closed, joined                         id, {outcome, on, note, by, at}, id
//! joins/<case>                                  {heads, by, at}: that case was joined into this
//! apart/<case>                                  {by, at}: that case is of another letter
//! ```

use automerge::transaction::{Transactable, Transaction};
use automerge::{Change, ObjType, ROOT, ReadDoc, Value};
use serde::{Deserialize, Serialize};

use super::entries::{Entry, entries};
use super::{Error, genesis, put};
use crate::model::{Act, BodyId, Date, Moment, Process, QuestionId, Sha256, StepId};

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::store) struct Mark {
    pub(in crate::store) at: Moment,
    pub(in crate::store) by: String,
}

/// A file as the document has it. Equal when two PCs take in the same file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::store) struct File {
    pub(in crate::store) name: String,
    pub(in crate::store) size: u64,
    pub(in crate::store) sha256: Sha256,
    pub(in crate::store) step: Option<StepId>,
}

/// A question added to the case after it began.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::store) struct Added {
    pub(in crate::store) title: String,
    pub(in crate::store) word_limit: Option<u32>,
    pub(in crate::store) at: Moment,
}

/// A decision as the document has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::store) struct Recorded {
    pub(in crate::store) body: BodyId,
    pub(in crate::store) none: bool,
    pub(in crate::store) on: Option<Date>,
    pub(in crate::store) section: String,
    pub(in crate::store) text: String,
    pub(in crate::store) delegated: bool,
    pub(in crate::store) basis: Option<Sha256>,
    pub(in crate::store) heads: Vec<String>,
    #[serde(flatten)]
    pub(in crate::store) mark: Mark,
}

/// The fixed first change of every case on this process and organisation.
pub(in crate::store) fn begin(
    process: &Process,
    process_doc: &str,
    organisation_doc: &str,
) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", "case")?;
        put(tx, "process", process_doc)?;
        put(tx, "organisation", organisation_doc)?;
        for question in &process.questions {
            tx.put_object(ROOT, text_key(&question.id), ObjType::Text)?;
        }
        Ok(())
    })
}

pub(in crate::store) fn text_key(question: &QuestionId) -> String {
    format!("question/{question}/text")
}

/// Where one part of a step keeps `field`.
pub(in crate::store) fn part_key(step: &StepId, scope: Option<&BodyId>, field: &str) -> String {
    format!("step/{step}/{}/{field}", scope.map_or("-", BodyId::as_str))
}

/// Writes `act`. `text` is what a text act writes; others have none.
pub(in crate::store) fn write(
    tx: &mut Transaction<'_>,
    act: &Act,
    text: Option<&str>,
    mark: &Mark,
) -> Result<(), Error> {
    match act {
        Act::QuestionAdded { question, .. } => {
            tx.put_object(ROOT, text_key(question), ObjType::Text)?;
        }
        Act::TextWritten { question, .. } => {
            write_text(tx, question, text.unwrap_or_default())?;
        }
        _ => {}
    }
    put_all(tx, entries(act, text, mark)?)
}

/// Puts or takes away each key.
pub(in crate::store) fn put_all(tx: &mut Transaction<'_>, all: Vec<Entry>) -> Result<(), Error> {
    for (key, value) in all {
        // Deleting once more says that what was done meanwhile is known, and the
        // same value again would be no change.
        if key == super::meanwhile::DELETED && tx.get(ROOT, &key)?.is_some() {
            tx.delete(ROOT, &key)?;
        }
        match value {
            Some(value) => put(tx, &key, &value)?,
            None if tx.get(ROOT, &key)?.is_some() => tx.delete(ROOT, &key)?,
            None => {}
        }
    }
    Ok(())
}

/// Replaces only what differs between the text there and the new one, so that
/// a change of one word is a change of one word. Linear in the text's length,
/// which a text of 10 MB needs.
pub(in crate::store) fn write_text(
    tx: &mut Transaction<'_>,
    question: &QuestionId,
    new: &str,
) -> Result<(), Error> {
    let object = match tx.get(ROOT, text_key(question))? {
        Some((Value::Object(ObjType::Text), object)) => object,
        _ => return Err(Error::internal("a question without a text")),
    };
    let old: Vec<char> = tx.text(&object)?.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(most);
    let after = after.take_while(|(a, b)| a == b).count();
    let removed = old.len() - before - after;
    let inserted: String = new[before..new.len() - after].iter().collect();
    if removed == 0 && inserted.is_empty() {
        return Ok(());
    }
    let removed = isize::try_from(removed).map_err(Error::internal)?;
    tx.splice_text(&object, before, removed, &inserted)?;
    Ok(())
}
