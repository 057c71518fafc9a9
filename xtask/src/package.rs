//! `cargo xtask package`: installers for this system.

use crate::machine::{self, packages};
use crate::shell::{Fault, go};

pub fn run() -> Result<(), Fault> {
    packages(machine::BUILD)?;
    machine::pages()?;
    let tauri = "ui/node_modules/.bin/tauri";
    go(".", &[tauri, "build", "--features", "custom-protocol"])?;
    println!("\nThe installers lie under target/release/bundle.");
    Ok(())
}
