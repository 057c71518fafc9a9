//! `samsvar sync`: the shared folder.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc;

use samsvar_core::error::Failure;
use samsvar_core::model::Refusal;
use samsvar_core::store::{Error, Store};
use samsvar_core::sync::follow::{Told, Word, follow};
use samsvar_core::sync::{self, Disk, Shared};
use samsvar_core::text::{Language, tell, word};

use super::schema::Synced;
use crate::arguments::Sync;
use crate::context::Context;

/// Cases whose files for people are made at once.
const GENERATED: usize = 50;

pub fn run(it: &Sync, context: &Context) -> Result<(), Error> {
    let mut store = context.store()?;
    if let Some(folder) = &it.folder {
        let chosen = sync::choose(&mut store, folder)?;
        context.warn(&chosen.warnings);
        let key = match chosen.new {
            true => "cli.sharing.made",
            false => "cli.sharing.joined",
        };
        eprintln!(
            "{}",
            word(context.language, key, &[("folder", &chosen.folder)])
        );
    }
    if it.leave {
        sync::choose::leave(&mut store)?;
        context.answer(&sync::state(&store)?, |language| {
            word(language, "cli.sharing.left", &[])
        });
        return Ok(());
    }
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let fs = Disk::new(Path::new(&space.folder));
    if let Some(install) = &it.retire {
        sync::choose::retire(&store, &fs, install)?;
    }
    if it.rebuild {
        sync::choose::rebuild(&mut store, &fs)?;
    }
    let shared = sync::share(&mut store, &fs, &mut |_| ControlFlow::Continue(()))?;
    while shared.fault.is_none() && sync::generate(&mut store, &fs, GENERATED)? {}
    // What the folder refused is said alone, not after a word of what was done.
    if shared.fault.is_none() || context.is_json() {
        tell_of(&store, &shared, context)?;
    }
    if it.watch {
        drop(store);
        return watch(context);
    }
    match sync::state(&store)?.fault {
        Some(fault) => Err(Error::Failed(fault)),
        None => Ok(()),
    }
}

fn tell_of(store: &Store, shared: &Shared, context: &Context) -> Result<(), Error> {
    let sharing = sync::state(store)?;
    let answer = Synced {
        read: shared.read,
        written: shared.written,
        files_in: shared.files_in,
        files_out: shared.files_out,
        taken: shared.taken,
        sharing,
    };
    context.answer(&answer, |language| told(&answer, language));
    Ok(())
}

fn told(it: &Synced, language: Language) -> String {
    let n = |n: usize| n.to_string();
    let counts = [
        ("read", n(it.read)),
        ("written", it.written.to_string()),
        ("files_in", it.files_in.to_string()),
        ("files_out", it.files_out.to_string()),
    ];
    let counts: Vec<_> = counts.iter().map(|(key, n)| (*key, n.as_str())).collect();
    let mut lines = vec![word(language, "cli.shared", &counts)];
    let left = [
        (
            "cli.sharing.taken",
            u32::try_from(it.taken).unwrap_or(u32::MAX),
        ),
        ("cli.sharing.waiting", it.sharing.waiting),
        ("cli.sharing.fetching", it.sharing.fetching),
        ("cli.sharing.conflicts", it.sharing.conflicts),
    ];
    for (key, count) in left.into_iter().filter(|(_, count)| *count > 0) {
        lines.push(word(language, key, &[("n", &count.to_string())]));
    }
    if let [first, ..] = &it.sharing.damaged[..] {
        let count = n(it.sharing.damaged.len());
        let params = [("n", count.as_str()), ("name", first)];
        lines.push(word(language, "cli.sharing.damaged", &params));
    }
    lines.join("\n")
}

/// Shares until it is told to end, one line for each sharing that did something.
fn watch(context: &Context) -> Result<(), Error> {
    let (mouth, words) = mpsc::channel();
    ended(&mouth)?;
    let mut faulty: Option<Failure> = None;
    follow(context.workspace(), &words, &mouth, &mut |told| {
        let Told::Shared(shared) = told else {
            return;
        };
        // What cannot be read now is told after the next sharing.
        let store = context.store().ok();
        let Some(state) = store.and_then(|it| sync::state(&it).ok()) else {
            return;
        };
        let fault = state.fault;
        if let Some(fault) = &fault
            && faulty.as_ref() != Some(fault)
        {
            eprintln!("{}", tell(context.language, "error", fault));
        }
        if fault.is_none() && faulty.is_some() {
            eprintln!("{}", word(context.language, "cli.sharing.back", &[]));
        }
        faulty = fault;
        let anything = shared.read > 0
            || shared.written > 0
            || shared.files_in > 0
            || shared.files_out > 0
            || shared.taken > 0;
        if anything && let Ok(store) = context.store() {
            let _ = tell_of(&store, &shared, context);
        }
    })
}

/// Sends the last word when the system asks the program to end.
#[cfg(unix)]
fn ended(mouth: &mpsc::Sender<Word>) -> Result<(), Error> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let failed = |error: std::io::Error| Error::io(Path::new("signal"), &error);
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]).map_err(failed)?;
    let mouth = mouth.clone();
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            let _ = mouth.send(Word::End);
        }
    });
    Ok(())
}

/// Elsewhere the program is ended; what was not shared waits for the next start.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
fn ended(_: &mpsc::Sender<Word>) -> Result<(), Error> {
    Ok(())
}
