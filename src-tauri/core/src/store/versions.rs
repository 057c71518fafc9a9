//! A text's earlier versions, and what differs between two of them.

use automerge::{Automerge, ChangeHash, ObjType, ROOT, ReadDoc, Value};
use schemars::JsonSchema;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use ts_rs::TS;

use super::doc::Doc;
use super::shape::{self, Message};
use super::{Error, Store};
use crate::model::{CaseId, Moment, QuestionId, Refusal, count_words};

/// One version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct TextVersion {
    /// Hash of the change that wrote it.
    pub change: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Words in it.
    pub words: u32,
}

/// Two versions of a text set against each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Comparison {
    /// The earlier.
    pub from: TextVersion,
    /// The later.
    pub to: TextVersion,
    /// The text in pieces, in reading order.
    pub pieces: Vec<Piece>,
}

/// A run of words that is in both versions or in one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Piece {
    /// In which.
    pub kind: PieceKind,
    /// The words with their white space.
    pub text: String,
}

/// Where a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PieceKind {
    /// In both.
    Same,
    /// Only in the later.
    Added,
    /// Only in the earlier.
    Removed,
}

impl Store {
    /// Every version of a question's joint text, latest first.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`] or [`Refusal::QuestionUnknown`].
    pub fn text_versions(&self, id: CaseId, question: &str) -> Result<Vec<TextVersion>, Error> {
        let question = self.case(id)?.question(question)?.id.clone();
        let doc = self.case_doc(id)?;
        Ok(versions(&doc.automerge, &question)?
            .into_iter()
            .map(|(version, _)| version)
            .collect())
    }

    /// Two versions of a question's joint text set against each other, by the
    /// hashes of their changes or enough of them to be one's own.
    ///
    /// # Errors
    /// As [`Store::text_versions`], or [`Refusal::ChangeUnknown`].
    pub fn compare(
        &self,
        id: CaseId,
        question: &str,
        from: &str,
        to: &str,
    ) -> Result<Comparison, Error> {
        let question = self.case(id)?.question(question)?.id.clone();
        let doc = self.case_doc(id)?;
        let all = versions(&doc.automerge, &question)?;
        let found = |change: &str| {
            let mut fit = all.iter().filter(|(it, _)| it.change.starts_with(change));
            match (fit.next(), fit.next()) {
                (Some(one), None) => Ok(one),
                _ => Err(Refusal::ChangeUnknown {
                    change: change.to_owned(),
                }),
            }
        };
        let ((from, old), (to, new)) = (found(from)?, found(to)?);
        Ok(Comparison {
            from: from.clone(),
            to: to.clone(),
            pieces: pieces(old, new),
        })
    }

    fn case_doc(&self, id: CaseId) -> Result<Doc, Error> {
        let doc = Doc::load(&self.connection, &id.to_string())?;
        Ok(doc.ok_or_else(|| Refusal::CaseUnknown {
            case: id.to_string(),
        })?)
    }
}

/// Every version with its text, latest first.
fn versions(doc: &Automerge, question: &QuestionId) -> Result<Vec<(TextVersion, String)>, Error> {
    let written = format!("question/{question}/written");
    let Some((Value::Object(ObjType::Text), object)) =
        doc.get(ROOT, shape::case::text_key(question))?
    else {
        return Ok(Vec::new());
    };
    let mut versions = Vec::new();
    for change in doc.get_changes(&[]) {
        let Some(message) = Message::of(&change) else {
            continue;
        };
        if !shape::entries::keys(&message.act).contains(&written) {
            continue;
        }
        let hash: ChangeHash = change.hash();
        let text = doc.text_at(&object, &[hash])?;
        versions.push((
            TextVersion {
                change: hash.to_string(),
                at: Moment::from_millis(change.timestamp()),
                by: message.author.by,
                words: count_words(&text),
            },
            text,
        ));
    }
    versions.sort_by(|(a, _), (b, _)| (b.at, &b.change).cmp(&(a.at, &a.change)));
    Ok(versions)
}

/// Words that are the same, added or removed, with neighbours of one kind joined.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Same,
            ChangeTag::Insert => PieceKind::Added,
            ChangeTag::Delete => PieceKind::Removed,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_in_words_and_both_texts_can_be_read_from_it() {
        let (old, new) = (
            "Vi tillstyrker definitionen.",
            "Vi tillstyrker inte definitionen.",
        );
        let pieces = pieces(old, new);
        let read = |leave: PieceKind| {
            let kept = pieces.iter().filter(|it| it.kind != leave);
            kept.map(|it| it.text.as_str()).collect::<String>()
        };
        assert_eq!(read(PieceKind::Added), old);
        assert_eq!(read(PieceKind::Removed), new);
        assert!(
            pieces
                .iter()
                .any(|it| it.kind == PieceKind::Added && it.text.trim() == "inte")
        );
    }
}
