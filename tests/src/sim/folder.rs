//! The copies of the shared folder. On a file server all PCs see one; a program
//! that carries a folder gives each PC its own, and takes its time.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use samsvar_core::sync::Entry;
use samsvar_core::sync::segment::{self, SegmentName};

use super::accident;
use crate::acts::Chance;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// How often each thing was done or went wrong.
pub type Tally = BTreeMap<&'static str, u64>;

/// A file in one copy. One that was deleted is remembered as that.
#[derive(Clone)]
pub(super) struct File {
    pub(super) bytes: Option<Rc<[u8]>>,
    pub(super) modified: i64,
    /// Its place among all writes of the run: the latest ends up everywhere.
    stamp: u64,
}

/// A file on its way to another copy.
struct Move {
    to: usize,
    path: String,
    file: File,
}

/// Everything outside the PCs.
pub(super) struct World {
    /// The time, which the clocks of the PCs read too.
    pub(super) now: Arc<AtomicI64>,
    pub(super) chance: Chance,
    copies: Vec<BTreeMap<String, File>>,
    moving: BTreeMap<(i64, u64), Move>,
    stamp: u64,
    /// Nothing goes wrong any more.
    pub(super) calm: bool,
    pub(super) tally: Tally,
    /// What a PC did and must never do.
    pub(super) breaches: Vec<String>,
    pub(super) trace: bool,
    /// Writes to the folder, apart from what PCs say of themselves.
    pub(super) written: u64,
}

impl World {
    pub(super) fn new(seed: u64, copies: usize, trace: bool) -> Self {
        Self {
            // 2024-03-01.
            now: Arc::new(AtomicI64::new(1_709_251_200_000)),
            chance: Chance::new(seed),
            copies: vec![BTreeMap::new(); copies],
            moving: BTreeMap::new(),
            stamp: 0,
            calm: false,
            tally: Tally::new(),
            breaches: Vec::new(),
            trace,
            written: 0,
        }
    }

    pub(super) fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// Lets time pass, and what was on its way arrive.
    pub(super) fn pass(&mut self, millis: i64) {
        let now = self.now.fetch_add(millis, Ordering::Relaxed) + millis;
        while let Some(first) = self.moving.first_entry() {
            if first.key().0 > now {
                break;
            }
            let arrived = first.remove();
            self.arrive(arrived);
        }
    }

    /// Lets everything arrive that is on its way.
    pub(super) fn deliver(&mut self) {
        while let Some((_, arrived)) = self.moving.pop_first() {
            self.arrive(arrived);
        }
    }

    fn arrive(&mut self, it: Move) {
        if !self.calm && accident::on_the_way(self, it.to, &it.path, &it.file) {
            let due = self.now() + self.delay();
            self.moving.insert((due, self.stamp), it);
            self.stamp += 1;
            return;
        }
        let there = self.copies[it.to].get(&it.path);
        if there.is_none_or(|there| there.stamp < it.file.stamp) {
            self.copies[it.to].insert(it.path, it.file);
        }
    }

    fn delay(&mut self) -> i64 {
        let most = match self.chance.below(10) {
            _ if self.calm => SECOND,
            0 => 6 * HOUR,
            1..=3 => 10 * MINUTE,
            _ => 30 * SECOND,
        };
        i64::try_from(self.chance.below(usize::try_from(most).unwrap_or(1))).unwrap_or(0)
    }

    /// Puts a file into one copy, and on its way to the others. Files that are
    /// still being written are not carried.
    pub(super) fn put(&mut self, copy: usize, path: &str, bytes: Option<Rc<[u8]>>, modified: i64) {
        self.stamp += 1;
        let file = File {
            bytes,
            modified,
            stamp: self.stamp,
        };
        if !path.ends_with(".tmp") {
            self.written += u64::from(!path.starts_with("_samsvar/ack/"));
            for to in (0..self.copies.len()).filter(|to| *to != copy) {
                let due = self.now() + self.delay();
                self.stamp += 1;
                let (path, file) = (path.to_owned(), file.clone());
                self.moving
                    .insert((due, self.stamp), Move { to, path, file });
            }
        }
        self.copies[copy].insert(path.to_owned(), file);
    }

    pub(super) fn get(&self, copy: usize, path: &str) -> Option<Rc<[u8]>> {
        self.copies[copy].get(path)?.bytes.clone()
    }

    pub(super) fn copies(&self) -> usize {
        self.copies.len()
    }

    /// Paths of every file in a copy that is not being written.
    pub(super) fn paths(&self, copy: usize) -> Vec<String> {
        let files = self.copies[copy].iter();
        files
            .filter(|(path, file)| file.bytes.is_some() && !path.ends_with(".tmp"))
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// Whether the file has good bytes once everything has arrived.
    pub(super) fn has(&self, path: &str) -> bool {
        let moving = self.moving.values().filter(|it| it.path == path);
        let copies = self.copies.iter().filter_map(|copy| copy.get(path));
        let last = moving
            .map(|it| &it.file)
            .chain(copies)
            .max_by_key(|file| file.stamp);
        last.and_then(|file| file.bytes.as_deref())
            .is_some_and(|bytes| is_good(path, bytes))
    }

    /// What lies in a folder; `None` when nothing does.
    pub(super) fn list(&self, copy: usize, folder: &str) -> Option<Vec<Entry>> {
        let prefix = match folder {
            "" => String::new(),
            _ => format!("{folder}/"),
        };
        let mut entries = Vec::new();
        let mut from = prefix.clone();
        while let Some((path, file)) = self.copies[copy].range(from.clone()..).next() {
            let Some(rest) = path.strip_prefix(&prefix) else {
                break;
            };
            if let Some((name, _)) = rest.split_once('/') {
                // '0' follows '/': everything in that folder is passed over.
                from = format!("{prefix}{name}0");
                let inside = self.copies[copy].range(format!("{prefix}{name}/")..from.clone());
                if inside.into_iter().any(|(_, file)| file.bytes.is_some()) {
                    entries.push(Entry {
                        name: name.to_owned(),
                        folder: true,
                        size: 0,
                        modified: 0,
                    });
                }
                continue;
            }
            from = format!("{path}\0");
            if let Some(bytes) = &file.bytes {
                entries.push(Entry {
                    name: rest.to_owned(),
                    folder: false,
                    size: bytes.len() as u64,
                    modified: file.modified,
                });
            }
        }
        (folder.is_empty() || !entries.is_empty()).then_some(entries)
    }

    pub(super) fn count(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    pub(super) fn say(&self, what: impl FnOnce() -> String) {
        if self.trace {
            eprintln!("{:>14} {}", self.now(), what());
        }
    }
}

/// The segment that a path claims to be.
pub(super) fn segment_at(path: &str) -> Option<SegmentName> {
    let rest = path.strip_prefix(segment::FOLDER)?.strip_prefix('/')?;
    let (install, file) = rest.split_once('/')?;
    SegmentName::of_file(install, file)
}

/// The hash of the file's bytes that a path claims to hold.
pub(super) fn blob_at(path: &str) -> Option<&str> {
    let name = path.strip_prefix("_samsvar/blob/")?.get(3..)?;
    (name.len() == 64).then_some(name)
}

/// Whether these are the bytes that the path's name asks for. Only names that
/// end in a hash ask for any.
pub(super) fn is_good(path: &str, bytes: &[u8]) -> bool {
    let hash = || samsvar_core::model::Sha256::of(bytes);
    match (segment_at(path), blob_at(path)) {
        (Some(name), _) => name.fits(bytes),
        (_, Some(blob)) => hash().as_str() == blob,
        _ => true,
    }
}
