//! How things stand with the shared folder, for the corner of the window.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::ack::Ack;
use super::fs::Fs;
use super::plan::TOLD_AFTER;
use crate::error::{Error, Failure};
use crate::model::Moment;
use crate::store::Store;

/// How things stand, the gravest first where several are true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SharingState {
    /// The folder does not do what it should: everything is saved here.
    Fault,
    /// A file in the folder cannot be read.
    Damaged,
    /// Somewhere two values were written at once.
    Conflict,
    /// Something made here has not reached the folder.
    Waiting,
    /// Everything made here is in the folder.
    Shared,
    /// No folder was chosen: everything is saved here.
    Local,
}

/// The state of sharing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Sharing {
    /// How things stand.
    pub state: SharingState,
    /// The folder, where one was chosen.
    pub folder: Option<String>,
    /// Changes made here that have not reached the folder.
    pub waiting: u32,
    /// Since when the oldest of them waits to be written.
    pub waiting_since: Option<Moment>,
    /// When sharing last went well.
    pub shared_at: Option<Moment>,
    /// Places with two values.
    pub conflicts: u32,
    /// Files cited here that are still to be fetched.
    pub fetching: u32,
    /// Names in the folder that could not be read many times.
    pub damaged: Vec<String>,
    /// What the folder refused last.
    pub fault: Option<Failure>,
}

/// Somebody who shares the same space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Colleague {
    /// The PC's copy of the workspace.
    pub install: String,
    /// What the PC is called; the beginning of `install` when that cannot be read.
    pub pc: String,
    /// Who sits there; empty when not known.
    pub person: String,
    /// When it was last seen, by its own clock; `None` when what it says of itself
    /// cannot be read.
    pub at: Option<Moment>,
    /// Whether it is this PC.
    pub here: bool,
}

/// How things stand with the shared folder.
///
/// # Errors
/// When the database cannot be read.
pub fn state(store: &Store) -> Result<Sharing, Error> {
    let space = store.space()?;
    let fault = store.folder_fault()?;
    let shared_at = store.kept("shared_at")?.and_then(|it| it.parse().ok());
    let conflicts = store.conflict_count()?;
    let (waiting, waiting_since) = match space {
        Some(_) => store.waiting()?,
        None => (0, None),
    };
    let damaged = store.segment_faults()?.into_iter();
    let damaged: Vec<_> = damaged
        .filter(|(_, failures, _)| *failures >= TOLD_AFTER)
        .map(|(name, ..)| name)
        .collect();
    let state = match &space {
        None if conflicts > 0 => SharingState::Conflict,
        None => SharingState::Local,
        Some(_) if fault.is_some() => SharingState::Fault,
        Some(_) if !damaged.is_empty() => SharingState::Damaged,
        Some(_) if conflicts > 0 => SharingState::Conflict,
        Some(_) if waiting > 0 => SharingState::Waiting,
        Some(_) => SharingState::Shared,
    };
    Ok(Sharing {
        state,
        folder: space.map(|it| it.folder),
        waiting,
        waiting_since,
        shared_at: shared_at.map(Moment::from_millis),
        conflicts,
        fetching: store
            .kept("fetching")?
            .and_then(|it| it.parse().ok())
            .unwrap_or_default(),
        damaged,
        fault,
    })
}

/// Who shares the folder, by what their PCs say of themselves.
///
/// # Errors
/// When the folder cannot be listed, or the database read.
pub fn colleagues(store: &Store, fs: &dyn Fs) -> Result<Vec<Colleague>, Error> {
    let install = store.install()?;
    let folder = store.space()?.map(|it| it.folder).unwrap_or_default();
    let (acks, unreadable) =
        Ack::all(fs).map_err(|error| Error::Failed(super::refused(&folder, &error)))?;
    let readable = acks.into_iter().map(|ack| Colleague {
        here: ack.install == install,
        install: ack.install,
        pc: ack.pc,
        person: ack.person,
        at: Some(Moment::from_millis(ack.at)),
    });
    let unreadable = unreadable.into_iter().map(|it| Colleague {
        here: it == install,
        pc: it.chars().take(8).collect(),
        install: it,
        person: String::new(),
        at: None,
    });
    Ok(readable.chain(unreadable).collect())
}
