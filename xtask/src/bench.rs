//! `cargo xtask bench`: what is measured is in `tests/src/bin/bench`.

use crate::shell::{Fault, go};

pub fn run(words: &[String]) -> Result<(), Fault> {
    let line = "cargo run --release --package samsvar-tests --bin bench --";
    let words = words.iter().map(String::as_str);
    go(".", &line.split(' ').chain(words).collect::<Vec<_>>())
}
