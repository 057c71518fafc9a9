//! What is printed, as blocks: no measures, no fonts, no pages.

mod answer;
mod application;
mod attachments;
mod checklist;
mod conflicts;
mod contributions;
mod corrections;
mod cover;
mod decision;
mod dispatch;
mod effects;
mod markdown;
mod notices;

use super::{Packet, word};
use crate::model::Date;

/// How a run of text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    Plain,
    Strong,
    Emphasis,
}

/// A run of text in one voice. A line feed in it is a forced new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub text: String,
    pub voice: Voice,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
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
pub(super) struct Item {
    pub label: String,
    pub text: Vec<Span>,
    /// Nesting, from 0.
    pub depth: u32,
}

/// A table whose head is repeated on every page it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
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
pub(super) enum Block {
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
    Contents,
    /// Lines to sign on: the role under each.
    Signatures(Vec<String>),
    NewPage,
}

/// The whole packet as blocks, in reading order. What a case does not have
/// takes no section, but for what every answer ought to have.
pub(super) fn blocks(packet: &Packet) -> Vec<Block> {
    let case = packet.case;
    let mut out = cover::blocks(packet);
    let contents = vec![heading(1, word("packet.contents", &[])), Block::Contents];
    for section in [
        contents,
        conflicts::blocks(case),
        answer::blocks(case),
        contributions::blocks(case),
        effects::blocks(case),
        application::blocks(case),
        [checklist::blocks(case), notices::blocks(case)].concat(),
        decision::blocks(case),
        dispatch::blocks(case),
        attachments::blocks(case),
    ] {
        if !section.is_empty() {
            out.push(Block::NewPage);
            out.extend(section);
        }
    }
    out
}

/// A table whose heads are the words `packet.<family>.<column>` and whose first
/// column says what each row is about.
fn table(family: &str, columns: &[(&str, u32)], rows: Vec<Vec<Vec<Span>>>) -> Block {
    let head = |it: &(&str, u32)| word(&format!("packet.{family}.{}", it.0), &[]);
    Block::Table(Table {
        widths: columns.iter().map(|it| it.1).collect(),
        row_heads: true,
        head: columns.iter().map(head).collect(),
        rows,
    })
}

fn paragraph(look: Look, text: impl Into<String>) -> Block {
    Block::Paragraph(look, plain(text))
}

/// `text`, or the dash of a place where nothing is known.
fn or_dash(text: impl Into<String>) -> String {
    let text = text.into();
    if text.trim().is_empty() {
        word("packet.cover.empty", &[])
    } else {
        text
    }
}

fn day(day: Option<Date>) -> String {
    or_dash(day.map(|it| it.to_string()).unwrap_or_default())
}

/// A word of the screen as it begins a cell.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn heading(level: u8, text: String) -> Block {
    Block::Heading { level, text }
}

fn plain(text: impl Into<String>) -> Vec<Span> {
    vec![Span {
        text: text.into(),
        voice: Voice::Plain,
    }]
}

fn strong(text: impl Into<String>) -> Vec<Span> {
    vec![Span {
        text: text.into(),
        voice: Voice::Strong,
    }]
}
