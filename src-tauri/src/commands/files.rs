//! Files into a case, and out to a viewer.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use samsvar_core::model::{AttachmentId, CaseId};
use samsvar_core::store::{Done, Error, Failure};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime, State};
use tauri_plugin_opener::OpenerExt;
use ts_rs::TS;

use crate::desk::{Desk, VIEWED, protect};
use crate::reading;

/// How far the taking in of a file has come.
#[derive(Clone, Serialize, TS)]
#[ts(export)]
pub struct Progress {
    /// The file's own name.
    name: String,
    /// Bytes done.
    done: u64,
    /// Bytes in all.
    total: u64,
}

/// Often enough to be seen to move, seldom enough to cost nothing.
const TELL_EVERY: Duration = Duration::from_millis(100);

#[tauri::command]
pub async fn attach<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    step: Option<String>,
    paths: Vec<PathBuf>,
) -> Result<Done<Vec<AttachmentId>>, Error> {
    super::aside(move || take(&app, id, step.as_deref(), &paths)).await
}

fn take<R: Runtime>(
    app: &AppHandle<R>,
    id: CaseId,
    step: Option<&str>,
    paths: &[PathBuf],
) -> Result<Done<Vec<AttachmentId>>, Error> {
    let desk = app.state::<Desk>();
    desk.stop.store(false, Ordering::Relaxed);
    let blobs = {
        let mut held = desk.hold();
        let store = held.store()?;
        store.may_attach(id, step)?;
        store.blobs()
    };
    let mut told = Instant::now();
    let mut progress = |path: &Path, done: u64, total: u64| {
        if told.elapsed() >= TELL_EVERY || done == total {
            told = Instant::now();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.into_owned();
            let _ = app.emit("progress", Progress { name, done, total });
        }
        match desk.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    // The store is free while a large file is read: nobody's typing waits.
    let taken = blobs.take_all(paths, &mut progress)?;
    let mut held = desk.hold();
    let author = held.author()?;
    let done = held.store()?.attach(&author, id, step, taken)?;
    reading::wake(app);
    Ok(done)
}

#[tauri::command]
pub fn attach_stop(desk: State<'_, Desk>) {
    desk.stop.store(true, Ordering::Relaxed);
}

/// Kinds of file that open in a viewer. Anything else could be a program, so
/// its folder is shown instead.
const VIEWABLE: [&str; 22] = [
    "pdf", "docx", "doc", "odt", "rtf", "txt", "md", "csv", "xlsx", "xls", "ods", "pptx", "ppt",
    "odp", "png", "jpg", "jpeg", "gif", "tif", "tiff", "eml", "msg",
];

#[tauri::command]
pub async fn attachment_open<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    attachment: AttachmentId,
) -> Result<(), Error> {
    super::aside(move || {
        let desk = app.state::<Desk>();
        let (file, blobs) = {
            let mut held = desk.hold();
            let store = held.store()?;
            (store.attachment(id, &attachment)?, store.blobs())
        };
        // A folder per attachment: two of the same name never meet.
        let folder = desk.folder(VIEWED, id).join(attachment.as_str());
        let path = blobs.write_out(&file.sha256, &file.name, &folder)?;
        protect(&path)?;
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let opener = app.opener();
        let opened = if VIEWABLE.contains(&ending.to_lowercase().as_str()) {
            opener.open_path(path.to_string_lossy(), None::<&str>)
        } else {
            opener.reveal_item_in_dir(&path)
        };
        opened.map_err(|error| no_viewer(&path, &error))
    })
    .await
}

/// The system has no program that takes the file.
pub fn no_viewer(path: &Path, error: &tauri_plugin_opener::Error) -> Error {
    Error::Failed(Failure::Io {
        path: path.display().to_string(),
        fault: error.to_string(),
    })
}
