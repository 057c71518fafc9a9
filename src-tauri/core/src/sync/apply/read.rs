//! What is new in the folder, taken in.

use std::collections::BTreeSet;

use super::Applied;
use crate::error::{Error, Failure};
use crate::model::Sha256;
use crate::store::{Arrived, Made, Parcel, Store};
use crate::sync::fs::{Fs, read_whole};
use crate::sync::plan::{Plan, TOLD_AFTER};
use crate::sync::segment::{self, MOST, Promise, SegmentName, Unreadable};

/// Bytes of segments that are taken in at once.
const AT_ONCE: usize = 32 << 20;

/// Where bytes of a damaged segment are kept, in the workspace.
const QUARANTINE: &str = "quarantine";

/// Reads what is new in the folder.
pub(in crate::sync) fn read(
    store: &mut Store,
    fs: &dyn Fs,
    space: &str,
    plan: &Plan,
    progress: &mut dyn FnMut(usize, usize),
    applied: &mut Applied,
) -> Result<(), Error> {
    let mut batch: Vec<Arrived> = Vec::new();
    let mut size = 0;
    let mut packed: BTreeSet<String> = BTreeSet::new();
    for (place, (name, paths)) in plan.read.iter().enumerate() {
        progress(place, plan.read.len());
        if packed.contains(&name.to_string()) {
            continue;
        }
        match arrived(fs, space, name, paths) {
            Reading::Is(arrived) => {
                size += arrived.bytes.len();
                packed.extend(arrived.supersedes.iter().cloned());
                batch.push(arrived);
            }
            Reading::Newer => {}
            Reading::Unreadable(bytes) => {
                // More than half of a folder fetched late reads like this once.
                if store.segment_failed(&name.to_string())? == TOLD_AFTER {
                    quarantine(store, name, &bytes);
                }
            }
        }
        if size >= AT_ONCE {
            take_in(store, std::mem::take(&mut batch), applied)?;
            size = 0;
        }
    }
    take_in(store, batch, applied)?;
    for name in &plan.fault_gone {
        store.segment_fault_gone(&name.to_string())?;
    }
    Ok(())
}

enum Reading {
    Is(Arrived),
    /// Written by a newer Samsvar: it waits for the update.
    Newer,
    Unreadable(Vec<u8>),
}

fn arrived(fs: &dyn Fs, space: &str, name: &SegmentName, paths: &[String]) -> Reading {
    let mut found = Vec::new();
    for path in paths {
        let Ok(bytes) = read_whole(fs, path, MOST) else {
            continue;
        };
        if !name.fits(&bytes) {
            found = bytes;
            continue;
        }
        return match segment::decode(&bytes) {
            Ok((about, _)) if about.space != space => Reading::Unreadable(bytes),
            Ok((about, parts)) => Reading::Is(Arrived {
                name: name.to_string(),
                parcels: parts.into_iter().map(Parcel::from).collect(),
                supersedes: about.supersedes,
                made: about.made.into_iter().filter_map(made).collect(),
                bytes,
            }),
            Err(Unreadable::Newer) => Reading::Newer,
            Err(Unreadable::Damaged) => Reading::Unreadable(bytes),
        };
    }
    Reading::Unreadable(found)
}

fn made((path, sha256, version): Promise) -> Option<Made> {
    Some(Made {
        path,
        sha256: Sha256::parse(&sha256)?,
        version,
    })
}

/// Takes in a batch at once; when something in it is refused, one by one, so
/// that only what is at fault stays behind.
fn take_in(store: &mut Store, batch: Vec<Arrived>, applied: &mut Applied) -> Result<(), Error> {
    if batch.is_empty() {
        return Ok(());
    }
    match store.take_in(&batch) {
        Ok(done) => applied.done(done),
        Err(Error::Failed(Failure::Internal { .. })) => {
            for one in batch {
                let name = one.name.clone();
                match store.take_in(std::slice::from_ref(&one)) {
                    Ok(done) => applied.done(done),
                    Err(Error::Failed(Failure::Internal { .. })) => {
                        store.segment_failed(&name)?;
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Keeps a copy of bytes that nobody can read, for whoever looks into it.
fn quarantine(store: &Store, name: &SegmentName, bytes: &[u8]) {
    let folder = store.workspace().join(QUARANTINE);
    let path = folder.join(format!(
        "{}-{:08}-{}.seg",
        name.install, name.seq, name.hash
    ));
    // Without the copy nothing is lost that was not lost before.
    let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(path, bytes));
}
