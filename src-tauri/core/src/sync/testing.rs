//! PCs and a folder for the tests of what people see in it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::readable::{Planned, Written, plan, write};
use super::{Disk, Fs};
use crate::model::{Act, Author, CaseField, CaseId, Moment, NewCase, QuestionId, RegistryNumber};
use crate::store::{Options, Store};

/// A folder that is there as long as the test.
pub(super) struct Shared {
    root: tempfile::TempDir,
}

/// A PC with a store and a clock of its own.
pub(super) struct Pc {
    pub(super) store: Store,
    pub(super) install: &'static str,
    clock: Arc<AtomicI64>,
    _workspace: tempfile::TempDir,
}

impl Shared {
    pub(super) fn new() -> Self {
        Self {
            root: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn fs(&self) -> Disk {
        Disk::new(self.root.path())
    }

    pub(super) fn path(&self) -> &Path {
        self.root.path()
    }

    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(super) fn get(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.root.path().join(path)).unwrap_or_else(|_| {
            panic!("{path} is not among {:#?}", self.files());
        })
    }

    /// Every file, with `/`, in order.
    pub(super) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        each(self.root.path(), self.root.path(), &mut files);
        files.sort();
        files
    }

    /// The names of the folders of the cases, in order.
    pub(super) fn cases(&self) -> Vec<String> {
        let entries = self.fs().list("Ärenden").unwrap_or_default();
        let mut names: Vec<_> = entries.into_iter().map(|it| it.name).collect();
        names.sort();
        names
    }
}

fn each(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            each(root, &entry.path(), files);
        } else {
            let path = entry.path();
            let path = path.strip_prefix(root).unwrap();
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

impl Pc {
    pub(super) fn new(install: &'static str) -> Self {
        let workspace = tempfile::tempdir().unwrap();
        // 22 November 2026, 12:00 in Sweden.
        let clock = Arc::new(AtomicI64::new(1_795_345_200_000));
        let told = Arc::clone(&clock);
        let options = Options {
            clock: Box::new(move || Moment::from_millis(told.load(Ordering::SeqCst))),
            ..Options::default()
        };
        Self {
            store: Store::open(workspace.path(), options).unwrap(),
            install,
            clock,
            _workspace: workspace,
        }
    }

    pub(super) fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub(super) fn author(&self) -> Author {
        self.store.author("Anna")
    }

    pub(super) fn case(&mut self, number: &str, title: &str) -> CaseId {
        let numbers = match number {
            "" => Vec::new(),
            number => vec![RegistryNumber {
                holder: "Socialstyrelsen".to_owned(),
                number: number.to_owned(),
            }],
        };
        let new = NewCase {
            process: "remissvar".to_owned(),
            title: title.to_owned(),
            numbers,
            ..NewCase::default()
        };
        let author = self.author();
        let done = self.store.transact(&author, |door| door.case_new(&new));
        done.unwrap().value
    }

    pub(super) fn act(&mut self, id: CaseId, act: Act) {
        self.wait(1);
        let author = self.author();
        self.store
            .transact(&author, |door| door.act(id, act))
            .unwrap();
    }

    pub(super) fn set(&mut self, id: CaseId, field: CaseField, value: &str) {
        let value = value.to_owned();
        self.act(id, Act::FieldSet { field, value });
    }

    pub(super) fn answer(&mut self, id: CaseId, by: &str, text: &str) {
        self.wait(1);
        let author = self.store.author(by);
        let question = self.store.case(id).unwrap().questions[0].id.clone();
        self.write(&author, id, question, text);
    }

    fn write(&mut self, author: &Author, id: CaseId, question: QuestionId, text: &str) {
        let done = self
            .store
            .transact(author, |door| door.text(id, question, text));
        done.unwrap();
    }

    pub(super) fn attach(&mut self, id: CaseId, name: &str, bytes: &[u8]) {
        self.wait(1);
        let sha256 = self.store.blobs().put(bytes).unwrap();
        let taken = crate::documents::Taken {
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256,
        };
        let author = self.author();
        self.store.attach(&author, id, None, vec![taken]).unwrap();
    }

    /// Learns all that another PC knows: its changes, bytes and promises.
    pub(super) fn learn(&mut self, other: &Self) {
        self.learn_changes(other);
        let queued = other.store.promises_queued().unwrap();
        self.store.promises_received(&queued).unwrap();
    }

    pub(super) fn learn_changes(&mut self, other: &Self) {
        self.store.receive(other.store.parcels().unwrap()).unwrap();
        let (from, to) = (other.store.workspace(), self.store.workspace());
        let mut blobs = Vec::new();
        let root = from.join("blobs");
        if root.is_dir() {
            each(&root, &root, &mut blobs);
        }
        for blob in blobs {
            let to = to.join("blobs").join(&blob);
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(root.join(&blob), to).unwrap();
        }
    }

    /// One round with promises that leave; `told` is who hears of them.
    pub(super) fn round(&self, fs: &dyn Fs, told: &[&Self]) -> (Planned, Written) {
        let planned = plan(&self.store, fs, 100).unwrap();
        let queued = self.store.promises_queued().unwrap();
        for other in told {
            other.store.promises_received(&queued).unwrap();
        }
        self.store.promises_left(&queued).unwrap();
        let written = write(&self.store, fs, self.install, &planned).unwrap();
        (planned, written)
    }
}
