//! The structure tree, and the way from each marked content back to its node.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{destination, text};
use crate::packet::Error;
use crate::packet::layout::{COLUMN, HEIGHT, LEFT, Laid, Link, Mark, Node, NodeId, Role};
use crate::packet::word;

/// What hangs under a node, in order.
#[derive(Clone, Copy)]
enum Child {
    Node(NodeId),
    /// Marked content: page, and number on it.
    Content(usize, usize),
    /// A link annotation.
    Annotation(ObjectId, ObjectId),
}

/// Builds the tree and the links of the contents; the root.
pub(super) fn build(
    document: &mut Document,
    laid: &Laid,
    pages: &[ObjectId],
    contents: &[Vec<NodeId>],
) -> Result<ObjectId, Error> {
    let root = document.new_object_id();
    let ids: Vec<_> = laid
        .nodes
        .iter()
        .map(|_| document.new_object_id())
        .collect();
    let mut children: Vec<Vec<Child>> = vec![Vec::new(); laid.nodes.len()];
    for (index, node) in laid.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            let id = NodeId(u32::try_from(index).unwrap_or(u32::MAX));
            children[at(parent)].push(Child::Node(id));
        }
    }
    let mut parents: Vec<Object> = Vec::new();
    for (page, nodes) in contents.iter().enumerate() {
        for (number, node) in nodes.iter().enumerate() {
            children[at(*node)].push(Child::Content(page, number));
        }
        let list = nodes.iter().map(|node| ids[at(*node)].into()).collect();
        let list = document.add_object(Object::Array(list));
        parents.push((page as i64).into());
        parents.push(list.into());
    }
    for (index, link) in laid.links.iter().enumerate() {
        let key = (pages.len() + index) as i64;
        let annotation = annotate(document, laid, pages, link, key)?;
        children[at(link.node)].push(Child::Annotation(annotation, pages[link.page]));
        parents.push(key.into());
        parents.push(ids[at(link.node)].into());
    }
    let boxes = boxes(laid);
    for (index, node) in laid.nodes.iter().enumerate() {
        let parent = node.parent.map_or(root, |it| ids[at(it)]);
        let mut element = element(node, parent);
        if let Some(bounds) = boxes.get(&index) {
            let bounds = bounds.map(Object::Real).to_vec();
            element.set("A", dictionary! { "O" => "Layout", "BBox" => bounds });
        }
        let kids = &children[index];
        let page = only_page(kids);
        if let Some(page) = page {
            element.set("Pg", pages[page]);
        }
        let told = |child: &Child| match (child, page) {
            (Child::Content(_, number), Some(_)) => Object::Integer(*number as i64),
            _ => told(*child, &ids, pages),
        };
        let kids: Vec<_> = kids.iter().map(told).collect();
        if !kids.is_empty() {
            element.set("K", kids);
        }
        super::set(document, ids[index], element);
    }
    let parents = document.add_object(dictionary! { "Nums" => parents });
    let next = (pages.len() + laid.links.len()) as i64;
    let whole = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![ids[0].into()],
        "ParentTree" => parents,
        "ParentTreeNextKey" => next,
    };
    super::set(document, root, whole);
    Ok(root)
}

/// Where each figure stands: left, bottom, right and top, by its node (ISO 32000-1
/// 14.8.5.4.3).
fn boxes(laid: &Laid) -> BTreeMap<usize, [f32; 4]> {
    let marks = laid.pages.iter();
    let marks = marks.flat_map(|page| page.marks.iter().map(|mark| (page.turn, mark)));
    let bounds = marks.filter_map(|(turn, mark)| {
        let (wide, high) = match mark.mark {
            Mark::Box { side, .. } => (side, side),
            Mark::Logo { width, height } => (width, height),
            _ => return None,
        };
        let (left, top) = (mark.x.round(), (turn.height() - mark.y).round());
        let (wide, high) = (wide.ceil(), high.ceil());
        Some((at(mark.node?), [left, top - high, left + wide, top]))
    });
    bounds.collect()
}

fn at(node: NodeId) -> usize {
    node.0 as usize
}

/// The page of all marked content among the children, when it is one page.
fn only_page(children: &[Child]) -> Option<usize> {
    let mut pages = children.iter().filter_map(|child| match child {
        Child::Content(page, _) => Some(*page),
        _ => None,
    });
    let first = pages.next()?;
    pages.all(|page| page == first).then_some(first)
}

fn told(child: Child, ids: &[ObjectId], pages: &[ObjectId]) -> Object {
    match child {
        Child::Node(node) => ids[at(node)].into(),
        Child::Content(page, number) => Object::Dictionary(dictionary! {
            "Type" => "MCR",
            "Pg" => pages[page],
            "MCID" => number as i64,
        }),
        Child::Annotation(annotation, page) => Object::Dictionary(dictionary! {
            "Type" => "OBJR",
            "Pg" => page,
            "Obj" => annotation,
        }),
    }
}

fn element(node: &Node, parent: ObjectId) -> Dictionary {
    let mut element = dictionary! {
        "Type" => "StructElem",
        "S" => node.role.name(),
        "P" => parent,
    };
    let scope = match node.role {
        Role::ColumnHead => Some("Column"),
        Role::RowHead => Some("Row"),
        _ => None,
    };
    if let Some(scope) = scope {
        element.set("A", dictionary! { "O" => "Table", "Scope" => scope });
    }
    if let Some(alt) = &node.alt {
        element.set("Alt", text(alt));
    }
    element
}

fn annotate(
    document: &mut Document,
    laid: &Laid,
    pages: &[ObjectId],
    link: &Link,
    key: i64,
) -> Result<ObjectId, Error> {
    let heading = &laid.headings[link.to];
    let (left, right) = (LEFT, LEFT + COLUMN.round());
    let (top, bottom) = (HEIGHT - link.y, HEIGHT - link.y - link.height);
    let annotation = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => vec![left.into(), bottom.round().into(), right.into(), top.round().into()],
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Shown and printed.
        "F" => 4,
        "Contents" => text(&word("packet.link", &[("title", &heading.text)])),
        "Dest" => destination(laid, pages, heading),
        "StructParent" => key,
    });
    let page = document.get_dictionary_mut(pages[link.page])?;
    match page.get_mut(b"Annots") {
        Ok(Object::Array(list)) => list.push(annotation.into()),
        _ => page.set("Annots", vec![annotation.into()]),
    }
    Ok(annotation)
}
