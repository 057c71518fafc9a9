//! Protocols that are wrong in one way each. The product is not touched: each is
//! a way to the folder that hides something from it, or a writer's id that is
//! used again. The oracles must find every one of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::rc::Rc;

use samsvar_core::sync::segment::{self, SegmentName};
use samsvar_core::sync::{Entry, Fs};

use super::folder::{blob_at, is_good, segment_at};
use super::handle::Handle;
use super::way::{Bent, Way};

/// The product, or what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// As it is.
    Product,
    /// What is read is taken for what it should be, without comparing hashes.
    Unhashed,
    /// A cloned disk or restored backup goes on with the writer's id it had.
    ReusedWriter,
    /// What was in the folder once is never put there again.
    PublishOnce,
    /// Of what is written about one case, what is older by the files' times
    /// than what was read gives way.
    LastWriter,
}

impl Variant {
    /// A PC's way to the folder.
    pub(super) fn way(self, way: &Rc<Handle>) -> Rc<dyn Fs> {
        let way = way.clone();
        match self {
            Self::Product | Self::ReusedWriter => way,
            Self::Unhashed => Rc::new(Bent(Unhashed {
                way,
                read: RefCell::default(),
            })),
            Self::PublishOnce => Rc::new(Bent(PublishOnce {
                way,
                done: RefCell::default(),
            })),
            Self::LastWriter => Rc::new(Bent(LastWriter {
                way,
                taken: RefCell::default(),
                newest: RefCell::default(),
            })),
        }
    }
}

/// A file's own part of its path.
fn file_of(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn slice(bytes: &[u8], from: u64, most: usize) -> Vec<u8> {
    let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
    bytes[from..bytes.len().min(from.saturating_add(most))].to_vec()
}

/// Hands out whatever bytes a colleague's segment was first read as, under a name
/// that fits them.
struct Unhashed {
    way: Rc<Handle>,
    /// By the file's own path: the path it is shown under, and its bytes.
    read: RefCell<BTreeMap<String, (String, Vec<u8>)>>,
}

impl Unhashed {
    fn first_read(&self, path: &str) -> Option<(String, Vec<u8>)> {
        if let Some(known) = self.read.borrow().get(path) {
            return Some(known.clone());
        }
        let name = segment_at(path).filter(|it| it.install != self.way.install)?;
        let bytes = self.way.read(path, 0, usize::MAX).ok()?;
        // What is no segment at all is tried again.
        segment::decode(&bytes).ok()?;
        let shown = match name.fits(&bytes) {
            true => path.to_owned(),
            false => SegmentName::of(&name.install, name.seq, &bytes).path(),
        };
        let known = (shown, bytes);
        self.read
            .borrow_mut()
            .insert(path.to_owned(), known.clone());
        Some(known)
    }
}

impl Way for Unhashed {
    fn beneath(&self) -> &dyn Fs {
        &*self.way
    }

    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = self.way.list(folder)?;
        for entry in &mut entries {
            if let Some((shown, _)) = self.first_read(&format!("{folder}/{}", entry.name)) {
                file_of(&shown).1.clone_into(&mut entry.name);
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        let read = self.read.borrow();
        match read.values().find(|(shown, _)| shown == path) {
            Some((_, bytes)) => Ok(slice(bytes, from, most)),
            None => self.way.read(path, from, most),
        }
    }
}

/// Believes for ever that what it once saw whole in the folder is there.
struct PublishOnce {
    way: Rc<Handle>,
    done: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Way for PublishOnce {
    fn beneath(&self) -> &dyn Fs {
        &*self.way
    }

    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = self.way.list(folder)?;
        for (path, bytes) in &*self.done.borrow() {
            let (of, name) = file_of(path);
            if of == folder && entries.iter().all(|it| it.name != name) {
                entries.push(Entry {
                    name: name.to_owned(),
                    folder: false,
                    size: bytes.len() as u64,
                    modified: 0,
                });
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        if let Some(bytes) = self.done.borrow().get(path) {
            return Ok(slice(bytes, from, most));
        }
        let bytes = self.way.read(path, from, most)?;
        let named = segment_at(path).is_some_and(|it| it.path() == path) || blob_at(path).is_some();
        if from == 0 && named && is_good(path, &bytes) {
            self.done
                .borrow_mut()
                .insert(path.to_owned(), bytes.clone());
        }
        Ok(bytes)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        match self.done.borrow().contains_key(to) {
            true => Ok(()),
            false => self.way.rename(from, to),
        }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.done.borrow_mut().remove(path);
        self.way.remove(path)
    }
}

/// Does not see a colleague's segment that is older than what it has of a case.
struct LastWriter {
    way: Rc<Handle>,
    taken: RefCell<BTreeSet<String>>,
    newest: RefCell<BTreeMap<String, i64>>,
}

impl LastWriter {
    fn gives_way(&self, path: &str, modified: i64) -> bool {
        if self.taken.borrow().contains(path) {
            return false;
        }
        let own = segment_at(path).is_none_or(|it| it.install == self.way.install);
        let bytes = self.way.world.borrow().get(self.way.copy, path);
        let parts = bytes.and_then(|bytes| segment::decode(&bytes).ok());
        let parts = parts.map(|it| it.1).unwrap_or_default();
        let cases = parts.iter().filter(|part| part.kind == "case");
        let mut newest = self.newest.borrow_mut();
        let older = |doc: &String| newest.get(doc).is_some_and(|at| *at > modified);
        if !own && cases.clone().any(|part| older(&part.doc)) {
            return true;
        }
        for part in cases {
            let at = newest.entry(part.doc.clone()).or_insert(modified);
            *at = (*at).max(modified);
        }
        self.taken.borrow_mut().insert(path.to_owned());
        false
    }
}

impl Way for LastWriter {
    fn beneath(&self) -> &dyn Fs {
        &*self.way
    }

    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = self.way.list(folder)?;
        entries.retain(|entry| {
            let path = format!("{folder}/{}", entry.name);
            segment_at(&path).is_none() || !self.gives_way(&path, entry.modified)
        });
        Ok(entries)
    }
}
