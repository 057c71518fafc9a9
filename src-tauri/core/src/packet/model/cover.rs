//! The cover: what matter this is, where it stands, what is to be decided.

use super::{Block, Look, heading, plain, strong};
use crate::model::{CaseSnapshot, Date, Decision};
use crate::packet::words::has_word;
use crate::packet::{Packet, Status, word};

pub(super) fn blocks(packet: &Packet) -> Vec<Block> {
    let case = packet.case;
    let mut out = vec![
        Block::Paragraph(Look::Letterhead, strong(&case.organisation)),
        Block::Paragraph(Look::Eyebrow, plain(kind(case))),
        Block::Title(case.title.clone()),
    ];
    if !case.secrecy.is_empty() {
        let mark = word("packet.cover.secrecy_mark", &[("reason", &case.secrecy)]);
        out.push(Block::Paragraph(Look::Notice, strong(mark)));
    }
    if !case.illustrative.is_empty() {
        let fields = named(&case.illustrative);
        let note = word("packet.illustrative", &[("fields", &fields)]);
        out.push(Block::Paragraph(Look::Notice, plain(note)));
    }
    out.push(Block::Facts(facts(packet)));
    out.extend(proposal(packet));
    out
}

fn kind(case: &CaseSnapshot) -> String {
    let key = format!("packet.kind.{}", case.process.kind);
    if has_word(&key) {
        word(&key, &[])
    } else {
        case.process.name.clone()
    }
}

fn facts(packet: &Packet) -> Vec<(String, String)> {
    let case = packet.case;
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| {
        let empty = value.trim().is_empty();
        let value = if empty {
            word("packet.cover.empty", &[])
        } else {
            value
        };
        facts.push((word(&format!("packet.cover.{key}"), &[]), value));
    };
    let day = |day: Option<Date>| day.map(Date::in_swedish).unwrap_or_default();
    let numbers: Vec<_> = case
        .numbers
        .iter()
        .map(|it| {
            let params = [("number", it.number.as_str()), ("holder", &it.holder)];
            word("packet.cover.number_of", &params)
        })
        .collect();
    let version = case
        .process
        .id
        .split_once('-')
        .map_or("", |(_, version)| version);
    let params = [("name", case.process.name.as_str()), ("version", version)];
    fact("status", status(packet));
    fact("area", case.area.clone());
    fact("number", numbers.join("\n"));
    fact("received", day(case.received));
    fact("due", day(case.due));
    fact("officer", case.officer.clone());
    fact("programme_area", case.programme_area.clone());
    fact("process", word("packet.cover.process_of", &params));
    fact("printed", packet.printed_on.in_swedish());
    facts
}

fn status(packet: &Packet) -> String {
    match (packet.status, packet.case.decided()) {
        (Status::Decided, Some(decision)) => decided(decision),
        _ => word("packet.draft_long", &[]),
    }
}

fn decided(decision: &Decision) -> String {
    let date = decision.on.map(Date::in_swedish).unwrap_or_default();
    let key = if decision.delegated {
        "packet.decided_delegated"
    } else {
        "packet.decided_long"
    };
    let params = [
        ("body", decision.body_name.as_str()),
        ("date", &date),
        ("section", &decision.section),
    ];
    word(key, &params)
}

/// The decision when there is one to print, else what is proposed.
fn proposal(packet: &Packet) -> Vec<Block> {
    let case = packet.case;
    let decision = match packet.status {
        Status::Decided => case.decided(),
        Status::Draft => None,
    };
    let body = decision.map(|it| it.body_name.as_str()).or_else(|| {
        let joint = case.deciders.iter().find(|it| !it.regional)?;
        Some(joint.name.as_str())
    });
    let Some(body) = body else { return Vec::new() };
    let params = [("body", body), ("organisation", case.organisation.as_str())];
    let (title, text) = match decision {
        Some(it) if !it.text.trim().is_empty() => ("packet.decision", it.text.clone()),
        Some(_) => ("packet.decision", word("packet.decision_text", &params)),
        None => ("packet.proposal", word("packet.proposal_text", &params)),
    };
    let mut out = vec![heading(2, word(title, &[]))];
    out.extend(super::markdown::blocks(&text, 2));
    out
}

/// Field names as a person reads them: `a, b och c`.
fn named(fields: &[String]) -> String {
    let named: Vec<_> = fields
        .iter()
        .map(|field| {
            let key = format!("field.{field}");
            if has_word(&key) {
                word(&key, &[])
            } else {
                field.clone()
            }
        })
        .collect();
    match named.as_slice() {
        [before @ .., last] if !before.is_empty() => {
            before.join(", ") + &word("packet.list_and", &[]) + last
        }
        _ => named.concat(),
    }
}
