//! The long runs: `cargo xtask soak simulation [SEEDS] [STEPS] | decoder [MINUTES]`.
#![allow(
    clippy::unwrap_used,
    reason = "what cannot be prepared cannot be run at length"
)]

mod decoder;
mod simulation;

use std::process::ExitCode;

const HELP: &str =
    "soak simulation [SEEDS] [STEPS]   3 to 8 PCs and one folder, 5000 seeds of 1000 steps
soak decoder [MINUTES]            segments harmed in every way, 10 minutes";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: u32| {
        let word = words.get(place).and_then(|word| word.parse().ok());
        word.unwrap_or(usual)
    };
    let well = match words.first().map(String::as_str) {
        Some("simulation") => simulation::run(number(1, 5000), number(2, 1000)),
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
