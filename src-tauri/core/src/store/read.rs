//! What screens and the command line read.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::doc::Doc;
use super::{Draft, Error, SameLetter, Store, knowledge};
use crate::model::{Act, AttachmentId, CaseId, CaseRow, CaseSnapshot, Moment, Plan, Refusal};
use crate::text::Told;

/// A part of the list over all cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Overview {
    /// The rows asked for, nearest due date first, undated last.
    pub rows: Vec<CaseRow>,
    /// Cases in all.
    pub total: u32,
    /// Things that wait for the person who sits here.
    pub mine: u32,
}

/// One case with what is local to this PC and screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CaseView {
    /// The case.
    pub case: CaseSnapshot,
    /// Heads of its document: what typing that begins now is based on.
    pub heads: Vec<String>,
    /// Texts typed and not yet left.
    pub drafts: Vec<Draft>,
    /// What was done, latest first.
    pub history: Vec<HistoryRow>,
    /// The due date set against the meetings.
    pub plan: Plan,
    /// Other registrations of the same letter.
    pub same_letter: Vec<SameLetter>,
    /// Files whose bytes have not come to this PC.
    pub coming: Vec<AttachmentId>,
}

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct HistoryRow {
    /// When, by the clock of the PC where it was done.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// On which PC.
    pub pc: String,
    /// Hash of the change.
    pub change: String,
    /// Whether it was undone since.
    pub undone: bool,
    /// Where it was done: the first key it wrote, for going there.
    pub place: String,
    /// What.
    pub act: Act,
    /// The same, for a sentence.
    pub told: Told,
}

impl Store {
    /// The case meant by an id, or by a registry number that one case has.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`], or [`Refusal::CaseAmbiguous`] naming the cases.
    pub fn case_id(&self, named: &str) -> Result<CaseId, Error> {
        if let Ok(id) = named.parse::<CaseId>() {
            self.case_heads(id)?;
            return Ok(id);
        }
        // One that is deleted or joined into another gives way to one that goes on.
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT case_id, hidden FROM case_number
             JOIN case_row ON case_row.id = case_id
             WHERE case_number.number = ?1 ORDER BY hidden, case_id",
        )?;
        let rows = statement.query_map([named.trim()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let any_shown = rows.iter().any(|(_, hidden)| !hidden);
        let ids: Vec<String> = rows
            .into_iter()
            .filter(|(_, hidden)| !(any_shown && *hidden))
            .map(|(id, _)| id)
            .collect();
        match ids.as_slice() {
            [one] => Ok(one.parse()?),
            [] => Err(Refusal::CaseUnknown {
                case: named.to_owned(),
            }
            .into()),
            several => Err(Refusal::CaseAmbiguous {
                number: named.to_owned(),
                cases: several.join(", "),
            }
            .into()),
        }
    }

    /// Everything in one case.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`].
    pub fn case(&self, id: CaseId) -> Result<CaseSnapshot, Error> {
        let doc = Doc::load(&self.connection, &id.to_string())?;
        let doc = doc.ok_or_else(|| Refusal::CaseUnknown {
            case: id.to_string(),
        })?;
        knowledge::snapshot(&self.connection, id, &doc.automerge)
    }

    /// One case with what a screen needs beside it.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`].
    pub fn case_view(&self, id: CaseId) -> Result<CaseView, Error> {
        let case = self.case(id)?;
        let blobs = self.blobs();
        let files = case.attachments.iter();
        let coming = files.filter(|it| !blobs.has(&it.sha256));
        Ok(CaseView {
            coming: coming.map(|it| it.id.clone()).collect(),
            heads: self.case_heads(id)?,
            drafts: self.drafts(id)?,
            history: self.history(&case)?,
            plan: self.plan(&case)?,
            same_letter: self.same_letter(&case)?,
            case,
        })
    }

    /// Cases that are not deleted, nearest due date first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn overview(&self, offset: u32, limit: u32) -> Result<Overview, Error> {
        let rows = self.case_rows(
            "WHERE hidden = 0 ORDER BY sort_due, sort_title, id LIMIT ?1 OFFSET ?2",
            params![limit, offset],
        )?;
        let total = self
            .connection
            // A plain count counts cells; counting the shown rows would walk them all.
            .prepare_cached(
                "SELECT (SELECT count(*) FROM case_row)
                      - (SELECT count(*) FROM case_row WHERE hidden = 1)",
            )?
            .query_row([], |row| row.get(0))?;
        let mine = self.mine()?;
        Ok(Overview { rows, total, mine })
    }

    /// Rows of the list over cases that fit `condition`.
    pub(super) fn case_rows(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<CaseRow>, Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, title, number, due, steps_done, steps, step, step_en, who, process,
                    process_en, conflicts, decided, outcome, outcome_en, round, illustrative
             FROM case_row {condition}"
        ))?;
        let mut rows = statement.query(values)?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            cases.push(CaseRow {
                id: row.get::<_, String>(0)?.parse()?,
                title: row.get(1)?,
                number: row.get(2)?,
                due: row.get::<_, String>(3)?.parse().ok(),
                steps_done: row.get(4)?,
                steps: row.get(5)?,
                step: row.get(6)?,
                step_en: row.get(7)?,
                who: row.get(8)?,
                process: row.get(9)?,
                process_en: row.get(10)?,
                conflicts: row.get(11)?,
                decided: row.get(12)?,
                outcome: row.get(13)?,
                outcome_en: row.get(14)?,
                round: row.get::<_, String>(15)?.parse().ok(),
                illustrative: row.get(16)?,
            });
        }
        Ok(cases)
    }

    /// What was done in a case, latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn history(&self, case: &CaseSnapshot) -> Result<Vec<HistoryRow>, Error> {
        let language = self.spoken()?;
        let deeds = self.deeds(case.id)?;
        let undone = super::undo::undone(&deeds);
        Ok(deeds
            .into_iter()
            .map(|deed| HistoryRow {
                told: Told::of(&deed.act, case, language),
                undone: undone.contains(&deed.change),
                place: super::shape::entries::keys(&deed.act)
                    .into_iter()
                    .next()
                    .unwrap_or_default(),
                change: deed.change,
                at: deed.at,
                by: deed.by,
                pc: deed.pc,
                act: deed.act,
            })
            .collect())
    }
}
