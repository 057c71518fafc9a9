//! The one entrance: `cargo xtask run | test | bench | soak | pictures | package | windows | notices`.

mod bench;
mod machine;
mod notices;
mod package;
mod run;
mod shell;
mod soak;
mod test;
mod window;
mod windows;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

run        install what is missing, build, open the window with the sample case
           (without a display: samsvar demo, and where its packet is)
test       install what the tests need and run all of them
bench      times and growth ratios
soak       the shared folder at length
pictures   take the pictures in docs/pictures
package    installers for this system
windows    build and run the core's tests for Windows under Wine
notices    write THIRD-PARTY-NOTICES.md anew";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("run") => run::run(),
        Some("test") => test::run(&words[1..]),
        Some("bench") => bench::run_bench(&words[1..]),
        Some("soak") => soak::run(&words[1..]),
        Some("pictures") => window::pictures(),
        Some("package") => package::run(),
        Some("windows") => windows::run(),
        Some("notices") => notices::run(),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\n{fault}");
            ExitCode::FAILURE
        }
    }
}
