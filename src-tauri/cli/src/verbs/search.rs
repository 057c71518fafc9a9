//! `samsvar search`: reads the text of files that wait for it, then searches.

use samsvar_core::store::{Error, Store};
use samsvar_core::text::word;

use crate::context::Context;
use crate::show;

pub fn run(text: &str, limit: u32, context: &Context) -> Result<(), Error> {
    let mut store = context.store()?;
    read_files(&mut store, context)?;
    let found = store.search(text, limit)?;
    context.warn(&found.warnings);
    context.answer(&found, |language| show::found(&found, language));
    Ok(())
}

/// Reads what is pending, and says of each file how far it has come and what of
/// it cannot be found.
fn read_files(store: &mut Store, context: &Context) -> Result<(), Error> {
    let pending = store.pending_files()?;
    for (nth, file) in pending.iter().enumerate() {
        let (done, total) = ((nth + 1).to_string(), pending.len().to_string());
        let params = [("done", done.as_str()), ("total", total.as_str())];
        eprintln!("{}", word(context.language, "cli.search_reading", &params));
        let read = store.read_file(file)?;
        if !read.note.is_empty() {
            let note = word(context.language, &format!("extract.{}", read.note), &[]);
            eprintln!("{}: {note}", file.name);
        }
    }
    Ok(())
}
