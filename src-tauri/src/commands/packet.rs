//! The decision, and the printed packet.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use samsvar_core::documents::Blobs;
use samsvar_core::model::{CaseId, DecisionId, NewDecision, Warning};
use samsvar_core::printing::{self, Output, PrintStep, Printed, Ready, Steps};
use samsvar_core::store::{Done, Error};
use serde::{Deserialize, Serialize};
use tauri::ipc::Response;
use tauri::{AppHandle, Emitter, Manager, Runtime, State};
use tauri_plugin_opener::OpenerExt;
use ts_rs::TS;

use super::{aside, date, files};
use crate::desk::{Desk, PRINTED, protect};

/// A decision as the form has it: the date is what was typed.
#[derive(Deserialize)]
pub struct DecisionForm {
    body: String,
    none: bool,
    on: Option<String>,
    section: String,
    text: String,
    delegated: bool,
}

/// A packet was saved.
#[derive(Serialize, TS)]
#[ts(export)]
pub struct Saved {
    /// Where it lies.
    path: PathBuf,
    /// Pages in it.
    pages: u32,
    /// Printed all the same, but perhaps wrong.
    warnings: Vec<Warning>,
}

#[tauri::command(async)]
pub fn decide(
    desk: State<'_, Desk>,
    id: CaseId,
    decision: DecisionForm,
) -> Result<Done<DecisionId>, Error> {
    let new = NewDecision {
        on: date(decision.on.as_deref())?,
        body: decision.body,
        none: decision.none,
        section: decision.section,
        text: decision.text,
        delegated: decision.delegated,
    };
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.decide(&author, id, &new)
}

/// The bytes of the PDF. The store is free while a long packet is laid out.
#[tauri::command]
pub async fn packet<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    draft: bool,
) -> Result<Response, Error> {
    aside(move || Ok(Response::new(ready(&app, id, draft)?.print()?.bytes))).await
}

/// Saves the packet as `output`, whole or not at all; stopped by `attach_stop`.
#[tauri::command]
pub async fn packet_save<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    draft: bool,
    output: Output,
    path: PathBuf,
) -> Result<Saved, Error> {
    aside(move || {
        let ready = ready(&app, id, draft)?;
        let printed = watched(&app, |blobs, steps| ready.print_as(output, blobs, steps))?;
        saved(printed, path)
    })
    .await
}

/// Hands the packet to the system's own viewer, which knows the printers.
#[tauri::command]
pub async fn packet_print<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    draft: bool,
    output: Output,
) -> Result<(), Error> {
    aside(move || {
        let ready = ready(&app, id, draft)?;
        let print = |blobs: &Blobs, steps: Steps<'_>| ready.print_as(output, blobs, steps);
        let folder = app.state::<Desk>().folder(PRINTED, id);
        view(
            &app,
            &watched(&app, print)?,
            &folder.join(ready.file_name()),
        )
    })
    .await
}

/// What is done within it is not told step by step.
const MOMENT: Duration = Duration::from_millis(300);

/// Prints, telling how far it has come; `attach_stop` stops it.
pub fn watched<R: Runtime>(
    app: &AppHandle<R>,
    print: impl FnOnce(&Blobs, Steps<'_>) -> Result<Printed, Error>,
) -> Result<Printed, Error> {
    let desk = app.state::<Desk>();
    desk.stop.store(false, Ordering::Relaxed);
    let blobs = desk.hold().store()?.blobs();
    let begun = Instant::now();
    let mut steps = |step: PrintStep| {
        if begun.elapsed() > MOMENT {
            let _ = app.emit("printing", step);
        }
        match desk.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    print(&blobs, &mut steps)
}

/// Puts what was printed where she asked.
pub fn saved(printed: Printed, path: PathBuf) -> Result<Saved, Error> {
    printing::save(&printed.bytes, &path)?;
    Ok(Saved {
        path,
        pages: printed.pages,
        warnings: printed.warnings,
    })
}

/// Opens what was printed in the system's own viewer.
pub fn view<R: Runtime>(app: &AppHandle<R>, printed: &Printed, path: &Path) -> Result<(), Error> {
    printing::save(&printed.bytes, path)?;
    protect(path)?;
    let opened = app.opener().open_path(path.to_string_lossy(), None::<&str>);
    opened.map_err(|error| files::no_viewer(path, &error))
}

fn ready<R: Runtime>(app: &AppHandle<R>, id: CaseId, draft: bool) -> Result<Ready, Error> {
    printing::ready(app.state::<Desk>().hold().store()?, id, draft)
}
