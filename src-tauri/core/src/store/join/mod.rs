//! The same letter registered twice: recognised by number and holder, and
//! joined so that nothing of either is lost.

mod brought;

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::shape::case::{put_all, write_text};
use super::shape::{self, put_whole};
use super::{Done, Door, Error, Store, knowledge};
use crate::model::{
    Act, Author, CaseId, CaseSnapshot, Moment, Question, QuestionId, Refusal, Warning,
};
use brought::Sides;

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
    /// [`Refusal::CasesDiffer`] when they share no number, [`Refusal::ConflictOpen`]
    /// while something is to be chosen in one of them, [`Refusal::CaseIsJoined`] or
    /// [`Refusal::CaseIsDeleted`].
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
            heads: self.heads(gives.id)?,
        };
        crate::model::examine(&gives, &into)?;
        crate::model::examine(&keep, &joined)?;
        // What two wrote at once would be joined as one of them.
        let open = [&keep, &gives].into_iter().flat_map(|case| {
            let places = case.conflicts.iter().map(|it| case.place_name(&it.key));
            places.map(|place| format!("{place} ({})", case.title))
        });
        let places = open.collect::<Vec<_>>().join(", ");
        if !places.is_empty() {
            return Err(Refusal::ConflictOpen { places }.into());
        }
        let theirs = self.doc(&gives.id.to_string())?.automerge.clone();
        let ours = &self.doc(&keep.id.to_string())?.automerge;
        let taken = shape::join::taken(ours, &theirs, gives.id);
        let then = taken.as_ref();
        let then = then.map(|doc| knowledge::snapshot(self.sql, gives.id, doc));
        let then = then.transpose()?;
        let sides = Sides {
            keep: &keep,
            gives: &gives,
            then: then.as_ref(),
        };
        let ours = self.doc(&keep.id.to_string())?.automerge.clone();
        let id = || QuestionId::new(self.random_id());
        let brought = sides.brought(&ours, &theirs, taken.as_ref(), id)?;
        if !brought.places.is_empty() {
            self.warn(Warning::JoinedDiffers {
                places: brought.places.join(", "),
                case_title: gives.title.clone(),
            });
        }
        let mut texts = brought.questions.texts;
        for Question {
            id,
            title,
            word_limit,
            text,
            ..
        } in brought.questions.added
        {
            let added = Act::QuestionAdded {
                question: id.clone(),
                title,
                word_limit,
            };
            self.act(keep.id, added)?;
            texts.extend((!text.is_empty()).then_some((id, text)));
        }
        for (entries, at, by) in brought.beside {
            let (case, title) = (gives.id, gives.title.clone());
            let act = Act::CaseJoinedBeside {
                case,
                title,
                by,
                at,
            };
            self.beside(keep.id, &act, |tx| put_all(tx, entries))?;
        }
        // What was chosen there counts for all that came along.
        self.change(keep.id, &joined, |tx, mark| {
            let mut carried = brought.carried;
            carried.extend(shape::entries::entries(&joined, None, mark)?);
            put_all(tx, carried)?;
            for (question, text) in texts {
                write_text(tx, &question, &text)?;
                put_whole(tx, &format!("question/{question}/written"), mark)?;
            }
            Ok(())
        })?;
        self.act(gives.id, into)?;
        Ok(keep.id)
    }
}
