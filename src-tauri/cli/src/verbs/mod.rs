//! One file per noun. A verb opens the store, calls the core and tells the answer.

mod case;
mod definitions;
mod demo;
mod files;
mod question;
mod schema;
mod search;
mod step;

use samsvar_core::model::{Date, NewDecision};
use samsvar_core::printing;
use samsvar_core::store::Error;
use samsvar_core::text::{say, tell, word};

use crate::arguments::{Decide, Verb};
use crate::context::Context;

/// Runs a verb and returns the exit code.
pub fn run(verb: Verb, context: &mut Context) -> Result<u8, Error> {
    match verb {
        Verb::Case(verb) => case::run(verb, context)?,
        Verb::Step(verb) => step::run(verb, context)?,
        Verb::Attach { case, files, step } => {
            files::attach(&case, &files, step.as_deref(), context)?
        }
        Verb::Attachments { case, out } => files::write_out(&case, &out, context)?,
        Verb::Question(verb) => question::run(verb, context)?,
        Verb::Answer {
            case,
            question,
            stance,
            text,
            text_file,
        } => question::answer(
            &case,
            &question,
            stance.as_deref(),
            text,
            text_file.as_deref(),
            context,
        )?,
        Verb::Decide(decide) => record(decide, context)?,
        Verb::Print { case, out, draft } => {
            let store = context.store()?;
            let id = store.case_id(&case)?;
            let printed = printing::ready(&store, id, draft)?.print()?;
            printing::save(&printed, &out)?;
            context.warn(&printed.warnings);
            let answer = schema::Printed {
                path: out.display().to_string(),
                pages: printed.pages,
            };
            context.answer(&answer, |language| {
                let pages = printed.pages.to_string();
                word(
                    language,
                    "cli.printed",
                    &[("path", &answer.path), ("n", &pages)],
                )
            });
        }
        Verb::Search { text, limit } => search::run(&text, limit, context)?,
        Verb::Check { repair } => return check(repair, context),
        Verb::Process(verb) => return definitions::process(verb, context),
        Verb::Organisation(verb) => return definitions::organisation(&verb, context),
        Verb::Schema { noun } => schema::run(&noun, context)?,
        Verb::Demo { out } => demo::run(&out, context)?,
    }
    Ok(0)
}

/// A date typed as an option.
fn date(text: Option<&str>) -> Result<Option<Date>, Error> {
    Ok(text.map(str::parse).transpose()?)
}

fn record(decide: Decide, context: &Context) -> Result<(), Error> {
    let new = NewDecision {
        body: decide.body,
        none: decide.none,
        on: date(decide.on.as_deref())?,
        section: decide.section.unwrap_or_default(),
        text: decide.text.unwrap_or_default(),
        delegated: decide.delegated,
    };
    let mut at = context.at(&decide.case)?;
    let done = at.store.decide(&at.author, at.id, &new)?;
    let id = context.done(done);
    context.answer(&schema::Made { id: id.to_string() }, |language| {
        word(language, "cli.done", &[])
    });
    Ok(())
}

fn check(repair: bool, context: &Context) -> Result<u8, Error> {
    let mut store = match context.store() {
        Ok(store) => store,
        // A store that cannot be read at all is a fault found, too.
        Err(error @ Error::Failed(samsvar_core::store::Failure::StoreDamaged { .. })) => {
            context.complain("error", &error);
            return Ok(5);
        }
        Err(error) => return Err(error),
    };
    let report = store.check(repair)?;
    context.answer(&report, |language| {
        let count = |key: &str, n: usize| word(language, key, &[("n", &n.to_string())]);
        if report.faults.is_empty() {
            return say(
                language,
                "cli.check_clean",
                &samsvar_core::text::params_of(&report),
            );
        }
        let mut lines: Vec<_> = report
            .faults
            .iter()
            .map(|it| tell(language, "fault", it))
            .collect();
        lines.push(count("cli.check_faults", report.faults.len()));
        if repair {
            lines.push(count("cli.check_repaired", report.repaired as usize));
        }
        lines.join("\n")
    });
    let left = report.faults.len() - report.repaired as usize;
    Ok(if left == 0 { 0 } else { 5 })
}
