//! The same letter registered twice: recognised by number and holder, and
//! joined so that nothing of either is lost.

use std::collections::BTreeMap;

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::shape::case::{put_all, write_text};
use super::shape::entries::Entry;
use super::shape::{self, put_whole};
use super::{Done, Door, Error, Store};
use crate::model::{
    Act, Author, CaseId, CaseSnapshot, Moment, QuestionId, Refusal, Version, Warning,
};
use crate::text::{Language, word};

/// Another case with the same number from the same holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct SameLetter {
    /// The other case.
    pub case: CaseId,
    /// Its title.
    pub title: String,
    /// Whose number they share.
    pub holder: String,
    /// The number.
    pub number: String,
    /// Who registered the other.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Store {
    /// Cases that carry the same number from the same holder as `case`. Areas of
    /// one round share their letter and are no twins, nor are those that somebody
    /// said are of other letters.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn same_letter(&self, case: &CaseSnapshot) -> Result<Vec<SameLetter>, Error> {
        if !case.is_open() {
            return Ok(Vec::new());
        }
        let round = case
            .round
            .as_ref()
            .map(|it| it.id.to_string())
            .unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "SELECT other.id, other.title, theirs.holder, theirs.number
             FROM case_number AS ours
             JOIN case_number AS theirs
               ON theirs.number = ours.number AND theirs.holder = ours.holder
              AND theirs.case_id <> ours.case_id
             JOIN case_row AS other ON other.id = theirs.case_id
             WHERE ours.case_id = ?1 AND other.hidden = 0
               AND (?2 = '' OR other.round <> ?2)
             GROUP BY other.id ORDER BY other.id",
        )?;
        let mut rows = statement.query(params![case.id.to_string(), round])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id: CaseId = row.get::<_, String>(0)?.parse()?;
            let other = self.case(id)?;
            if case.apart.contains(&id) || other.apart.contains(&case.id) {
                continue;
            }
            found.push(SameLetter {
                case: id,
                title: row.get(1)?,
                holder: row.get(2)?,
                number: row.get(3)?,
                by: other.by,
                at: other.at,
            });
        }
        Ok(found)
    }

    /// Joins two registrations of one letter. The one registered first goes on,
    /// so that two PCs that join at once agree; it gets everything it lacks from
    /// the other, whose texts follow its own where both have one. What holds one value
    /// and differs stands as a conflict, and a warning names the places. Returns the
    /// one that goes on.
    ///
    /// # Errors
    /// [`Refusal::CasesDiffer`] when they share no number.
    pub fn join(
        &mut self,
        author: &Author,
        one: CaseId,
        other: CaseId,
    ) -> Result<Done<CaseId>, Error> {
        self.transact(author, |door| door.join(one, other))
    }
}

impl Door<'_> {
    fn join(&mut self, one: CaseId, other: CaseId) -> Result<CaseId, Error> {
        let (one, other) = (self.case(one)?, self.case(other)?);
        let shared = one.numbers.iter().any(|it| other.numbers.contains(it));
        if !shared || one.id == other.id {
            return Err(Refusal::CasesDiffer {}.into());
        }
        let first = (one.at, one.id) <= (other.at, other.id);
        let (keep, gives) = if first { (one, other) } else { (other, one) };
        let into = Act::CaseJoinedInto {
            case: keep.id,
            title: keep.title.clone(),
        };
        let joined = Act::CaseJoined {
            case: gives.id,
            title: gives.title.clone(),
        };
        crate::model::examine(&gives, &into)?;
        crate::model::examine(&keep, &joined)?;
        let open: Vec<_> = gives.conflicts.iter().collect();
        if !open.is_empty() {
            let places = open.into_iter().map(|it| gives.place_name(&it.key));
            let places = places.collect::<Vec<_>>().join(", ");
            return Err(Refusal::ConflictOpen { places }.into());
        }
        let theirs = self.doc(&gives.id.to_string())?.automerge.clone();
        let ours = &self.doc(&keep.id.to_string())?.automerge;
        let mut carried = shape::join::carried(ours, &theirs);
        let mut beside = shape::join::differing(ours, &theirs)?;
        let places: Vec<_> = beside.iter().map(|it| keep.place_name(&it.0)).collect();
        if !places.is_empty() {
            self.warn(Warning::JoinedDiffers {
                places: places.join(", "),
                case_title: gives.title.clone(),
            });
        }
        // Whoever decided in one registration did not know of the other.
        for decision in &gives.decisions {
            if keep.decisions.iter().any(|it| it.body == decision.body) {
                let key = format!("decision/{}", decision.id);
                let values = carried.extract_if(.., |it| it.0 == key);
                beside.extend(values.filter_map(|(key, value)| {
                    let (by, at) = (decision.by.clone(), decision.at);
                    let value = value?;
                    Some((key, Version { at, by, value }))
                }));
            }
        }
        let texts = texts(&keep, &gives);
        // A question that only the other has is added under an id of its own:
        // its text object must not be made twice under one key.
        let mut added = Vec::new();
        for question in &gives.questions {
            let own = format!("question/{}/added", question.id);
            let says_nothing = question.text.is_empty()
                && question.stance.is_none()
                && shape::text_at(&theirs, &own).is_none();
            if keep.question_by_id(&question.id).is_some() || says_nothing {
                continue;
            }
            let id = QuestionId::new(self.random_id());
            if !question.text.is_empty() {
                added.push((id.clone(), question.text.clone()));
            }
            self.act(
                keep.id,
                Act::QuestionAdded {
                    question: id.clone(),
                    title: question.title.clone(),
                    word_limit: question.word_limit,
                },
            )?;
            if let Some(stance) = question.stance {
                let (question, stance) = (id, Some(stance));
                self.act(keep.id, Act::StanceSet { question, stance })?;
            }
        }
        self.change(keep.id, &joined, |tx, mark| {
            carried.extend(shape::entries::entries(&joined, None, mark)?);
            put_all(tx, carried)?;
            for (question, text) in texts.into_iter().chain(added) {
                write_text(tx, &question, &text)?;
                put_whole(tx, &format!("question/{question}/written"), mark)?;
            }
            Ok(())
        })?;
        let mut writers: BTreeMap<(Moment, String), Vec<Entry>> = BTreeMap::new();
        for (key, Version { at, by, value }) in beside {
            let of = writers.entry((at, by)).or_default();
            of.push((key, Some(value)));
        }
        for ((at, by), entries) in writers {
            let (case, title) = (gives.id, gives.title.clone());
            let act = Act::CaseJoinedBeside {
                case,
                title,
                by,
                at,
            };
            self.beside(keep.id, &act, |tx| put_all(tx, entries))?;
        }
        self.act(gives.id, into)?;
        Ok(keep.id)
    }
}

/// The texts that the joined case gets: the other's where it has none, both
/// where they differ.
fn texts(keep: &CaseSnapshot, gives: &CaseSnapshot) -> Vec<(QuestionId, String)> {
    let both = |question: &crate::model::Question| {
        let theirs = gives.question_by_id(&question.id)?;
        let (ours, theirs) = (question.text.as_str(), theirs.text.as_str());
        // Joined once more, it brings what came since.
        if theirs.trim().is_empty() || ours.contains(theirs.trim()) {
            return None;
        }
        let text = match ours.trim() {
            "" => theirs.to_owned(),
            _ => {
                let from = word(Language::Sv, "join.from_other", &[("by", &gives.by)]);
                format!("{ours}\n\n{from}\n\n{theirs}")
            }
        };
        Some((question.id.clone(), text))
    };
    keep.questions.iter().filter_map(both).collect()
}
