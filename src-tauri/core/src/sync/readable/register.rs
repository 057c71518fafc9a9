//! The files at the top of the folder: the register over all cases, and the
//! schema of `arende.json`.

use super::case_file::schema;
use super::file::File;
use super::promise::GENERATOR;
use crate::model::CaseSnapshot;
use crate::office::{self, RegisterLine};
use crate::store::{Error, Store};

/// The register as a spreadsheet.
pub(super) const SHEET: &str = "Register.xlsx";
/// The same for programs.
pub(super) const TABLE: &str = "Register.csv";
/// The shape of `arende.json`.
pub(super) const SCHEMA: &str = "Schema/arende-1.json";

/// A case's line in the register, as the store keeps it; empty for a case that
/// is deleted or joined into another.
pub(super) fn line(case: &CaseSnapshot) -> Result<String, Error> {
    if case.deleted || case.joined.is_some() {
        return Ok(String::new());
    }
    serde_json::to_string(&RegisterLine::of(case)).map_err(Error::internal)
}

/// The files at the top, when they are others than were last written, and what
/// [`written`] is told then.
pub(super) fn due(store: &Store) -> Result<Option<(Vec<File>, String)>, Error> {
    let Some(lines) = store.readable_state("lines")? else {
        return Ok(None);
    };
    let mark = format!("{GENERATOR}|{lines}|{}", env!("CARGO_PKG_VERSION"));
    if store.readable_state("register")?.as_deref() == Some(&mark) {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for line in store.readable_lines()? {
        lines.push(serde_json::from_str::<RegisterLine>(&line).map_err(Error::internal)?);
    }
    office::sort(&mut lines);
    let files = vec![
        File::here(SHEET.to_owned(), office::xlsx(&lines)?),
        File::here(TABLE.to_owned(), office::csv(&lines)),
        File::here(SCHEMA.to_owned(), schema()?),
    ];
    Ok(Some((files, mark)))
}

/// The files at the top are whole.
pub(super) fn written(store: &Store, mark: &str) -> Result<(), Error> {
    store.readable_state_set("register", mark)
}

/// The files at the top are to be looked at and written again.
pub(super) fn again(store: &Store) -> Result<(), Error> {
    store.readable_state_set("register", "")
}
