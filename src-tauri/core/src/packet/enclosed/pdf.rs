//! PDF: each page becomes one form that is drawn whole, so that nothing it leaves
//! undone reaches what is drawn after it.

use std::collections::HashMap;
use std::io::Read;

use lopdf::{Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream, dictionary};

use super::collect::{Collected, rectangle};
use super::places::Places;
use super::{INFLATED, MOST_PAGES, Reason, Sheet, Sheets, annotations, in_time, layers};
use crate::apart::Deadline;

/// Most steps from a page up to the root of its tree.
const MOST_PARENTS: usize = 64;

/// Longest edge that readers show, in points (ISO 32000-1 Annex C), less the strip
/// that a sheet grows by for its stamp.
const LONGEST_EDGE: f32 = 14_400.0 / 1.05;

/// A4, where a page says nothing that makes sense.
const A4: [f32; 4] = [0.0, 0.0, 595.28, 841.89];

const PLAIN: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

pub(super) fn read(bytes: &[u8], deadline: Deadline) -> Result<Sheets, Reason> {
    let options = LoadOptions::with_max_decompressed_size(INFLATED);
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => return Err(Reason::Encrypted),
        Ok(document) => document,
        Err(Error::InvalidPassword | Error::Decryption(_)) => return Err(Reason::Encrypted),
        Err(_) => return Err(Reason::Broken),
    };
    in_time(deadline)?;
    let pages: Vec<_> = document.page_iter().take(MOST_PAGES + 1).collect();
    match pages.len() {
        0 if has_page_tree(&document) => return Err(Reason::NoPages),
        0 => return Err(Reason::Broken),
        count if count > MOST_PAGES => return Err(Reason::TooManyPages),
        _ => {}
    }
    let mut reading = Reading {
        places: Places::of(&document),
        taken: Collected::of(document, deadline),
        forms: HashMap::new(),
        resources: HashMap::new(),
    };
    let numbered: Vec<_> = pages
        .iter()
        .map(|page| (*page, reading.taken.reserve(Some(*page))))
        .collect();
    let mut sheets = Vec::with_capacity(pages.len());
    for (index, (page, number)) in numbered.into_iter().enumerate() {
        if index.is_multiple_of(100) {
            in_time(deadline)?;
        }
        sheets.push(reading.sheet(page, number)?);
    }
    let layers = layers::wanted(reading.taken.document());
    reading.taken.fetch()?;
    let number = |id: &ObjectId| reading.taken.taken(*id);
    Ok(Sheets {
        layers: layers.all.iter().filter_map(number).collect(),
        hidden: layers.hidden.iter().filter_map(number).collect(),
        sheets,
        objects: reading.taken.objects,
    })
}

fn has_page_tree(document: &Document) -> bool {
    let tree = document.catalog().and_then(|it| it.get(b"Pages"));
    tree.and_then(|it| document.dereference(it))
        .and_then(|it| it.1.as_dict())
        .is_ok_and(|it| it.has(b"Kids"))
}

/// What a form is made of: the streams and the resources of a page.
type Key = (Vec<ObjectId>, Option<u32>, [u32; 4]);

struct Reading {
    taken: Collected,
    places: Places,
    forms: HashMap<Key, u32>,
    /// By the dictionary that has them.
    resources: HashMap<ObjectId, u32>,
}

impl Reading {
    fn sheet(&mut self, page: ObjectId, number: u32) -> Result<Sheet, Reason> {
        let document = self.taken.document();
        let own = document.get_dictionary(page).map_err(|_| Reason::Broken)?;
        let sheet = rectangle_of(document, page, b"MediaBox").unwrap_or(A4);
        let cropped = rectangle_of(document, page, b"CropBox");
        let view = cropped.and_then(|it| common(it, sheet)).unwrap_or(sheet);
        let turned = inherited(document, page, b"Rotate").map(|it| it.1);
        let turned = turned.and_then(|it| it.as_float().ok()).unwrap_or(0.0);
        let turned = ((turned / 90.0).round() as i64 * 90).rem_euclid(360);
        let unit = own.get(b"UserUnit").and_then(Object::as_float);
        let unit = unit.ok().filter(|it| (0.01..=1000.0).contains(it));
        let group = own.get(b"Group").cloned().ok();
        let form = self.form(page, view, group)?;
        let notes = annotations::of(&mut self.taken, &self.places, page)?;
        let mut sheet = Sheet {
            number,
            view,
            turned,
            unit: unit.unwrap_or(1.0),
            forms: form.map(|it| (PLAIN, it)).into_iter().collect(),
            annotations: notes.kept,
        };
        sheet.forms.extend(notes.drawn);
        fit(&mut sheet);
        Ok(sheet)
    }

    /// The page's content as a form; `None` for an empty page.
    fn form(
        &mut self,
        page: ObjectId,
        view: [f32; 4],
        group: Option<Object>,
    ) -> Result<Option<u32>, Reason> {
        let document = self.taken.document();
        let streams = document.get_page_contents(page);
        let owner = inherited(document, page, b"Resources");
        let resources = owner.map(|(owner, resources)| (owner, resources.clone()));
        if streams.is_empty() {
            return Ok(None);
        }
        let resources = resources.map(|(owner, resources)| self.shared(owner, &resources));
        let key = (streams.clone(), resources, view.map(f32::to_bits));
        if let Some(form) = self.forms.get(&key) {
            return Ok(Some(*form));
        }
        let mut stream = self.content(&streams)?;
        stream.dict.set("Type", "XObject");
        stream.dict.set("Subtype", "Form");
        stream.dict.set("BBox", view.map(Object::Real).to_vec());
        let resources = resources.map_or_else(
            || Object::Dictionary(Dictionary::new()),
            |it| Object::Reference((it, 0)),
        );
        stream.dict.set("Resources", resources);
        if let Some(group) = group {
            let group = self.taken.take(&group);
            stream.dict.set("Group", group);
        }
        let form = self.taken.put(stream);
        self.forms.insert(key, form);
        Ok(Some(form))
    }

    /// The resources of `owner`, once for all pages that have them.
    fn shared(&mut self, owner: ObjectId, resources: &Object) -> u32 {
        if let Some(number) = self.resources.get(&owner) {
            return *number;
        }
        let number = match resources {
            Object::Reference(id) => self.taken.number(*id),
            direct => {
                let taken = self.taken.take(direct);
                self.taken.put(taken)
            }
        };
        self.resources.insert(owner, number);
        number
    }

    /// One stream as it lies; several put together, for a form has one. A page that
    /// would lose some of what it says is not shown at all.
    fn content(&mut self, streams: &[ObjectId]) -> Result<Stream, Reason> {
        if let [only] = streams {
            let stream = self.taken.content(*only)?.filter(is_whole);
            return Ok(self.taken.stream(stream.ok_or(Reason::Broken)?));
        }
        let mut whole = Vec::new();
        for id in streams {
            let stream = self.taken.content(*id)?.filter(is_whole);
            let part = stream
                .ok_or(Reason::Broken)?
                .get_plain_content_with_limit(INFLATED)
                .map_err(|_| Reason::Broken)?;
            whole.extend(part);
            whole.push(b'\n');
            if whole.len() > INFLATED {
                return Err(Reason::TooLarge);
            }
        }
        let mut stream = Stream::new(dictionary! {}, whole);
        stream.compress().map_err(|_| Reason::Broken)?;
        Ok(stream)
    }
}

/// Whether a stream's bytes can be read to their end, where they are packed the usual
/// way: whatever was done to them afterwards.
fn is_whole(stream: &Stream) -> bool {
    let filters = stream.filters().unwrap_or_default();
    let Some((&b"FlateDecode" | &b"Fl", after)) = filters.split_last() else {
        return true;
    };
    if stream.content.is_empty() {
        return true;
    }
    let names: Vec<_> = after.iter().map(|it| Object::Name(it.to_vec())).collect();
    let dict = dictionary! { "Filter" => names };
    let packed = Stream::new(dict, stream.content.clone());
    let packed = packed.get_plain_content_with_limit(INFLATED);
    // The checksum at the end is often wrong in files that every reader shows.
    let packed = packed.ok();
    packed
        .as_ref()
        .and_then(|it| it.get(2..))
        .is_some_and(|it| {
            let mut read = flate2::read::DeflateDecoder::new(it).take(INFLATED as u64);
            std::io::copy(&mut read, &mut std::io::sink()).is_ok()
        })
}

/// What a page or the nearest node above it says under `key`, and which node.
fn inherited<'d>(
    document: &'d Document,
    page: ObjectId,
    key: &[u8],
) -> Option<(ObjectId, &'d Object)> {
    let mut at = page;
    for _ in 0..MOST_PARENTS {
        let node = document.get_dictionary(at).ok()?;
        if let Ok(found) = node.get(key) {
            return Some((at, found));
        }
        at = node.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

/// A box of the page with room in it.
fn rectangle_of(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let found = rectangle(document, inherited(document, page, key)?.1)?;
    (found[2] - found[0] >= 1.0 && found[3] - found[1] >= 1.0).then_some(found)
}

fn common(a: [f32; 4], b: [f32; 4]) -> Option<[f32; 4]> {
    let both = [
        a[0].max(b[0]),
        a[1].max(b[1]),
        a[2].min(b[2]),
        a[3].min(b[3]),
    ];
    (both[2] - both[0] >= 1.0 && both[3] - both[1] >= 1.0).then_some(both)
}

/// A page larger than readers show is drawn smaller; its annotations stay behind,
/// since they would stand elsewhere.
fn fit(sheet: &mut Sheet) {
    let [left, bottom, right, top] = sheet.view;
    let longest = (right - left).max(top - bottom) * sheet.unit;
    if longest <= LONGEST_EDGE {
        return;
    }
    let scale = A4[3] / (right - left).max(top - bottom);
    for (matrix, _) in &mut sheet.forms {
        let [a, b, c, d, e, f] = *matrix;
        let (x, y) = ((e - left) * scale, (f - bottom) * scale);
        *matrix = [a * scale, b * scale, c * scale, d * scale, x, y];
    }
    sheet.view = [0.0, 0.0, (right - left) * scale, (top - bottom) * scale];
    sheet.unit = 1.0;
    sheet.annotations.clear();
}
