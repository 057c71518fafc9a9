//! The files of the case, so that a reader can tell each from any other.

use super::{Block, Look, Span, Table, capital, day, heading, or_dash, plain, strong, table};
use crate::model::{
    Attachment, CaseSnapshot, Direction, DocumentRecord, RecordAssessment, Retention,
};
use crate::packet::word;

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = vec![heading(1, word("packet.attachments", &[]))];
    if case.attachments.is_empty() {
        let none = word("packet.attachments.none", &[]);
        out.push(Block::Paragraph(Look::Body, plain(none)));
        return out;
    }
    let columns = [
        ("number", 26),
        ("name", 168),
        ("size", 56),
        ("step", 96),
        ("sha", 154),
    ];
    out.push(Block::Table(Table {
        row_heads: false,
        widths: columns.iter().map(|it| it.1).collect(),
        head: columns
            .iter()
            .map(|it| word(&format!("packet.attachments.{}", it.0), &[]))
            .collect(),
        rows: case
            .attachments
            .iter()
            .enumerate()
            .map(|(index, file)| row(case, index + 1, file))
            .collect(),
    }));
    let known = |it: &Attachment| it.record != DocumentRecord::default();
    if case.attachments.iter().any(known) {
        out.push(heading(2, word("packet.records", &[])));
        out.push(records(case));
    }
    out
}

/// What the registry has to know of each file.
fn records(case: &CaseSnapshot) -> Block {
    let columns = [
        ("name", 134),
        ("direction", 62),
        ("party", 92),
        ("dated", 56),
        ("assessment", 73),
        ("retention", 58),
    ];
    let rows = case.attachments.iter().enumerate();
    let rows = rows.map(|(index, it)| record(index + 1, it)).collect();
    table("records", &columns, rows)
}

fn record(number: usize, file: &Attachment) -> Vec<Vec<Span>> {
    let it = &file.record;
    let chosen = |code: Option<&str>| {
        let choice = code.map(|code| word(&format!("choice.{code}"), &[]));
        or_dash(capital(&choice.unwrap_or_default()))
    };
    let direction = it.direction.map(|it| match it {
        Direction::In => "in",
        Direction::Out => "out",
        Direction::Internal => "internal",
    });
    let assessment = it.assessment.map(|it| match it {
        RecordAssessment::WorkingMaterial => "working_material",
        RecordAssessment::OfficialRecord => "official_record",
    });
    let retention = it.retention.map(|it| match it {
        Retention::Preserve => "preserve",
        Retention::Dispose => "dispose",
    });
    let number = number.to_string();
    let params = [("number", number.as_str()), ("name", &file.name)];
    let mut name = plain(word("packet.records.numbered", &params));
    if !it.secrecy.trim().is_empty() {
        let params = [("reason", it.secrecy.trim())];
        let mark = word("packet.cover.secrecy_mark", &params);
        name.extend(strong(format!("\n{mark}")));
    }
    let mut kept = chosen(retention);
    if !it.period.trim().is_empty() {
        let params = [("retention", kept.as_str()), ("period", it.period.trim())];
        kept = word("packet.records.after", &params);
    }
    vec![
        name,
        plain(chosen(direction)),
        plain(or_dash(&it.party)),
        plain(day(it.dated)),
        plain(chosen(assessment)),
        plain(kept),
    ]
}

fn row(case: &CaseSnapshot, number: usize, file: &Attachment) -> Vec<Vec<Span>> {
    let step = file.step.as_ref().and_then(|id| {
        let step = case.steps.iter().find(|step| step.id == *id)?;
        let number = step.number.to_string();
        let params = [("number", number.as_str()), ("title", &step.title)];
        Some(word("packet.checklist.step_name", &params))
    });
    vec![
        plain(number.to_string()),
        plain(&file.name),
        plain(size(file.size)),
        plain(step.unwrap_or_default()),
        plain(file.sha256.as_str()),
    ]
}

/// Bytes as a person reads them, in powers of 1000 with a decimal comma.
pub(super) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes.saturating_add(unit / 20)) / (unit / 10);
        format!("{},{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => word("packet.size.bytes", &[("size", &bytes.to_string())]),
        1_000..1_000_000 => word("packet.size.kb", &[("size", &tenths(1_000))]),
        _ => word("packet.size.mb", &[("size", &tenths(1_000_000))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_the_nearest_unit() {
        assert_eq!(size(0), "0 byte");
        assert_eq!(size(1_540), "1,5 kB");
        assert_eq!(size(2_360_000), "2,4 MB");
        assert!(size(u64::MAX).ends_with(" MB"));
    }
}
