//! Samsvar without a window.
//!
//! Data flows one way: `model ← store`, `model ← packet`. The packet takes a
//! plain [`model::CaseSnapshot`], never the store. Nothing here opens a network
//! connection.

pub mod model;
pub mod packet;
