//! What each act puts under which keys: the one definition that writing, undo
//! and history read.

use serde::Serialize;

use super::Error;
use super::case::{Added, File, Mark, Recorded, part_key};
use crate::model::{Act, Reopening, Sha256, SignOff, Stance, StepState};

/// A key of the root and the value it gets; `None` takes the key away, so that
/// what somebody else put there meanwhile stays.
pub(in crate::store) type Entry = (String, Option<String>);

/// What `act` puts. `text` is what a text act writes; others have none.
pub(in crate::store) fn entries(
    act: &Act,
    text: Option<&str>,
    mark: &Mark,
) -> Result<Vec<Entry>, Error> {
    let one = |key: String, value: &str| Ok(vec![(key, Some(value.trim().to_owned()))]);
    match act {
        Act::CaseRegistered { title, .. } => Ok(vec![
            ("title".to_owned(), Some(title.trim().to_owned())),
            whole("registered", mark)?,
        ]),
        Act::FieldSet { field, value } => one(field.key().to_owned(), value),
        Act::ConflictSettled { key, value } => Ok(vec![(key.clone(), Some(value.clone()))]),
        Act::NumberSet { holder, number } => one(format!("number/{}", holder.trim()), number),
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
            Ok(vec![whole(
                part_key(step, scope.as_ref(), "state"),
                &state,
            )?])
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
            Ok(vec![whole(
                part_key(step, scope.as_ref(), "state"),
                &state,
            )?])
        }
        Act::StepPlanned {
            step,
            scope,
            due,
            responsible,
        } => {
            let at = |field| part_key(step, scope.as_ref(), field);
            let trimmed = |value: &String| Some(value.trim().to_owned());
            let due = due.as_ref().map(|due| (at("due"), trimmed(due)));
            let responsible = responsible.as_ref();
            let responsible = responsible.map(|who| (at("responsible"), trimmed(who)));
            Ok(due.into_iter().chain(responsible).collect())
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
            Ok(vec![
                whole(format!("attachment/{attachment}/file"), &file)?,
                whole(format!("attachment/{attachment}/taken"), mark)?,
            ])
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
            Ok(vec![whole(format!("question/{question}/added"), &added)?])
        }
        Act::StanceSet { question, stance } => one(
            format!("question/{question}/stance"),
            stance.map_or("", Stance::code),
        ),
        Act::TextWritten { question, .. } => {
            Ok(vec![whole(format!("question/{question}/written"), mark)?])
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
            Ok(vec![whole(format!("decision/{decision}"), &recorded)?])
        }
        Act::CaseDeleted {} => one("deleted".to_owned(), "true"),
        Act::CaseRestored {} => Ok(vec![
            ("deleted".to_owned(), Some("false".to_owned())),
            ("joined".to_owned(), None),
        ]),
        Act::ContributionWritten { body, question, .. } => Ok(vec![
            (
                format!("contribution/{body}/text/{question}"),
                Some(text.unwrap_or_default().trim().to_owned()),
            ),
            whole(format!("contribution/{body}/written/{question}"), mark)?,
        ]),
        other => parts(other, mark),
    }
}

/// The parts that an application and the registry add to a case.
fn parts(act: &Act, mark: &Mark) -> Result<Vec<Entry>, Error> {
    match act {
        Act::CaseClosed { outcome, on, note } => Ok(vec![marked(
            "closed",
            mark,
            &serde_json::json!({"outcome": outcome, "on": on, "note": note.trim()}),
        )?]),
        Act::CaseReopened { .. } => Ok(vec![("closed".to_owned(), None)]),
        Act::RoundSet { round, .. } => {
            Ok(vec![("round".to_owned(), round.map(|id| id.to_string()))])
        }
        Act::CaseJoined { case, heads, .. } => Ok(vec![marked(
            format!("joins/{case}"),
            mark,
            &serde_json::json!({"heads": heads}),
        )?]),
        Act::CaseJoinedInto { case, .. } => Ok(vec![("joined".to_owned(), Some(case.to_string()))]),
        Act::CaseKeptApart { case, .. } => Ok(vec![whole(format!("apart/{case}"), mark)?]),
        Act::ContributionAsked { body, due, note } => Ok(vec![marked(
            format!("contribution/{body}/asked"),
            mark,
            &serde_json::json!({"due": due, "note": note.trim()}),
        )?]),
        Act::ContributionChased { body, chase, note } => Ok(vec![marked(
            format!("contribution/{body}/chased/{chase}"),
            mark,
            &serde_json::json!({"note": note.trim()}),
        )?]),
        Act::ContributionTaken {
            body,
            question,
            sha256,
        } => Ok(vec![marked(
            format!("contribution/{body}/taken/{question}"),
            mark,
            &serde_json::json!({"sha256": sha256}),
        )?]),
        Act::Assessed {
            council,
            theme,
            rating,
            comment,
        } => {
            let key = format!("assessment/{council}/{theme}");
            let comment = comment.trim();
            if rating.is_none() && comment.is_empty() {
                return Ok(vec![(key, None)]);
            }
            let value = serde_json::json!({"rating": rating, "comment": comment});
            Ok(vec![(key, Some(value.to_string()))])
        }
        Act::ThemeSet { theme, name } => Ok(vec![(
            format!("theme/{theme}"),
            Some(name.trim().to_owned()),
        )]),
        Act::CommitmentSet {
            commitment,
            body,
            terms,
        } => {
            let value = serde_json::json!({"region": body, "terms": terms});
            Ok(vec![(
                format!("commitment/{commitment}"),
                Some(value.to_string()),
            )])
        }
        Act::CommitmentRemoved { commitment } => {
            Ok(vec![(format!("commitment/{commitment}"), None)])
        }
        Act::ConditionSet { condition, terms } => {
            Ok(vec![whole(format!("condition/{condition}"), terms)?])
        }
        Act::ConditionRemoved { condition } => Ok(vec![(format!("condition/{condition}"), None)]),
        Act::SupplementSet { supplement, terms } => {
            Ok(vec![whole(format!("supplement/{supplement}"), terms)?])
        }
        Act::SupplementRemoved { supplement } => {
            Ok(vec![(format!("supplement/{supplement}"), None)])
        }
        Act::MemberSet { body, name } => Ok(vec![(
            format!("member/{body}"),
            Some(name.trim().to_owned()),
        )]),
        Act::Noticed {
            notice,
            body,
            on,
            note,
        } => {
            let value = on.map(|on| serde_json::json!({"on": on, "note": note.trim()}).to_string());
            Ok(vec![(format!("notice/{notice}/{body}"), value)])
        }
        Act::DocumentSet {
            attachment,
            field,
            value,
            ..
        } => Ok(vec![(
            format!("attachment/{attachment}/{}", field.key()),
            Some(value.trim().to_owned()),
        )]),
        Act::Dispatched {
            dispatch,
            to,
            on,
            files,
            basis,
            note,
        } => Ok(vec![marked(
            format!("dispatch/{dispatch}"),
            mark,
            &serde_json::json!({
                "to": to.trim(), "on": on, "files": files, "basis": basis, "note": note.trim(),
            }),
        )?]),
        Act::DecisionReported {
            decision,
            on,
            section,
        } => {
            let value = serde_json::json!({"on": on, "section": section.trim()});
            Ok(vec![(
                format!("report/{decision}"),
                Some(value.to_string()),
            )])
        }
        Act::MinutesApproved { decision, on } => Ok(vec![(
            format!("minutes/{decision}"),
            on.map(|on| on.to_string()),
        )]),
        Act::DecisionCorrected {
            correction,
            decision,
            terms,
        } => Ok(vec![marked(
            format!("correction/{decision}/{correction}"),
            mark,
            terms,
        )?]),
        Act::DispatchCorrected {
            correction,
            dispatch,
            terms,
        } => Ok(vec![marked(
            format!("correction/{dispatch}/{correction}"),
            mark,
            terms,
        )?]),
        // What undoing puts is found in the document, what a joining puts in the other:
        // see `undo` and `join`.
        _ => Ok(Vec::new()),
    }
}

/// The keys by which `act` is known: those it wrote, and those that undoing it
/// touches.
pub(in crate::store) fn keys(act: &Act) -> Vec<String> {
    if let Act::Undone { acts, .. } = act {
        return acts.iter().flat_map(keys).collect();
    }
    // An added question's text object stays; undoing hides the question.
    if let Act::QuestionAdded { question, .. } = act {
        return vec![format!("question/{question}/hidden")];
    }
    let nobody = Mark {
        at: crate::model::Moment::from_millis(0),
        by: String::new(),
    };
    let entries = entries(act, None, &nobody).unwrap_or_default();
    entries.into_iter().map(|(key, _)| key).collect()
}

/// The hash by which a contribution taken into the answer is known.
pub(in crate::store) fn text_hash(text: &str) -> Sha256 {
    Sha256::of(text.trim().as_bytes())
}

/// A value as one JSON scalar, so that it stays whole when two write at once.
fn whole(key: impl Into<String>, value: &impl Serialize) -> Result<Entry, Error> {
    let text = serde_json::to_string(value).map_err(Error::internal)?;
    Ok((key.into(), Some(text)))
}

/// The same with who and when beside its own fields.
fn marked(key: impl Into<String>, mark: &Mark, value: &impl Serialize) -> Result<Entry, Error> {
    let fields = |it: serde_json::Value| match it {
        serde_json::Value::Object(fields) => fields,
        _ => serde_json::Map::new(),
    };
    let mut all = fields(serde_json::to_value(value).map_err(Error::internal)?);
    all.extend(fields(serde_json::to_value(mark).map_err(Error::internal)?));
    whole(key, &all)
}
