//! Proves that the tables follow from the documents, and mends them when not.

use std::io::ErrorKind;

use automerge::Automerge;
use rusqlite::{Connection, TransactionBehavior};
use schemars::JsonSchema;
use serde::Serialize;

use super::doc::{Doc, Kind, heads_of};
use super::project::{self, History, Rows};
use super::{Error, Failure, Store, knowledge, search};
use crate::model::CaseId;

/// What `samsvar check` found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// Documents read from their raw changes.
    pub documents: u32,
    /// Raw changes verified.
    pub changes: u32,
    /// Files whose bytes were read and hashed.
    pub files: u32,
    /// Files that are in the shared folder or at a colleague, and not here yet.
    pub fetching: u32,
    /// What does not hang together.
    pub faults: Vec<Fault>,
    /// Faults that were mended.
    pub repaired: u32,
}

/// One thing that does not hang together. The sentence is `fault.<code>` in `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "each variant's sentence in text/sv.json says what it is"
)]
pub enum Fault {
    DatabaseDamaged { fault: String },
    ChangesUnreadable { document: String, fault: String },
    ChangesMissing { document: String, missing: u32 },
    HeadsDiffer { document: String },
    RowsDiffer { table: String, document: String },
    FileMissing { name: String, sha256: String },
    FileAltered { name: String, sha256: String },
}

impl Store {
    /// Rebuilds every projection from raw changes in memory and compares it with
    /// the tables; reads and hashes every file. With `repair`, projections that
    /// differ are written anew.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn check(&mut self, repair: bool) -> Result<Report, Error> {
        let mut report = Report::default();
        let blobs = self.blobs();
        let shares = self.space()?.is_some();
        // Only mending needs the write lock; nobody's typing waits for a look.
        let behavior = match repair {
            true => TransactionBehavior::Immediate,
            false => TransactionBehavior::Deferred,
        };
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        let sql: &Connection = &transaction;
        let answer: String = sql.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if answer != "ok" {
            report.found(Fault::DatabaseDamaged { fault: answer }, false);
        }
        for (id, kind, heads) in documents(sql)? {
            report.documents += 1;
            if let Err(error) = document(sql, &id, kind, &heads, repair, &mut report) {
                report.found(unreadable(&id, &error), false);
            }
        }
        let tables = [
            "case_row",
            "case_number",
            "case_attachment",
            "case_task",
            "case_history",
            "passage",
        ];
        for table in tables {
            for orphan in orphans(sql, table, repair)? {
                report.found(orphan, repair);
            }
        }
        for fault in search::check(sql, repair)? {
            report.found(fault, repair);
        }
        let files = cited_files(sql)?;
        transaction.commit()?;
        // Files never change, so their bytes are read without holding the database.
        for (name, sha256) in files {
            report.files += 1;
            match blobs.verify(&sha256) {
                Ok(true) => {}
                Ok(false) => report.found(Fault::FileAltered { name, sha256 }, false),
                // SYNC: a missing blob shows as "hämtas".
                Err(error) if shares && error.kind() == ErrorKind::NotFound => report.fetching += 1,
                Err(_) => report.found(Fault::FileMissing { name, sha256 }, false),
            }
        }
        Ok(report)
    }
}

impl Report {
    fn found(&mut self, fault: Fault, mended: bool) {
        self.faults.push(fault);
        self.repaired += u32::from(mended);
    }

    fn rows_differ(&mut self, document: &str, tables: Vec<&str>, mended: bool) {
        for table in tables {
            let (table, document) = (table.to_owned(), document.to_owned());
            self.found(Fault::RowsDiffer { table, document }, mended);
        }
    }
}

fn unreadable(document: &str, error: &Error) -> Fault {
    let fault = match error {
        Error::Failed(Failure::Internal { fault }) => fault.clone(),
        other => format!("{other:?}"),
    };
    Fault::ChangesUnreadable {
        document: document.to_owned(),
        fault,
    }
}

fn documents(sql: &Connection) -> Result<Vec<(String, Kind, String)>, Error> {
    let mut statement = sql.prepare_cached("SELECT id, kind, heads FROM doc ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    })?;
    rows.map(|row| {
        let (id, kind, heads) = row?;
        let kind = Kind::parse(&kind).ok_or_else(|| Error::internal("unknown kind of document"))?;
        Ok((id, kind, heads))
    })
    .collect()
}

/// Compares one document's rows with what its raw changes say.
fn document(
    sql: &Connection,
    id: &str,
    kind: Kind,
    heads: &str,
    repair: bool,
    report: &mut Report,
) -> Result<(), Error> {
    let saved = Doc::load(sql, id)?;
    if let Some(doc) = saved.as_ref().filter(|it| it.is_packed()) {
        return kept_whole(sql, doc, heads, repair, report);
    }
    let mut automerge = Doc::from_changes(sql, id)?;
    if let Some(saved) = &saved {
        // The saved copy is the last good one when a raw change is lost: it is
        // never written over before the raw changes are whole again.
        let missing = saved.missing_changes(sql)?;
        if !missing.is_empty() {
            let fault = Fault::ChangesMissing {
                document: id.to_owned(),
                missing: u32::try_from(missing.len()).unwrap_or(u32::MAX),
            };
            report.found(fault, repair);
            if !repair {
                return Ok(());
            }
            saved.write_missing(sql, missing)?;
            automerge = Doc::from_changes(sql, id)?;
        }
    }
    let changes = automerge.get_changes(&[]);
    let stored: u32 = sql
        .prepare_cached("SELECT count(*) FROM change WHERE doc = ?1")?
        .query_row([id], |row| row.get(0))?;
    let applied = u32::try_from(changes.len()).unwrap_or(u32::MAX);
    report.changes += applied;
    if applied != stored {
        // Something they build on is nowhere: what is shown stays as it is.
        let fault = Fault::ChangesMissing {
            document: id.to_owned(),
            missing: stored.abs_diff(applied),
        };
        report.found(fault, false);
        return Ok(());
    }
    let true_heads = heads_of(&automerge).join(" ");
    if true_heads != heads || saved.map(|doc| doc.heads().join(" ")).as_deref() != Some(heads) {
        let fault = Fault::HeadsDiffer {
            document: id.to_owned(),
        };
        report.found(fault, repair);
        if repair {
            sql.execute(
                "UPDATE doc SET heads = ?2, saved = ?3, saved_seq =
                 (SELECT max(seq) FROM change WHERE doc = ?1) WHERE id = ?1",
                rusqlite::params![id, true_heads, automerge.save()],
            )?;
        }
    }
    let differing = match kind {
        Kind::Case => case_differs(sql, id, &automerge)?,
        Kind::Person if project::person_row(&automerge) != person_kept(sql, id)? => vec!["person"],
        Kind::Round if project::round_row(&automerge) != project::round_kept(sql, id)? => {
            vec!["round_row"]
        }
        Kind::Person | Kind::Process | Kind::Organisation | Kind::Round | Kind::Calendar => {
            Vec::new()
        }
    };
    if repair && !differing.is_empty() {
        mend(sql, id, kind, &automerge)?;
    }
    report.rows_differ(id, differing, repair);
    Ok(())
}

/// Compares the rows of a case that is kept as it came with what it says. Loading
/// it proved its changes; before it has rows, that is all there is to compare.
fn kept_whole(
    sql: &Connection,
    doc: &Doc,
    heads: &str,
    repair: bool,
    report: &mut Report,
) -> Result<(), Error> {
    let changes = doc.automerge.get_changes_meta(&[]).len();
    report.changes += u32::try_from(changes).unwrap_or(u32::MAX);
    let has_rows = sql
        .prepare_cached("SELECT 1 FROM doc_packed WHERE id = ?1 AND projected = 1")?
        .exists([&doc.id])?;
    if !has_rows {
        return Ok(());
    }
    let true_heads = doc.heads().join(" ");
    if true_heads != heads {
        let document = doc.id.clone();
        report.found(Fault::HeadsDiffer { document }, repair);
        if repair {
            sql.execute(
                "UPDATE doc SET heads = ?2 WHERE id = ?1",
                [&doc.id, &true_heads],
            )?;
        }
    }
    let differing = case_differs(sql, &doc.id, &doc.automerge)?;
    if repair && !differing.is_empty() {
        mend(sql, &doc.id, Kind::Case, &doc.automerge)?;
    }
    report.rows_differ(&doc.id, differing, repair);
    Ok(())
}

/// The tables whose rows of this case differ from what its changes say.
fn case_differs(
    sql: &Connection,
    id: &str,
    automerge: &Automerge,
) -> Result<Vec<&'static str>, Error> {
    let case: CaseId = id.parse()?;
    let mut differing = Vec::new();
    if knowledge::is_complete(sql, automerge)? {
        let snapshot = knowledge::snapshot(sql, case, automerge)?;
        let rows = Rows::of(&snapshot);
        match Rows::kept(sql, case)? {
            None => differing.push("case_row"),
            Some(kept) => {
                let tables = [
                    ("case_row", kept.case != rows.case),
                    ("case_number", kept.numbers != rows.numbers),
                    ("case_attachment", kept.attachments != rows.attachments),
                    ("case_task", kept.tasks != rows.tasks),
                ];
                differing.extend(tables.iter().filter(|it| it.1).map(|it| it.0));
            }
        }
        if search::differs(sql, &snapshot)? {
            differing.push("passage");
        }
    }
    if history_differs(sql, id, &History::whole(automerge))? {
        differing.push("case_history");
    }
    Ok(differing)
}

fn mend(sql: &Connection, id: &str, kind: Kind, automerge: &Automerge) -> Result<(), Error> {
    if kind == Kind::Person {
        return project::person(sql, automerge);
    }
    if kind == Kind::Round {
        return project::round(sql, automerge);
    }
    let case: CaseId = id.parse()?;
    project::case(sql, case, automerge)?;
    sql.execute("DELETE FROM case_history WHERE case_id = ?1", [id])?;
    History::whole(automerge).write(sql, case)
}

fn history_differs(sql: &Connection, id: &str, history: &History) -> Result<bool, Error> {
    let mut told: Vec<_> = Vec::new();
    for deed in &history.0 {
        let act = serde_json::to_string(&deed.message.act).map_err(Error::internal)?;
        let author = deed.message.author.clone();
        let op = i64::try_from(deed.op).unwrap_or(i64::MAX);
        let (hash, at) = (deed.hash.clone(), deed.at.as_millis());
        told.push((hash, at, op, author.by, author.pc, act));
    }
    told.sort();
    let mut statement = sql.prepare_cached(
        "SELECT hash, at, op, by_name, pc, act FROM case_history WHERE case_id = ?1 ORDER BY hash",
    )?;
    let kept = statement.query_map([id], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    Ok(kept.collect::<Result<Vec<_>, _>>()? != told)
}

fn person_kept(sql: &Connection, doc: &str) -> Result<Option<Vec<String>>, Error> {
    let id = doc.strip_prefix("person/").unwrap_or(doc);
    let row = sql
        .prepare_cached("SELECT id, name, roles, body FROM person WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(vec![row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        });
    rusqlite::OptionalExtension::optional(row).map_err(Error::from)
}

/// Rows of cases that have no document.
fn orphans(sql: &Connection, table: &str, repair: bool) -> Result<Vec<Fault>, Error> {
    let key = if table == "case_row" { "id" } else { "case_id" };
    let condition = format!("{key} NOT IN (SELECT id FROM doc WHERE kind = 'case')");
    let mut statement = sql.prepare(&format!(
        "SELECT DISTINCT {key} FROM {table} WHERE {condition}"
    ))?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    let faults = ids
        .map(|document| {
            Ok(Fault::RowsDiffer {
                table: table.to_owned(),
                document: document?,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    if repair {
        sql.execute(&format!("DELETE FROM {table} WHERE {condition}"), [])?;
    }
    Ok(faults)
}

/// Every file and decision basis that some case cites.
pub(super) fn cited_files(sql: &Connection) -> Result<Vec<(String, String)>, Error> {
    let mut statement = sql.prepare_cached(
        "SELECT DISTINCT name, sha256 FROM case_attachment
         UNION SELECT act ->> 'section', act ->> 'basis' FROM case_history
         WHERE act ->> 'code' = 'decided' AND act ->> 'basis' IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
