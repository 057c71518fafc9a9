//! Shares in the background: on a thread and a connection of its own, so that
//! nobody's typing waits for a folder.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use samsvar_core::sync;
use samsvar_core::sync::follow::{Told, Word, follow};
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use ts_rs::TS;

use crate::desk::Desk;
use crate::{follow as window, reading};

/// Longest the closing window waits for the last changes to leave.
const LAST: Duration = Duration::from_secs(5);

/// How long until a workspace that did not open is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// How far a long sharing has come.
#[derive(Clone, Serialize, TS)]
#[ts(export)]
pub struct SharingProgress {
    /// What is counted: segments that are read, or bytes of a file.
    of: SharingWork,
    /// How many are done.
    #[ts(type = "number")]
    done: u64,
    /// How many there are.
    #[ts(type = "number")]
    total: u64,
    /// Which file, from 1; 0 for segments.
    nth: u32,
    /// How many files.
    files: u32,
}

/// What a sharing counts.
#[derive(Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SharingWork {
    Reading,
    Unpacking,
    File,
}

/// The sharing at work.
pub struct Sharer {
    mouth: Mutex<Sender<Word>>,
    ended: Mutex<Receiver<()>>,
}

/// Starts to share; without a folder it waits for one.
pub fn start<R: Runtime>(app: &AppHandle<R>) {
    let (mouth, words) = mpsc::channel();
    let (end, ended) = mpsc::channel();
    app.manage(Sharer {
        mouth: Mutex::new(mouth.clone()),
        ended: Mutex::new(ended),
    });
    let app = app.clone();
    // Without the thread everything is saved here, and the corner says that it waits.
    let _ = std::thread::Builder::new()
        .name("sharing".to_owned())
        .spawn(move || {
            work(&app, &mouth, &words);
            let _ = end.send(());
        });
}

/// Says something to the sharing.
pub fn say<R: Runtime>(app: &AppHandle<R>, word: Word) {
    if let Some(sharer) = app.try_state::<Sharer>() {
        let mouth = sharer.mouth.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = mouth.send(word);
    }
}

/// Lets the last changes leave, for as long as a person waits for a window to close.
pub fn stop<R: Runtime>(app: &AppHandle<R>) {
    say(app, Word::End);
    if let Some(sharer) = app.try_state::<Sharer>() {
        let ended = sharer.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = ended.recv_timeout(LAST);
    }
}

fn work<R: Runtime>(app: &AppHandle<R>, mouth: &Sender<Word>, words: &Receiver<Word>) {
    let Ok(workspace) = app
        .state::<Desk>()
        .hold()
        .store()
        .map(|it| it.workspace().to_owned())
    else {
        return;
    };
    while follow(&workspace, words, mouth, &mut |told| hear(app, told)).is_err() {
        // The workspace was busy or its disk full: told by whatever she does next.
        if matches!(words.recv_timeout(AGAIN), Ok(Word::End)) {
            return;
        }
    }
}

fn hear<R: Runtime>(app: &AppHandle<R>, told: Told) {
    match told {
        Told::Progress(progress) => {
            let _ = app.emit("sharing-progress", SharingProgress::of(progress));
        }
        Told::Shared(shared) => {
            let _ = app.emit("shared", ());
            if shared.read > 0 || shared.files_in > 0 || shared.taken > 0 {
                window::tell(app);
                reading::wake(app);
            }
        }
    }
}

impl SharingProgress {
    fn of(progress: sync::Progress) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let counted = |of, done: usize, total: usize| Self {
            of,
            done: done as u64,
            total: total as u64,
            nth: 0,
            files: 0,
        };
        match progress {
            sync::Progress::Reading(done, total) => counted(SharingWork::Reading, done, total),
            sync::Progress::Unpacking(done, total) => counted(SharingWork::Unpacking, done, total),
            sync::Progress::File {
                done,
                size,
                nth,
                files,
            } => Self {
                of: SharingWork::File,
                done,
                total: size,
                nth: count(nth),
                files: count(files),
            },
        }
    }
}
