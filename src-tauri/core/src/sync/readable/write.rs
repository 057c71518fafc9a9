//! What was planned, put into the folder.

use std::io::{self, ErrorKind};

use super::file::join;
use super::folder::{CASES, INBOX, drop_case, move_all, path_of, withdraw_all};
use super::plan::{CasePlan, Folder, Planned};
use super::{Aside, File, Placed, listed, place, register};
use crate::model::Moment;
use crate::store::{Error, Store};
use crate::sync::Fs;

/// What came of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Cases whose folders are whole now.
    pub cases: usize,
    /// Cases, and the register, that wait: for their promises to leave, for a
    /// person to have saved, for a file that somebody has open.
    pub waiting: usize,
    /// What the folder refuses whoever is patient, and where: no right to write, no
    /// room, something else in the way.
    pub fault: Option<(&'static str, ErrorKind)>,
}

/// Writes the files whose promises have left. `install` is this PC's name in the
/// folder, for the names of files while they are written.
///
/// # Errors
/// When the store cannot be read or written. What the folder refuses waits and is
/// told.
pub fn write(
    store: &Store,
    fs: &dyn Fs,
    install: &str,
    planned: &Planned,
) -> Result<Written, Error> {
    let shelf = Shelf {
        store,
        fs,
        install,
        now: store.now(),
    };
    let mut written = Written {
        fault: planned.fault,
        ..Written::default()
    };
    for it in &planned.cases {
        match shelf.case(it)? {
            Ok(true) => written.cases += 1,
            Ok(false) => written.waits(None),
            Err(error) => written.waits(Some((CASES, &error))),
        }
    }
    if let Some((files, mark)) = &planned.top {
        match shelf.top(files)? {
            Ok(true) => register::written(store, mark)?,
            Ok(false) => written.waits(None),
            Err(error) => written.waits(Some(("", &error))),
        }
    }
    Ok(written)
}

impl Written {
    fn waits(&mut self, error: Option<(&'static str, &io::Error)>) {
        self.waiting += 1;
        let fault = error.map(|(within, error)| (within, error.kind()));
        self.fault = self.fault.or(fault.filter(|it| lasts(it.1)));
    }
}

/// Whether waiting does not help.
pub(super) fn lasts(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::FileTooLarge
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::AlreadyExists
    )
}

/// The folder, as one round writes it.
struct Shelf<'s> {
    store: &'s Store,
    fs: &'s dyn Fs,
    install: &'s str,
    now: Moment,
}

impl Shelf<'_> {
    /// True when the case's folder is whole.
    fn case(&self, it: &CasePlan) -> Result<io::Result<bool>, Error> {
        let (store, case) = (self.store, &it.case);
        if let Folder::Holds(files) = &it.folder
            && self.waits(files)?
        {
            return Ok(Ok(false));
        }
        let done = match self.moved(it)? {
            Ok(()) => {
                // What a deleted case leaves to people is still its folder. One that is
                // half filled is, too: it may be left before it is whole.
                if !case.target.is_empty() {
                    store.readable_moved(case.id, &case.target)?;
                }
                self.filled(it)?
            }
            Err(error) => Err(error),
        };
        match done {
            Ok(true) => store.readable_written(case.id, &case.mark)?,
            Ok(false) | Err(_) => store.readable_tried(case.id, self.now)?,
        }
        Ok(done)
    }

    /// Whether a promise has not left yet.
    fn waits(&self, files: &[File]) -> Result<bool, Error> {
        for it in files {
            let promised = self.store.promised(&it.path, &it.sha256)?;
            if promised.is_none_or(|(_, queued)| queued) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Leaves a folder that the case has no more: what is generated goes, what
    /// people put there moves along.
    fn moved(&self, it: &CasePlan) -> Result<io::Result<()>, Error> {
        let (store, fs, case) = (self.store, self.fs, &it.case);
        if case.folder.is_empty() || case.folder == case.target {
            return Ok(Ok(()));
        }
        let from = path_of(&case.folder);
        // Another case may have come to have it since.
        match super::is_anothers(fs, &from, case.id) {
            Ok(true) => {
                if case.target.is_empty() {
                    store.readable_moved(case.id, "")?;
                }
                return Ok(Ok(()));
            }
            Ok(false) => {}
            Err(error) => return Ok(Err(error)),
        }
        if let Err(error) = withdraw_all(store, fs, &from, &[])? {
            return Ok(Err(error));
        }
        match drop_case(fs, &from) {
            Ok(true) => {
                store.readable_moved(case.id, "")?;
                return Ok(Ok(()));
            }
            Ok(false) if case.target.is_empty() => return Ok(Ok(())),
            Ok(false) => {}
            Err(error) => return Ok(Err(error)),
        }
        Ok(move_all(fs, &from, &path_of(&case.target)))
    }

    /// Fills the folder that the case has now. True when all of it lies there.
    fn filled(&self, it: &CasePlan) -> Result<io::Result<bool>, Error> {
        let (store, fs, case) = (self.store, self.fs, &it.case);
        if case.target.is_empty() {
            return Ok(Ok(true));
        }
        let folder = path_of(&case.target);
        let inbox = join(&folder, INBOX);
        let files: &[File] = match &it.folder {
            Folder::Holds(files) => files,
            Folder::Bare | Folder::Taken => &[],
            Folder::Stands => return Ok(fs.make_folder(&inbox).map(|()| true)),
        };
        let keep: Vec<&str> = files.iter().map(|it| it.path.as_str()).collect();
        if let Err(error) = withdraw_all(store, fs, &folder, &keep)? {
            return Ok(Err(error));
        }
        // A folder that cannot be made now shows as a file that cannot be written.
        if let Err(error) = fs.make_folder(&inbox) {
            return Ok(Err(error));
        }
        self.placed(files, Aside::Inbox(&inbox))
    }

    fn top(&self, files: &[File]) -> Result<io::Result<bool>, Error> {
        if self.waits(files)? {
            return Ok(Ok(false));
        }
        // The folder's own absence is not an order to make it.
        if let Err(error) = self.fs.make_folder(CASES) {
            return Ok(Err(error));
        }
        self.placed(files, Aside::Beside)
    }

    /// True when all of them lie there, or a newer program's do. The last one
    /// tells that the others are there, so it is written only then.
    fn placed(&self, files: &[File], aside: Aside<'_>) -> Result<io::Result<bool>, Error> {
        let mut whole = true;
        let mut known: Option<(&str, Vec<crate::sync::Entry>)> = None;
        for file in files {
            let is_last = files.last() == Some(file) && !matches!(aside, Aside::Beside);
            if is_last && !whole {
                break;
            }
            let within = super::file::folder_of(&file.path);
            if known.as_ref().is_none_or(|it| it.0 != within) {
                match listed(self.fs, within) {
                    Ok(entries) => known = Some((within, entries)),
                    Err(error) => return Ok(Err(error)),
                }
            }
            let entries = known.as_ref().map_or(&[][..], |it| &it.1);
            let (store, fs) = (self.store, self.fs);
            match place(store, fs, self.install, file, entries, aside, self.now)? {
                Ok(Placed::There | Placed::Left) => {}
                Ok(Placed::Waits) => whole = false,
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(whole))
    }
}
