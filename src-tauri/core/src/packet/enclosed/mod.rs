//! Attached files as sheets to stand after the packet: PDF, JPEG and PNG, known by
//! content.
//!
//! What comes from outside must not end or stop the program: every file is read on a
//! thread of its own, with bounds on bytes, pages, inflated size, nesting and time,
//! and ends in sheets or in a reason why not.

mod annotations;
mod collect;
mod field;
mod jpeg;
mod layers;
mod pdf;
mod picture;
mod places;
mod png;

use std::time::Duration;

use lopdf::Object;

pub(super) use png::picture;

use crate::apart::{Deadline, LARGEST, Lost, apart};
use crate::model::Sha256;

/// Most pages of one file.
pub const MOST_PAGES: usize = 20_000;

/// Most that one stream, or the pixels of one picture, may inflate to, in bytes.
const INFLATED: usize = 256 * 1024 * 1024;

/// Longest a reading goes on.
const LONGEST: Duration = Duration::from_secs(60);

/// Why a file does not stand among the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its bytes are not on this PC.
    Missing,
    /// It is larger than what is read.
    TooLarge,
    /// It opens with a password only.
    Encrypted,
    /// It cannot be read.
    Broken,
    /// It has no pages.
    NoPages,
    /// It has more pages than a packet holds.
    TooManyPages,
    /// Reading it took too long.
    TooSlow,
    /// It is no PDF, JPEG or PNG.
    OtherKind,
    /// It has no bytes.
    Empty,
    /// It is not what the end of its name says.
    Misnamed,
    /// It is the attached file with this number once more.
    Same(usize),
}

impl Reason {
    /// The end of its key: the sentence is `packet.enclosed.why.<code>`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLarge => "too_large",
            Self::Encrypted => "encrypted",
            Self::Broken => "broken",
            Self::NoPages => "no_pages",
            Self::TooManyPages => "too_many_pages",
            Self::TooSlow => "too_slow",
            Self::OtherKind => "other_kind",
            Self::Empty => "empty",
            Self::Misnamed => "misnamed",
            Self::Same(_) => "same",
        }
    }

    /// The same of a file of this name and size: why it is none of the known kinds.
    pub(super) fn of(self, name: &str, size: u64) -> Self {
        let name = name.to_lowercase();
        let known = [".pdf", ".jpg", ".jpeg", ".png"];
        match self {
            Self::OtherKind if size == 0 => Self::Empty,
            Self::OtherKind if known.iter().any(|it| name.ends_with(it)) => Self::Misnamed,
            other => other,
        }
    }
}

/// An attached file, and its sheets or why there are none.
#[derive(Clone, Debug)]
pub struct Enclosure {
    /// Its number in the list of attachments, from 1.
    pub number: usize,
    /// The file's own name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Hash of its bytes.
    pub sha256: Sha256,
    /// What stands in the packet of it.
    pub sheets: Result<Sheets, Reason>,
}

/// A file as sheets. Its objects are numbered from 1 and know no others.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    pub(super) sheets: Vec<Sheet>,
    /// The object numbered n is the n-th. Null where a sheet's page comes to stand.
    pub(super) objects: Vec<Object>,
    /// Layers of the file, and those of them that are not shown.
    pub(super) layers: Vec<u32>,
    pub(super) hidden: Vec<u32>,
}

impl Sheets {
    /// How many sheets there are.
    pub fn count(&self) -> usize {
        self.sheets.len()
    }
}

/// One sheet: a page of the file, or its picture.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// The number of its page.
    pub number: u32,
    /// What is seen of it: left, bottom, right and top, in its own units.
    pub view: [f32; 4],
    /// Degrees clockwise it is turned when shown: 0, 90, 180 or 270.
    pub turned: i64,
    /// Points in a unit.
    pub unit: f32,
    /// Drawn in this order, each under its matrix.
    pub forms: Vec<([f32; 6], u32)>,
    /// The annotations that stay.
    pub annotations: Vec<u32>,
}

impl Sheet {
    /// Width and height in points, as it is shown.
    #[cfg(test)]
    pub(super) fn shown(&self) -> (f32, f32) {
        let (wide, high) = self.size();
        (wide * self.unit, high * self.unit)
    }

    /// Width and height in its own units, as it is shown.
    pub(super) fn size(&self) -> (f32, f32) {
        let [left, bottom, right, top] = self.view;
        match self.turned {
            90 | 270 => (top - bottom, right - left),
            _ => (right - left, top - bottom),
        }
    }

    /// The matrix from what is shown, its lower left corner as the origin, to the
    /// sheet's own units.
    pub(super) fn upright(&self) -> [f32; 6] {
        let [left, bottom, right, top] = self.view;
        match self.turned {
            90 => [0.0, 1.0, -1.0, 0.0, right, bottom],
            180 => [-1.0, 0.0, 0.0, -1.0, right, top],
            270 => [0.0, -1.0, 1.0, 0.0, left, top],
            _ => [1.0, 0.0, 0.0, 1.0, left, bottom],
        }
    }
}

/// Reads `bytes` as sheets.
///
/// # Errors
/// [`Reason`], whatever the bytes are; never a panic, and never later than some
/// seconds over a minute.
pub fn open(bytes: Vec<u8>) -> Result<Sheets, Reason> {
    if bytes.len() as u64 > LARGEST {
        return Err(Reason::TooLarge);
    }
    match apart("enclose", LONGEST, move |deadline| read(&bytes, deadline)) {
        Ok(read) => read,
        Err(Lost::TooSlow) => Err(Reason::TooSlow),
        Err(Lost::Fell | Lost::NoThread) => Err(Reason::Broken),
    }
}

/// # Errors
/// [`Reason::TooSlow`] when it is over.
fn in_time(deadline: Deadline) -> Result<(), Reason> {
    match deadline.is_over() {
        false => Ok(()),
        true => Err(Reason::TooSlow),
    }
}

fn read(bytes: &[u8], deadline: Deadline) -> Result<Sheets, Reason> {
    // Some programs put a few bytes before the mark.
    let look = &bytes[..bytes.len().min(1024)];
    if look.windows(5).any(|it| it == b"%PDF-") {
        pdf::read(bytes, deadline)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        jpeg::read(bytes)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::read(bytes)
    } else {
        Err(Reason::OtherKind)
    }
}
