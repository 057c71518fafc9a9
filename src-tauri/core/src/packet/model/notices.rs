//! Who was told what, and when. Stands after the checklist.

use super::{Block, Look, Span, heading, or_dash, paragraph, plain, strong, table};
use crate::model::{CaseSnapshot, Notice, NoticeReceiver};
use crate::packet::word;

/// Nothing when the process tells nobody anything.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    if case.notices.is_empty() {
        return Vec::new();
    }
    let mut out = vec![heading(2, word("packet.notices", &[]))];
    for notice in &case.notices {
        out.push(heading(3, notice.title.clone()));
        out.push(receivers(notice));
    }
    out
}

fn receivers(notice: &Notice) -> Block {
    if notice.receivers.is_empty() {
        return paragraph(Look::Body, word("packet.notices.nobody", &[]));
    }
    let columns = [("receiver", 200), ("on", 95), ("note", 180)];
    let rows = notice.receivers.iter().map(row).collect();
    table("notices", &columns, rows)
}

fn row(it: &NoticeReceiver) -> Vec<Vec<Span>> {
    let on = it.on.map_or_else(
        || strong(word("packet.notices.untold", &[])),
        |it| plain(it.to_string()),
    );
    vec![plain(&it.body_name), on, plain(or_dash(&it.note))]
}
