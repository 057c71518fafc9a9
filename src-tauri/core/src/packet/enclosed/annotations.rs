//! What is fastened to a page. Notes and marks stay as they are; fields of forms are
//! drawn into the page, for the form itself stays behind; what would do something is
//! left out.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::collect::{Collected, dictionary, numbers, rectangle};
use super::places::Places;
use super::{Reason, field};

/// Most on one page.
const MOST: usize = 10_000;

/// Kinds that stay annotations.
const KEPT: [&[u8]; 16] = [
    b"Caret",
    b"Circle",
    b"FreeText",
    b"Highlight",
    b"Ink",
    b"Line",
    b"Link",
    b"PolyLine",
    b"Polygon",
    b"Redact",
    b"Square",
    b"Squiggly",
    b"Stamp",
    b"StrikeOut",
    b"Text",
    b"Underline",
];

/// Annotation flags of ISO 32000-1 12.5.3: hidden, and not viewed.
const HIDDEN: i64 = 2 | 32;

/// The annotations of a page.
#[derive(Default)]
pub(super) struct Notes {
    pub kept: Vec<u32>,
    /// Drawn into the page.
    pub drawn: Vec<([f32; 6], u32)>,
}

pub(super) fn of(taken: &mut Collected, places: &Places, page: ObjectId) -> Result<Notes, Reason> {
    let document = taken.document();
    let listed = document
        .get_dictionary(page)
        .and_then(|it| it.get(b"Annots"));
    let listed = listed.and_then(|it| document.dereference(it));
    let listed: Vec<_> = match listed.and_then(|it| it.1.as_array()) {
        Ok(items) => items.iter().take(MOST).cloned().collect(),
        Err(_) => return Ok(Notes::default()),
    };
    let mut notes = Notes::default();
    let mut seen = HashSet::new();
    for item in listed {
        let id = item.as_reference().ok();
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let found = taken.document().dereference(&item).map(|it| it.1.as_dict());
        let Ok(Ok(note)) = found else { continue };
        let note = note.clone();
        let flags = note.get(b"F").and_then(Object::as_i64).unwrap_or(0);
        if flags & HIDDEN != 0 {
            continue;
        }
        let kind = note.get(b"Subtype").and_then(Object::as_name);
        match kind {
            Ok(kind) if KEPT.contains(&kind) => {
                let number = keep(taken, places, id, &note, page);
                notes.kept.push(number);
            }
            Ok(kind) => {
                let field = kind == b"Widget";
                notes.drawn.extend(drawn(taken, &note, field));
            }
            Err(_) => {}
        }
    }
    Ok(notes)
}

/// The annotation without what it would do, but for a way to a web page or to
/// another page of the file.
fn keep(
    taken: &mut Collected,
    places: &Places,
    id: Option<ObjectId>,
    note: &Dictionary,
    page: ObjectId,
) -> u32 {
    let number = match id.and_then(|id| taken.taken(id)) {
        Some(number) => number,
        None => taken.reserve(id),
    };
    let mut out = Dictionary::new();
    for (key, value) in note {
        let value = match key.as_slice() {
            b"A" => action(taken.document(), places, value),
            b"Dest" => places.find(taken.document(), value),
            b"P" => Some(Object::Reference(page)),
            b"AA" | b"PA" | b"StructParent" | b"Parent" | b"Popup" | b"IRT" => None,
            _ => Some(value.clone()),
        };
        if let Some(value) = value {
            let value = taken.take(&value);
            out.set(key.clone(), value);
        }
    }
    taken.objects[number as usize - 1] = Object::Dictionary(out);
    number
}

/// A way to a web page, or to a page of this file.
fn action(document: &Document, places: &Places, action: &Object) -> Option<Object> {
    let action = document.dereference(action).ok()?.1.as_dict().ok()?;
    let mut out = Dictionary::new();
    match action.get(b"S").and_then(Object::as_name).ok()? {
        kind @ b"URI" => {
            let uri = document.dereference(action.get(b"URI").ok()?).ok()?.1;
            let shown = uri.as_str().ok()?.to_ascii_lowercase();
            let known = ["http:", "https:", "mailto:"];
            known.iter().find(|it| shown.starts_with(it.as_bytes()))?;
            out.set("S", Object::Name(kind.to_vec()));
            out.set("URI", uri.clone());
        }
        kind @ b"GoTo" => {
            out.set("S", Object::Name(kind.to_vec()));
            out.set("D", places.find(document, action.get(b"D").ok()?)?);
        }
        _ => return None,
    }
    Some(Object::Dictionary(out))
}

/// What an annotation looks like, under the matrix that puts it in its place
/// (ISO 32000-1 12.5.5, algorithm 8).
fn drawn(taken: &mut Collected, note: &Dictionary, is_field: bool) -> Option<([f32; 6], u32)> {
    let document = taken.document();
    let place = rectangle(document, note.get(b"Rect").ok()?)?;
    let Some(look) = appearance(document, note) else {
        let made = if is_field {
            field::look(document, note, place)
        } else {
            None
        };
        let number = taken.put(made?);
        return Some(([1.0, 0.0, 0.0, 1.0, place[0], place[1]], number));
    };
    let form = document.get_object(look).and_then(Object::as_stream).ok()?;
    let bounds = rectangle(document, form.dict.get(b"BBox").ok()?)?;
    let matrix = form.dict.get(b"Matrix").ok();
    let matrix = matrix.and_then(|it| numbers(document, it));
    let [a, b, c, d, e, f] = matrix.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let [x0, y0, x1, y1] = bounds;
    let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)];
    let corners = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let low = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
    let high =
        |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (left, right) = (low(|it| it.0), high(|it| it.0));
    let (bottom, top) = (low(|it| it.1), high(|it| it.1));
    if right - left <= 0.0 || top - bottom <= 0.0 {
        return None;
    }
    let wide = (place[2] - place[0]) / (right - left);
    let high = (place[3] - place[1]) / (top - bottom);
    let (x, y) = (place[0] - left * wide, place[1] - bottom * high);
    Some(([wide, 0.0, 0.0, high, x, y], taken.number(look)))
}

/// The form that shows the annotation as it stands: of a box to tick, that of its
/// state.
fn appearance(document: &Document, note: &Dictionary) -> Option<ObjectId> {
    let normal = dictionary(document, note, b"AP")?.get(b"N").ok()?;
    let (id, object) = document.dereference(normal).ok()?;
    match object {
        Object::Stream(_) => id,
        Object::Dictionary(states) => {
            let state = note.get(b"AS").and_then(Object::as_name).ok()?;
            let state = states.get(state).ok()?;
            let (id, object) = document.dereference(state).ok()?;
            object.as_stream().ok()?;
            id
        }
        _ => None,
    }
}
