//! The promises, one file each.
#![allow(missing_docs, reason = "each test's name says what is promised")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops there"
)]

#[cfg(unix)]
mod bad_input;
#[cfg(unix)]
mod conflicts;
#[cfg(unix)]
mod crash;
#[cfg(unix)]
mod definitions;
#[cfg(unix)]
mod disk;
mod drafts;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod folder;
mod merge;
mod merge_parts;
#[cfg(unix)]
mod parts;
#[cfg(unix)]
mod search;
#[cfg(unix)]
mod sharing;
#[cfg(unix)]
mod story;
mod undo;
