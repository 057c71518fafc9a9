//! The real window under a virtual display.

use std::process::Command;

use crate::machine::{self, packages};
use crate::shell::{Fault, cargo, root, run};

/// Drives the WebView through WebDriver; this version and no other was tried.
const DRIVER: &str = "2.1.0";

/// The stories told in the real window.
pub fn test() -> Result<(), Fault> {
    under_display(&[])
}

/// The same stories, keeping a picture of every view.
pub fn pictures() -> Result<(), Fault> {
    packages(machine::BUILD)?;
    packages(machine::TEST)?;
    machine::pages()?;
    let folder = root().join("docs/pictures");
    under_display(&[("SAMSVAR_PICTURES", folder.to_string_lossy().as_ref())])
}

fn under_display(environment: &[(&str, &str)]) -> Result<(), Fault> {
    let tools = root().join("target/tools");
    let driver = tools.join("bin/tauri-driver");
    if !driver.exists() {
        let mut install = Command::new("cargo");
        install.args([
            "install",
            "tauri-driver",
            "--version",
            DRIVER,
            "--locked",
            "--root",
        ]);
        run(install.arg(&tools).current_dir(root()))?;
    }
    run(cargo("build").arg("--bins"))?;
    let mut test = cargo("test");
    test.args([
        "--test",
        "window",
        "--",
        "--ignored",
        "--test-threads",
        "1",
        "--nocapture",
    ]);
    test.env("SAMSVAR_DRIVER", &driver);
    for (name, value) in environment {
        test.env(name, value);
    }
    run(&mut test)
}
