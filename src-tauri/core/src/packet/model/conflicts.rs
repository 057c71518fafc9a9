//! What several people wrote at once, each version in full. Only the packet in
//! the shared folder has it: for any other, somebody chooses first.

use super::{Block, Look, capital, heading, or_dash, paragraph, plain, strong};
use crate::model::{CaseSnapshot, Conflict, QuestionId, Version};
use crate::packet::{day_of, word};
use crate::text::{self, Language};

/// The section with every version; empty where there is one of each.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    if case.conflicts.is_empty() {
        return Vec::new();
    }
    let mut out = vec![
        heading(1, word("packet.conflicts", &[])),
        paragraph(Look::Body, word("packet.conflicts.intro", &[])),
    ];
    for conflict in &case.conflicts {
        let place = case.place_name(&conflict.key);
        let place = word("packet.conflicts.place", &[("places", &place)]);
        out.push(heading(2, capital(&place)));
        for (version, number) in conflict.versions.iter().zip(1..) {
            out.extend(told(case, conflict, version, number));
        }
    }
    out
}

/// The line on the cover that says so.
pub(super) fn notice(case: &CaseSnapshot) -> Option<Block> {
    let conflicts = case.conflicts.iter();
    let mut places: Vec<_> = conflicts.map(|it| case.place_name(&it.key)).collect();
    places.dedup();
    if places.is_empty() {
        return None;
    }
    let places = places.join(", ");
    let told = word("packet.conflicts.cover", &[("places", &places)]);
    Some(Block::Paragraph(Look::Notice, strong(told)))
}

/// The line at a question that has more than one version.
pub(super) fn mark(case: &CaseSnapshot, question: &QuestionId) -> Option<Block> {
    let own = format!("question/{question}/");
    let open = case.conflicts.iter().any(|it| it.key.starts_with(&own));
    open.then(|| paragraph(Look::Gap, word("packet.conflicts.here", &[])))
}

fn told(case: &CaseSnapshot, conflict: &Conflict, version: &Version, number: usize) -> Vec<Block> {
    let (number, date) = (number.to_string(), day_of(version.at).to_string());
    let params = [
        ("number", number.as_str()),
        ("by", &version.by),
        ("date", &date),
    ];
    let head = word("packet.conflicts.version", &params);
    let mut out = vec![Block::Paragraph(Look::Body, strong(head))];
    // Answers and contributions are running text, which people set out.
    if conflict.key.ends_with("/text") && !version.value.trim().is_empty() {
        out.extend(super::markdown::blocks(&version.value, 2));
    } else {
        let value = text::version(Language::Sv, case, &conflict.key, &version.value);
        out.push(Block::Paragraph(Look::Body, plain(or_dash(value))));
    }
    out
}
