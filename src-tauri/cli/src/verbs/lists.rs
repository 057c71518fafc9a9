//! `samsvar calendar` and `samsvar table`

use std::path::Path;

use samsvar_core::lists;
use samsvar_core::printing::{ending, save};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::schema::Written;
use crate::context::Context;

pub fn calendar(case: Option<&str>, out: &Path, context: &Context) -> Result<(), Error> {
    ending(out, &["ics"])?;
    let store = context.store()?;
    let only = case.map(|it| store.case_id(it)).transpose()?;
    save(lists::calendar(&store, only)?.as_bytes(), out)?;
    written(out, context);
    Ok(())
}

pub fn table(out: &Path, context: &Context) -> Result<(), Error> {
    save(&lists::register(&context.store()?, out)?, out)?;
    written(out, context);
    Ok(())
}

/// Tells where one file was written.
pub(super) fn written(out: &Path, context: &Context) {
    let written = Written {
        paths: vec![out.display().to_string()],
    };
    context.answer(&written, |language| {
        word(language, "cli.written", &[("path", &written.paths[0])])
    });
}
