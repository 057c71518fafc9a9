//! Follows what other programs write to the same database.

use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::desk::Desk;
use crate::reading;

const EVERY: Duration = Duration::from_secs(1);

/// Tells the window to read again when the database was written from outside.
pub fn start<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut ticks = tokio::time::interval(EVERY);
        let mut known = None;
        loop {
            ticks.tick().await;
            // A command at work will be done by the next tick.
            let Some(version) = version(&app) else {
                continue;
            };
            if known
                .replace(version)
                .is_some_and(|before| before != version)
            {
                tell(&app);
                reading::wake(&app);
            }
        }
    });
}

/// Tells the window that anything may have changed.
pub fn tell<R: Runtime>(app: &AppHandle<R>) {
    let _ = app.emit("changed", ());
}

fn version<R: Runtime>(app: &AppHandle<R>) -> Option<i64> {
    let desk = app.state::<Desk>();
    let mut held = desk.hold_if_free()?;
    held.store().ok()?.data_version().ok()
}
