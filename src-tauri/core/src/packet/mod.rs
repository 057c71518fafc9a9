//! The packet: the printed answer of one case as a tagged PDF.
//!
//! `model` says what is printed, `layout` where, `printer` draws it and
//! `finish` gives the file its structure, fonts and identity. Each knows only
//! the one before it, and only the last two know PDF.

mod face;
mod finish;
mod layout;
mod letter;
mod model;
mod printer;
#[cfg(test)]
pub(crate) mod readback;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod words;

use thiserror::Error;

use crate::blocks::Block;
use crate::model::{CaseSnapshot, Date};
pub(crate) use letter::{application_blocks, conflict_blocks, print_blocks};
pub(crate) use words::day_of;
use words::{kronor, word};

/// What to print. The packet never sees a store: a decided case has its decided
/// content put into `case` by the caller.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// The case as it is to be printed.
    pub case: &'a CaseSnapshot,
    /// Whether what is printed was decided.
    pub status: Status,
    /// The day that the cover and the file's own dates give.
    pub printed_on: Date,
}

impl Packet<'_> {
    /// The same packet, never marked as decided without a decision to name.
    fn honest(mut self) -> Self {
        if self.status == Status::Decided && self.case.decided().is_none() {
            self.status = Status::Draft;
        }
        self
    }
}

/// Whether what is printed was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every page is marked Utkast.
    Draft,
    /// Every page is marked Beslutad; the cover names body, date and § of
    /// [`CaseSnapshot::decided`]. A case nobody decided prints as a draft.
    Decided,
    /// A letter of its own, neither draft nor decision: pages carry no mark.
    Letter,
}

/// A printed packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF file. Equal for equal input.
    pub bytes: Vec<u8>,
    /// Pages in it.
    pub pages: u32,
    /// Characters that no font of the packet has, as they were printed:
    /// `U+4E2D`. In order, each once.
    pub missing_glyphs: Vec<String>,
}

/// Why no packet came out.
#[derive(Debug, Error)]
pub enum Error {
    /// A font that ships inside could not be used.
    #[error("font {0} cannot be used")]
    Font(&'static str),
    /// The file could not be put together.
    #[error("the packet could not be written: {0}")]
    Write(#[from] lopdf::Error),
    /// The finished file could not be put in memory.
    #[error("the packet could not be kept in memory: {0}")]
    Memory(#[from] std::io::Error),
}

/// Prints the packet.
///
/// # Errors
/// [`Error`] when a shipped font is broken or the file cannot be put together;
/// never because of what a person wrote.
pub fn print(packet: &Packet) -> Result<Printed, Error> {
    let packet = &packet.honest();
    set(packet, &packet.case.title, &model::blocks(packet))
}

/// Blocks set on the packet's page, as a file with a title of its own.
fn set(packet: &Packet<'_>, title: &str, blocks: &[Block]) -> Result<Printed, Error> {
    let mut shapes = face::Shapes::new()?;
    let laid = layout::lay_out(packet, blocks, &mut shapes);
    let missing_glyphs = shapes.missing();
    let fonts = finish::Fonts::of(&shapes);
    let drawn = printer::draw(&laid, &shapes, &fonts);
    let identity = finish::Identity {
        title: title.to_owned(),
        author: packet.case.organisation.clone(),
        on: packet.printed_on.to_string(),
    };
    let pages = u32::try_from(laid.pages.len()).unwrap_or(u32::MAX);
    let bytes = finish::finish(drawn, &laid, &fonts, &identity)?;
    Ok(Printed {
        bytes,
        pages,
        missing_glyphs,
    })
}
