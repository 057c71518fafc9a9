//! What an application holds beside its answers: who prepares it, what the
//! regions promise, how the conditions are met, what was asked for afterwards.

use super::{Block, Look, Span, day, heading, markdown, paragraph, plain, strong, table};
use crate::model::{CaseSnapshot, Commitment, Condition, ConditionState, Member, Supplement};
use crate::packet::{kronor, word};

/// The longest text, in bytes, that is read with ease in a column of a table.
const COLUMN_TEXT: usize = 500;

/// Nothing for a case that is no application.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    if !case.application {
        return Vec::new();
    }
    let mut out = vec![heading(1, word("packet.application", &[]))];
    commitments(case, &mut out);
    conditions(case, &mut out);
    members(case, &mut out);
    supplements(case, &mut out);
    out
}

fn commitments(case: &CaseSnapshot, out: &mut Vec<Block>) {
    out.push(heading(2, word("packet.commitments", &[])));
    if case.commitments.is_empty() {
        out.push(paragraph(Look::Gap, word("packet.commitments.none", &[])));
        return;
    }
    let row = |it: &Commitment| {
        let amount = it.terms.amount.map(|it| kronor(it.into()));
        vec![
            plain(&it.region_name),
            markdown::spans(&it.terms.text),
            plain(super::or_dash(amount.unwrap_or_default())),
            plain(day(it.terms.from)),
            plain(day(it.terms.rsl)),
            plain(day(it.terms.svn)),
        ]
    };
    let columns = [
        ("region", 102),
        ("text", 142),
        ("amount", 68),
        ("from", 55),
        ("rsl", 55),
        ("svn", 53),
    ];
    let rows = case.commitments.iter().map(row).collect();
    out.push(table("commitments", &columns, rows));
    let amounts: Vec<_> = case
        .commitments
        .iter()
        .filter_map(|it| it.terms.amount)
        .collect();
    if amounts.len() > 1 {
        let sum = kronor(amounts.into_iter().map(u128::from).sum());
        let told = word("packet.commitments.sum", &[("sum", &sum)]);
        out.push(paragraph(Look::Note, told));
    }
    gaps(case, out);
}

/// The regions that promise nothing, and promises that are not agreed.
fn gaps(case: &CaseSnapshot, out: &mut Vec<Block>) {
    let silent: Vec<_> = case
        .deciders
        .iter()
        .filter(|it| it.regional && it.name != case.applicant)
        .filter(|region| case.commitments.iter().all(|it| it.region != region.id))
        .map(|it| it.name.as_str())
        .collect();
    if !silent.is_empty() {
        let regions = silent.join(", ");
        let gap = word("packet.commitments.silent", &[("regions", &regions)]);
        out.push(paragraph(Look::Gap, gap));
    }
    let agreed = |it: &&Commitment| it.terms.rsl.is_some() && it.terms.svn.is_some();
    let open = case.commitments.iter().filter(|it| !agreed(it)).count();
    if open > 0 {
        let (n, all) = (open.to_string(), case.commitments.len().to_string());
        let params = [("n", n.as_str()), ("all", &all)];
        let gap = word("packet.commitments.open", &params);
        out.push(paragraph(Look::Gap, gap));
    }
}

fn conditions(case: &CaseSnapshot, out: &mut Vec<Block>) {
    out.push(heading(2, word("packet.conditions", &[])));
    if case.conditions.is_empty() {
        out.push(paragraph(Look::Gap, word("packet.conditions.none", &[])));
        return;
    }
    let columns = [
        ("number", 26),
        ("text", 180),
        ("evidence", 193),
        ("state", 76),
    ];
    let rows = case.conditions.iter().enumerate();
    let rows = rows.map(|(index, it)| condition(index + 1, it)).collect();
    out.push(table("conditions", &columns, rows));
    for (index, it) in case.conditions.iter().enumerate() {
        if is_long(it) {
            let number = (index + 1).to_string();
            let title = word("packet.conditions.evidence_of", &[("number", &number)]);
            out.push(heading(3, title));
            out.extend(markdown::blocks(&it.terms.evidence, 3));
        }
    }
}

/// Evidence too long for a column, or with lists or paragraphs in it, stands
/// after the table.
fn is_long(it: &Condition) -> bool {
    let evidence = it.terms.evidence.trim();
    evidence.len() > COLUMN_TEXT || evidence.contains(['\n', '\r'])
}

fn condition(number: usize, it: &Condition) -> Vec<Vec<Span>> {
    let state = word(&format!("condition.{}", it.terms.state.code()), &[]);
    let state = super::capital(&state);
    let evidence = if it.terms.evidence.trim().is_empty() {
        plain(word("packet.conditions.no_evidence", &[]))
    } else if is_long(it) {
        plain(word("packet.conditions.below", &[]))
    } else {
        markdown::spans(it.terms.evidence.trim())
    };
    vec![
        plain(number.to_string()),
        markdown::spans(it.terms.text.trim()),
        evidence,
        match it.terms.state {
            ConditionState::Met => plain(state),
            _ => strong(state),
        },
    ]
}

fn members(case: &CaseSnapshot, out: &mut Vec<Block>) {
    if case.members.is_empty() {
        return;
    }
    out.push(heading(2, word("packet.members", &[])));
    let row = |it: &Member| {
        let name = if it.name.trim().is_empty() {
            strong(word("packet.members.nobody", &[]))
        } else {
            plain(&it.name)
        };
        vec![plain(&it.body_name), name]
    };
    let columns = [("body", 240), ("name", 235)];
    let rows = case.members.iter().map(row).collect();
    out.push(table("members", &columns, rows));
}

fn supplements(case: &CaseSnapshot, out: &mut Vec<Block>) {
    if case.supplements.is_empty() {
        return;
    }
    out.push(heading(2, word("packet.supplements", &[])));
    let row = |it: &Supplement| {
        let sent = it.terms.sent.map_or_else(
            || strong(word("packet.supplements.unsent", &[])),
            |it| plain(it.to_string()),
        );
        vec![
            markdown::spans(it.terms.text.trim()),
            plain(day(it.terms.asked)),
            plain(day(it.terms.due)),
            sent,
        ]
    };
    let columns = [("text", 275), ("asked", 60), ("due", 60), ("sent", 80)];
    let rows = case.supplements.iter().map(row).collect();
    out.push(table("supplements", &columns, rows));
}
