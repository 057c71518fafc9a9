//! The log of what was sent.

use super::{Block, Look, Span, corrections, heading, or_dash, paragraph, plain, strong, table};
use crate::model::{CaseSnapshot, Dispatch};
use crate::packet::word;

/// Nothing while nothing was sent.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    if case.dispatches.is_empty() {
        return Vec::new();
    }
    let columns = [
        ("number", 26),
        ("on", 60),
        ("to", 110),
        ("files", 179),
        ("note", 100),
    ];
    let rows = case.dispatches.iter().enumerate();
    let rows = rows.map(|(index, it)| row(index + 1, it)).collect();
    let mut out = vec![
        heading(1, word("packet.dispatch", &[])),
        paragraph(Look::Lead, word("packet.dispatch.intro", &[])),
        table("dispatch", &columns, rows),
    ];
    if let Some(table) = corrections::of_dispatches(&case.dispatches) {
        out.push(heading(2, word("packet.corrections", &[])));
        out.push(table);
    }
    out
}

fn row(number: usize, it: &Dispatch) -> Vec<Vec<Span>> {
    let mut on = plain(it.on.to_string());
    if it.is_withdrawn() {
        on.extend(strong(format!("\n{}", word("packet.struck", &[]))));
    }
    let answer = it.basis.iter().map(|hash| {
        let name = word("packet.dispatch.basis", &[]);
        (name, hash.as_str())
    });
    let files = it.files.iter();
    let files = files.map(|it| (it.name.clone(), it.sha256.as_str()));
    let mut sent = Vec::new();
    for (name, hash) in answer.chain(files) {
        let end = if sent.is_empty() { "" } else { "\n" };
        sent.extend(strong(format!("{end}{name}\n")));
        sent.extend(plain(word("packet.dispatch.sha", &[("sha256", hash)])));
    }
    if sent.is_empty() {
        sent = plain(or_dash(""));
    }
    vec![
        plain(number.to_string()),
        on,
        plain(&it.to),
        sent,
        plain(or_dash(&it.note)),
    ]
}
