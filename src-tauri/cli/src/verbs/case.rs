//! `samsvar case …`

use samsvar_core::model::{Act, CaseField, NewCase, OutcomeId, Refusal, RegistryNumber};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::{date, history, plan, schema};
use crate::arguments::Case;
use crate::context::Context;
use crate::show;

pub fn run(verb: Case, context: &Context) -> Result<(), Error> {
    match verb {
        Case::New {
            process,
            title,
            number,
            received,
            due,
            area,
            round,
            applicant,
        } => {
            let round = match round {
                Some(named) => Some(context.store()?.round_id(&named)?),
                None => None,
            };
            let new = NewCase {
                process,
                title,
                numbers: number
                    .iter()
                    .map(|it| registry_number(it, false))
                    .collect::<Result<_, _>>()?,
                received: date(received.as_deref())?,
                due: date(due.as_deref())?,
                area: area.unwrap_or_default(),
                applicant: applicant.unwrap_or_default(),
                round,
                ..NewCase::default()
            };
            // Refused before an unknown person is made.
            context.store()?.process(&new.process)?;
            let (mut store, author) = context.acting()?;
            let id = context.done(store.transact(&author, |door| door.case_new(&new))?);
            let id = id.to_string();
            context.answer(&schema::Made { id: id.clone() }, |language| {
                word(language, "cli.case_registered", &[("id", &id)])
            });
        }
        Case::List { limit } => {
            let overview = context.store()?.overview(0, limit)?;
            context.answer(&overview, |language| show::overview(&overview, language));
        }
        Case::Show { case } => {
            let store = context.store()?;
            let case = store.case(store.case_id(&case)?)?;
            context.answer(&case, |language| show::case(&case, language));
        }
        Case::Set { case, field, value } => {
            let field = case_field(&field)?;
            act_on(&case, Act::FieldSet { field, value }, context)?;
        }
        Case::Number { case, number } => {
            let number = registry_number(&number, true)?;
            let act = Act::NumberSet {
                holder: number.holder,
                number: number.number,
            };
            act_on(&case, act, context)?;
        }
        Case::Plan { case, due } => plan::case(&case, due.as_deref(), context)?,
        Case::Close {
            case,
            outcome,
            on,
            note,
        } => {
            let on = match date(on.as_deref())? {
                Some(day) => day,
                None => context.store()?.today(),
            };
            let act = Act::CaseClosed {
                outcome: OutcomeId::new(outcome.trim()),
                on,
                note: note.unwrap_or_default(),
            };
            act_on(&case, act, context)?;
        }
        Case::Reopen { case, note } => {
            act_on(&case, Act::CaseReopened { reason: note }, context)?;
        }
        Case::Join { case, other } => {
            let mut at = context.at(&case)?;
            let other = at.store.case_id(&other)?;
            let keep = context.done(at.store.join(&at.author, at.id, other)?);
            let id = keep.to_string();
            context.answer(&schema::Made { id: id.clone() }, |language| {
                word(language, "cli.case_joined", &[("id", &id)])
            });
        }
        Case::History(it) => history::run(&it, context)?,
        Case::Undo(it) => history::undo(&it, context)?,
        Case::Delete { case } => act_on(&case, Act::CaseDeleted {}, context)?,
        Case::Restore { case } => act_on(&case, Act::CaseRestored {}, context)?,
    }
    Ok(())
}

/// Does one act to a case.
fn act_on(case: &str, act: Act, context: &Context) -> Result<(), Error> {
    let mut at = context.at(case)?;
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

/// `Socialstyrelsen=29988/2022`.
pub(super) fn registry_number(text: &str, may_clear: bool) -> Result<RegistryNumber, Refusal> {
    let malformed = || Refusal::NumberMalformed {
        value: text.to_owned(),
    };
    let (holder, number) = text.split_once('=').ok_or_else(malformed)?;
    if holder.trim().is_empty() || (number.trim().is_empty() && !may_clear) {
        return Err(malformed());
    }
    Ok(RegistryNumber {
        holder: holder.trim().to_owned(),
        number: number.trim().to_owned(),
    })
}

fn case_field(named: &str) -> Result<CaseField, Refusal> {
    let field = CaseField::ALL.into_iter().find(|it| it.key() == named);
    field.ok_or_else(|| Refusal::FieldUnknown {
        field: named.to_owned(),
        valid: CaseField::ALL.map(CaseField::key).join(", "),
    })
}
