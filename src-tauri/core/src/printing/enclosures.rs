//! The files of a case, read to stand after its packet.

use std::collections::BTreeMap;

use crate::apart::LARGEST;
use crate::documents::Blobs;
use crate::model::{Attachment, CaseSnapshot, Refusal};
use crate::packet::enclosed::{Enclosure, MOST_PAGES, Reason, Sheets, open};
use crate::packet::{PrintStep, Steps};
use crate::store::Error;

/// Reads the files of cases, in the order of their lists.
pub(super) struct Reader<'r> {
    blobs: &'r Blobs,
    steps: Steps<'r>,
    done: usize,
    all: usize,
    /// Pages that there is room for.
    room: usize,
}

impl<'r> Reader<'r> {
    /// A reader of `all` files.
    pub(super) fn new(blobs: &'r Blobs, all: usize, steps: Steps<'r>) -> Self {
        Self {
            blobs,
            steps,
            done: 0,
            all,
            room: MOST_PAGES,
        }
    }

    fn sheets(&mut self, file: &Attachment) -> Result<Sheets, Reason> {
        // Not even into memory.
        if file.size > LARGEST {
            return Err(Reason::TooLarge);
        }
        let bytes = self.blobs.read(&file.sha256, &file.name);
        let sheets = open(bytes.map_err(|_| Reason::Missing)?)?;
        let left = self.room.checked_sub(sheets.count());
        self.room = left.ok_or(Reason::TooManyPages)?;
        Ok(sheets)
    }

    /// The files of `case`, the sheets of each once however many steps it belongs to.
    ///
    /// # Errors
    /// [`Refusal::Stopped`].
    pub(super) fn read(&mut self, case: &CaseSnapshot) -> Result<Vec<Enclosure>, Error> {
        let mut seen = BTreeMap::new();
        let mut out = Vec::new();
        for (index, file) in case.attachments.iter().enumerate() {
            let number = index + 1;
            let first = *seen.entry(&file.sha256).or_insert(number);
            let sheets = match first == number {
                true => self.sheets(file),
                false => Err(Reason::Same(first)),
            };
            out.push(Enclosure {
                number,
                name: file.name.clone(),
                size: file.size,
                sha256: file.sha256.clone(),
                sheets,
            });
            self.done += 1;
            let step = PrintStep::Files {
                done: self.done,
                total: self.all,
            };
            if (self.steps)(step).is_break() {
                return Err(Refusal::Stopped {}.into());
            }
        }
        Ok(out)
    }
}
