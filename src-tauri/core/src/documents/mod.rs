//! Files by the hash of their bytes, and the names they are written out under.

mod blobs;
pub mod extract;
mod logo;
mod named;
mod names;
mod whole;

pub use blobs::{Blobs, Progress, Taken};
pub use logo::{logo, logo_of};
pub use named::bytes_of;
pub(crate) use names::numbered;
pub use names::safe_name;
pub use whole::write_whole;
