//! Reading of the parts.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::standing::{Runs, Voice};
use super::styles::Styles;
use super::{Line, Outline, Piece};
use crate::apart::Deadline;
use crate::documents::extract::MOST_TEXT;
use crate::documents::extract::word::{DEEPEST, letter_of};
use crate::text::{Language, word as say};

/// The events of a part, within the bounds.
pub(super) struct Events<'x> {
    reader: Reader<&'x [u8]>,
    deadline: Deadline,
    depth: usize,
}

impl<'x> Events<'x> {
    pub(super) fn of(xml: &'x [u8], deadline: Deadline) -> Self {
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().check_end_names = false;
        Self {
            reader,
            deadline,
            depth: 0,
        }
    }

    /// The next event; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'x>>, &'static str> {
        if self.deadline.is_over() {
            return Err("too_slow");
        }
        let event = self.reader.read_event().map_err(|_| "damaged")?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err("damaged");
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // A part that ends within an element was cut off.
            Event::Eof if self.depth > 0 => return Err("damaged"),
            Event::Eof => return Ok(None),
            _ => {}
        }
        Ok(Some(event))
    }
}

/// The value of an attribute, by its name without what stands before the colon.
pub(super) fn value(element: &BytesStart<'_>, name: &str) -> String {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|it| it.key.local_name().as_ref() == name);
    let value = found.map(|it| it.value.to_string());
    value.unwrap_or_default()
}

/// How many elements of this name a part has.
pub(super) fn count(xml: &[u8], name: &str, deadline: Deadline) -> Result<u32, &'static str> {
    let mut events = Events::of(xml, deadline);
    let mut n = 0_u32;
    while let Some(event) = events.next()? {
        if let Event::Start(it) | Event::Empty(it) = &event
            && it.local_name().as_ref() == name
        {
            n = n.saturating_add(1);
        }
    }
    Ok(n)
}

/// What each footnote says, by its id.
pub(super) fn notes(
    xml: &[u8],
    deadline: Deadline,
) -> Result<BTreeMap<String, String>, &'static str> {
    let mut events = Events::of(xml, deadline);
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    let (mut id, mut written, mut size) = (String::new(), false, 0);
    while let Some(event) = events.next()? {
        let mut more = String::new();
        match &event {
            Event::Start(it) => match it.local_name().as_ref() {
                "footnote" => id = value(it, "id"),
                "t" => written = true,
                _ => {}
            },
            Event::End(it) if it.local_name().as_ref() == "t" => written = false,
            Event::End(it) if it.local_name().as_ref() == "p" => more.push(' '),
            Event::Text(text) if written => more.push_str(&text.xml10_content()),
            Event::GeneralRef(sign) if written => more.extend(letter_of(sign)),
            _ => {}
        }
        if !more.is_empty() {
            size += more.len();
            notes.entry(id.clone()).or_default().push_str(&more);
        }
        if size > MOST_TEXT {
            return Err("too_long");
        }
    }
    Ok(notes)
}

/// A paragraph while it is read.
#[derive(Default)]
struct Open {
    line: Line,
    style: String,
    list: Option<String>,
    /// Its own level in the outline, which goes before that of its style.
    own: Option<u8>,
    runs: Runs,
}

/// The pieces of the main part, and how many tracked changes it has.
pub(super) fn body(
    xml: &[u8],
    styles: &Styles,
    notes: &BTreeMap<String, String>,
    deadline: Deadline,
) -> Result<Outline, &'static str> {
    let mut reading = Reading {
        styles,
        notes,
        out: Outline::default(),
        open: Vec::new(),
        tables: Vec::new(),
        counted: BTreeMap::new(),
        hidden: 0,
        written: false,
        properties: false,
        voice: Voice::default(),
        unseen: false,
        size: 0,
    };
    let mut events = Events::of(xml, deadline);
    while let Some(event) = events.next()? {
        match &event {
            Event::Start(element) => reading.start(element),
            Event::Empty(element) => {
                reading.start(element);
                reading.end(element.local_name().as_ref());
            }
            Event::End(element) => reading.end(element.local_name().as_ref()),
            Event::Text(run) if reading.written => reading.put(&run.xml10_content()),
            Event::GeneralRef(sign) if reading.written => {
                let letter: String = letter_of(sign).into_iter().collect();
                reading.put(&letter);
            }
            _ => {}
        }
        if reading.size > MOST_TEXT {
            return Err("too_long");
        }
    }
    Ok(reading.out)
}

struct Reading<'r> {
    styles: &'r Styles,
    notes: &'r BTreeMap<String, String>,
    out: Outline,
    /// The paragraph that is read; a text box in it has its own.
    open: Vec<Open>,
    /// The tables that are read, one in the other.
    tables: Vec<Vec<Vec<Vec<Line>>>>,
    /// How far each list has counted, by level.
    counted: BTreeMap<(String, u8), u32>,
    /// How deep the reading is in what is not to be read.
    hidden: usize,
    written: bool,
    properties: bool,
    /// Of the run that is read.
    voice: Voice,
    /// Whether Word does not show the run that is read.
    unseen: bool,
    size: usize,
}

/// What is not read: the twin that older programs are shown, and what a tracked
/// change took away, moved from or how it was set before.
const HIDDEN: [&str; 5] = ["Fallback", "del", "moveFrom", "pPrChange", "rPrChange"];

/// Whether a property that is there is on.
fn is_on(value: &str) -> bool {
    !["0", "false", "off"].contains(&value)
}

/// A sign of a font that has signs for letters: the boxes and ticks that forms are
/// filled in with, else a mark that something stands there.
fn sign(font: &str, code: &str) -> &'static str {
    let code = code.to_ascii_uppercase();
    let low = code.get(2..).unwrap_or_default();
    match (font.starts_with("Wingdings"), low) {
        (true, "FC") => "✓",
        (true, "FB") => "✗",
        (true, "FE") => "☑",
        (true, "FD" | "78") => "☒",
        (true, "6F" | "A8") => "☐",
        (_, "B7") => "•",
        _ => "□",
    }
}

impl Reading<'_> {
    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.as_ref();
        if ["ins", "del", "moveTo"].contains(&name) {
            self.out.changes = self.out.changes.saturating_add(1);
        }
        if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += 1;
            return;
        }
        let val = || value(element, "val");
        match name {
            "p" => self.open.push(Open::default()),
            "tbl" => self.tables.push(Vec::new()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|it| it.last_mut()) {
                    row.push(Vec::new());
                }
            }
            "t" => self.written = !self.open.is_empty(),
            "pPr" => self.properties = true,
            "r" => {
                self.voice = Voice::default();
                self.unseen = false;
            }
            "vanish" if !self.properties => self.unseen = is_on(&val()),
            "blip" | "imagedata" => self.out.pictures = self.out.pictures.saturating_add(1),
            "sym" => self.put(sign(&value(element, "font"), &value(element, "char"))),
            // In the properties of a paragraph they are those of its end.
            "b" | "i" if !self.properties => {
                let on = is_on(&val());
                match name {
                    "b" => self.voice.bold = on,
                    _ => self.voice.italic = on,
                }
            }
            // In properties it is a place to stop at.
            "tab" if !self.properties => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("-"),
            "footnoteReference" => {
                let note = self.notes.get(&value(element, "id"));
                if let Some(note) = note.map(|it| it.trim()).filter(|it| !it.is_empty()) {
                    let told = say(Language::Sv, "word.note", &[("note", note)]);
                    self.put(&told);
                }
            }
            _ => {
                if let Some(open) = self.open.last_mut() {
                    match name {
                        "pStyle" => open.style = val(),
                        "numId" => open.list = Some(val()),
                        "ilvl" => open.line.depth = val().parse().unwrap_or_default(),
                        "outlineLvl" => {
                            let level = val().parse::<u8>().ok();
                            open.own = level.filter(|it| *it < 9).map(|it| it + 1);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        match name {
            "t" => self.written = false,
            "pPr" => self.properties = false,
            "p" => {
                if let Some(open) = self.open.pop() {
                    self.close(open);
                }
            }
            "tbl" => {
                let Some(table) = self.tables.pop() else {
                    return;
                };
                match self.cell() {
                    // A table in a cell: its text, in order.
                    Some(cell) => cell.extend(table.into_iter().flatten().flatten()),
                    None => self.out.pieces.push(Piece::Table(table)),
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, text: &str) {
        if self.unseen {
            self.out.unseen = self.out.unseen.saturating_add(1);
            return;
        }
        self.size += text.len();
        if let Some(open) = self.open.last_mut() {
            open.line.text.push_str(text);
            open.runs.put(self.voice, text);
        }
    }

    fn cell(&mut self) -> Option<&mut Vec<Line>> {
        self.tables.last_mut()?.last_mut()?.last_mut()
    }

    fn close(&mut self, open: Open) {
        let mut line = open.line;
        line.level = open.own.or_else(|| self.styles.level(&open.style));
        let list = match open.list {
            Some(list) => list,
            None => self.styles.list(&open.style).to_owned(),
        };
        if line.level.is_none() && list != "0" {
            line.label = match self.styles.is_numbered(&list, line.depth) {
                Some(true) => format!("{}. ", self.count(&list, line.depth)),
                Some(false) => "- ".to_owned(),
                None => String::new(),
            };
        }
        if line.text.trim().is_empty() {
            return;
        }
        line.marked = open.runs.marked();
        for text in [Some(&mut line.text), line.marked.as_mut()]
            .into_iter()
            .flatten()
        {
            // Signs that no text holds.
            text.retain(|it| !it.is_control() || it == '\n' || it == '\t');
        }
        match self.cell() {
            Some(cell) => cell.push(line),
            None => self.out.pieces.push(Piece::Line(line)),
        }
    }

    fn count(&mut self, list: &str, depth: u8) -> u32 {
        let deeper = (list.to_owned(), depth + 1)..=(list.to_owned(), u8::MAX);
        let deeper: Vec<_> = self.counted.range(deeper).map(|it| it.0.clone()).collect();
        for key in deeper {
            self.counted.remove(&key);
        }
        let number = self.counted.entry((list.to_owned(), depth)).or_default();
        *number = number.saturating_add(1);
        *number
    }
}
