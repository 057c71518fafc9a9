//! Runs of text as WordprocessingML.

use crate::blocks::bind::bound;
use crate::blocks::{Span, Voice};

/// Text as XML has it: signs that XML 1.0 cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            it if it.is_control() && !matches!(it, '\t' | '\n' | '\r') => {}
            it => out.push(it),
        }
    }
    out
}

/// A run with the properties given; nothing for an empty text. A line feed is a
/// forced new line.
pub(super) fn run(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("<w:r>");
    if !properties.is_empty() {
        out.push_str(&format!("<w:rPr>{properties}</w:rPr>"));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (line, words) in text.split('\n').enumerate() {
        if line > 0 {
            out.push_str("<w:br/>");
        }
        for (column, words) in words.split('\t').enumerate() {
            if column > 0 {
                out.push_str("<w:tab/>");
            }
            if !words.is_empty() {
                let words = escaped(&bind(words));
                out.push_str(&format!("<w:t xml:space=\"preserve\">{words}</w:t>"));
            }
        }
    }
    out + "</w:r>"
}

pub(super) fn runs(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| {
        let properties = match span.voice {
            Voice::Plain => "",
            Voice::Strong => "<w:b/>",
            Voice::Emphasis => "<w:i/>",
        };
        run(&span.text, properties)
    });
    each.collect()
}

/// The text with a space that no line breaks at between what belongs together,
/// `4 kap. 3 §`: Word breaks its lines by itself.
fn bind(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            ' ' if bound(text, at + 1) => out.push('\u{a0}'),
            it => out.push(it),
        }
    }
    out
}
