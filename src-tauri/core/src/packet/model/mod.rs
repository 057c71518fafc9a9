//! What is printed, as blocks: no measures, no fonts, no pages.

pub(super) mod agenda;
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
pub(super) mod enclosures;
mod notices;
pub(super) mod report;

use super::{Packet, word};
use crate::blocks::{Block, Look, Span, Table, heading, markdown, paragraph, plain, strong};
use crate::model::{CaseSnapshot, Date};

/// The whole packet as blocks, in reading order. What a case does not have
/// takes no section, but for what every answer ought to have.
pub(super) fn blocks(packet: &Packet) -> Vec<Block> {
    let mut out = cover::blocks(packet);
    let contents = vec![heading(1, word("packet.contents", &[])), Block::Contents];
    for section in std::iter::once(contents).chain(sections(packet)) {
        out.push(Block::NewPage);
        out.extend(section);
    }
    out
}

/// The sections of a case, those that it has, each under a heading of level 1.
fn sections(packet: &Packet) -> Vec<Vec<Block>> {
    let case = packet.case;
    let mut sections = vec![
        conflicts::blocks(case),
        answer::blocks(case),
        contributions::blocks(case),
        effects::blocks(case),
        application::blocks(case),
        [checklist::blocks(case), notices::blocks(case)].concat(),
        decision::blocks(case),
        dispatch::blocks(case),
        attachments::blocks(case),
    ];
    sections.retain(|it| !it.is_empty());
    sections
}

/// Where two wrote at once: what is said of it at the top, and every version.
pub(super) fn conflict_blocks(case: &CaseSnapshot) -> (Vec<Block>, Vec<Block>) {
    (
        conflicts::notice(case).into_iter().collect(),
        conflicts::blocks(case),
    )
}

/// What an application holds beside its answers.
pub(super) fn application_blocks(case: &CaseSnapshot) -> Vec<Block> {
    application::blocks(case)
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
