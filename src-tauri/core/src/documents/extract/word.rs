//! Word documents: the paragraphs, notes, headers and comments of a .docx.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Extracted;
use crate::apart::Deadline;

/// Most that one document may inflate to, in bytes.
pub(super) const INFLATED: u64 = 128 * 1024 * 1024;

/// Deepest nesting of elements; Word itself stays far below.
pub(super) const DEEPEST: usize = 256;

/// Where the words lie, in the order they are read. Several headers end in a
/// number.
const PARTS: [&str; 6] = [
    "document",
    "footnotes",
    "endnotes",
    "header",
    "footer",
    "comments",
];

/// Whether a zip file is a Word document. A file may hold others, which is why
/// the main part is asked for by name.
pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Extracted {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return Extracted::failed("damaged");
    };
    if archive.index_for_name("word/document.xml").is_none() {
        return Extracted::failed("unknown");
    }
    let mut names: Vec<(usize, String)> = archive
        .file_names()
        .filter_map(|name| {
            let name = name.ok()?;
            Some((part_of(&name)?, name.into_owned()))
        })
        .collect();
    names.sort();
    let (mut text, mut left, mut note) = (String::new(), INFLATED, "");
    for (_, name) in names {
        let Ok(part) = archive.by_name(&name) else {
            note = "damaged";
            continue;
        };
        let mut xml = Vec::new();
        if part.take(left).read_to_end(&mut xml).is_err() {
            note = "damaged";
        }
        left -= xml.len() as u64;
        if left == 0 {
            note = "too_long";
        }
        if let Err(fault) = paragraphs(&xml, &mut text, deadline) {
            note = fault;
        }
        if left == 0 || deadline.is_over() {
            break;
        }
    }
    match (text.trim().is_empty(), note) {
        (true, "damaged") => Extracted::failed("damaged"),
        _ => Extracted::partial(text, note),
    }
}

/// Which part of the document a file in the archive is.
fn part_of(name: &str) -> Option<usize> {
    let stem = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    let stem = stem.trim_end_matches(|it: char| it.is_ascii_digit());
    PARTS.iter().position(|part| *part == stem)
}

/// Puts the words of one part after `text`. Text that a tracked change took away
/// and the twin that older programs are shown are left out.
fn paragraphs(xml: &[u8], text: &mut String, deadline: Deadline) -> Result<(), &'static str> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let (mut depth, mut written, mut fallback) = (0_usize, false, None);
    loop {
        let event = reader.read_event().map_err(|_| "damaged")?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("damaged");
                }
                match start.local_name().as_ref() {
                    "t" => written = true,
                    "Fallback" if fallback.is_none() => fallback = Some(depth),
                    _ => {}
                }
            }
            Event::End(end) => {
                match end.local_name().as_ref() {
                    "t" => written = false,
                    "p" => text.push('\n'),
                    _ => {}
                }
                if fallback == Some(depth) {
                    fallback = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "tab" => text.push('\t'),
                "br" | "cr" | "p" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            },
            Event::Text(run) if written && fallback.is_none() => {
                text.push_str(&run.xml10_content());
            }
            Event::GeneralRef(sign) if written && fallback.is_none() => {
                text.extend(letter_of(&sign));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if text.len() > super::MOST_TEXT {
            return Err("too_long");
        }
        if deadline.is_over() {
            return Err("too_slow");
        }
    }
}

/// The sign that `&…;` stands for. A document's own entities are not followed.
pub(super) fn letter_of(sign: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = sign.resolve_char_ref() {
        return Some(letter);
    }
    match sign.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
