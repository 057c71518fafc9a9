//! The tables that lists and search read, made from the documents alone.

use automerge::{Automerge, Change, ChangeMetadata};
use rusqlite::{Connection, params};

use super::doc::Doc;
use super::shape::{self, Message};
use super::{Error, knowledge, project_task, search};
use crate::model::{CaseId, CaseSnapshot, Date, Moment};
use crate::text::sort_key;

/// A row of any projection, as text, for writing and for comparing.
pub(super) type Cells = Vec<String>;

/// Every projected row of one case.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) case: Cells,
    pub(super) numbers: Vec<Cells>,
    pub(super) attachments: Vec<Cells>,
    pub(super) tasks: Vec<Cells>,
}

/// What is undated sorts after every date.
pub(super) const UNDATED: &str = "9999-99-99";

/// Closed cases sort after those that go on.
const CLOSED: &str = "9999-99-99 closed";

impl Rows {
    pub(super) fn of(case: &CaseSnapshot) -> Self {
        let flag = |it: bool| u8::from(it).to_string();
        let due = case.due.map(|day| day.to_string()).unwrap_or_default();
        let current = case.current_step();
        let number = case.numbers.first();
        let done = case.steps.iter().filter(|step| step.is_done()).count();
        let who = match current {
            _ if !case.officer.is_empty() => case.officer.clone(),
            Some(step) => step.role.clone(),
            None => String::new(),
        };
        let (closed, round) = (case.closed.as_ref(), case.round.as_ref());
        let row = vec![
            case.id.to_string(),
            case.title.clone(),
            number
                .map(|it| format!("{} {}", it.holder, it.number))
                .unwrap_or_default(),
            due.clone(),
            if case.closed.is_some() {
                CLOSED.to_owned()
            } else if due.is_empty() {
                UNDATED.to_owned()
            } else {
                due
            },
            done.to_string(),
            case.steps.len().to_string(),
            current.map(|step| step.title.clone()).unwrap_or_default(),
            current
                .map(|step| step.title_en.clone())
                .unwrap_or_default(),
            who,
            case.process.name.clone(),
            case.process.name_en.clone(),
            case.conflicts.len().to_string(),
            flag(case.decided().is_some()),
            closed.map(|it| it.name.clone()).unwrap_or_default(),
            closed.map(|it| it.name_en.clone()).unwrap_or_default(),
            round.map(|it| it.id.to_string()).unwrap_or_default(),
            flag(!case.illustrative.is_empty()),
            flag(case.deleted || case.joined.is_some()),
            sort_key(&case.title),
        ];
        let id = || case.id.to_string();
        let numbers = case.numbers.iter();
        let mut numbers: Vec<Cells> = numbers
            .map(|it| vec![id(), it.holder.clone(), it.number.clone()])
            .collect();
        numbers.sort();
        let mut attachments: Vec<Cells> = case
            .attachments
            .iter()
            .map(|it| {
                let (key, hash) = (it.id.to_string(), it.sha256.to_string());
                vec![id(), key, it.name.clone(), it.size.to_string(), hash]
            })
            .collect();
        attachments.sort();
        Self {
            case: row,
            numbers,
            attachments,
            tasks: project_task::of(case),
        }
    }

    fn write(&self, sql: &Connection, id: CaseId) -> Result<(), Error> {
        let id = id.to_string();
        for table in ["case_number", "case_attachment", "case_task"] {
            sql.prepare_cached(&format!("DELETE FROM {table} WHERE case_id = ?1"))?
                .execute([&id])?;
        }
        insert(sql, "INSERT OR REPLACE INTO case_row VALUES", &self.case)?;
        for row in &self.numbers {
            insert(sql, "INSERT INTO case_number VALUES", row)?;
        }
        for row in &self.attachments {
            insert(sql, "INSERT INTO case_attachment VALUES", row)?;
            search::await_file(sql, row.last().map_or("", String::as_str))?;
        }
        for row in &self.tasks {
            insert(sql, "INSERT INTO case_task VALUES", row)?;
        }
        Ok(())
    }

    /// The rows as the tables hold them; `None` when the case has no row.
    pub(super) fn kept(sql: &Connection, id: CaseId) -> Result<Option<Self>, Error> {
        let id = id.to_string();
        let Some(case) = listed(sql, &id)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            case,
            numbers: select(
                sql,
                "SELECT * FROM case_number WHERE case_id = ?1 ORDER BY holder",
                &id,
            )?,
            attachments: select(
                sql,
                "SELECT * FROM case_attachment WHERE case_id = ?1 ORDER BY id",
                &id,
            )?,
            tasks: select(
                sql,
                "SELECT * FROM case_task WHERE case_id = ?1 ORDER BY kind, place",
                &id,
            )?,
        }))
    }
}

/// STRICT tables turn text that is a number into the number.
fn insert(sql: &Connection, statement: &str, row: &Cells) -> Result<(), Error> {
    let marks = vec!["?"; row.len()].join(", ");
    sql.prepare_cached(&format!("{statement} ({marks})"))?
        .execute(rusqlite::params_from_iter(row))?;
    Ok(())
}

/// Which edition of the columns of `case_row`: a colleague's row of another is
/// not listed.
pub(super) const EDITION: u32 = 1;

/// Lists a case by the row a colleague sent, until its document is taken apart.
pub(super) fn list(sql: &Connection, row: &Cells) -> Result<(), Error> {
    insert(sql, "INSERT OR REPLACE INTO case_row VALUES", row)
}

/// How a case is listed here.
pub(super) fn listed(sql: &Connection, id: &str) -> Result<Option<Cells>, Error> {
    Ok(select(sql, "SELECT * FROM case_row WHERE id = ?1", id)?.pop())
}

fn select(sql: &Connection, statement: &str, id: &str) -> Result<Vec<Cells>, Error> {
    let mut statement = sql.prepare_cached(statement)?;
    let columns = statement.column_count();
    let rows = statement.query_map([id], |row| {
        (0..columns)
            .map(|index| {
                Ok(match row.get_ref(index)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap_or_default().to_owned(),
                })
            })
            .collect::<Result<Cells, rusqlite::Error>>()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Projects a case, unless the definitions it cites have not arrived yet. Whether
/// it was done.
pub(super) fn case(sql: &Connection, id: CaseId, doc: &Automerge) -> Result<bool, Error> {
    if !knowledge::is_complete(sql, doc)? {
        return Ok(false);
    }
    let case = knowledge::snapshot(sql, id, doc)?;
    Rows::of(&case).write(sql, id)?;
    search::index_case(sql, &case)?;
    Ok(true)
}

/// Projects the cases that waited for a definition. True when there were any.
pub(super) fn waiting_cases(sql: &Connection) -> Result<bool, Error> {
    let mut statement = sql.prepare_cached(
        "SELECT id FROM doc WHERE kind = 'case' AND id NOT IN (SELECT id FROM case_row)
             AND id NOT IN (SELECT id FROM doc_packed WHERE projected = 0)",
    )?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    for id in &ids {
        if let Some(doc) = Doc::load(sql, id)? {
            case(sql, id.parse()?, &doc.automerge)?;
        }
    }
    Ok(!ids.is_empty())
}

/// A round's row; its title and dates are read from here.
pub(super) fn round(sql: &Connection, doc: &Automerge) -> Result<(), Error> {
    if let Some(row) = round_row(doc) {
        insert(sql, "INSERT OR REPLACE INTO round_row VALUES", &row)?;
    }
    Ok(())
}

pub(super) fn round_row(doc: &Automerge) -> Option<Cells> {
    let round = shape::round::read(doc)?;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Some(vec![
        round.id.to_string(),
        round.title,
        day(round.received),
        day(round.due),
        day(round.first_due),
    ])
}

pub(super) fn round_kept(sql: &Connection, doc: &str) -> Result<Option<Cells>, Error> {
    let id = doc.strip_prefix("round/").unwrap_or(doc);
    Ok(select(sql, "SELECT * FROM round_row WHERE id = ?1", id)?.pop())
}

/// Makes every projection anew, after a change of the schema.
pub(super) fn everything(sql: &Connection) -> Result<(), Error> {
    waiting_cases(sql)?;
    Ok(())
}

pub(super) fn person(sql: &Connection, doc: &Automerge) -> Result<(), Error> {
    if let Some(row) = person_row(doc) {
        insert(sql, "INSERT OR REPLACE INTO person VALUES", &row)?;
    }
    Ok(())
}

pub(super) fn person_row(doc: &Automerge) -> Option<Cells> {
    let person = shape::person::read(doc)?;
    let roles = serde_json::to_string(&person.roles).ok()?;
    Some(vec![person.id.to_string(), person.name, roles, person.body])
}

/// What some changes say was done: one row each, the genesis has none.
pub(super) struct History(pub(super) Vec<Deed>);

/// One change told: its hash, when, where it stands among the document's
/// operations (later acts of one moment stand later), and what it says.
pub(super) struct Deed {
    pub(super) hash: String,
    pub(super) at: Moment,
    pub(super) op: u64,
    pub(super) message: Message,
}

impl History {
    pub(super) fn of<'c>(changes: impl IntoIterator<Item = &'c (Change, bool)>) -> Self {
        let row = |(change, _): &(Change, bool)| {
            Some(Deed {
                hash: change.hash().to_string(),
                at: Moment::from_millis(change.timestamp()),
                op: change.start_op().get(),
                message: Message::parse(change.message()?)?,
            })
        };
        Self(changes.into_iter().filter_map(row).collect())
    }

    /// Everything that a document says was done.
    pub(super) fn whole(doc: &Automerge) -> Self {
        let row = |change: &ChangeMetadata<'_>| {
            Some(Deed {
                hash: change.hash.to_string(),
                at: Moment::from_millis(change.timestamp),
                op: change.start_op,
                message: Message::parse(change.message.as_deref()?)?,
            })
        };
        Self(doc.get_changes_meta(&[]).iter().filter_map(row).collect())
    }

    pub(super) fn write(&self, sql: &Connection, id: CaseId) -> Result<(), Error> {
        let mut statement = sql.prepare_cached(
            "INSERT OR IGNORE INTO case_history (case_id, hash, at, op, by_name, pc, act)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for deed in &self.0 {
            let act = serde_json::to_string(&deed.message.act).map_err(Error::internal)?;
            let author = &deed.message.author;
            statement.execute(params![
                id.to_string(),
                deed.hash,
                deed.at.as_millis(),
                i64::try_from(deed.op).unwrap_or(i64::MAX),
                author.by,
                author.pc,
                act
            ])?;
        }
        Ok(())
    }
}
