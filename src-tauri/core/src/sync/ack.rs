//! What each PC says of itself in the folder: one file, which only it writes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fs::{Fs, read_whole};
use super::segment::{SegmentName, is_install};

/// Where they lie: `<install>.json`.
pub const FOLDER: &str = "_samsvar/ack";
/// Where those lie that were retired by a person: `<install>.json`.
pub const RETIRED: &str = "_samsvar/retired";

/// What one PC has read, and what it asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Which PC's workspace.
    pub install: String,
    /// What the PC is called.
    pub pc: String,
    /// Who sits there.
    #[serde(default)]
    pub person: String,
    /// When this was written, by that PC's clock: for display.
    pub at: i64,
    /// For each install, up to which place everything in the folder was read.
    #[serde(default)]
    pub read: BTreeMap<String, u32>,
    /// Segments it could not read, by name, and files it has not got, by hash.
    #[serde(default)]
    pub wants: BTreeSet<String>,
}

impl Ack {
    /// Its path in the folder.
    pub fn path(install: &str) -> String {
        format!("{FOLDER}/{install}.json")
    }

    /// Whether this PC has read a segment.
    pub fn has(&self, name: &SegmentName) -> bool {
        self.read
            .get(&name.install)
            .is_some_and(|through| name.seq <= *through)
    }

    /// What every PC says that is not retired, and the installs of those whose word
    /// cannot be read now: nothing may be taken away because of what they do not say.
    ///
    /// # Errors
    /// What the folder says, apart from `NotFound`.
    pub fn all(fs: &dyn Fs) -> std::io::Result<(Vec<Self>, Vec<String>)> {
        let names = |folder: &str| -> std::io::Result<BTreeSet<String>> {
            match fs.names(folder) {
                Ok(names) => Ok(names
                    .into_iter()
                    .filter_map(|it| it.strip_suffix(".json").map(str::to_owned))
                    .filter(|it| is_install(it))
                    .collect()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeSet::new()),
                Err(error) => Err(error),
            }
        };
        let retired = names(RETIRED)?;
        let (mut all, mut unreadable) = (Vec::new(), Vec::new());
        for install in names(FOLDER)?.difference(&retired) {
            let bytes = read_whole(fs, &Self::path(install), 1 << 20).unwrap_or_default();
            match serde_json::from_slice::<Self>(&bytes) {
                Ok(ack) if ack.install == *install => all.push(ack),
                _ => unreadable.push(install.clone()),
            }
        }
        Ok((all, unreadable))
    }
}
