//! `cargo xtask bench`: what is measured is in `tests/src/bin/bench`.

use crate::shell::{Fault, cargo, run as go};

pub fn run(words: &[String]) -> Result<(), Fault> {
    let mut bench = std::process::Command::new("cargo");
    bench.current_dir(crate::shell::root());
    bench.args([
        "run",
        "--release",
        "--package",
        "samsvar-tests",
        "--bin",
        "bench",
        "--",
    ]);
    let _ = cargo;
    go(bench.args(words))
}
