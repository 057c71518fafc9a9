//! `samsvar dispatch`, `report`, `minutes` and `correct`

use std::ops::ControlFlow;
use std::path::Path;

use samsvar_core::model::{Act, CorrectionTerms};
use samsvar_core::store::{Error, NewDispatch, Store};
use samsvar_core::text::word;

use super::{date, schema};
use crate::arguments::{Correct, Dispatch, Minutes, Report};
use crate::context::Context;

/// Files not yet in the case are taken in as outgoing; all or none.
pub fn run(it: Dispatch, context: &Context) -> Result<(), Error> {
    let on = it.on.parse()?;
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    let body = case.body(&it.to);
    let to = body.map_or_else(|_| it.to.clone(), |body| body.name.clone());
    let mut attachments = Vec::new();
    let mut paths = Vec::new();
    for path in it.files {
        match case.file(&path.to_string_lossy()) {
            Ok(file) => attachments.push(file.id.clone()),
            Err(_) => paths.push(path),
        }
    }
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    let new = NewDispatch {
        to,
        on,
        attachments,
        taken: at.store.blobs().take_all(&paths, &mut quiet)?,
        note: it.note.unwrap_or_default(),
    };
    let id = context.done(at.store.dispatch(&at.author, at.id, new)?);
    context.answer(&schema::Made { id: id.to_string() }, |language| {
        word(language, "cli.done", &[])
    });
    Ok(())
}

pub fn report(it: Report, context: &Context) -> Result<(), Error> {
    let on = it.on.parse()?;
    let mut at = context.at(&it.case)?;
    let decision = at.store.case(at.id)?.decision(&it.decision)?.id.clone();
    let act = Act::DecisionReported {
        decision,
        on,
        section: it.section,
    };
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

pub fn minutes(it: Minutes, context: &Context) -> Result<(), Error> {
    let on = date(it.on.as_deref())?;
    let mut at = context.at(&it.case)?;
    let decision = at.store.case(at.id)?.decision(&it.decision)?.id.clone();
    let act = Act::MinutesApproved { decision, on };
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

pub fn correct(it: Correct, context: &Context) -> Result<(), Error> {
    let terms = CorrectionTerms {
        reason: it.reason,
        withdrawn: it.withdraw,
        on: date(it.on.as_deref())?,
        section: it.section.unwrap_or_default(),
        to: it.to.unwrap_or_default(),
        text: it.text.unwrap_or_default(),
    };
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    let correction = Store::new_part();
    let sent = case
        .dispatches
        .iter()
        .find(|sent| sent.id.as_str() == it.record);
    let act = match sent {
        Some(sent) => Act::DispatchCorrected {
            correction,
            dispatch: sent.id.clone(),
            terms,
        },
        None => Act::DecisionCorrected {
            correction,
            decision: case.decision(&it.record)?.id.clone(),
            terms,
        },
    };
    let done = at.store.transact(&at.author, |door| door.act(at.id, act))?;
    context.finished(done);
    Ok(())
}
