//! What the window may ask for. Each command is one call into the core; an
//! error crosses as its code and parameters, and the sentence is the window's.

pub mod answer;
pub mod case;
pub mod files;
pub mod letter;
pub mod lists;
pub mod meeting;
pub mod packet;
pub mod part;
pub mod plan;
pub mod round;
pub mod search;
pub mod sharing;
pub mod start;
pub mod step;
pub mod undo;

use samsvar_core::model::{Date, Refusal};
use samsvar_core::store::{Error, Failure, Options, Store};

use crate::desk::Desk;

/// A connection of its own: what takes long must not hold up her typing.
fn own(desk: &Desk) -> Result<Store, Error> {
    let workspace = desk.hold().store()?.workspace().to_owned();
    Store::open(&workspace, Options::default())
}

/// A date as a form has it: empty or missing is none.
fn date(text: Option<&str>) -> Result<Option<Date>, Refusal> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(day) => day.parse().map(Some),
    }
}

/// Runs work that takes long, a large file or a long packet, where no other
/// command waits for it.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.unwrap_or_else(|error| {
        Err(Error::Failed(Failure::Internal {
            fault: error.to_string(),
        }))
    })
}
