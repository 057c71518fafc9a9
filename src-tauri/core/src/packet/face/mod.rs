//! The packet's three faces, and words shaped in them once each.

mod clean;
mod shapes;

pub(super) use clean::clean;
pub(super) use shapes::Shapes;

use super::Error;
use crate::blocks::Voice;

/// The faces in the order of their numbers: plain, strong, emphasis.
const FILES: [(&str, &[u8]); 3] = [
    (
        "SourceSans3-Regular",
        include_bytes!("../../../fonts/SourceSans3-Regular.ttf"),
    ),
    (
        "SourceSans3-SemiBold",
        include_bytes!("../../../fonts/SourceSans3-SemiBold.ttf"),
    ),
    (
        "SourceSans3-Italic",
        include_bytes!("../../../fonts/SourceSans3-Italic.ttf"),
    ),
];

/// One of the faces, by its place in the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FaceId(u8);

impl FaceId {
    pub(super) const PLAIN: Self = Self(0);

    pub(super) fn all() -> impl Iterator<Item = Self> {
        [Self(0), Self(1), Self(2)].into_iter()
    }

    pub(super) fn of(voice: Voice) -> Self {
        match voice {
            Voice::Plain => Self(0),
            Voice::Strong => Self(1),
            Voice::Emphasis => Self(2),
        }
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The PostScript name.
    pub(super) fn name(self) -> &'static str {
        FILES[self.index()].0
    }

    /// The whole font file.
    pub(super) fn file(self) -> &'static [u8] {
        FILES[self.index()].1
    }

    /// The face, ready to shape with.
    pub(super) fn open(self) -> Result<rustybuzz::Face<'static>, Error> {
        rustybuzz::Face::from_slice(self.file(), 0).ok_or(Error::Font(self.name()))
    }
}
