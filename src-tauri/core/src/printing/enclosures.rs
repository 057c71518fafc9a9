//! The files of a case, read to stand after its packet.

use std::collections::BTreeSet;

use crate::apart::LARGEST;
use crate::documents::Blobs;
use crate::model::{CaseSnapshot, Refusal};
use crate::packet::enclosed::{Enclosure, MOST_PAGES, Reason, open};
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

    /// The files of `case`, each once however many steps it belongs to.
    ///
    /// # Errors
    /// [`Refusal::Stopped`].
    pub(super) fn read(&mut self, case: &CaseSnapshot) -> Result<Vec<Enclosure>, Error> {
        let mut seen = BTreeSet::new();
        let mut out = Vec::new();
        for (index, file) in case.attachments.iter().enumerate() {
            if seen.insert(&file.sha256) {
                let sheets = match file.size > LARGEST {
                    // Not even into memory.
                    true => Err(Reason::TooLarge),
                    false => match self.blobs.read(&file.sha256, &file.name) {
                        Ok(bytes) => open(bytes),
                        Err(_) => Err(Reason::Missing),
                    },
                };
                let sheets = sheets.and_then(|it| {
                    let left = self.room.checked_sub(it.count());
                    self.room = left.ok_or(Reason::TooManyPages)?;
                    Ok(it)
                });
                out.push(Enclosure {
                    number: index + 1,
                    name: file.name.clone(),
                    size: file.size,
                    sha256: file.sha256.clone(),
                    sheets,
                });
            }
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
