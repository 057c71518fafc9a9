//! The simulation at length: figures every minute and at the end.

use std::time::{Duration, Instant};

use samsvar_tests::sim::{Fault, Settings, Tally, Told, Variant, many, run as run_one};

const MINUTE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Figures {
    runs: u64,
    edits: u64,
    diverged: u64,
    lost: u64,
    breached: u64,
    panics: u64,
    tally: Tally,
    failed: Vec<u64>,
}

/// Runs so many seeds, from `first` on: many can be run in pieces. True when every
/// oracle held in all of them.
pub fn run(seeds: u32, steps: u32, first: u32) -> bool {
    let begun = Instant::now();
    let mut told_at = begun;
    let mut figures = Figures::default();
    let first = u64::from(first);
    let settings = (first..first + u64::from(seeds)).map(|seed| settings(seed, steps));
    many(settings, &mut |settings, told| {
        figures.add(settings.seed, told);
        if told_at.elapsed() >= MINUTE {
            told_at = Instant::now();
            figures.say(begun.elapsed());
        }
        true
    });
    figures.say(begun.elapsed());
    println!("{:#?}", figures.tally);
    figures.failed.is_empty()
}

/// Runs one seed again, every step told on standard error.
pub fn again(seed: u32, steps: u32) -> bool {
    let told = run_one(&Settings {
        trace: true,
        ..settings(u64::from(seed), steps)
    });
    for fault in &told.faults {
        println!("{fault:?}");
    }
    told.faults.is_empty()
}

fn settings(seed: u64, steps: u32) -> Settings {
    Settings {
        seed,
        replicas: 3 + usize::try_from(seed % 6).unwrap_or(0),
        steps: usize::try_from(steps).unwrap_or(usize::MAX),
        variant: Variant::Product,
        trace: false,
        check_all: seed.is_multiple_of(10),
    }
}

impl Figures {
    fn add(&mut self, seed: u64, told: Told) {
        self.runs += 1;
        let outcome = match told {
            Ok(outcome) => outcome,
            Err(said) => {
                println!("seed {seed} panicked: {said}");
                self.panics += 1;
                self.failed.push(seed);
                return;
            }
        };
        self.edits += outcome.edits;
        for (what, count) in outcome.tally {
            *self.tally.entry(what).or_default() += count;
        }
        let any = |is: fn(&Fault) -> bool| u64::from(outcome.faults.iter().any(is));
        self.diverged += any(|it| matches!(it, Fault::Diverged(_)));
        self.lost += any(|it| matches!(it, Fault::Lost(_)));
        self.breached += any(|it| matches!(it, Fault::Breach(_)));
        if let Some(first) = outcome.faults.first() {
            println!("seed {seed}: {first:?}");
            self.failed.push(seed);
        }
    }

    fn say(&self, after: Duration) {
        let done = [
            "shared", "steps", "removed", "reboots", "restored", "cloned",
        ];
        let faults = self.tally.iter().filter(|(what, _)| !done.contains(what));
        let faults: u64 = faults.map(|it| it.1).sum();
        println!(
            "{} min: {} runs, {} edits, {faults} faults, {} diverged, {} lost, {} breached, {} panics; seeds {:?}",
            after.as_secs() / 60,
            self.runs,
            self.edits,
            self.diverged,
            self.lost,
            self.breached,
            self.panics,
            self.failed,
        );
    }
}
