//! One run: steps by chance, then the calm in which everything must come right.

use std::cell::RefCell;
use std::rc::Rc;

use samsvar_core::error::Error;
use samsvar_core::sync::format::{Format, PATH};

use super::broken::Variant;
use super::edit::{Edit, Typist};
use super::folder::{Tally, World, blob_at, segment_at};
use super::handle::Weather;
use super::replica::{Given, Held, Replica};
use super::{accident, oracle};
use crate::acts::Chance;

const MINUTE: i64 = 60 * 1000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Rounds of sharing in which the calm must have come.
const ROUNDS: usize = 80;

/// Rounds without anything new before it counts as calm: more than those in which a
/// colleague's file must be missing before it is put back.
const QUIET: usize = 5;

/// What a run is made of.
#[derive(Clone, Debug)]
pub struct Settings {
    /// All chance comes from it.
    pub seed: u64,
    /// PCs at the beginning; clones come to them.
    pub replicas: usize,
    /// Steps before the calm.
    pub steps: usize,
    /// The product, or a protocol that is wrong.
    pub variant: Variant,
    /// Whether every step is told on standard error.
    pub trace: bool,
    /// Whether `check` is run on every PC at the end, or on one, and whether every
    /// text is read in its version.
    pub check_all: bool,
}

impl Settings {
    /// What 200 seeds are run with.
    pub fn of(seed: u64) -> Self {
        Self {
            seed,
            replicas: 4,
            steps: 300,
            variant: Variant::Product,
            trace: false,
            check_all: seed.is_multiple_of(10),
        }
    }
}

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Edits said to be done.
    pub edits: u64,
    /// What was done and went wrong on the way.
    pub tally: Tally,
    /// Everything that must hold and does not.
    pub faults: Vec<Fault>,
    /// Of the end: equal for equal seeds.
    pub digest: String,
}

/// Something that must hold and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// PCs differ.
    Diverged(String),
    /// Something said to be done is gone.
    Lost(String),
    /// Something was done that must never be.
    Breach(String),
}

/// Runs.
pub fn run(settings: &Settings) -> Outcome {
    let mut run = Run::begin(settings);
    for step in 0..settings.steps {
        run.step(step);
    }
    let calm = run.calm();
    run.end(calm)
}

pub(super) struct Run<'s> {
    pub(super) settings: &'s Settings,
    pub(super) given: Given,
    pub(super) replicas: Vec<Replica>,
    pub(super) edits: Vec<Edit>,
    chance: Chance,
    words: u64,
    /// One PC works much more than the others: enough for packing.
    busy: bool,
}

impl<'s> Run<'s> {
    fn begin(settings: &'s Settings) -> Self {
        let seed = settings.seed.wrapping_mul(0x9e37_79b9).wrapping_add(17);
        let mut chance = Chance::new(seed);
        let count = settings.replicas;
        // One file server, a program that carries, or both.
        let copies = *chance.of(&[1, count, count.div_ceil(2)]);
        let mut world = World::new(seed ^ 0xf00d, copies, settings.trace);
        let format = Format::new(hex(&mut chance));
        let now = world.now();
        world.put(0, PATH, Some(format.bytes().into()), now);
        world.deliver();
        let given = Given {
            world: Rc::new(RefCell::new(world)),
            space: format.space,
            variant: settings.variant,
        };
        let names = ["Anna", "Bo", "Cia", "Dan", "Eva", "Fia", "Gun", "Hans"];
        let replicas = (0..count).map(|n| {
            let skew = match n {
                0 => 0,
                1 => 365 * DAY,
                _ => chance.below(600_000) as i64 - 300_000,
            };
            let seed = u64::from_le_bytes(first(chance.bytes()));
            Replica::join(&given, n % copies, names[n % names.len()], skew, seed)
        });
        let replicas = replicas.collect();
        Self {
            settings,
            given,
            replicas,
            edits: Vec::new(),
            words: 0,
            busy: settings.seed.is_multiple_of(4),
            chance,
        }
    }

    fn pass(&self, millis: i64) {
        self.given.world.borrow_mut().pass(millis);
    }

    fn say(&self, what: impl FnOnce() -> String) {
        self.given.world.borrow().say(what);
    }

    fn count(&self, what: &'static str) {
        self.given.world.borrow_mut().count(what);
    }

    fn step(&mut self, step: usize) {
        self.count("steps");
        let seconds = 1 + self.chance.below(240) as i64;
        self.pass(seconds * 1000);
        if self.chance.one_in(60) {
            let days = *self.chance.of(&[1, 1, 2, 8, 33]);
            self.say(|| format!("{days} days pass"));
            self.pass(days * DAY);
        }
        let who = match self.busy && self.chance.below(5) < 3 {
            true => 0,
            false => self.chance.below(self.replicas.len()),
        };
        self.say(|| format!("step {step}: {}", self.replicas[who].name));
        match self.chance.below(100) {
            0..=46 => self.edit(who),
            47..=80 => {
                self.share(who);
            }
            81..=83 => {
                self.count("reboots");
                self.replicas[who].reopen(&self.given);
            }
            84..=85 => self.replicas[who].back_up(&self.given),
            86..=87 => self.restore(who),
            88 if self.replicas.len() < self.settings.replicas + 2 && self.chance.one_in(4) => {
                self.clone_disk(who);
            }
            89..=93 => self.accident(),
            _ => {
                let all = [
                    Weather::Clear,
                    Weather::Breeze,
                    Weather::Breeze,
                    Weather::Storm,
                    Weather::Away,
                ];
                let weather = *self.chance.of(&all);
                self.say(|| format!("weather: {weather:?}"));
                self.replicas[who].way.weather.set(weather);
            }
        }
        if self.busy && who == 0 && self.chance.below(3) > 0 {
            self.share(who);
        }
    }

    fn edit(&mut self, who: usize) {
        self.words += 1;
        let word = format!("zq{}z", self.words);
        let replica = &mut self.replicas[who];
        let (author, mut screen) = (replica.author.clone(), replica.screen.take());
        let mut typist = Typist {
            chance: &mut self.chance,
            author: &author,
            screen: &mut screen,
            most_cases: 5,
        };
        let done = typist.work(replica.store(), &word);
        replica.screen = screen;
        match done {
            Ok(edits) => {
                self.say(|| format!("edits: {edits:?}"));
                for edit in edits {
                    self.replicas[who].said.push(self.edits.len());
                    self.edits.push(edit);
                }
            }
            Err(Error::Refused(refusal)) => self.say(|| format!("refused: {refusal:?}")),
            Err(error) => self.breach(format!(
                "{} cannot edit: {error:?}",
                self.replicas[who].name
            )),
        }
    }

    /// Shares once, and says whether anything was new.
    fn share(&mut self, who: usize) -> bool {
        self.count("shared");
        let replica = &mut self.replicas[who];
        if self.chance.one_in(25) && !self.given.world.borrow().calm {
            let fuse = u32::try_from(self.chance.below(40)).unwrap_or(0);
            replica.way.fuse.set(Some(fuse));
        }
        let shared = replica.share(&self.given);
        let name = replica.name.clone();
        self.say(|| format!("{name} shared: {shared:?}"));
        match shared {
            None => true,
            Some(Ok(it)) => {
                it.fault.is_some() || it.read > 0 || it.written + it.files_in + it.files_out > 0
            }
            Some(Err(error)) => {
                self.breach(format!("{name} cannot share: {error:?}"));
                true
            }
        }
    }

    fn restore(&mut self, who: usize) {
        if !self.replicas[who].has_backup() {
            return;
        }
        let others = self.replicas.iter_mut().enumerate();
        let others: Vec<Held> = others
            .filter(|(n, _)| *n != who)
            .map(|(_, it)| Held::of(it))
            .collect();
        let world = self.given.world.borrow();
        if !self.replicas[who].may_restore(&others, &world) {
            return;
        }
        drop(world);
        self.count("restored");
        let lost = self.replicas[who].restore(&self.given);
        self.say(|| format!("an old backup is restored; gone with the disk: {lost:?}"));
        for edit in lost {
            self.edits[edit].excused = true;
        }
    }

    fn clone_disk(&mut self, who: usize) {
        self.count("cloned");
        let name = format!("{}-klon", self.replicas[who].name);
        self.say(|| format!("the disk is cloned: {name}"));
        let seed = u64::from_le_bytes(first(self.chance.bytes()));
        let skew = self.chance.below(100_000) as i64;
        let clone = self.replicas[who].cloned(&self.given, &name, skew, seed);
        self.replicas.push(clone);
    }

    fn accident(&mut self) {
        let held: Vec<Held> = self.replicas.iter_mut().map(Held::of).collect();
        let held = |path: &str| {
            let segment = segment_at(path).map(|it| it.to_string());
            held.iter().any(|it| match (&segment, blob_at(path)) {
                (Some(name), _) => it.segments.contains(name),
                (_, Some(blob)) => it.blobs.contains(blob),
                _ => true,
            })
        };
        accident::strike(&mut self.given.world.borrow_mut(), &held);
    }

    pub(super) fn breach(&self, what: String) {
        self.given.world.borrow_mut().breaches.push(what);
    }

    /// Nothing goes wrong any more: everybody shares in turns until nothing is
    /// new, through a week's scrubbing and a month's packing. Then a PC joins
    /// that knows only the folder.
    fn calm(&mut self) -> bool {
        {
            let mut world = self.given.world.borrow_mut();
            world.calm = true;
            world.deliver();
            world.say(|| "calm".to_owned());
        }
        for replica in &self.replicas {
            replica.way.weather.set(Weather::Clear);
        }
        let mut quiet = true;
        for days in [0, 8, 32] {
            self.pass(days * DAY);
            quiet &= self.rounds();
        }
        let seed = u64::from_le_bytes(first(self.chance.bytes()));
        self.say(|| "Ny joins".to_owned());
        let fresh = Replica::join(&self.given, 0, "Ny", 0, seed);
        self.replicas.push(fresh);
        quiet &= self.rounds();
        quiet
    }

    fn rounds(&mut self) -> bool {
        let mut quiet = 0;
        for _ in 0..ROUNDS {
            let written = self.given.world.borrow().written;
            let mut anything = false;
            for who in 0..self.replicas.len() {
                self.pass(11 * MINUTE);
                anything |= self.share(who);
            }
            self.given.world.borrow_mut().deliver();
            anything |= self.given.world.borrow().written != written;
            quiet = if anything { 0 } else { quiet + 1 };
            if quiet == QUIET {
                return true;
            }
        }
        false
    }

    fn end(mut self, calm: bool) -> Outcome {
        let mut faults = oracle::faults(&mut self);
        if !calm {
            faults.push(Fault::Diverged("it never became quiet".to_owned()));
        }
        let world = self.given.world.borrow();
        faults.extend(world.breaches.iter().cloned().map(Fault::Breach));
        Outcome {
            edits: self.edits.len() as u64,
            tally: world.tally.clone(),
            faults,
            digest: oracle::digest(&self),
        }
    }
}

fn first(bytes: [u8; 16]) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&bytes[..8]);
    first
}

fn hex(chance: &mut Chance) -> String {
    chance
        .bytes()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}
