//! A contribution that came as a file: the file and its texts in one go.

use super::{Done, Error, Store};
use crate::documents::Taken;
use crate::model::{Act, Author, CaseBody, CaseId, DocumentField, QuestionId};

impl Store {
    /// Attaches a file as received from a body, and enters its texts as what the
    /// body wrote. Empty texts are left out; undone in one.
    ///
    /// # Errors
    /// As [`super::Door::act`]; then nothing is taken in.
    pub fn take_received(
        &mut self,
        author: &Author,
        id: CaseId,
        body: &CaseBody,
        file: Taken,
        texts: &[(QuestionId, String)],
    ) -> Result<Done<()>, Error> {
        self.transact(author, |door| {
            let name = file.name.clone();
            let attachment = door.attach(id, None, file)?;
            let known = door
                .case(id)?
                .attachment(&attachment)
                .map(|it| it.record.clone());
            let known = known.unwrap_or_default();
            // What somebody said of the file before stands.
            let said = [
                (DocumentField::Direction, "in", known.direction.is_none()),
                (
                    DocumentField::Party,
                    body.name.as_str(),
                    known.party.is_empty(),
                ),
            ];
            for (field, value, open) in said {
                if open {
                    let act = Act::DocumentSet {
                        attachment: attachment.clone(),
                        name: name.clone(),
                        field,
                        value: value.to_owned(),
                    };
                    door.act(id, act)?;
                }
            }
            for (question, text) in texts {
                if !text.trim().is_empty() {
                    door.contribute(id, body.id.clone(), question.clone(), text.trim())?;
                }
            }
            Ok(())
        })
    }
}
