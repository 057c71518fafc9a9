//! Sheets of attached files as pages: what is drawn of each, and the number of the
//! page stamped over it.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::packet::Error;
use crate::packet::enclosed::{Sheet, Sheets};
use crate::packet::layout::Stamped;

/// Free room between a stamp and the right and lower edges, in points of A4.
const EDGE: f32 = 14.0;

/// What a sheet grows by below for its stamp, in points of A4: nothing that stands on
/// it is covered.
const STRIP: f32 = 28.0;

/// Files whose objects lie in the document.
pub(super) struct Adopted {
    /// What was added to the numbers of each file's objects, and its sheets.
    files: Vec<(u32, Vec<Sheet>)>,
    layers: Vec<Object>,
    hidden: Vec<Object>,
}

/// Puts the objects of `files` into the document.
pub(super) fn adopt(document: &mut Document, files: Vec<Sheets>) -> Adopted {
    let mut adopted = Adopted {
        files: Vec::with_capacity(files.len()),
        layers: Vec::new(),
        hidden: Vec::new(),
    };
    for file in files {
        let base = document.max_id;
        for (number, mut object) in (base + 1..).zip(file.objects) {
            document.max_id = number;
            renumber(&mut object, base);
            document.objects.insert((number, 0), object);
        }
        let moved = |it: u32| Object::Reference((base + it, 0));
        adopted.layers.extend(file.layers.into_iter().map(moved));
        adopted.hidden.extend(file.hidden.into_iter().map(moved));
        adopted.files.push((base, file.sheets));
    }
    adopted
}

/// Adds `base` to every number under `object`; nesting was bounded when it was read.
fn renumber(object: &mut Object, base: u32) {
    match object {
        Object::Reference((number, _)) => *number += base,
        Object::Array(items) => items.iter_mut().for_each(|it| renumber(it, base)),
        Object::Dictionary(entries) => {
            entries.iter_mut().for_each(|(_, it)| renumber(it, base));
        }
        Object::Stream(stream) => {
            stream
                .dict
                .iter_mut()
                .for_each(|(_, it)| renumber(it, base));
        }
        _ => {}
    }
}

impl Adopted {
    /// The layers of the files, as the catalog has them; nothing when there are none.
    pub(super) fn layers(&self) -> Option<Object> {
        (!self.layers.is_empty()).then(|| {
            Object::Dictionary(dictionary! {
                "OCGs" => self.layers.clone(),
                "D" => dictionary! { "OFF" => self.hidden.clone() },
            })
        })
    }

    /// Makes the page of a sheet with `stamp`, operators that draw from the origin.
    pub(super) fn page(
        &self,
        document: &mut Document,
        at: &Stamped,
        stamp: &[u8],
        tree: ObjectId,
        fonts: ObjectId,
    ) -> Result<ObjectId, Error> {
        let found = self.files.get(at.file);
        let found = found.and_then(|it| Some((it.0, it.1.get(at.sheet)?)));
        let (base, sheet) = found.ok_or(Error::Sheet)?;
        let mut forms = lopdf::Dictionary::new();
        let mut content = Vec::new();
        for (index, (matrix, form)) in sheet.forms.iter().enumerate() {
            let name = format!("F{index}");
            content.extend(format!("q {} cm /{name} Do Q\n", told(matrix)).bytes());
            forms.set(name, Object::Reference((base + form, 0)));
        }
        content.extend(stamped(sheet, at.width, stamp));
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let mut page = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => with_strip(sheet).map(Object::Real).to_vec(),
            "Resources" => dictionary! { "Font" => fonts, "XObject" => forms },
            "Contents" => content,
        };
        if sheet.turned != 0 {
            page.set("Rotate", sheet.turned);
        }
        if sheet.unit != 1.0 {
            page.set("UserUnit", Object::Real(sheet.unit));
        }
        if !sheet.annotations.is_empty() {
            let notes = sheet.annotations.iter();
            let notes = notes.map(|it| Object::Reference((base + it, 0)));
            page.set("Annots", notes.collect::<Vec<_>>());
            page.set("Tabs", "S");
        }
        let id = (base + sheet.number, 0);
        super::set(document, id, page);
        Ok(id)
    }
}

/// How large the stamp is drawn: as it would be were the sheet A4.
fn scale(sheet: &Sheet) -> f32 {
    let (wide, high) = sheet.size();
    (wide / 595.28).min(high / 595.28).max(0.001)
}

/// What is seen of the sheet and the strip below it, however it is turned.
fn with_strip(sheet: &Sheet) -> [f32; 4] {
    let strip = STRIP * scale(sheet);
    let [left, bottom, right, top] = sheet.view;
    match sheet.turned {
        90 => [left, bottom, right + strip, top],
        180 => [left, bottom, right, top + strip],
        270 => [left - strip, bottom, right, top],
        _ => [left, bottom - strip, right, top],
    }
}

/// The stamp at the right of the strip.
fn stamped(sheet: &Sheet, width: f32, stamp: &[u8]) -> Vec<u8> {
    let (wide, _) = sheet.size();
    let scale = scale(sheet);
    let x = wide - (width + EDGE) * scale;
    let y = (EDGE - STRIP) * scale;
    let [a, b, c, d, e, f] = sheet.upright();
    let (e, f) = (a * x + c * y + e, b * x + d * y + f);
    let matrix = [a * scale, b * scale, c * scale, d * scale, e, f];
    let mut out = format!("q {} cm\n", told(&matrix)).into_bytes();
    out.extend_from_slice(stamp);
    out.extend_from_slice(b"\nQ\n");
    out
}

/// Numbers as PDF writes them, without exponents.
fn told(matrix: &[f32; 6]) -> String {
    matrix.map(|it| format!("{it:.5}")).join(" ")
}
