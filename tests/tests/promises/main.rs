//! The promises, one file each.
#![allow(missing_docs, reason = "each test's name says what is promised")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops there"
)]

#[cfg(unix)]
mod answers;
#[cfg(unix)]
mod application;
#[cfg(unix)]
mod bad_input;
#[cfg(unix)]
mod calendars;
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
#[cfg(unix)]
mod foreign;
mod golden_folder;
#[cfg(unix)]
mod joined;
mod letters;
#[cfg(unix)]
mod lists;
#[cfg(unix)]
mod logo;
mod mail;
mod merge;
mod merge_parts;
mod opening;
#[cfg(unix)]
mod organisation_files;
#[cfg(unix)]
mod print;
#[cfg(unix)]
mod process_versions;
#[cfg(unix)]
mod refused_parts;
#[cfg(unix)]
mod search;
#[cfg(unix)]
mod search_files;
#[cfg(unix)]
mod search_index;
#[cfg(unix)]
mod search_pdf;
#[cfg(unix)]
mod search_places;
#[cfg(unix)]
mod search_words;
#[cfg(unix)]
mod sharing;
#[cfg(unix)]
mod shipped_processes;
#[cfg(unix)]
mod spring_round;
#[cfg(unix)]
mod story;
#[cfg(unix)]
mod take;
mod twice;
mod undo;
#[cfg(unix)]
mod word;
