//! Many runs, as many at once as the machine has cores.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::run::{Outcome, Settings, run};

/// How one seed ended: its outcome, or what the program said as it panicked.
pub type Told = Result<Outcome, String>;

/// Runs each of these, and tells each end as it comes. `told` says whether to go on.
pub fn many(
    all: impl Iterator<Item = Settings> + Send,
    told: &mut (dyn FnMut(&Settings, Told) -> bool + Send),
) {
    let (all, told) = (Mutex::new(all), Mutex::new(told));
    let goes_on = AtomicBool::new(true);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while goes_on.load(Ordering::Relaxed) {
                    let next = all.lock().map_or(None, |mut all| all.next());
                    let Some(settings) = next else {
                        return;
                    };
                    let ended = catch_unwind(AssertUnwindSafe(|| run(&settings)));
                    let ended = ended.map_err(|payload| said(&*payload));
                    let on = told.lock().is_ok_and(|mut told| told(&settings, ended));
                    if !on {
                        goes_on.store(false, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}

fn said(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}
