//! One body's decision, recorded by two who did not know of each other. All of them
//! stand until a person says which one holds, or that each was taken.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use automerge::{Automerge, ChangeHash};

use super::Error;
use super::case::{Mark, Recorded};
use super::meanwhile::{Story, written};
use crate::model::{BodyId, Conflict, Correction, CorrectionTerms, PartId, Version};
use crate::text::{Language, word};

/// The first part of the key under which a person says so: the body follows. Its value
/// is the ids that hold. What she knew when she said it counts, so it is written anew
/// each time.
pub(in crate::store) const TWICE: &str = "twice/";

/// The id of the correction that strikes a decision out because another one holds.
pub(in crate::store) const STRUCK: &str = "twice";

/// A decision as it was recorded.
#[derive(Debug)]
pub(super) struct Recording<'v> {
    pub(super) id: &'v str,
    pub(super) recorded: Recorded,
    /// Where corrections say that it should never have been.
    pub(super) withdrawn: Vec<String>,
}

/// What came of decisions that were recorded twice.
#[derive(Debug, Default)]
pub(super) struct Twice {
    /// Those about which nobody has said anything yet.
    pub(super) conflicts: Vec<Conflict>,
    /// What strikes a decision out because another one holds, by its id.
    pub(super) struck: BTreeMap<String, Correction>,
}

/// Looks over every decision of a case.
pub(super) fn decisions(doc: &Automerge, all: &[Recording<'_>]) -> Result<Twice, Error> {
    let mut twice = Twice::default();
    let mut bodies: BTreeMap<&BodyId, Vec<&Recording<'_>>> = BTreeMap::new();
    for it in all {
        bodies.entry(&it.recorded.body).or_default().push(it);
    }
    bodies.retain(|_, all| all.len() > 1);
    if bodies.is_empty() {
        return Ok(twice);
    }
    let story = Story::of(doc);
    if story.is_a_line() {
        return Ok(twice);
    }
    for (body, all) in bodies {
        of_body(doc, &story, body, &all, &mut twice)?;
    }
    Ok(twice)
}

/// A decision and what was known when it was recorded. Two who joined the same
/// registrations recorded it twice.
struct Known<'r, 'v> {
    it: &'r Recording<'v>,
    changes: Vec<ChangeHash>,
    known: HashSet<ChangeHash>,
}

impl Known<'_, '_> {
    fn is_in(&self, known: &HashSet<ChangeHash>) -> bool {
        self.changes.iter().any(|it| known.contains(it))
    }

    /// Whether neither was known to who recorded the other. That a region takes no
    /// decision may be said as often as one likes.
    fn beside(&self, other: &Self) -> bool {
        let none = self.it.recorded.none && other.it.recorded.none;
        !none && !self.is_in(&other.known) && !other.is_in(&self.known)
    }
}

fn of_body(
    doc: &Automerge,
    story: &Story<'_>,
    body: &BodyId,
    all: &[&Recording<'_>],
    twice: &mut Twice,
) -> Result<(), Error> {
    let mut recorded = Vec::new();
    for it in all {
        let changes = written(doc, &format!("decision/{}", it.id))?.into_iter();
        let changes: Vec<_> = changes.map(|it| it.1).collect();
        let known = changes.iter().flat_map(|it| story.known_to(*it)).collect();
        recorded.push(Known { it, changes, known });
    }
    let key = format!("{TWICE}{body}");
    let said = written(doc, &key)?;
    let values: BTreeSet<&str> = said.iter().map(|it| it.0.as_str()).collect();
    // Two who said otherwise are asked again: nothing is struck out meanwhile.
    let said = if values.len() == 1 { said } else { Vec::new() };
    let seen: HashSet<_> = said.iter().flat_map(|it| story.known_to(it.1)).collect();
    let mut value = said.first().map(|it| it.0.as_str()).unwrap_or_default();
    // What somebody withdrew without knowing that it was chosen strikes out nothing.
    for it in recorded.iter().filter(|it| names(value, it)) {
        for key in &it.it.withdrawn {
            for (_, change) in written(doc, key)? {
                let known = story.known_to(change);
                if !seen.contains(&change) && said.iter().all(|it| !known.contains(&it.1)) {
                    value = "";
                }
            }
        }
    }
    let holds = |it: &Known<'_, '_>| names(value, it);
    let mut open = Vec::new();
    for it in recorded.iter().filter(|it| it.it.withdrawn.is_empty()) {
        let beside = recorded.iter().any(|of| holds(of) && of.beside(it));
        match said
            .last()
            .filter(|_| beside && !holds(it) && it.is_in(&seen))
        {
            Some((_, by)) => {
                let by = story.version(*by, it.it.id);
                twice.struck.insert(it.it.id.to_owned(), strike(by));
            }
            None => open.push(it),
        }
    }
    let asked = open.iter().filter(|it| {
        let mut others = open.iter();
        others.any(|other| it.beside(other) && !(holds(it) && holds(other)))
    });
    let version = |it: &&Known<'_, '_>| {
        let Mark { at, by } = it.it.recorded.mark.clone();
        let value = it.it.id.to_owned();
        Version { at, by, value }
    };
    let mut versions: Vec<_> = asked.map(version).collect();
    versions.sort();
    if !versions.is_empty() {
        twice.conflicts.push(Conflict { key, versions });
    }
    Ok(())
}

/// Whether what was said names a decision.
fn names(said: &str, it: &Known<'_, '_>) -> bool {
    said.split(' ').any(|id| id == it.it.id)
}

/// What strikes a decision out, said by who chose another one.
fn strike(chosen: Version) -> Correction {
    Correction {
        id: PartId::new(STRUCK),
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
