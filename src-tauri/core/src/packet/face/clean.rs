//! Text as it can be set: one form of each letter, one kind of space and line.

use unicode_normalization::UnicodeNormalization;

/// The text composed (NFC), tabs and odd spaces as spaces, every line end as
/// `\n`. Non-breaking spaces stay.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.nfc()
        .map(|it| match it {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{202f}' | '\u{2007}' => '\u{a0}',
            '\n' | '\u{a0}' => it,
            _ if it.is_whitespace() => ' ',
            _ => it,
        })
        .collect()
}

/// Characters that only steer other characters and leave no mark on paper.
pub(crate) fn is_invisible(it: char) -> bool {
    matches!(it, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{feff}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// Characters that Unicode gives no meaning: those for private use.
pub(crate) fn is_private(it: char) -> bool {
    matches!(it, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}
