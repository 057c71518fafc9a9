//! A file keeps its own name; it is made safe only when it is written out.

use unicode_segmentation::UnicodeSegmentation;

/// Longest name written out, in bytes: leaves room for a folder on Windows.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// `name` as every file system takes it: no path, no control characters, no
/// signs that Windows refuses, not reserved, not too long, never empty. Letters,
/// å ä ö and emoji stay; the ending stays.
pub fn safe_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|it| match it {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            it if it.is_control() => '_',
            // Signs that turn the reading direction can hide a file's true ending.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '_',
            it => it,
        })
        .collect();
    let clean = clean.trim().trim_end_matches(['.', ' ']);
    let clean = clean.trim_start_matches('.');
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 12 => (stem, Some(ending)),
        _ => (clean, None),
    };
    let stem = shortened(stem, LONGEST - ending.map_or(0, |it| it.len() + 1));
    let stem = stem.trim_end();
    let first = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_uppercase();
    let stem = match stem {
        "" => "namnlös".to_owned(),
        stem if RESERVED.contains(&first.as_str()) => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    match ending {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem,
    }
}

/// The name with which the `count`th file of a safe name is told apart.
pub(crate) fn numbered(safe: &str, count: u32) -> String {
    match (count, safe.rsplit_once('.')) {
        (1, _) => safe.to_owned(),
        (_, Some((stem, ending))) => format!("{stem} ({count}).{ending}"),
        (_, None) => format!("{safe} ({count})"),
    }
}

/// As many whole characters, as a person sees them, as fit into `bytes`.
fn shortened(text: &str, bytes: usize) -> &str {
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        if start + grapheme.len() > bytes {
            break;
        }
        end = start + grapheme.len();
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe_and_stay_readable() {
        for (name, safe) in [
            ("Yttrande över åtgärd.docx", "Yttrande över åtgärd.docx"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("..", "namnlös"),
            ("", "namnlös"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("a\u{7}b\n.pdf", "a_b_.pdf"),
            ("slut. . ", "slut"),
            ("👩‍⚕️ plan.pdf", "👩‍⚕️ plan.pdf"),
            ("faktura\u{202e}fdp.exe", "faktura_fdp.exe"),
            ("C:\\temp\\x|y?.txt", "C__temp_x_y_.txt"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending_and_whole_letters() {
        let long = format!("{}.docx", "å".repeat(300));
        let safe = safe_name(&long);
        assert!(safe.len() <= LONGEST && safe.ends_with("å.docx"), "{safe}");
        let family = "👨‍👩‍👧‍👦".repeat(30);
        assert_eq!(safe_name(&family).graphemes(true).next_back(), Some("👨‍👩‍👧‍👦"));
    }
}
