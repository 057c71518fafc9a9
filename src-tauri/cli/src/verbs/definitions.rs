//! `samsvar process …` and `samsvar organisation …`

use samsvar_core::store::Error;

use crate::arguments::{Organisation, Process};
use crate::context::Context;
use crate::show;

pub fn process(verb: Process, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    match verb {
        Process::List => {
            let processes = store.processes()?;
            context.answer(&processes, |language| show::processes(&processes, language));
        }
        Process::Show { process } => {
            let process = store.process(&process)?;
            context.answer(&process, |language| show::process(&process, language));
        }
    }
    Ok(())
}

pub fn organisation(verb: &Organisation, context: &Context) -> Result<(), Error> {
    let Organisation::Show = verb;
    let organisation = context.store()?.organisation()?;
    context.answer(&organisation, |language| {
        show::organisation(&organisation, language)
    });
    Ok(())
}
