//! `samsvar question …` and `samsvar answer`

use std::path::Path;

use samsvar_core::model::{Act, QuestionId, Refusal, Stance};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::{schema, text_of};
use crate::arguments::Question;
use crate::context::Context;
use crate::show;

pub fn run(verb: Question, context: &Context) -> Result<(), Error> {
    match verb {
        Question::List { case } => {
            let store = context.store()?;
            let questions = store.case(store.case_id(&case)?)?.questions;
            context.answer(&questions, |language| show::questions(&questions, language));
        }
        Question::Add { case, title, words } => {
            let word_limit = words
                .map(|words| {
                    words
                        .parse()
                        .ok()
                        .filter(|limit: &u32| *limit > 0)
                        .ok_or(Refusal::WordLimitInvalid { value: words })
                })
                .transpose()?;
            let mut at = context.at(&case)?;
            let done = at.store.transact(&at.author, |door| {
                let question = QuestionId::new(door.random_id());
                let id = question.to_string();
                door.act(
                    at.id,
                    Act::QuestionAdded {
                        question,
                        title,
                        word_limit,
                    },
                )?;
                Ok(id)
            })?;
            let id = context.done(done);
            context.answer(&schema::Made { id }, |language| {
                word(language, "cli.done", &[])
            });
        }
    }
    Ok(())
}

pub fn answer(
    case: &str,
    question: &str,
    stance: Option<&str>,
    text: Option<String>,
    text_file: Option<&Path>,
    context: &Context,
) -> Result<(), Error> {
    let text = match (text, text_file) {
        (Some(text), _) => Some(text),
        (None, Some(path)) => Some(text_of(path)?),
        (None, None) => None,
    };
    let mut at = context.at(case)?;
    let (question, stance) = {
        let case = at.store.case(at.id)?;
        let question = case.question(question)?;
        let stance = stance
            .map(|code| Stance::parse(code, &question.stances))
            .transpose()?;
        (question.id.clone(), stance)
    };
    let done = at.store.transact(&at.author, |door| {
        if stance.is_some() {
            let question = question.clone();
            door.act(at.id, Act::StanceSet { question, stance })?;
        }
        match text {
            Some(text) => door.text(at.id, question, &text),
            None => Ok(()),
        }
    })?;
    context.finished(done);
    Ok(())
}
