//! The parts of a case: contributions, system effects, the application, the
//! registry, what is sent, closed and joined.

use samsvar_core::model::{Act, BodyId, CaseId, QuestionId};
use samsvar_core::store::{Done, Error, Failure};
use tauri::State;

use crate::desk::Desk;

/// Does an act that a form can say wholly by itself.
#[tauri::command(async)]
pub fn act(desk: State<'_, Desk>, id: CaseId, act: Act) -> Result<Done<()>, Error> {
    if !act.is_plain() {
        // No form says one: only a fault of ours comes here.
        return Err(Error::Failed(Failure::Internal {
            fault: "an act that takes a door of its own".to_owned(),
        }));
    }
    desk.change(|door| door.act(id, act))
}

#[tauri::command(async)]
pub fn contribution_take(
    desk: State<'_, Desk>,
    id: CaseId,
    body: BodyId,
    question: QuestionId,
) -> Result<Done<()>, Error> {
    desk.change(|door| door.take_contribution(id, &body, &question))
}

/// Returns the case that goes on.
#[tauri::command(async)]
pub fn case_join(desk: State<'_, Desk>, id: CaseId, other: CaseId) -> Result<Done<CaseId>, Error> {
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.join(&author, id, other)
}
