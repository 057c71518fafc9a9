//! PNG: decoded, so that what is broken is known, and packed again as PDF has it.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, Stream, dictionary};
use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

use super::picture::Picture;
use super::{INFLATED, Reason, Sheets};

pub(super) fn read(bytes: &[u8]) -> Result<Sheets, Reason> {
    Ok(picture(bytes)?.sheets())
}

/// The picture in a PNG.
pub(in crate::packet) fn picture(bytes: &[u8]) -> Result<Picture, Reason> {
    let limits = Limits { bytes: INFLATED };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|_| Reason::Broken)?;
    let size = reader.output_buffer_size().ok_or(Reason::TooLarge)?;
    if size > INFLATED {
        return Err(Reason::TooLarge);
    }
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|_| Reason::Broken)?;
    pixels.truncate(frame.buffer_size());
    if frame.bit_depth != BitDepth::Eight {
        return Err(Reason::Broken);
    }
    let (space, channels, clear) = match frame.color_type {
        ColorType::Grayscale => ("DeviceGray", 1, false),
        ColorType::GrayscaleAlpha => ("DeviceGray", 1, true),
        ColorType::Rgb => ("DeviceRGB", 3, false),
        ColorType::Rgba => ("DeviceRGB", 3, true),
        ColorType::Indexed => return Err(Reason::Broken),
    };
    let (mut colours, mut mask) = (Vec::new(), Vec::new());
    match clear {
        false => colours = pixels,
        true => {
            colours.reserve(pixels.len());
            for pixel in pixels.chunks_exact(channels + 1) {
                colours.extend_from_slice(&pixel[..channels]);
                mask.push(pixel[channels]);
            }
        }
    }
    // A mask that hides nothing says nothing.
    let mask = match mask.iter().any(|it| *it != u8::MAX) {
        true => Some(image("DeviceGray", &frame, &mask)?),
        false => None,
    };
    Ok(Picture {
        image: image(space, &frame, &colours)?,
        mask,
        width: frame.width,
        height: frame.height,
        orientation: 1,
    })
}

fn image(space: &'static str, frame: &png::OutputInfo, bytes: &[u8]) -> Result<Stream, Reason> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(6));
    let packed = packed.write_all(bytes).and_then(|()| packed.finish());
    let dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(frame.width),
        "Height" => i64::from(frame.height),
        "ColorSpace" => space,
        "BitsPerComponent" => Object::Integer(8),
        "Filter" => "FlateDecode",
    };
    Ok(Stream::new(dictionary, packed.map_err(|_| Reason::Broken)?))
}
