//! What is told while a packet is made, so that it can be shown and stopped.

use std::ops::ControlFlow;

use serde::Serialize;
use ts_rs::TS;

use super::Error;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "of", rename_all = "kebab-case")]
#[ts(export)]
pub enum PrintStep {
    /// Attached files that are read.
    Files {
        /// So many.
        done: usize,
        /// Of so many.
        total: usize,
    },
    /// Pages that are drawn. Once all are, the file is put together, and more of the
    /// same may be told.
    Pages {
        /// So many.
        done: usize,
        /// Of so many.
        total: usize,
    },
}

/// Told of every step. `Break` stops the work.
pub type Steps<'s> = &'s mut dyn FnMut(PrintStep) -> ControlFlow<()>;

/// Goes on to the end.
pub fn unwatched(_: PrintStep) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells of pages.
///
/// # Errors
/// [`Error::Stopped`].
pub(super) fn pages(steps: Steps<'_>, done: usize, total: usize) -> Result<(), Error> {
    match steps(PrintStep::Pages { done, total }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Stopped),
    }
}
