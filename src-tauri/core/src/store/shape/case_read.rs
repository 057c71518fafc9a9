//! A case document read back: every key once, every conflict kept.

use std::collections::BTreeMap;

use automerge::{Automerge, ChangeHash, ObjType, ROOT, ReadDoc, Value};

use super::case::{Added, File, Mark, Recorded, part_key, text_key};
use super::{Error, scalar_text};
use crate::model::{
    Attachment, AttachmentId, BodyId, CaseField, CaseId, CaseSnapshot, Conflict, Date, Decider,
    Decision, DecisionId, Moment, Organisation, Process, ProcessRef, Question, QuestionId,
    RegistryNumber, Repeats, Stance, Step, StepPart, StepState, Version, count_words,
};
use crate::text::sort_key;

/// The scalars of the root: the winner of each key, and the keys with several values.
struct Values {
    winners: BTreeMap<String, String>,
    conflicts: Vec<Conflict>,
}

/// Reads a whole case.
///
/// # Errors
/// Only when the document is not one.
pub(in crate::store) fn read(
    id: CaseId,
    doc: &Automerge,
    process: &Process,
    organisation: &Organisation,
) -> Result<CaseSnapshot, Error> {
    let values = Values::of(doc)?;
    let registered: Mark = values.whole("registered").unwrap_or(Mark {
        at: Moment::from_millis(0),
        by: String::new(),
    });
    let due = values.day(CaseField::Due.key());
    Ok(CaseSnapshot {
        id,
        title: values.text(CaseField::Title.key()),
        area: values.text(CaseField::Area.key()),
        numbers: values.numbers(),
        received: values.day(CaseField::Received.key()),
        due,
        officer: values.text(CaseField::Officer.key()),
        programme_area: values.text(CaseField::ProgrammeArea.key()),
        secrecy: values.text(CaseField::Secrecy.key()),
        note: values.text(CaseField::Note.key()),
        process: ProcessRef {
            id: process.id(),
            kind: process.kind.clone(),
            name: process.name.clone(),
            name_en: process.name_en.clone(),
            valid_from: process.valid_from,
        },
        organisation: organisation.name.clone(),
        deciders: deciders(organisation),
        illustrative: values.whole("illustrative").unwrap_or_default(),
        steps: values.steps(process, organisation, due),
        questions: values.questions(doc, process)?,
        attachments: values.attachments(),
        decisions: values.decisions(organisation),
        deleted: values.text("deleted") == "true",
        by: registered.by,
        at: registered.at,
        conflicts: values.conflicts,
    })
}

fn deciders(organisation: &Organisation) -> Vec<Decider> {
    use crate::model::BodyKind::RegionalManagement;
    let joint = organisation
        .bodies
        .iter()
        .filter(|body| body.kind != RegionalManagement)
        .map(|body| (&body.id, &body.name, false));
    let regions = organisation
        .regions
        .iter()
        .map(|region| (&region.id, &region.name, true));
    joint
        .chain(regions)
        .map(|(id, name, regional)| Decider {
            id: id.clone(),
            name: name.clone(),
            regional,
        })
        .collect()
}

impl Values {
    fn of(doc: &Automerge) -> Result<Self, Error> {
        let mut winners = BTreeMap::new();
        let mut conflicts = Vec::new();
        for key in doc.keys(ROOT) {
            let Some((Value::Scalar(value), _)) = doc.get(ROOT, &key)? else {
                continue;
            };
            if let Some(text) = scalar_text(&value) {
                winners.insert(key.clone(), text);
            }
            conflicts.extend(conflict_at(doc, &key)?);
        }
        Ok(Self { winners, conflicts })
    }

    fn text(&self, key: &str) -> String {
        self.winners.get(key).cloned().unwrap_or_default()
    }

    fn day(&self, key: &str) -> Option<Date> {
        self.winners.get(key)?.parse().ok()
    }

    fn whole<T: serde::de::DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_str(self.winners.get(key)?).ok()
    }

    /// Keys under `prefix/`, as (the rest of the key, value).
    fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.winners
            .range(format!("{prefix}/")..)
            .map_while(move |(key, value)| {
                let rest = key.strip_prefix(prefix)?.strip_prefix('/')?;
                Some((rest, value.as_str()))
            })
    }

    fn numbers(&self) -> Vec<RegistryNumber> {
        let mut numbers: Vec<_> = self
            .under("number")
            .filter(|(_, number)| !number.is_empty())
            .map(|(holder, number)| RegistryNumber {
                holder: holder.to_owned(),
                number: number.to_owned(),
            })
            .collect();
        numbers.sort_by_cached_key(|it| sort_key(&it.holder));
        numbers
    }

    fn steps(
        &self,
        process: &Process,
        organisation: &Organisation,
        due: Option<Date>,
    ) -> Vec<Step> {
        let numbered = process.steps.iter().zip(1..);
        numbered
            .map(|(step, number)| {
                let role = process
                    .roles
                    .iter()
                    .find(|role| role.id == step.responsible);
                let scopes: Vec<(Option<BodyId>, String)> = match step.repeats {
                    Some(Repeats::Council) => organisation
                        .councils
                        .iter()
                        .map(|it| (Some(it.id.clone()), it.name.clone()))
                        .collect(),
                    Some(Repeats::Region) => organisation
                        .regions
                        .iter()
                        .map(|it| (Some(it.id.clone()), it.name.clone()))
                        .collect(),
                    None => Vec::new(),
                };
                // Where there is nothing to repeat over, the step is done once.
                let repeats = step.repeats.filter(|_| !scopes.is_empty());
                let scopes = if scopes.is_empty() {
                    vec![(None, String::new())]
                } else {
                    scopes
                };
                let counted = due.map(|due| due.days_before(step.lead_days));
                let part = |(scope, scope_name): (Option<BodyId>, String)| {
                    let key = |field| part_key(&step.id, scope.as_ref(), field);
                    let planned = self.day(&key("due"));
                    StepPart {
                        due: planned.or(counted),
                        planned: planned.is_some(),
                        responsible: self.text(&key("responsible")),
                        state: self.whole(&key("state")).unwrap_or(StepState::Open),
                        scope,
                        scope_name,
                    }
                };
                Step {
                    id: step.id.clone(),
                    number,
                    title: step.title.clone(),
                    title_en: step.title_en.clone(),
                    task: step.task.clone(),
                    task_en: step.task_en.clone(),
                    role: role.map(|role| role.name.clone()).unwrap_or_default(),
                    role_en: role.map(|role| role.name_en.clone()).unwrap_or_default(),
                    decides: step.decides,
                    repeats,
                    parts: scopes.into_iter().map(part).collect(),
                }
            })
            .collect()
    }

    fn questions(&self, doc: &Automerge, process: &Process) -> Result<Vec<Question>, Error> {
        let stances = process.vocabulary.stances();
        let asked = |stance: bool| if stance { stances.to_vec() } else { Vec::new() };
        let mut headings: Vec<_> = process
            .questions
            .iter()
            .map(|it| {
                let stances = asked(it.stance);
                (
                    it.id.clone(),
                    it.title.clone(),
                    it.word_limit,
                    stances,
                    it.verified,
                )
            })
            .collect();
        let mut added: Vec<(QuestionId, Added)> = self
            .under("question")
            .filter_map(|(rest, value)| {
                let id = rest.strip_suffix("/added")?;
                Some((QuestionId::new(id), serde_json::from_str(value).ok()?))
            })
            .collect();
        added.sort_by(|(a, x), (b, y)| (x.at, a).cmp(&(y.at, b)));
        headings.extend(
            added
                .into_iter()
                .map(|(id, it)| (id, it.title, it.word_limit, asked(true), true)),
        );
        headings
            .into_iter()
            .zip(1..)
            .map(|((id, title, word_limit, stances, verified), number)| {
                let text = text_of(doc, &id)?;
                let stance = self.text(&format!("question/{id}/stance"));
                Ok(Question {
                    number,
                    title,
                    word_limit,
                    stance: Stance::ALL.into_iter().find(|it| it.code() == stance),
                    stances,
                    verified,
                    words: count_words(&text),
                    text,
                    id,
                })
            })
            .collect()
    }

    fn attachments(&self) -> Vec<Attachment> {
        let mut files: Vec<Attachment> = self
            .under("attachment")
            .filter_map(|(rest, value)| {
                let id = rest.strip_suffix("/file")?;
                let file: File = serde_json::from_str(value).ok()?;
                let taken: Mark = self.whole(&format!("attachment/{id}/taken"))?;
                Some(Attachment {
                    id: AttachmentId::new(id),
                    name: file.name,
                    size: file.size,
                    sha256: file.sha256,
                    step: file.step,
                    by: taken.by,
                    at: taken.at,
                })
            })
            .collect();
        files.sort_by(|a, b| (a.at, &a.name, &a.id).cmp(&(b.at, &b.name, &b.id)));
        files
    }

    fn decisions(&self, organisation: &Organisation) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = self
            .under("decision")
            .filter_map(|(id, value)| {
                let recorded: Recorded = serde_json::from_str(value).ok()?;
                let name = organisation.name_of(&recorded.body);
                Some(Decision {
                    id: DecisionId::new(id),
                    body_name: name.unwrap_or(recorded.body.as_str()).to_owned(),
                    regional: organisation.is_region(&recorded.body),
                    none: recorded.none,
                    on: recorded.on,
                    section: recorded.section,
                    text: recorded.text,
                    delegated: recorded.delegated,
                    basis: recorded.basis,
                    heads: recorded.heads,
                    body: recorded.body,
                    by: recorded.mark.by,
                    at: recorded.mark.at,
                })
            })
            .collect();
        decisions.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        decisions
    }
}

/// Every value under `key` when there are two or more different ones. A text
/// shows as the whole text each writer left.
fn conflict_at(doc: &Automerge, key: &str) -> Result<Option<Conflict>, Error> {
    // Two PCs taking in the same file differ only in who was first.
    if key.ends_with("/taken") || key == "registered" {
        return Ok(None);
    }
    let (key, versions) = match written_question(key) {
        Some(question) => (text_key(&question), text_versions(doc, &question)?),
        None => (key.to_owned(), versions_at(doc, key)?),
    };
    let differ = versions
        .windows(2)
        .any(|pair| pair[0].value != pair[1].value);
    Ok(differ.then_some(Conflict { key, versions }))
}

fn written_question(key: &str) -> Option<QuestionId> {
    let id = key.strip_prefix("question/")?.strip_suffix("/written")?;
    Some(QuestionId::new(id))
}

/// A question's text. Where two wrote at once it is the version written last by
/// their clocks: the letters that Automerge would mix are nobody's words.
fn text_of(doc: &Automerge, question: &QuestionId) -> Result<String, Error> {
    let mut versions = text_versions(doc, question)?;
    match (versions.pop(), versions.is_empty()) {
        (Some(last), false) => Ok(last.value),
        _ => text_at_heads(doc, question, None),
    }
}

/// The whole text that each of several writers left, earliest first.
fn text_versions(doc: &Automerge, question: &QuestionId) -> Result<Vec<Version>, Error> {
    written_at(doc, &format!("question/{question}/written"), |_, hash| {
        text_at_heads(doc, question, hash)
    })
}

fn versions_at(doc: &Automerge, key: &str) -> Result<Vec<Version>, Error> {
    written_at(doc, key, |value, _| Ok(value))
}

/// The values under `key`, if there are several, as (when, who, what), in an
/// order that is the same on every PC.
fn written_at(
    doc: &Automerge,
    key: &str,
    value_of: impl Fn(String, Option<ChangeHash>) -> Result<String, Error>,
) -> Result<Vec<Version>, Error> {
    let all = doc.get_all(ROOT, key)?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let mut versions = Vec::new();
    for (value, opid) in all {
        let Value::Scalar(value) = value else {
            continue;
        };
        let hash = doc.hash_for_opid(&opid);
        let change = hash.as_ref().and_then(|hash| doc.get_change_by_hash(hash));
        let message = change.as_ref().and_then(super::Message::of);
        versions.push(Version {
            at: Moment::from_millis(change.map_or(0, |change| change.timestamp())),
            by: message.map(|message| message.author.by).unwrap_or_default(),
            value: value_of(scalar_text(&value).unwrap_or_default(), hash)?,
        });
    }
    versions.sort();
    Ok(versions)
}

fn text_at_heads(
    doc: &Automerge,
    question: &QuestionId,
    head: Option<ChangeHash>,
) -> Result<String, Error> {
    match (doc.get(ROOT, text_key(question))?, head) {
        (Some((Value::Object(ObjType::Text), object)), Some(head)) => {
            Ok(doc.text_at(&object, &[head])?)
        }
        (Some((Value::Object(ObjType::Text), object)), None) => Ok(doc.text(&object)?),
        _ => Ok(String::new()),
    }
}
