//! `samsvar case …`

use samsvar_core::model::{Act, CaseField, NewCase, Refusal, RegistryNumber};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::{date, schema};
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
        } => {
            let new = NewCase {
                process,
                title,
                numbers: number
                    .iter()
                    .map(|it| registry_number(it))
                    .collect::<Result<_, _>>()?,
                received: date(received.as_deref())?,
                due: date(due.as_deref())?,
                area: area.unwrap_or_default(),
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
            let mut at = context.at(&case)?;
            let act = Act::FieldSet { field, value };
            context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
        }
        Case::Delete { case } => {
            let mut at = context.at(&case)?;
            let act = Act::CaseDeleted {};
            context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
        }
        Case::Restore { case } => {
            let mut at = context.at(&case)?;
            let act = Act::CaseRestored {};
            context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
        }
    }
    Ok(())
}

/// `Socialstyrelsen=29988/2022`.
fn registry_number(text: &str) -> Result<RegistryNumber, Refusal> {
    let malformed = || Refusal::NumberMalformed {
        value: text.to_owned(),
    };
    let (holder, number) = text.split_once('=').ok_or_else(malformed)?;
    if holder.trim().is_empty() || number.trim().is_empty() {
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
