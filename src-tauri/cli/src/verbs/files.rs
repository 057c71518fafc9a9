//! `samsvar attach` and `samsvar attachments`

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use samsvar_core::model::{Act, DocumentField, Refusal};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::schema;
use crate::arguments::Document;
use crate::context::Context;

pub fn attach(
    case: &str,
    files: &[PathBuf],
    step: Option<&str>,
    context: &Context,
) -> Result<(), Error> {
    let mut at = context.at(case)?;
    at.store.may_attach(at.id, step)?;
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    let taken = at.store.blobs().take_all(files, &mut quiet)?;
    let done = at.store.attach(&at.author, at.id, step, taken)?;
    context.done(done);
    let attachments = at.store.case(at.id)?.attachments;
    context.answer(&attachments, |language| {
        let n = attachments.len().to_string();
        word(language, "cli.attached", &[("n", &n)])
    });
    Ok(())
}

pub fn write_out(case: &str, out: &Path, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let written = store.write_out(store.case_id(case)?, out)?;
    let paths = schema::Written {
        paths: written
            .iter()
            .map(|path| path.display().to_string())
            .collect(),
    };
    context.answer(&paths, |language| {
        let lines = paths.paths.iter();
        let lines = lines.map(|path| word(language, "cli.written", &[("path", path)]));
        lines.collect::<Vec<_>>().join("\n")
    });
    Ok(())
}

pub fn document(it: Document, context: &Context) -> Result<(), Error> {
    let known = DocumentField::ALL;
    let field = known.into_iter().find(|field| field.key() == it.field);
    let field = field.ok_or_else(|| Refusal::FieldUnknown {
        field: it.field.clone(),
        valid: known.map(DocumentField::key).join(", "),
    })?;
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    let file = case.file(&it.attachment)?;
    let act = Act::DocumentSet {
        attachment: file.id.clone(),
        name: file.name.clone(),
        field,
        value: it.value,
    };
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}
