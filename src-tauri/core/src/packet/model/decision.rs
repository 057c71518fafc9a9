//! The record of decisions, room for signatures, and what each region decided.

use super::{Block, Look, Table, heading, markdown, plain};
use crate::model::{CaseSnapshot, Date, Decider, Decision};
use crate::packet::word;

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = vec![heading(1, word("packet.record", &[]))];
    let joint: Vec<_> = case.decisions.iter().filter(|it| !it.regional).collect();
    if joint.is_empty() {
        let open = word("packet.record.open", &[]);
        out.push(Block::Paragraph(Look::Gap, plain(open)));
    }
    for decision in joint {
        out.push(Block::Facts(facts(decision)));
        if !decision.text.trim().is_empty() {
            out.extend(markdown::blocks(&decision.text, 2));
        }
    }
    let lines = ["chair", "adjuster", "adjuster"];
    let lines = lines.map(|it| word(&format!("packet.record.{it}"), &[]));
    out.push(Block::Signatures(lines.to_vec()));
    out.push(heading(2, word("packet.regions", &[])));
    out.push(regions(case));
    out
}

fn facts(decision: &Decision) -> Vec<(String, String)> {
    let name = |key: &str| word(&format!("packet.record.{key}"), &[]);
    let yes = if decision.delegated { "yes" } else { "no" };
    let on = decision.on.map(Date::in_swedish).unwrap_or_default();
    let mut facts = vec![
        (name("body"), decision.body_name.clone()),
        (name("on"), on),
        (name("section"), decision.section.clone()),
        (name("delegated"), name(yes)),
    ];
    if let Some(basis) = &decision.basis {
        facts.push((name("basis"), basis.as_str().to_owned()));
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
        let latest = case.decisions.iter().rev().find(|it| it.body == region.id);
        let (decided, on, section) = match latest {
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
