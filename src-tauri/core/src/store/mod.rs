//! The store: one SQLite database and a folder of blobs.
//!
//! Every change goes through [`Store::transact`]. Documents are Automerge; what
//! lists and search read are projections that can be rebuilt.

mod attach;
mod backup;
mod carried;
mod check;
mod decide;
mod definitions;
mod dispatch;
mod doc;
mod door;
mod drafts;
mod error;
mod exchange;
mod join;
mod knowledge;
mod open;
mod outbox;
mod people;
mod plan;
mod project;
mod project_task;
mod read;
mod readable;
mod rounds;
mod search;
mod segments;
mod settle;
mod shape;
mod shared_files;
mod space;
mod take;
mod undo;
mod versions;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::model::Moment;
use crate::text::Language;

pub use crate::error::{Error, Failure};
pub use backup::Backup;
pub use check::{Fault, Report};
pub use definitions::{Added, OrganisationRow};
pub use dispatch::NewDispatch;
pub use door::{Done, Door, Refresh};
pub use drafts::Draft;
pub use exchange::{Listed, Parcel};
pub use join::SameLetter;
#[cfg(test)]
pub(crate) use knowledge::{ORGANISATION, PROCESSES};
pub use open::{Migration, Options, default_workspace};
pub use outbox::Outgoing;
pub use read::{CaseView, HistoryRow, Overview};
pub use readable::{DueCase, Made, ReadCase, SeenFile, Stamp};
pub use rounds::RoundMade;
pub use search::{FileText, Found, Hit, Mark, Matched, Passage, Pending, Place, passages};
pub use segments::{Arrived, SegmentRow, SegmentState};
pub use settle::Keep;
pub use space::Space;
pub use undo::{Undoing, Which};
pub use versions::{Comparison, Piece, PieceKind, TextVersion};

/// The database's file name inside a workspace.
pub const DATABASE: &str = "samsvar.db";

/// Tells the time. Passed in, so that tests own it.
pub type Clock = Box<dyn Fn() -> Moment + Send>;

/// Gives chance: 16 bytes at a time. Passed in, so that a test can be repeated.
pub type Chance = Box<dyn Fn() -> [u8; 16] + Send>;

/// An open workspace: the database and the blobs beside it.
pub struct Store {
    connection: Connection,
    workspace: PathBuf,
    clock: Clock,
    chance: Chance,
    language: Option<Language>,
    /// Who writes Automerge changes: random at every start, so that a cloned
    /// disk or a restored backup never continues another's history.
    actor: automerge::ActorId,
    pc: String,
    /// The state of all documents whose files were all found here and in the folder.
    files_seen: Option<(i64, i64)>,
    /// The state of all documents in which every case that can have its rows has them.
    unpacked: Option<(i64, i64)>,
}

impl Store {
    /// The folder this store lies in.
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    /// The time, by the clock that was passed in.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// The day it is in this PC's time zone.
    pub fn today(&self) -> crate::model::Date {
        local_date(self.now())
    }

    /// The day and the clock at a moment in this PC's time zone.
    pub fn clock(moment: Moment) -> String {
        moment.clock_in(&jiff::tz::TimeZone::system())
    }

    /// An id for a part that is about to be made: 32 random hex digits.
    pub fn new_part() -> crate::model::PartId {
        crate::model::PartId::new(random_hex(random_bytes()))
    }

    /// The folder with the bytes of files.
    pub fn blobs(&self) -> crate::documents::Blobs {
        crate::documents::Blobs::in_workspace(&self.workspace)
    }

    /// A number that grows when another program has written to the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn data_version(&self) -> Result<i64, Error> {
        let version = self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok(version)
    }
}

fn local_date(moment: Moment) -> crate::model::Date {
    moment.date_in(&jiff::tz::TimeZone::system())
}

pub(crate) fn random_bytes() -> [u8; 16] {
    *uuid::Uuid::new_v4().as_bytes()
}

/// 128 bits of chance as 32 hex digits, for ids made here.
pub(crate) fn random_hex(bytes: [u8; 16]) -> String {
    uuid::Uuid::from_bytes(bytes).simple().to_string()
}
