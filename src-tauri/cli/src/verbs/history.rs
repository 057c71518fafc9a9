//! `samsvar case history` and `samsvar case undo`

use samsvar_core::store::{Error, Which};

use crate::arguments::{History, Undo};
use crate::context::Context;
use crate::show;

pub fn run(it: &History, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let id = store.case_id(&it.case)?;
    match (&it.question, it.compare.as_deref()) {
        (Some(question), Some([from, to])) => {
            let compared = store.compare(id, question, from, to)?;
            context.answer(&compared, |_| show::comparison(&compared));
        }
        (Some(question), _) => {
            let versions = store.text_versions(id, question)?;
            context.answer(&versions, |language| show::versions(&versions, language));
        }
        (None, _) => {
            let rows = store.history(&store.case(id)?)?;
            context.answer(&rows, |language| show::history(&rows, language));
        }
    }
    Ok(())
}

pub fn undo(it: &Undo, context: &Context) -> Result<(), Error> {
    let which = match (&it.change, it.redo) {
        (Some(change), _) => Which::Change(change.clone()),
        (None, true) => Which::Again,
        (None, false) => Which::Latest,
    };
    let mut at = context.at(&it.case)?;
    let undoing = context.done(at.store.undo(&at.author, at.id, &which)?);
    context.answer(&undoing, |language| {
        show::undoing(&undoing, it.redo, language)
    });
    Ok(())
}
