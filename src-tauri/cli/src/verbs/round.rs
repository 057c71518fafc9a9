//! `samsvar round …`

use samsvar_core::model::NewRound;
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::case::registry_number;
use super::date;
use crate::arguments::Round;
use crate::context::Context;
use crate::show;

pub fn run(verb: Round, context: &Context) -> Result<(), Error> {
    match verb {
        Round::New {
            title,
            due,
            received,
            area,
            number,
            process,
            officer,
        } => {
            let numbers = number.iter().map(|it| registry_number(it, false));
            let new = NewRound {
                title,
                process,
                received: date(received.as_deref())?,
                due: date(due.as_deref())?,
                areas: area,
                numbers: numbers.collect::<Result<_, _>>()?,
                officer: officer.unwrap_or_default(),
            };
            // Refused before an unknown person is made.
            context.store()?.process(&new.process)?;
            let (mut store, author) = context.acting()?;
            let made = context.done(store.round_new(&author, &new)?);
            context.answer(&made, |language| {
                let (id, n) = (made.id.to_string(), made.cases.len().to_string());
                word(language, "cli.round_registered", &[("id", &id), ("n", &n)])
            });
        }
        Round::List => {
            let rounds = context.store()?.rounds()?;
            context.answer(&rounds, |language| show::rounds(&rounds, language));
        }
        Round::Show { round } => {
            let store = context.store()?;
            let view = store.round(store.round_id(&round)?)?;
            context.answer(&view, |language| show::round(&view, language));
        }
        Round::Due {
            round,
            due,
            preview,
        } => {
            let due = due.parse()?;
            let store = context.store()?;
            let id = store.round_id(&round)?;
            let moves = store.replan_round(id, due)?;
            if !preview {
                let (mut store, author) = context.acting()?;
                context.done(store.round_due(&author, id, due)?);
            }
            context.answer(&moves, |language| show::replannings(&moves, language));
        }
    }
    Ok(())
}
