//! Whether an act may be done to a case, and what to warn about.

use super::{Act, BodyId, CaseField, CaseSnapshot, Date, Refusal, StepState, Warning};

/// Examines `act` against the case as it stands.
///
/// # Errors
/// A [`Refusal`] when the act has no meaning here; then nothing is written.
pub fn examine(case: &CaseSnapshot, act: &Act) -> Result<Vec<Warning>, Refusal> {
    match act {
        Act::CaseRestored {} if !case.deleted => return Err(Refusal::CaseNotDeleted {}),
        Act::CaseRestored {} => return Ok(Vec::new()),
        _ if case.deleted => return Err(Refusal::CaseIsDeleted {}),
        _ => {}
    }
    match act {
        Act::CaseRegistered { .. } | Act::CaseDeleted {} | Act::CaseRestored {} => Ok(Vec::new()),
        Act::FieldSet { field, value } => field_set(case, *field, value),
        Act::NumberSet { holder, number } => number_set(holder, number),
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
            case.printable()?;
            Ok(if regional {
                Vec::new()
            } else {
                decision_warnings(case)
            })
        }
    }
}

impl CaseSnapshot {
    /// Refuses to go on while a place of the answer holds more than one value:
    /// nobody can say which version would be decided or printed.
    ///
    /// # Errors
    /// [`Refusal::ConflictOpen`] naming the places.
    pub fn printable(&self) -> Result<(), Refusal> {
        if self.conflicts.is_empty() {
            return Ok(());
        }
        let places: Vec<_> = self
            .conflicts
            .iter()
            .map(|it| self.place_name(&it.key))
            .collect();
        Err(Refusal::ConflictOpen {
            places: places.join(", "),
        })
    }

    /// A document key in the words of the case: a question by its title, a step by its.
    fn place_name(&self, key: &str) -> String {
        let mut parts = key.split('/');
        match (parts.next(), parts.next()) {
            (Some("question"), Some(id)) => self
                .questions
                .iter()
                .find(|question| question.id.as_str() == id)
                .map_or_else(
                    || key.to_owned(),
                    |question| format!("«{}»", question.title),
                ),
            (Some("step"), Some(id)) => self
                .steps
                .iter()
                .find(|step| step.id.as_str() == id)
                .map_or_else(|| key.to_owned(), |step| format!("«{}»", step.title)),
            _ => key.to_owned(),
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

fn number_set(holder: &str, number: &str) -> Result<Vec<Warning>, Refusal> {
    if holder.trim().is_empty() {
        return Err(Refusal::HolderEmpty {});
    }
    Ok(pattern_warning(holder, number).into_iter().collect())
}

/// Patterns of registry numbers seen in published documents. They only warn:
/// a registry may change its own form at any time.
fn pattern_warning(holder: &str, number: &str) -> Option<Warning> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let (fits, example): (bool, &str) = match holder.trim().to_lowercase().as_str() {
        // 29988/2022, 12391/2018-19 for a document, 8.9-32412/2021 with class.
        "socialstyrelsen" => {
            let core = number.rsplit_once('-').map_or(number, |(before, after)| {
                if after.contains('/') { after } else { before }
            });
            let fits = core
                .split_once('/')
                .is_some_and(|(serial, year)| digits(serial) && year.len() == 4 && digits(year));
            (fits, "29988/2022")
        }
        "region jönköpings län" => {
            let fits = number
                .strip_prefix("RJL")
                .and_then(|rest| rest.split_once('/'))
                .is_some_and(|(year, serial)| digits(year) && digits(serial));
            (fits, "RJL2017/101")
        }
        "region kalmar län" => {
            let fits = number
                .strip_prefix("RS ")
                .and_then(|rest| rest.split_once('/'))
                .is_some_and(|(year, serial)| digits(year) && digits(serial));
            (fits, "RS 2019/50")
        }
        _ => return None,
    };
    (!fits && !number.is_empty()).then(|| Warning::NumberPattern {
        holder: holder.to_owned(),
        number: number.to_owned(),
        example: example.to_owned(),
    })
}

fn decision_warnings(case: &CaseSnapshot) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // Deciding is itself one of the steps; only what must come before it is a gap.
    let open: Vec<_> = case
        .steps
        .iter()
        .take_while(|step| step.id.as_str() != "beslut")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_warned_about_and_never_refused() {
        let warned = |holder: &str, number: &str| !number_set(holder, number).unwrap().is_empty();
        for fits in ["29988/2022", "12391/2018-19", "8.9-32412/2021"] {
            assert!(!warned("Socialstyrelsen", fits), "{fits}");
        }
        assert!(warned("Socialstyrelsen", "RS 2019/50"));
        assert!(!warned("Region Kalmar län", "RS 2019/50"));
        assert!(warned("Region Jönköpings län", "2017-101"));
        assert!(!warned("Någon annan", "vad som helst"));
        assert!(number_set(" ", "1/2022").is_err());
    }
}
