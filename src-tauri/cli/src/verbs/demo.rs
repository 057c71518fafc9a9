//! `samsvar demo`: the sample from its letter to DIR/packet.pdf, by the same
//! functions as the verbs.

use std::path::Path;

use samsvar_core::model::Refusal;
use samsvar_core::store::{DATABASE, Error, Options, Store};
use samsvar_core::text::word;
use samsvar_core::{printing, sample};

use super::schema;
use crate::context::Context;

pub fn run(out: &Path, context: &Context) -> Result<(), Error> {
    let workspace = out.join("workspace");
    if workspace.join(DATABASE).exists() {
        return Err(Refusal::FolderNotEmpty {
            path: workspace.display().to_string(),
        }
        .into());
    }
    let mut store = Store::open(&workspace, Options::default())?;
    let author = store.author_named("Samordnare (exempel)")?;
    let id = sample::register(&mut store, &author, out)?;
    sample::complete(&mut store, &author, id)?;
    let packet = out.join("packet.pdf");
    let printed = printing::ready(&store, id, false)?.print()?;
    printing::save(&printed.bytes, &packet)?;
    context.warn(&printed.warnings);
    let answer = schema::Printed {
        path: packet.display().to_string(),
        pages: printed.pages,
    };
    context.answer(&answer, |language| {
        word(language, "cli.demo", &[("path", &answer.path)])
    });
    Ok(())
}
