//! The second step: what to do about what lies there. Pure: a look, what is
//! known here and the time give the plan.

use std::collections::{BTreeMap, BTreeSet};

use super::ack::Ack;
use super::format::Found;
use super::look::Look;
use super::segment::SegmentName;
use crate::model::Moment;
use crate::store::SegmentState;

/// Looks on end in which a colleague's segment must be missing before this PC
/// puts it back: a folder that is still being fetched is not a damaged one.
const MISSED: u32 = 3;

/// Failed readings of a segment before colleagues are asked to put it back.
const ASKED_AFTER: u32 = 2;

/// Failed readings after which a person is told, and the segment is tried less
/// often.
pub const TOLD_AFTER: u32 = 20;

/// How often such a segment is still tried, in milliseconds.
const RETRY: i64 = 10 * 60 * 1000;

/// How long a segment of one's own stands before it may be packed: 30 days.
const PACKED_AFTER: i64 = 30 * 24 * 60 * 60 * 1000;

/// Segments worth packing.
const WORTH_PACKING: usize = 32;

/// How old an ack may become, in milliseconds, before it is written anew: when
/// more was read since, and when nothing was.
const ACK_READ: i64 = 10 * 60 * 1000;
const ACK: i64 = 24 * 60 * 60 * 1000;

/// What is known here.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What this PC is called.
    pub install: String,
    /// The space it belongs to; empty before it belongs to one.
    pub space: String,
    /// Segments made or read here.
    pub segments: BTreeMap<SegmentName, (SegmentState, Moment, u32)>,
    /// Segments that could not be read: how often, and last when.
    pub faults: BTreeMap<SegmentName, (u32, Moment)>,
    /// Files not here that cases cite, by hash.
    pub blobs_wanted: BTreeSet<String>,
    /// Who sits here.
    pub person: String,
    /// What this PC is called by people.
    pub pc: String,
    /// What this PC said of itself last.
    pub said: Option<Ack>,
    /// The time.
    pub now: i64,
    /// Whether every file is to be compared with what it should be.
    pub scrub: bool,
}

/// Why nothing is done with the folder. A person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It holds another space.
    Other,
    /// It holds nothing of what was there.
    Emptied,
    /// It was written by a newer Samsvar.
    Newer {
        /// The format that its readers need.
        found: u32,
    },
    /// What it says of itself cannot be read.
    Damaged,
}

/// What to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Nothing may be written: a newer Samsvar made the folder.
    pub read_only: bool,
    /// Segments to read, with the paths to try.
    pub read: Vec<(SegmentName, Vec<String>)>,
    /// Segments that are here, and not there or not as they should be.
    pub write: Vec<SegmentName>,
    /// Segments that are there, to be compared with what they should be.
    pub compare: Vec<SegmentName>,
    /// Segments that are there after all.
    pub found: Vec<SegmentName>,
    /// For each of these, in how many looks on end it was missing.
    pub missed: Vec<(SegmentName, u32)>,
    /// Faults whose file is gone.
    pub fault_gone: Vec<SegmentName>,
    /// Own segments that are packed and lie there still.
    pub remove: Vec<SegmentName>,
    /// Own segments to pack into one.
    pub pack: Vec<SegmentName>,
    /// Hashes of files that somebody asks for.
    pub blobs_asked: BTreeSet<String>,
    /// What to say of this PC, when that is new.
    pub ack: Option<Ack>,
}

/// Plans what to do with a folder that was looked at.
///
/// # Errors
/// [`Stop`].
pub fn plan(known: &Known, look: &Look) -> Result<Plan, Stop> {
    let had = known
        .segments
        .values()
        .any(|(state, ..)| *state == SegmentState::Shared);
    let format = match &look.format {
        Found::Here(format) if format.space != known.space => return Err(Stop::Other),
        Found::Here(format) if !format.is_readable() => {
            return Err(Stop::Newer {
                found: format.lowest_reader,
            });
        }
        Found::Here(format) => format,
        Found::Damaged => return Err(Stop::Damaged),
        Found::Missing if look.segments.is_empty() => return Err(Stop::Emptied),
        Found::Missing => return Err(Stop::Damaged),
    };
    if had && look.segments.is_empty() {
        return Err(Stop::Emptied);
    }
    let mut plan = Plan {
        read_only: !format.is_writable(),
        ..Plan::default()
    };
    // A PC whose disk was cloned speaks under the same name, and may want what the
    // other has.
    let wanted: BTreeSet<&String> = look.acks.iter().flat_map(|ack| &ack.wants).collect();
    for (name, (state, _, missing)) in &known.segments {
        let there = look.segments.contains_key(name);
        let own = name.install == known.install;
        match (state, there) {
            (SegmentState::Waiting, _) => plan.write.push(name.clone()),
            (SegmentState::Packed, true) if own => plan.remove.push(name.clone()),
            (SegmentState::Packed, _) => {}
            (SegmentState::Shared, true) => {
                if *missing > 0 {
                    plan.found.push(name.clone());
                }
                if known.scrub || wanted.contains(&name.to_string()) {
                    plan.compare.push(name.clone());
                }
            }
            (SegmentState::Shared, false) => {
                let times = missing.saturating_add(1);
                let asked = wanted.contains(&name.to_string());
                if own || asked || times >= MISSED {
                    plan.write.push(name.clone());
                } else {
                    plan.missed.push((name.clone(), times));
                }
            }
        }
    }
    for (name, paths) in &look.segments {
        if known.segments.contains_key(name) {
            continue;
        }
        let rests = known.faults.get(name).is_some_and(|(failures, at)| {
            // A clock that was set back must not make it rest for ever.
            let since = known.now - at.as_millis();
            *failures >= TOLD_AFTER && (0..RETRY).contains(&since)
        });
        if !rests {
            plan.read.push((name.clone(), paths.clone()));
        }
    }
    // In the order they were made, so that few changes arrive before what they
    // build on.
    plan.read
        .sort_by(|(a, _), (b, _)| (a.seq, &a.install).cmp(&(b.seq, &b.install)));
    let gone = known
        .faults
        .keys()
        .filter(|name| !look.segments.contains_key(name) && !known.segments.contains_key(name));
    plan.fault_gone = gone.cloned().collect();
    plan.blobs_asked = wanted
        .iter()
        .filter(|it| !it.contains('/'))
        .map(|it| (*it).clone())
        .collect();
    plan.pack = packing(known, look);
    plan.ack = ack(known, look);
    if plan.read_only {
        for written in [
            &mut plan.write,
            &mut plan.compare,
            &mut plan.remove,
            &mut plan.pack,
        ] {
            written.clear();
        }
        plan.ack = None;
        plan.blobs_asked.clear();
    }
    Ok(plan)
}

fn others<'l>(known: &'l Known, look: &'l Look) -> impl Iterator<Item = &'l Ack> {
    look.acks.iter().filter(|ack| ack.install != known.install)
}

/// One's own segments that everybody has read and that have stood for 30 days.
/// A clock may delay packing; it never loses anything.
fn packing(known: &Known, look: &Look) -> Vec<SegmentName> {
    if !look.acks_unreadable.is_empty() {
        return Vec::new();
    }
    let old = known.segments.iter().filter(|(name, (state, at, _))| {
        *state == SegmentState::Shared
            && name.install == known.install
            && known.now - at.as_millis() >= PACKED_AFTER
            && look.segments.contains_key(name)
            && others(known, look).all(|ack| ack.has(name))
    });
    let names: Vec<_> = old.map(|(name, _)| name.clone()).collect();
    match names.len() < WORTH_PACKING {
        true => Vec::new(),
        false => names,
    }
}

/// What this PC says, when it differs from what lies there.
fn ack(known: &Known, look: &Look) -> Option<Ack> {
    let mut read: BTreeMap<String, u32> = BTreeMap::new();
    let mut unread: BTreeMap<&str, u32> = BTreeMap::new();
    for name in look.segments.keys() {
        let through = read.entry(name.install.clone()).or_default();
        if known.segments.contains_key(name) {
            *through = (*through).max(name.seq);
        } else {
            let first = unread.entry(&name.install).or_insert(name.seq);
            *first = (*first).min(name.seq);
        }
    }
    for (install, first) in unread {
        if let Some(through) = read.get_mut(install) {
            *through = (*through).min(first.saturating_sub(1));
        }
    }
    let failing = known.faults.iter().filter(|(name, (failures, _))| {
        *failures >= ASKED_AFTER && look.segments.contains_key(name)
    });
    let mut wants: BTreeSet<String> = failing.map(|(name, _)| name.to_string()).collect();
    wants.extend(known.blobs_wanted.iter().cloned());
    let ack = Ack {
        install: known.install.clone(),
        pc: known.pc.clone(),
        person: known.person.clone(),
        at: known.now,
        read,
        wants,
    };
    let there = look.acks.iter().find(|it| it.install == known.install);
    let differs = |it: &Ack| it.wants != ack.wants || it.pc != ack.pc || it.person != ack.person;
    // What lies there may be the word of a PC with a clone of this one's disk: its
    // clock says nothing here, and the two must not answer each other for ever.
    let is_new = |there: &Ack| {
        known.said.as_ref().is_none_or(|said| {
            let age = (known.now - said.at).abs();
            let old = differs(there) || there.read != ack.read;
            differs(said) || age >= ACK || (age >= ACK_READ && old)
        })
    };
    there.is_none_or(is_new).then_some(ack)
}
