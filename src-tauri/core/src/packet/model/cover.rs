//! The cover: what matter this is, where it stands, what is to be decided.

use super::answer::{of_kind, title};
use super::{Block, Look, heading, plain, strong};
use crate::model::{CaseSnapshot, Closing, Date, Decision, ProcessRef};
use crate::packet::words::has_word;
use crate::packet::{Packet, Status, word};

pub(super) fn blocks(packet: &Packet) -> Vec<Block> {
    let case = packet.case;
    let mut out = vec![
        Block::Paragraph(Look::Letterhead, strong(&case.organisation)),
        Block::Paragraph(Look::Eyebrow, plain(kind(case))),
        Block::Title(case.title.clone()),
    ];
    out.extend(notices(case));
    out.push(Block::Facts(facts(packet)));
    let proposed = proposed(packet, None);
    if !proposed.is_empty() {
        let headline = match packet.status {
            Status::Decided => "packet.decision",
            Status::Draft | Status::Letter => "packet.proposal",
        };
        out.push(heading(2, word(headline, &[])));
        out.extend(proposed);
    }
    out
}

/// What must not be overlooked in a case.
pub(super) fn notices(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = Vec::new();
    if !case.secrecy.is_empty() {
        let mark = word("packet.cover.secrecy_mark", &[("reason", &case.secrecy)]);
        out.push(Block::Paragraph(Look::Notice, strong(mark)));
    }
    out.extend(super::conflicts::notice(case));
    if !case.illustrative.is_empty() {
        let fields = named(&case.illustrative);
        let note = word("packet.illustrative", &[("fields", &fields)]);
        out.push(Block::Paragraph(Look::Notice, plain(note)));
    }
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

pub(super) fn facts(packet: &Packet) -> Vec<(String, String)> {
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
    let params = [
        ("name", case.process.name.as_str()),
        ("version", version(&case.process)),
    ];
    fact("status", status(packet));
    if let Some(it) = &case.closed {
        fact("closed", closed(it));
    }
    if case.application {
        fact("applicant", case.applicant.clone());
    }
    fact("area", case.area.clone());
    fact("number", numbers.join("\n"));
    if let Some(round) = &case.round {
        fact("round", round.title.clone());
    }
    fact("received", day(case.received));
    fact(of_kind(case, "due", "due_application"), day(case.due));
    fact("officer", case.officer.clone());
    fact("programme_area", case.programme_area.clone());
    fact("process", word("packet.cover.process_of", &params));
    if !case.records_class.trim().is_empty() {
        fact("records_class", case.records_class.clone());
    }
    fact("printed", packet.printed_on.in_swedish());
    facts
}

/// What follows the kind in the id of a process; a kind may hold a hyphen.
fn version(process: &ProcessRef) -> &str {
    let after = process.id.strip_prefix(&process.kind);
    after
        .and_then(|it| it.strip_prefix('-'))
        .or_else(|| Some(process.id.split_once('-')?.1))
        .unwrap_or_default()
}

/// How the case ended, and when.
fn closed(it: &Closing) -> String {
    let date = it.on.in_swedish();
    let params = [("outcome", it.name.as_str()), ("date", &date)];
    word("packet.cover.closed_as", &params)
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

/// The decision when there is one to print, else what is proposed to `asked`, or to
/// the first joint body. Nothing when there is none.
pub(super) fn proposed(packet: &Packet, asked: Option<&str>) -> Vec<Block> {
    let case = packet.case;
    let decision = match packet.status {
        Status::Decided => case.decided(),
        Status::Draft | Status::Letter => None,
    };
    let joint = || {
        let joint = case.deciders.iter().find(|it| !it.regional)?;
        Some(joint.name.as_str())
    };
    let body = decision.map(|it| it.body_name.as_str());
    let body = body.or(asked).or_else(joint);
    let Some(body) = body else { return Vec::new() };
    let section = title(case);
    let commitments = word("packet.application", &[]);
    let params = [
        ("body", body),
        ("organisation", case.organisation.as_str()),
        ("section", &section),
        ("commitments", &commitments),
    ];
    let standard = |answer, application| word(of_kind(case, answer, application), &params);
    let text = match decision {
        Some(it) if !it.text.trim().is_empty() => it.text.clone(),
        Some(_) => standard("packet.decision_text", "packet.decision_text.application"),
        None => standard("packet.proposal_text", "packet.proposal_text.application"),
    };
    super::markdown::blocks(&text, 2)
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
