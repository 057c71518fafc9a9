//! The long runs: `cargo xtask soak simulation | processes | samba | decoder | readers | growth`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what cannot be prepared cannot be run at length"
)]

mod decoder;
mod growth;
mod processes;
mod readers;
mod samba;
mod simulation;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "soak simulation [SEEDS] [STEPS] [FIRST]
                                  3 to 8 PCs and one folder, 5000 seeds of 1000 steps
soak seed SEED [STEPS]            one of them again, every step told
soak processes [MINUTES] [--folder PATH]...
                                  five programs on one folder, killed again and again, 10 minutes;
                                  with several paths to the folder they divide them among them
soak samba [MINUTES]              the same over two mounts of a Samba share on this machine
soak decoder [MINUTES]            segments harmed in every way, 10 minutes
soak readers [MINUTES] [docx|eml|pdf|jpg|png]
                                  files from outside harmed in every way, 10 minutes a kind
soak growth [YEARS] [PEOPLE] [CASES]
                                  10 years of 10 people with 2 new cases a year each: files, bytes
                                  and the time to join";

fn main() -> ExitCode {
    let Some((words, folders)) = arguments(std::env::args().skip(1)) else {
        println!("{HELP}");
        return ExitCode::from(2);
    };
    let number = |place: usize, usual: u32| {
        let word = words.get(place).and_then(|word| word.parse().ok());
        word.unwrap_or(usual)
    };
    let well = match words.first().map(String::as_str) {
        Some("simulation") => simulation::run(number(1, 5000), number(2, 1000), number(3, 1)),
        Some("seed") => simulation::again(number(1, 1), number(2, 1000)),
        Some("processes") => processes::run(u64::from(number(1, 10)), &folders),
        Some("samba") => samba::run(u64::from(number(1, 10))),
        Some("decoder") => decoder::run(u64::from(number(1, 10))),
        Some("readers") => readers::run(u64::from(number(1, 10)), words.get(2).map(String::as_str)),
        Some("growth") => {
            let number = |place, usual| usize::try_from(number(place, usual)).unwrap();
            growth::run(growth::Rate {
                years: number(1, 10),
                people: number(2, 10),
                cases: number(3, 2),
            })
        }
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match well {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The words, and the folders that were named; `None` when one has no name.
fn arguments(mut all: impl Iterator<Item = String>) -> Option<(Vec<String>, Vec<PathBuf>)> {
    let (mut words, mut folders) = (Vec::new(), Vec::new());
    while let Some(word) = all.next() {
        match word.as_str() {
            "--folder" => folders.push(PathBuf::from(all.next()?)),
            _ => words.push(word),
        }
    }
    Some((words, folders))
}
