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
//! decision/<random>                             the whole decision
//! ```

use automerge::transaction::{Transactable, Transaction};
use automerge::{Change, ObjType, ROOT, ReadDoc, Value};
use serde::{Deserialize, Serialize};

use super::{Error, genesis, put, put_whole};
use crate::model::{
    Act, BodyId, Date, Moment, Process, QuestionId, Reopening, Sha256, SignOff, StepId, StepState,
};

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

/// Writes `act`. `text` is what [`Act::TextWritten`] writes; others have none.
pub(in crate::store) fn write(
    tx: &mut Transaction<'_>,
    act: &Act,
    text: Option<&str>,
    mark: &Mark,
) -> Result<(), Error> {
    match act {
        Act::CaseRegistered { title, .. } => {
            put(tx, "title", title.trim())?;
            put_whole(tx, "registered", mark)
        }
        Act::FieldSet { field, value } => put(tx, field.key(), value.trim()),
        Act::NumberSet { holder, number } => {
            put(tx, &format!("number/{}", holder.trim()), number.trim())
        }
        Act::StepDone {
            step,
            scope,
            by,
            on,
            note,
        } => {
            let state = StepState::Done(SignOff {
                by: by.trim().to_owned(),
                on: *on,
                at: mark.at,
                note: note.trim().to_owned(),
            });
            put_whole(tx, &part_key(step, scope.as_ref(), "state"), &state)
        }
        Act::StepReopened {
            step,
            scope,
            by,
            reason,
        } => {
            let state = StepState::Reopened(Reopening {
                by: by.trim().to_owned(),
                at: mark.at,
                reason: reason.trim().to_owned(),
            });
            put_whole(tx, &part_key(step, scope.as_ref(), "state"), &state)
        }
        Act::StepPlanned {
            step,
            scope,
            due,
            responsible,
        } => {
            if let Some(due) = due {
                put(tx, &part_key(step, scope.as_ref(), "due"), due.trim())?;
            }
            if let Some(responsible) = responsible {
                put(
                    tx,
                    &part_key(step, scope.as_ref(), "responsible"),
                    responsible.trim(),
                )?;
            }
            Ok(())
        }
        Act::Attached {
            attachment,
            name,
            size,
            sha256,
            step,
        } => {
            let file = File {
                name: name.clone(),
                size: *size,
                sha256: sha256.clone(),
                step: step.clone(),
            };
            put_whole(tx, &format!("attachment/{attachment}/file"), &file)?;
            put_whole(tx, &format!("attachment/{attachment}/taken"), mark)
        }
        Act::QuestionAdded {
            question,
            title,
            word_limit,
        } => {
            let added = Added {
                title: title.trim().to_owned(),
                word_limit: *word_limit,
                at: mark.at,
            };
            put_whole(tx, &format!("question/{question}/added"), &added)?;
            tx.put_object(ROOT, text_key(question), ObjType::Text)?;
            Ok(())
        }
        Act::StanceSet { question, stance } => put(
            tx,
            &format!("question/{question}/stance"),
            stance.map_or("", crate::model::Stance::code),
        ),
        Act::TextWritten { question, .. } => {
            write_text(tx, question, text.unwrap_or_default())?;
            put_whole(tx, &format!("question/{question}/written"), mark)
        }
        Act::Decided {
            decision,
            body,
            none,
            on,
            section,
            text,
            delegated,
            basis,
            heads,
        } => {
            let recorded = Recorded {
                body: body.clone(),
                none: *none,
                on: *on,
                section: section.trim().to_owned(),
                text: text.trim().to_owned(),
                delegated: *delegated,
                basis: basis.clone(),
                heads: heads.clone(),
                mark: mark.clone(),
            };
            put_whole(tx, &format!("decision/{decision}"), &recorded)
        }
        Act::CaseDeleted {} => put(tx, "deleted", "true"),
        Act::CaseRestored {} => put(tx, "deleted", "false"),
    }
}

/// Replaces only what differs between the text there and the new one, so that
/// a change of one word is a change of one word. Linear in the text's length,
/// which a text of 10 MB needs.
fn write_text(tx: &mut Transaction<'_>, question: &QuestionId, new: &str) -> Result<(), Error> {
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
