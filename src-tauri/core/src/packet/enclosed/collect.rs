//! Objects taken out of a file, with all that they need and nothing else.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{Reason, in_time};
use crate::apart::Deadline;

/// Deepest nesting of arrays and dictionaries in one object.
const DEEPEST: usize = 64;

/// Most that is copied because it is needed twice, in bytes.
const MOST_COPIED: usize = 64 * 1024 * 1024;

/// Keys that do something or point back into the file's own structure.
const LEFT_OUT: [&[u8]; 6] = [
    b"AA",
    b"JS",
    b"PieceInfo",
    b"StructParent",
    b"StructParents",
    b"Thumb",
];

/// The objects taken so far, numbered from 1.
pub(super) struct Collected {
    document: Document,
    numbers: HashMap<ObjectId, u32>,
    waiting: Vec<(u32, ObjectId)>,
    pub(super) objects: Vec<Object>,
    /// Contents of pages that were read, and how much of them again.
    read: HashSet<ObjectId>,
    copied: usize,
    deadline: Deadline,
}

impl Collected {
    pub(super) fn of(document: Document, deadline: Deadline) -> Self {
        Self {
            document,
            numbers: HashMap::new(),
            waiting: Vec::new(),
            objects: Vec::new(),
            read: HashSet::new(),
            copied: 0,
            deadline,
        }
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Gives `id` a number of its own, where something else comes to stand.
    pub(super) fn reserve(&mut self, id: Option<ObjectId>) -> u32 {
        let number = self.put(Object::Null);
        if let Some(id) = id {
            self.numbers.insert(id, number);
        }
        number
    }

    /// Adds an object of ours.
    pub(super) fn put(&mut self, object: impl Into<Object>) -> u32 {
        self.objects.push(object.into());
        u32::try_from(self.objects.len()).unwrap_or(u32::MAX)
    }

    /// The number of the object `id`, which is fetched with the rest.
    pub(super) fn number(&mut self, id: ObjectId) -> u32 {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = self.reserve(Some(id));
        self.waiting.push((number, id));
        number
    }

    /// The number of what was taken of `id`; `None` when nothing was.
    pub(super) fn taken(&self, id: ObjectId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// `object` as it stands among the objects taken.
    pub(super) fn take(&mut self, object: &Object) -> Object {
        self.take_in(object, 0)
    }

    fn take_in(&mut self, object: &Object, depth: usize) -> Object {
        if depth > DEEPEST {
            return Object::Null;
        }
        match object {
            Object::Reference(id) if self.is_of_the_file(*id) => Object::Null,
            Object::Reference(id) => Object::Reference((self.number(*id), 0)),
            Object::Array(items) => {
                let items = items.iter().map(|it| self.take_in(it, depth + 1));
                Object::Array(items.collect())
            }
            Object::Dictionary(entries) => Object::Dictionary(self.entries(entries, depth)),
            Object::Stream(stream) => Object::Stream(self.stream(stream.clone())),
            other => other.clone(),
        }
    }

    fn entries(&mut self, entries: &Dictionary, depth: usize) -> Dictionary {
        let mut out = Dictionary::new();
        for (key, value) in entries {
            if !LEFT_OUT.contains(&key.as_slice()) {
                out.set(key.clone(), self.take_in(value, depth + 1));
            }
        }
        out
    }

    /// A stream with its bytes as they are.
    pub(super) fn stream(&mut self, mut stream: Stream) -> Stream {
        stream.dict = self.entries(&stream.dict, 0);
        // Bytes that lie in another file are nobody's to fetch.
        for key in [&b"F"[..], b"FFilter", b"FDecodeParms"] {
            stream.dict.remove(key);
        }
        let length = i64::try_from(stream.content.len()).unwrap_or(i64::MAX);
        stream.dict.set("Length", length);
        stream
    }

    /// Whether `id` belongs to the file and not to a page: its catalog, its page
    /// tree, and a page that is not taken.
    fn is_of_the_file(&self, id: ObjectId) -> bool {
        !self.numbers.contains_key(&id)
            && self.document.get_dictionary(id).is_ok_and(|it| {
                [&b"Page"[..], b"Pages", b"Catalog", b"StructElem"]
                    .iter()
                    .any(|kind| it.has_type(kind))
            })
    }

    /// A copy of the stream `id`; `None` when it is none.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] when much is copied often.
    pub(super) fn content(&mut self, id: ObjectId) -> Result<Option<Stream>, Reason> {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else {
            return Ok(None);
        };
        if !self.read.insert(id) {
            self.copied += stream.content.len();
        }
        if self.copied > MOST_COPIED {
            return Err(Reason::TooLarge);
        }
        Ok(Some(stream.clone()))
    }

    /// Fetches what was asked for, and what that asks for.
    ///
    /// # Errors
    /// [`Reason::TooSlow`].
    pub(super) fn fetch(&mut self) -> Result<(), Reason> {
        let mut fetched = 0_usize;
        while let Some((number, id)) = self.waiting.pop() {
            fetched += 1;
            if fetched.is_multiple_of(1000) {
                in_time(self.deadline)?;
            }
            // What was put there meanwhile stays.
            if !matches!(self.objects[number as usize - 1], Object::Null) {
                continue;
            }
            let object = match self.document.objects.remove(&id) {
                None => Object::Null,
                Some(Object::Stream(stream)) => Object::Stream(self.stream(stream)),
                Some(object) => self.take(&object),
            };
            self.objects[number as usize - 1] = object;
        }
        Ok(())
    }
}

/// Numbers at the head of an array.
pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f32; N]> {
    let items = document.dereference(object).ok()?.1.as_array().ok()?;
    let mut out = [0.0; N];
    for (place, item) in out.iter_mut().zip(items.get(..N)?) {
        *place = document.dereference(item).ok()?.1.as_float().ok()?;
        place.is_finite().then_some(())?;
    }
    Some(out)
}

/// A rectangle with its corners in order.
pub(super) fn rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let [x0, y0, x1, y1] = numbers(document, object)?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

/// A dictionary, wherever it lies.
pub(super) fn dictionary<'d>(
    document: &'d Document,
    within: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    let object = document.dereference(within.get(key).ok()?).ok()?.1;
    match object {
        Object::Dictionary(it) => Some(it),
        Object::Stream(it) => Some(&it.dict),
        _ => None,
    }
}
