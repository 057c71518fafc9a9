//! The register over all cases, as a spreadsheet (Excel) and as a table (CSV).
//! In Swedish, as everything that is printed. The same lines give the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde::{Deserialize, Serialize};

use super::names::{name, numbers};
use crate::model::{CaseSnapshot, Date};
use crate::store::Error;
use crate::text::{Language, sort_key, word as say};

/// One case in the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterLine {
    /// Registry numbers with their holders.
    pub numbers: String,
    /// Title; for a case with a secrecy mark the word that says so.
    pub title: String,
    /// Care area.
    pub area: String,
    /// Name of the process.
    pub process: String,
    /// The round it arrived in.
    pub round: String,
    /// Day the letter arrived.
    pub received: Option<Date>,
    /// Day the answer is due.
    pub due: Option<Date>,
    /// Case officer.
    pub officer: String,
    /// Responsible RPO.
    pub programme_area: String,
    /// Title of the first step not signed off.
    pub step: String,
    /// Steps signed off, of all.
    pub steps: String,
    /// Who decided.
    pub body: String,
    /// On which day.
    pub decided: Option<Date>,
    /// In which section of the minutes.
    pub section: String,
    /// How it ended.
    pub outcome: String,
    /// On which day.
    pub closed: Option<Date>,
}

/// What stands in a cell.
enum Cell<'l> {
    Text(&'l str),
    Day(Option<Date>),
}

/// The columns: the key of the head after `readable.register.`, the width in
/// characters, and the cell.
type Column = (&'static str, f64, for<'l> fn(&'l RegisterLine) -> Cell<'l>);

const COLUMNS: [Column; 16] = [
    ("numbers", 28.0, |it| Cell::Text(&it.numbers)),
    ("title", 60.0, |it| Cell::Text(&it.title)),
    ("area", 28.0, |it| Cell::Text(&it.area)),
    ("process", 24.0, |it| Cell::Text(&it.process)),
    ("round", 24.0, |it| Cell::Text(&it.round)),
    ("received", 12.0, |it| Cell::Day(it.received)),
    ("due", 12.0, |it| Cell::Day(it.due)),
    ("officer", 22.0, |it| Cell::Text(&it.officer)),
    ("programme_area", 28.0, |it| Cell::Text(&it.programme_area)),
    ("step", 32.0, |it| Cell::Text(&it.step)),
    ("steps", 12.0, |it| Cell::Text(&it.steps)),
    ("body", 28.0, |it| Cell::Text(&it.body)),
    ("decided", 12.0, |it| Cell::Day(it.decided)),
    ("section", 12.0, |it| Cell::Text(&it.section)),
    ("outcome", 22.0, |it| Cell::Text(&it.outcome)),
    ("closed", 12.0, |it| Cell::Day(it.closed)),
];

/// Most characters that Excel takes in a cell.
const LONGEST: usize = 32_767;

impl RegisterLine {
    /// A case's line. One with a secrecy mark has its numbers and no more: any
    /// other cell may tell what the title would (DESIGN, invariant 14).
    pub fn of(case: &CaseSnapshot) -> Self {
        if case.is_secret() {
            return Self {
                numbers: name(case),
                title: word("secret", &[]),
                ..Self::default()
            };
        }
        let done = case.steps.iter().filter(|it| it.is_done()).count();
        let (done, all) = (done.to_string(), case.steps.len().to_string());
        let (decision, closed) = (case.decided(), case.closed.as_ref());
        let text = |it: Option<&String>| it.cloned().unwrap_or_default();
        Self {
            numbers: numbers(case),
            title: case.title.clone(),
            area: case.area.clone(),
            process: case.process.name.clone(),
            round: text(case.round.as_ref().map(|it| &it.title)),
            received: case.received,
            due: case.due,
            officer: case.officer.clone(),
            programme_area: case.programme_area.clone(),
            step: match closed {
                Some(_) => String::new(),
                None => text(case.current_step().map(|it| &it.title)),
            },
            // Not 3/6, which Excel would read as a day.
            steps: word("steps_of", &[("done", &done), ("all", &all)]),
            body: text(decision.map(|it| &it.body_name)),
            decided: decision.and_then(|it| it.on),
            section: text(decision.map(|it| &it.section)),
            outcome: text(closed.map(|it| &it.name)),
            closed: closed.map(|it| it.on),
        }
    }
}

/// In the order of a Swedish register: by title, then by number.
pub fn sort(lines: &mut [RegisterLine]) {
    lines.sort_by_cached_key(|it| (sort_key(&it.title), sort_key(&it.numbers), it.title.clone()));
}

/// A spreadsheet with days as days, filters, and a head that stays. Texts are
/// cells of text and never formulas.
///
/// # Errors
/// Never for what a case can hold.
pub fn xlsx(lines: &[RegisterLine]) -> Result<Vec<u8>, Error> {
    workbook(lines).map_err(Error::internal)
}

fn workbook(lines: &[RegisterLine]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock in the file: the same lines are the same bytes.
    let made = ExcelDateTime::from_ymd(2023, 1, 1)?;
    let name = say(Language::Sv, "readable.register", &[]);
    let properties = DocProperties::new().set_title(&name);
    book.set_properties(&properties.set_creation_datetime(&made));
    let (bold, day) = (
        Format::new().set_bold(),
        Format::new().set_num_format("yyyy-mm-dd"),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for ((key, width, _), at) in COLUMNS.iter().zip(0..) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(0, at, word(key, &[]), &bold)?;
    }
    let mut last = 0;
    for (line, row) in lines.iter().zip(1..) {
        last = row;
        for ((_, _, cell), at) in COLUMNS.iter().zip(0..) {
            match cell(line) {
                Cell::Text("") | Cell::Day(None) => {}
                Cell::Text(text) => write(sheet, row, at, text)?,
                Cell::Day(Some(date)) => match excel_day(date) {
                    Some(it) => {
                        sheet.write_datetime_with_format(row, at, &it, &day)?;
                    }
                    // Before 1900 Excel knows no days.
                    None => write(sheet, row, at, &date.to_string())?,
                },
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, 15)?;
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, row: u32, at: u16, text: &str) -> Result<(), XlsxError> {
    let cut: String = text.chars().take(LONGEST).collect();
    sheet.write_string(row, at, cut)?;
    Ok(())
}

fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let text = date.to_string();
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok().filter(|it| *it >= 1900)?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The same as a table: UTF-8 with the mark by which Excel knows it, semicolons
/// as a Swedish Excel expects, days as `2023-10-06`. A text that Excel would
/// reckon out begins with an apostrophe.
pub fn csv(lines: &[RegisterLine]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let heads: Vec<_> = COLUMNS.iter().map(|it| word(it.0, &[])).collect();
    row(&mut out, heads.iter().map(|it| quoted(it)));
    for line in lines {
        let cells = COLUMNS.iter().map(|(_, _, cell)| match cell(line) {
            Cell::Text(text) => quoted(text),
            Cell::Day(day) => day.map(|it| it.to_string()).unwrap_or_default(),
        });
        row(&mut out, cells);
    }
    out.into_bytes()
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    *out += &cells.collect::<Vec<_>>().join(";");
    *out += "\r\n";
}

/// A cell of the table. What begins as a formula does, also after blanks and in
/// the broad letters of East Asia, is made text.
fn quoted(text: &str) -> String {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let risky = text.starts_with(starts) || text.trim_start().starts_with(starts);
    let text = match risky {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    if text.contains([';', '"', '\n', '\r', '\'']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

fn word(key: &str, params: &[(&str, &str)]) -> String {
    say(Language::Sv, &format!("readable.register.{key}"), params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(title: &str) -> RegisterLine {
        RegisterLine {
            title: title.to_owned(),
            due: "2023-10-06".parse().ok(),
            ..RegisterLine::default()
        }
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut file = zip.by_name(name).unwrap();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        text
    }

    #[test]
    fn the_same_lines_are_the_same_bytes_with_days_filters_and_a_fixed_head() {
        let lines = [line("Ärende ett"), line("Ärende två")];
        let bytes = xlsx(&lines).unwrap();
        assert_eq!(bytes, xlsx(&lines).unwrap());
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<autoFilter ref=\"A1:P3\"/>"), "{sheet}");
        assert!(sheet.contains("state=\"frozen\""), "{sheet}");
        // 6 October 2023 as Excel counts days.
        assert!(sheet.contains("<v>45205</v>"), "{sheet}");
        assert!(part(&bytes, "docProps/core.xml").contains("2023-01-01"));
    }

    #[test]
    fn nothing_a_person_wrote_is_reckoned_out() {
        let wicked = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"];
        let lines: Vec<_> = wicked.iter().map(|it| line(it)).collect();
        let sheet = part(&xlsx(&lines).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>"), "{sheet}");
        let table = String::from_utf8(csv(&lines)).unwrap();
        for (row, text) in table.lines().skip(1).zip(wicked) {
            let cell = row.split(';').nth(1).unwrap();
            assert_eq!(cell, format!("\"'{text}\""));
        }
    }

    #[test]
    fn the_table_is_what_a_swedish_excel_opens() {
        let table = String::from_utf8(csv(&[line("Vård; \"nära\"\nhemma")])).unwrap();
        assert!(table.starts_with("\u{feff}Diarienummer;Ärende;"), "{table}");
        assert!(table.contains(";\"Vård; \"\"nära\"\"\nhemma\";"), "{table}");
        assert!(table.contains(";2023-10-06;"), "{table}");
    }

    #[test]
    fn odd_texts_and_days_are_taken_and_the_order_is_swedish() {
        let mut lines = vec![
            line("Öron"),
            line("Ål"),
            line(&"x".repeat(40_000)),
            line(""),
        ];
        lines[3].due = "0001-01-01".parse().ok();
        xlsx(&lines).unwrap();
        sort(&mut lines);
        let titles: Vec<_> = lines.iter().map(|it| it.title.get(..3)).collect();
        assert_eq!(titles[2..], [Some("Ål"), Some("Ör")]);
    }
}
