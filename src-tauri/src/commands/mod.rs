//! What the window may ask for. Each command is one call into the core; an
//! error crosses as its code and parameters, and the sentence is the window's.

pub mod answer;
pub mod case;
pub mod files;
pub mod packet;
pub mod start;
pub mod step;

use samsvar_core::model::{Date, Refusal};

/// A date as a form has it: empty or missing is none.
fn date(text: Option<&str>) -> Result<Option<Date>, Refusal> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(day) => day.parse().map(Some),
    }
}
