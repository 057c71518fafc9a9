//! What the window reads first, and who sits in front of it.

use samsvar_core::model::{Date, Organisation, Person, Process};
use samsvar_core::store::Error;
use samsvar_core::text::Language;
use serde::Serialize;
use tauri::{AppHandle, Runtime, State};
use ts_rs::TS;

use crate::desk::Desk;
use crate::follow;

/// Everything the first screen needs.
#[derive(Serialize, TS)]
#[ts(export)]
pub struct Start {
    /// Who sits here; none before the first start is over.
    person: Option<Person>,
    /// The language chosen on this PC.
    language: Language,
    /// The organisation this workspace works for.
    organisation: Organisation,
    /// The processes a new case may follow.
    processes: Vec<Process>,
    /// Today on this PC.
    today: Date,
    /// The program's version.
    version: &'static str,
    /// Texts that a crash left behind and that are saved now.
    recovered: u32,
}

#[tauri::command(async)]
pub fn start(desk: State<'_, Desk>) -> Result<Start, Error> {
    let mut held = desk.hold();
    let store = held.store()?;
    Ok(Start {
        person: store.person()?,
        language: Language::parse(&store.language()?.unwrap_or_default()),
        organisation: store.organisation()?,
        processes: store.processes()?,
        today: store.today(),
        version: env!("CARGO_PKG_VERSION"),
        recovered: desk.recovered,
    })
}

#[tauri::command(async)]
pub fn language_set<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
    language: Language,
) -> Result<(), Error> {
    desk.hold().store()?.language_set(language.code())?;
    // History is told with names in the chosen language: what is shown is read again.
    follow::tell(&app);
    Ok(())
}

#[tauri::command(async)]
pub fn person_set(
    desk: State<'_, Desk>,
    name: String,
    roles: Vec<String>,
    body: String,
) -> Result<Person, Error> {
    desk.hold().store()?.person_set(&name, &roles, &body)
}
