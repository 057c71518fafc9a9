//! Search, in Swedish as people type it.
//!
//! A case is searched in passages: its title, each number, each answer, and so
//! on (`passages`), and each file's text. Words are split and folded here
//! (`fold`), never by SQLite. An index says which words stand in which passage;
//! a vocabulary of all words, indexed by threes of letters, leads from "kirurgi"
//! to "hjärtkirurgi". Passages are projections; texts of files are a cache.

mod files;
mod fold;
mod index;
mod passages;
mod query;
mod snippet;
mod vocabulary;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::model::{CaseId, Warning};

pub use files::{FileText, Pending};
pub use passages::{Passage, Place, passages};

pub(super) use files::await_file;
pub(super) use index::{check, differs, index_case};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Found {
    /// The best hits, best first; no more than the limit.
    pub hits: Vec<Hit>,
    /// Hits in all.
    pub total: u32,
    /// Cases with a hit, in all.
    pub cases: u32,
    /// Files whose text is not read yet and so was not searched.
    pub pending: u32,
    /// What to know about the search itself.
    pub warnings: Vec<Warning>,
}

/// One place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Hit {
    /// In which case.
    pub case: CaseId,
    /// The case's title.
    pub title: String,
    /// Its first registry number, holder and number; empty when it has none.
    pub number: String,
    /// Where in the case.
    pub place: Place,
    /// How the words were found.
    pub matched: Matched,
    /// The words around the hit as they were written, on one line; `…` where
    /// more stands before or after.
    pub snippet: String,
    /// The hits in the snippet, in order, not overlapping.
    pub marks: Vec<Mark>,
}

/// A part of a snippet, in UTF-16 code units: what `String.slice` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Mark {
    /// First unit.
    pub from: u32,
    /// The unit after the last.
    pub to: u32,
}

/// How a hit holds the words, best first within titles and numbers and within
/// everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Matched {
    /// Each is a word of the passage, or begins one.
    Words,
    /// At least one stands only inside a word.
    Inside,
    /// The case holds them all, but no passage does.
    Spread,
}
