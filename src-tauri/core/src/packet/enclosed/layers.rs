//! Layers (optional content): those that the file does not show stay hidden.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::collect::dictionary;

/// The layers of a file.
#[derive(Default)]
pub(super) struct Layers {
    pub all: Vec<ObjectId>,
    /// Not shown, as the file's default has it.
    pub hidden: Vec<ObjectId>,
}

pub(super) fn wanted(document: &Document) -> Layers {
    let Some(of_file) = document
        .catalog()
        .ok()
        .and_then(|it| dictionary(document, it, b"OCProperties"))
    else {
        return Layers::default();
    };
    let all = references(document, of_file, b"OCGs");
    let Some(default) = dictionary(document, of_file, b"D") else {
        return Layers {
            all,
            hidden: Vec::new(),
        };
    };
    let off = default.get(b"BaseState").and_then(Object::as_name).ok() == Some(b"OFF");
    let hidden = match off {
        false => references(document, default, b"OFF"),
        true => {
            let shown = references(document, default, b"ON");
            let hidden = all.iter().filter(|it| !shown.contains(it));
            hidden.copied().collect()
        }
    };
    Layers { all, hidden }
}

fn references(document: &Document, within: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    let items = within.get(key).and_then(|it| document.dereference(it));
    let items = items.and_then(|it| it.1.as_array());
    let ids = items.into_iter().flatten().take(10_000);
    ids.filter_map(|it| it.as_reference().ok()).collect()
}
