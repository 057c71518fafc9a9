//! The record of decisions, room for signatures, and what each region decided.

use super::{Block, Look, Table, corrections, heading, markdown, paragraph, plain, strong};
use crate::model::{CaseSnapshot, Closing, Date, Decider, Decision};
use crate::packet::word;

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = vec![heading(1, word("packet.record", &[]))];
    if case.decided().is_none() {
        let open = word("packet.record.open", &[]);
        out.push(paragraph(Look::Gap, open));
    }
    let joint = case.decisions.iter().filter(|it| !it.regional);
    let several = joint.clone().count() > 1;
    for decision in joint {
        if several {
            let params = [
                ("body", decision.body_name.as_str()),
                ("section", &decision.section),
            ];
            out.push(heading(2, word("packet.record.which", &params)));
        }
        if decision.is_withdrawn() {
            let struck = word("packet.record.struck", &[]);
            out.push(Block::Paragraph(Look::Notice, strong(struck)));
        }
        out.push(Block::Facts(facts(case, decision)));
        if !decision.text.trim().is_empty() {
            out.extend(markdown::blocks(&decision.text, 2));
        }
    }
    let lines = ["chair", "adjuster", "adjuster"];
    let lines = lines.map(|it| word(&format!("packet.record.{it}"), &[]));
    out.push(Block::Signatures(lines.to_vec()));
    out.push(heading(2, word("packet.regions", &[])));
    out.push(regions(case));
    if let Some(table) = corrections::of_decisions(case.decisions.iter()) {
        out.push(heading(2, word("packet.corrections", &[])));
        out.push(table);
    }
    if let Some(it) = &case.closed {
        out.push(heading(2, word("packet.closed", &[])));
        out.push(Block::Facts(closed(it)));
    }
    out
}

fn facts(case: &CaseSnapshot, decision: &Decision) -> Vec<(String, String)> {
    let name = |key: &str| word(&format!("packet.record.{key}"), &[]);
    let yes = if decision.delegated { "yes" } else { "no" };
    let on = decision.on.map(Date::in_swedish).unwrap_or_default();
    let mut facts = vec![
        (name("body"), decision.body_name.clone()),
        (name("on"), on),
        (name("section"), decision.section.clone()),
        (name("delegated"), name(yes)),
    ];
    if let Some(report) = &decision.reported {
        let to = case.deciders.iter().find(|it| !it.regional);
        let date = report.on.in_swedish();
        let params = [
            ("body", to.map_or("", |it| it.name.as_str())),
            ("date", &date),
            ("section", &report.section),
        ];
        facts.push((name("reported"), word("packet.record.reported_to", &params)));
    } else if decision.awaits_report() {
        facts.push((name("reported"), name("unreported")));
    }
    if let Some(on) = decision.approved {
        facts.push((name("approved"), on.in_swedish()));
    } else if !decision.is_withdrawn() {
        facts.push((name("approved"), name("unapproved")));
    }
    if let Some(basis) = &decision.basis {
        facts.push((name("basis"), basis.as_str().to_owned()));
    }
    facts
}

fn closed(it: &Closing) -> Vec<(String, String)> {
    let name = |key: &str| word(&format!("packet.closed.{key}"), &[]);
    let mut facts = vec![
        (name("outcome"), it.name.clone()),
        (name("on"), it.on.in_swedish()),
        (name("by"), it.by.clone()),
    ];
    if !it.note.trim().is_empty() {
        facts.push((name("note"), it.note.clone()));
    }
    facts
}

fn regions(case: &CaseSnapshot) -> Block {
    let regions: Vec<_> = case.deciders.iter().filter(|it| it.regional).collect();
    if regions.is_empty() {
        let nobody = word("packet.regions.nobody", &[]);
        return Block::Paragraph(Look::Body, plain(nobody));
    }
    let row = |region: &Decider| {
        let mut of_region = case
            .decisions
            .iter()
            .rev()
            .filter(|it| it.body == region.id);
        let latest = of_region.clone().find(|it| !it.is_withdrawn());
        let struck = of_region.next().is_some() && latest.is_none();
        let (decided, on, section) = match latest {
            None if struck => (word("packet.regions.struck", &[]), String::new(), ""),
            None => (word("packet.regions.open", &[]), String::new(), ""),
            Some(it) if it.none => (word("packet.regions.none", &[]), String::new(), ""),
            Some(it) => {
                let on = it.on.map(|it| it.to_string()).unwrap_or_default();
                (it.text.clone(), on, it.section.as_str())
            }
        };
        vec![
            plain(&region.name),
            plain(decided),
            plain(on),
            plain(section),
        ]
    };
    Block::Table(Table {
        row_heads: false,
        widths: vec![160, 190, 75, 75],
        head: vec![
            word("packet.regions.region", &[]),
            word("packet.regions.decision", &[]),
            word("packet.record.on", &[]),
            word("packet.record.section", &[]),
        ],
        rows: regions.into_iter().map(row).collect(),
    })
}
