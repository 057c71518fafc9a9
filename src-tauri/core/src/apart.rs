//! Reading what comes from outside, which must neither end nor stop the program: on
//! a thread of its own, with a stack of its own, unwinding caught and a time to end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Largest file that is read, in bytes.
pub(crate) const LARGEST: u64 = 200 * 1024 * 1024;

/// How much later than its time a reading is left behind.
const GRACE: Duration = Duration::from_secs(10);

/// Stack of the thread that reads; what is nested is bounded to fit.
const STACK: usize = 16 * 1024 * 1024;

/// When a reading has to end.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn is_over(self) -> bool {
        Instant::now() >= self.0
    }
}

/// Why a reading came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It fell over what it read.
    Fell,
    /// It had not ended a while after its time.
    TooSlow,
    /// The PC had no thread for it.
    NoThread,
}

/// Reads on a thread called `name` for at most `longest`, and some seconds.
///
/// # Errors
/// [`Lost`], never a panic.
pub(crate) fn apart<T: Send + 'static>(
    name: &str,
    longest: Duration,
    read: impl FnOnce(Deadline) -> T + Send + 'static,
) -> Result<T, Lost> {
    let (tell, hear) = mpsc::channel();
    let deadline = Deadline(Instant::now() + longest);
    let started = std::thread::Builder::new()
        .name(name.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let read = catch_unwind(AssertUnwindSafe(|| read(deadline)));
            // Nobody hears a reading that was left behind.
            let _ = tell.send(read.map_err(|_| Lost::Fell));
        });
    if started.is_err() {
        return Err(Lost::NoThread);
    }
    hear.recv_timeout(longest + GRACE)
        .unwrap_or(Err(Lost::TooSlow))
}
