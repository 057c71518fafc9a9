//! Several cases as one packet for a meeting.

use std::path::PathBuf;

use samsvar_core::documents::safe_name;
use samsvar_core::model::{CaseId, Date};
use samsvar_core::printing::{self, MeetingAsked, MeetingReady, Output, unwatched};
use samsvar_core::store::Error;
use samsvar_core::text::{Language, word};
use serde::Deserialize;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, Runtime};

use super::packet::{Saved, saved, view, watched};
use super::{aside, date, own};
use crate::desk::{Desk, PRINTED};

/// A meeting as the form has it: the date is what was typed.
#[derive(Deserialize)]
pub struct MeetingForm {
    /// In the order of the agenda.
    cases: Vec<CaseId>,
    body: String,
    on: Option<String>,
    section: Option<u32>,
    draft: bool,
}

/// The bytes of the PDF, without the attached files.
#[tauri::command]
pub async fn meeting_packet<R: Runtime>(
    app: AppHandle<R>,
    meeting: MeetingForm,
) -> Result<Response, Error> {
    aside(move || {
        let ready = ready(&app, &meeting)?;
        let blobs = app.state::<Desk>().hold().store()?.blobs();
        let printed = ready.print(Output::Archive, &blobs, &mut unwatched)?;
        Ok(Response::new(printed.bytes))
    })
    .await
}

/// Saves the packet as `output`, whole or not at all; stopped by `attach_stop`.
#[tauri::command]
pub async fn meeting_packet_save<R: Runtime>(
    app: AppHandle<R>,
    meeting: MeetingForm,
    output: Output,
    path: PathBuf,
) -> Result<Saved, Error> {
    aside(move || {
        let ready = ready(&app, &meeting)?;
        let printed = watched(&app, |blobs, steps| ready.print(output, blobs, steps))?;
        saved(printed, path)
    })
    .await
}

/// Hands the packet to the system's own viewer, which knows the printers.
#[tauri::command]
pub async fn meeting_packet_print<R: Runtime>(
    app: AppHandle<R>,
    meeting: MeetingForm,
    output: Output,
) -> Result<(), Error> {
    aside(move || {
        let ready = ready(&app, &meeting)?;
        let printed = watched(&app, |blobs, steps| ready.print(output, blobs, steps))?;
        let folder = app.state::<Desk>().folder(PRINTED, "meeting");
        view(&app, &printed, &folder.join(meeting.file_name()?))
    })
    .await
}

/// Reads every case through a connection of its own: many take a while.
fn ready<R: Runtime>(app: &AppHandle<R>, meeting: &MeetingForm) -> Result<MeetingReady, Error> {
    let asked = MeetingAsked {
        body: Some(meeting.body.clone()),
        on: meeting.day()?,
        section: meeting.section,
        draft: meeting.draft,
    };
    printing::ready_meeting(&own(&app.state::<Desk>())?, &meeting.cases, &asked)
}

impl MeetingForm {
    fn day(&self) -> Result<Option<Date>, Error> {
        date(self.on.as_deref()).map_err(Error::from)
    }

    /// Swedish, as what stands in it; the titles of the cases, one of which may be secret, stay out.
    fn file_name(&self) -> Result<String, Error> {
        let title = word(Language::Sv, "packet.meeting.state", &[]);
        let on = self.day()?.map(|it| format!(" {it}")).unwrap_or_default();
        Ok(safe_name(&format!("{title} {}{on}.pdf", self.body)))
    }
}
