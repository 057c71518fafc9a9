//! Whether an act may be done to a case, and what to warn about.

mod parts;
mod written;

pub use written::{as_written, one_line};

use super::{Act, BodyId, CaseField, CaseSnapshot, Conflict, Date, Refusal, StepState, Warning};

/// Examines `act` against the case as it stands.
///
/// # Errors
/// A [`Refusal`] when the act has no meaning here; then nothing is written.
pub fn examine(case: &CaseSnapshot, act: &Act) -> Result<Vec<Warning>, Refusal> {
    match act {
        Act::CaseRestored {} if !case.deleted && case.joined.is_none() => {
            return Err(Refusal::CaseNotDeleted {});
        }
        Act::CaseRestored {} => return Ok(Vec::new()),
        _ if case.deleted => return Err(Refusal::CaseIsDeleted {}),
        // What was joined into another case goes on there.
        _ if case.joined.is_some() => {
            return Err(Refusal::CaseIsJoined {
                case: case.joined.map(|id| id.to_string()).unwrap_or_default(),
            });
        }
        _ => {}
    }
    match act {
        Act::CaseRegistered { .. } | Act::CaseDeleted {} | Act::CaseRestored {} => Ok(Vec::new()),
        Act::FieldSet { field, value } => field_set(case, *field, value),
        Act::NumberSet { holder, .. } if holder.trim().is_empty() => Err(Refusal::HolderEmpty {}),
        Act::NumberSet { .. } => Ok(Vec::new()),
        Act::StepDone {
            step, scope, by, ..
        } => {
            let (step, part) = case.part(step.as_str(), scope.as_ref().map(BodyId::as_str))?;
            match &part.state {
                StepState::Done(before) => Err(Refusal::StepAlreadyDone {
                    step: step.number.to_string(),
                    by: before.by.clone(),
                    on: before.on.to_string(),
                }),
                _ if by.trim().is_empty() => Err(Refusal::SignerEmpty {}),
                _ => Ok(Vec::new()),
            }
        }
        Act::StepReopened {
            step,
            scope,
            by,
            reason,
        } => {
            let (step, part) = case.part(step.as_str(), scope.as_ref().map(BodyId::as_str))?;
            if !part.is_done() {
                return Err(Refusal::StepNotDone {
                    step: step.number.to_string(),
                });
            }
            match (by.trim(), reason.trim()) {
                ("", _) => Err(Refusal::SignerEmpty {}),
                (_, "") => Err(Refusal::ReasonEmpty {}),
                _ => Ok(Vec::new()),
            }
        }
        Act::StepPlanned {
            step, scope, due, ..
        } => {
            case.part(step.as_str(), scope.as_ref().map(BodyId::as_str))?;
            day(due.as_deref().unwrap_or_default())?;
            Ok(Vec::new())
        }
        Act::Attached { step, .. } => {
            if let Some(step) = step {
                case.step(step.as_str())?;
            }
            Ok(Vec::new())
        }
        Act::QuestionAdded { title, .. } if title.trim().is_empty() => {
            Err(Refusal::QuestionTitleEmpty {})
        }
        Act::QuestionAdded { .. } => Ok(Vec::new()),
        Act::StanceSet { question, stance } => {
            let question = case.question(question.as_str())?;
            match stance {
                Some(_) if question.stances.is_empty() => Err(Refusal::StanceNotAsked {
                    question: question.number.to_string(),
                }),
                Some(stance) => {
                    super::Stance::parse(stance.code(), &question.stances).map(|_| Vec::new())
                }
                None => Ok(Vec::new()),
            }
        }
        Act::TextWritten { question, words } => {
            let question = case.question(question.as_str())?;
            Ok(question
                .word_limit
                .filter(|limit| words > limit)
                .map(|limit| Warning::OverWordLimit {
                    question: question.number.to_string(),
                    words: *words,
                    limit,
                })
                .into_iter()
                .collect())
        }
        Act::Decided {
            body,
            none,
            on,
            section,
            ..
        } => {
            let regional = case.regions().any(|region| region == body);
            if *none {
                return if regional {
                    Ok(Vec::new())
                } else {
                    Err(Refusal::NoneOnlyForRegions {})
                };
            }
            if on.is_none() {
                return Err(Refusal::DecisionDateMissing {});
            }
            if section.trim().is_empty() {
                return Err(Refusal::SectionEmpty {});
            }
            case.printable(false)?;
            Ok(if regional {
                Vec::new()
            } else {
                decision_warnings(case)
            })
        }
        // Whether it can be undone is found in the document, by the store.
        Act::Undone { .. } => Ok(Vec::new()),
        other => parts::examine(case, other),
    }
}

impl CaseSnapshot {
    /// Refuses to go on while a place that is printed holds more than one value:
    /// nobody can say which version would be decided or printed. Where the
    /// answer was decided, it is printed from what was decided, so only the
    /// rest can stand in the way.
    ///
    /// # Errors
    /// [`Refusal::ConflictOpen`] naming the places.
    pub fn printable(&self, as_decided: bool) -> Result<(), Refusal> {
        let open = self.conflicts_in_print(as_decided);
        let places: Vec<_> = open.map(|it| self.place_name(&it.key)).collect();
        if places.is_empty() {
            return Ok(());
        }
        Err(Refusal::ConflictOpen {
            places: places.join(", "),
        })
    }

    /// The places that are printed and hold more than one value. Where the answer
    /// was decided, what it rests on is printed as decided.
    pub fn conflicts_in_print(&self, as_decided: bool) -> impl Iterator<Item = &Conflict> {
        let of_answer = |key: &str| {
            let kind = key.split('/').next().unwrap_or_default();
            matches!(
                kind,
                "question"
                    | "number"
                    | "title"
                    | "area"
                    | "assessment"
                    | "theme"
                    | "commitment"
                    | "condition"
                    | "contribution"
                    | "meanwhile"
            )
        };
        self.conflicts
            .iter()
            // A note is not printed, and whether the case is to be deleted is
            // another matter than what it says.
            .filter(|it| it.key != CaseField::Note.key() && it.key != "deleted")
            .filter(move |it| !(as_decided && of_answer(&it.key)))
    }

    /// A document key in the words of the case: a question or a step by its
    /// title, a number by its holder, a field by the key of its name in `text`.
    pub fn place_name(&self, key: &str) -> String {
        let mut parts = key.split('/');
        match (parts.next(), parts.next()) {
            (Some("question"), Some(id)) => self
                .questions
                .iter()
                .find(|question| question.id.as_str() == id)
                .map_or_else(
                    || key.to_owned(),
                    |question| format!("”{}”", question.title),
                ),
            (Some("step"), Some(id)) => self
                .steps
                .iter()
                .find(|step| step.id.as_str() == id)
                .map_or_else(|| key.to_owned(), |step| format!("”{}”", step.title)),
            (Some("number"), Some(holder)) => holder.to_owned(),
            (Some("contribution" | "member"), Some(body)) => {
                self.body_name(&BodyId::new(body)).to_owned()
            }
            (Some("assessment"), Some(council)) => self.body_name(&BodyId::new(council)).to_owned(),
            (Some("notice"), Some(id)) => self
                .notices
                .iter()
                .find(|it| it.id.as_str() == id)
                .map_or_else(|| key.to_owned(), |it| format!("”{}”", it.title)),
            (Some("attachment"), Some(id)) => self
                .attachments
                .iter()
                .find(|it| it.id.as_str() == id)
                .map_or_else(|| key.to_owned(), |it| format!("”{}”", it.name)),
            (
                Some(
                    part @ ("commitment" | "condition" | "supplement" | "theme" | "report"
                    | "minutes" | "meanwhile" | "twice" | "apart"),
                ),
                Some(_),
            ) => format!("field.{part}"),
            _ => format!("field.{key}"),
        }
    }
}

fn field_set(case: &CaseSnapshot, field: CaseField, value: &str) -> Result<Vec<Warning>, Refusal> {
    match field {
        CaseField::Title if value.trim().is_empty() => Err(Refusal::TitleEmpty {}),
        CaseField::Received => Ok(dates_warning(day(value)?, case.due)),
        CaseField::Due => Ok(dates_warning(case.received, day(value)?)),
        _ => Ok(Vec::new()),
    }
}

/// A date as typed; empty is none.
fn day(value: &str) -> Result<Option<Date>, Refusal> {
    match value.trim() {
        "" => Ok(None),
        day => day.parse().map(Some),
    }
}

/// A due date before the day of arrival is kept and warned about.
fn dates_warning(received: Option<Date>, due: Option<Date>) -> Vec<Warning> {
    match (received, due) {
        (Some(received), Some(due)) if due < received => vec![Warning::DueBeforeReceived {
            due: due.to_string(),
            received: received.to_string(),
        }],
        _ => Vec::new(),
    }
}

fn decision_warnings(case: &CaseSnapshot) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // Deciding is itself one of the steps; only what must come before it is a gap.
    let open: Vec<_> = case
        .before_decision()
        .into_iter()
        .filter(|step| !step.is_done())
        .map(|step| step.number.to_string())
        .collect();
    if !open.is_empty() {
        warnings.push(Warning::StepsOpen {
            steps: open.join(", "),
        });
    }
    let missing: Vec<_> = case
        .questions
        .iter()
        .filter(|question| {
            let stance_missing = !question.stances.is_empty() && question.stance.is_none();
            stance_missing || (question.stances.is_empty() && question.text.is_empty())
        })
        .map(|question| question.number.to_string())
        .collect();
    if !missing.is_empty() {
        warnings.push(Warning::AnswersMissing {
            questions: missing.join(", "),
        });
    }
    if let Some(before) = case.decided() {
        warnings.push(Warning::DecidedAgain {
            body: before.body_name.clone(),
        });
    }
    warnings
}
