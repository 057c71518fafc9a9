//! The third step: the plan carried out. Each part may fail by itself; the rest
//! goes on, and what failed is tried again at the next look.

mod pack;
mod read;

use std::collections::BTreeSet;
use std::io;

pub(super) use pack::pack;
pub(super) use read::read;

use super::ack::Ack;
use super::format::Format;
use super::fs::{Fs, read_whole, write_whole};
use super::plan::Plan;
use super::segment::{self, About, Part, Promise, SegmentName};
use crate::error::Error;
use crate::store::{Done, Outgoing, Refresh, Store};

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
