//! The checklist: who did what, and when.

use super::{Block, Look, Span, Table, heading, plain};
use crate::model::{CaseSnapshot, Date, Step, StepPart, StepState};
use crate::packet::word;

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let done: usize = case.steps.iter().map(Step::done).sum();
    let all: usize = case.steps.iter().map(|step| step.parts.len()).sum();
    let params = [("done", &*done.to_string()), ("all", &*all.to_string())];
    let intro = word("packet.checklist.intro", &params);
    let columns = [
        ("step", 80),
        ("part", 66),
        ("responsible", 102),
        ("due", 52),
        ("by", 66),
        ("on", 52),
        ("note", 57),
    ];
    let rows = case
        .steps
        .iter()
        .flat_map(|step| {
            let parts = step.parts.iter().enumerate();
            parts.map(|(index, part)| row(step, part, index == 0))
        })
        .collect();
    vec![
        heading(1, word("packet.checklist", &[])),
        Block::Paragraph(Look::Lead, plain(intro)),
        Block::Table(Table {
            row_heads: false,
            widths: columns.iter().map(|it| it.1).collect(),
            head: columns
                .iter()
                .map(|it| word(&format!("packet.checklist.{}", it.0), &[]))
                .collect(),
            rows,
        }),
    ]
}

fn row(step: &Step, part: &StepPart, first: bool) -> Vec<Vec<Span>> {
    let number = step.number.to_string();
    let name = if first {
        let params = [("number", number.as_str()), ("title", &step.title)];
        word("packet.checklist.step_name", &params)
    } else {
        format!("{number}.")
    };
    let responsible = if part.responsible.is_empty() {
        &step.role
    } else {
        &part.responsible
    };
    let due = part.due.map(|it| it.to_string()).unwrap_or_default();
    let open = || word("packet.checklist.open", &[]);
    let day = |day: Date| day.to_string();
    let (by, on, note) = match &part.state {
        StepState::Open => (open(), String::new(), String::new()),
        StepState::Done(it) => (it.by.clone(), day(it.on), it.note.clone()),
        StepState::Reopened(it) => {
            let params = [("by", it.by.as_str()), ("reason", &it.reason)];
            let why = word("packet.checklist.reopened", &params);
            (open(), String::new(), why)
        }
    };
    let cells = [&name, &part.scope_name, responsible, &due, &by, &on, &note];
    cells.into_iter().map(plain).collect()
}
