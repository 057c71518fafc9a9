//! Plain text: UTF-8, UTF-16 with its mark, else Windows-1252.

use super::Extracted;

/// How much of a file is looked at to tell text from other bytes.
const LOOK: usize = 8 * 1024;

pub(super) fn read(bytes: &[u8]) -> Extracted {
    match text_of(bytes) {
        Some(text) => Extracted::whole(text),
        None => Extracted::failed("unknown"),
    }
}

/// The text that `bytes` are; `None` when they are no text.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Some(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_binary(bytes) {
        return None;
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    })
}

/// Text has no NUL and few other signs that control.
fn is_binary(bytes: &[u8]) -> bool {
    let look = &bytes[..bytes.len().min(LOOK)];
    let odd = look
        .iter()
        .filter(|it| **it < 0x20 && !matches!(**it, b'\t' | b'\n' | b'\r' | 0x0c));
    look.contains(&0) || odd.count() * 20 > look.len()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
