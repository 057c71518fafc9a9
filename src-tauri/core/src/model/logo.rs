use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// An organisation's logo, as what is printed and sent carries it above its name: a
/// PNG of 8 bits a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The file.
    pub png: Vec<u8>,
}

/// What a logo has room for on paper, in points: 45 by 18 mm.
const ROOM: (f32, f32) = (127.56, 51.02);

/// Points of a pixel at most: 150 pixels an inch, below which print shows them.
const PIXEL: f32 = 72.0 / 150.0;

impl Logo {
    /// It as an address that a window shows.
    pub fn url(&self) -> String {
        format!(
            "data:image/png;base64,{}",
            BASE64_STANDARD.encode(&self.png)
        )
    }

    /// Width and height on paper, in points.
    pub fn size(&self) -> (f32, f32) {
        let (wide, high) = (self.width as f32, self.height as f32);
        let scale = PIXEL.min(ROOM.0 / wide).min(ROOM.1 / high);
        (wide * scale, high * scale)
    }
}
