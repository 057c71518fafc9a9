//! Planning: calendars people add to, what waits for whom, system effects over
//! several cases.

use rusqlite::params;

use super::doc::{Doc, Kind};
use super::shape::calendar::{self, CalendarAct};
use super::{Done, Error, Store, knowledge};
use crate::model::{
    Author, BodyId, CaseId, CaseSnapshot, CumulativeCell, CumulativeEffects, CumulativeRow, Date,
    Logo, Person, Plan, Rating, Refusal, RoundId, Task, TaskKind,
};

impl Store {
    /// The dates of a case against the calendars as they are known now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn plan(&self, case: &CaseSnapshot) -> Result<Plan, Error> {
        let organisation = knowledge::organisation_of(&self.connection, case.id)?;
        Ok(Plan::of(case, &organisation, self.today()))
    }

    /// Enters a meeting, or says that one is not held.
    ///
    /// # Errors
    /// [`Refusal::BodyUnknown`], [`Refusal::PeriodInvalid`].
    pub fn meeting_set(
        &mut self,
        author: &Author,
        body: &str,
        on: Date,
        until: Option<Date>,
        held: bool,
    ) -> Result<Done<()>, Error> {
        if let Some(until) = until.filter(|until| *until < on) {
            return Err(Refusal::PeriodInvalid {
                from: on.to_string(),
                to: until.to_string(),
            }
            .into());
        }
        let body = self.meeting_body(body)?;
        self.calendar_change(
            author,
            &CalendarAct::MeetingSet {
                body,
                on,
                until,
                held,
            },
        )
    }

    /// Says that every meeting of a body between two days is entered.
    ///
    /// # Errors
    /// As [`Store::meeting_set`].
    pub fn period_set(
        &mut self,
        author: &Author,
        body: &str,
        from: Date,
        to: Date,
    ) -> Result<Done<()>, Error> {
        if to < from {
            return Err(Refusal::PeriodInvalid {
                from: from.to_string(),
                to: to.to_string(),
            }
            .into());
        }
        let body = self.meeting_body(body)?;
        self.calendar_change(author, &CalendarAct::PeriodSet { body, from, to })
    }

    /// Gives the organisation a logo; `None` takes it away.
    ///
    /// # Errors
    /// What the disk says.
    pub fn logo_set(&mut self, author: &Author, logo: Option<&Logo>) -> Result<Done<()>, Error> {
        let png = logo.map(|it| it.png.clone());
        let size = u32::try_from(png.as_ref().map_or(0, Vec::len)).unwrap_or(u32::MAX);
        self.calendar_change(author, &CalendarAct::LogoChosen { png, size })
    }

    /// The logo of a case's organisation, or of the present one. What is no logo is
    /// none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn logo(&self, case: Option<CaseId>) -> Result<Option<Logo>, Error> {
        let sql = &self.connection;
        let organisation = match case {
            Some(case) => knowledge::organisation_of(sql, case)?,
            None => knowledge::present_organisation(sql)?,
        };
        let doc = Doc::load(sql, &calendar::doc_id(&organisation))?;
        let file = doc.and_then(|it| calendar::logo(&it.automerge));
        Ok(file.and_then(|it| crate::documents::logo(it).ok()))
    }

    /// What is to be done, nearest date first, at most `limit`. `mine` says
    /// whether it waits for `person`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tasks(&self, person: Option<&Person>, limit: u32) -> Result<Vec<Task>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT case_id, case_row.title, kind, case_task.step, case_task.due, case_task.title,
                    title_en, case_task.who, person, body, body_name, role, place
             FROM case_task JOIN case_row ON case_row.id = case_id
             ORDER BY case_task.sort_due, sort_title, case_id, kind, place LIMIT ?1",
        )?;
        let mut rows = statement.query([limit])?;
        let waits = person.map(WaitsFor::of);
        let organisation = self.organisation()?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |index| row.get::<_, String>(index);
            let kind = text(2)?;
            let kind = TaskKind::ALL.into_iter().find(|it| it.code() == kind);
            let kind = kind.unwrap_or(TaskKind::Step);
            let step = text(3)?;
            let (who, body, body_name, role) = (text(8)?, text(9)?, text(10)?, text(11)?);
            tasks.push(Task {
                case: text(0)?.parse()?,
                case_title: text(1)?,
                kind,
                key: format!("{}/{}", kind.root(), text(12)?),
                step: (!step.is_empty()).then(|| crate::model::StepId::new(step)),
                due: text(4)?.parse().ok(),
                title: text(5)?,
                title_en: text(6)?,
                who: text(7)?,
                mine: waits
                    .as_ref()
                    .is_some_and(|it| it.fits(&who, &body, &body_name, &role)),
                body_name: organisation
                    .name_of(&BodyId::new(body))
                    .unwrap_or_default()
                    .to_owned(),
            });
        }
        Ok(tasks)
    }

    /// How many things wait for the person who sits here.
    pub(super) fn mine(&self) -> Result<u32, Error> {
        let Some(person) = self.person()? else {
            return Ok(0);
        };
        let waits = WaitsFor::of(&person);
        let roles = serde_json::to_string(&waits.roles).map_err(Error::internal)?;
        let count = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM case_task
                 WHERE person = ?1
                    OR (?2 <> '' AND (body = ?2 OR body_name = ?2))
                    OR (person = '' AND role IN (SELECT value FROM json_each(?3)))",
            )?
            .query_row(params![waits.name, waits.body, roles], |row| row.get(0))?;
        Ok(count)
    }

    /// Ratings over the cases of a round, or over every open case that has any
    /// (the cumulative view).
    ///
    /// # Errors
    /// [`Refusal::RoundUnknown`].
    pub fn cumulative(&self, round: Option<RoundId>) -> Result<CumulativeEffects, Error> {
        let rows = match round {
            Some(id) => self.round(id)?.cases,
            None => self.case_rows("WHERE hidden = 0 ORDER BY sort_due, sort_title, id", [])?,
        };
        let mut cases = Vec::new();
        for row in rows {
            let case = self.case(row.id)?;
            if round.is_some() || !case.effects.assessments.is_empty() {
                cases.push(case);
            }
        }
        Ok(cumulative(&cases))
    }

    fn meeting_body(&self, named: &str) -> Result<BodyId, Error> {
        let organisation = self.organisation()?;
        Ok(organisation.body_named(named)?.id.clone())
    }

    fn calendar_change(&mut self, author: &Author, act: &CalendarAct) -> Result<Done<()>, Error> {
        self.transact(author, |door| {
            let organisation = knowledge::present_organisation(door.sql)?;
            let id = calendar::doc_id(&organisation);
            let doc = match Doc::load(door.sql, &id)? {
                Some(doc) => doc,
                None => Doc::begin(id.clone(), Kind::Calendar, calendar::begin(&organisation)?)?,
            };
            door.docs.insert(id.clone(), doc);
            let options = door.options(act)?;
            let actor = door.actor();
            door.doc(&id)?
                .change(&actor, options, |tx| calendar::write(tx, act))
        })
    }
}

/// For whom things wait: a person's name, body and roles in small letters.
struct WaitsFor {
    name: String,
    body: String,
    roles: Vec<String>,
}

impl WaitsFor {
    fn of(person: &Person) -> Self {
        Self {
            name: person.name.to_lowercase(),
            body: person.body.trim().to_lowercase(),
            roles: person
                .roles
                .iter()
                .map(|it| it.trim().to_lowercase())
                .collect(),
        }
    }

    fn fits(&self, person: &str, body: &str, body_name: &str, role: &str) -> bool {
        let of_body = !self.body.is_empty() && (self.body == body || self.body == body_name);
        let of_role = person.is_empty() && self.roles.iter().any(|it| it == role);
        person == self.name || of_body || of_role
    }
}

fn cumulative(cases: &[CaseSnapshot]) -> CumulativeEffects {
    let mut themes = Vec::new();
    for theme in cases.iter().flat_map(|case| &case.effects.themes) {
        let known = |it: &crate::model::EffectTheme| it.id == theme.id;
        if !themes.iter().any(known) {
            themes.push(crate::model::EffectTheme {
                disagreement: false,
                ..theme.clone()
            });
        }
    }
    let rows = cases.iter().map(|case| {
        let cell = |theme: &crate::model::EffectTheme| {
            let of_theme = case
                .effects
                .assessments
                .iter()
                .filter(|it| it.theme == theme.id);
            let ratings: Vec<Rating> = of_theme.filter_map(|it| it.rating).collect();
            let found = case.effects.themes.iter().find(|it| it.id == theme.id);
            CumulativeCell {
                low: ratings.iter().min().copied(),
                high: ratings.iter().max().copied(),
                sum: ratings.iter().map(|it| i32::from(it.value())).sum(),
                count: u32::try_from(ratings.len()).unwrap_or(u32::MAX),
                disagreement: found.is_some_and(|it| it.disagreement),
            }
        };
        CumulativeRow {
            case: case.id,
            area: if case.area.is_empty() {
                case.title.clone()
            } else {
                case.area.clone()
            },
            cells: themes.iter().map(cell).collect(),
        }
    });
    let rows = rows.collect();
    CumulativeEffects { themes, rows }
}
