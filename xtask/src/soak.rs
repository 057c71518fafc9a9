//! `cargo xtask soak`: the long runs, in `tests/src/bin/soak`.

use std::process::Command;

use crate::shell::{Fault, go, root, run as start};

pub fn run(words: &[String]) -> Result<(), Fault> {
    // Together: the program that is killed lies beside the other, and with one set
    // of features the core is built once.
    let build = "cargo build --release --package samsvar-cli --package samsvar-tests \
                 --bin samsvar --bin soak";
    go(".", &build.split_whitespace().collect::<Vec<_>>())?;
    start(Command::new(root().join("target/release/soak")).args(words))
}
