//! The order of Swedish words: å, ä, ö after z, other accents as their letter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A key whose bytes sort as a Swedish register sorts `text`.
pub fn sort_key(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let composed: String = text.nfc().collect();
    let mut key = String::with_capacity(text.len());
    for letter in composed.to_lowercase().chars() {
        match letter {
            // The three signs that follow z.
            'å' => key.push('{'),
            'ä' | 'æ' => key.push('|'),
            'ö' | 'ø' => key.push('}'),
            letter if letter.is_ascii() => key.push(letter),
            letter => key.extend(letter.nfd().filter(|it| !is_combining_mark(*it))),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_as_in_a_swedish_register() {
        let sorted = [
            "Édith", "Efter", "Eken", "zon", "Ål", "åska", "Ärende", "Öga", "öl",
        ];
        let mut words = sorted;
        words.reverse();
        words.sort_by_key(|word| sort_key(word));
        assert_eq!(words, sorted);
    }
}
