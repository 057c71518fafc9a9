//! A process or organisation as a file that a person wrote: what is wrong with
//! it, and on which line. Every fault that can be told apart is told at once.

mod shape;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use ts_rs::TS;

/// Something wrong in a file, with its line from 1. The sentence is
/// `definition.<code>` in `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[ts(export)]
#[allow(
    missing_docs,
    reason = "each variant's sentence in text/sv.json says what it is"
)]
pub enum FileFault {
    Syntax {
        line: u32,
        fault: String,
    },
    FieldUnknown {
        line: u32,
        field: String,
        valid: String,
    },
    FieldMissing {
        line: u32,
        field: String,
    },
    NotText {
        line: u32,
        field: String,
    },
    NotNumber {
        line: u32,
        field: String,
    },
    NotYesNo {
        line: u32,
        field: String,
    },
    NotList {
        line: u32,
        field: String,
    },
    NotTable {
        line: u32,
        field: String,
    },
    NumberNegative {
        line: u32,
        field: String,
        value: String,
    },
    NumberTooLarge {
        line: u32,
        field: String,
        value: String,
        most: u32,
    },
    WordUnknown {
        line: u32,
        field: String,
        value: String,
        valid: String,
    },
    DateInvalid {
        line: u32,
        field: String,
        value: String,
    },
    Empty {
        line: u32,
        field: String,
    },
    NotSlug {
        line: u32,
        field: String,
        value: String,
    },
    Twice {
        line: u32,
        id: String,
        first: u32,
    },
    NoSteps {
        line: u32,
    },
    RoleMissing {
        line: u32,
        role: String,
        valid: String,
    },
    StepMissing {
        line: u32,
        step: String,
        valid: String,
    },
    Cycle {
        line: u32,
        steps: String,
    },
    CouncilMissing {
        line: u32,
        council: String,
        valid: String,
    },
    BodyMissing {
        line: u32,
        body: String,
        valid: String,
    },
    NoDecider {
        line: u32,
    },
    PeriodReversed {
        line: u32,
        from: String,
        to: String,
    },
    MeetingOutside {
        line: u32,
        meeting: String,
        from: String,
        to: String,
    },
    MeetingReversed {
        line: u32,
        from: String,
        to: String,
    },
    PatternInvalid {
        line: u32,
        pattern: String,
        fault: String,
    },
    ExampleMisfit {
        line: u32,
        example: String,
        pattern: String,
    },
}

/// A file read as TOML, to say on which line a value stands.
pub(super) struct File<'t> {
    text: &'t str,
    root: Spanned<DeValue<'t>>,
}

impl<'t> File<'t> {
    /// The value of a file and the file itself.
    ///
    /// # Errors
    /// What keeps it from being read as a `T`; never an empty list.
    pub(super) fn read<T>(text: &'t str) -> Result<(T, Self), Vec<FileFault>>
    where
        T: DeserializeOwned + JsonSchema,
    {
        let (root, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mut faults: Vec<_> = errors.iter().map(|it| syntax(text, it)).collect();
            faults.sort();
            // What follows on one line from its first fault is seldom a fault.
            faults.dedup_by_key(|it| it.line());
            return Err(faults);
        }
        let span = root.span();
        let root = Spanned::new(span, DeValue::Table(root.into_inner()));
        let file = Self { text, root };
        let faults = shape::faults::<T>(&file);
        if !faults.is_empty() {
            return Err(faults);
        }
        match toml::from_str(text) {
            Ok(value) => Ok((value, file)),
            Err(error) => Err(vec![syntax(text, &error)]),
        }
    }

    /// The line of the value at `place`, `step.3.after.1` counted from 0; of what
    /// holds it when it is not there.
    pub(super) fn line(&self, place: &str) -> u32 {
        let mut at = &self.root;
        for part in place.split('.').filter(|it| !it.is_empty()) {
            let inner = match (at.get_ref(), part.parse::<usize>()) {
                (DeValue::Array(rows), Ok(row)) => rows.get(row),
                (DeValue::Table(fields), _) => fields
                    .iter()
                    .find(|(name, _)| name.get_ref() == part)
                    .map(|(_, value)| value),
                _ => None,
            };
            match inner {
                Some(inner) => at = inner,
                None => break,
            }
        }
        self.line_at(at.span().start)
    }

    fn line_at(&self, byte: usize) -> u32 {
        line_of(self.text, byte)
    }
}

impl FileFault {
    /// The line it stands on, from 1.
    pub fn line(&self) -> u32 {
        match self {
            Self::Syntax { line, .. }
            | Self::FieldUnknown { line, .. }
            | Self::FieldMissing { line, .. }
            | Self::NotText { line, .. }
            | Self::NotNumber { line, .. }
            | Self::NotYesNo { line, .. }
            | Self::NotList { line, .. }
            | Self::NotTable { line, .. }
            | Self::NumberNegative { line, .. }
            | Self::NumberTooLarge { line, .. }
            | Self::WordUnknown { line, .. }
            | Self::DateInvalid { line, .. }
            | Self::Empty { line, .. }
            | Self::NotSlug { line, .. }
            | Self::Twice { line, .. }
            | Self::NoSteps { line }
            | Self::RoleMissing { line, .. }
            | Self::StepMissing { line, .. }
            | Self::Cycle { line, .. }
            | Self::CouncilMissing { line, .. }
            | Self::BodyMissing { line, .. }
            | Self::NoDecider { line }
            | Self::PeriodReversed { line, .. }
            | Self::MeetingOutside { line, .. }
            | Self::MeetingReversed { line, .. }
            | Self::PatternInvalid { line, .. }
            | Self::ExampleMisfit { line, .. } => *line,
        }
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> FileFault {
    FileFault::Syntax {
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        fault: error.message().trim().replace('\n', " "),
    }
}

/// The line, from 1, that a byte stands on.
pub(super) fn line_of(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().iter().take(byte);
    let line = before.filter(|byte| **byte == b'\n').count() + 1;
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// What both kinds of file are examined by: faults gathered, with their lines.
pub(super) struct Examined<'f, 't> {
    pub(super) file: &'f File<'t>,
    pub(super) faults: Vec<FileFault>,
}

impl<'f, 't> Examined<'f, 't> {
    pub(super) fn new(file: &'f File<'t>) -> Self {
        Self {
            file,
            faults: Vec::new(),
        }
    }

    /// The faults in the order of their lines; `value` when there are none.
    pub(super) fn end<T>(mut self, value: T) -> Result<T, Vec<FileFault>> {
        self.faults.sort_by_key(FileFault::line);
        match self.faults.is_empty() {
            true => Ok(value),
            false => Err(self.faults),
        }
    }

    /// A text that a person reads must say something.
    pub(super) fn says(&mut self, place: &str, text: &str) {
        if text.trim().is_empty() {
            self.faults.push(FileFault::Empty {
                line: self.file.line(place),
                field: field_of(place),
            });
        }
    }

    /// An id becomes a part of keys that `/` divides, and a typed number means
    /// what is shown under it.
    pub(super) fn slug(&mut self, place: &str, id: &str) {
        if !(is_word(id) && id.starts_with(|first: char| first.is_ascii_lowercase())) {
            self.not_slug(place, id);
        }
    }

    /// As [`Self::slug`], but may begin with a digit: `2023-03`.
    pub(super) fn version(&mut self, place: &str, version: &str) {
        if !is_word(version) {
            self.not_slug(place, version);
        }
    }

    fn not_slug(&mut self, place: &str, value: &str) {
        self.faults.push(FileFault::NotSlug {
            line: self.file.line(place),
            field: field_of(place),
            value: value.to_owned(),
        });
    }

    /// No id stands twice. `ids` are (place, id).
    pub(super) fn once<'i>(&mut self, ids: impl IntoIterator<Item = (String, &'i str)>) {
        let mut seen = std::collections::BTreeMap::new();
        for (place, id) in ids {
            let line = self.file.line(&place);
            match seen.get(id) {
                Some(first) => self.faults.push(FileFault::Twice {
                    line,
                    id: id.to_owned(),
                    first: *first,
                }),
                None => {
                    seen.insert(id, line);
                }
            }
        }
    }
}

fn is_word(id: &str) -> bool {
    let letter = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-_".contains(it);
    let ends = |it: char| it.is_ascii_alphanumeric();
    id.len() <= 100 && id.chars().all(letter) && id.starts_with(ends) && id.ends_with(ends)
}

/// The field that a place ends in: `after` of `step.3.after.1`.
fn field_of(place: &str) -> String {
    let named = place.rsplit('.').find(|it| it.parse::<usize>().is_err());
    named.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
