//! Files into a case: all of them or none.

use std::path::{Path, PathBuf};

use rusqlite::params;

use super::{Done, Door, Error, Store};
use crate::documents::Taken;
use crate::model::{Act, Attachment, AttachmentId, Author, CaseId, Refusal, StepId, Twin, Warning};

impl Store {
    /// Whether files may be taken into this case and step, asked before their
    /// bytes are read.
    ///
    /// # Errors
    /// [`Refusal::CaseUnknown`], [`Refusal::CaseIsDeleted`], [`Refusal::StepUnknown`].
    pub fn may_attach(&self, id: CaseId, step: Option<&str>) -> Result<(), Error> {
        let case = self.case(id)?;
        if case.deleted {
            return Err(Refusal::CaseIsDeleted {}.into());
        }
        if let Some(step) = step {
            case.step(step)?;
        }
        Ok(())
    }

    /// Attaches files whose bytes are on disk already, on a step if one is
    /// named. The same file on the same step twice is one attachment; the same
    /// bytes elsewhere are named.
    ///
    /// # Errors
    /// As [`Store::may_attach`]; then no file is attached.
    pub fn attach(
        &mut self,
        author: &Author,
        id: CaseId,
        step: Option<&str>,
        taken: Vec<Taken>,
    ) -> Result<Done<Vec<AttachmentId>>, Error> {
        self.may_attach(id, step)?;
        self.transact(author, |door| {
            let case = door.case(id)?;
            let step = step.map(|named| case.step(named)).transpose()?;
            let step = step.map(|step| step.id.clone());
            taken
                .into_iter()
                .map(|file| door.attach(id, step.as_ref(), file))
                .collect()
        })
    }

    /// Writes every file of a case into `folder` under safe names. A file of the
    /// same bytes is left; another is never overwritten.
    ///
    /// # Errors
    /// What the disk says, or [`super::Failure::BlobMissing`] before any is written.
    pub fn write_out(&self, id: CaseId, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let case = self.case(id)?;
        let blobs = self.blobs();
        for file in &case.attachments {
            if !blobs.verify(file.sha256.as_str()).unwrap_or(false) {
                blobs.read(&file.sha256, &file.name)?;
            }
        }
        let files = case.attachments.iter();
        files
            .map(|file| blobs.write_out(&file.sha256, &file.name, folder))
            .collect()
    }

    /// One file of a case.
    ///
    /// # Errors
    /// [`Refusal::AttachmentUnknown`] or [`Refusal::CaseUnknown`].
    pub fn attachment(&self, id: CaseId, attachment: &AttachmentId) -> Result<Attachment, Error> {
        let mut files = self.case(id)?.attachments.into_iter();
        let file = files.find(|file| file.id == *attachment);
        Ok(file.ok_or_else(|| Refusal::AttachmentUnknown {
            attachment: attachment.to_string(),
        })?)
    }
}

impl Door<'_> {
    pub(super) fn attach(
        &mut self,
        id: CaseId,
        step: Option<&StepId>,
        file: Taken,
    ) -> Result<AttachmentId, Error> {
        let attachment = AttachmentId::of(&file.sha256, &file.name, step);
        let case = self.case(id)?;
        if case.attachments.iter().any(|it| it.id == attachment) {
            self.warn(Warning::FileAlreadyThere { name: file.name });
            return Ok(attachment);
        }
        if file.size == 0 {
            self.warn(Warning::FileEmpty {
                name: file.name.clone(),
            });
        } else if let Some(twin) = self.twin(&case.attachments, &case.title, id, &file)? {
            self.warn(Warning::FileIsTwin(twin));
        }
        self.act(
            id,
            Act::Attached {
                attachment: attachment.clone(),
                name: file.name,
                size: file.size,
                sha256: file.sha256,
                step: step.cloned(),
            },
        )?;
        Ok(attachment)
    }

    /// Where the same bytes already lie: in this case, else in another.
    fn twin(
        &self,
        here: &[Attachment],
        title: &str,
        id: CaseId,
        file: &Taken,
    ) -> Result<Option<Twin>, Error> {
        let twin = |case, case_title: &str, as_name: &str| Twin {
            name: file.name.clone(),
            case,
            case_title: case_title.to_owned(),
            as_name: as_name.to_owned(),
        };
        if let Some(same) = here.iter().find(|it| it.sha256 == file.sha256) {
            return Ok(Some(twin(id, title, &same.name)));
        }
        let row = self
            .sql
            .prepare_cached(
                "SELECT case_row.id, title, name FROM case_attachment
                 JOIN case_row ON case_row.id = case_id
                 WHERE sha256 = ?1 AND hidden = 0 ORDER BY case_row.id LIMIT 1",
            )?
            .query_row(params![file.sha256.as_str()], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                ))
            });
        match rusqlite::OptionalExtension::optional(row)? {
            Some((case, case_title, name)) => Ok(Some(twin(case.parse()?, &case_title, &name))),
            None => Ok(None),
        }
    }
}
