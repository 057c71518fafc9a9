//! The shared folder. There is no server: every PC writes files of its own and
//! reads everybody's. A look at the folder, a plan made from it, and the plan
//! carried out are three steps.

pub mod disk;
pub mod fs;
pub mod inbox;
pub mod readable;
#[cfg(test)]
mod testing;

pub use disk::Disk;
pub use fs::{Entry, Fs};
