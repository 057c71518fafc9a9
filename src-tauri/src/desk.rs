//! What the commands share: the open store, or why it did not open.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use samsvar_core::model::{Author, CaseId, Refusal};
use samsvar_core::store::{Done, Door, Error, Options, Store, default_workspace};

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
}

/// The store, held for one command.
pub struct Held<'d>(MutexGuard<'d, Result<Store, Error>>);

impl Desk {
    /// Opens the workspace. What went wrong is kept and told by every command.
    pub fn open() -> Self {
        let workspace = std::env::var_os(WORKSPACE).map_or_else(default_workspace, PathBuf::from);
        let mut store = Store::open(&workspace, Options::default());
        let recovered = match &mut store {
            // What cannot be recovered stays in the journal and is shown as typed.
            Ok(store) => store.recover_drafts().unwrap_or_default(),
            Err(_) => 0,
        };
        // Copies made for viewers in an earlier session are not kept.
        for folder in [VIEWED, PRINTED] {
            let _ = std::fs::remove_dir_all(workspace.join(folder));
        }
        Self {
            store: Mutex::new(store),
            stop: AtomicBool::new(false),
            recovered,
            workspace,
        }
    }

    /// The store, once no other command holds it.
    pub fn hold(&self) -> Held<'_> {
        // A command that panicked left the store as its transaction did: rolled back.
        Held(self.store.lock().unwrap_or_else(PoisonError::into_inner))
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
    pub fn folder(&self, name: &str, case: CaseId) -> PathBuf {
        self.workspace.join(name).join(case.to_string())
    }
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
