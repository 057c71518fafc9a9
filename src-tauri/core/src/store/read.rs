//! What screens and the command line read.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::doc::Doc;
use super::{Draft, Error, Store, knowledge};
use crate::model::{Act, BodyId, CaseId, CaseRow, CaseSnapshot, Date, Moment, Refusal};
use crate::text::{Language, Told};

/// A part of the list over all cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Overview {
    /// The rows asked for, nearest due date first, undated last.
    pub rows: Vec<CaseRow>,
    /// Cases in all.
    pub total: u32,
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
    /// The last meeting of each body before the due date.
    pub meetings: Vec<NextMeeting>,
}

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HistoryRow {
    /// When, by the clock of the PC where it was done.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// On which PC.
    pub pc: String,
    /// What.
    pub act: Act,
    /// The same, for a sentence.
    pub told: Told,
}

/// The next meeting of a body, no later than the due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NextMeeting {
    /// Which body.
    pub body: BodyId,
    /// As it is spoken: "SVN".
    pub short: String,
    /// First day of the meeting; `None` when there is none, or it is not known.
    pub on: Option<Date>,
    /// False when the calendar does not cover the time up to the due date.
    pub known: bool,
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
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT case_id FROM case_number WHERE number = ?1 ORDER BY case_id",
        )?;
        let ids = statement.query_map([named.trim()], |row| row.get::<_, String>(0))?;
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
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
        Ok(CaseView {
            heads: self.case_heads(id)?,
            drafts: self.drafts(id)?,
            history: self.history(&case)?,
            meetings: self.next_meetings(&case)?,
            case,
        })
    }

    /// Cases that are not deleted, nearest due date first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn overview(&self, offset: u32, limit: u32) -> Result<Overview, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, number, due, steps_done, steps, step, step_en, who, process,
                    process_en, conflicts, decided, illustrative
             FROM case_row WHERE deleted = 0 ORDER BY sort_due, sort_title, id LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map(params![limit, offset], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(3)?,
                CaseRow {
                    id: CaseId::from_random([0; 16]),
                    title: row.get(1)?,
                    number: row.get(2)?,
                    due: None,
                    steps_done: row.get(4)?,
                    steps: row.get(5)?,
                    step: row.get(6)?,
                    step_en: row.get(7)?,
                    who: row.get(8)?,
                    process: row.get(9)?,
                    process_en: row.get(10)?,
                    conflicts: row.get(11)?,
                    decided: row.get(12)?,
                    illustrative: row.get(13)?,
                },
            ))
        })?;
        let rows = rows.map(|row| {
            let (id, due, row) = row?;
            Ok(CaseRow {
                id: id.parse()?,
                due: due.parse().ok(),
                ..row
            })
        });
        let rows = rows.collect::<Result<Vec<_>, Error>>()?;
        let total = self
            .connection
            // A plain count counts cells; counting the shown rows would walk them all.
            .prepare_cached(
                "SELECT (SELECT count(*) FROM case_row)
                      - (SELECT count(*) FROM case_row WHERE deleted = 1)",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(Overview { rows, total })
    }

    /// What was done in a case, latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn history(&self, case: &CaseSnapshot) -> Result<Vec<HistoryRow>, Error> {
        let language = Language::parse(&self.language()?.unwrap_or_default());
        let mut statement = self.connection.prepare_cached(
            "SELECT at, by_name, pc, act FROM case_history
             WHERE case_id = ?1 ORDER BY at DESC, op DESC, hash",
        )?;
        let rows = statement.query_map([case.id.to_string()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, String>(3)?,
            ))
        })?;
        rows.map(|row| {
            let (at, by, pc, act) = row?;
            let act: Act = serde_json::from_str(&act).map_err(Error::internal)?;
            Ok(HistoryRow {
                at: Moment::from_millis(at),
                by,
                pc,
                told: Told::of(&act, case, language),
                act,
            })
        })
        .collect()
    }

    /// The next meeting of each body from today, set against the due date.
    fn next_meetings(&self, case: &CaseSnapshot) -> Result<Vec<NextMeeting>, Error> {
        let Some(due) = case.due else {
            return Ok(Vec::new());
        };
        let organisation = self.organisation()?;
        let today = self.today();
        let from = case.received.map_or(today, |day| day.max(today)).min(due);
        let meetings = organisation.bodies.iter().map(|body| {
            let next = organisation.next_meeting(&body.id, from, due);
            NextMeeting {
                body: body.id.clone(),
                short: body.short.clone(),
                on: next.flatten().map(|meeting| meeting.on),
                known: next.is_some(),
            }
        });
        Ok(meetings.collect())
    }
}
