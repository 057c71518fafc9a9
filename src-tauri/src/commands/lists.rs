//! Files for colleagues' own programs: the dates and the register.

use std::path::PathBuf;

use samsvar_core::lists;
use samsvar_core::printing::save;
use samsvar_core::store::Error;
use tauri::{AppHandle, Manager, Runtime};

use super::{aside, own};
use crate::desk::Desk;

/// The dates of all cases under way and the meetings to come, as a calendar file.
#[tauri::command]
pub async fn calendar_save<R: Runtime>(app: AppHandle<R>, path: PathBuf) -> Result<(), Error> {
    aside(move || {
        let dates = lists::calendar(&own(&app.state::<Desk>())?, None)?;
        save(dates.as_bytes(), &path)
    })
    .await
}

/// All cases, as a spreadsheet or a table.
#[tauri::command]
pub async fn register_save<R: Runtime>(app: AppHandle<R>, path: PathBuf) -> Result<(), Error> {
    aside(move || save(&lists::register(&own(&app.state::<Desk>())?, &path)?, &path)).await
}
