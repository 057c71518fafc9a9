//! The files of the case, so that a reader can tell each from any other.

use super::{Block, Look, Span, Table, heading, plain};
use crate::model::{Attachment, CaseSnapshot};
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
    out
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
fn size(bytes: u64) -> String {
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
