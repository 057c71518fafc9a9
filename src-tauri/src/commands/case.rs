//! The list, and one case's own fields.

use samsvar_core::model::{Act, CaseField, CaseId, NewCase, RegistryNumber};
use samsvar_core::store::{CaseView, Done, Error, Overview};
use serde::Deserialize;
use tauri::State;

use super::date;
use crate::desk::Desk;

/// A new case as the form has it: dates are what was typed.
#[derive(Deserialize)]
pub struct CaseForm {
    process: String,
    title: String,
    numbers: Vec<RegistryNumber>,
    received: Option<String>,
    due: Option<String>,
    area: String,
    programme_area: String,
    officer: String,
    #[serde(default)]
    applicant: String,
}

#[tauri::command(async)]
pub fn overview(desk: State<'_, Desk>, offset: u32, limit: u32) -> Result<Overview, Error> {
    desk.hold().store()?.overview(offset, limit)
}

#[tauri::command(async)]
pub fn case_new(desk: State<'_, Desk>, case: CaseForm) -> Result<Done<CaseId>, Error> {
    let new = NewCase {
        received: date(case.received.as_deref())?,
        due: date(case.due.as_deref())?,
        process: case.process,
        title: case.title,
        numbers: case.numbers,
        area: case.area,
        programme_area: case.programme_area,
        officer: case.officer,
        applicant: case.applicant,
        ..NewCase::default()
    };
    desk.change(|door| door.case_new(&new))
}

#[tauri::command(async)]
pub fn case_open(desk: State<'_, Desk>, id: CaseId) -> Result<CaseView, Error> {
    desk.hold().store()?.case_view(id)
}

#[tauri::command(async)]
pub fn case_set(
    desk: State<'_, Desk>,
    id: CaseId,
    field: CaseField,
    value: String,
) -> Result<Done<()>, Error> {
    desk.change(|door| door.act(id, Act::FieldSet { field, value }))
}

#[tauri::command(async)]
pub fn number_set(
    desk: State<'_, Desk>,
    id: CaseId,
    holder: String,
    number: String,
) -> Result<Done<()>, Error> {
    desk.change(|door| door.act(id, Act::NumberSet { holder, number }))
}

#[tauri::command(async)]
pub fn case_delete(desk: State<'_, Desk>, id: CaseId) -> Result<Done<()>, Error> {
    desk.change(|door| door.act(id, Act::CaseDeleted {}))
}

#[tauri::command(async)]
pub fn case_restore(desk: State<'_, Desk>, id: CaseId) -> Result<Done<()>, Error> {
    desk.change(|door| door.act(id, Act::CaseRestored {}))
}
