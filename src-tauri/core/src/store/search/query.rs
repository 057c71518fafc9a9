//! What a person typed, as terms, and the passages that hold them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::super::{Error, Store};
use super::fold;
use super::snippet::snippet;
use super::{Found, Hit, Matched, Place, vocabulary};
use crate::model::{AttachmentId, Date, Warning};

/// Most different words of a search that are looked for.
const MOST_TERMS: usize = 12;

/// One word that was typed, folded.
pub(super) struct Term {
    letters: String,
    /// Words that hold it after their beginning.
    inside: Vec<String>,
}

impl Term {
    /// Whether a folded word holds this term, and from which byte of it.
    pub(super) fn found_in(&self, word: &str) -> Option<usize> {
        match self.letters.chars().count() {
            1 => (word == self.letters).then_some(0),
            2 => word.starts_with(&self.letters).then_some(0),
            _ => word.find(&self.letters),
        }
    }

    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// As the index asks for it: the word, or a word that begins with it. One
    /// letter alone begins too many words, so it is a word of its own.
    fn as_word(&self) -> String {
        let star = if self.letters.chars().nth(1).is_some() {
            "*"
        } else {
            ""
        };
        format!("\"{}\"{star}", self.letters)
    }

    fn as_part(&self) -> String {
        let mut parts = vec![self.as_word()];
        parts.extend(self.inside.iter().map(|word| format!("\"{word}\"")));
        format!("({})", parts.join(" OR "))
    }
}

/// Which of the two indexes a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Source {
    Passage,
    File,
}

/// A passage or file of a case that holds what was asked for.
struct Candidate {
    source: Source,
    row: i64,
    case: String,
    /// The file's id in the case; empty for a passage.
    attachment: String,
    head: bool,
    matched: Matched,
    due: String,
    title: String,
}

impl Store {
    /// Cases that hold the words of `text`, best first: titles and numbers, then
    /// whole words and beginnings, then hits inside words; of equals, the case
    /// with the latest due date. All words must stand in one passage; when none
    /// holds them all, cases that hold them in several. Deleted cases are left
    /// out. Nothing in `text` is syntax; at most 12 words are looked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search(&self, text: &str, limit: u32) -> Result<Found, Error> {
        // One state of the database for all that is read.
        let reading = self.connection.unchecked_transaction()?;
        let mut found = Found {
            pending: u32::try_from(self.pending_files()?.len()).unwrap_or(u32::MAX),
            ..Found::default()
        };
        let terms = terms(&reading, text, &mut found.warnings)?;
        if terms.is_empty() {
            return Ok(found);
        }
        let mut candidates = together(&reading, &terms)?;
        if candidates.is_empty() && terms.len() > 1 {
            candidates = spread(&reading, &terms)?;
        }
        candidates.sort_by(|a, b| {
            let key = |it: &Candidate| (it.matched == Matched::Spread, !it.head, it.matched);
            let place = |it: &Candidate| (it.source, it.row);
            // Undated and closed cases stand last in lists, and last here.
            let due = |it: &Candidate| it.due.parse::<Date>().ok();
            key(a)
                .cmp(&key(b))
                .then_with(|| due(b).cmp(&due(a)))
                .then_with(|| (&a.title, &a.case).cmp(&(&b.title, &b.case)))
                .then_with(|| place(a).cmp(&place(b)))
        });
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        found.total = count(candidates.len());
        let cases: HashSet<&str> = candidates.iter().map(|it| it.case.as_str()).collect();
        found.cases = count(cases.len());
        let shown = candidates
            .iter()
            .take(usize::try_from(limit).unwrap_or(usize::MAX));
        found.hits = shown
            .map(|it| hit(&reading, it, &terms))
            .collect::<Result<_, _>>()?;
        Ok(found)
    }
}

/// The different words of what was typed, with the words that hold them.
fn terms(sql: &Connection, text: &str, warnings: &mut Vec<Warning>) -> Result<Vec<Term>, Error> {
    let mut known = BTreeSet::new();
    let mut letters: Vec<String> = Vec::new();
    for word in fold::words(text) {
        if !known.insert(word.folded.clone()) {
            continue;
        }
        if letters.len() == MOST_TERMS {
            let words = u32::try_from(MOST_TERMS).unwrap_or(u32::MAX);
            warnings.push(Warning::SearchCut { words });
            break;
        }
        letters.push(word.folded);
    }
    if letters.is_empty() {
        warnings.push(Warning::SearchWithoutWords {});
    }
    let term = |letters: String| {
        let inside = vocabulary::holding(sql, &letters)?;
        Ok(Term { letters, inside })
    };
    letters.into_iter().map(term).collect()
}

/// Passages and files that hold every term.
fn together(sql: &Connection, terms: &[Term]) -> Result<Vec<Candidate>, Error> {
    let every = |part: fn(&Term) -> String| {
        let parts: Vec<_> = terms.iter().map(part).collect();
        parts.join(" AND ")
    };
    let words = every(Term::as_word);
    if terms.iter().all(|term| term.inside.is_empty()) {
        return matching(sql, &words, |_, _| Matched::Words);
    }
    let whole: HashSet<(Source, i64)> = rows_matching(sql, &words)?;
    matching(sql, &every(Term::as_part), |source, row| {
        match whole.contains(&(source, row)) {
            true => Matched::Words,
            false => Matched::Inside,
        }
    })
}

fn rows_matching(sql: &Connection, expression: &str) -> Result<HashSet<(Source, i64)>, Error> {
    let mut found = HashSet::new();
    for (source, statement) in [
        (
            Source::Passage,
            "SELECT rowid FROM passage_word WHERE passage_word MATCH ?1",
        ),
        (
            Source::File,
            "SELECT rowid FROM file_word WHERE file_word MATCH ?1",
        ),
    ] {
        let mut statement = sql.prepare_cached(statement)?;
        let rows = statement.query_map([expression], |row| row.get(0))?;
        for row in rows {
            found.insert((source, row?));
        }
    }
    Ok(found)
}

/// Passages and files of cases that are not deleted, by an expression.
fn matching(
    sql: &Connection,
    expression: &str,
    matched: impl Fn(Source, i64) -> Matched,
) -> Result<Vec<Candidate>, Error> {
    let mut found = Vec::new();
    for (source, statement) in [
        (
            Source::Passage,
            "SELECT passage.id, case_row.id, '', head, sort_due, sort_title
             FROM passage_word
             CROSS JOIN passage ON passage.id = passage_word.rowid
             CROSS JOIN case_row ON case_row.id = case_id
             WHERE passage_word MATCH ?1 AND hidden = 0",
        ),
        (
            Source::File,
            "SELECT file_text.id, case_row.id, case_attachment.id, 0, sort_due, sort_title
             FROM file_word
             CROSS JOIN file_text ON file_text.id = file_word.rowid
             CROSS JOIN case_attachment ON case_attachment.sha256 = file_text.sha256
             CROSS JOIN case_row ON case_row.id = case_id
             WHERE file_word MATCH ?1 AND hidden = 0",
        ),
    ] {
        let mut statement = sql.prepare_cached(statement)?;
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            found.push(Candidate {
                source,
                row: id,
                case: row.get(1)?,
                attachment: row.get(2)?,
                head: row.get(3)?,
                matched: matched(source, id),
                due: row.get(4)?,
                title: row.get(5)?,
            });
        }
    }
    Ok(found)
}

/// Cases that hold every term, though no passage does: the passage that holds
/// most of them.
fn spread(sql: &Connection, terms: &[Term]) -> Result<Vec<Candidate>, Error> {
    let mut holding: HashMap<(Source, i64, String, String), (Candidate, usize)> = HashMap::new();
    let mut cases: Option<BTreeSet<String>> = None;
    for term in terms {
        let mut these = BTreeSet::new();
        for it in matching(sql, &term.as_part(), |_, _| Matched::Spread)? {
            these.insert(it.case.clone());
            let key = (it.source, it.row, it.case.clone(), it.attachment.clone());
            holding.entry(key).or_insert((it, 0)).1 += 1;
        }
        cases = Some(match cases {
            None => these,
            Some(before) => before.intersection(&these).cloned().collect(),
        });
    }
    let cases = cases.unwrap_or_default();
    let mut best: BTreeMap<String, (Candidate, usize)> = BTreeMap::new();
    for (candidate, count) in holding.into_values() {
        if !cases.contains(&candidate.case) {
            continue;
        }
        let key = |it: &Candidate, count| (count, it.head, std::cmp::Reverse((it.source, it.row)));
        match best.get(&candidate.case) {
            Some((there, most)) if key(there, *most) >= key(&candidate, count) => {}
            _ => {
                best.insert(candidate.case.clone(), (candidate, count));
            }
        }
    }
    Ok(best.into_values().map(|(candidate, _)| candidate).collect())
}

fn hit(sql: &Connection, it: &Candidate, terms: &[Term]) -> Result<Hit, Error> {
    let (title, number) = sql
        .prepare_cached("SELECT title, number FROM case_row WHERE id = ?1")?
        .query_row([&it.case], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (place, text) = match it.source {
        Source::Passage => {
            let (place, text): (String, String) = sql
                .prepare_cached("SELECT place, text FROM passage WHERE id = ?1")?
                .query_row([it.row], |row| Ok((row.get(0)?, row.get(1)?)))?;
            (serde_json::from_str(&place).map_err(Error::internal)?, text)
        }
        Source::File => {
            let (name, text) = sql
                .prepare_cached(
                    "SELECT name, text FROM file_text, case_attachment
                     WHERE file_text.id = ?1 AND case_id = ?2 AND case_attachment.id = ?3",
                )?
                .query_row(params![it.row, it.case, it.attachment], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let attachment = AttachmentId::new(it.attachment.clone());
            (Place::FileText { attachment, name }, text)
        }
    };
    let (snippet, marks) = snippet(&text, terms);
    Ok(Hit {
        case: it.case.parse()?,
        title,
        number,
        place,
        matched: it.matched,
        snippet,
        marks,
    })
}

/// A term without a vocabulary, for tests.
#[cfg(test)]
pub(super) fn term(letters: &str) -> Term {
    Term {
        letters: fold::fold(letters),
        inside: Vec::new(),
    }
}
