//! Undo, and a text's earlier versions.

use samsvar_core::model::{CaseId, QuestionId};
use samsvar_core::store::{Comparison, Done, Error, TextVersion, Undoing, Which};
use tauri::State;

use crate::desk::Desk;

/// Undoes the person's latest act in a case, or the one with this change hash.
#[tauri::command(async)]
pub fn undo(
    desk: State<'_, Desk>,
    id: CaseId,
    change: Option<String>,
) -> Result<Done<Undoing>, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    let which = change.map_or(Which::Latest, Which::Change);
    held.store()?.undo(&author, id, &which)
}

/// Does again what the person undid last.
#[tauri::command(async)]
pub fn redo(desk: State<'_, Desk>, id: CaseId) -> Result<Done<Undoing>, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.undo(&author, id, &Which::Again)
}

#[tauri::command(async)]
pub fn text_versions(
    desk: State<'_, Desk>,
    id: CaseId,
    question: QuestionId,
) -> Result<Vec<TextVersion>, Error> {
    desk.hold().store()?.text_versions(id, question.as_str())
}

#[tauri::command(async)]
pub fn text_compare(
    desk: State<'_, Desk>,
    id: CaseId,
    question: QuestionId,
    from: String,
    to: String,
) -> Result<Comparison, Error> {
    desk.hold()
        .store()?
        .compare(id, question.as_str(), &from, &to)
}
