//! PDF: the words that its pages show, in the order they are drawn.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Error, LoadOptions, Object, ObjectId};

use super::{Extracted, MOST_TEXT};
use crate::apart::Deadline;

/// Most that one stream of the file may inflate to, in bytes.
const INFLATED: usize = 16 * 1024 * 1024;

/// Most pages looked at.
const MOST_PAGES: usize = 20_000;

/// Deepest nesting of forms drawn within forms.
const DEEPEST: usize = 4;

/// Most operations on one page, with the forms that it draws.
const MOST_OPERATIONS: usize = 2_000_000;

/// A gap this wide between letters, in thousandths of their size, is a space.
const SPACE: f32 = 180.0;

pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Extracted {
    let options = LoadOptions::with_max_decompressed_size(INFLATED);
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => return Extracted::failed("encrypted"),
        Ok(document) => document,
        Err(Error::InvalidPassword | Error::Decryption(_)) => {
            return Extracted::failed("encrypted");
        }
        Err(_) => return Extracted::failed("damaged"),
    };
    let mut reading = Reading {
        document: &document,
        fonts: HashMap::new(),
        text: String::new(),
        deadline,
        operations: 0,
    };
    let (mut pages, mut note) = (0_usize, "");
    for page in document.page_iter() {
        if pages == MOST_PAGES || reading.text.len() > MOST_TEXT {
            note = "too_long";
            break;
        }
        if deadline.is_over() {
            note = "too_slow";
            break;
        }
        pages += 1;
        if reading.page(page).is_none() {
            note = "pages_unreadable";
        }
        reading.line();
    }
    let empty = !reading.text.contains(char::is_alphanumeric);
    match note {
        _ if pages == 0 => Extracted::failed("damaged"),
        "" if empty => Extracted::failed("images_only"),
        "too_slow" if empty => Extracted::failed("too_slow"),
        _ if empty => Extracted::failed("unreadable"),
        _ => Extracted::partial(reading.text, note),
    }
}

/// The text so far, and the fonts met.
struct Reading<'d> {
    document: &'d Document,
    /// By where the font's dictionary lies in memory.
    fonts: HashMap<usize, Option<Encoding<'d>>>,
    text: String,
    deadline: Deadline,
    operations: usize,
}

/// Where the next letter stands, as far as lines and spaces ask.
struct Pen {
    font: Option<usize>,
    size: f32,
    scale: (f32, f32),
    at: (f32, f32),
    leading: f32,
    /// Where the last word began, and about how long it was.
    last: Option<((f32, f32), usize)>,
}

impl<'d> Reading<'d> {
    /// `None` when some of the page could not be read.
    fn page(&mut self, page: ObjectId) -> Option<()> {
        self.operations = 0;
        let content = self
            .document
            .get_page_content_with_limit(page, INFLATED)
            .ok()?;
        let (inline, shared) = self.document.get_page_resources(page).ok()?;
        let mut resources: Vec<&Dictionary> = inline.into_iter().collect();
        resources.extend(
            shared
                .iter()
                .filter_map(|id| self.document.get_dictionary(*id).ok()),
        );
        self.content(&content, &resources, 0)
    }

    fn content(&mut self, bytes: &[u8], resources: &[&'d Dictionary], depth: usize) -> Option<()> {
        let content = Content::decode(bytes).ok()?;
        let mut whole = Some(());
        let mut pen = Pen {
            font: None,
            size: 1.0,
            scale: (1.0, 1.0),
            at: (0.0, 0.0),
            leading: 0.0,
            last: None,
        };
        for operation in &content.operations {
            self.operations += 1;
            if self.operations > MOST_OPERATIONS || self.text.len() > MOST_TEXT {
                return None;
            }
            if self.operations.is_multiple_of(1000) && self.deadline.is_over() {
                return None;
            }
            if operation.operator == "Do" {
                let name = operation.operands.first().and_then(|it| it.as_name().ok());
                if let Some(form) = name.and_then(|it| self.named(resources, b"XObject", it))
                    && self.form(form, resources, depth).is_none()
                {
                    whole = None;
                }
                continue;
            }
            self.operation(operation, resources, &mut pen);
        }
        whole
    }

    /// The words of a form that is drawn; an image has none.
    fn form(&mut self, form: &'d Object, outer: &[&'d Dictionary], depth: usize) -> Option<()> {
        let stream = form.as_stream().ok()?;
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if !kind.is_ok_and(|kind| kind == b"Form") {
            return Some(());
        }
        if depth == DEEPEST {
            return None;
        }
        let content = stream.get_plain_content_with_limit(INFLATED).ok()?;
        let own = self.dictionary(stream.dict.get(b"Resources").ok());
        self.line();
        match own {
            Some(own) => self.content(&content, &[own], depth + 1),
            None => self.content(&content, outer, depth + 1),
        }
    }

    fn operation(&mut self, operation: &Operation, resources: &[&'d Dictionary], pen: &mut Pen) {
        let operands = &operation.operands;
        let number = |nth: usize| operands.get(nth).and_then(|it| it.as_float().ok());
        match operation.operator.as_str() {
            "BT" => {
                (pen.at, pen.scale) = ((0.0, 0.0), (1.0, 1.0));
            }
            "Tf" => {
                let name = operands.first().and_then(|it| it.as_name().ok());
                pen.font = name.and_then(|name| self.font(resources, name));
                pen.size = number(1).unwrap_or(1.0);
            }
            "TL" => pen.leading = number(0).unwrap_or(0.0),
            "Td" | "TD" => {
                let (x, y) = (number(0).unwrap_or(0.0), number(1).unwrap_or(0.0));
                if operation.operator == "TD" {
                    pen.leading = -y;
                }
                pen.at.0 += x * pen.scale.0;
                pen.at.1 += y * pen.scale.1;
            }
            "Tm" => {
                let value = |nth| number(nth).unwrap_or(0.0);
                // Text that runs upwards has its size in the other two.
                let along = value(0).hypot(value(1));
                let across = value(2).hypot(value(3));
                pen.scale = (along, across);
                pen.at = (value(4), value(5));
            }
            "T*" => pen.at.1 -= pen.leading * pen.scale.1,
            "Tj" | "TJ" => self.show(operands, pen),
            "'" | "\"" => {
                pen.at.1 -= pen.leading * pen.scale.1;
                let shown = operands.last().cloned();
                self.show(shown.as_slice(), pen);
            }
            _ => {}
        }
    }

    /// Puts words after those before: on a new line, after a space, or at once.
    fn show(&mut self, operands: &[Object], pen: &mut Pen) {
        if let Some((last, letters)) = pen.last {
            let size = (pen.size * pen.scale.0).abs().max(0.1);
            let (along, across) = (pen.at.0 - last.0, (pen.at.1 - last.1).abs());
            if across > 0.3 * (pen.size * pen.scale.1).abs().max(0.1) {
                self.line();
            } else if along < 0.0
                || (along > 0.0 && (letters > 2 || along > 0.75 * size * letters as f32))
            {
                self.space();
            }
        }
        let before = self.text.len();
        self.strings(operands, pen.font, 0);
        let letters = self.text[before..].chars().count();
        pen.last = Some((pen.at, letters));
    }

    fn strings(&mut self, operands: &[Object], font: Option<usize>, depth: usize) {
        for operand in operands {
            match operand {
                Object::String(bytes, _) => {
                    let encoding = font.and_then(|font| self.fonts.get(&font)?.as_ref());
                    let decoded = match encoding {
                        Some(encoding) => Document::decode_text(encoding, bytes).ok(),
                        None => Some(encoding_rs::mem::decode_latin1(bytes).into_owned()),
                    };
                    self.text.push_str(&decoded.unwrap_or_default());
                }
                Object::Array(items) if depth == 0 => self.strings(items, font, 1),
                Object::Integer(gap) if (*gap as f32) < -SPACE => self.space(),
                Object::Real(gap) if *gap < -SPACE => self.space(),
                _ => {}
            }
        }
    }

    /// The key of a font by its name on the page.
    fn font(&mut self, resources: &[&'d Dictionary], name: &[u8]) -> Option<usize> {
        let font = self.named(resources, b"Font", name)?.as_dict().ok()?;
        let key = std::ptr::from_ref(font).addr();
        let document = self.document;
        self.fonts
            .entry(key)
            .or_insert_with(|| font.get_font_encoding_with_limit(document, INFLATED).ok());
        Some(key)
    }

    fn named(&self, resources: &[&'d Dictionary], kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        resources.iter().find_map(|it| {
            let named = self.dictionary(it.get(kind).ok())?.get(name).ok()?;
            Some(self.document.dereference(named).ok()?.1)
        })
    }

    fn dictionary(&self, object: Option<&'d Object>) -> Option<&'d Dictionary> {
        self.document.dereference(object?).ok()?.1.as_dict().ok()
    }

    fn space(&mut self) {
        if !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    /// Ends a line, where one is begun.
    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
