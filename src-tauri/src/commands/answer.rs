//! The joint answer: journal while typing, change when the field is left.

use samsvar_core::model::{Act, CaseId, Moment, QuestionId, Stance};
use samsvar_core::store::{Done, Error};
use tauri::State;

use crate::desk::Desk;

/// Returns when the text is on disk.
#[tauri::command(async)]
pub fn draft_write(
    desk: State<'_, Desk>,
    id: CaseId,
    question: QuestionId,
    text: String,
    base: Vec<String>,
) -> Result<Moment, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?
        .draft_write(&author, id, &question, &text, &base)
}

/// Returns what typing that goes on in the same field is based on.
#[tauri::command(async)]
pub fn text_commit(
    desk: State<'_, Desk>,
    id: CaseId,
    question: QuestionId,
) -> Result<Done<Vec<String>>, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.draft_commit(&author, id, &question)
}

#[tauri::command(async)]
pub fn stance_set(
    desk: State<'_, Desk>,
    id: CaseId,
    question: QuestionId,
    stance: Option<Stance>,
) -> Result<Done<()>, Error> {
    desk.change(|door| door.act(id, Act::StanceSet { question, stance }))
}
