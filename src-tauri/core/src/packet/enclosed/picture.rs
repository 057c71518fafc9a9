//! A picture as one sheet of A4, standing or lying as the picture does.

use lopdf::{Object, Stream, dictionary};

use super::{Sheet, Sheets};

const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
/// Room around, and more below for the number of the page.
const EDGE: f32 = 36.0;
const FOOT: f32 = 54.0;
/// Points of a pixel where the room allows.
const PIXEL: f32 = 0.75;

/// A picture as it is drawn.
pub(in crate::packet) struct Picture {
    /// The image; a mask of its own is the second object.
    pub image: Stream,
    pub mask: Option<Stream>,
    pub width: u32,
    pub height: u32,
    /// As EXIF tells it, 1 to 8.
    pub orientation: u8,
}

impl Picture {
    pub(super) fn sheets(self) -> Sheets {
        let turned = self.orientation >= 5;
        let (wide, high) = match turned {
            true => (self.height as f32, self.width as f32),
            false => (self.width as f32, self.height as f32),
        };
        let (across, up) = if wide > high {
            (LONG, SHORT)
        } else {
            (SHORT, LONG)
        };
        let room = (across - 2.0 * EDGE, up - EDGE - FOOT);
        let scale = PIXEL.min(room.0 / wide).min(room.1 / high);
        let (w, h) = (wide * scale, high * scale);
        let (x, y) = ((across - w) / 2.0, FOOT + (room.1 - h) / 2.0);
        // From the unit square in which an image is drawn to where it stands, for
        // each orientation of EXIF (CIPA DC-008, tag 0x0112).
        let matrix = match self.orientation {
            2 => [-w, 0.0, 0.0, h, x + w, y],
            3 => [-w, 0.0, 0.0, -h, x + w, y + h],
            4 => [w, 0.0, 0.0, -h, x, y + h],
            5 => [0.0, -h, -w, 0.0, x + w, y + h],
            6 => [0.0, -h, w, 0.0, x, y + h],
            7 => [0.0, h, w, 0.0, x, y],
            8 => [0.0, h, -w, 0.0, x + w, y],
            _ => [w, 0.0, 0.0, h, x, y],
        };
        let mut image = self.image;
        let mut objects = vec![Object::Null];
        if let Some(mask) = self.mask {
            objects.push(mask.into());
            image.dict.set("SMask", Object::Reference((2, 0)));
        }
        objects.push(image.into());
        let image = objects.len() as u32;
        let content = matrix.map(|it| it.to_string()).join(" ");
        let view = [0.0, 0.0, across, up];
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => view.map(Object::Real).to_vec(),
            "Resources" => dictionary! {
                "XObject" => dictionary! { "I" => Object::Reference((image, 0)) },
            },
        };
        objects.push(Stream::new(form, format!("{content} cm /I Do\n").into_bytes()).into());
        let form = objects.len() as u32;
        Sheets {
            sheets: vec![Sheet {
                number: 1,
                view,
                turned: 0,
                unit: 1.0,
                forms: vec![([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], form)],
                annotations: Vec::new(),
            }],
            objects,
            ..Sheets::default()
        }
    }
}
