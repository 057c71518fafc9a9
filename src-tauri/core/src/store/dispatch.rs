//! What is sent, with the files it was: all in one change.

use super::{Done, Error, Store};
use crate::documents::Taken;
use crate::model::{
    Act, Attachment, AttachmentId, Author, CaseId, Date, DispatchedFile, DocumentField, PartId,
};

/// What is told of a dispatch.
#[derive(Clone, Debug)]
pub struct NewDispatch {
    /// To whom. Must not be empty.
    pub to: String,
    /// The day it was sent.
    pub on: Date,
    /// Files of the case that were sent.
    pub attachments: Vec<AttachmentId>,
    /// Files whose bytes are on disk already and that are taken in as outgoing.
    pub taken: Vec<Taken>,
    /// In the person's words.
    pub note: String,
}

impl Store {
    /// Records that something was sent.
    ///
    /// # Errors
    /// [`crate::model::Refusal::ReceiverEmpty`], or what taking in files
    /// refuses; then nothing is recorded.
    pub fn dispatch(
        &mut self,
        author: &Author,
        id: CaseId,
        new: NewDispatch,
    ) -> Result<Done<PartId>, Error> {
        self.transact(author, |door| {
            let case = door.case(id)?;
            let known = |wanted: &&Attachment| new.attachments.contains(&wanted.id);
            let here = case.attachments.iter().filter(known);
            let mut files: Vec<_> = here
                .map(|it| DispatchedFile {
                    name: it.name.clone(),
                    sha256: it.sha256.clone(),
                })
                .collect();
            for taken in new.taken {
                let (name, sha256) = (taken.name.clone(), taken.sha256.clone());
                let attachment = door.attach(id, None, taken)?;
                let facts = [
                    (DocumentField::Direction, "out".to_owned()),
                    (DocumentField::Party, new.to.clone()),
                    (DocumentField::Dated, new.on.to_string()),
                ];
                for (field, value) in facts {
                    let (attachment, name) = (attachment.clone(), name.clone());
                    door.act(
                        id,
                        Act::DocumentSet {
                            attachment,
                            name,
                            field,
                            value,
                        },
                    )?;
                }
                files.push(DispatchedFile { name, sha256 });
            }
            let dispatch = PartId::new(door.random_id());
            door.act(
                id,
                Act::Dispatched {
                    dispatch: dispatch.clone(),
                    to: new.to,
                    on: new.on,
                    files,
                    basis: None,
                    note: new.note,
                },
            )?;
            Ok(dispatch)
        })
    }
}
