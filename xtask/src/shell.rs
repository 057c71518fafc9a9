//! Running other programs, said before it is done.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What went wrong, in one line.
pub type Fault = String;

/// The folder with the workspace's Cargo.toml.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Runs a command line in `folder` of the workspace and fails with its name.
pub fn go(folder: &str, line: &[&str]) -> Result<(), Fault> {
    run(Command::new(line[0])
        .args(&line[1..])
        .current_dir(root().join(folder)))
}

/// Runs a prepared command.
pub fn run(command: &mut Command) -> Result<(), Fault> {
    let line = told(command);
    println!("\n> {line}");
    let status = command
        .status()
        .map_err(|error| format!("{line}: {error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("failed: {line}")),
    }
}

fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|it| it.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a program is on the path.
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Cargo with the one set of features that every command uses, so that nothing
/// is built twice.
pub fn cargo(verb: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).arg(verb).args([
        "--workspace",
        "--exclude",
        "xtask",
        "--features",
        "samsvar/custom-protocol",
    ]);
    command
}
