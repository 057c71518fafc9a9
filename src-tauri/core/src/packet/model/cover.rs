//! The cover: what matter this is, where it stands, what is to be decided.

use super::answer::{of_kind, title};
use super::{Block, Look, heading, plain};
use crate::model::{CaseSnapshot, Closing, Date, ProcessRef};
use crate::packet::{Packet, Status, word};
use crate::wording;

pub(super) fn blocks(packet: &Packet) -> Vec<Block> {
    let case = packet.case;
    let mut out = wording::letterhead(&case.organisation, case.logo.as_ref());
    out.extend([
        Block::Paragraph(Look::Eyebrow, plain(wording::kind(case))),
        Block::Title(case.title.clone()),
    ]);
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
    let mut out = Vec::from_iter(wording::secrecy_mark(case));
    out.extend(super::conflicts::notice(case));
    out.extend(wording::illustrative_note(case));
    out
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
    fact("number", wording::numbers(case).join("\n"));
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
        (Status::Decided, Some(decision)) => wording::decided(decision),
        _ => word("packet.draft_long", &[]),
    }
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
