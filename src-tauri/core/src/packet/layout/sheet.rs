//! The sheet and its measures, in points.

/// A4.
pub(crate) const WIDTH: f32 = 595.28;
/// A4.
pub(crate) const HEIGHT: f32 = 841.89;
/// Left edge of the text.
pub(crate) const LEFT: f32 = 60.0;
/// Width of the text.
pub(crate) const COLUMN: f32 = WIDTH - 2.0 * LEFT;
/// Running text is set narrower than tables: about 80 letters a line.
pub(super) const MEASURE: f32 = 430.0;
/// Top edge of the text.
pub(super) const TOP: f32 = 80.0;
/// Room below the text.
const BELOW: f32 = 74.0;

/// How a sheet is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Turn {
    #[default]
    Standing,
    /// For a table too wide for a standing one.
    Lying,
}

impl Turn {
    pub(crate) fn width(self) -> f32 {
        match self {
            Self::Standing => WIDTH,
            Self::Lying => HEIGHT,
        }
    }

    pub(crate) fn height(self) -> f32 {
        match self {
            Self::Standing => HEIGHT,
            Self::Lying => WIDTH,
        }
    }

    /// Width of the text.
    pub(super) fn column(self) -> f32 {
        self.width() - 2.0 * LEFT
    }

    /// Bottom edge of the text.
    pub(super) fn bottom(self) -> f32 {
        self.height() - BELOW
    }
}

/// A hairline.
pub(super) const HAIR: f32 = 0.5;

/// The packet's few colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text.
    Black,
    /// What is said in passing. Dark enough to read: 7:1 on white.
    Grey,
    /// Rules.
    Hair,
    /// The deep petrol of headings and marks.
    Accent,
}

impl Ink {
    /// Red, green and blue, 0 to 255.
    pub(crate) fn rgb(self) -> [u8; 3] {
        match self {
            Self::Black => [0x1A, 0x1C, 0x1E],
            Self::Grey => [0x55, 0x5B, 0x60],
            Self::Hair => [0xB8, 0xC0, 0xC4],
            Self::Accent => [0x1F, 0x5A, 0x6B],
        }
    }
}

/// How a kind of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
    pub ink: Ink,
    /// Room above and below the whole paragraph.
    pub above: f32,
    pub below: f32,
}

impl Face {
    const fn new(size: f32, leading: f32, ink: Ink, above: f32, below: f32) -> Self {
        Self {
            size,
            leading,
            ink,
            above,
            below,
        }
    }

    /// From the top of a line to its baseline.
    pub(super) fn baseline(self) -> f32 {
        (self.leading - self.size) / 2.0 + self.size * 0.8
    }
}

pub(super) const BODY: Face = Face::new(10.5, 15.0, Ink::Black, 0.0, 7.0);
pub(super) const NOTE: Face = Face::new(9.0, 13.0, Ink::Grey, 0.0, 8.0);
pub(super) const GAP: Face = Face::new(10.5, 15.0, Ink::Accent, 2.0, 8.0);
pub(super) const NOTICE: Face = Face::new(10.5, 15.0, Ink::Accent, 4.0, 14.0);
pub(super) const LETTERHEAD: Face = Face::new(12.0, 16.0, Ink::Accent, 0.0, 86.0);
pub(super) const EYEBROW: Face = Face::new(13.0, 18.0, Ink::Grey, 0.0, 4.0);
pub(super) const TITLE: Face = Face::new(26.0, 32.0, Ink::Black, 0.0, 22.0);
pub(super) const CELL: Face = Face::new(8.8, 12.0, Ink::Black, 0.0, 0.0);
pub(super) const CELL_HEAD: Face = Face::new(8.8, 12.0, Ink::Accent, 0.0, 0.0);
pub(super) const FURNITURE: Face = Face::new(8.5, 12.0, Ink::Grey, 0.0, 0.0);

/// How a heading of `level` is set.
pub(super) fn heading(level: u8) -> Face {
    match level {
        0 | 1 => Face::new(19.0, 25.0, Ink::Accent, 0.0, 12.0),
        2 => Face::new(13.0, 18.0, Ink::Accent, 16.0, 6.0),
        3 => Face::new(11.5, 16.0, Ink::Black, 10.0, 4.0),
        _ => Face::new(10.5, 15.0, Ink::Black, 8.0, 3.0),
    }
}
