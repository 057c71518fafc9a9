//! Corrections: what stood, what is right, and why.

use super::{Block, Span, plain, strong, table};
use crate::model::{Correction, Decision, Dispatch};
use crate::packet::{day_of, word};

/// What one correction put in place of what.
struct Change {
    field: &'static str,
    /// `None` where the record does not keep it.
    stood: Option<String>,
    right: String,
}

/// The corrections of `decisions`; nothing when there are none.
pub(super) fn of_decisions<'c>(decisions: impl Iterator<Item = &'c Decision>) -> Option<Block> {
    let columns = [
        ("decision", 98),
        ("corrected", 70),
        ("stood", 105),
        ("right", 105),
        ("reason", 97),
    ];
    let rows: Vec<_> = decisions.flat_map(decision).collect();
    (!rows.is_empty()).then(|| table("corrections", &columns, rows))
}

/// The corrections of `dispatches`, each with its number in the log.
pub(super) fn of_dispatches(dispatches: &[Dispatch]) -> Option<Block> {
    let columns = [
        ("dispatch", 60),
        ("corrected", 80),
        ("stood", 115),
        ("right", 115),
        ("reason", 105),
    ];
    let rows: Vec<_> = dispatches.iter().enumerate().flat_map(dispatch).collect();
    (!rows.is_empty()).then(|| table("corrections", &columns, rows))
}

/// What stood is followed from correction to correction.
fn decision(decision: &Decision) -> Vec<Vec<Vec<Span>>> {
    let mut stood = decision.recorded.clone();
    let rows = decision.corrections.iter().map(|it| {
        let terms = &it.terms;
        let mut changes = Vec::new();
        if let Some(on) = terms.on {
            let before = stood.as_mut().and_then(|it| it.on.replace(on));
            let before = before.map(|it| it.to_string());
            changes.push(change("on", before, on.to_string()));
        }
        for (field, right) in [("section", &terms.section), ("text", &terms.text)] {
            if right.trim().is_empty() {
                continue;
            }
            let right = right.trim().to_owned();
            let before = stood.as_mut().map(|it| {
                let place = match field {
                    "section" => &mut it.section,
                    _ => &mut it.text,
                };
                std::mem::replace(place, right.clone())
            });
            changes.push(change(field, before, right));
        }
        vec![
            plain(&decision.body_name),
            corrected(it),
            told(it, &changes, |it| it.stood.as_deref().unwrap_or_default()),
            told_right(it, &changes),
            plain(&terms.reason),
        ]
    });
    rows.collect()
}

fn dispatch((index, dispatch): (usize, &Dispatch)) -> Vec<Vec<Vec<Span>>> {
    let stood = dispatch.recorded.as_ref();
    let mut on = stood.map(|it| it.on.to_string()).unwrap_or_default();
    let mut to = stood.map(|it| it.to.clone()).unwrap_or_default();
    let mut note = stood.map(|it| it.note.clone()).unwrap_or_default();
    let row = |it: &Correction| {
        let terms = &it.terms;
        let right_on = terms.on.map(|it| it.to_string()).unwrap_or_default();
        let fields = [
            ("on", &mut on, &right_on),
            ("to", &mut to, &terms.to),
            ("note", &mut note, &terms.text),
        ];
        let changes: Vec<_> = fields
            .into_iter()
            .filter(|(_, _, right)| !right.trim().is_empty())
            .map(|(field, stood, right)| {
                let right = right.trim().to_owned();
                let before = std::mem::replace(stood, right.clone());
                change(field, Some(before), right)
            })
            .collect();
        vec![
            plain((index + 1).to_string()),
            corrected(it),
            told(it, &changes, |it| it.stood.as_deref().unwrap_or_default()),
            told_right(it, &changes),
            plain(&terms.reason),
        ]
    };
    dispatch.corrections.iter().map(row).collect()
}

fn change(field: &'static str, stood: Option<String>, right: String) -> Change {
    Change {
        field,
        stood,
        right,
    }
}

/// The day, and who.
fn corrected(it: &Correction) -> Vec<Span> {
    plain(format!("{}\n{}", day_of(it.at), it.by))
}

fn told_right(it: &Correction, changes: &[Change]) -> Vec<Span> {
    if it.terms.withdrawn {
        return strong(word("packet.corrections.withdrawn", &[]));
    }
    told(it, changes, |it| &it.right)
}

/// A line for each field, or the whole record when it was struck.
fn told(it: &Correction, changes: &[Change], side: fn(&Change) -> &str) -> Vec<Span> {
    if it.terms.withdrawn {
        return plain(word("packet.corrections.whole", &[]));
    }
    let line = |it: &Change| {
        let name = word(&format!("packet.corrections.field.{}", it.field), &[]);
        let value = super::or_dash(side(it));
        word(
            "packet.corrections.line",
            &[("field", &name), ("value", &value)],
        )
    };
    let lines: Vec<_> = changes.iter().map(line).collect();
    plain(super::or_dash(lines.join("\n")))
}
