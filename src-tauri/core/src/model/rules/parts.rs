//! Rules for the parts of a case: contributions, system effects, the
//! application, the registry, what is sent, corrected and closed.

use crate::model::case::ids;
use crate::model::{
    Act, BodyId, CaseBodyKind, CaseSnapshot, CorrectionTerms, Date, DecisionId, Refusal, Warning,
};

/// Examines the acts that [`super::examine`] does not answer itself.
pub(super) fn examine(case: &CaseSnapshot, act: &Act) -> Result<Vec<Warning>, Refusal> {
    match act {
        Act::CaseClosed { outcome, .. } => {
            // Closed by two at once: closing again says how it ended.
            let disputed = case.conflicts.iter().any(|it| it.key == "closed");
            if let Some(closed) = case.closed.as_ref().filter(|_| !disputed) {
                return Err(Refusal::CaseAlreadyClosed {
                    outcome: closed.name.clone(),
                    on: closed.on.to_string(),
                });
            }
            let known = case.outcomes.iter().any(|it| it.id == *outcome);
            known
                .then(|| closing_warnings(case))
                .ok_or_else(|| Refusal::OutcomeUnknown {
                    outcome: outcome.to_string(),
                    valid: ids(case.outcomes.iter().map(|it| it.id.as_str())),
                })
        }
        Act::CaseReopened { .. } if case.closed.is_none() => Err(Refusal::CaseNotClosed {}),
        Act::CaseReopened { reason } if reason.trim().is_empty() => Err(Refusal::ReasonEmpty {}),
        Act::ContributionAsked { body, .. } => contributor(case, body),
        Act::ContributionChased { body, .. } => {
            contributor(case, body)?;
            let known = case.contributions.iter().find(|it| it.body == *body);
            let body = case.body_name(body).to_owned();
            match known {
                Some(it) if it.is_missing() => Ok(Vec::new()),
                Some(it) if it.asked.is_some() => Err(Refusal::ContributionReceived { body }),
                _ => Err(Refusal::ContributionNotAsked { body }),
            }
        }
        Act::ContributionWritten { body, question, .. } => {
            case.question(question.as_str())?;
            contributor(case, body)
        }
        Act::ContributionTaken { body, question, .. } => {
            let shown = case.question(question.as_str())?.number.to_string();
            let known = case.contributions.iter().find(|it| it.body == *body);
            known
                .and_then(|it| it.on(question))
                .map(|_| Vec::new())
                .ok_or_else(|| Refusal::ContributionMissing {
                    body: case.body_name(body).to_owned(),
                    question: shown,
                })
        }
        Act::Assessed { council, theme, .. } => {
            if case.effects.themes.is_empty() {
                return Err(Refusal::ThemesMissing {});
            }
            let councils = &case.effects.councils;
            if !councils.iter().any(|it| it.id == *council) {
                return Err(Refusal::CouncilUnknown {
                    council: council.to_string(),
                    valid: ids(councils.iter().map(|it| it.id.as_str())),
                });
            }
            let themes = &case.effects.themes;
            let known = themes.iter().any(|it| it.id == *theme);
            known.then(Vec::new).ok_or_else(|| Refusal::ThemeUnknown {
                theme: theme.to_string(),
                valid: ids(themes.iter().map(|it| it.id.as_str())),
            })
        }
        Act::CommitmentSet { body, terms, .. } => {
            application(case)?;
            region(case, body)?;
            worded(&terms.text)
        }
        Act::ConditionSet { terms, .. } => application(case).and_then(|()| worded(&terms.text)),
        Act::SupplementSet { terms, .. } => application(case).and_then(|()| worded(&terms.text)),
        Act::CommitmentRemoved { commitment } => part(
            commitment.as_str(),
            case.commitments.iter().map(|it| it.id.as_str()),
        ),
        Act::ConditionRemoved { condition } => part(
            condition.as_str(),
            case.conditions.iter().map(|it| it.id.as_str()),
        ),
        Act::SupplementRemoved { supplement } => part(
            supplement.as_str(),
            case.supplements.iter().map(|it| it.id.as_str()),
        ),
        Act::MemberSet { body, .. } => {
            let known = case.members.iter().any(|it| it.body == *body);
            known.then(Vec::new).ok_or_else(|| Refusal::NotInGroup {
                body: body.to_string(),
                valid: ids(case.members.iter().map(|it| it.body.as_str())),
            })
        }
        Act::Noticed { notice, body, .. } => {
            let known = case.notices.iter().find(|it| it.id == *notice);
            let known = known.ok_or_else(|| Refusal::NoticeUnknown {
                notice: notice.to_string(),
                valid: ids(case.notices.iter().map(|it| it.id.as_str())),
            })?;
            let told = known.receivers.iter().any(|it| it.body == *body);
            told.then(Vec::new).ok_or_else(|| Refusal::NotARecipient {
                body: body.to_string(),
                valid: ids(known.receivers.iter().map(|it| it.body.as_str())),
            })
        }
        Act::DocumentSet {
            attachment,
            field,
            value,
            ..
        } => {
            if case.attachment(attachment).is_none() {
                return Err(Refusal::AttachmentUnknown {
                    attachment: attachment.to_string(),
                });
            }
            field.check(value).map(|()| Vec::new())
        }
        Act::Dispatched { to, .. } if to.trim().is_empty() => Err(Refusal::ReceiverEmpty {}),
        Act::Dispatched { .. } if case.decided().is_none() => Ok(vec![Warning::NothingDecided {}]),
        Act::DecisionReported {
            decision,
            on,
            section,
        } => reported(case, decision, *on, section),
        Act::MinutesApproved { decision, .. } => {
            let decision = known_decision(case, decision)?;
            let withdrawn = Refusal::AlreadyWithdrawn {};
            (!decision.is_withdrawn()).then(Vec::new).ok_or(withdrawn)
        }
        Act::CaseKeptApart { case: other, .. } if *other == case.id => Err(Refusal::CasesDiffer {}),
        Act::DecisionCorrected {
            decision, terms, ..
        } => {
            let known = known_decision(case, decision)?;
            corrected(terms, known.is_withdrawn())
        }
        Act::DispatchCorrected {
            dispatch, terms, ..
        } => {
            let known = case.dispatches.iter().find(|it| it.id == *dispatch);
            let known = known.ok_or_else(|| Refusal::PartUnknown {
                part: dispatch.to_string(),
            })?;
            corrected(terms, known.is_withdrawn())
        }
        _ => Ok(Vec::new()),
    }
}

fn contributor(case: &CaseSnapshot, body: &BodyId) -> Result<Vec<Warning>, Refusal> {
    case.body(body.as_str()).map(|_| Vec::new())
}

fn application(case: &CaseSnapshot) -> Result<(), Refusal> {
    if case.application {
        Ok(())
    } else {
        Err(Refusal::NotAnApplication {})
    }
}

fn region(case: &CaseSnapshot, body: &BodyId) -> Result<(), Refusal> {
    let regions = case
        .bodies
        .iter()
        .filter(|it| it.kind == CaseBodyKind::Region);
    if regions.clone().any(|it| it.id == *body) {
        return Ok(());
    }
    Err(Refusal::RegionUnknown {
        region: body.to_string(),
        valid: ids(regions.map(|it| it.id.as_str())),
    })
}

fn worded(text: &str) -> Result<Vec<Warning>, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TermsEmpty {});
    }
    Ok(Vec::new())
}

fn part<'a>(
    wanted: &str,
    mut known: impl Iterator<Item = &'a str>,
) -> Result<Vec<Warning>, Refusal> {
    let found = known.any(|it| it == wanted);
    found.then(Vec::new).ok_or_else(|| Refusal::PartUnknown {
        part: wanted.to_owned(),
    })
}

fn known_decision<'c>(
    case: &'c CaseSnapshot,
    id: &DecisionId,
) -> Result<&'c crate::model::Decision, Refusal> {
    let known = case.decisions.iter().find(|it| it.id == *id);
    known.ok_or_else(|| Refusal::DecisionUnknown {
        decision: id.to_string(),
        valid: ids(case.decisions.iter().map(|it| it.id.as_str())),
    })
}

/// Only a decision taken on delegation is reported to the body that delegated it
/// (KL 6 kap. 40 §).
fn reported(
    case: &CaseSnapshot,
    id: &DecisionId,
    on: Date,
    section: &str,
) -> Result<Vec<Warning>, Refusal> {
    let decision = known_decision(case, id)?;
    if !decision.delegated {
        return Err(Refusal::DecisionNotDelegated {});
    }
    if decision.is_withdrawn() {
        return Err(Refusal::AlreadyWithdrawn {});
    }
    if section.trim().is_empty() {
        return Err(Refusal::SectionEmpty {});
    }
    let early = decision.on.filter(|decided| on < *decided);
    Ok(early
        .map(|decided| Warning::ReportedBeforeDecision {
            on: on.to_string(),
            decided: decided.to_string(),
        })
        .into_iter()
        .collect())
}

fn corrected(terms: &CorrectionTerms, withdrawn: bool) -> Result<Vec<Warning>, Refusal> {
    if withdrawn {
        return Err(Refusal::AlreadyWithdrawn {});
    }
    if terms.reason.trim().is_empty() {
        return Err(Refusal::ReasonEmpty {});
    }
    let says = |text: &str| !text.trim().is_empty();
    let right = terms.withdrawn
        || terms.on.is_some()
        || says(&terms.section)
        || says(&terms.to)
        || says(&terms.text);
    right.then(Vec::new).ok_or(Refusal::CorrectionEmpty {})
}

/// A case may be closed with steps open: the person answers for that, and is told.
fn closing_warnings(case: &CaseSnapshot) -> Vec<Warning> {
    let open: Vec<_> = case
        .steps
        .iter()
        .filter(|step| !step.is_done())
        .map(|step| step.number.to_string())
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    vec![Warning::ClosedWithStepsOpen {
        steps: open.join(", "),
    }]
}
