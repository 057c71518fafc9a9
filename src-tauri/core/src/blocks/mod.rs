//! A document as blocks: text and structure without measures, fonts or pages. What
//! is printed and what is written for Word begin as the same blocks.

pub(crate) mod bind;
pub(crate) mod markdown;

use std::sync::Arc;

use crate::model::Logo;

/// How a run of text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Plain,
    Strong,
    Emphasis,
}

/// A run of text in one voice. A line feed in it is a forced new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub text: String,
    pub voice: Voice,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Running text.
    Body,
    /// The organisation's name at the top of the cover.
    Letterhead,
    /// The line above the title.
    Eyebrow,
    /// Small grey text about what stands above it.
    Note,
    /// Small grey text under a heading, about what comes next.
    Lead,
    /// Framed by the accent: what must not be overlooked.
    Notice,
    /// Something that ought to be there and is not.
    Gap,
}

/// One item of a list, its label as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub label: String,
    pub text: Vec<Span>,
    /// Nesting, from 0.
    pub depth: u32,
}

/// A table whose head is repeated on every page it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// Parts of the width; as many as every row has cells, or more to leave
    /// room at the right.
    pub widths: Vec<u32>,
    /// Whether the first cell of each row says what the row is about.
    pub row_heads: bool,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// A thing on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// The title of the whole packet.
    Title(String),
    /// Level 1 begins a section; 1 and 2 are listed in contents and bookmarks.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Look, Vec<Span>),
    List(Vec<Item>),
    /// Boxes to tick: label, and whether it is ticked.
    Choices(Vec<(String, bool)>),
    /// Names and values in two columns.
    Facts(Vec<(String, String)>),
    Table(Table),
    /// The logo of the organisation with this name.
    Logo(Arc<Logo>, String),
    Contents,
    /// Lines to sign on: the role under each.
    Signatures(Vec<String>),
    NewPage,
}

pub(crate) fn paragraph(look: Look, text: impl Into<String>) -> Block {
    Block::Paragraph(look, plain(text))
}

pub(crate) fn heading(level: u8, text: String) -> Block {
    Block::Heading { level, text }
}

pub(crate) fn plain(text: impl Into<String>) -> Vec<Span> {
    vec![Span {
        text: text.into(),
        voice: Voice::Plain,
    }]
}

pub(crate) fn strong(text: impl Into<String>) -> Vec<Span> {
    vec![Span {
        text: text.into(),
        voice: Voice::Strong,
    }]
}
