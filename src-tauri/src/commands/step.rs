//! The checklist: sign off, open again, plan.

use samsvar_core::model::{Act, BodyId, CaseId, StepId};
use samsvar_core::store::{Done, Error};
use tauri::State;

use crate::desk::Desk;

#[tauri::command(async)]
pub fn step_done(
    desk: State<'_, Desk>,
    id: CaseId,
    step: StepId,
    scope: Option<BodyId>,
    on: String,
    note: String,
) -> Result<Done<()>, Error> {
    let on = on.parse()?;
    let by = desk.hold().author()?.by;
    desk.change(|door| {
        door.act(
            id,
            Act::StepDone {
                step,
                scope,
                by,
                on,
                note,
            },
        )
    })
}

#[tauri::command(async)]
pub fn step_reopen(
    desk: State<'_, Desk>,
    id: CaseId,
    step: StepId,
    scope: Option<BodyId>,
    reason: String,
) -> Result<Done<()>, Error> {
    let by = desk.hold().author()?.by;
    desk.change(|door| {
        door.act(
            id,
            Act::StepReopened {
                step,
                scope,
                by,
                reason,
            },
        )
    })
}

#[tauri::command(async)]
pub fn step_plan(
    desk: State<'_, Desk>,
    id: CaseId,
    step: StepId,
    scope: Option<BodyId>,
    due: Option<String>,
    responsible: Option<String>,
) -> Result<Done<()>, Error> {
    desk.change(|door| {
        door.act(
            id,
            Act::StepPlanned {
                step,
                scope,
                due,
                responsible,
            },
        )
    })
}
