//! Files for colleagues' own programs, over all cases: what `office` makes of what
//! the store holds.

use std::path::Path;

use crate::error::Error;
use crate::model::{CaseId, CaseSnapshot, Refusal};
use crate::office::{self, RegisterLine, calendar};
use crate::printing;
use crate::store::Store;

/// Dates as a calendar file: of one case, or of all cases under way and the meetings
/// to come.
///
/// # Errors
/// [`Refusal::CaseUnknown`], [`Refusal::CalendarEmpty`], or when the database cannot
/// be read.
pub fn calendar(store: &Store, only: Option<CaseId>) -> Result<String, Error> {
    let now = store.now();
    let mut entries = Vec::new();
    match only {
        Some(id) => entries.extend(calendar::of_case(&store.case(id)?)),
        None => {
            each(store, |case| entries.extend(calendar::of_case(&case)))?;
            let organisation = store.organisation()?;
            entries.extend(calendar::of_meetings(&organisation, store.today()));
        }
    }
    if entries.is_empty() {
        return Err(Refusal::CalendarEmpty {}.into());
    }
    Ok(calendar::ics(entries, now))
}

/// The register over all cases, as the end of `path` says: a spreadsheet (`.xlsx`)
/// or a table (`.csv`).
///
/// # Errors
/// [`crate::model::Refusal::OutKindUnknown`], or when the database cannot be read.
pub fn register(store: &Store, path: &Path) -> Result<Vec<u8>, Error> {
    let end = printing::ending(path, &["xlsx", "csv"])?;
    let mut lines = Vec::new();
    each(store, |case| lines.push(RegisterLine::of(&case)))?;
    office::sort(&mut lines);
    match end.as_str() {
        "csv" => Ok(office::csv(&lines)),
        _ => office::xlsx(&lines),
    }
}

fn each(store: &Store, mut see: impl FnMut(CaseSnapshot)) -> Result<(), Error> {
    for row in store.overview(0, u32::MAX)?.rows {
        see(store.case(row.id)?);
    }
    Ok(())
}
