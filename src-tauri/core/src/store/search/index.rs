//! The passages of cases and the index of their words, kept, compared and mended.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::super::doc::Doc;
use super::super::{Error, Fault, Store, knowledge};
use super::fold;
use super::passages::{LISTING, Passage, passages};
use super::vocabulary;
use crate::model::{CaseId, CaseSnapshot};

/// Under which key `meta` says which listing the passages were made by.
const LISTED: &str = "search";

impl Store {
    /// Lists every case anew when the store was last listed by a program that
    /// knew fewer passages, or none: after a migration.
    pub(in super::super) fn fill_search(&mut self) -> Result<(), Error> {
        if listed(&self.connection)? >= LISTING {
            return Ok(());
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have done it while we waited for the lock.
        if listed(&transaction)? < LISTING {
            for id in cases(&transaction)? {
                list_anew(&transaction, &id)?;
            }
            transaction.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = ?2",
                params![LISTED, LISTING.to_string()],
            )?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn listed(sql: &Connection) -> Result<i64, Error> {
    let value = sql
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([LISTED], |row| row.get::<_, String>(0))
        .optional()?;
    Ok(value.and_then(|it| it.parse().ok()).unwrap_or(0))
}

fn cases(sql: &Connection) -> Result<Vec<String>, Error> {
    let mut statement = sql.prepare("SELECT id FROM doc WHERE kind = 'case' ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// A damaged case is left out: `check` says which, and the others are found.
fn list_anew(sql: &Connection, id: &str) -> Result<(), Error> {
    let case: CaseId = id.parse()?;
    let Ok(Some(doc)) = Doc::load(sql, id) else {
        return Ok(());
    };
    if !knowledge::is_complete(sql, &doc.automerge)? {
        return Ok(());
    }
    match knowledge::snapshot(sql, case, &doc.automerge) {
        Ok(case) => index_case(sql, &case),
        Err(_) => Ok(()),
    }
}

/// A passage as its table holds it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    place: String,
    head: bool,
    text: String,
}

impl Row {
    fn of(passage: Passage) -> Result<Self, Error> {
        Ok(Self {
            place: serde_json::to_string(&passage.place).map_err(Error::internal)?,
            head: passage.place.is_head(),
            text: passage.text,
        })
    }
}

fn rows_of(case: &CaseSnapshot) -> Result<Vec<Row>, Error> {
    passages(case).into_iter().map(Row::of).collect()
}

fn kept(sql: &Connection, case: &str) -> Result<Vec<(i64, Row)>, Error> {
    let mut statement =
        sql.prepare_cached("SELECT id, place, head, text FROM passage WHERE case_id = ?1")?;
    let rows = statement.query_map([case], |row| {
        let (place, head, text) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((row.get(0)?, Row { place, head, text }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Brings the passages of a case and their words up to date. What did not change
/// is not written.
pub(in super::super) fn index_case(sql: &Connection, case: &CaseSnapshot) -> Result<(), Error> {
    let id = case.id.to_string();
    let mut kept: BTreeMap<String, (i64, Row)> = kept(sql, &id)?
        .into_iter()
        .map(|(at, row)| (row.place.clone(), (at, row)))
        .collect();
    for row in rows_of(case)? {
        match kept.remove(&row.place) {
            Some((_, there)) if there == row => continue,
            Some((at, _)) => {
                sql.prepare_cached("UPDATE passage SET head = ?2, text = ?3 WHERE id = ?1")?
                    .execute(params![at, row.head, row.text])?;
                forget_words(sql, at)?;
                index_words(sql, at, &row.text)?;
            }
            None => {
                sql.prepare_cached(
                    "INSERT INTO passage (case_id, place, head, text) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![id, row.place, row.head, row.text])?;
                index_words(sql, sql.last_insert_rowid(), &row.text)?;
            }
        }
    }
    for (at, _) in kept.into_values() {
        sql.prepare_cached("DELETE FROM passage WHERE id = ?1")?
            .execute([at])?;
        forget_words(sql, at)?;
    }
    Ok(())
}

fn index_words(sql: &Connection, at: i64, text: &str) -> Result<(), Error> {
    let words = fold::vocabulary(text);
    sql.prepare_cached("INSERT INTO passage_word (rowid, words) VALUES (?1, ?2)")?
        .execute(params![at, line_of(&words)])?;
    vocabulary::learn(sql, &words)
}

fn forget_words(sql: &Connection, at: i64) -> Result<(), Error> {
    sql.prepare_cached("DELETE FROM passage_word WHERE rowid = ?1")?
        .execute([at])?;
    Ok(())
}

/// Words as the index takes them: apart by a space.
pub(super) fn line_of(words: &BTreeSet<String>) -> String {
    let mut line = String::with_capacity(words.iter().map(|it| it.len() + 1).sum());
    for word in words {
        line.push_str(word);
        line.push(' ');
    }
    line
}

/// Whether the passages of a case differ from what it says.
pub(in super::super) fn differs(sql: &Connection, case: &CaseSnapshot) -> Result<bool, Error> {
    let mut kept: Vec<Row> = kept(sql, &case.id.to_string())?
        .into_iter()
        .map(|(_, row)| row)
        .collect();
    let mut rows = rows_of(case)?;
    kept.sort();
    rows.sort();
    Ok(kept != rows)
}

/// Compares the index with the passages, and the vocabulary with the index; with
/// `repair`, writes anew what differs. Texts of files are a cache and not compared.
pub(in super::super) fn check(sql: &Connection, repair: bool) -> Result<Vec<Fault>, Error> {
    sql.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_instance
             USING fts5vocab (main, passage_word, instance);
         CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_term
             USING fts5vocab (main, passage_word, row);",
    )?;
    let mut faults = Vec::new();
    let differing = differing(sql)?;
    let mut named = BTreeSet::new();
    for (at, case) in &differing {
        named.insert(case.clone());
        if repair {
            forget_words(sql, *at)?;
            let text = sql
                .prepare_cached("SELECT text FROM passage WHERE id = ?1")?
                .query_row([at], |row| row.get::<_, String>(0))
                .optional()?;
            if let Some(text) = text {
                index_words(sql, *at, &text)?;
            }
        }
    }
    faults.extend(named.into_iter().map(|document| Fault::RowsDiffer {
        table: "passage_word".to_owned(),
        document,
    }));
    if !is_vocabulary_whole(sql)? {
        if repair {
            sql.execute_batch(
                "INSERT OR IGNORE INTO vocabulary (word) SELECT term FROM temp.passage_term;
                 INSERT INTO vocabulary_part (vocabulary_part) VALUES ('delete-all');
                 INSERT INTO vocabulary_part (rowid, word) SELECT id, word FROM vocabulary;",
            )?;
        }
        faults.push(Fault::RowsDiffer {
            table: "vocabulary".to_owned(),
            document: "passage".to_owned(),
        });
    }
    sql.execute_batch("DROP TABLE temp.passage_instance; DROP TABLE temp.passage_term;")?;
    Ok(faults)
}

/// Passages whose words in the index are not those of their text, with their
/// case; rows of the index without a passage have none.
fn differing(sql: &Connection) -> Result<Vec<(i64, String)>, Error> {
    let mut sums: BTreeMap<i64, (u64, String)> = BTreeMap::new();
    let mut statement = sql.prepare("SELECT id, case_id, text FROM passage")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(2)?;
        let words = fold::vocabulary(&text);
        let sum = words
            .iter()
            .fold(0, |sum: u64, word| sum.wrapping_add(hash(word)));
        sums.insert(row.get(0)?, (sum, row.get(1)?));
    }
    let mut statement = sql.prepare("SELECT doc, term FROM temp.passage_instance")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sum = &mut sums.entry(row.get(0)?).or_default().0;
        *sum = sum.wrapping_sub(hash(row.get_ref(1)?.as_str().unwrap_or_default()));
    }
    let differing = sums.into_iter().filter(|(_, (sum, _))| *sum != 0);
    Ok(differing.map(|(at, (_, case))| (at, case)).collect())
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

fn is_vocabulary_whole(sql: &Connection) -> Result<bool, Error> {
    let missing: bool = sql.query_row(
        "SELECT EXISTS (SELECT 1 FROM temp.passage_term
                        WHERE term NOT IN (SELECT word FROM vocabulary))
             OR EXISTS (SELECT 1 FROM vocabulary
                        WHERE id NOT IN (SELECT id FROM vocabulary_part_docsize))",
        [],
        |row| row.get(0),
    )?;
    Ok(!missing)
}
