//! Sharing that goes on by itself: while the window is open, and in
//! `samsvar sync --watch`. Hearing of changes only speeds things up; the folder
//! is looked at every 15 seconds whatever is heard, since file servers tell nothing.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{Disk, Progress, Shared, generate, share};
use crate::error::{Error, Failure};
use crate::store::{Options, Store};

/// How often the folder is looked at.
const POLL: Duration = Duration::from_secs(15);

/// How long what was made here is gathered before it leaves: one segment for all
/// of it.
const GATHER: Duration = Duration::from_secs(5);

/// How often the outbox is asked.
const TICK: Duration = Duration::from_secs(1);

/// Cases whose files for people are made before anybody is listened to again.
const GENERATED: usize = 4;

/// How soon what the folder refused is tried again: doubled each time, up to the last.
const RETRY: [Duration; 2] = [Duration::from_millis(50), Duration::from_secs(30)];

/// What somebody tells the sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Share now.
    Now,
    /// Something in the folder changed.
    Heard,
    /// Share a last time and end.
    End,
}

/// What the sharing tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// How far it has come.
    Progress(Progress),
    /// A sharing ended, well or with [`Shared::fault`].
    Shared(Shared),
}

/// Shares until told to end, on a connection of its own.
///
/// # Errors
/// When the workspace cannot be opened.
pub fn follow(
    workspace: &Path,
    words: &Receiver<Word>,
    mouth: &Sender<Word>,
    tell: &mut dyn FnMut(Told),
) -> Result<(), Error> {
    let mut store = Store::open(workspace, Options::default())?;
    let mut watched: Option<(String, RecommendedWatcher)> = None;
    let mut looked: Option<Instant> = None;
    let mut found_waiting: Option<Instant> = None;
    let mut wait = RETRY[0];
    let mut failing = false;
    let mut asked = true;
    let mut generating = false;
    let mut heard = false;
    loop {
        let space = store.space()?;
        if watched.as_ref().map(|it| &it.0) != space.as_ref().map(|it| &it.folder) {
            watched = space
                .as_ref()
                .and_then(|it| Some((it.folder.clone(), watch(&it.folder, mouth.clone())?)));
            asked = true;
        }
        let soon = if heard { TICK } else { POLL };
        let due = looked.is_none_or(|at| at.elapsed() >= if failing { wait } else { soon });
        let gathered = match store.waiting()?.0 > 0 {
            true => found_waiting.get_or_insert_with(Instant::now).elapsed() >= GATHER && !failing,
            false => {
                found_waiting = None;
                false
            }
        };
        if let Some(space) = &space
            && (asked || due || gathered)
        {
            let shared = one(&mut store, &space.folder, tell)?;
            looked = Some(Instant::now());
            heard = false;
            found_waiting = None;
            wait = match (shared.fault.is_some(), failing) {
                (true, true) => (wait * 2).min(RETRY[1]),
                _ => RETRY[0],
            };
            // A folder that was away may not be heard any more.
            if failing && shared.fault.is_none() {
                watched = None;
            }
            failing = shared.fault.is_some();
            generating |= !failing;
            tell(Told::Shared(shared));
        }
        asked = false;
        if let Some(space) = &space
            && generating
            && !failing
        {
            let fs = Disk::new(Path::new(&space.folder));
            // A busy database or a folder that went away: after the next sharing.
            generating = generate(&mut store, &fs, GENERATED).unwrap_or(false);
        }
        let pause = match (failing, generating) {
            (true, _) => wait.min(TICK),
            (false, true) => Duration::ZERO,
            (false, false) => TICK,
        };
        match words.recv_timeout(pause) {
            Ok(Word::Now) => asked = true,
            // Events come in swarms, and our own writing is among them.
            Ok(Word::Heard) => heard = true,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Word::End) | Err(RecvTimeoutError::Disconnected) => {
                if let Some(space) = store.space()?
                    && store.waiting()?.0 > 0
                {
                    let shared = one(&mut store, &space.folder, tell)?;
                    tell(Told::Shared(shared));
                }
                return Ok(());
            }
        }
    }
}

/// Shares once. A busy database is tried again like a folder that is away.
fn one(store: &mut Store, folder: &str, tell: &mut dyn FnMut(Told)) -> Result<Shared, Error> {
    let fs = Disk::new(Path::new(folder));
    let mut progress = |it| {
        tell(Told::Progress(it));
        std::ops::ControlFlow::Continue(())
    };
    match share(store, &fs, &mut progress) {
        Ok(shared) => Ok(shared),
        Err(Error::Failed(fault @ (Failure::StoreBusy {} | Failure::DiskFull {}))) => Ok(Shared {
            fault: Some(fault),
            ..Shared::default()
        }),
        Err(other) => Err(other),
    }
}

/// Listens to the folder, where the system can. Without it there is the polling.
fn watch(folder: &str, mouth: Sender<Word>) -> Option<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|it| !it.kind.is_access()) {
            let _ = mouth.send(Word::Heard);
        }
    })
    .ok()?;
    watcher
        .watch(Path::new(folder), RecursiveMode::Recursive)
        .ok()?;
    Some(watcher)
}
