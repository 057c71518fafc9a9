//! The words around a hit, as they were written.

use std::ops::Range;

use super::Mark;
use super::fold::{self, Word};
use super::query::Term;

/// Letters shown before the first hit, and in all.
const BEFORE: usize = 60;
const ALL: usize = 200;

/// Hits looked at, and how far beyond all terms' first hits, in bytes: a long
/// document is not read to its end for a few words of it.
const MOST_HITS: usize = 200;
const FARTHEST: usize = 64 * 1024;

/// A word that holds a term.
struct Found {
    term: usize,
    at: Range<usize>,
}

/// The part of `text` with most of the terms, on one line, and where in it the
/// terms stand.
pub(super) fn snippet(text: &str, terms: &[Term]) -> (String, Vec<Mark>) {
    let hits = hits(text, terms);
    let (start, end) = window(text, &hits);
    let inside = hits
        .iter()
        .filter(|hit| hit.at.start >= start && hit.at.start < end);
    one_line(
        text,
        start..end,
        inside
            .map(|hit| hit.at.start..hit.at.end.min(end))
            .collect(),
    )
}

fn hits(text: &str, terms: &[Term]) -> Vec<Found> {
    let mut hits: Vec<Found> = Vec::new();
    let mut seen = vec![false; terms.len()];
    let mut stop = usize::MAX;
    for word in fold::words(text) {
        if word.at.start > stop || hits.len() == MOST_HITS {
            break;
        }
        let held = terms.iter().enumerate();
        let mut held = held.filter_map(|(term, it)| Some((term, it.found_in(&word.folded)?)));
        if let Some((term, from)) = held.next() {
            let at = part_of(text, &word, from, terms[term].letters());
            hits.push(Found { term, at });
            seen[term] = true;
            held.for_each(|(term, _)| seen[term] = true);
            if stop == usize::MAX && seen.iter().all(|it| *it) {
                stop = word.at.end + FARTHEST;
            }
        }
    }
    hits
}

/// Where `letters` stand in the word as it was written; the whole word when
/// folding it changed how many letters it has.
fn part_of(text: &str, word: &Word, from: usize, letters: &str) -> Range<usize> {
    let written = &text[word.at.clone()];
    if written.chars().count() != word.folded.chars().count() {
        return word.at.clone();
    }
    let skip = word.folded[..from].chars().count();
    let byte = |nth: usize| {
        let at = written.char_indices().nth(nth);
        word.at.start + at.map_or(written.len(), |(at, _)| at)
    };
    byte(skip)..byte(skip + letters.chars().count())
}

/// The first part of the text that holds most different terms.
fn window(text: &str, hits: &[Found]) -> (usize, usize) {
    let mut best = (0, 0);
    for (nth, hit) in hits.iter().enumerate() {
        let reach = forward(text, hit.at.start, ALL - BEFORE);
        let within = hits[nth..].iter().take_while(|it| it.at.end <= reach);
        let terms: std::collections::BTreeSet<_> = within.map(|it| it.term).collect();
        if terms.len() > best.0 {
            best = (terms.len(), hit.at.start);
        }
    }
    let start = back(text, best.1, BEFORE);
    (start, forward(text, start, ALL))
}

/// The place `most` letters on, or at the last space before that.
fn forward(text: &str, from: usize, most: usize) -> usize {
    let rest = &text[from..];
    match rest.char_indices().nth(most) {
        None => text.len(),
        Some((end, _)) => {
            let space = rest[..end].rfind(char::is_whitespace);
            from + space.filter(|it| *it > end / 2).unwrap_or(end)
        }
    }
}

/// The place `most` letters back, or after the first space from there.
fn back(text: &str, from: usize, most: usize) -> usize {
    let Some((start, _)) = text[..from].char_indices().rev().nth(most) else {
        return 0;
    };
    let space = text[start..from].find(char::is_whitespace);
    let after = |at: usize| {
        let it = text[start + at..].chars().next();
        start + at + it.map_or(0, char::len_utf8)
    };
    space.map_or(start, after)
}

fn one_line(text: &str, part: Range<usize>, hits: Vec<Range<usize>>) -> (String, Vec<Mark>) {
    let mut line = String::new();
    let mut units = 0;
    let mut marks: Vec<Mark> = Vec::new();
    let mut push = |line: &mut String, it: char| {
        line.push(it);
        units += u32::try_from(it.len_utf16()).unwrap_or(0);
        units
    };
    if part.start > 0 {
        push(&mut line, '…');
    }
    let mut hits = hits.into_iter().peekable();
    let mut open = false;
    for (at, it) in text[part.clone()].char_indices() {
        let at = part.start + at;
        let gap = it.is_whitespace() || it.is_control();
        if gap && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        let shown = if gap { ' ' } else { it };
        let to = push(&mut line, shown);
        if hits.peek().is_some_and(|hit| hit.start == at) {
            let from = to - u32::try_from(shown.len_utf16()).unwrap_or(0);
            marks.push(Mark { from, to });
            open = true;
        }
        if open {
            if let Some(mark) = marks.last_mut() {
                mark.to = to;
            }
            if hits.peek().is_some_and(|hit| hit.end <= at + it.len_utf8()) {
                hits.next();
                open = false;
            }
        }
    }
    if part.end < text.len() {
        line.truncate(line.trim_end().len());
        line.push('…');
    } else {
        line.truncate(line.trim_end().len());
    }
    (line, marks)
}

#[cfg(test)]
mod tests {
    use super::super::query::term;
    use super::*;

    /// The snippet with « » around its marks.
    fn marked(text: &str, letters: &[&str]) -> String {
        let terms: Vec<_> = letters.iter().map(|it| term(it)).collect();
        let (line, marks) = snippet(text, &terms);
        let mut units: Vec<u16> = line.encode_utf16().collect();
        for mark in marks.iter().rev() {
            units.insert(mark.to as usize, '»' as u16);
            units.insert(mark.from as usize, '«' as u16);
        }
        String::from_utf16(&units).unwrap()
    }

    #[test]
    fn a_short_text_is_shown_whole_with_every_hit_marked() {
        for (text, letters, shown) in [
            (
                "Hjärtkirurgi och kirurgi",
                &["kirurgi"][..],
                "Hjärt«kirurgi» och «kirurgi»",
            ),
            (
                "👩‍⚕️ En IDÉ\n\n  om vård",
                &["ide", "vård"],
                "👩‍⚕️ En «IDÉ» om «vård»",
            ),
            ("hjärt\u{ad}kirurgi", &["kirurgi"], "«hjärt\u{ad}kirurgi»"),
            ("Å", &["å"], "«Å»"),
            ("ingenting", &["annat"], "ingenting"),
            ("  ", &["annat"], ""),
        ] {
            assert_eq!(marked(text, letters), shown);
        }
    }

    #[test]
    fn a_long_text_is_cut_at_words_around_most_terms() {
        let filling = "ord ".repeat(1000);
        let text = format!("kirurgi {filling} barn och kirurgi {filling}");
        let shown = marked(&text, &["barn", "kirurgi"]);
        assert!(shown.contains("«barn» och «kirurgi»"), "{shown}");
        assert!(
            shown.starts_with("…ord") && shown.ends_with("ord…"),
            "{shown}"
        );
        assert!(shown.chars().count() < ALL + 10, "{shown}");
        let run = "å".repeat(10_000);
        assert!(marked(&run, &["ååå"]).chars().count() < ALL + 10);
    }
}
