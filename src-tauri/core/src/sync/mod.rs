//! The shared folder. There is no server: every PC writes files of its own and
//! reads everybody's. A look at the folder, a plan made from it, and the plan
//! carried out are three steps.

pub mod ack;
mod apply;
pub mod blob;
pub mod choose;
pub mod disk;
pub mod follow;
pub mod format;
pub mod fs;
pub mod inbox;
pub mod look;
pub mod plan;
pub mod readable;
pub mod segment;
pub mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

pub use choose::{Chosen, choose};
pub use disk::Disk;
pub use fs::{Entry, Fs};
pub use state::{Colleague, Sharing, SharingState, state};

use crate::error::{Error, Failure};
use crate::model::{Refusal, Sha256};
use crate::store::{Refresh, Space, Store};
use apply::Applied;
use look::Look;
use plan::{Known, Plan, Stop};
use segment::SegmentName;

/// How long between two comparisons of everything in the folder with what it
/// should be: a week. Kept per PC.
const SCRUB: i64 = 7 * 24 * 60 * 60 * 1000;

/// What is being done, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Segments read, of how many.
    Reading(usize, usize),
    /// Cases taken apart that came whole, of how many. They are listed already.
    Unpacking(usize, usize),
    /// Bytes of files brought out or in, of how many; which file of how many.
    File {
        /// Bytes of this file done.
        done: u64,
        /// Bytes of it in all.
        size: u64,
        /// Which file, from 1.
        nth: usize,
        /// How many files.
        files: usize,
    },
}

/// What one sharing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Changes of others that were new here.
    pub read: usize,
    /// Segments written.
    pub written: u32,
    /// Files brought into the folder.
    pub files_out: u32,
    /// Files fetched from it.
    pub files_in: u32,
    /// Files taken out of inboxes.
    pub taken: usize,
    /// What to show anew.
    pub refresh: Refresh,
    /// What the folder refused: everything is kept here and tried again.
    pub fault: Option<Failure>,
}

/// Shares once: looks at the folder, and does what there is to do. What the
/// folder refuses is no error: it is in [`Shared::fault`], and kept for
/// [`state`].
///
/// # Errors
/// [`Refusal::SpaceMissing`] when no folder was chosen, or what the database says.
pub fn share(
    store: &mut Store,
    fs: &dyn Fs,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Shared, Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let install = store.install()?;
    apply::claim(store, &space.id, &install)?;
    let mut shared = Shared::default();
    match share_with(store, fs, &space, &install, progress, &mut shared) {
        Ok(()) => {}
        Err(Halt::Store(error)) => {
            // The corner must not go on saying that all is shared. A database
            // that cannot take this in either says so wherever it is asked.
            if let Error::Failed(failure) = &error {
                let _ = store.shared(Some(failure));
            }
            return Err(error);
        }
        Err(Halt::Folder(failure)) => shared.fault = Some(failure),
    }
    store.shared(shared.fault.as_ref())?;
    Ok(shared)
}

/// Makes what people read in the folder anew: the files of at most `most` cases,
/// and the register. To be called after a sharing that went well. Returns whether
/// another call would do more.
///
/// # Errors
/// [`Refusal::SpaceMissing`], or what the database says. What the folder refuses
/// waits for the next time; what lasts is kept for [`state`].
pub fn generate(store: &mut Store, fs: &dyn Fs, most: usize) -> Result<bool, Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let install = store.install()?;
    readable::tend(store, fs, TENDED)?;
    let planned = readable::plan(store, fs, most)?;
    if planned.is_empty() {
        if planned.whole {
            store.keep_made_fault(None)?;
        }
        return Ok(planned.more);
    }
    // Every PC knows of the bytes before they lie there.
    apply::claim(store, &space.id, &install)?;
    let mut applied = Applied::default();
    apply::publish(store, fs, &install, &mut applied)?;
    if applied.fault.is_some() {
        return Ok(false);
    }
    let written = readable::write(store, fs, &install, &planned)?;
    let fault = written.fault.map(|(within, kind)| {
        let path = readable::join(&space.folder, within);
        refused(path.trim_end_matches('/'), &kind.into())
    });
    if fault.is_some() || planned.whole {
        store.keep_made_fault(fault.as_ref())?;
    }
    Ok(planned.more && written.cases > 0)
}

/// Generated files that are looked after at once.
const TENDED: usize = 100;

/// Why a sharing ended before its end.
enum Halt {
    /// The database of this PC.
    Store(Error),
    /// The folder.
    Folder(Failure),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

fn share_with(
    store: &mut Store,
    fs: &dyn Fs,
    space: &Space,
    install: &str,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    shared: &mut Shared,
) -> Result<(), Halt> {
    let folder = &space.folder;
    let look = Look::at(fs).map_err(|error| Halt::Folder(unread(folder, &error)))?;
    let files = Files::of(store)?;
    let known = known(store, space, install, &files)?;
    let scrubs = known.scrub;
    let plan = plan::plan(&known, &look).map_err(|stop| Halt::Folder(stopped(folder, &stop)))?;
    let mut applied = Applied::default();
    apply::read(
        store,
        fs,
        &space.id,
        &plan,
        &mut |done, all| {
            let _ = progress(Progress::Reading(done, all));
        },
        &mut applied,
    )?;
    unpack(store, progress, &mut applied)?;
    if !plan.read_only {
        let looked = inbox::look(store, fs, install, store.now())?;
        if looked.taken > 0 {
            applied.refresh.overview = true;
            applied.refresh.cases.extend(looked.cases);
            apply::claim(store, &space.id, install)?;
        }
        shared.taken = looked.taken;
    }
    // A file goes before the segment that cites it.
    files.exchange(store, fs, install, &plan, progress, shared, &mut applied)?;
    apply::write(store, fs, install, &plan, &mut applied)?;
    if !plan.read_only {
        apply::publish(store, fs, install, &mut applied)?;
    }
    apply::pack(store, fs, &space.id, install, &plan, &mut applied)?;
    if let Some(ack) = &plan.ack {
        apply::ack(store, fs, install, ack, &mut applied)?;
    }
    if scrubs && applied.fault.is_none() {
        store.keep("scrubbed_at", &known.now.to_string())?;
    }
    shared.written = applied.written;
    shared.read = applied.read;
    shared.refresh = applied.refresh;
    if let format::Found::Here(format) = &look.format
        && plan.read_only
    {
        let (found, known) = (format.format, segment::FORMAT);
        return Err(Halt::Folder(Failure::FolderNewer { found, known }));
    }
    match applied.fault {
        Some(error) => Err(Halt::Folder(refused(folder, &error))),
        None => Ok(()),
    }
}

/// How many documents are taken apart at once: as many as can be while nobody who
/// types waits for longer than a moment. Each time costs the disk a wait.
const AT_ONCE: u32 = 128;

/// Takes apart what came whole: a list of it is there already.
fn unpack(
    store: &mut Store,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    applied: &mut Applied,
) -> Result<(), Error> {
    let mut done = 0;
    store.unpack(AT_ONCE, &mut |some| {
        done += some.refresh.cases.len();
        let _ = progress(Progress::Unpacking(done, done + some.value as usize));
        applied.refresh(some.refresh);
    })
}

fn known(store: &Store, space: &Space, install: &str, files: &Files) -> Result<Known, Error> {
    let now = store.now().as_millis();
    let rows = store.segments()?.into_iter();
    let segments: BTreeMap<_, _> = rows
        .filter_map(|row| {
            let name = SegmentName::parse(&row.name)?;
            Some((name, (row.state, row.at, row.missing)))
        })
        .collect();
    let faults = store.segment_faults()?.into_iter();
    let scrubbed: i64 = store
        .kept("scrubbed_at")?
        .and_then(|it| it.parse().ok())
        .unwrap_or_default();
    let said = store.kept(apply::SAID)?;
    Ok(Known {
        install: install.to_owned(),
        space: space.id.clone(),
        said: said.and_then(|it| serde_json::from_str(&it).ok()),
        faults: faults
            .filter_map(|(name, failures, at)| Some((SegmentName::parse(&name)?, (failures, at))))
            .collect(),
        blobs_wanted: files.wanted.iter().map(ToString::to_string).collect(),
        person: store.person()?.map(|it| it.name).unwrap_or_default(),
        pc: store.pc().to_owned(),
        now,
        scrub: !segments.is_empty() && (now - scrubbed).abs() >= SCRUB,
        segments,
    })
}

/// The files that are to be moved.
struct Files {
    /// Here, and not seen in the folder.
    out: Vec<Sha256>,
    /// Cited, and not here.
    wanted: Vec<Sha256>,
}

impl Files {
    fn of(store: &mut Store) -> Result<Self, Error> {
        let blobs = store.blobs();
        let unshared = store.blobs_unshared()?;
        let (out, wanted) = unshared.into_iter().partition(|it| blobs.has(it));
        Ok(Self { out, wanted })
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "what every part of a sharing is given"
    )]
    fn exchange(
        mut self,
        store: &mut Store,
        fs: &dyn Fs,
        install: &str,
        plan: &Plan,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
        shared: &mut Shared,
        applied: &mut Applied,
    ) -> Result<(), Error> {
        let blobs = store.blobs();
        // What was read or taken out of an inbox a moment ago cites files too.
        if applied.read > 0 || shared.taken > 0 {
            self = Self::of(store)?;
        }
        if plan.read_only {
            self.out.clear();
        }
        let asked = plan.blobs_asked.iter();
        let asked = asked.filter_map(|it| serde_json::from_value(it.clone().into()).ok());
        self.out.extend(asked.filter(|it| blobs.has(it)));
        self.out.sort();
        self.out.dedup();
        let files = self.out.len() + self.wanted.len();
        let out = self.out.iter().map(|it| (it, true));
        let all = out.chain(self.wanted.iter().map(|it| (it, false)));
        for (nth, (sha256, is_out)) in (1..).zip(all) {
            let told = &mut |done, size| {
                progress(Progress::File {
                    done,
                    size,
                    nth,
                    files,
                })
            };
            let moved = match is_out {
                true => blob::out(fs, install, &blobs, sha256, told),
                false => blob::fetch(fs, &blobs, sha256, told),
            };
            match moved {
                Ok(blob::Moved::Whole) => {
                    store.blob_shared(sha256, true)?;
                    if is_out {
                        shared.files_out += 1;
                    } else {
                        shared.files_in += 1;
                        let cases = store.cases_with(sha256)?;
                        applied.refresh.cases.extend(cases);
                    }
                }
                Ok(blob::Moved::NotYet) => {}
                Ok(blob::Moved::Stopped) => break,
                Err(error) => {
                    applied.fault.get_or_insert(error);
                }
            }
        }
        let left = Self::of(store)?.wanted.len();
        store.keep("fetching", &left.to_string())
    }
}

/// What a folder says, as a person can act on it.
pub(crate) fn refused(folder: &str, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind;
    let path = folder.to_owned();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Failure::FolderFull { path }
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Failure::FolderReadOnly { path }
        }
        ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
            Failure::FolderBlocked { path }
        }
        _ => Failure::FolderUnreachable { path },
    }
}

/// The same of a folder that cannot be looked into: a right to write would not help.
fn unread(folder: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => Failure::FolderUnreachable {
            path: folder.to_owned(),
        },
        _ => refused(folder, error),
    }
}

fn stopped(folder: &str, stop: &Stop) -> Failure {
    let path = folder.to_owned();
    match stop {
        Stop::Other => Failure::FolderOther { path },
        Stop::Emptied => Failure::FolderEmptied { path },
        Stop::Damaged => Failure::FolderDamaged { path },
        Stop::Newer { found } => Failure::FolderNewer {
            found: *found,
            known: segment::FORMAT,
        },
    }
}
