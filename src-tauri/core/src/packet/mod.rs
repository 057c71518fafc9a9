//! The packet: the printed answer of one case as a tagged PDF.
//!
//! `model` says what is printed, `layout` where, `printer` draws it and
//! `finish` gives the file its structure, fonts and identity. Each knows only
//! the one before it, and only the last two know PDF. `form` is what is printed for
//! programs.

pub mod enclosed;
mod face;
mod finish;
mod form;
mod layout;
mod letter;
mod meeting;
mod model;
mod output;
mod printer;
#[cfg(feature = "race")]
mod race;
#[cfg(test)]
pub(crate) mod readback;
#[cfg(test)]
pub(crate) mod sample;
mod steps;
#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::blocks::Block;
use crate::model::{CaseSnapshot, Date};
use crate::wording::{day_of, kronor, word};
use enclosed::{Enclosure, Reason, Sheets};
pub use form::{PacketFile, schema};
use layout::Piece;
pub(crate) use letter::{application_blocks, conflict_blocks, print_blocks};
pub use meeting::{Meeting, print_meeting};
pub use output::Output;
pub use steps::{PrintStep, Steps, unwatched};

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
    /// The logo is no picture.
    #[error("the logo cannot be drawn")]
    Logo,
    /// A step said so.
    #[error("stopped")]
    Stopped,
    /// A sheet of an attached file was lost on the way.
    #[error("a sheet is missing")]
    Sheet,
    /// The file could not be put together.
    #[error("the packet could not be written: {0}")]
    Write(#[from] lopdf::Error),
    /// The finished file could not be put in memory.
    #[error("the packet could not be kept in memory: {0}")]
    Memory(#[from] std::io::Error),
}

/// What every page and the file itself say of the packet.
#[derive(Clone, Debug)]
struct Running {
    title: String,
    /// The healthcare region; may be empty.
    organisation: String,
    /// Registry number and title.
    name: String,
    /// Utkast or Beslutad, after the mark of secrecy.
    state: String,
    /// The day it is printed.
    on: Date,
    /// Headings of this level and above are bookmarks.
    depth: u8,
}

impl Running {
    fn of(packet: &Packet) -> Self {
        let case = packet.case;
        let state = match packet.status {
            Status::Draft => word("packet.draft", &[]),
            Status::Decided => word("packet.decided", &[]),
            Status::Letter => String::new(),
        };
        let number = case.numbers.first().map(|it| it.number.as_str());
        let parts = [number.unwrap_or_default(), case.title.as_str()];
        let parts: Vec<_> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        Self {
            title: case.title.clone(),
            organisation: case.organisation.clone(),
            name: parts.join(" · "),
            state: marked(!case.secrecy.is_empty(), state),
            on: packet.printed_on,
            depth: 2,
        }
    }
}

/// A state after the mark of secrecy, where there is one.
fn marked(secret: bool, state: String) -> String {
    let secret = secret.then(|| word("packet.cover.secrecy", &[]));
    let marks = secret
        .into_iter()
        .chain((!state.is_empty()).then_some(state));
    marks.collect::<Vec<_>>().join(" · ")
}

/// Prints the packet, with `enclosures` after it in a packet to read.
///
/// # Errors
/// [`Error`] when a shipped font is broken, the file cannot be put together or a
/// step stops it; never because of what a person wrote or attached.
pub fn print(
    packet: &Packet,
    output: Output,
    enclosures: Vec<Enclosure>,
    steps: Steps<'_>,
) -> Result<Printed, Error> {
    let packet = packet.honest();
    let mut content = Content::default();
    content.add(model::blocks(&packet));
    if output == Output::Reading {
        content.enclose(enclosures);
    }
    bind(&Running::of(&packet), &[packet], content, output, steps)
}

/// The same packet written by krilla, for the bench. `None` when it refuses.
#[cfg(feature = "race")]
pub fn print_by_krilla(packet: &Packet) -> Option<Vec<u8>> {
    let packet = packet.honest();
    let mut content = Content::default();
    content.add(model::blocks(&packet));
    let mut shapes = face::Shapes::new().ok()?;
    let laid = layout::lay_out(&Running::of(&packet), &content.pieces, &mut shapes);
    race::write(&laid, &shapes, &packet.case.title)
}

/// What a packet is bound of.
#[derive(Default)]
struct Content {
    pieces: Vec<Piece>,
    files: Vec<Sheets>,
}

impl Content {
    fn add(&mut self, blocks: Vec<Block>) {
        self.pieces.extend(Piece::all(blocks));
    }

    /// Each file by its number in the list of attachments: its sheets, or a page in
    /// their place.
    fn enclose(&mut self, enclosures: Vec<Enclosure>) {
        for mut it in enclosures {
            match std::mem::replace(&mut it.sheets, Err(Reason::Broken)) {
                Ok(sheets) => {
                    self.pieces.push(Piece::Sheets {
                        title: model::enclosures::title(it.number, &it.name),
                        file: self.files.len(),
                        count: sheets.count(),
                    });
                    self.files.push(sheets);
                }
                Err(reason) => self.add(model::enclosures::in_place(&it, reason)),
            }
        }
    }
}

/// Sets, draws and finishes `content`, which tells of `packets`.
fn bind(
    running: &Running,
    packets: &[Packet],
    content: Content,
    output: Output,
    steps: Steps<'_>,
) -> Result<Printed, Error> {
    let mut shapes = face::Shapes::new()?;
    let laid = layout::lay_out(running, &content.pieces, &mut shapes);
    let missing_glyphs = shapes.missing();
    let fonts = finish::Fonts::of(&shapes);
    let drawn = printer::draw(&laid, &shapes, &fonts, steps)?;
    let files = match output.embeds() {
        true => associated(&PacketFile::of(running, packets, &content.pieces)),
        false => Vec::new(),
    };
    let identity = finish::Identity::of(running);
    let pages = u32::try_from(laid.pages.len()).unwrap_or(u32::MAX);
    let logo = content.pieces.iter().find_map(|piece| match piece {
        Piece::Block(Block::Logo(logo, _)) => Some(logo),
        _ => None,
    });
    let kind = finish::Kind {
        output,
        files,
        enclosed: content.files,
        logo: logo.cloned(),
    };
    let bytes = finish::finish(drawn, &laid, &fonts, &identity, kind, steps)?;
    Ok(Printed {
        bytes,
        pages,
        missing_glyphs,
    })
}

/// What an archive packet carries inside, by name: what is printed, and its schema,
/// so that whoever finds the file needs nothing else.
fn associated(file: &PacketFile) -> Vec<finish::Associated> {
    let one = |name, told, relation, bytes| finish::Associated {
        name,
        told: word(told, &[]),
        relation,
        bytes,
    };
    vec![
        one(
            "utskrift-schema.json",
            "packet.file.schema",
            "Supplement",
            schema(),
        ),
        one("utskrift.json", "packet.file", "Data", file.bytes()),
    ]
}
