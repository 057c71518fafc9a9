//! The long runs: `cargo xtask soak simulation [SEEDS] [STEPS] | processes [MINUTES] |
//! decoder [MINUTES]`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what cannot be prepared cannot be run at length"
)]

mod decoder;
mod processes;
mod simulation;

use std::process::ExitCode;

const HELP: &str =
    "soak simulation [SEEDS] [STEPS]   3 to 8 PCs and one folder, 5000 seeds of 1000 steps
soak processes [MINUTES]          five programs on one folder, killed again and again, 10 minutes
soak decoder [MINUTES]            segments harmed in every way, 10 minutes";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: u32| {
        let word = words.get(place).and_then(|word| word.parse().ok());
        word.unwrap_or(usual)
    };
    let well = match words.first().map(String::as_str) {
        Some("simulation") => simulation::run(number(1, 5000), number(2, 1000)),
        Some("processes") => processes::run(u64::from(number(1, 10))),
        Some("decoder") => decoder::run(u64::from(number(1, 10))),
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
