//! `samsvar contribute`, `request` and `chase`

use samsvar_core::model::{Act, PartId};
use samsvar_core::store::Error;

use super::{date, text_of};
use crate::arguments::{Chase, Contribute, Request};
use crate::context::Context;

pub fn enter(it: Contribute, context: &Context) -> Result<(), Error> {
    let text = match (it.text, it.text_file) {
        (Some(text), _) => text,
        (None, Some(path)) => text_of(&path)?,
        (None, None) => String::new(),
    };
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    let body = case.body(&it.from)?.id.clone();
    let question = case.question(&it.question)?.id.clone();
    let done = at.store.transact(&at.author, |door| {
        if it.take {
            door.take_contribution(at.id, &body, &question)
        } else {
            door.contribute(at.id, body, question, &text)
        }
    })?;
    context.finished(done);
    Ok(())
}

pub fn request(it: Request, context: &Context) -> Result<(), Error> {
    let due = date(it.due.as_deref())?;
    let mut at = context.at(&it.case)?;
    let body = at.store.case(at.id)?.body(&it.from)?.id.clone();
    let note = it.note.unwrap_or_default();
    let act = Act::ContributionAsked { body, due, note };
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

pub fn chase(it: Chase, context: &Context) -> Result<(), Error> {
    let mut at = context.at(&it.case)?;
    let body = at.store.case(at.id)?.body(&it.from)?.id.clone();
    let note = it.note.unwrap_or_default();
    let done = at.store.transact(&at.author, |door| {
        let chase = PartId::new(door.random_id());
        door.act(at.id, Act::ContributionChased { body, chase, note })
    })?;
    context.finished(done);
    Ok(())
}
