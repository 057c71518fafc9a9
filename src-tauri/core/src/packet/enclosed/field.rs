//! A field that a program filled in without drawing it: its value, drawn plainly.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Most steps from a field up to what it inherits from.
const MOST_PARENTS: usize = 32;

/// Most characters that are drawn.
const MOST: usize = 4_000;

/// The look of a text or choice with a value, in a box as large as `place`. Other
/// fields show nothing without a look of their own.
pub(super) fn look(document: &Document, field: &Dictionary, place: [f32; 4]) -> Option<Stream> {
    let kind = inherited(document, field, b"FT")?.as_name().ok()?;
    if kind != b"Tx" && kind != b"Ch" {
        return None;
    }
    let value = inherited(document, field, b"V")?;
    let value = match value {
        Object::Array(items) => document.dereference(items.first()?).ok()?.1,
        value => value,
    };
    let text = value.as_str().ok().map(decoded)?;
    let (wide, high) = (place[2] - place[0], place[3] - place[1]);
    if text.trim().is_empty() || wide <= 0.0 || high <= 0.0 {
        return None;
    }
    let lines: Vec<_> = text.split(['\r', '\n']).collect();
    let size = (high * 0.7 / lines.len() as f32).clamp(4.0, 11.0);
    let first = match lines.len() {
        1 => (high - size) / 2.0 + size * 0.2,
        _ => high - size * 1.1,
    };
    let mut content = b"q\nBT\n0 g\n".to_vec();
    content.extend(format!("/F {size} Tf {} TL\n2 {first} Td\n", size * 1.15).bytes());
    for line in lines {
        content.push(b'<');
        for it in line.chars() {
            content.extend(format!("{:02X}", latin(it)).bytes());
        }
        content.extend_from_slice(b"> Tj T*\n");
    }
    content.extend_from_slice(b"ET\nQ\n");
    let font = dictionary! {
        "Type" => "Font",
        "Subtype" => "Type1",
        "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    };
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => [0.0, 0.0, wide, high].map(Object::Real).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    Some(Stream::new(form, content))
}

fn inherited<'d>(document: &'d Document, field: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut at = field;
    for _ in 0..MOST_PARENTS {
        if let Ok(found) = at.get(key) {
            return Some(document.dereference(found).ok()?.1);
        }
        at = document
            .dereference(at.get(b"Parent").ok()?)
            .ok()?
            .1
            .as_dict()
            .ok()?;
    }
    None
}

/// A text string: UTF-16 after its mark, UTF-8 after its, else one byte a letter.
fn decoded(bytes: &[u8]) -> String {
    let text: String = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<_> = rest
                .chunks_exact(2)
                .map(|it| u16::from_be_bytes([it[0], it[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    };
    text.chars().take(MOST).collect()
}

/// The byte of WinAnsiEncoding for a character; a question mark for one without.
fn latin(it: char) -> u8 {
    match it {
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(u32::from(it)).unwrap_or(b'?'),
        _ => b'?',
    }
}
