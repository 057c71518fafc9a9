//! What the system must have. Installed with the system's own package manager,
//! said first, and never with sudo unless somebody at a terminal agrees.

use std::io::{IsTerminal, Write};
use std::process::Command;

use crate::shell::{Fault, go, has, root, run};

/// What the window is built with.
pub const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libsoup-3.0-dev",
];

/// What the tests need beside that: a virtual display, a driver for the window,
/// a drag source, readers of PDF, and readers of spreadsheets, calendars and Word
/// documents that are not ours.
pub const TEST: &[&str] = &[
    "xvfb",
    "openbox",
    "xdotool",
    "dbus",
    "dbus-x11",
    "webkit2gtk-driver",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "poppler-utils",
    "qpdf",
    "python3-openpyxl",
    "python3-icalendar",
    "python3-docx",
    "libreoffice-writer-nogui",
    "chromium",
];

/// What building and testing for Windows needs.
pub const WINDOWS: &[&str] = &["gcc-mingw-w64-x86-64-win32", "wine", "wine64"];

/// Installs the packages of `wanted` that are missing.
pub fn packages(wanted: &[&str]) -> Result<(), Fault> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !has("dpkg-query") {
        println!(
            "Not a Debian system: install by hand what is missing of {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|it| !installed(it)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!(
        "apt-get install --yes --no-install-recommends {}",
        missing.join(" ")
    );
    let as_root = is_root();
    if as_root {
        println!("Installing what is missing: {}", missing.join(" "));
    } else if !std::io::stdin().is_terminal() || !has("sudo") || !agreed(&line)? {
        return Err(format!(
            "These packages are missing. Install them with:\n  sudo {line}"
        ));
    }
    let mut update = privileged(as_root);
    run(update.args(["apt-get", "update", "--quiet"]))?;
    let mut install = privileged(as_root);
    install.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "--yes",
        "--quiet",
    ]);
    run(install.arg("--no-install-recommends").args(missing))
}

fn privileged(as_root: bool) -> Command {
    if as_root {
        return Command::new("env");
    }
    let mut command = Command::new("sudo");
    command.arg("env");
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

fn installed(package: &str) -> bool {
    let asked = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Status}", package])
        .output();
    asked.is_ok_and(|output| output.stdout.ends_with(b" installed"))
}

fn agreed(line: &str) -> Result<bool, Fault> {
    print!("This needs: sudo {line}\nRun it now? [y/N] ");
    std::io::stdout()
        .flush()
        .map_err(|error| error.to_string())?;
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| error.to_string())?;
    Ok(matches!(answer.trim(), "y" | "Y" | "j" | "J"))
}

/// The UI's packages, exactly as locked, and its built pages.
pub fn pages() -> Result<(), Fault> {
    if !has("npm") {
        return Err("Node 20 or newer with npm is needed.".to_owned());
    }
    // npm writes this file last: a broken install is done again.
    let marker = root().join("ui/node_modules/.package-lock.json");
    let lock = root().join("ui/package-lock.json");
    let modified = |path| std::fs::metadata(path).and_then(|it| it.modified()).ok();
    if modified(&marker).is_none() || modified(&marker) < modified(&lock) {
        go("ui", &["npm", "ci", "--no-audit", "--no-fund"])?;
    }
    go("ui", &["npm", "run", "build"])
}
