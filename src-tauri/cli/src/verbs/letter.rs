//! `samsvar letter`, `word` and `mail`: what leaves the house.

use std::path::Path;

use samsvar_core::printing::{self, Written, ending};
use samsvar_core::store::Error;

use super::date;
use super::lists::written;
use crate::context::Context;

pub fn letter(
    case: &str,
    kind: &str,
    out: &Path,
    (to, on): (Option<&str>, Option<&str>),
    context: &Context,
) -> Result<(), Error> {
    let on = date(on)?;
    let store = context.store()?;
    let letter = printing::letter(&store, store.case_id(case)?, kind, to, on)?;
    save(letter.written(out)?, out, context)
}

pub fn word(case: &str, out: &Path, draft: bool, context: &Context) -> Result<(), Error> {
    ending(out, &["docx"])?;
    let store = context.store()?;
    let ready = printing::ready(&store, store.case_id(case)?, draft)?;
    save(ready.word()?, out, context)
}

pub fn mail(
    case: &str,
    out: &Path,
    to: Option<&str>,
    draft: bool,
    context: &Context,
) -> Result<(), Error> {
    ending(out, &["eml"])?;
    let store = context.store()?;
    let ready = printing::ready(&store, store.case_id(case)?, draft)?;
    save(ready.mail(to)?, out, context)
}

fn save(file: Written, out: &Path, context: &Context) -> Result<(), Error> {
    printing::save(&file.bytes, out)?;
    context.warn(&file.warnings);
    written(out, context);
    Ok(())
}
