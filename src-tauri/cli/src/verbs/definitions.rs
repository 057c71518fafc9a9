//! `samsvar process …` and `samsvar organisation …`

use std::path::Path;

use samsvar_core::documents;
use samsvar_core::model::{self, FileFault, Refusal};
use samsvar_core::store::Error;
use samsvar_core::text::{tell, word};

use super::{schema, text_of};
use crate::arguments::{Organisation, Process};
use crate::context::Context;
use crate::show;

pub fn process(verb: Process, context: &Context) -> Result<u8, Error> {
    match verb {
        Process::List => {
            let processes = context.store()?.processes()?;
            context.answer(&processes, |language| show::processes(&processes, language));
        }
        Process::Show { process } => {
            let process = context.store()?.process(&process)?;
            context.answer(&process, |language| show::process(&process, language));
        }
        Process::Check { file } => {
            let faults = model::Process::read(&text_of(&file)?).err();
            return Ok(checked(faults.unwrap_or_default(), context));
        }
        Process::Add { file } => {
            let text = text_of(&file)?;
            // Refused before an unknown person is made.
            sound(model::Process::read(&text))?;
            let (mut store, author) = context.acting()?;
            let added = context.done(store.process_add(&author, &text)?);
            context.answer(&added, |language| {
                let key = match added.new {
                    true => "cli.process_added",
                    false => "cli.process_here",
                };
                word(language, key, &[("id", &added.id)])
            });
        }
    }
    Ok(0)
}

pub fn organisation(verb: &Organisation, context: &Context) -> Result<u8, Error> {
    match verb {
        Organisation::List => {
            let rows = context.store()?.organisations()?;
            context.answer(&rows, |language| show::organisations(&rows, language));
        }
        Organisation::Show => {
            let organisation = context.store()?.organisation()?;
            context.answer(&organisation, |language| {
                show::organisation(&organisation, language)
            });
        }
        Organisation::Meeting {
            body,
            on,
            until,
            off,
        } => {
            let (on, until) = (on.parse()?, super::date(until.as_deref())?);
            let (mut store, author) = context.acting()?;
            context.finished(store.meeting_set(&author, body, on, until, !off)?);
        }
        Organisation::Period { body, from, to } => {
            let (from, to) = (from.parse()?, to.parse()?);
            let (mut store, author) = context.acting()?;
            context.finished(store.period_set(&author, body, from, to)?);
        }
        Organisation::Logo { file, .. } => {
            let logo = file.as_deref().map(documents::logo_of).transpose()?;
            let (mut store, author) = context.acting()?;
            context.finished(store.logo_set(&author, logo.as_ref())?);
        }
        Organisation::Check { file } => {
            let faults = model::Organisation::read(&text_of(file)?).err();
            return Ok(checked(faults.unwrap_or_default(), context));
        }
        Organisation::Use { organisation } => choose(organisation, context)?,
    }
    Ok(0)
}

/// A name that is an id or edition here is meant as one; else it is a file.
fn choose(named: &str, context: &Context) -> Result<(), Error> {
    let file = Path::new(named);
    let here = context.store()?.organisations()?;
    let id = |edition: &str| edition == named || edition.split('/').next() == Some(named);
    let is_here = here.iter().any(|it| id(&it.edition));
    // What looks like no file is told as an organisation that is not here.
    let is_file = file.extension().is_some() || file.exists();
    let done = if is_here || !is_file {
        // Refused before an unknown person is made.
        context.store()?.organisation_edition(named)?;
        let (mut store, author) = context.acting()?;
        store.organisation_use(&author, named)?
    } else {
        let text = text_of(file)?;
        sound(model::Organisation::read(&text))?;
        let (mut store, author) = context.acting()?;
        store.organisation_add(&author, &text)?
    };
    let used = context.done(done);
    let answer = schema::Made {
        id: used.id.clone(),
    };
    context.answer(&answer, |language| {
        word(language, "cli.organisation_used", &[("name", &used.name)])
    });
    Ok(())
}

fn sound<T>(read: Result<T, Vec<FileFault>>) -> Result<T, Error> {
    read.map_err(|faults| Refusal::DefinitionFaulty { faults }.into())
}

/// Prints what was found and returns the exit code.
fn checked(faults: Vec<FileFault>, context: &Context) -> u8 {
    let code = u8::from(!faults.is_empty());
    let answer = schema::Checked { faults };
    context.answer(&answer, |language| {
        let told = answer.faults.iter();
        let told: Vec<_> = told.map(|it| tell(language, "definition", it)).collect();
        match told.is_empty() {
            true => word(language, "cli.file_sound", &[]),
            false => told.join("\n"),
        }
    });
    code
}
