//! Reads the text of files in the background, for search: on a thread and a
//! connection of its own, so that nobody's typing waits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use samsvar_core::store::{Error, Options, Pending, Store};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use ts_rs::TS;

use crate::desk::Desk;

/// How far the reading of files has come.
#[derive(Clone, Serialize, TS)]
#[ts(export)]
pub struct Reading {
    /// Files read since it began.
    done: u32,
    /// Files in all.
    total: u32,
}

/// The reader at work.
pub struct Reader {
    wake: Mutex<Sender<()>>,
    stop: Arc<AtomicBool>,
    /// The file that is read now.
    now: Arc<Mutex<Option<Pending>>>,
}

/// Starts reading what is pending, and then whatever is taken in.
pub fn start<R: Runtime>(app: &AppHandle<R>) {
    let (wake, woken) = mpsc::channel();
    let reader = Reader {
        wake: Mutex::new(wake),
        stop: Arc::default(),
        now: Arc::default(),
    };
    let (stop, now) = (Arc::clone(&reader.stop), Arc::clone(&reader.now));
    app.manage(reader);
    let app = app.clone();
    // Without the thread, a search misses the text of new files and nothing else.
    let _ = std::thread::Builder::new()
        .name("reading".to_owned())
        .spawn(move || work(&app, &woken, &stop, &now));
}

/// Tells the reader that files were taken in.
pub fn wake<R: Runtime>(app: &AppHandle<R>) {
    if let Some(reader) = app.try_state::<Reader>() {
        let wake = reader.wake.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = wake.send(());
    }
}

/// Ends the reading. A file half-way is begun anew at the next start.
pub fn stop<R: Runtime>(app: &AppHandle<R>) {
    let Some(reader) = app.try_state::<Reader>() else {
        return;
    };
    reader.stop.store(true, Ordering::Relaxed);
    let mut now = reader.now.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = now.take()
        && let Ok(store) = app.state::<Desk>().hold().store()
    {
        let _ = store.put_back_file(&file);
    }
}

fn work<R: Runtime>(
    app: &AppHandle<R>,
    woken: &Receiver<()>,
    stop: &AtomicBool,
    now: &Mutex<Option<Pending>>,
) {
    let Ok(workspace) = app
        .state::<Desk>()
        .hold()
        .store()
        .map(|it| it.workspace().to_owned())
    else {
        return;
    };
    loop {
        if let Ok(mut store) = Store::open(&workspace, Options::default()) {
            // What fails, a busy or full disk, is tried again at the next file.
            let _ = read_pending(app, &mut store, stop, now);
        }
        if woken.recv().is_err() || stop.load(Ordering::Relaxed) {
            return;
        }
        while woken.try_recv().is_ok() {}
    }
}

fn read_pending<R: Runtime>(
    app: &AppHandle<R>,
    store: &mut Store,
    stop: &AtomicBool,
    now: &Mutex<Option<Pending>>,
) -> Result<(), Error> {
    let pending = store.pending_files()?;
    let total = u32::try_from(pending.len()).unwrap_or(u32::MAX);
    for (done, file) in (1..).zip(pending) {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let set = |file| *now.lock().unwrap_or_else(PoisonError::into_inner) = file;
        set(Some(file.clone()));
        let read = store.read_file(&file);
        set(None);
        read?;
        let _ = app.emit("reading", Reading { done, total });
    }
    Ok(())
}
