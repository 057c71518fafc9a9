//! `cargo xtask bench`: what is measured is in `tests/src/bin/bench`.

use std::path::PathBuf;

use crate::shell::{Fault, go, has, root, run};

/// The program that sharing is raced against: notes through a folder.
const JOPLIN: &str = "joplin@3.5.1";

/// The program that packets are raced against.
const TYPST: &str = "typst==0.15.2";

pub fn run_bench(words: &[String]) -> Result<(), Fault> {
    let mut line = std::process::Command::new("cargo");
    line.current_dir(root());
    line.args("run --release --package samsvar-tests --features race --bin bench --".split(' '));
    line.args(words);
    if let Some(joplin) = joplin() {
        line.env("SAMSVAR_JOPLIN", joplin);
    }
    if let Some(typst) = typst() {
        line.env("SAMSVAR_TYPST", typst);
    }
    run(&mut line)
}

/// A Python with Typst, which packets are raced against, installed for the bench
/// alone. Without it the bench gives our own times and says so.
fn typst() -> Option<PathBuf> {
    let folder = root().join("target/tools/typst");
    let python = folder.join("bin/python");
    if !python.is_file() && has("python3") {
        let folder = folder.display().to_string();
        let _ = go(".", &["python3", "-m", "venv", &folder]);
        let pip = folder + "/bin/pip";
        let _ = go(".", &[&pip, "install", "--quiet", TYPST]);
    }
    python.is_file().then_some(python)
}

/// Joplin's terminal application, installed for the bench alone. Without it the
/// bench gives our own times and says so.
fn joplin() -> Option<PathBuf> {
    let folder = root().join("target/tools/joplin");
    let program = folder.join("node_modules/.bin/joplin");
    if !program.is_file() && has("npm") {
        std::fs::create_dir_all(&folder).ok()?;
        let folder = folder.display().to_string();
        // It needs libsecret's headers where no built part of it is found.
        let _ = go(
            ".",
            &[
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                &folder,
                JOPLIN,
            ],
        );
    }
    program.is_file().then_some(program)
}
