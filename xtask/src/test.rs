//! `cargo xtask test`: everything, from clean, on a machine with Rust and Node.

use std::process::Command;

use crate::machine::{self, packages};
use crate::shell::{Fault, cargo, go, root, run as start};
use crate::window;

pub fn run(words: &[String]) -> Result<(), Fault> {
    let only = words.first().map(String::as_str);
    packages(machine::BUILD)?;
    packages(machine::TEST)?;
    if only.is_none_or(|it| it == "ui") {
        machine::pages()?;
        go("ui", &["npm", "run", "check"])?;
        go("ui", &["npm", "test"])?;
    }
    if only.is_none_or(|it| it == "rust") {
        go(".", &["cargo", "fmt", "--all", "--check"])?;
        start(cargo("clippy").args(["--all-targets", "--", "--deny", "warnings"]))?;
        go(
            ".",
            &[
                "cargo",
                "clippy",
                "--package",
                "xtask",
                "--",
                "--deny",
                "warnings",
            ],
        )?;
        // The programs first: the stories run them.
        start(cargo("build").arg("--all-targets"))?;
        start(cargo("test").args(["--no-fail-fast"]))?;
        generated_types_are_current()?;
    }
    if only.is_none_or(|it| it == "window") {
        window::test()?;
    }
    println!("\nSkipped: the core's tests for Windows. Where Wine is wanted: cargo xtask windows.");
    println!("Skipped: a Samba share on loopback. Its story is: cargo xtask soak samba.");
    println!("Everything that was asked for passed.");
    Ok(())
}

/// `cargo test` has just written the types anew: they must be what is committed.
fn generated_types_are_current() -> Result<(), Fault> {
    let git = Command::new("git")
        .args(["status", "--porcelain", "--", "ui/src/host/generated"])
        .current_dir(root())
        .output();
    match git {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => Err(format!(
            "The types in ui/src/host/generated were not current; commit them:\n{}",
            String::from_utf8_lossy(&output.stdout)
        )),
        // Without git there is nothing to compare with.
        _ => Ok(()),
    }
}
