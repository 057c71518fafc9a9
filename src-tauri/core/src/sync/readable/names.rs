//! The folder's name of a case. It follows from the case alone, so that every PC
//! finds the same.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::documents::safe_name;
use crate::model::CaseSnapshot;
use crate::office::names::unnamed;

/// Most characters of a title and of a number in a folder's name. With the name
/// of a file below it, it leaves room for the folder's own path on Windows.
const TITLE: usize = 60;
const NUMBER: usize = 30;

/// The folder's name before namesakes are told apart: number and short title. A
/// case with a secrecy mark goes by its number alone (DESIGN, invariant 14).
/// Empty for a case that is deleted or joined into another.
pub(super) fn name(case: &CaseSnapshot) -> String {
    if case.deleted || case.joined.is_some() {
        return String::new();
    }
    let number = case.numbers.first().map_or("", |it| it.number.as_str());
    // Dnr are written with a slash and read well with a hyphen.
    let number = short(&number.replace(['/', '\\'], "-"), NUMBER);
    let title = match case.is_secret() {
        true => String::new(),
        false => short(&case.title, TITLE),
    };
    let name = safe_name(format!("{number} {title}").trim());
    // A long name is cut where it may end in what Windows drops.
    let name = name.trim_end_matches(['.', ' ']);
    if number.is_empty() && title.is_empty() || name.is_empty() {
        return unnamed(case);
    }
    name.to_owned()
}

/// A name as every file system compares it.
pub(super) fn key(name: &str) -> String {
    composed(name).to_lowercase()
}

/// A name with each letter as one sign: some systems take them apart.
pub(super) fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// One line of at most `most` characters as a person counts them.
fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = composed(&line).graphemes(true).take(most).collect();
    cut.trim_end_matches(['.', ' ', ',', '–', '-']).to_owned()
}
