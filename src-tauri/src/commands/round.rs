//! Rounds, and what moves when a due date does.

use samsvar_core::model::{
    CaseId, NewRound, RegistryNumber, Replanning, Round, RoundId, RoundView,
};
use samsvar_core::store::{Done, Error, RoundMade};
use serde::Deserialize;
use tauri::State;

use super::date;
use crate::desk::Desk;

/// A new round as the form has it: dates are what was typed.
#[derive(Deserialize)]
pub struct RoundForm {
    title: String,
    process: String,
    received: Option<String>,
    due: Option<String>,
    areas: Vec<String>,
    numbers: Vec<RegistryNumber>,
    officer: String,
}

#[tauri::command(async)]
pub fn rounds(desk: State<'_, Desk>) -> Result<Vec<Round>, Error> {
    desk.hold().store()?.rounds()
}

#[tauri::command(async)]
pub fn round(desk: State<'_, Desk>, id: RoundId) -> Result<RoundView, Error> {
    desk.hold().store()?.round(id)
}

#[tauri::command(async)]
pub fn round_new(desk: State<'_, Desk>, round: RoundForm) -> Result<Done<RoundMade>, Error> {
    let new = NewRound {
        received: date(round.received.as_deref())?,
        due: date(round.due.as_deref())?,
        title: round.title,
        process: round.process,
        areas: round.areas,
        numbers: round.numbers,
        officer: round.officer,
    };
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.round_new(&author, &new)
}

/// What would move: nothing is written.
#[tauri::command(async)]
pub fn round_replan(
    desk: State<'_, Desk>,
    id: RoundId,
    due: String,
) -> Result<Vec<Replanning>, Error> {
    let due = due.parse()?;
    desk.hold().store()?.replan_round(id, due)
}

/// Returns the cases that moved.
#[tauri::command(async)]
pub fn round_due(
    desk: State<'_, Desk>,
    id: RoundId,
    due: String,
) -> Result<Done<Vec<CaseId>>, Error> {
    let due = due.parse()?;
    let mut held = desk.hold();
    let author = held.author()?;
    held.store()?.round_due(&author, id, due)
}

/// What would move: nothing is written.
#[tauri::command(async)]
pub fn case_replan(desk: State<'_, Desk>, id: CaseId, due: String) -> Result<Replanning, Error> {
    let due = due.parse()?;
    desk.hold().store()?.replan_case(id, due)
}
