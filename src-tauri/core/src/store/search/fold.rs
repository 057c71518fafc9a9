//! Words split and folded: what is typed finds what is written.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest folded word, in letters; the rest of a longer one is left out.
pub(super) const LONGEST: usize = 64;

/// A word where it stands.
pub(super) struct Word {
    /// Where, in bytes of the text.
    pub(super) at: Range<usize>,
    /// The word folded: small letters and digits only, never empty.
    pub(super) folded: String,
}

/// The words of a text, in order. A word is a run of letters and digits; signs
/// that are not seen, such as a soft hyphen, do not end it.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, _) = chars.find(|(_, it)| it.is_alphanumeric())?;
            let mut end = text.len();
            while let Some((at, it)) = chars.peek() {
                if !belongs(*it) {
                    end = *at;
                    break;
                }
                chars.next();
            }
            let folded = fold(&text[start..end]);
            if !folded.is_empty() {
                let at = start..end;
                return Some(Word { at, folded });
            }
        }
    })
}

/// The different words of a text, folded.
pub(super) fn vocabulary(text: &str) -> BTreeSet<String> {
    words(text).map(|word| word.folded).collect()
}

fn belongs(it: char) -> bool {
    it.is_alphanumeric()
        || (!it.is_ascii()
            && (is_combining_mark(it)
                || matches!(it, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')))
}

/// A word in small letters, å ä ö kept as letters of their own, every other
/// accent taken off, ligatures taken apart.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .chars()
            .take(LONGEST)
            .map(|it| it.to_ascii_lowercase())
            .collect();
    }
    let small = word.nfkc().flat_map(char::to_lowercase).nfc();
    let mut folded = String::with_capacity(word.len());
    for it in small {
        match it {
            'å' | 'ä' | 'ö' => folded.push(it),
            it if it.is_ascii() => folded.push(it),
            'ß' => folded.push_str("ss"),
            it => folded.extend(it.nfd().filter(|part| !is_combining_mark(*part))),
        }
    }
    folded
        .chars()
        .filter(|it| it.is_alphanumeric())
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_fold_and_swedish_letters_stay() {
        for (word, folded) in [
            ("IDÉ", "ide"),
            ("Ögon", "ögon"),
            ("O\u{308}gon", "ögon"),
            ("ÅÄÖ", "åäö"),
            ("A\u{30a}", "å"),
            ("Müller", "muller"),
            ("Straße", "strasse"),
            ("ﬁltrering", "filtrering"),
            ("hjärt\u{ad}kirurgi", "hjärtkirurgi"),
            ("İ", "i"),
        ] {
            assert_eq!(fold(word), folded, "{word:?}");
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits_where_they_stand() {
        let text = "Dnr 29988/2022: hjärt\u{ad}kirurgi, e\u{301}n – ”x” ½ 👩‍⚕️.";
        let found: Vec<_> = words(text).map(|it| it.folded).collect();
        assert_eq!(
            found,
            ["dnr", "29988", "2022", "hjärtkirurgi", "en", "x", "12"]
        );
        let first = words("  Är").next().unwrap();
        assert_eq!((&first.folded[..], first.at), ("är", 2..5));
    }

    #[test]
    fn long_words_are_cut_and_nothing_is_no_word() {
        assert_eq!(fold(&"å".repeat(10_000)).chars().count(), LONGEST);
        assert_eq!(words("*\"( \u{301} ) – NEAR(").count(), 1);
        assert_eq!(words("").count(), 0);
    }
}
