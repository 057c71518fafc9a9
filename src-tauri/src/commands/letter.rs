//! What leaves the house: letters, the answer for Word and as a mail; and what comes
//! back as a Word document.

use std::path::{Path, PathBuf};

use samsvar_core::letters::{self, LetterName};
use samsvar_core::model::{BodyId, CaseId, QuestionId, Sha256, Warning};
use samsvar_core::printing::{self, Written};
use samsvar_core::received::{self, WordProposal};
use samsvar_core::store::{Done, Error};
use tauri::{AppHandle, Manager, Runtime};

use super::{aside, own};
use crate::desk::Desk;
use crate::reading;

/// The kinds of letter, in the order they are offered.
#[tauri::command]
pub fn letters() -> Result<Vec<LetterName>, Error> {
    Ok(letters::offered()?)
}

/// A letter about a case, as PDF or for Word, as the path ends.
#[tauri::command]
pub async fn letter_save<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    kind: String,
    to: Option<String>,
    path: PathBuf,
) -> Result<Vec<Warning>, Error> {
    aside(move || {
        let store = own(&app.state::<Desk>())?;
        let letter = printing::letter(&store, id, &kind, to.as_deref(), None)?;
        save(letter.written(&path)?, &path)
    })
    .await
}

/// The answer for Word.
#[tauri::command]
pub async fn word_save<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    draft: bool,
    path: PathBuf,
) -> Result<Vec<Warning>, Error> {
    aside(move || {
        let ready = printing::ready(&own(&app.state::<Desk>())?, id, draft)?;
        save(ready.word()?, &path)
    })
    .await
}

/// The answer as a mail that is ready to be sent.
#[tauri::command]
pub async fn mail_save<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    draft: bool,
    path: PathBuf,
) -> Result<Vec<Warning>, Error> {
    aside(move || {
        let ready = printing::ready(&own(&app.state::<Desk>())?, id, draft)?;
        save(ready.mail(None)?, &path)
    })
    .await
}

/// What a Word document from a body holds on each question; nothing is changed.
#[tauri::command]
pub async fn word_propose<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    from: BodyId,
    path: PathBuf,
    rest: Option<QuestionId>,
) -> Result<WordProposal, Error> {
    aside(move || {
        let rest = rest.as_ref().map(QuestionId::as_str);
        received::propose(&own(&app.state::<Desk>())?, id, from.as_str(), &path, rest)
    })
    .await
}

/// Takes in what was proposed.
#[tauri::command]
pub async fn word_take<R: Runtime>(
    app: AppHandle<R>,
    id: CaseId,
    from: BodyId,
    path: PathBuf,
    sha256: Sha256,
    texts: Vec<(QuestionId, String)>,
) -> Result<Done<()>, Error> {
    aside(move || {
        let author = app.state::<Desk>().hold().author()?;
        let mut store = own(&app.state::<Desk>())?;
        let done = received::take(&mut store, &author, id, &path, (&from, &sha256), &texts)?;
        reading::wake(&app);
        Ok(done)
    })
    .await
}

fn save(file: Written, path: &Path) -> Result<Vec<Warning>, Error> {
    printing::save(&file.bytes, path)?;
    Ok(file.warnings)
}
