//! What is being typed, on disk within a second, before it is a change.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use ts_rs::TS;

use super::doc::{Doc, parse_heads};
use super::{Done, Error, Store};
use crate::model::{
    Act, Author, BodyId, CaseId, CaseSnapshot, Moment, QuestionId, Refusal, count_words,
};

/// A text typed and not yet left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Draft {
    /// For which question; `contribution/<body>/<question>` for what a body wrote.
    pub question: QuestionId,
    /// The whole text.
    pub text: String,
    /// Who typed it.
    pub by: String,
    /// When it was last written to disk.
    pub at: Moment,
}

/// Before the key of a conflict: the text that a person makes of its versions. It
/// stays in the journal until it is chosen or given up.
const JOINING: &str = "join/";

impl Store {
    /// Writes the text as typed so far to the journal. `base` is the heads of
    /// the case as it was on the screen when the typing began; it stays the
    /// base until the text becomes a change. On return the text is on disk. A
    /// text made of two versions that is empty is given up.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`] or what the disk says.
    pub fn draft_write(
        &mut self,
        author: &Author,
        id: CaseId,
        question: &QuestionId,
        text: &str,
        base: &[String],
    ) -> Result<Moment, Error> {
        let now = self.now();
        if question.as_str().starts_with(JOINING) && text.is_empty() {
            self.connection
                .prepare_cached("DELETE FROM draft WHERE doc = ?1 AND question = ?2")?
                .execute(params![id.to_string(), question.as_str()])?;
            return Ok(now);
        }
        let base = if base.is_empty() {
            self.case_heads(id)?
        } else {
            base.to_vec()
        };
        self.connection
            .prepare_cached(
                "INSERT INTO draft (doc, question, text, base, by_name, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (doc, question) DO UPDATE
                 SET text = ?3, by_name = ?5, at = ?6",
            )?
            .execute(params![
                id.to_string(),
                question.as_str(),
                text,
                base.join(" "),
                author.by,
                now.as_millis()
            ])?;
        Ok(now)
    }

    /// Makes the typed text a change. If somebody wrote the same text since the
    /// typing began, both versions are kept. A text made of two versions waits
    /// for [`Store::settle`]. Returns what typing that goes on in the same field
    /// is based on.
    ///
    /// # Errors
    /// As [`Store::transact`]; the journal keeps the text then.
    pub fn draft_commit(
        &mut self,
        author: &Author,
        id: CaseId,
        question: &QuestionId,
    ) -> Result<Done<Vec<String>>, Error> {
        self.transact(author, |door| {
            if question.as_str().starts_with(JOINING) {
                return door.heads(id);
            }
            let row = door
                .sql
                .prepare_cached("SELECT text, base FROM draft WHERE doc = ?1 AND question = ?2")?
                .query_row(params![id.to_string(), question.as_str()], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
                })
                .optional()?;
            let Some((text, base)) = row else {
                // Nothing was typed: leaving a field is no change.
                return door.heads(id);
            };
            let base: Vec<String> = base.split(' ').map(str::to_owned).collect();
            Self::forget_draft(door, id, question.as_str())?;
            let place = Place::of(question);
            let doc = door.doc(&id.to_string())?;
            if written_since(doc, &place.written(), &base)? {
                let own = door.text_from(id, place.act(&text), &text, &base)?;
                return Ok(vec![own]);
            }
            let case = door.case(id)?;
            let disputed = case.conflicts.iter().any(|it| it.key == place.text());
            if place.present(&case) == Some(text.as_str()) && !disputed {
                return door.heads(id);
            }
            match place {
                Place::Answer(question) => door.text(id, question, &text)?,
                Place::Contribution { body, question } => {
                    door.contribute(id, body, question, &text)?;
                }
            }
            door.heads(id)
        })
    }

    /// Texts typed in a case and not yet left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn drafts(&self, id: CaseId) -> Result<Vec<Draft>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT question, text, by_name, at FROM draft WHERE doc = ?1 ORDER BY question",
        )?;
        let rows = statement.query_map([id.to_string()], |row| {
            Ok(Draft {
                question: QuestionId::new(row.get::<_, String>(0)?),
                text: row.get(1)?,
                by: row.get(2)?,
                at: Moment::from_millis(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes changes of every text that a crash left in the journal. Returns
    /// how many there were.
    ///
    /// # Errors
    /// As [`Store::draft_commit`]; what could not be made a change stays.
    pub fn recover_drafts(&mut self) -> Result<u32, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT doc, question, by_name FROM draft
                 WHERE question NOT LIKE 'join/%' ORDER BY at",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        drop(statement);
        let mut recovered = 0;
        for (case, question, by) in rows {
            let author = self.author(&by);
            // One that cannot become a change, in a deleted case say, stays in the
            // journal and must not keep the others there.
            let done = self.draft_commit(&author, case.parse()?, &QuestionId::new(question));
            recovered += u32::from(done.is_ok());
        }
        Ok(recovered)
    }

    /// Heads of a case's document, in hex.
    pub(crate) fn case_heads(&self, id: CaseId) -> Result<Vec<String>, Error> {
        let heads: Option<String> = self
            .connection
            .prepare_cached("SELECT heads FROM doc WHERE id = ?1 AND kind = 'case'")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        let heads = heads.ok_or_else(|| Refusal::CaseUnknown {
            case: id.to_string(),
        })?;
        Ok(heads.split(' ').map(str::to_owned).collect())
    }
}

/// Where a typed text belongs. The journal's key for a joint answer is the
/// question; for what a body wrote it is `contribution/<body>/<question>`.
enum Place {
    Answer(QuestionId),
    Contribution { body: BodyId, question: QuestionId },
}

impl Place {
    fn of(key: &QuestionId) -> Self {
        let parts = key.as_str().strip_prefix("contribution/");
        match parts.and_then(|it| it.split_once('/')) {
            Some((body, question)) => Self::Contribution {
                body: BodyId::new(body),
                question: QuestionId::new(question),
            },
            None => Self::Answer(key.clone()),
        }
    }

    /// The key that shows who wrote last.
    fn written(&self) -> String {
        match self {
            Self::Answer(question) => format!("question/{question}/written"),
            Self::Contribution { body, question } => {
                format!("contribution/{body}/written/{question}")
            }
        }
    }

    /// The key that holds the text.
    fn text(&self) -> String {
        match self {
            Self::Answer(question) => format!("question/{question}/text"),
            Self::Contribution { body, question } => format!("contribution/{body}/text/{question}"),
        }
    }

    fn act(&self, text: &str) -> Act {
        let words = count_words(text);
        match self {
            Self::Answer(question) => Act::TextWritten {
                question: question.clone(),
                words,
            },
            Self::Contribution { body, question } => Act::ContributionWritten {
                body: body.clone(),
                question: question.clone(),
                words,
            },
        }
    }

    /// The text as the case has it; `None` when it has none.
    fn present<'c>(&self, case: &'c CaseSnapshot) -> Option<&'c str> {
        match self {
            Self::Answer(question) => case.question_by_id(question).map(|it| it.text.as_str()),
            Self::Contribution { body, question } => {
                let theirs = case.contributions.iter().find(|it| it.body == *body)?;
                theirs.on(question).map(|it| it.text.as_str())
            }
        }
    }
}

/// Whether somebody wrote the text that `key` tells of after `base`.
fn written_since(doc: &Doc, key: &str, base: &[String]) -> Result<bool, Error> {
    use automerge::{ROOT, ReadDoc};
    let then = doc.automerge.get_all_at(ROOT, key, &parse_heads(base))?;
    let now = doc.automerge.get_all(ROOT, key)?;
    let ids =
        |all: Vec<(_, automerge::ObjId)>| all.into_iter().map(|it| it.1).collect::<HashSet<_>>();
    Ok(ids(then) != ids(now))
}
