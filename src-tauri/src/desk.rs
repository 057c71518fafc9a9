//! What the commands share: the open store, or why it did not open.

use std::fmt::Display;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use samsvar_core::model::{Author, Refusal};
use samsvar_core::store::{Done, Door, Error, Failure, Options, Store, default_workspace};

/// Names another workspace than the user's own.
pub const WORKSPACE: &str = "SAMSVAR_WORKSPACE";

/// The one store of this window.
pub struct Desk {
    store: Mutex<Result<Store, Error>>,
    /// Set to stop the files being taken in.
    pub stop: AtomicBool,
    /// Texts that a crash left behind and that were saved at this start.
    pub recovered: u32,
    workspace: PathBuf,
    /// Held as long as the window is open.
    _lock: Option<File>,
}

/// The store, held for one command.
pub struct Held<'d>(MutexGuard<'d, Result<Store, Error>>);

impl Desk {
    /// Opens the workspace. What went wrong is kept and told by every command.
    pub fn open() -> Self {
        let workspace = std::env::var_os(WORKSPACE).map_or_else(default_workspace, PathBuf::from);
        let (lock, mut store) = match only_window(&workspace) {
            Ok(lock) => (lock, Store::open(&workspace, Options::default())),
            Err(error) => (None, Err(error)),
        };
        let recovered = match &mut store {
            // What cannot be recovered stays in the journal and is shown as typed.
            Ok(store) => store.recover_drafts().unwrap_or_default(),
            Err(_) => 0,
        };
        if store.is_ok() {
            remove_copies(&workspace.join(VIEWED));
            remove_copies(&workspace.join(PRINTED));
        }
        Self {
            store: Mutex::new(store),
            stop: AtomicBool::new(false),
            recovered,
            workspace,
            _lock: lock,
        }
    }

    /// The store, once no other command holds it.
    pub fn hold(&self) -> Held<'_> {
        // A command that panicked left the store as its transaction did: rolled back.
        Held(self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The store if no command holds it now.
    pub fn hold_if_free(&self) -> Option<Held<'_>> {
        self.store.try_lock().ok().map(Held)
    }

    /// Runs one change as the person who sits here.
    pub fn change<T>(
        &self,
        work: impl FnOnce(&mut Door<'_>) -> Result<T, Error>,
    ) -> Result<Done<T>, Error> {
        let mut held = self.hold();
        let author = held.author()?;
        held.store()?.transact(&author, work)
    }

    /// A folder of this workspace for copies that a viewer opens.
    pub fn folder(&self, name: &str, of: impl Display) -> PathBuf {
        self.workspace.join(name).join(of.to_string())
    }
}

/// Takes the lock that says a window is open here. Two windows on one workspace
/// would take each other's typing for what a crash left behind.
fn only_window(workspace: &Path) -> Result<Option<File>, Error> {
    let path = workspace.join("window.lock");
    let opened = std::fs::create_dir_all(workspace).and_then(|()| File::create(&path));
    let lock = opened.map_err(|error| Error::io(&path, &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(Error::Failed(Failure::WindowOpen {})),
        // A disk that knows no locks is no reason to keep her out.
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Removes copies that viewers of an earlier session were given. They were
/// written read-only: one that is not any more holds somebody's work and stays.
fn remove_copies(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            remove_copies(&path);
            // Goes only when nothing is left in it.
            let _ = std::fs::remove_dir(&path);
        } else if entry.metadata().is_ok_and(|it| it.permissions().readonly()) {
            let _ = std::fs::remove_file(&path);
        }
    }
}

/// Makes a copy read-only, so that a viewer says so before anybody types in it.
pub fn protect(path: &Path) -> Result<(), Error> {
    let failed = |error| Error::io(path, &error);
    let mut permissions = std::fs::metadata(path).map_err(failed)?.permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(path, permissions).map_err(failed)
}

/// Folder of attachments written out for a viewer.
pub const VIEWED: &str = "viewed";
/// Folder of packets written out for printing.
pub const PRINTED: &str = "printed";

impl Held<'_> {
    /// The store, or why it did not open.
    pub fn store(&mut self) -> Result<&mut Store, Error> {
        self.0.as_mut().map_err(|error| error.clone())
    }

    /// The person who sits here, as an author.
    pub fn author(&mut self) -> Result<Author, Error> {
        let store = self.store()?;
        let person = store.person()?.ok_or(Refusal::PersonMissing {})?;
        Ok(store.author(&person.name))
    }
}
