//! The parts of a case read back, a file for each noun.

mod afterwards;
mod application;
mod contributions;
mod effects;

pub(super) use afterwards::put_right;
pub(super) use contributions::bodies;
