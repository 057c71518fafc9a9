//! A logo out of a file that a person chose: SVG or PNG, known by content.

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::apart::apart;
use crate::model::{Logo, Refusal};

/// Largest file, and most of what is kept of it, in bytes.
const LARGEST: usize = 4 << 20;
const KEPT: usize = 512 << 10;

/// Longest side of a PNG, in pixels.
const SIDE: u32 = 4_000;

/// What a drawing is made into: 600 pixels an inch of the room it has on paper.
const DRAWN: (f32, f32) = (1_063.0, 425.0);

const LONGEST: Duration = Duration::from_secs(10);

/// Reads a logo.
///
/// # Errors
/// [`Refusal::LogoUnreadable`]; [`Refusal::LogoTooLarge`];
/// [`Refusal::LogoNotShapes`] for a drawing with letters or pictures in it, which
/// would look otherwise here than where it was made.
pub fn logo(bytes: Vec<u8>) -> Result<Logo, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::LogoTooLarge {});
    }
    let read = apart("logo", LONGEST, move |_| {
        match bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            true => picture(&bytes),
            false => drawing(&bytes),
        }
    });
    read.unwrap_or(Err(Refusal::LogoUnreadable {}))
}

/// Reads the logo in a file.
///
/// # Errors
/// As [`logo`] and [`super::bytes_of`].
pub fn logo_of(path: &Path) -> Result<Logo, Refusal> {
    let bytes = super::bytes_of(path, LARGEST as u64)?;
    logo(bytes.ok_or(Refusal::LogoTooLarge {})?)
}

fn unreadable<E>(_: E) -> Refusal {
    Refusal::LogoUnreadable {}
}

/// A PNG, without what it says about itself.
fn picture(bytes: &[u8]) -> Result<Logo, Refusal> {
    let most = (SIDE * SIDE) as usize * 8;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: most });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > SIDE || height > SIDE {
        return Err(Refusal::LogoTooLarge {});
    }
    let size = reader.output_buffer_size();
    let size = size.ok_or(Refusal::LogoTooLarge {})?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(unreadable)?;
    pixels.truncate(frame.buffer_size());
    packed(width, height, frame.color_type, &pixels)
}

/// An SVG drawn out in pixels.
fn drawing(bytes: &[u8]) -> Result<Logo, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(unreadable)?;
    let has = |name: &str| text.contains(&format!("<{name}")) || text.contains(&format!(":{name}"));
    if !has("svg") {
        return Err(Refusal::LogoUnreadable {});
    }
    if has("text") || has("image") || has("foreignObject") {
        return Err(Refusal::LogoNotShapes {});
    }
    let tree = Tree::from_str(text, &Options::default()).map_err(unreadable)?;
    let (wide, high) = (tree.size().width(), tree.size().height());
    let scale = (DRAWN.0 / wide).min(DRAWN.1 / high);
    let pixels = |side: f32| ((side * scale).round() as u32).max(1);
    let pixmap = Pixmap::new(pixels(wide), pixels(high));
    let mut pixmap = pixmap.ok_or(Refusal::LogoUnreadable {})?;
    let scale = Transform::from_scale(scale, scale);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    let plain = |it: &resvg::tiny_skia::PremultipliedColorU8| {
        let it = it.demultiply();
        [it.red(), it.green(), it.blue(), it.alpha()]
    };
    let pixels: Vec<u8> = pixmap.pixels().iter().flat_map(plain).collect();
    packed(pixmap.width(), pixmap.height(), ColorType::Rgba, &pixels)
}

fn packed(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Result<Logo, Refusal> {
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, width, height);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(unreadable)?;
    writer.write_image_data(pixels).map_err(unreadable)?;
    writer.finish().map_err(unreadable)?;
    if png.len() > KEPT {
        return Err(Refusal::LogoTooLarge {});
    }
    Ok(Logo { width, height, png })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 50 20\">\
        <rect width=\"25\" height=\"20\" fill=\"#1f5a6b\"/></svg>";

    #[test]
    fn a_drawing_is_made_of_pixels_for_print_and_is_clear_where_nothing_is() {
        let logo = logo(MARK.as_bytes().to_vec()).unwrap();
        assert_eq!((logo.width, logo.height), (1_063, 425));
        let mut reader = Decoder::new(Cursor::new(&logo.png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels[..4], [0x1f, 0x5a, 0x6b, 255]);
        assert_eq!(pixels[1_062 * 4..1_063 * 4], [0, 0, 0, 0]);
        let (wide, high) = logo.size();
        assert!(
            (wide - 127.56).abs() < 0.1 && (high - 51.0).abs() < 0.1,
            "{wide} {high}"
        );
        // What was made is a logo again, and the same.
        assert_eq!(super::logo(logo.png.clone()), Ok(logo));
    }

    #[test]
    fn what_is_no_logo_is_refused_with_the_reason() {
        let letters = MARK.replace("</svg>", "<text>Region</text></svg>");
        let mut wide = Vec::new();
        let mut encoder = Encoder::new(&mut wide, SIDE + 1, 1);
        encoder.set_color(ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer
            .write_image_data(&vec![0; SIDE as usize + 1])
            .unwrap();
        writer.finish().unwrap();
        for (bytes, why) in [
            (Vec::new(), Refusal::LogoUnreadable {}),
            (b"%PDF-1.7".to_vec(), Refusal::LogoUnreadable {}),
            (MARK.as_bytes()[..70].to_vec(), Refusal::LogoUnreadable {}),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Refusal::LogoUnreadable {}),
            (letters.into_bytes(), Refusal::LogoNotShapes {}),
            (wide, Refusal::LogoTooLarge {}),
            (vec![b' '; LARGEST + 1], Refusal::LogoTooLarge {}),
        ] {
            assert_eq!(logo(bytes), Err(why));
        }
    }
}
