//! Letters on paper: which version of a case they are filled in from.

use std::path::Path;

use super::word::{Written, paper};
use super::{Printed, ready, told, warnings};
use crate::letters::{self, About, Composed, Letter, Occasion, Receiver};
use crate::model::{CaseId, CaseSnapshot, Date, Refusal, Warning};
use crate::packet::{self, Packet, Status};
use crate::store::{Error, Store};

/// A letter with all that it is filled in from, read from the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyLetter {
    letter: Letter,
    case: CaseSnapshot,
    status: Status,
    to: Option<Receiver>,
    on: Date,
}

/// Reads what a letter of this kind is filled in from: a letter about the answer or
/// a decision from the case as it was decided, any other from the case as it stands.
/// `to` names a body; without it the letter goes where its kind says. `on` is the
/// day on it, else today.
///
/// # Errors
/// [`Refusal::LetterUnknown`], [`Refusal::LetterOfOthers`], [`Refusal::BodyUnknown`],
/// [`Refusal::ContributionThere`], and as [`super::ready`].
pub fn letter(
    store: &Store,
    id: CaseId,
    kind: &str,
    to: Option<&str>,
    on: Option<Date>,
) -> Result<ReadyLetter, Error> {
    let letter = letters::letter(kind)?;
    let ready = ready(store, id, letter.about.is_of_present())?;
    letter.fits(&ready.case)?;
    let to = to
        .map(|named| Receiver::of(&ready.case, named))
        .transpose()?;
    if letter.about == About::MissingContribution
        && let Some(body) = to.as_ref().and_then(|it| it.body.as_ref())
        && ready.case.has_contributed(body)
    {
        let body = ready.case.body_name(body).to_owned();
        return Err(Refusal::ContributionThere { body }.into());
    }
    Ok(ReadyLetter {
        status: match letter.about {
            About::Answer => ready.status,
            _ => Status::Letter,
        },
        case: ready.case,
        on: on.unwrap_or(ready.on),
        letter,
        to,
    })
}

impl ReadyLetter {
    /// The letter on the packet's page.
    ///
    /// # Errors
    /// [`crate::store::Failure::Packet`].
    pub fn print(&self) -> Result<Printed, Error> {
        let letter = self.composed();
        let page = Packet {
            case: &self.case,
            status: self.status,
            printed_on: self.on,
        };
        let printed = packet::print_blocks(&page, &letter.title, letter.blocks);
        let mut printed = told(printed, [&self.case])?;
        self.keep_to_the_answer(&mut printed.warnings);
        Ok(printed)
    }

    /// The letter as a Word document.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn word(&self) -> Result<Written, Error> {
        let letter = self.composed();
        let mut warnings = warnings([&self.case], &[]);
        self.keep_to_the_answer(&mut warnings);
        Ok(Written {
            bytes: paper(
                &self.case,
                self.status,
                &letter.title,
                self.on,
                &letter.blocks,
            )?,
            warnings,
        })
    }

    /// The letter as the end of `path` says: a PDF or a Word document.
    ///
    /// # Errors
    /// [`crate::model::Refusal::OutKindUnknown`], and as [`Self::print`].
    pub fn written(&self, path: &Path) -> Result<Written, Error> {
        match super::ending(path, &["pdf", "docx"])?.as_str() {
            "docx" => self.word(),
            _ => self.print().map(|it| Written {
                bytes: it.bytes,
                warnings: it.warnings,
            }),
        }
    }

    fn composed(&self) -> Composed {
        let at = Occasion {
            case: &self.case,
            to: self.to.as_ref(),
            on: self.on,
        };
        letters::compose(&self.letter, at)
    }

    /// Limits on words are told of the answer, not of a letter that asks for it.
    fn keep_to_the_answer(&self, warnings: &mut Vec<Warning>) {
        if self.letter.about != About::Answer {
            warnings.retain(|it| !matches!(it, Warning::OverWordLimit { .. }));
        }
    }
}
