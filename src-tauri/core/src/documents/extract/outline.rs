//! A Word document as a person reads it: paragraphs with their headings, lists and
//! tables, in order. What search finds in a file may be a part of it; what is taken
//! into a case is the whole or nothing.

mod reading;
mod standing;
mod styles;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::noted;
use super::word::INFLATED;
use crate::apart::Deadline;
use styles::Styles;

/// What a Word document says, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Paragraphs and tables.
    pub pieces: Vec<Piece>,
    /// Comments in the margin. They are not in the pieces.
    pub comments: u32,
    /// Tracked changes. The pieces hold what they put in, not what they took away.
    pub changes: u32,
    /// Pictures. They are not in the pieces.
    pub pictures: u32,
    /// Runs of text that Word does not show. They are not in the pieces.
    pub unseen: u32,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// One paragraph.
    Line(Line),
    /// Rows of cells, each with its paragraphs.
    Table(Vec<Vec<Vec<Line>>>),
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Level of a heading, from 1; 0 for the title of the document.
    pub level: Option<u8>,
    /// Label of a list item, `- ` or `3. `; else empty.
    pub label: String,
    /// Nesting of a list item, from 0.
    pub depth: u8,
    /// What it says; a line feed is a forced new line.
    pub text: String,
    /// The same with what is bold or in italics marked as in our own texts, where
    /// something is.
    pub marked: Option<String>,
}

impl Line {
    /// What it says, marked where something stands out.
    pub fn told(&self) -> &str {
        self.marked.as_deref().unwrap_or(&self.text)
    }
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// No bytes.
    Empty,
    /// Another kind of file.
    NotWord,
    /// Protected by a password.
    Locked,
    /// Word's format of before 2007.
    Old,
    /// Not whole, or not what it says it is.
    Damaged,
    /// More text than anybody reads.
    TooLong,
    /// Takes too long.
    TooSlow,
}

/// Reads a Word document whole, on a thread of its own, with the bounds that hold
/// for search.
///
/// # Errors
/// [`Unread`] when it is no Word document, or cannot be read whole.
pub fn outline(bytes: Vec<u8>) -> Result<Outline, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    match noted(move |deadline| read(&bytes, deadline)) {
        Ok(read) => read,
        Err(note) => Err(unread(note)),
    }
}

fn unread(note: &str) -> Unread {
    match note {
        "too_long" => Unread::TooLong,
        "too_slow" => Unread::TooSlow,
        _ => Unread::Damaged,
    }
}

fn read(bytes: &[u8], deadline: Deadline) -> Result<Outline, Unread> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(compound(bytes));
    }
    if !bytes.starts_with(b"PK") {
        return Err(Unread::NotWord);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    if archive.index_for_name("word/document.xml").is_none() {
        return Err(Unread::NotWord);
    }
    let mut left = INFLATED;
    let mut part = |name: &str| part(&mut archive, name, &mut left);
    let styles = part("word/styles.xml")?;
    let numbering = part("word/numbering.xml")?;
    let styles = Styles::read(&styles, &numbering, deadline).map_err(unread)?;
    let notes = part("word/footnotes.xml")?;
    let notes = reading::notes(&notes, deadline).map_err(unread)?;
    let comments = part("word/comments.xml")?;
    let comments = reading::count(&comments, "comment", deadline).map_err(unread)?;
    let document = part("word/document.xml")?;
    let read = reading::body(&document, &styles, &notes, deadline).map_err(unread)?;
    Ok(Outline { comments, ..read })
}

/// The bytes of a part; none where the document has no such part.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Vec<u8>, Unread> {
    if archive.index_for_name(name).is_none() {
        return Ok(Vec::new());
    }
    let file = archive.by_name(name).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unread::Locked,
        _ => Unread::Damaged,
    })?;
    let mut xml = Vec::new();
    let read = file.take(*left).read_to_end(&mut xml);
    read.map_err(|_| Unread::Damaged)?;
    *left -= xml.len() as u64;
    match *left {
        0 => Err(Unread::TooLong),
        _ => Ok(xml),
    }
}

/// A compound file holds an encrypted document or an old one; its folder names its
/// streams in UTF-16.
fn compound(bytes: &[u8]) -> Unread {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|it| it == name)
    };
    if holds("EncryptedPackage") {
        Unread::Locked
    } else if holds("WordDocument") {
        Unread::Old
    } else {
        Unread::NotWord
    }
}
