//! One's own old segments, made one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use automerge::{Automerge, Change};

use super::{Applied, encode, put};
use crate::error::Error;
use crate::store::{SegmentRow, SegmentState, Store};
use crate::sync::fs::Fs;
use crate::sync::plan::Plan;
use crate::sync::segment::{self, Part, Promise, SegmentName};

/// How many promises of one path a pack keeps.
const PROMISES: usize = 4;

/// For how long a pack goes on naming what an earlier one stood for: two years, in
/// milliseconds. Who was away for longer may put such a segment back, and its
/// owner takes it away again.
const NAMED: i64 = 2 * 365 * 24 * 60 * 60 * 1000;

/// Packs one's own old segments, and removes those that a pack stands for.
pub(in crate::sync) fn pack(
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
