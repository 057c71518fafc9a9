//! Undo: another change, named and recorded. It survives a restart, and is
//! refused with the reason when somebody changed the same thing since.

use std::collections::BTreeSet;

use automerge::ChangeHash;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::shape::meanwhile::DELETED;
use super::shape::twice::TWICE;
use super::shape::{self, Message};
use super::{Done, Door, Error, Store};
use crate::model::{Act, Author, CaseId, CaseSnapshot, Moment, Refusal};
use crate::text::{Language, Told};

/// What was undone, and where: a screen names it and goes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Undoing {
    /// The act that was undone, for a sentence; the last of several.
    pub told: Told,
    /// Acts undone: those of one go belong together.
    pub acts: u32,
    /// The first key it touched.
    pub place: String,
}

/// Which act is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The person's latest that is not undone.
    Latest,
    /// Her latest undoing: it is done again.
    Again,
    /// The one with this change hash.
    Change(String),
}

/// One change of a case, as its history has it.
pub(super) struct Deed {
    pub(super) change: String,
    pub(super) at: Moment,
    pub(super) by: String,
    pub(super) pc: String,
    pub(super) act: Act,
}

impl Store {
    /// Undoes what a person did last in a case, or the act meant by `which`,
    /// with everything done in the same go.
    ///
    /// # Errors
    /// [`Refusal::NothingToUndo`], [`Refusal::UndoNeedsCorrection`] for a
    /// decision or a dispatch, [`Refusal::UndoNotPossible`],
    /// [`Refusal::UndoChangedSince`] naming who, when and what.
    pub fn undo(
        &mut self,
        author: &Author,
        id: CaseId,
        which: &Which,
    ) -> Result<Done<Undoing>, Error> {
        let language = self.spoken()?;
        self.transact(author, |door| door.undo(id, which, language))
    }

    /// What was done in a case, latest first.
    pub(super) fn deeds(&self, id: CaseId) -> Result<Vec<Deed>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, at, by_name, pc, act FROM case_history
             WHERE case_id = ?1 ORDER BY at DESC, op DESC, hash",
        )?;
        let mut rows = statement.query([id.to_string()])?;
        let mut deeds = Vec::new();
        while let Some(row) = rows.next()? {
            let act: String = row.get(4)?;
            deeds.push(Deed {
                change: row.get(0)?,
                at: Moment::from_millis(row.get(1)?),
                by: row.get(2)?,
                pc: row.get(3)?,
                act: serde_json::from_str(&act).map_err(Error::internal)?,
            });
        }
        Ok(deeds)
    }
}

/// Hashes of the changes that are undone, given the deeds, latest first. An
/// undoing that was itself undone undoes nothing.
pub(super) fn undone<'d>(deeds: impl IntoIterator<Item = &'d Deed>) -> BTreeSet<String> {
    let mut undone = BTreeSet::new();
    for deed in deeds {
        if let Act::Undone { changes, .. } = &deed.act
            && !undone.contains(&deed.change)
        {
            undone.extend(changes.iter().cloned());
        }
    }
    undone
}

/// A change inside the document, with the go it belongs to.
struct InDocument {
    deed: Deed,
    unit: Option<String>,
    op: u64,
}

impl Door<'_> {
    fn undo(&mut self, id: CaseId, which: &Which, language: Language) -> Result<Undoing, Error> {
        let case = self.case(id)?;
        let changes = self.told_changes(id)?;
        let undone = undone(changes.iter().map(|it| &it.deed));
        let by = self.author_name();
        let wanted = |it: &&InDocument| match which {
            Which::Change(hash) => it.deed.change.starts_with(hash.as_str()) && hash.len() >= 8,
            Which::Latest => {
                it.deed.by == by
                    && !undone.contains(&it.deed.change)
                    && !matches!(it.deed.act, Act::Undone { .. })
            }
            Which::Again => {
                it.deed.by == by
                    && !undone.contains(&it.deed.change)
                    && matches!(it.deed.act, Act::Undone { .. })
            }
        };
        let Some(last) = changes.iter().find(wanted) else {
            return Err(match which {
                Which::Change(change) => Refusal::ChangeUnknown {
                    change: change.clone(),
                },
                _ => Refusal::NothingToUndo {},
            }
            .into());
        };
        if undone.contains(&last.deed.change) {
            return Err(Refusal::NothingToUndo {}.into());
        }
        // Earliest first: what stood before the first of them is put back.
        let mut unit: Vec<&InDocument> = changes
            .iter()
            .filter(|it| {
                it.deed.change == last.deed.change || (it.unit.is_some() && it.unit == last.unit)
            })
            .collect();
        unit.reverse();
        let acts: Vec<Act> = unit.iter().map(|it| it.deed.act.clone()).collect();
        for act in &acts {
            may_undo(act)?;
        }
        // Undoing an undoing does its act again: that is what is told.
        let mut done = &last.deed.act;
        while let Act::Undone { acts, .. } = done
            && let Some(inner) = acts.last()
        {
            done = inner;
        }
        let told = Told::of(done, &case, language);
        let hashes: Vec<ChangeHash> = unit
            .iter()
            .filter_map(|it| it.deed.change.parse().ok())
            .collect();
        let place = acts.iter().flat_map(shape::entries::keys).next();
        let (acts_done, place) = (
            u32::try_from(acts.len()).unwrap_or(1),
            place.unwrap_or_default(),
        );
        self.put_back(id, &case, &hashes, acts)?;
        Ok(Undoing {
            told,
            acts: acts_done,
            place,
        })
    }

    fn put_back(
        &mut self,
        id: CaseId,
        case: &CaseSnapshot,
        hashes: &[ChangeHash],
        acts: Vec<Act>,
    ) -> Result<(), Error> {
        let doc = self.doc(&id.to_string())?;
        let before = match shape::undo::before(&doc.automerge, hashes, &acts)? {
            Ok(before) => before,
            Err(since) => {
                return Err(Refusal::UndoChangedSince {
                    places: case.place_name(&since.key),
                    by: since.by,
                    at: super::local_date(since.at).to_string(),
                }
                .into());
            }
        };
        let act = Act::Undone {
            changes: hashes.iter().map(ToString::to_string).collect(),
            acts,
        };
        self.change(id, &act, |tx, mark| shape::undo::write(tx, before, mark))
    }

    /// Every change that tells what it did, latest first.
    fn told_changes(&mut self, id: CaseId) -> Result<Vec<InDocument>, Error> {
        let doc = self.doc(&id.to_string())?;
        let mut changes: Vec<InDocument> = doc
            .automerge
            .get_changes(&[])
            .iter()
            .filter_map(|change| {
                let message = Message::of(change)?;
                Some(InDocument {
                    unit: message.unit,
                    op: change.start_op().get(),
                    deed: Deed {
                        change: change.hash().to_string(),
                        at: Moment::from_millis(change.timestamp()),
                        by: message.author.by,
                        pc: message.author.pc,
                        act: message.act,
                    },
                })
            })
            .collect();
        changes.sort_by(|a, b| {
            (b.deed.at, b.op, &a.deed.change).cmp(&(a.deed.at, a.op, &b.deed.change))
        });
        Ok(changes)
    }
}

/// A decision and a dispatch are corrected, never undone; a registration is
/// deleted, a joining restored.
fn may_undo(act: &Act) -> Result<(), Refusal> {
    match act {
        Act::Decided { .. }
        | Act::Dispatched { .. }
        | Act::DecisionCorrected { .. }
        | Act::DispatchCorrected { .. } => Err(Refusal::UndoNeedsCorrection {}),
        // What undoing would put back is a deletion that knows of everything.
        Act::ConflictSettled { key, .. } if key == DELETED => Err(Refusal::UndoNotPossible {}),
        Act::CaseRegistered { .. }
        | Act::CaseJoined { .. }
        | Act::CaseJoinedInto { .. }
        | Act::CaseJoinedBeside { .. } => Err(Refusal::UndoNotPossible {}),
        // Said again it would count for decisions that came since.
        Act::Undone { acts, .. } if acts.iter().any(settles_decisions) => {
            Err(Refusal::UndoNotPossible {})
        }
        Act::Undone { acts, .. } => acts.iter().try_for_each(may_undo),
        _ => Ok(()),
    }
}

fn settles_decisions(act: &Act) -> bool {
    matches!(act, Act::ConflictSettled { key, .. } if key.starts_with(TWICE))
}
