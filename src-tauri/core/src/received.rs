//! A contribution that was received as a Word document (inkommen): its texts are
//! proposed question by question, a person confirms, and the file is attached.

mod proposal;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::Path;

pub use proposal::{ProposedText, WordProposal};

use crate::documents;
use crate::documents::extract::{Outline, Unread, outline};
use crate::model::{Author, BodyId, CaseId, QuestionId, Refusal, Sha256};
use crate::store::{Done, Error, Store};

/// Largest document that is taken in as a contribution, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a Word document from a body holds on each question of a case. Nothing is
/// changed. Text that stands under no question's heading is proposed on `rest`
/// when a question is named, else only shown.
///
/// # Errors
/// Why the file is not read, [`Refusal::NoQuestionHeading`] when none of its
/// headings is a question of the case and `rest` names none, and
/// [`Refusal::BodyUnknown`], [`Refusal::QuestionUnknown`], [`Refusal::CaseUnknown`].
pub fn propose(
    store: &Store,
    id: CaseId,
    from: &str,
    path: &Path,
    rest: Option<&str>,
) -> Result<WordProposal, Error> {
    store.may_attach(id, None)?;
    let case = store.case(id)?;
    let body = case.body(from)?;
    let rest = rest.map(|named| case.question(named)).transpose()?;
    let name = name_of(path);
    let bytes = bytes_of(path, &name)?;
    let (sha256, size) = (Sha256::of(&bytes), bytes.len() as u64);
    let read = outline(bytes).map_err(|why| unread(why, name.clone()))?;
    let Outline {
        pieces,
        comments,
        changes,
        pictures,
        unseen,
    } = read;
    let (texts, left) = proposal::place(&case, &body.id, &pieces, rest.map(|it| &it.id));
    if texts.is_empty() && left.is_empty() {
        return Err(Refusal::WordEmpty { name }.into());
    }
    if texts.is_empty() {
        let valid = case.questions.iter().map(|it| it.title.as_str());
        return Err(Refusal::NoQuestionHeading {
            name,
            valid: valid.collect::<Vec<_>>().join(", "),
        }
        .into());
    }
    Ok(WordProposal {
        body: body.id.clone(),
        body_name: body.name.clone(),
        name,
        size,
        sha256,
        texts,
        rest: left,
        comments,
        changes,
        pictures,
        unseen,
    })
}

/// Takes in what was proposed, as it was proposed or as the person changed it: the
/// file is attached as received from the body, each text becomes what the body
/// wrote on its question. All of it, or nothing.
///
/// # Errors
/// [`Refusal::FileNotAsProposed`] when the file is another than the one that was
/// shown, [`Refusal::NothingToTake`], and as [`Store::attach`].
pub fn take(
    store: &mut Store,
    author: &Author,
    id: CaseId,
    path: &Path,
    (body, sha256): (&BodyId, &Sha256),
    texts: &[(QuestionId, String)],
) -> Result<Done<()>, Error> {
    store.may_attach(id, None)?;
    let case = store.case(id)?;
    let body = case.body(body.as_str())?.clone();
    for (question, _) in texts {
        case.question(question.as_str())?;
    }
    if texts.iter().all(|(_, text)| text.trim().is_empty()) {
        return Err(Refusal::NothingToTake {}.into());
    }
    let name = name_of(path);
    if Sha256::of(&bytes_of(path, &name)?) != *sha256 {
        return Err(Refusal::FileNotAsProposed { name }.into());
    }
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    let taken = store.blobs().take_all(&[path.to_owned()], &mut quiet)?;
    match taken.into_iter().next() {
        Some(taken) if taken.sha256 == *sha256 => {
            store.take_received(author, id, &body, taken, texts)
        }
        _ => Err(Refusal::FileNotAsProposed { name }.into()),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let bytes = documents::bytes_of(path, LARGEST)?;
    let name = || name.to_owned();
    Ok(bytes.ok_or_else(|| Refusal::WordTooLong { name: name() })?)
}

fn unread(why: Unread, name: String) -> Refusal {
    match why {
        Unread::Empty => Refusal::WordEmpty { name },
        Unread::NotWord => Refusal::WordUnknown { name },
        Unread::Locked => Refusal::WordLocked { name },
        Unread::Old => Refusal::WordOld { name },
        Unread::Damaged => Refusal::WordDamaged { name },
        Unread::TooLong => Refusal::WordTooLong { name },
        Unread::TooSlow => Refusal::WordTooSlow { name },
    }
}
