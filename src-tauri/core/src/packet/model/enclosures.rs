//! A page in the place of a file that cannot stand among the sheets.

use super::attachments::size;
use super::{Block, Look, heading, paragraph};
use crate::packet::enclosed::{Enclosure, Reason};
use crate::packet::word;

/// How a file is named among the sheets, in contents and in bookmarks.
pub(in crate::packet) fn title(number: usize, name: &str) -> String {
    let number = number.to_string();
    word("packet.enclosed", &[("number", &number), ("name", name)])
}

/// What it is, why it is not here, and its hash.
pub(in crate::packet) fn in_place(it: &Enclosure, reason: Reason) -> Vec<Block> {
    let name = |key: &str| word(&format!("packet.enclosed.{key}"), &[]);
    let reason = reason.of(&it.name, it.size);
    let first = match reason {
        Reason::Same(first) => first.to_string(),
        _ => String::new(),
    };
    let why = format!("packet.enclosed.why.{}", reason.code());
    let why = word(&why, &[("first", &first)]);
    let facts = vec![
        (name("name"), it.name.clone()),
        (name("kind"), kind(&it.name)),
        (name("size"), size(it.size)),
        (name("sha"), it.sha256.to_string()),
    ];
    vec![
        Block::NewPage,
        heading(2, title(it.number, &it.name)),
        paragraph(Look::Gap, why),
        Block::Facts(facts),
    ]
}

/// The kind of a file, by the end of its name.
fn kind(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |it| it.1);
    let known = (1..=5).contains(&end.len()) && end.bytes().all(|it| it.is_ascii_alphanumeric());
    match known {
        true => word("packet.enclosed.kind_of", &[("end", &end.to_uppercase())]),
        false => word("packet.enclosed.kind_unknown", &[]),
    }
}
