//! A case document read back: every key once, every conflict kept.

use std::collections::BTreeMap;

use automerge::Automerge;

use super::Error;
use super::case::{Added, File, Mark, Recorded, part_key};
use super::meanwhile;
use super::parts_read::{self, put_right};
use super::twice::{self, Recording};
use super::values::Values;
use crate::model::{
    Attachment, AttachmentId, BodyId, CaseField, CaseId, CaseSnapshot, Conflict, Correction, Date,
    Decider, Decision, DecisionId, Moment, Organisation, Process, ProcessRef, Question, QuestionId,
    RecordedDecision, RegistryNumber, Repeats, RoundRef, Stance, Step, StepId, StepPart, StepState,
    count_words,
};
use crate::text::sort_key;

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
    let mut values = Values::of(doc)?;
    let (deleted, undecided) = meanwhile::deletion(doc)?;
    let recordings = values.recordings();
    let twice = twice::decisions(doc, &recordings)?;
    let holding = recordings
        .iter()
        .filter(|it| it.withdrawn.is_empty())
        .map(|it| it.id);
    let holding: Vec<&str> = holding
        .filter(|id| !twice.struck.contains_key(*id))
        .collect();
    let edited = meanwhile::decisions(doc, &holding)?;
    // What two said of a decision is asked with the decisions, not with what they said.
    // Of two that it was joined into at once each has what it said: there is no choice.
    let told = |it: &Conflict| it.is_decision() || it.key == "joined";
    values.conflicts.retain(|it| !told(it));
    values.conflicts.extend(undecided);
    values.conflicts.extend(twice.conflicts);
    values.conflicts.extend(edited);
    let joined = match values.text("joined").as_str() {
        "" => None,
        _ => meanwhile::joined(doc)?,
    };
    let registered: Mark = values.whole("registered").unwrap_or(Mark {
        at: Moment::from_millis(0),
        by: String::new(),
    });
    let due = values.day(CaseField::Due.key());
    let bodies = parts_read::bodies(organisation);
    let programme_area = values.text(CaseField::ProgrammeArea.key());
    let questions = values.questions(doc, process)?;
    let round = values.text("round").parse().ok();
    Ok(CaseSnapshot {
        id,
        logo: None,
        title: values.text(CaseField::Title.key()),
        area: values.text(CaseField::Area.key()),
        numbers: values.numbers(),
        received: values.day(CaseField::Received.key()),
        due,
        officer: values.text(CaseField::Officer.key()),
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
        round: round.map(|id| RoundRef {
            id,
            // The round's own document has it: the store fills it in.
            title: String::new(),
        }),
        contributions: values.contributions(&bodies, &questions),
        effects: values.effects(process, organisation),
        application: process.application,
        applicant: values.text(CaseField::Applicant.key()),
        records_class: values.text(CaseField::RecordsClass.key()),
        members: values.members(process, organisation, &bodies, &programme_area),
        commitments: values.commitments(organisation),
        conditions: values.conditions(),
        supplements: values.supplements(),
        notices: values.notices(process, organisation, &bodies, &programme_area),
        dispatches: values.dispatches(),
        outcomes: process.outcomes.clone(),
        closed: values.closed(process),
        joined: joined.and_then(|it| it.parse().ok()),
        apart: values
            .under("apart")
            .filter_map(|(id, _)| id.parse().ok())
            .collect(),
        bodies,
        programme_area,
        questions,
        attachments: values.attachments(),
        decisions: values.decisions(organisation, &twice.struck),
        deleted,
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
        let mut steps: Vec<Step> = numbered
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
                // What comes after the due date has no date counted back from it.
                let counted = due.filter(|_| !step.undated);
                let counted = counted.map(|due| due.days_before(step.lead_days));
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
                    after: process.predecessors(&step.id),
                    waits: false,
                    repeats,
                    parts: scopes.into_iter().map(part).collect(),
                }
            })
            .collect();
        let done: Vec<StepId> = steps
            .iter()
            .filter(|step| step.is_done())
            .map(|step| step.id.clone())
            .collect();
        for step in &mut steps {
            step.waits = step.after.iter().any(|id| !done.contains(id));
        }
        steps
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
                let id = QuestionId::new(rest.strip_suffix("/added")?);
                let hidden = self.text(&format!("question/{id}/hidden")) == "true";
                // Hidden only while nobody wrote in it.
                if hidden && self.answer(doc, &id).ok()?.is_empty() {
                    return None;
                }
                Some((id, serde_json::from_str(value).ok()?))
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
                let text = self.answer(doc, &id)?;
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
                    record: self.record(&AttachmentId::new(id)),
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

    /// Every decision as it was recorded, in the order of their ids.
    fn recordings(&self) -> Vec<Recording<'_>> {
        let recording = |(id, value)| {
            let corrections = self.corrections(id).into_iter();
            let withdrawn = corrections.filter(|it| it.terms.withdrawn);
            let key = |it: Correction| format!("correction/{id}/{}", it.id);
            Some(Recording {
                id,
                recorded: serde_json::from_str(value).ok()?,
                withdrawn: withdrawn.map(key).collect(),
            })
        };
        self.under("decision").filter_map(recording).collect()
    }

    fn decisions(
        &self,
        organisation: &Organisation,
        struck: &BTreeMap<String, Correction>,
    ) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = self
            .under("decision")
            .filter_map(|(id, value)| {
                let recorded: Recorded = serde_json::from_str(value).ok()?;
                let name = organisation.name_of(&recorded.body);
                let mut corrections = self.corrections(id);
                corrections.extend(struck.get(id).cloned());
                corrections.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
                let mut right = RecordedDecision {
                    on: recorded.on,
                    section: recorded.section,
                    text: recorded.text,
                };
                let stood = (!corrections.is_empty()).then(|| right.clone());
                for correction in &corrections {
                    right.on = correction.terms.on.or(right.on);
                    put_right(&mut right.section, &correction.terms.section);
                    put_right(&mut right.text, &correction.terms.text);
                }
                Some(Decision {
                    id: DecisionId::new(id),
                    reported: self.whole(&format!("report/{id}")),
                    approved: self.day(&format!("minutes/{id}")),
                    corrections,
                    recorded: stood,
                    body_name: name.unwrap_or(recorded.body.as_str()).to_owned(),
                    regional: organisation.is_region(&recorded.body),
                    none: recorded.none,
                    on: right.on,
                    section: right.section,
                    text: right.text,
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
