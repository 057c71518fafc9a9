//! Search over all cases and their files.

use samsvar_core::store::{Error, Found};
use tauri::State;

use crate::desk::Desk;

#[tauri::command(async)]
pub fn search(desk: State<'_, Desk>, text: String, limit: u32) -> Result<Found, Error> {
    desk.hold().store()?.search(&text, limit)
}
