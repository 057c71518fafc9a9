//! Places of a file that have a name (ISO 32000-1 12.3.2.3). The names stay behind
//! with the file's catalog; a link to one goes by the place itself.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::collect::dictionary;

/// Most names of one file.
const MOST: usize = 100_000;

/// Deepest tree of names.
const DEEPEST: usize = 64;

/// What each name stands for: an array that begins with a page.
pub(super) struct Places(HashMap<Vec<u8>, Object>);

impl Places {
    pub(super) fn of(document: &Document) -> Self {
        let mut places = Self(HashMap::new());
        let Ok(catalog) = document.catalog() else {
            return places;
        };
        // PDF 1.1 has a dictionary, what came after it a tree.
        if let Some(named) = dictionary(document, catalog, b"Dests") {
            for (name, place) in named {
                places.put(document, name, place);
            }
        }
        let tree = dictionary(document, catalog, b"Names");
        if let Some(root) = tree.and_then(|it| dictionary(document, it, b"Dests")) {
            places.branch(document, root, &mut HashSet::new(), 0);
        }
        places
    }

    /// The place that `place` tells of, by its page or by its name.
    pub(super) fn find(&self, document: &Document, place: &Object) -> Option<Object> {
        let place = document.dereference(place).ok()?.1;
        match place {
            Object::Name(name) | Object::String(name, _) => self.0.get(name).cloned(),
            _ => explicit(document, place),
        }
    }

    fn put(&mut self, document: &Document, name: &[u8], place: &Object) {
        if self.0.len() < MOST
            && let Some(place) = explicit(document, place)
        {
            self.0.entry(name.to_vec()).or_insert(place);
        }
    }

    fn branch(
        &mut self,
        document: &Document,
        node: &Dictionary,
        seen: &mut HashSet<ObjectId>,
        depth: usize,
    ) {
        let list = |key: &[u8]| {
            let list = node.get(key).and_then(|it| document.dereference(it));
            list.and_then(|it| it.1.as_array()).ok()
        };
        for pair in list(b"Names").into_iter().flat_map(|it| it.chunks_exact(2)) {
            if let Ok((_, Object::String(name, _))) = document.dereference(&pair[0]) {
                self.put(document, name, &pair[1]);
            }
        }
        if depth == DEEPEST {
            return;
        }
        for kid in list(b"Kids").into_iter().flatten() {
            if let Ok(id) = kid.as_reference()
                && seen.insert(id)
                && let Ok(kid) = document.get_dictionary(id)
            {
                self.branch(document, kid, seen, depth + 1);
            }
        }
    }
}

/// A place told by its page, wherever it lies: alone or in a dictionary of its own.
fn explicit(document: &Document, place: &Object) -> Option<Object> {
    let mut place = document.dereference(place).ok()?.1;
    if let Object::Dictionary(it) = place {
        place = document.dereference(it.get(b"D").ok()?).ok()?.1;
    }
    place.as_array().ok()?.first()?.as_reference().ok()?;
    Some(place.clone())
}
