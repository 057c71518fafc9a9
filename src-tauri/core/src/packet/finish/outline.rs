//! Bookmarks: sections, and what is asked in them.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::{destination, text};
use crate::packet::layout::Laid;

/// Builds the bookmarks; nothing when there are no headings.
pub(super) fn build(document: &mut Document, laid: &Laid, pages: &[ObjectId]) -> Option<ObjectId> {
    let headings = &laid.headings;
    if headings.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<_> = headings.iter().map(|_| document.new_object_id()).collect();
    // Each heading's parent, by index: the last one above it of a higher level.
    let mut above: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(headings.len());
    for (index, heading) in headings.iter().enumerate() {
        while above
            .last()
            .is_some_and(|it| headings[*it].level >= heading.level)
        {
            above.pop();
        }
        parents.push(above.last().copied());
        above.push(index);
    }
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); headings.len() + 1];
    for (index, parent) in parents.iter().enumerate() {
        families[parent.map_or(0, |it| it + 1)].push(index);
    }
    for (family, members) in families.iter().enumerate() {
        let parent = if family == 0 { root } else { ids[family - 1] };
        for (place, index) in members.iter().enumerate() {
            let heading = &headings[*index];
            let mut entry = dictionary! {
                "Title" => text(&heading.text),
                "Parent" => parent,
                "Dest" => destination(laid, pages, heading),
            };
            if let Some(before) = place.checked_sub(1) {
                entry.set("Prev", ids[members[before]]);
            }
            if let Some(after) = members.get(place + 1) {
                entry.set("Next", ids[*after]);
            }
            if let [first, ..] = families[index + 1][..] {
                let last = families[index + 1].last().copied().unwrap_or(first);
                entry.set("First", ids[first]);
                entry.set("Last", ids[last]);
                // Shut at first: a negative count.
                entry.set(
                    "Count",
                    Object::Integer(-(families[index + 1].len() as i64)),
                );
            }
            super::set(document, ids[*index], entry);
        }
    }
    let top = &families[0];
    let whole = dictionary! {
        "Type" => "Outlines",
        "First" => ids[*top.first()?],
        "Last" => ids[*top.last()?],
        "Count" => top.len() as i64,
    };
    super::set(document, root, whole);
    Some(root)
}
