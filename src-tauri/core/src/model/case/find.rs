//! What is meant by a name, a number or an id.

use super::{CaseBody, CaseSnapshot};
use crate::model::process::numbered;
use crate::model::{
    Attachment, AttachmentId, BodyId, Decision, Question, QuestionId, Refusal, Step, StepPart,
};

impl CaseSnapshot {
    /// The question meant by its shown number or its id.
    ///
    /// # Errors
    /// [`Refusal::QuestionUnknown`] naming the valid ones.
    pub fn question(&self, named: &str) -> Result<&Question, Refusal> {
        let number = named.parse::<u32>().ok();
        self.questions
            .iter()
            .find(|question| question.id.as_str() == named || Some(question.number) == number)
            .ok_or_else(|| Refusal::QuestionUnknown {
                question: named.to_owned(),
                valid: numbered(self.questions.iter().map(|question| question.id.as_str())),
            })
    }

    /// The question with this id.
    pub fn question_by_id(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The step meant by its shown number or its id.
    ///
    /// # Errors
    /// [`Refusal::StepUnknown`] naming the valid ones.
    pub fn step(&self, named: &str) -> Result<&Step, Refusal> {
        let number = named.parse::<u32>().ok();
        self.steps
            .iter()
            .find(|step| step.id.as_str() == named || Some(step.number) == number)
            .ok_or_else(|| Refusal::StepUnknown {
                step: named.to_owned(),
                valid: numbered(self.steps.iter().map(|step| step.id.as_str())),
            })
    }

    /// The part of a step for a council or region, by id or name.
    ///
    /// # Errors
    /// [`Refusal::StepUnknown`], [`Refusal::ScopeUnknown`],
    /// [`Refusal::ScopeMissing`] or [`Refusal::ScopeNotAsked`].
    pub fn part(&self, step: &str, scope: Option<&str>) -> Result<(&Step, &StepPart), Refusal> {
        let step = self.step(step)?;
        let named = |part: &StepPart| part.scope.as_ref().map_or("", BodyId::as_str).to_owned();
        let valid = || step.parts.iter().map(named).collect::<Vec<_>>().join(", ");
        let shown = step.number.to_string();
        match (step.repeats.is_some(), scope) {
            (false, None) => step.parts.first(),
            (false, Some(_)) => return Err(Refusal::ScopeNotAsked { step: shown }),
            (true, None) => {
                return Err(Refusal::ScopeMissing {
                    step: shown,
                    valid: valid(),
                });
            }
            (true, Some(scope)) => {
                let wanted = scope.trim().to_lowercase();
                step.parts
                    .iter()
                    .find(|part| named(part) == wanted || part.scope_name.to_lowercase() == wanted)
            }
        }
        .map(|part| (step, part))
        .ok_or_else(|| Refusal::ScopeUnknown {
            scope: scope.unwrap_or_default().to_owned(),
            step: step.number.to_string(),
            valid: valid(),
        })
    }

    /// The body meant by an id or a name, a programme area also without "RPO".
    ///
    /// # Errors
    /// [`Refusal::BodyUnknown`] naming the valid ones.
    pub fn body(&self, named: &str) -> Result<&CaseBody, Refusal> {
        let wanted = named.trim().to_lowercase();
        let rpo = format!("rpo {wanted}");
        self.bodies
            .iter()
            .find(|it| {
                let name = it.name.to_lowercase();
                it.id.as_str() == wanted || name == wanted || name == rpo
            })
            .ok_or_else(|| Refusal::BodyUnknown {
                body: named.to_owned(),
                valid: ids(self.bodies.iter().map(|it| it.id.as_str())),
            })
    }

    /// The name of a body; its id when it is not known here.
    pub fn body_name<'c>(&'c self, id: &'c BodyId) -> &'c str {
        let found = self.bodies.iter().find(|it| it.id == *id);
        found.map_or(id.as_str(), |it| &it.name)
    }

    /// The decision meant by its number, from 1 in the order they were recorded,
    /// or its id.
    ///
    /// # Errors
    /// [`Refusal::DecisionUnknown`] naming the valid ones.
    pub fn decision(&self, named: &str) -> Result<&Decision, Refusal> {
        let number = named.parse::<usize>().ok();
        let mut each = self.decisions.iter().zip(1..);
        let found = each.find(|(it, at)| it.id.as_str() == named || Some(*at) == number);
        found
            .map(|(decision, _)| decision)
            .ok_or_else(|| Refusal::DecisionUnknown {
                decision: named.to_owned(),
                valid: numbered(self.decisions.iter().map(|it| it.id.as_str())),
            })
    }

    /// The file meant by its id or own name; of several with one name, the last.
    ///
    /// # Errors
    /// [`Refusal::AttachmentUnknown`].
    pub fn file(&self, named: &str) -> Result<&Attachment, Refusal> {
        let fits = |it: &&Attachment| it.id.as_str() == named || it.name == named;
        let found = self.attachments.iter().rev().find(fits);
        found.ok_or_else(|| Refusal::AttachmentUnknown {
            attachment: named.to_owned(),
        })
    }

    /// The file with this id.
    pub fn attachment(&self, id: &AttachmentId) -> Option<&Attachment> {
        self.attachments.iter().find(|it| it.id == *id)
    }
}

/// `svn, presidiet`: for sentences that name what is valid.
pub(in crate::model) fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
