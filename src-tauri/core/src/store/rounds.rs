//! Rounds: several areas from one letter, registered once, moved together.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::doc::{Doc, Kind};
use super::shape::round::{self, RoundAct};
use super::{Done, Door, Error, Store};
use crate::model::{
    Act, Author, CaseField, CaseId, CaseSnapshot, Date, NewCase, NewRound, Refusal, ReplannedStep,
    Replanning, Round, RoundId, RoundView, Staying, Warning,
};
use crate::text::sort_key;

/// What registering a round made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct RoundMade {
    /// The round.
    pub id: RoundId,
    /// One case per area, in the order they were named.
    pub cases: Vec<CaseId>,
}

impl Store {
    /// Registers a round and one case per area.
    ///
    /// # Errors
    /// [`Refusal::TitleEmpty`], [`Refusal::RoundWithoutAreas`], or what
    /// [`Door::case_new`] refuses; then nothing is registered.
    pub fn round_new(&mut self, author: &Author, new: &NewRound) -> Result<Done<RoundMade>, Error> {
        self.transact(author, |door| door.round_new(new))
    }

    /// Every round, the latest due date first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn rounds(&self) -> Result<Vec<Round>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, received, due, first_due FROM round_row ORDER BY due DESC, id",
        )?;
        let mut rows = statement.query([])?;
        let mut rounds = Vec::new();
        while let Some(row) = rows.next()? {
            let day = |index| row.get::<_, String>(index).map(|day| day.parse().ok());
            rounds.push(Round {
                id: row.get::<_, String>(0)?.parse()?,
                title: row.get(1)?,
                received: day(2)?,
                due: day(3)?,
                first_due: day(4)?,
            });
        }
        rounds.sort_by_cached_key(|it| (std::cmp::Reverse(it.due), sort_key(&it.title)));
        Ok(rounds)
    }

    /// A round with its cases: the table of ongoing and given answers.
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub fn round(&self, id: RoundId) -> Result<RoundView, Error> {
        let round = self.rounds()?.into_iter().find(|it| it.id == id);
        let round = round.ok_or_else(|| Refusal::RoundUnknown {
            round: id.to_string(),
        })?;
        let cases = self.case_rows(
            "WHERE round = ?1 AND hidden = 0 ORDER BY sort_title, id",
            [id.to_string()],
        )?;
        Ok(RoundView { round, cases })
    }

    /// The round meant by its id or its whole title.
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub fn round_id(&self, named: &str) -> Result<RoundId, Error> {
        if let Ok(id) = named.parse() {
            return Ok(self.round(id)?.round.id);
        }
        let wanted = named.trim().to_lowercase();
        let mut found = self
            .rounds()?
            .into_iter()
            .filter(|it| it.title.to_lowercase() == wanted);
        match (found.next(), found.next()) {
            (Some(round), None) => Ok(round.id),
            _ => Err(Refusal::RoundUnknown {
                round: named.to_owned(),
            }
            .into()),
        }
    }

    /// What moves when the due date of a case becomes `due`: nothing is written.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`].
    pub fn replan_case(&self, id: CaseId, due: Date) -> Result<Replanning, Error> {
        Ok(replanning(&self.case(id)?, due, None))
    }

    /// What moves when the due date of a round becomes `due`: nothing is written.
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub fn replan_round(&self, id: RoundId, due: Date) -> Result<Vec<Replanning>, Error> {
        let view = self.round(id)?;
        let cases = view.cases.iter().map(|row| {
            let case = self.case(row.id)?;
            let stays = staying(&case, &view.round);
            Ok(replanning(&case, due, stays))
        });
        cases.collect()
    }

    /// Moves the due date of a round and of its cases that still have it. A case
    /// with a date of its own, and one already closed, stays.
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub fn round_due(
        &mut self,
        author: &Author,
        id: RoundId,
        due: Date,
    ) -> Result<Done<Vec<CaseId>>, Error> {
        let cases: Vec<CaseId> = self.round(id)?.cases.iter().map(|row| row.id).collect();
        self.transact(author, |door| {
            let before = door.round(id)?;
            let mut moved = Vec::new();
            for case in cases {
                if staying(&door.case(case)?, &before).is_none() {
                    let (field, value) = (CaseField::Due, due.to_string());
                    door.act(case, Act::FieldSet { field, value })?;
                    moved.push(case);
                }
            }
            let after = Round {
                due: Some(due),
                first_due: before
                    .first_due
                    .or(before.due.filter(|first| *first != due)),
                ..before
            };
            if after.received.is_some_and(|received| due < received) {
                door.warn(Warning::DueBeforeReceived {
                    due: due.to_string(),
                    received: after
                        .received
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                });
            }
            door.round_write(&after, &RoundAct::RoundDueSet { due })?;
            Ok(moved)
        })
    }
}

impl Door<'_> {
    fn round_new(&mut self, new: &NewRound) -> Result<RoundMade, Error> {
        let title = new.title.trim();
        if title.is_empty() {
            return Err(Refusal::TitleEmpty {}.into());
        }
        let areas: Vec<&str> = new.areas.iter().map(|it| it.trim()).collect();
        if areas.is_empty() || areas.contains(&"") {
            return Err(Refusal::RoundWithoutAreas {}.into());
        }
        let id = RoundId::from_random(self.random());
        let doc = round::doc_id(id);
        self.docs.insert(
            doc.clone(),
            Doc::begin(doc, Kind::Round, round::begin(id)?)?,
        );
        let round = Round {
            id,
            title: title.to_owned(),
            received: new.received,
            due: new.due,
            first_due: None,
        };
        let act = RoundAct::RoundRegistered {
            title: round.title.clone(),
        };
        self.round_write(&round, &act)?;
        let process = match new.process.trim() {
            "" => "remissvar",
            named => named,
        };
        let mut cases = Vec::new();
        for area in areas {
            cases.push(self.case_new(&NewCase {
                process: process.to_owned(),
                title: area.to_owned(),
                area: area.to_owned(),
                numbers: new.numbers.clone(),
                received: new.received,
                due: new.due,
                officer: new.officer.clone(),
                round: Some(id),
                ..NewCase::default()
            })?);
        }
        Ok(RoundMade { id, cases })
    }

    /// The round as it stands inside this change.
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub(super) fn round(&mut self, id: RoundId) -> Result<Round, Error> {
        let unknown = || Refusal::RoundUnknown {
            round: id.to_string(),
        };
        let key = round::doc_id(id);
        if !self.docs.contains_key(&key) {
            let doc = Doc::load(self.sql, &key)?.ok_or_else(unknown)?;
            self.docs.insert(key.clone(), doc);
        }
        Ok(round::read(&self.doc(&key)?.automerge).ok_or_else(unknown)?)
    }

    fn round_write(&mut self, round: &Round, act: &RoundAct) -> Result<(), Error> {
        let options = self.options(act)?;
        let actor = self.actor();
        self.doc(&round::doc_id(round.id))?
            .change(&actor, options, |tx| round::write(tx, round))
    }
}

/// Why a case does not move with its round: it has ended, or has another due date.
fn staying(case: &CaseSnapshot, round: &Round) -> Option<Staying> {
    if !case.is_open() {
        return Some(Staying::Closed);
    }
    (case.due.is_some() && case.due != round.due).then_some(Staying::OwnDue)
}

fn replanning(case: &CaseSnapshot, due: Date, stays: Option<Staying>) -> Replanning {
    let moved = case
        .due
        .filter(|_| stays.is_none())
        .map(|old| old.days_to(due));
    let open = case.steps.iter().filter(|step| !step.is_done());
    let steps = open.map(|step| {
        let part = step.parts.iter().find(|part| !part.is_done());
        let (now, planned) = part.map_or((None, false), |part| (part.due, part.planned));
        let counted = match (now, moved) {
            (Some(day), Some(days)) if !planned => Some(day.days_after(days)),
            (now, _) => now,
        };
        ReplannedStep {
            step: step.id.clone(),
            number: step.number,
            title: step.title.clone(),
            title_en: step.title_en.clone(),
            due: now,
            new_due: counted,
            planned,
        }
    });
    Replanning {
        case: case.id,
        case_title: case.title.clone(),
        due: case.due,
        new_due: due,
        stays,
        steps: steps.collect(),
    }
}
