//! The words of a file: PDF, Word, mail and plain text, known by content.
//!
//! What comes from outside must not end or stop the program: every file is read
//! on a thread of its own, with bounds on bytes, pages, inflated size, nesting
//! and time, and ends in text or in a note that says why not.

mod mail;
mod outline;
mod pdf;
mod plain;
mod word;

use std::io::Read;
use std::time::Duration;

pub use outline::{Line, Outline, Piece, Unread, outline};

use super::Blobs;
use crate::apart::{Deadline, LARGEST, Lost, apart};
use crate::model::Sha256;

/// Grows when the reading gets better: then every file is read anew.
pub const EDITION: u32 = 1;

/// Most text that is kept of one file, in bytes of UTF-8: some 1,500 pages.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// Longest a reading goes on.
const LONGEST: Duration = Duration::from_secs(20);

/// How the reading of a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// All of its text is here; it may be empty.
    Ok,
    /// A part of its text is here; the note says why not all.
    Partial,
    /// None is; the note says why.
    Failed,
}

impl State {
    /// As it is kept: `partial`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Failed => "failed",
        }
    }

    /// From how it is kept; anything else is failed.
    pub fn parse(state: &str) -> Self {
        match state {
            "ok" => Self::Ok,
            "partial" => Self::Partial,
            _ => Self::Failed,
        }
    }
}

/// The text of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// How the reading ended.
    pub state: State,
    /// A code: the sentence is `extract.<note>` in `text`. Empty when there is
    /// nothing to say.
    pub note: &'static str,
    /// The words, paragraphs apart by a line break; at most 4 MB.
    pub text: String,
}

impl Extracted {
    fn whole(text: String) -> Self {
        Self::partial(text, "")
    }

    fn partial(text: String, note: &'static str) -> Self {
        let state = match note {
            "" => State::Ok,
            _ => State::Partial,
        };
        Self { state, note, text }
    }

    fn failed(note: &'static str) -> Self {
        Self {
            state: State::Failed,
            note,
            text: String::new(),
        }
    }
}

/// Reads the words of the file with this hash. `name` serves to tell apart what
/// content does not.
pub fn extract(blobs: &Blobs, sha256: &Sha256, name: &str) -> Extracted {
    let Ok(file) = blobs.open(sha256, name) else {
        return Extracted::failed("missing");
    };
    if file.metadata().is_ok_and(|it| it.len() > LARGEST) {
        return Extracted::failed("too_large");
    }
    let mut bytes = Vec::new();
    match file.take(LARGEST).read_to_end(&mut bytes) {
        Ok(_) => extract_bytes(bytes, name),
        Err(_) => Extracted::failed("unreadable"),
    }
}

/// Reads the words of `bytes`.
pub fn extract_bytes(bytes: Vec<u8>, name: &str) -> Extracted {
    let name = name.to_owned();
    match noted(move |deadline| read(&bytes, &name, deadline)) {
        Ok(extracted) => bounded(extracted),
        Err(note) => Extracted::failed(note),
    }
}

/// Reads apart from the program.
///
/// # Errors
/// The note that says why nothing was read.
fn noted<T: Send + 'static>(
    read: impl FnOnce(Deadline) -> T + Send + 'static,
) -> Result<T, &'static str> {
    apart("extract", LONGEST, read).map_err(|lost| match lost {
        Lost::Fell => "damaged",
        Lost::TooSlow => "too_slow",
        Lost::NoThread => "unreadable",
    })
}

/// What kind of file it is, is seen in its bytes; only a mail without the usual
/// headers is known by its name.
fn read(bytes: &[u8], name: &str, deadline: Deadline) -> Extracted {
    // Some programs put a few bytes before the mark.
    let look = &bytes[..bytes.len().min(1024)];
    if look.windows(5).any(|it| it == b"%PDF-") {
        pdf::read(bytes, deadline)
    } else if bytes.starts_with(b"PK\x03\x04") {
        word::read(bytes, deadline)
    } else if mail::is_mail(bytes) || name.to_lowercase().ends_with(".eml") {
        mail::read(bytes)
    } else {
        plain::read(bytes)
    }
}

/// Cuts `text` to no more than `bytes`, between two letters.
pub(crate) fn cut(text: &mut String, bytes: usize) {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
}

/// The text without signs that no text holds, and no longer than is kept.
fn bounded(mut extracted: Extracted) -> Extracted {
    extracted
        .text
        .retain(|it| !it.is_control() || it == '\n' || it == '\t');
    if extracted.text.len() > MOST_TEXT {
        cut(&mut extracted.text, MOST_TEXT);
        extracted = Extracted::partial(extracted.text, "too_long");
    }
    extracted
}
