//! `cargo xtask soak`: the long runs, in `tests/src/bin/soak`.

use crate::shell::{Fault, go};

pub fn run(words: &[String]) -> Result<(), Fault> {
    // The program that is killed lies beside it.
    let build = "cargo build --release --package samsvar-cli";
    go(".", &build.split(' ').collect::<Vec<_>>())?;
    let line = "cargo run --release --package samsvar-tests --bin soak --";
    let words = words.iter().map(String::as_str);
    go(".", &line.split(' ').chain(words).collect::<Vec<_>>())
}
