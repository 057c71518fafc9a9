//! Programs that are not ours, reading what was written.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a Python script that is given the file says of it, as JSON.
pub fn read(script: &str, file: &Path) -> Value {
    let output = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(file)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The text of a PDF, spaces as they stand.
pub fn pdf_text(file: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(file)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The file as LibreOffice converts it: `txt:Text`, `pdf`. With a profile of its
/// own beside the file, so that two tests never share one.
pub fn office(file: &Path, into: &str) -> PathBuf {
    let folder = file.with_extension("libreoffice");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("p").display()
    );
    let output = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--norestore",
            "--convert-to",
            into,
            "--outdir",
        ])
        .arg(&folder)
        .arg(file)
        .output()
        .unwrap();
    let ending = into.split(':').next().unwrap();
    let name = file.file_stem().unwrap().to_string_lossy();
    let made = folder.join(format!("{name}.{ending}"));
    assert!(made.exists(), "{output:?}");
    made
}
