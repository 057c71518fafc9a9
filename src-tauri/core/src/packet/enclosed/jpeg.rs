//! JPEG, as it lies: PDF shows it without its being decoded here. Its segments are
//! walked through, so that what is cut off or is none is told from what is whole.

use lopdf::{Object, Stream, dictionary};

use super::picture::Picture;
use super::{Reason, Sheets};

/// What the head of the file says.
#[derive(Default)]
struct Head {
    width: u32,
    height: u32,
    components: u8,
    /// Adobe's segment: CMYK with it is stored inverted.
    adobe: bool,
    orientation: u8,
}

pub(super) fn read(bytes: &[u8]) -> Result<Sheets, Reason> {
    let head = head(bytes).ok_or(Reason::Broken)?;
    let space = match head.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 => "DeviceCMYK",
        _ => return Err(Reason::Broken),
    };
    let mut image = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(head.width),
        "Height" => i64::from(head.height),
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
        "Filter" => "DCTDecode",
    };
    if head.components == 4 && head.adobe {
        image.set(
            "Decode",
            [1, 0]
                .repeat(4)
                .into_iter()
                .map(Object::Integer)
                .collect::<Vec<_>>(),
        );
    }
    let picture = Picture {
        image: Stream::new(image, bytes.to_vec()),
        mask: None,
        width: head.width,
        height: head.height,
        orientation: head.orientation.clamp(1, 8),
    };
    Ok(picture.sheets())
}

/// Walks the segments from the first to the end of the picture. `None` where they
/// make no picture of 8 bits, or end before it does.
fn head(bytes: &[u8]) -> Option<Head> {
    let mut head = Head::default();
    let mut at = 2;
    let mut scanned = false;
    loop {
        // Any number of fill bytes may stand before a marker.
        while *bytes.get(at)? == 0xFF && *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        at += 2;
        match marker {
            0xD9 => return (scanned && head.width > 0).then_some(head),
            0x01 | 0xD0..=0xD7 => continue,
            0x00 | 0xD8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
        let segment = bytes.get(at + 2..at + length.max(2))?;
        at += length.max(2);
        match marker {
            // Frames that readers of PDF know: baseline, extended and progressive.
            0xC0..=0xC2 => frame(segment, &mut head)?,
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xE1 => {
                if let Some(orientation) = orientation(segment) {
                    head.orientation = orientation;
                }
            }
            0xEE => head.adobe |= segment.starts_with(b"Adobe"),
            0xDA => {
                scanned = true;
                at = after_scan(bytes, at)?;
            }
            _ => {}
        }
    }
}

fn frame(segment: &[u8], head: &mut Head) -> Option<()> {
    let [bits, h1, h0, w1, w0, components, ..] = *segment else {
        return None;
    };
    head.width = u32::from(u16::from_be_bytes([w1, w0]));
    head.height = u32::from(u16::from_be_bytes([h1, h0]));
    head.components = components;
    (bits == 8 && head.width > 0 && head.height > 0).then_some(())
}

/// Where the next marker stands after the bytes of a scan.
fn after_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|it| *it == 0xFF)?;
        match bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// EXIF's orientation (tag 0x0112 of the first directory), 1 to 8.
fn orientation(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let word = |at: usize| -> Option<usize> {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(usize::from(match little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        }))
    };
    let long = |at: usize| -> Option<usize> {
        let (first, second) = (word(at)?, word(at + 2)?);
        Some(match little {
            true => first | second << 16,
            false => first << 16 | second,
        })
    };
    let directory = long(4)?;
    let count = word(directory)?;
    (0..count)
        .map(|index| directory + 2 + 12 * index)
        .find(|entry| word(*entry) == Some(0x0112))
        .and_then(|entry| u8::try_from(word(entry + 8)?).ok())
        .filter(|it| (1..=8).contains(it))
}
