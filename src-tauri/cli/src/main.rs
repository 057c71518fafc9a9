//! `samsvar`: the same core without a window, for administrators, scripts and
//! tests. The verbs and exit codes are a contract.

mod arguments;
mod context;
mod show;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use context::Context;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    keep_file_size_signal();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors and go to standard output.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let mut context = Context::new(&arguments);
    match verbs::run(arguments.verb, &mut context) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            context.complain("refusal", &error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// A file size limit must end as a refused write with a sentence, not as a
/// signal that ends the program half-way.
#[cfg(unix)]
fn keep_file_size_signal() {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
}

#[cfg(not(unix))]
fn keep_file_size_signal() {}
