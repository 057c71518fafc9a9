//! The third step: the plan carried out. Each part may fail by itself; the rest
//! goes on, and what failed is tried again at the next look.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use automerge::{Automerge, Change};

use super::ack::Ack;
use super::format::Format;
use super::fs::{Fs, read_whole, write_whole};
use super::plan::{Plan, TOLD_AFTER};
use super::segment::{self, About, MOST, Part, Promise, SegmentName, Unreadable};
use crate::error::Error;
use crate::model::Sha256;
use crate::store::{
    Arrived, Done, Made, Outgoing, Parcel, Refresh, SegmentRow, SegmentState, Store,
};

/// Bytes of segments that are taken in at once.
const AT_ONCE: usize = 32 << 20;

/// How many promises of one path a pack keeps.
const PROMISES: usize = 4;

/// For how long a pack goes on naming what an earlier one stood for: two years, in
/// milliseconds. Who was away for longer may put such a segment back, and its
/// owner takes it away again.
const NAMED: i64 = 2 * 365 * 24 * 60 * 60 * 1000;

/// Where bytes of a damaged segment are kept, in the workspace.
const QUARANTINE: &str = "quarantine";

/// Where what this PC said last is kept.
pub(super) const SAID: &str = "said";

/// What was carried out.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Changes that were new.
    pub(super) read: usize,
    /// What to show anew.
    pub(super) refresh: Refresh,
    /// Segments written.
    pub(super) written: u32,
    /// The first thing that the folder refused.
    pub(super) fault: Option<io::Error>,
}

impl Applied {
    pub(super) fn refresh(&mut self, refresh: Refresh) {
        self.refresh.overview |= refresh.overview;
        self.refresh.cases.extend(refresh.cases);
    }

    fn done(&mut self, done: Done<usize>) {
        self.read += done.value;
        self.refresh(done.refresh);
    }

    fn failed(&mut self, error: io::Error) {
        self.fault.get_or_insert(error);
    }
}

/// Makes segments of what the outbox holds.
pub(super) fn claim(store: &mut Store, space: &str, install: &str) -> Result<u32, Error> {
    let at = store.now().as_millis();
    store.claim(&mut |outgoing| encode(space, install, at, outgoing, Vec::new(), Vec::new()))
}

fn encode(
    space: &str,
    install: &str,
    at: i64,
    outgoing: Outgoing,
    supersedes: Vec<String>,
    made: Vec<Promise>,
) -> (String, Vec<u8>) {
    let parts = outgoing.parcels.into_iter().map(|parcel| Part {
        doc: parcel.doc,
        kind: parcel.kind,
        saved: parcel.saved,
        listed: parcel.listed,
        changes: parcel.changes.into_iter().map(|it| it.0).collect(),
    });
    let promised = outgoing.made.into_iter();
    let promised = promised.map(|it| (it.path, it.sha256.to_string(), it.version));
    let made = made.into_iter();
    let about = About {
        space: space.to_owned(),
        install: install.to_owned(),
        seq: outgoing.seq,
        at,
        supersedes,
        made: made.chain(promised).collect(),
        signature: None,
    };
    let bytes = segment::encode(&about, &parts.collect::<Vec<_>>());
    let name = SegmentName::of(install, outgoing.seq, &bytes);
    (name.to_string(), bytes)
}

/// Reads what is new in the folder.
pub(super) fn read(
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
        Err(Error::Failed(crate::error::Failure::Internal { .. })) => {
            for one in batch {
                let name = one.name.clone();
                match store.take_in(std::slice::from_ref(&one)) {
                    Ok(done) => applied.done(done),
                    Err(Error::Failed(crate::error::Failure::Internal { .. })) => {
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

/// Writes what is here and not there, and mends what is damaged there.
pub(super) fn write(
    store: &mut Store,
    fs: &dyn Fs,
    install: &str,
    plan: &Plan,
    applied: &mut Applied,
) -> Result<(), Error> {
    // A change never goes before what it builds on: were this disk gone then, nobody
    // could ever read it.
    let mut behind: BTreeSet<&str> = BTreeSet::new();
    for name in &plan.write {
        if !behind.contains(name.install.as_str()) && !put(store, fs, install, name, applied)? {
            behind.insert(&name.install);
        }
    }
    for name in &plan.compare {
        let Some(bytes) = kept(store, name)? else {
            continue;
        };
        let there = read_whole(fs, &name.path(), bytes.len());
        if there.is_ok_and(|there| there == bytes) {
            continue;
        }
        if let Err(error) = write_whole(fs, install, &name.path(), &bytes) {
            applied.failed(error);
        }
    }
    for name in &plan.found {
        store.segment_shared(&name.to_string())?;
    }
    let missed = plan.missed.iter();
    let missed: Vec<_> = missed.map(|(name, n)| (name.to_string(), *n)).collect();
    store.segments_missed(&missed)?;
    Ok(())
}

/// Writes a segment as it is kept here. False when the folder refused it and it is
/// one that later ones may build on.
fn put(
    store: &mut Store,
    fs: &dyn Fs,
    install: &str,
    name: &SegmentName,
    applied: &mut Applied,
) -> Result<bool, Error> {
    let Some(bytes) = kept(store, name)? else {
        return Ok(true);
    };
    let superseded = segment::about(&bytes).map(|it| it.supersedes);
    let superseded = superseded.unwrap_or_default();
    match write_whole(fs, install, &name.path(), &bytes) {
        Ok(()) => {
            store.segment_shared(&name.to_string())?;
            // Whoever reads it here knows that, and so must who wrote it.
            store.segments_packed(&superseded)?;
            applied.written += 1;
            Ok(true)
        }
        Err(error) => {
            applied.failed(error);
            // A pack brings nothing that was not there.
            Ok(!superseded.is_empty())
        }
    }
}

/// Writes every segment that waits, in order.
pub(super) fn publish(
    store: &mut Store,
    fs: &dyn Fs,
    install: &str,
    applied: &mut Applied,
) -> Result<(), Error> {
    for name in store.segments_waiting()? {
        if let Some(name) = SegmentName::parse(&name)
            && !put(store, fs, install, &name, applied)?
        {
            break;
        }
    }
    Ok(())
}

/// The bytes of a segment as they are kept here, when they are what its name says.
fn kept(store: &Store, name: &SegmentName) -> Result<Option<Vec<u8>>, Error> {
    let bytes = store.segment_bytes(&name.to_string())?;
    Ok(bytes.filter(|bytes| name.fits(bytes)))
}

/// Packs one's own old segments, and removes those that a pack stands for.
pub(super) fn pack(
    store: &mut Store,
    fs: &dyn Fs,
    space: &str,
    install: &str,
    plan: &Plan,
    applied: &mut Applied,
) -> Result<(), Error> {
    for name in &plan.remove {
        if let Err(error) = fs.remove(&name.path())
            && error.kind() != ErrorKind::NotFound
        {
            applied.failed(error);
        }
    }
    if plan.pack.is_empty() {
        return Ok(());
    }
    let mut hashes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // A path's last promises are those whose bytes may still lie there.
    let mut promises: BTreeMap<String, Vec<Promise>> = BTreeMap::new();
    let mut names: Vec<String> = plan.pack.iter().map(ToString::to_string).collect();
    let at = store.now().as_millis();
    let rows = store.segments()?;
    // One made before, which the folder refused then, may have been written since.
    let is_packed = |it: &SegmentRow| it.state == SegmentState::Packed;
    if rows
        .iter()
        .any(|it| is_packed(it) && names.contains(&it.name))
    {
        return Ok(());
    }
    let long_ago = |it: &SegmentRow| is_packed(it) && at - it.at.as_millis() > NAMED;
    let long_ago: BTreeSet<String> = rows
        .into_iter()
        .filter(long_ago)
        .map(|it| it.name)
        .collect();
    for name in &plan.pack {
        let bytes = store.segment_bytes(&name.to_string())?.unwrap_or_default();
        let Ok((about, parts)) = segment::decode(&bytes) else {
            return Ok(());
        };
        for promise in about.made {
            let of_path = promises.entry(promise.0.clone()).or_default();
            of_path.push(promise);
            if of_path.len() > PROMISES {
                of_path.remove(0);
            }
        }
        // Whoever never saw an earlier pack learns here what it stood for, and
        // does not put that back.
        let earlier = about.supersedes.into_iter();
        names.extend(earlier.filter(|it| !long_ago.contains(it)));
        for part in parts {
            let kept = hashes.entry(part.doc.clone()).or_default();
            kept.extend(hashes_of(&part)?);
        }
    }
    let docs: Vec<String> = hashes.keys().cloned().collect();
    let mut holds_less = false;
    let pack = store.pack(&docs, |outgoing| {
        for (doc, wanted) in &hashes {
            let parcel = outgoing.parcels.iter().find(|it| it.doc == *doc);
            let saved = parcel
                .and_then(|it| it.saved.as_deref())
                .unwrap_or_default();
            if !saved_hashes(saved)?.is_superset(wanted) {
                holds_less = true;
                return Err(Error::internal("a pack that would hold less"));
            }
        }
        let made = promises.into_values().flatten().collect();
        Ok(encode(space, install, at, outgoing, names.clone(), made))
    });
    // Something they build on has not arrived, or its kind is not known here:
    // they go on standing for themselves.
    if holds_less {
        return Ok(());
    }
    let pack = pack?;
    let Some(name) = SegmentName::parse(&pack) else {
        return Ok(());
    };
    put(store, fs, install, &name, applied)?;
    Ok(())
}

fn hashes_of(part: &Part) -> Result<BTreeSet<String>, Error> {
    let mut hashes = match &part.saved {
        Some(saved) => saved_hashes(saved)?,
        None => BTreeSet::new(),
    };
    for bytes in &part.changes {
        let change = Change::from_bytes(bytes.clone()).map_err(Error::internal)?;
        hashes.insert(change.hash().to_string());
    }
    Ok(hashes)
}

fn saved_hashes(saved: &[u8]) -> Result<BTreeSet<String>, Error> {
    let automerge = Automerge::load(saved)?;
    let changes = automerge.get_changes(&[]);
    Ok(changes.iter().map(|it| it.hash().to_string()).collect())
}

/// Says what this PC has read.
pub(super) fn ack(
    store: &mut Store,
    fs: &dyn Fs,
    install: &str,
    ack: &Ack,
    applied: &mut Applied,
) -> Result<(), Error> {
    let said = serde_json::to_string(ack).map_err(Error::internal)?;
    match write_whole(fs, install, &Ack::path(install), said.as_bytes()) {
        Ok(()) => store.keep(SAID, &said),
        Err(error) => {
            applied.failed(error);
            Ok(())
        }
    }
}

/// Makes a new space in a folder that holds none.
pub(super) fn begin(fs: &dyn Fs, install: &str, format: &Format) -> io::Result<()> {
    write_whole(fs, install, super::format::PATH, &format.bytes())
}
