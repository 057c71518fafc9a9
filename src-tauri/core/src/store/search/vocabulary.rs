//! Every word that stands somewhere, and the words that hold some letters.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::super::Error;

/// Fewest letters that are looked for inside words: the index knows threes.
pub(super) const FEWEST_INSIDE: usize = 3;

/// Most words that some letters inside them lead to; the shortest are nearest
/// to what was typed.
const MOST_WORDS: u32 = 500;

/// Adds words that are not known yet. None is ever taken away: one that stands
/// nowhere finds nothing.
pub(super) fn learn(sql: &Connection, words: &BTreeSet<String>) -> Result<(), Error> {
    let mut keep = sql.prepare_cached("INSERT OR IGNORE INTO vocabulary (word) VALUES (?1)")?;
    let mut index =
        sql.prepare_cached("INSERT INTO vocabulary_part (rowid, word) VALUES (?1, ?2)")?;
    for word in words {
        if keep.execute([word])? > 0 {
            index.execute(params![sql.last_insert_rowid(), word])?;
        }
    }
    Ok(())
}

/// Words that hold `letters` after their beginning, the shortest first.
pub(super) fn holding(sql: &Connection, letters: &str) -> Result<Vec<String>, Error> {
    if letters.chars().count() < FEWEST_INSIDE {
        return Ok(Vec::new());
    }
    let mut statement = sql.prepare_cached(
        "SELECT vocabulary.word FROM vocabulary_part JOIN vocabulary ON vocabulary.id = vocabulary_part.rowid
         WHERE vocabulary_part MATCH ?1 AND substr(vocabulary.word, 1, length(?2)) <> ?2
         ORDER BY length(vocabulary.word), vocabulary.word LIMIT ?3",
    )?;
    let quoted = format!("\"{letters}\"");
    let rows = statement.query_map(params![quoted, letters, MOST_WORDS], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
