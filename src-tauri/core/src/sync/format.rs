//! What the folder says of itself, written once when the space is made.

use serde::{Deserialize, Serialize};

use super::fs::{Fs, find, read_whole};
use super::segment::FORMAT;

/// Where it lies.
pub const PATH: &str = "_samsvar/format.json";

/// The space in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// The space: 32 hex digits.
    pub space: String,
    /// The format that is written into it.
    pub format: u32,
    /// The lowest format whose readers understand all of it.
    pub lowest_reader: u32,
}

/// What was found where the format should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is there.
    Here(Format),
    /// The folder can be listed and holds none.
    Missing,
    /// Its bytes are no format: half-written, or damaged.
    Damaged,
}

impl Format {
    /// The format of a new space.
    pub fn new(space: String) -> Self {
        Self {
            space,
            format: FORMAT,
            lowest_reader: FORMAT,
        }
    }

    /// Whether this Samsvar may read what the space holds.
    pub fn is_readable(&self) -> bool {
        self.lowest_reader <= FORMAT
    }

    /// Whether this Samsvar may write into it.
    pub fn is_writable(&self) -> bool {
        self.format <= FORMAT
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Looks for it.
    ///
    /// # Errors
    /// What the folder says.
    pub fn find(fs: &dyn Fs) -> std::io::Result<Found> {
        if find(fs, PATH)?.is_none() {
            return Ok(Found::Missing);
        }
        let bytes = read_whole(fs, PATH, 1 << 16)?;
        Ok(match serde_json::from_slice(&bytes) {
            Ok(format) => Found::Here(format),
            Err(_) => Found::Damaged,
        })
    }
}
