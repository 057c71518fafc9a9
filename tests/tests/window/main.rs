//! The stories in the real window. They need a driver and a virtual display, so
//! they run by `cargo xtask test window`, not by a plain `cargo test`.
#![cfg(unix)]
#![allow(missing_docs, reason = "each test's name says what is promised")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test stops there"
)]

mod driver;
mod remiss;
mod sample;
mod shared;
mod year;
