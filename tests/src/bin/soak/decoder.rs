//! Segments harmed in every way, for some minutes: taking one apart must end in
//! an answer, and what can be taken apart must be refused or taken in by a store. What
//! its check finds afterwards is told with the segment that brought it.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use samsvar_core::model::{QuestionId, Sha256};
use samsvar_core::store::{Arrived, Fault, Parcel};
use samsvar_core::sync::segment;
use samsvar_core::sync::{Disk, choose, share};
use samsvar_tests::{Workspace, author, remiss_in};

/// Runs for some minutes and says what came of it; false when something panicked.
pub fn run(minutes: u64) -> bool {
    let (workspace, folder) = (Workspace::new(), tempfile::tempdir().unwrap());
    prepare(&workspace, folder.path());
    let whole = segments(folder.path());
    let scratch = Workspace::new();
    let mut store = scratch.open();
    let mut chance = Chance(0x5eed);
    let (mut tried, mut apart, mut taken, mut panics) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut faults: Vec<Fault> = Vec::new();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(minutes * 60) {
        let bytes = chance.harm(&whole);
        tried += 1;
        let Ok(decoded) = catch_unwind(|| segment::decode(&bytes)) else {
            panics += 1;
            keep(&bytes, "panicked when taken apart");
            continue;
        };
        let Ok((about, parts)) = decoded else {
            continue;
        };
        apart += 1;
        let arrived = Arrived {
            name: format!(
                "{}/{tried:08}-{}",
                "0".repeat(32),
                &Sha256::of(&bytes).as_str()[..32]
            ),
            bytes: bytes.clone(),
            parcels: parts.into_iter().map(Parcel::from).collect(),
            supersedes: about.supersedes,
            made: Vec::new(),
        };
        let take_in = || {
            store.take_in(&[arrived])?;
            // As a sharing does next with what came whole.
            store.unpack(u32::MAX, &mut |_| {})
        };
        match catch_unwind(AssertUnwindSafe(take_in)) {
            Ok(Ok(_)) => {
                taken += 1;
                let after = store.check(false).unwrap().faults;
                for fault in after.iter().filter(|it| !faults.contains(it)) {
                    keep(&bytes, &format!("{fault:?}"));
                }
                faults = after;
            }
            Ok(Err(_)) => {}
            Err(_) => {
                panics += 1;
                keep(&bytes, "panicked when taken in");
            }
        }
    }
    println!(
        "{tried} harmed segments, {apart} taken apart, {taken} taken in, {panics} panics, {} faults after",
        faults.len()
    );
    panics == 0
}

/// Shares a case whole, and then what is written in it.
fn prepare(workspace: &Workspace, folder: &Path) {
    /// More changes than a document is saved after.
    const WRITTEN: usize = 30;
    let mut store = workspace.open();
    choose(&mut store, folder).unwrap();
    let (case, fs) = (remiss_in(&mut store), Disk::new(folder));
    for round in 0..4 {
        let done = store.transact(&author("Anna"), |door| {
            for nth in 0..WRITTEN {
                let text = format!("Text {round}, {nth}. {}", "Vi instämmer. ".repeat(30));
                door.text(case, QuestionId::new("definition"), &text)?;
            }
            Ok(())
        });
        done.unwrap();
        let shared = share(&mut store, &fs, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(shared.fault, None);
    }
}

/// Keeps what did that, to be made a test of.
fn keep(bytes: &[u8], did: &str) {
    let name = format!("samsvar-{}.seg", &Sha256::of(bytes).as_str()[..32]);
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    println!("{did}: {}", path.display());
}

fn segments(folder: &Path) -> Vec<Vec<u8>> {
    let installs = std::fs::read_dir(folder.join(segment::FOLDER)).unwrap();
    let files = installs.flat_map(|it| std::fs::read_dir(it.unwrap().path()).unwrap());
    files
        .map(|it| std::fs::read(it.unwrap().path()).unwrap())
        .collect()
}

/// Splitmix64.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or_default()
    }

    /// One of the whole ones after one to four harms.
    pub fn harm(&mut self, whole: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = whole[self.below(whole.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(6) {
                0 => bytes.truncate(at),
                1 => bytes.iter_mut().skip(at).take(1).for_each(|it| *it ^= 1),
                2 => bytes.insert(at.min(bytes.len()), 0xff),
                3 => {
                    let other = &whole[self.below(whole.len())];
                    let from = self.below(other.len());
                    bytes.truncate(at);
                    bytes.extend(&other[from..]);
                }
                // Digits of the header: sizes that are not the bodies'.
                4 => {
                    if let Some(digit) = bytes.iter_mut().skip(at).find(|it| it.is_ascii_digit()) {
                        *digit = b'0' + u8::try_from(self.0 % 10).unwrap_or_default();
                    }
                }
                _ => {
                    let byte = u8::try_from(self.below(256)).unwrap_or_default();
                    bytes.iter_mut().skip(at).take(8).for_each(|it| *it = byte);
                }
            }
        }
        bytes
    }
}
