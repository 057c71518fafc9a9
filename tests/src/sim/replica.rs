//! A PC: a real store in a folder of its own, its backup, and its clones.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, OnceLock};

use samsvar_core::error::Error;
use samsvar_core::model::{Author, Moment, Sha256};
use samsvar_core::store::{Options, Space, Store};
use samsvar_core::sync::{self, Fs, Shared};
use tempfile::TempDir;

use super::broken::Variant;
use super::edit::Screen;
use super::folder::World;
use super::handle::{Handle, Killed};
use crate::acts::Chance;
use crate::folders::{copy_all, fresh};

/// What every PC of a run is given.
pub(super) struct Given {
    pub(super) world: Rc<RefCell<World>>,
    pub(super) space: String,
    pub(super) variant: Variant,
}

/// The workspace as it lay once, and how much its PC had said was done by then.
struct Backup {
    folder: TempDir,
    said: usize,
    segments: BTreeSet<String>,
}

pub(super) struct Replica {
    pub(super) name: String,
    pub(super) author: Author,
    pub(super) screen: Option<Screen>,
    pub(super) way: Rc<Handle>,
    /// The way as the variant bends it.
    fs: Rc<dyn Fs>,
    folder: TempDir,
    store: Option<Store>,
    backup: Option<Backup>,
    chance: Chance,
    /// Which disk it descends from: clones and restored backups have the same.
    lineage: u64,
    /// Edits said to be done here, and how many of them reached the folder.
    pub(super) said: Vec<usize>,
    shared_through: usize,
}

impl Replica {
    /// A PC that joins the space in a copy of the folder.
    pub(super) fn join(given: &Given, copy: usize, name: &str, skew: i64, seed: u64) -> Self {
        let folder = fresh();
        copy_all(template(), folder.path());
        Self::begin(given, folder, copy, name, skew, seed, seed)
    }

    /// A PC whose disk is a copy of this one's.
    pub(super) fn cloned(&mut self, given: &Given, name: &str, skew: i64, seed: u64) -> Self {
        let folder = fresh();
        self.store = None;
        copy_all(self.folder.path(), folder.path());
        self.reopen(given);
        let copy = self.way.copy;
        Self::begin(given, folder, copy, name, skew, seed, self.lineage)
    }

    fn begin(
        given: &Given,
        folder: TempDir,
        copy: usize,
        name: &str,
        skew: i64,
        seed: u64,
        lineage: u64,
    ) -> Self {
        let mut chance = Chance::new(seed);
        let mut store = opened(given, folder.path(), skew, lineage, &mut chance);
        let space = Space {
            id: given.space.clone(),
            folder: "delad".to_owned(),
        };
        store.space_join(&space).expect("the space is joined");
        let install = store.install().expect("an install");
        let world = given.world.clone();
        let way = Rc::new(Handle::new(world, copy, install, skew, seed ^ 0x5a5a));
        Self {
            name: name.to_owned(),
            author: Author {
                by: name.to_owned(),
                pc: format!("PC-{name}"),
            },
            screen: None,
            fs: given.variant.way(&way),
            way,
            folder,
            store: Some(store),
            backup: None,
            chance,
            lineage,
            said: Vec::new(),
            shared_through: 0,
        }
    }

    pub(super) fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("an open store")
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Ends the program and starts it.
    pub(super) fn reopen(&mut self, given: &Given) {
        self.store = None;
        self.screen = None;
        let (path, skew) = (self.folder.path().to_owned(), self.way.skew);
        let mut store = opened(given, &path, skew, self.lineage, &mut self.chance);
        store.recover_drafts().expect("drafts are recovered");
        self.store = Some(store);
    }

    /// Shares once; `None` when the program was killed on the way.
    pub(super) fn share(&mut self, given: &Given) -> Option<Result<Shared, Error>> {
        let stops = self.chance.one_in(20);
        let (fs, store) = (self.fs.clone(), self.store.as_mut()?);
        let mut progress = |it| match it {
            sync::Progress::File { .. } if stops => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        let shared = catch_unwind(AssertUnwindSafe(|| sync::share(store, &*fs, &mut progress)));
        self.way.forget();
        self.way.fuse.set(None);
        match shared {
            Ok(shared) => {
                if self.store().waiting().is_ok_and(|it| it.0 == 0) {
                    self.shared_through = self.said.len();
                }
                Some(shared)
            }
            Err(payload) if payload.is::<Killed>() => {
                self.reopen(given);
                None
            }
            Err(other) => resume_unwind(other),
        }
    }

    /// Copies the workspace away, as a person does with the program ended.
    pub(super) fn back_up(&mut self, given: &Given) {
        let segments = self.segments().into_iter().collect();
        let folder = fresh();
        self.store = None;
        copy_all(self.folder.path(), folder.path());
        self.backup = Some(Backup {
            folder,
            said: self.said.len(),
            segments,
        });
        self.reopen(given);
    }

    /// Whether what this PC alone has was shared and can be had again from the
    /// folder once its disk is gone. Otherwise two accidents would have met, and
    /// no protocol could help.
    pub(super) fn may_restore(&mut self, others: &[Held], world: &World) -> bool {
        let mine = Held::of(self);
        let Some(backup) = &self.backup else {
            return false;
        };
        let elsewhere = |name: &str| others.iter().any(|held| held.segments.contains(name));
        let unwaited: BTreeSet<String> = mine.shared.iter().cloned().collect();
        let new = unwaited
            .iter()
            .filter(|name| !backup.segments.contains(*name));
        for name in new {
            let path = format!("_samsvar/seg/{name}.seg");
            if !elsewhere(name) && !world.has(&path) {
                return false;
            }
        }
        mine.blobs.iter().all(|sha256| {
            let kept = |folder: &Path| has_blob(folder, sha256);
            let path = format!("_samsvar/blob/{}/{sha256}", &sha256[..2]);
            kept(backup.folder.path())
                || others.iter().any(|held| held.blobs.contains(sha256))
                || world.has(&path)
        })
    }

    /// Puts the old backup in place of the workspace. Returns the edits that
    /// need not be anywhere now.
    pub(super) fn restore(&mut self, given: &Given) -> Vec<usize> {
        let Some(backup) = &self.backup else {
            return Vec::new();
        };
        self.store = None;
        let lost = self.said.split_off(backup.said);
        let shared = self.shared_through.saturating_sub(backup.said);
        self.shared_through = self.shared_through.min(backup.said);
        clear(self.folder.path());
        copy_all(backup.folder.path(), self.folder.path());
        self.reopen(given);
        lost.get(shared..).unwrap_or_default().to_vec()
    }

    pub(super) fn has_backup(&self) -> bool {
        self.backup.is_some()
    }

    fn segments(&mut self) -> Vec<String> {
        let rows = self.store().segments().expect("the rows of segments");
        rows.into_iter().map(|row| row.name).collect()
    }
}

/// What a PC has of what lies in the folder.
pub(super) struct Held {
    pub(super) segments: BTreeSet<String>,
    shared: BTreeSet<String>,
    pub(super) blobs: BTreeSet<String>,
}

impl Held {
    pub(super) fn of(replica: &mut Replica) -> Self {
        let rows = replica.store().segments().expect("the rows of segments");
        let shared = rows
            .iter()
            .filter(|row| row.state != samsvar_core::store::SegmentState::Waiting)
            .map(|row| row.name.clone());
        Self {
            shared: shared.collect(),
            segments: rows.into_iter().map(|row| row.name).collect(),
            blobs: blobs_in(replica.path()),
        }
    }
}

fn blobs_in(workspace: &Path) -> BTreeSet<String> {
    let shelves = std::fs::read_dir(workspace.join("blobs")).into_iter();
    let shelves = shelves.flatten().flatten().map(|shelf| shelf.path());
    shelves
        .filter_map(|shelf| std::fs::read_dir(shelf).ok())
        .flat_map(|files| files.flatten())
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect()
}

fn has_blob(workspace: &Path, sha256: &str) -> bool {
    let path = workspace.join("blobs").join(&sha256[..2]).join(sha256);
    std::fs::read(path).is_ok_and(|bytes| Sha256::of(&bytes).as_str() == sha256)
}

fn opened(given: &Given, folder: &Path, skew: i64, lineage: u64, chance: &mut Chance) -> Store {
    let now = given.world.borrow().now.clone();
    let mut drawn = Chance::new(u64::from_le_bytes(first(chance.bytes())));
    // Who writes is the first that a store asks chance for.
    let mut writer = match given.variant {
        Variant::ReusedWriter => Some(Chance::new(lineage).bytes()),
        _ => None,
    };
    let drawn = Mutex::new(move || writer.take().unwrap_or_else(|| drawn.bytes()));
    let options = Options {
        clock: Box::new(move || Moment::from_millis(now.load(Ordering::Relaxed) + skew)),
        chance: Box::new(move || drawn.lock().expect("nobody panics with it")()),
        ..Options::default()
    };
    Store::open(folder, options).expect("the store opens")
}

fn first(bytes: [u8; 16]) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&bytes[..8]);
    first
}

/// A workspace that was opened once, which every PC begins with.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE
        .get_or_init(|| {
            let folder = fresh();
            drop(Store::open(folder.path(), Options::default()).expect("the store opens"));
            folder
        })
        .path()
}

fn clear(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let gone = match path.is_dir() {
            true => std::fs::remove_dir_all(path),
            false => std::fs::remove_file(path),
        };
        gone.expect("a folder cleared");
    }
}
