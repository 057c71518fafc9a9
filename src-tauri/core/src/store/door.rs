//! The one door through which everything changes.

mod aside;

use std::collections::BTreeMap;

use automerge::ActorId;
use automerge::transaction::Transaction;
use rusqlite::{Connection, TransactionBehavior, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::doc::{Doc, Kind};
use super::shape::{self, Message};
use super::{Chance, Error, Store, knowledge, local_date, project, random_hex};
use crate::model::{
    self, Act, Author, CaseField, CaseId, CaseSnapshot, Moment, NewCase, Refusal, Warning, one_line,
};

/// What was done: its value, what to warn about, and what to show anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Done<T> {
    /// What the caller asked for.
    pub value: T,
    /// Done all the same, but perhaps wrong.
    pub warnings: Vec<Warning>,
    /// What to read again.
    pub refresh: Refresh,
}

/// What a screen has to read again after a change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Refresh {
    /// The list over all cases.
    pub overview: bool,
    /// These cases.
    pub cases: Vec<CaseId>,
}

/// A change in progress. Everything done through it happens, or nothing does.
pub struct Door<'s> {
    pub(super) sql: &'s Connection,
    pub(super) docs: BTreeMap<String, Doc>,
    pub(super) warnings: Vec<Warning>,
    /// Whether cases were listed that came whole.
    pub(super) listed: bool,
    /// Cases that came whole and got their rows.
    pub(super) projected: Vec<CaseId>,
    actor: &'s ActorId,
    chance: &'s Chance,
    author: &'s Author,
    unit: String,
    now: Moment,
}

impl Store {
    /// Runs `work` in one transaction: documents, projections and outbox change
    /// together or not at all.
    ///
    /// # Errors
    /// Whatever `work` refuses, or the store cannot; then nothing was written.
    pub fn transact<T>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Door<'_>) -> Result<T, Error>,
    ) -> Result<Done<T>, Error> {
        let now = self.now();
        // Immediate: heads are read inside the write lock, so that the window and
        // the command line never build on the same old state.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut door = Door {
            sql: &transaction,
            docs: BTreeMap::new(),
            warnings: Vec::new(),
            listed: false,
            projected: Vec::new(),
            actor: &self.actor,
            chance: &self.chance,
            author,
            unit: random_hex((self.chance)())[..12].to_owned(),
            now,
        };
        let value = work(&mut door)?;
        let refresh = door.close()?;
        let warnings = std::mem::take(&mut door.warnings);
        transaction.commit()?;
        Ok(Done {
            value,
            warnings,
            refresh,
        })
    }

    /// The author for a person's name on this PC.
    pub fn author(&self, by: &str) -> Author {
        Author {
            by: by.to_owned(),
            pc: self.pc.clone(),
        }
    }
}

impl Door<'_> {
    /// Registers a case.
    ///
    /// # Errors
    /// [`Refusal::TitleEmpty`], [`Refusal::ProcessUnknown`], [`Refusal::HolderEmpty`].
    pub fn case_new(&mut self, new: &NewCase) -> Result<CaseId, Error> {
        if new.title.trim().is_empty() {
            return Err(Refusal::TitleEmpty {}.into());
        }
        let today = new.received.unwrap_or_else(|| local_date(self.now));
        let (process_doc, process) = knowledge::process(self.sql, &new.process, today)?;
        let organisation_doc = knowledge::organisation_doc(self.sql)?;
        let id = CaseId::from_random(self.random());
        let genesis = shape::case::begin(&process, &process_doc, &organisation_doc)?;
        let mut doc = Doc::begin(id.to_string(), Kind::Case, genesis)?;
        let act = Act::CaseRegistered {
            title: one_line(&new.title),
            process: process.id(),
        };
        let mark = self.mark();
        doc.change(self.actor, self.options(&act)?, |tx| {
            shape::case::write(tx, &act, None, &mark)?;
            if !new.illustrative.is_empty() {
                shape::put_whole(tx, "illustrative", &new.illustrative)?;
            }
            Ok(())
        })?;
        self.docs.insert(id.to_string(), doc);
        if let Some(round) = &new.round {
            let title = self.round(*round)?.title;
            let round = Some(*round);
            self.act(id, Act::RoundSet { round, title })?;
        }
        for number in &new.numbers {
            self.warn_number_in_use(&number.number)?;
            let (holder, number) = (number.holder.clone(), number.number.clone());
            self.act(id, Act::NumberSet { holder, number })?;
        }
        let fields = [
            (CaseField::Received, new.received.map(|day| day.to_string())),
            (CaseField::Due, new.due.map(|day| day.to_string())),
            (CaseField::Area, Some(new.area.clone())),
            (CaseField::ProgrammeArea, Some(new.programme_area.clone())),
            (CaseField::Officer, Some(new.officer.clone())),
            (CaseField::Applicant, Some(new.applicant.clone())),
        ];
        for (field, value) in fields {
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                self.act(id, Act::FieldSet { field, value })?;
            }
        }
        Ok(id)
    }

    /// Does `act` to a case, if the rules let it.
    ///
    /// # Errors
    /// What [`model::examine`] refuses, or [`Refusal::CaseUnknown`].
    pub fn act(&mut self, id: CaseId, act: Act) -> Result<(), Error> {
        self.write(id, act, None)
    }

    /// Writes the joint text of a question on top of everything known.
    ///
    /// # Errors
    /// As [`Door::act`].
    pub fn text(
        &mut self,
        id: CaseId,
        question: model::QuestionId,
        text: &str,
    ) -> Result<(), Error> {
        let words = model::count_words(text);
        self.write(id, Act::TextWritten { question, words }, Some(text))
    }

    fn write(&mut self, id: CaseId, act: Act, text: Option<&str>) -> Result<(), Error> {
        let case = self.case(id)?;
        let act = model::as_written(&case, act);
        self.warnings.extend(model::examine(&case, &act)?);
        if let Act::NumberSet { holder, number } = &act {
            let organisation = knowledge::present_organisation(self.sql)?;
            self.warnings
                .extend(organisation.number_warning(holder, number));
        }
        let options = self.options(&act)?;
        let mark = self.mark();
        let actor = self.actor;
        let doc = self.doc(&id.to_string())?;
        doc.change(actor, options, |tx| {
            shape::case::write(tx, &act, text, &mark)
        })?;
        if matches!(
            act,
            Act::FieldSet {
                field: CaseField::Secrecy,
                ..
            }
        ) && !case.is_secret()
        {
            self.warn_of_folder(id)?;
        }
        Ok(())
    }

    /// What a secret case had in the shared folder is taken away. What people put
    /// there is theirs, so a person has to look.
    fn warn_of_folder(&mut self, id: CaseId) -> Result<(), Error> {
        let shared = super::space::kept(self.sql, "space")?.is_some();
        let folder = super::readable::folder(self.sql, &id.to_string())?;
        let has = folder.is_some_and(|it| !it.is_empty());
        if shared && has && self.case(id)?.is_secret() {
            self.warn(Warning::SecretInFolder {});
        }
        Ok(())
    }

    /// Records who a person is, making her when the name is new.
    ///
    /// # Errors
    /// [`Refusal::PersonNameEmpty`].
    pub fn person(&mut self, person: &model::Person) -> Result<(), Error> {
        let id = shape::person::doc_id(&person.id);
        let doc = match Doc::load(self.sql, &id)? {
            Some(doc) if shape::person::read(&doc.automerge).as_ref() == Some(person) => {
                return Ok(());
            }
            Some(doc) => doc,
            None => {
                let genesis = shape::person::begin(&person.id)?;
                Doc::begin(id.clone(), Kind::Person, genesis)?
            }
        };
        self.docs.insert(id.clone(), doc);
        let act = shape::person::PersonAct::PersonSet {};
        let options = self.options(&act)?;
        let actor = self.actor;
        self.doc(&id)?
            .change(actor, options, |tx| shape::person::write(tx, person))
    }

    /// The case as it stands inside this change.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`].
    pub fn case(&mut self, id: CaseId) -> Result<CaseSnapshot, Error> {
        let sql = self.sql;
        let doc = self.doc(&id.to_string())?;
        knowledge::snapshot(sql, id, &doc.automerge)
    }

    /// Heads of a case's document inside this change, in hex.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`].
    pub fn heads(&mut self, id: CaseId) -> Result<Vec<String>, Error> {
        Ok(self.doc(&id.to_string())?.heads())
    }

    /// Adds a warning to what this change returns.
    pub fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// Random hex for a part made in this change.
    pub fn random_id(&self) -> String {
        random_hex(self.random())
    }

    pub(super) fn random(&self) -> [u8; 16] {
        (self.chance)()
    }

    fn warn_number_in_use(&mut self, number: &str) -> Result<(), Error> {
        let title: Option<String> = rusqlite::OptionalExtension::optional(
            self.sql
                .prepare_cached(
                    "SELECT title FROM case_row JOIN case_number ON case_id = case_row.id
                     WHERE case_number.number = ?1 AND hidden = 0 LIMIT 1",
                )?
                .query_row([number], |row| row.get(0)),
        )?;
        if let Some(case_title) = title {
            self.warn(Warning::NumberInUse {
                number: number.to_owned(),
                case_title,
            });
        }
        Ok(())
    }

    /// What a change made here carries.
    pub(super) fn options<A: Serialize + Clone>(
        &self,
        act: &A,
    ) -> Result<automerge::transaction::CommitOptions, Error> {
        Message::options(self.author, &self.unit, act, self.now)
    }

    pub(super) fn actor(&self) -> ActorId {
        self.actor.clone()
    }

    pub(super) fn author_name(&self) -> String {
        self.author.by.clone()
    }

    /// Writes a change of a case that says it did `act`. The rules were asked
    /// before.
    pub(super) fn change(
        &mut self,
        id: CaseId,
        act: &Act,
        write: impl FnOnce(&mut Transaction<'_>, &shape::case::Mark) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let options = self.options(act)?;
        let mark = self.mark();
        let actor = self.actor;
        self.doc(&id.to_string())?
            .change(actor, options, |tx| write(tx, &mark))
    }

    /// Enters what a body wrote on a question.
    ///
    /// # Errors
    /// As [`Door::act`].
    pub fn contribute(
        &mut self,
        id: CaseId,
        body: model::BodyId,
        question: model::QuestionId,
        text: &str,
    ) -> Result<(), Error> {
        let act = Act::ContributionWritten {
            words: model::count_words(text),
            body,
            question,
        };
        self.write(id, act, Some(text))
    }

    /// Takes a body's text into the joint answer: after what stands there, with
    /// its source recorded.
    ///
    /// # Errors
    /// [`Refusal::ContributionMissing`] when the body wrote nothing on it.
    pub fn take_contribution(
        &mut self,
        id: CaseId,
        body: &model::BodyId,
        question: &model::QuestionId,
    ) -> Result<(), Error> {
        let case = self.case(id)?;
        let found = case.contributions.iter().find(|it| it.body == *body);
        let found = found.and_then(|it| it.on(question));
        let taken = found.and_then(|it| it.taken.as_ref());
        let taken_already = taken.is_some_and(|it| it.current);
        let theirs = found.map(|it| it.text.clone()).unwrap_or_default();
        let act = Act::ContributionTaken {
            body: body.clone(),
            question: question.clone(),
            sha256: shape::entries::text_hash(&theirs),
        };
        self.act(id, act)?;
        let ours = case.question_by_id(question).map(|it| it.text.trim_end());
        let joint = match ours {
            None | Some("") => theirs,
            // An earlier press took the same text in. That its words also stand in
            // somebody's sentence is no reason to leave them out.
            Some(ours) if taken_already && ours.contains(theirs.trim()) => return Ok(()),
            Some(ours) => format!("{ours}\n\n{theirs}"),
        };
        self.text(id, question.clone(), &joint)
    }

    fn mark(&self) -> shape::case::Mark {
        shape::case::Mark {
            at: self.now,
            by: self.author.by.clone(),
        }
    }

    pub(super) fn doc(&mut self, id: &str) -> Result<&mut Doc, Error> {
        if !self.docs.contains_key(id) {
            let doc = Doc::load(self.sql, id)?.ok_or_else(|| Refusal::CaseUnknown {
                case: id.to_owned(),
            })?;
            self.docs.insert(id.to_owned(), doc);
        }
        self.docs
            .get_mut(id)
            .ok_or_else(|| Error::internal("a document that was just loaded is not there"))
    }

    /// Writes what is fresh and brings the projections up to date.
    fn close(&mut self) -> Result<Refresh, Error> {
        let mut refresh = Refresh {
            overview: self.listed || !self.projected.is_empty(),
            cases: std::mem::take(&mut self.projected),
        };
        let mut definitions = false;
        for doc in self.docs.values_mut() {
            if doc.fresh.is_empty() {
                continue;
            }
            let new = match doc.is_packed() {
                true => project::History::whole(&doc.automerge),
                false => project::History::of(&doc.fresh),
            };
            doc.write(self.sql)?;
            match doc.kind {
                Kind::Case => {
                    let id: CaseId = doc.id.parse()?;
                    project::case(self.sql, id, &doc.automerge)?;
                    new.write(self.sql, id)?;
                    refresh.overview = true;
                    refresh.cases.push(id);
                }
                Kind::Person => project::person(self.sql, &doc.automerge)?,
                Kind::Round => project::round(self.sql, &doc.automerge)?,
                Kind::Process | Kind::Organisation => definitions = true,
                Kind::Calendar => refresh.overview = true,
            }
        }
        if definitions {
            refresh.overview |= project::waiting_cases(self.sql)?;
        }
        Ok(refresh)
    }
}

impl Store {
    /// Forgets what was typed but not left, for one question.
    pub(super) fn forget_draft(door: &Door<'_>, id: CaseId, question: &str) -> Result<(), Error> {
        door.sql
            .prepare_cached("DELETE FROM draft WHERE doc = ?1 AND question = ?2")?
            .execute(params![id.to_string(), question])?;
        Ok(())
    }
}
