//! `cargo xtask windows`: the core's tests for Windows, run under Wine. The
//! window itself cannot be tested there: Wine has no WebView2.

use std::path::Path;
use std::process::Command;

use crate::machine::{self, packages};
use crate::shell::{Fault, go, root, run as start};

const TARGET: &str = "x86_64-pc-windows-gnu";

/// What Wine 8 lacks and Rust's standard library asks for. A test aid in Wine's
/// own folder, never shipped.
const PROCESS_PRNG: &str = "
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    return RtlGenRandom(data, (ULONG)size);
}
";

pub fn run() -> Result<(), Fault> {
    if !cfg!(target_os = "linux") {
        println!("Skipped: on Windows itself, run cargo xtask test rust.");
        return Ok(());
    }
    packages(machine::WINDOWS)?;
    go(".", &["rustup", "target", "add", TARGET])?;
    let prefix = root().join("target/wine");
    prepare(&prefix)?;
    let mut test = Command::new("cargo");
    test.current_dir(root())
        .args(["test", "--package", "samsvar-core", "--target", TARGET])
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env(
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "x86_64-w64-mingw32-gcc",
        )
        .env("WINEPREFIX", &prefix)
        .env("WINEDEBUG", "-all");
    start(&mut test)
}

/// A Wine folder of our own, with the one function it lacks.
fn prepare(prefix: &Path) -> Result<(), Fault> {
    let system = prefix.join("drive_c/windows/system32");
    let library = system.join("bcryptprimitives.dll");
    if library.exists() && prefix.join("ready").exists() {
        return Ok(());
    }
    let told = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(prefix).map_err(told)?;
    let mut boot = Command::new("wine");
    boot.args(["wineboot", "--init"]);
    start(boot.env("WINEPREFIX", prefix).env("WINEDEBUG", "-all"))?;
    let source = prefix.join("prng.c");
    std::fs::write(&source, PROCESS_PRNG).map_err(told)?;
    let mut compile = Command::new("x86_64-w64-mingw32-gcc");
    compile
        .args(["-shared", "-o"])
        .arg(&library)
        .arg(&source)
        .arg("-ladvapi32");
    start(&mut compile)?;
    std::fs::write(prefix.join("ready"), "").map_err(told)
}
