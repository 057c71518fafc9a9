//! The shared folder in a world of its own: several PCs, a folder that has every
//! fault a folder can have, and a time that jumps, all from one seed.
//!
//! - `folder`: the copies of the shared folder, and what carries between them
//! - `handle`: one PC's way to it, where the faults are
//! - `accident`: what happens to files in the folder by itself
//! - `replica`: a PC: a real store, its backups, its clones
//! - `edit`: what people do, each with a word that can be looked for
//! - `run`: the steps, and the calm after them
//! - `oracle`: what must hold then
//! - `broken`: protocols that are wrong, which the oracles must find
//! - `way`: a way to the folder bent in some of its parts
//! - `seeds`: many runs

mod accident;
mod broken;
mod edit;
mod folder;
mod handle;
mod oracle;
mod replica;
mod run;
mod seeds;
mod way;

pub use broken::Variant;
pub use folder::Tally;
pub use run::{Fault, Outcome, Settings, run};
pub use seeds::{Told, many};
pub use way::{Bent, Way};
