//! `samsvar tasks` and `samsvar case plan`

use samsvar_core::model::Person;
use samsvar_core::store::Error;

use super::schema;
use crate::context::Context;
use crate::show;

/// What is to be done; with `mine`, only what waits for the person.
pub fn tasks(mine: bool, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let person = match context.person() {
        // Her roles and body are known when she has sat here.
        Some(name) => Some(store.person_named(&name)?.unwrap_or(Person::named(&name)?)),
        None => store.person()?,
    };
    let mut tasks = store.tasks(person.as_ref(), u32::MAX)?;
    tasks.retain(|task| task.mine || !mine);
    context.answer(&tasks, |language| show::tasks(&tasks, language));
    Ok(())
}

/// The due date of a case against the meetings, and what a new one would move.
pub fn case(case: &str, due: Option<&str>, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let case = store.case(store.case_id(case)?)?;
    let due = due.map(str::parse).transpose()?;
    let planned = schema::Planned {
        plan: store.plan(&case)?,
        moves: due.map(|due| store.replan_case(case.id, due)).transpose()?,
        same_letter: store.same_letter(&case)?,
    };
    context.answer(&planned, |language| show::plan(&planned, language));
    Ok(())
}
