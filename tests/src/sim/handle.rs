//! One PC's way to the shared folder. Everything that a folder can do wrong is
//! done here, by chance.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::rc::Rc;

use samsvar_core::sync::{Entry, Fs};

use super::folder::{World, is_good};
use crate::acts::Chance;

/// How the folder behaves for one PC just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weather {
    Clear,
    Breeze,
    Storm,
    /// It is not connected.
    Away,
}

/// What ends a program in the middle of what it does.
pub(super) struct Killed;

pub(super) struct Handle {
    pub(super) world: Rc<RefCell<World>>,
    pub(super) copy: usize,
    pub(super) install: String,
    /// How far this PC's clock is from the true time.
    pub(super) skew: i64,
    pub(super) weather: Cell<Weather>,
    /// Steps until the program is ended.
    pub(super) fuse: Cell<Option<u32>>,
    chance: RefCell<Chance>,
    /// How each folder was listed before.
    heard: RefCell<BTreeMap<String, Vec<Entry>>>,
    /// What this PC believes it wrote, until it looks anew.
    believed: RefCell<BTreeMap<String, Rc<[u8]>>>,
}

impl Handle {
    pub(super) fn new(
        world: Rc<RefCell<World>>,
        copy: usize,
        install: String,
        skew: i64,
        seed: u64,
    ) -> Self {
        Self {
            world,
            copy,
            install,
            skew,
            weather: Cell::new(Weather::Clear),
            fuse: Cell::new(None),
            chance: RefCell::new(Chance::new(seed)),
            heard: RefCell::default(),
            believed: RefCell::default(),
        }
    }

    /// A sharing ended: what was only believed is forgotten.
    pub(super) fn forget(&self) {
        self.believed.borrow_mut().clear();
    }

    /// Every step takes a moment, and any may be the last.
    fn step(&self) -> io::Result<()> {
        match self.fuse.get() {
            Some(0) => self.die(),
            Some(steps) => self.fuse.set(Some(steps - 1)),
            None => {}
        }
        let millis = 1 + self.below(20);
        self.world.borrow_mut().pass(millis as i64);
        match self.weather.get() {
            Weather::Away => Err(self.fault("away", ErrorKind::TimedOut)),
            _ => Ok(()),
        }
    }

    fn die(&self) -> ! {
        self.world.borrow_mut().count("killed");
        self.fuse.set(None);
        // Unwinds without the words that a panic says.
        std::panic::resume_unwind(Box::new(Killed))
    }

    fn below(&self, most: usize) -> usize {
        self.chance.borrow_mut().below(most)
    }

    /// Whether a fault strikes that does so once in `rare` steps of a storm.
    fn strikes(&self, rare: usize, what: &'static str) -> bool {
        let rare = match self.weather.get() {
            Weather::Clear | Weather::Away => return false,
            Weather::Breeze => rare * 5,
            Weather::Storm => rare,
        };
        let struck = self.below(rare) == 0;
        if struck {
            self.world.borrow_mut().count(what);
        }
        struck
    }

    fn fault(&self, what: &'static str, kind: ErrorKind) -> io::Error {
        self.world.borrow_mut().count(what);
        kind.into()
    }

    fn refusal(&self) -> io::Error {
        let kinds = [
            ErrorKind::TimedOut,
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::ConnectionReset,
        ];
        kinds[self.below(kinds.len())].into()
    }

    fn get(&self, path: &str) -> io::Result<Rc<[u8]>> {
        let bytes = self.world.borrow().get(self.copy, path);
        bytes.ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn put(&self, path: &str, bytes: Option<Rc<[u8]>>) {
        let mut world = self.world.borrow_mut();
        let modified = world.now() + self.skew;
        world.put(self.copy, path, bytes, modified);
    }

    fn is_own(&self, path: &str) -> bool {
        let temporary = format!(".{}.tmp", &self.install[..8]);
        path.ends_with(&temporary)
            || path.starts_with(&format!("_samsvar/seg/{}/", self.install))
            || path == format!("_samsvar/ack/{}.json", self.install)
    }

    fn breach(&self, what: String) {
        self.world.borrow_mut().breaches.push(what);
    }

    fn move_to(&self, from: &str, to: &str) -> io::Result<()> {
        let bytes = self.get(from)?;
        let believed = self.believed.borrow_mut().remove(from);
        let there = self.world.borrow().get(self.copy, to);
        if let Some(there) = there
            && believed.is_none()
            && is_good(to, &there)
            && !is_good(to, &bytes)
        {
            self.breach(format!("a good file was replaced by a bad one: {to}"));
        }
        match believed {
            Some(believed) => self.believed.borrow_mut().insert(to.to_owned(), believed),
            None => self.believed.borrow_mut().remove(to),
        };
        self.world
            .borrow()
            .say(|| format!("{} puts {to} ({})", self.install, bytes.len()));
        self.put(from, None);
        self.put(to, Some(bytes));
        Ok(())
    }
}

impl Fs for Handle {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.step()?;
        if self.strikes(60, "list failed") {
            return Err(self.refusal());
        }
        if self.strikes(150, "list empty") {
            return Ok(Vec::new());
        }
        let listed = self.world.borrow().list(self.copy, folder);
        let mut listed = listed.ok_or(ErrorKind::NotFound)?;
        let heard = self.heard.borrow().get(folder).cloned();
        if let Some(earlier) = heard
            && self.strikes(40, "list late")
        {
            return Ok(earlier);
        }
        self.heard
            .borrow_mut()
            .insert(folder.to_owned(), listed.clone());
        if self.strikes(40, "list partial") {
            listed.retain(|_| self.below(4) > 0);
        }
        Ok(listed)
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        self.step()?;
        if self.strikes(30, "read failed") {
            return Err(self.refusal());
        }
        let believed = self.believed.borrow().get(path).cloned();
        let bytes = match believed {
            Some(believed) => believed,
            None => self.get(path)?,
        };
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        let mut read = bytes[from..bytes.len().min(from.saturating_add(most))].to_vec();
        if !read.is_empty() && self.strikes(20, "read short") {
            read.truncate(self.below(read.len()));
        }
        if !read.is_empty() && self.strikes(20, "read flipped") {
            let at = self.below(read.len());
            read[at] ^= 1 << self.below(8);
        }
        Ok(read)
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        if self.fuse.get() == Some(0) {
            let half = bytes.len() / 2;
            self.put(path, Some(bytes[..half].into()));
            self.die();
        }
        self.step()?;
        if self.strikes(30, "write failed") {
            return Err(self.refusal());
        }
        let mut whole = match at {
            0 => Vec::new(),
            _ => self.get(path)?.to_vec(),
        };
        if whole.len() as u64 != at {
            return Err(ErrorKind::InvalidInput.into());
        }
        let torn = self.strikes(30, "write torn");
        let silent = !torn && self.strikes(60, "write torn, said done");
        let hidden = !torn && !silent && self.strikes(80, "write torn, read back whole");
        if hidden {
            let believed: Vec<u8> = [&whole, bytes].concat();
            self.believed
                .borrow_mut()
                .insert(path.to_owned(), believed.into());
        } else {
            self.believed.borrow_mut().remove(path);
        }
        let written = match torn || silent || hidden {
            true => self.below(bytes.len().max(1)),
            false => bytes.len(),
        };
        whole.extend(&bytes[..written]);
        self.put(path, Some(whole.into()));
        if torn {
            return Err(ErrorKind::StorageFull.into());
        }
        match self.strikes(30, "write done, said failed") {
            true => Err(self.refusal()),
            false => Ok(()),
        }
    }

    fn settle(&self, path: &str) -> io::Result<()> {
        self.step()?;
        self.get(path)?;
        match self.strikes(30, "settle failed") {
            true => Err(self.refusal()),
            false => Ok(()),
        }
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        if self.strikes(30, "rename failed") {
            return Err(self.refusal());
        }
        self.move_to(from, to)?;
        match self.strikes(30, "rename done, said failed") {
            true => Err(self.refusal()),
            false => Ok(()),
        }
    }

    fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        match self.world.borrow().get(self.copy, to) {
            Some(_) => Err(ErrorKind::AlreadyExists.into()),
            None => self.rename(from, to),
        }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.step()?;
        if self.strikes(30, "remove failed") {
            return Err(self.refusal());
        }
        self.get(path)?;
        if !self.is_own(path) {
            self.breach(format!("{} removed {path}", self.install));
        }
        self.world.borrow_mut().count("removed");
        self.world
            .borrow()
            .say(|| format!("{} removes {path}", self.install));
        self.put(path, None);
        match self.strikes(30, "remove done, said failed") {
            true => Err(self.refusal()),
            false => Ok(()),
        }
    }
}
