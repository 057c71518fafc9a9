//! `samsvar take`: a contribution received as a Word document.

use samsvar_core::received::{self, WordProposal};
use samsvar_core::store::Error;
use samsvar_core::text::{Language, word};

use crate::arguments::Take;
use crate::context::Context;

pub fn run(it: &Take, context: &Context) -> Result<(), Error> {
    let proposal = {
        let store = context.store()?;
        let id = store.case_id(&it.case)?;
        received::propose(&store, id, &it.from, &it.file, it.rest.as_deref())?
    };
    if !it.dry_run {
        let mut at = context.at(&it.case)?;
        let texts = proposal.texts.iter();
        let texts: Vec<_> = texts
            .map(|it| (it.question.clone(), it.text.clone()))
            .collect();
        let shown = (&proposal.body, &proposal.sha256);
        let done = received::take(&mut at.store, &at.author, at.id, &it.file, shown, &texts)?;
        context.done(done);
    }
    context.answer(&proposal, |language| told(&proposal, it.dry_run, language));
    Ok(())
}

fn told(it: &WordProposal, dry: bool, language: Language) -> String {
    let body = it.body_name.as_str();
    let say = |key: &str, params: &[(&str, &str)]| word(language, key, params);
    let mut out = vec![say("cli.take.head", &[("name", &it.name), ("body", body)])];
    for text in &it.texts {
        let params = [
            ("number", &*text.number.to_string()),
            ("title", &text.title),
            ("words", &*text.words.to_string()),
            ("body", body),
        ];
        let key = match text.replaces {
            true => "cli.take.replaces",
            false => "cli.take.question",
        };
        out.push(format!("{}\n{}", say(key, &params), text.text));
    }
    if !it.rest.is_empty() {
        out.push(format!("{}\n{}", say("cli.take.rest", &[]), it.rest));
    }
    for (key, n) in [
        ("cli.take.comments", it.comments),
        ("cli.take.changes", it.changes),
        ("cli.take.pictures", it.pictures),
        ("cli.take.unseen", it.unseen),
    ] {
        if n > 0 {
            out.push(say(key, &[("n", &n.to_string())]));
        }
    }
    out.push(match dry {
        true => say("cli.take.dry", &[]),
        false => say("cli.take.taken", &[("body", body)]),
    });
    out.join("\n\n")
}
