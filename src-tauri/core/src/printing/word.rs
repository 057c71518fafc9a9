//! The answer as a Word document.

use super::{Ready, warnings};
use crate::blocks::Block;
use crate::letters;
use crate::model::{CaseSnapshot, Date, Warning};
use crate::office::{self, Paper};
use crate::packet::Status;
use crate::store::Error;
use crate::wording::{day_of, shortened, word};

/// A Word document and what to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Written all the same, but perhaps wrong.
    pub warnings: Vec<Warning>,
}

impl Ready {
    /// The answer as a Word document: what the receiver asked for, without what only
    /// the house needs. Its own day is that of the decision, of a draft the day the
    /// case was registered, so that it is the same bytes on every day.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn word(&self) -> Result<Written, Error> {
        let case = &self.case;
        let decided = self.status == Status::Decided;
        let on = case.decided().filter(|_| decided).and_then(|it| it.on);
        let on = on.unwrap_or_else(|| day_of(case.at));
        let blocks = letters::answer_document(case, decided);
        Ok(Written {
            bytes: paper(case, self.status, &case.title, on, &blocks)?,
            warnings: warnings([case], &[]),
        })
    }
}

/// Most letters of a case's name that stand beside the number of the page.
const NAME: usize = 60;

/// Blocks as a Word document that carries a case's name and marks.
pub(super) fn paper(
    case: &CaseSnapshot,
    status: Status,
    title: &str,
    on: Date,
    blocks: &[Block],
) -> Result<Vec<u8>, Error> {
    let say = |key: &str| word(key, &[]);
    let mut marks = Vec::new();
    if !case.secrecy.is_empty() {
        marks.push(say("packet.cover.secrecy"));
    }
    match status {
        Status::Draft => marks.push(say("packet.draft")),
        Status::Decided => marks.push(say("packet.decided")),
        Status::Letter => {}
    }
    let number = case.numbers.first().map(|it| it.number.as_str());
    let name = [number.unwrap_or_default(), case.title.as_str()];
    let name: Vec<_> = name.into_iter().filter(|it| !it.is_empty()).collect();
    let name = shortened(&name.join(" · "), NAME);
    office::docx(&Paper {
        title,
        author: &case.organisation,
        on,
        mark: &marks.join(" · "),
        name: &name,
        blocks,
    })
}
