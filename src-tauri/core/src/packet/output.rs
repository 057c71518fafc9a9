//! What kind of file a packet becomes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The kinds of file a packet is printed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Output {
    /// For the archive: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) in one
    /// file, what is printed embedded as JSON.
    #[default]
    Archive,
    /// For an archive that takes no embedded files: PDF/A-2a (ISO 19005-2) and
    /// PDF/UA-1.
    ArchiveA2,
    /// To read and to print on paper, with the attachments after it. It claims no
    /// standard, since nobody knows what others' files hold.
    Reading,
}

impl Output {
    /// Part and conformance of ISO 19005 that the file claims.
    pub(super) fn pdfa(self) -> Option<(u8, char)> {
        match self {
            Self::Archive => Some((3, 'A')),
            Self::ArchiveA2 => Some((2, 'A')),
            Self::Reading => None,
        }
    }

    /// Whether what is printed is embedded for programs.
    pub(super) fn embeds(self) -> bool {
        self == Self::Archive
    }
}
