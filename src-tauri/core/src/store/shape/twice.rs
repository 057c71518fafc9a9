//! One body's decision, recorded by two who did not know of each other. Both stand
//! until a person says which one holds, or that both were taken.

use std::collections::BTreeMap;

use automerge::Automerge;

use super::Error;
use super::meanwhile::{Story, written};
use crate::model::{BodyId, Conflict, Correction, CorrectionTerms, PartId, Version};
use crate::text::{Language, word};

/// The value that stands for both having been taken.
pub(in crate::store) const BOTH: &str = "both";

/// The first part of the key under which a person says so: the two decisions follow.
const TWICE: &str = "twice";

/// A decision that nobody withdrew.
#[derive(Debug)]
pub(super) struct Standing<'v> {
    pub(super) id: &'v str,
    pub(super) body: BodyId,
    /// A region that takes no decision of its own.
    pub(super) none: bool,
}

impl Standing<'_> {
    /// Whether one of the two is too many. That a region takes no decision may be
    /// said as often as one likes.
    fn is_of(&self, other: &Self) -> bool {
        self.body == other.body && !(self.none && other.none)
    }
}

/// What came of decisions that were recorded twice.
#[derive(Debug, Default)]
pub(super) struct Twice {
    /// Those about which nobody has said anything yet.
    pub(super) conflicts: Vec<Conflict>,
    /// What strikes a decision out because the other one holds, by its id.
    pub(super) struck: BTreeMap<String, Correction>,
}

/// Looks over the decisions that stand, in the order of their ids. Who had read one
/// when recording the other recorded another decision.
pub(super) fn decisions(doc: &Automerge, standing: &[Standing<'_>]) -> Result<Twice, Error> {
    let mut twice = Twice::default();
    let mut story = None;
    for (at, it) in standing.iter().enumerate() {
        for other in standing[at + 1..].iter().filter(|other| it.is_of(other)) {
            let (one, other) = (it.id, other.id);
            let key = format!("{TWICE}/{one}/{other}");
            let mut said = written(doc, &key)?;
            said.dedup_by(|a, b| a.0 == b.0);
            let story = story.get_or_insert_with(|| Story::of(doc));
            match said.as_slice() {
                [] => {
                    let versions = unaware(doc, story, [one, other])?;
                    let conflict = versions.map(|versions| Conflict { key, versions });
                    twice.conflicts.extend(conflict);
                }
                [(holds, by)] if holds == one || holds == other => {
                    let not = if holds == one { other } else { one };
                    let by = story.version(*by, holds);
                    twice.struck.insert(not.to_owned(), strike(by));
                }
                // Both were taken, or two said otherwise: that is a conflict of its own.
                _ => {}
            }
        }
    }
    Ok(twice)
}

/// Both decisions, where neither was known to who recorded the other.
fn unaware(
    doc: &Automerge,
    story: &Story<'_>,
    ids: [&str; 2],
) -> Result<Option<Vec<Version>>, Error> {
    let mut recorded = Vec::new();
    for id in ids {
        let last = written(doc, &format!("decision/{id}"))?.pop();
        recorded.extend(last.map(|(_, hash)| (id, hash)));
    }
    let [(one, a), (other, b)] = recorded[..] else {
        return Ok(None);
    };
    if story.known_to(a).contains(&b) || story.known_to(b).contains(&a) {
        return Ok(None);
    }
    Ok(Some(vec![story.version(a, one), story.version(b, other)]))
}

/// What strikes a decision out, said by who chose the other one.
fn strike(chosen: Version) -> Correction {
    Correction {
        id: PartId::new(TWICE),
        terms: CorrectionTerms {
            reason: word(Language::Sv, "twice.reason", &[]),
            withdrawn: true,
            on: None,
            section: String::new(),
            to: String::new(),
            text: String::new(),
        },
        by: chosen.by,
        at: chosen.at,
    }
}
