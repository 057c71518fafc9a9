//! `cargo xtask run`

use std::path::Path;
use std::process::Command;

use crate::machine::{self, packages};
use crate::shell::{Fault, cargo, root, run as go};

pub fn run() -> Result<(), Fault> {
    packages(machine::BUILD)?;
    machine::pages()?;
    go(cargo("build").args(["--bins"]))?;
    let built = root().join("target/debug");
    let demo = root().join("target/demo");
    let shown = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|it| std::env::var_os(it).is_some());
    let display = shown || !cfg!(target_os = "linux");
    if !display && demo.exists() {
        // Without a window nobody has worked in it: make the packet anew.
        std::fs::remove_dir_all(&demo).map_err(|error| error.to_string())?;
    }
    let workspace = demo.join("workspace");
    if !workspace.exists() {
        go(Command::new(built.join("samsvar"))
            .args(["demo", "--out"])
            .arg(&demo))?;
    }
    if !display {
        println!(
            "\nNo display, so no window. The packet: {}",
            demo.join("packet.pdf").display()
        );
        return Ok(());
    }
    println!(
        "\nThe sample lies in {}. Only its heading, its number and its first question are real.",
        workspace.display()
    );
    open(&built, &workspace)
}

fn open(built: &Path, workspace: &Path) -> Result<(), Fault> {
    go(Command::new(built.join("samsvar-window")).env("SAMSVAR_WORKSPACE", workspace))
}
