//! The first pages of a packet for a meeting: which meeting, its agenda, and what
//! stands where.

use super::{Block, Look, Span, heading, or_dash, plain, table};
use crate::model::Decision;
use crate::packet::{Meeting, Packet, word};
use crate::wording;

pub(in crate::packet) fn blocks(meeting: &Meeting) -> Vec<Block> {
    let name = |key: &str| word(&format!("packet.meeting.{key}"), &[]);
    let on = meeting.on.map(|it| it.in_swedish()).unwrap_or_default();
    let facts = vec![
        (name("body"), meeting.body.to_owned()),
        (name("on"), or_dash(on)),
        (name("cases"), meeting.packets.len().to_string()),
        (name("printed"), meeting.printed_on.in_swedish()),
    ];
    let columns = [("section", 55), ("case", 270), ("number", 150)];
    let rows = (0..meeting.packets.len()).map(|index| row(meeting, index));
    let logo = meeting.packets.iter().find_map(|it| it.case.logo.as_ref());
    let mut out = wording::letterhead(meeting.organisation, logo);
    out.extend([
        Block::Paragraph(Look::Eyebrow, plain(name("state"))),
        Block::Title(meeting.title()),
        Block::Facts(facts),
        heading(2, name("agenda")),
        table("meeting", &columns, rows.collect()),
        Block::NewPage,
        heading(1, word("packet.contents", &[])),
        Block::Contents,
    ]);
    out
}

fn row(meeting: &Meeting, index: usize) -> Vec<Vec<Span>> {
    let case = meeting.packets[index].case;
    let numbers: Vec<_> = case.numbers.iter().map(|it| it.number.as_str()).collect();
    vec![
        plain(section(meeting, index).unwrap_or_else(|| or_dash(""))),
        plain(&case.title),
        plain(or_dash(numbers.join("\n"))),
    ]
}

/// The § of a case: as the minutes have it when it was decided at this meeting, else
/// as the agenda counts. `None` when nobody said where it begins.
pub(in crate::packet) fn section(meeting: &Meeting, index: usize) -> Option<String> {
    if let Some(it) = decided(meeting, &meeting.packets[index]) {
        return Some(it.section.clone());
    }
    let first = meeting.section?;
    let number = u32::try_from(index).ok()?.checked_add(first)?;
    let params = [("number", &*number.to_string())];
    Some(word("packet.meeting.section_of", &params))
}

/// The decision that this meeting took in a case.
fn decided<'p>(meeting: &Meeting, packet: &Packet<'p>) -> Option<&'p Decision> {
    let here = |it: &&Decision| it.body_name == meeting.body && it.on == meeting.on;
    packet.case.decided().filter(here)
}
