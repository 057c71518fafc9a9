//! `samsvar step …`

use samsvar_core::model::{Act, BodyId, CaseSnapshot, Refusal, StepId};
use samsvar_core::store::Error;

use super::date;
use crate::arguments::Step;
use crate::context::{AtCase, Context};

pub fn run(verb: Step, context: &Context) -> Result<(), Error> {
    match verb {
        Step::Done {
            case,
            step,
            by,
            scope,
            on,
            note,
        } => {
            let on = date(on.as_deref())?;
            act(context, &case, |at| {
                let (step, scope) = part(&at.store.case(at.id)?, &step, scope.as_deref())?;
                Ok(Act::StepDone {
                    step,
                    scope,
                    by,
                    on: on.unwrap_or_else(|| at.store.today()),
                    note: note.unwrap_or_default(),
                })
            })
        }
        Step::Reopen {
            case,
            step,
            by,
            scope,
            note,
        } => act(context, &case, |at| {
            let (step, scope) = part(&at.store.case(at.id)?, &step, scope.as_deref())?;
            let reason = note;
            Ok(Act::StepReopened {
                step,
                scope,
                by,
                reason,
            })
        }),
        Step::Plan {
            case,
            step,
            scope,
            due,
            responsible,
        } => act(context, &case, |at| {
            let (step, scope) = part(&at.store.case(at.id)?, &step, scope.as_deref())?;
            Ok(Act::StepPlanned {
                step,
                scope,
                due,
                responsible,
            })
        }),
    }
}

fn act(
    context: &Context,
    case: &str,
    make: impl FnOnce(&AtCase) -> Result<Act, Error>,
) -> Result<(), Error> {
    let mut at = context.at(case)?;
    let act = make(&at)?;
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

/// The ids of a part of a step, from its number or id and the council or
/// region's id or name.
fn part(
    case: &CaseSnapshot,
    step: &str,
    scope: Option<&str>,
) -> Result<(StepId, Option<BodyId>), Refusal> {
    let (step, part) = case.part(step, scope)?;
    Ok((step.id.clone(), part.scope.clone()))
}
