//! One file per noun. A verb opens the store, calls the core and tells the answer.

mod application;
mod case;
mod conflict;
mod contribution;
mod definitions;
mod demo;
mod dispatch;
mod effects;
mod files;
mod history;
mod letter;
mod lists;
mod plan;
mod print;
mod question;
mod round;
pub mod schema;
mod search;
mod sharing;
mod step;
mod take;

use std::path::Path;

use samsvar_core::documents;
use samsvar_core::model::{Date, NewDecision, Refusal};
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
        Verb::Round(verb) => round::run(verb, context)?,
        Verb::Contribute(it) => contribution::enter(it, context)?,
        Verb::Take(it) => take::run(&it, context)?,
        Verb::Request(it) => contribution::request(it, context)?,
        Verb::Chase(it) => contribution::chase(it, context)?,
        Verb::Assess(it) => effects::assess(it, context)?,
        Verb::Theme(it) => effects::theme(it, context)?,
        Verb::Effects { round } => effects::cumulative(round.as_deref(), context)?,
        Verb::Commitment(it) => application::commitment(it, context)?,
        Verb::Condition(it) => application::condition(it, context)?,
        Verb::Supplement(it) => application::supplement(it, context)?,
        Verb::Member(it) => application::member(it, context)?,
        Verb::Notify(it) => application::notify(it, context)?,
        Verb::Report(it) => dispatch::report(it, context)?,
        Verb::Minutes(it) => dispatch::minutes(it, context)?,
        Verb::Correct(it) => dispatch::correct(it, context)?,
        Verb::Dispatch(it) => dispatch::run(it, context)?,
        Verb::Document(it) => files::document(it, context)?,
        Verb::Tasks { mine } => plan::tasks(mine, context)?,
        Verb::Decide(decide) => record(decide, context)?,
        Verb::Print(it) => print::run(&it, context)?,
        Verb::Letter {
            case,
            kind,
            out,
            to,
            on,
        } => letter::letter(&case, &kind, &out, (to.as_deref(), on.as_deref()), context)?,
        Verb::Word { case, out, draft } => letter::word(&case, &out, draft, context)?,
        Verb::Mail {
            case,
            out,
            to,
            draft,
        } => letter::mail(&case, &out, to.as_deref(), draft, context)?,
        Verb::Calendar { case, out } => lists::calendar(case.as_deref(), &out, context)?,
        Verb::Table { out } => lists::table(&out, context)?,
        Verb::Search { text, limit } => search::run(&text, limit, context)?,
        Verb::Conflicts { case } => conflict::list(case.as_deref(), context)?,
        Verb::Resolve { conflict, keep } => conflict::resolve(&conflict, &keep, context)?,
        Verb::Sync(it) => sharing::run(&it, context)?,
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

/// The text of a file that was named.
fn text_of(path: &Path) -> Result<String, Error> {
    let bytes = documents::bytes_of(path, u64::MAX)?.unwrap_or_default();
    let path = path.display().to_string();
    String::from_utf8(bytes).map_err(|_| Refusal::TextNotUtf8 { path }.into())
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
        let mut lines = Vec::new();
        if report.fetching > 0 {
            lines.push(count("cli.sharing.fetching", report.fetching as usize));
        }
        if report.faults.is_empty() {
            let params = samsvar_core::text::params_of(&report);
            lines.insert(0, say(language, "cli.check_clean", &params));
            return lines.join("\n");
        }
        lines.extend(report.faults.iter().map(|it| tell(language, "fault", it)));
        lines.push(count("cli.check_faults", report.faults.len()));
        if repair {
            lines.push(count("cli.check_repaired", report.repaired as usize));
        }
        lines.join("\n")
    });
    let left = report.faults.len() - report.repaired as usize;
    Ok(if left == 0 { 0 } else { 5 })
}
