//! Store and packet joined: which version is printed, and where it is put.

mod enclosures;
mod letter;
mod mail;
mod meeting;
mod word;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use enclosures::Reader;
pub use meeting::{MeetingAsked, MeetingReady, ready_meeting};

use crate::documents::{Blobs, safe_name, write_whole};
use crate::model::{CaseId, CaseSnapshot, Date, Refusal, Warning};
use crate::office::names;
use crate::packet::{self, Packet, Status};
pub use crate::packet::{Output, PacketFile, PrintStep, Steps, schema, unwatched};
use crate::store::{Error, Failure, Store};

pub use letter::{ReadyLetter, letter};
pub use word::Written;

/// A printed packet and what to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages in it.
    pub pages: u32,
    /// Printed all the same, but perhaps wrong.
    pub warnings: Vec<Warning>,
}

/// A case as it is to be printed, read from the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    case: CaseSnapshot,
    status: Status,
    on: Date,
}

/// Reads what is to be printed: the answer as SVN or its presidium decided it,
/// marked as decided. An undecided case, or one whose present text is asked
/// for, is marked Utkast.
///
/// # Errors
/// [`Refusal::ConflictOpen`] naming the places,
/// [`Failure::BlobMissing`] when the decided bytes are not here.
pub fn ready(store: &Store, id: CaseId, draft: bool) -> Result<Ready, Error> {
    let mut present = store.case(id)?;
    let decided = present.decided().is_some() && !draft;
    present.printable(decided)?;
    // What is left open does not touch what is printed.
    present.conflicts.clear();
    let (case, status) = if decided {
        (store.as_decided(present)?, Status::Decided)
    } else {
        (present, Status::Draft)
    };
    Ok(Ready {
        case: CaseSnapshot {
            logo: store.logo(Some(id))?.map(Arc::new),
            ..case
        },
        status,
        on: store.today(),
    })
}

/// A case as it is printed for the folder that people use: as decided if it was
/// decided, else marked Utkast. Nobody is there to be refused, so what two people
/// wrote at once is printed in both versions, marked (DESIGN, invariant 8). `on` is
/// the day it gives, the same on every PC.
///
/// # Errors
/// [`Failure::BlobMissing`] when the decided bytes are not here.
pub fn ready_for_folder(store: &Store, mut case: CaseSnapshot, on: Date) -> Result<Ready, Error> {
    let decided = case.decided().is_some();
    let open = case.conflicts_in_print(decided).cloned().collect();
    case.conflicts = open;
    let status = match decided {
        true => Status::Decided,
        false => Status::Draft,
    };
    if decided {
        case = store.as_decided(case)?;
    }
    Ok(Ready { case, status, on })
}

impl Ready {
    /// A file name for the packet, safe on every disk. A secret title reaches
    /// no file name: such a case goes by its number.
    pub fn file_name(&self) -> String {
        named_safely(&self.case, "", "pdf")
    }

    /// Prints it for the archive. Needs no store, so nobody waits for a long packet.
    ///
    /// # Errors
    /// [`Failure::Packet`].
    pub fn print(&self) -> Result<Printed, Error> {
        let printed = packet::print(&self.packet(), Output::Archive, Vec::new(), &mut unwatched);
        told(printed, [&self.case])
    }

    /// Prints it as `output`; to read, with its files from `blobs`. `steps` is told
    /// of every file and every few pages.
    ///
    /// # Errors
    /// [`Failure::Packet`]; [`Refusal::Stopped`] when a step says so.
    pub fn print_as(
        &self,
        output: Output,
        blobs: &Blobs,
        steps: Steps<'_>,
    ) -> Result<Printed, Error> {
        let enclosures = match output {
            Output::Reading => {
                let all = self.case.attachments.len();
                Reader::new(blobs, all, &mut *steps).read(&self.case)?
            }
            Output::Archive | Output::ArchiveA2 => Vec::new(),
        };
        told(
            packet::print(&self.packet(), output, enclosures, steps),
            [&self.case],
        )
    }

    fn packet(&self) -> Packet<'_> {
        Packet {
            case: &self.case,
            status: self.status,
            printed_on: self.on,
        }
    }
}

/// What came out, and what to say of it.
fn told<'c>(
    printed: Result<packet::Printed, packet::Error>,
    cases: impl IntoIterator<Item = &'c CaseSnapshot>,
) -> Result<Printed, Error> {
    let printed = printed.map_err(|error| match error {
        packet::Error::Stopped => Refusal::Stopped {}.into(),
        error => Error::Failed(Failure::Packet {
            fault: error.to_string(),
        }),
    })?;
    Ok(Printed {
        warnings: warnings(cases, &printed.missing_glyphs),
        bytes: printed.bytes,
        pages: printed.pages,
    })
}

fn warnings<'c>(
    cases: impl IntoIterator<Item = &'c CaseSnapshot>,
    missing_glyphs: &[String],
) -> Vec<Warning> {
    let over = cases.into_iter().flat_map(over_limit);
    let glyphs = (!missing_glyphs.is_empty()).then(|| Warning::GlyphsMissing {
        glyphs: missing_glyphs.join(", "),
    });
    over.chain(glyphs).collect()
}

/// A file name of a case, safe on every disk: `before`, then the title, or the
/// number of a secret case.
fn named_safely(case: &CaseSnapshot, before: &str, ending: &str) -> String {
    let name = match (case.is_secret(), case.numbers.first()) {
        (false, _) => case.title.clone(),
        (true, Some(it)) => it.number.clone(),
        (true, None) => names::unnamed(case),
    };
    safe_name(&format!("{before}{name}.{ending}"))
}

fn over_limit(case: &CaseSnapshot) -> impl Iterator<Item = Warning> {
    case.questions.iter().filter_map(|question| {
        let limit = question
            .word_limit
            .filter(|limit| question.words > *limit)?;
        Some(Warning::OverWordLimit {
            question: question.number.to_string(),
            words: question.words,
            limit,
        })
    })
}

/// What a file that is to be written ends in, among what can be written.
///
/// # Errors
/// [`Refusal::OutKindUnknown`] naming the valid ones.
pub fn ending(path: &Path, among: &[&str]) -> Result<String, Error> {
    let end = path.extension().and_then(|it| it.to_str());
    let end = end.unwrap_or_default().to_ascii_lowercase();
    if among.contains(&end.as_str()) {
        return Ok(end);
    }
    let valid: Vec<_> = among.iter().map(|it| format!(".{it}")).collect();
    Err(Refusal::OutKindUnknown {
        path: path.display().to_string(),
        valid: valid.join(", "),
    }
    .into())
}

/// Puts what was made for somebody at `path`, whole or not at all.
///
/// # Errors
/// [`Refusal::OutIsFolder`], [`Refusal::OutNotFile`], or what the disk says.
pub fn save(bytes: &[u8], path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Refusal::OutIsFolder {
            path: path.display().to_string(),
        }
        .into());
    }
    // A printer's or another device's file is not ours to replace.
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        return Err(Refusal::OutNotFile {
            path: path.display().to_string(),
        }
        .into());
    }
    write_whole(path, |file| file.write_all(bytes)).map_err(|error| Error::io(path, &error))
}
