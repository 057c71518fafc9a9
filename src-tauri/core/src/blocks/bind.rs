//! Words that belong together on one line though a space stands between them.

/// Whether a line must not break at the space before byte `at` of `text`:
/// `4 kap. 3 §`, `kl. 9`, `§ 45`, `6 oktober`, `10 000`, `5 %`, `5 år`.
pub(crate) fn bound(text: &str, at: usize) -> bool {
    let before = tail(&text[..at]);
    let after = head(&text[at..]);
    let digits = |word: &str| word.bytes().next().is_some_and(|it| it.is_ascii_digit());
    let last = before.rsplit(['(', '/']).next().unwrap_or(before);
    match last {
        "§" | "§§" | "kl." | "nr" | "s." | "st." => return digits(after),
        "kap." => return digits(after),
        _ => {}
    }
    let year = after.bytes().take_while(u8::is_ascii_digit).count() == 4;
    if year && is_month(last) {
        return true;
    }
    if !last
        .bytes()
        .next_back()
        .is_some_and(|it| it.is_ascii_digit())
    {
        return false;
    }
    let unit = after.trim_end_matches(['.', ',', ';', ':', ')']);
    let thousands = after.len() >= 3
        && after.bytes().take(3).all(|it| it.is_ascii_digit())
        && !after.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
        && last.bytes().all(|it| it.is_ascii_digit())
        && last.len() <= 3;
    after.starts_with("kap.")
        || matches!(unit, "§" | "§§" | "%" | "kr" | "år")
        || thousands
        || is_month(unit)
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "januari"
            | "februari"
            | "mars"
            | "april"
            | "maj"
            | "juni"
            | "juli"
            | "augusti"
            | "september"
            | "oktober"
            | "november"
            | "december"
    )
}

/// The nearest start of a character at or before byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|it| text.is_char_boundary(*it))
        .unwrap_or(0)
}

/// The last word before a place, at most 16 bytes of it: no longer word binds.
fn tail(text: &str) -> &str {
    let text = text.strip_suffix(' ').unwrap_or(text);
    let start = boundary(text, text.len().saturating_sub(16));
    text[start..]
        .rsplit([' ', '\n', '\u{a0}'])
        .next()
        .unwrap_or("")
}

/// The first word after a place, at most 16 bytes of it.
fn head(text: &str) -> &str {
    let text = &text[..boundary(text, 16)];
    text.split([' ', '\n', '\u{a0}']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_bound() {
        for text in [
            "4_kap. 3 §",
            "4 kap._3 §",
            "4 kap. 3_§",
            "kl._9",
            "§_45",
            "(§_45)",
            "6_oktober",
            "10_000 kr",
            "6 oktober_2023",
            "5_%",
            "5_år",
            "300_kr.",
            "nr_7",
        ] {
            let at = text.find('_').unwrap() + 1;
            assert!(bound(&text.replace('_', " "), at), "{text}");
        }
        for text in [
            "i_4 kap.",
            "§_är",
            "år 2023_och",
            "2023_2024",
            "oktober_6",
            "kap._och",
        ] {
            let at = text.find('_').unwrap() + 1;
            assert!(!bound(&text.replace('_', " "), at), "{text}");
        }
    }
}
