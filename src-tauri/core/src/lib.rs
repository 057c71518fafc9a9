//! Samsvar without a window.
//!
//! Data flows one way: `model ← store ← sync`, `model ← packet`; `printing` joins them. The packet takes a
//! plain [`model::CaseSnapshot`], never the store. Nothing here opens a network
//! connection.

mod apart;
mod blocks;
pub mod documents;
pub mod error;
pub mod letters;
pub mod lists;
pub mod model;
pub mod office;
pub mod packet;
pub mod printing;
pub mod received;
pub mod sample;
pub mod store;
pub mod sync;
pub mod text;
mod wording;
