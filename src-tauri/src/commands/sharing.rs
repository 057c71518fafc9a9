//! The shared folder: choosing it, how things stand, and settling what two did
//! at once.

use std::path::{Path, PathBuf};

use samsvar_core::model::{CaseId, Refusal};
use samsvar_core::store::{Done, Error, Keep, Store};
use samsvar_core::sync::follow::Word;
use samsvar_core::sync::{self, Chosen, Colleague, Disk, Sharing};
use tauri::{AppHandle, Runtime, State};

use super::own;
use crate::desk::Desk;
use crate::sharing;

/// How things stand with the shared folder.
#[tauri::command(async)]
pub fn sharing_state(desk: State<'_, Desk>) -> Result<Sharing, Error> {
    sync::state(desk.hold().store()?)
}

#[tauri::command(async)]
pub fn share_now<R: Runtime>(app: AppHandle<R>) {
    sharing::say(&app, Word::Now);
}

/// Looks a folder over before it is chosen: nothing is kept.
#[tauri::command(async)]
pub fn folder_look(desk: State<'_, Desk>, path: PathBuf) -> Result<Chosen, Error> {
    sync::choose::look_over(&own(&desk)?, &path)
}

#[tauri::command(async)]
pub fn folder_choose<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
    path: PathBuf,
) -> Result<Chosen, Error> {
    let chosen = sync::choose(&mut own(&desk)?, &path)?;
    sharing::say(&app, Word::Now);
    Ok(chosen)
}

/// Stops sharing; everything stays on this PC.
#[tauri::command(async)]
pub fn folder_leave(desk: State<'_, Desk>) -> Result<(), Error> {
    sync::choose::leave(&mut own(&desk)?)
}

/// Puts everything back into a folder that was emptied.
#[tauri::command(async)]
pub fn folder_rebuild<R: Runtime>(app: AppHandle<R>, desk: State<'_, Desk>) -> Result<(), Error> {
    let mut store = own(&desk)?;
    let fs = folder(&store)?;
    sync::choose::rebuild(&mut store, &fs)?;
    sharing::say(&app, Word::Now);
    Ok(())
}

#[tauri::command(async)]
pub fn colleagues(desk: State<'_, Desk>) -> Result<Vec<Colleague>, Error> {
    let store = own(&desk)?;
    sync::state::colleagues(&store, &folder(&store)?)
}

/// Never waits for a PC again that will not come back.
#[tauri::command(async)]
pub fn colleague_retire(desk: State<'_, Desk>, install: String) -> Result<(), Error> {
    let store = own(&desk)?;
    sync::choose::retire(&store, &folder(&store)?, &install)
}

#[tauri::command(async)]
pub fn conflict_settle(
    desk: State<'_, Desk>,
    id: CaseId,
    key: String,
    keep: Keep,
) -> Result<Done<()>, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.settle(&author, id, &key, &keep)
}

fn folder(store: &Store) -> Result<Disk, Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    Ok(Disk::new(Path::new(&space.folder)))
}
