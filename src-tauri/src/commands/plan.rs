//! Calendars, the logo, what waits for whom, and system effects over several cases.

use std::path::PathBuf;

use samsvar_core::documents;
use samsvar_core::model::{CumulativeEffects, Organisation, RoundId, Task};
use samsvar_core::store::{Done, Error};
use tauri::State;

use super::date;
use crate::desk::Desk;

/// What is to be done, nearest date first.
#[tauri::command(async)]
pub fn tasks(desk: State<'_, Desk>, limit: u32) -> Result<Vec<Task>, Error> {
    let mut held = desk.hold();
    let store = held.store()?;
    let person = store.person()?;
    store.tasks(person.as_ref(), limit)
}

/// Over a round, or over every open case that was assessed.
#[tauri::command(async)]
pub fn cumulative(
    desk: State<'_, Desk>,
    round: Option<RoundId>,
) -> Result<CumulativeEffects, Error> {
    desk.hold().store()?.cumulative(round)
}

/// The organisation with the calendars as they are known now.
#[tauri::command(async)]
pub fn organisation(desk: State<'_, Desk>) -> Result<Organisation, Error> {
    desk.hold().store()?.organisation()
}

/// The organisation's logo, as an address that shows it.
#[tauri::command(async)]
pub fn logo(desk: State<'_, Desk>) -> Result<Option<String>, Error> {
    let logo = desk.hold().store()?.logo(None)?;
    Ok(logo.map(|it| it.url()))
}

/// Takes the logo from a file; without one, takes it away.
#[tauri::command(async)]
pub fn logo_set(desk: State<'_, Desk>, path: Option<PathBuf>) -> Result<Done<()>, Error> {
    let logo = path.as_deref().map(documents::logo_of).transpose()?;
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.logo_set(&author, logo.as_ref())
}

#[tauri::command(async)]
pub fn meeting_set(
    desk: State<'_, Desk>,
    body: String,
    on: String,
    until: Option<String>,
    held: bool,
) -> Result<Done<()>, Error> {
    let (on, until) = (on.parse()?, date(until.as_deref())?);
    let mut desk = desk.hold();
    let author = desk.author()?;
    desk.store()?.meeting_set(&author, &body, on, until, held)
}

#[tauri::command(async)]
pub fn period_set(
    desk: State<'_, Desk>,
    body: String,
    from: String,
    to: String,
) -> Result<Done<()>, Error> {
    let (from, to) = (from.parse()?, to.parse()?);
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.period_set(&author, &body, from, to)
}
