//! Where everything stands: lines with positions and structure, no PDF.
//!
//! Blocks become strips, pieces of a column that no page break goes through
//! (`galley`), and strips become pages (`pages`). Measures are in points; y runs
//! downwards from the top edge.

mod contents;
mod furniture;
mod galley;
mod lines;
mod lists;
mod pages;
mod sheet;
mod signatures;
mod table;
#[cfg(test)]
mod told;
mod tree;

pub(super) use sheet::{COLUMN, HEIGHT, Ink, LEFT, Turn};
#[cfg(test)]
pub(super) use told::told;
pub(super) use tree::{Node, NodeId, Role};

use super::Running;
use super::face::Shapes;
use crate::blocks::Block;

/// A packet with everything in its place.
#[derive(Debug)]
pub(super) struct Laid {
    pub pages: Vec<Page>,
    /// Nodes of the structure in reading order; the first is the document.
    pub nodes: Vec<Node>,
    /// The headings of contents and bookmarks, in order.
    pub headings: Vec<Heading>,
    /// Where the contents can be clicked.
    pub links: Vec<Link>,
}

/// One sheet.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub marks: Vec<Placed>,
    pub turn: Turn,
    /// The sheet of an attached file that it is; its marks stand from the origin.
    pub sheet: Option<Stamped>,
}

/// A sheet of an attached file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stamped {
    /// Which file, and which sheet of it, from 0.
    pub file: usize,
    pub sheet: usize,
    /// How wide the stamp is.
    pub width: f32,
}

/// A mark on a page, and the node it belongs to; without one it is an artifact.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub node: Option<NodeId>,
    pub x: f32,
    /// The baseline of text, the middle of a rule, the top of a box or the logo.
    pub y: f32,
    pub mark: Mark,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    Text {
        size: f32,
        ink: Ink,
        shapes: Vec<u32>,
    },
    Rule {
        width: f32,
        thickness: f32,
        ink: Ink,
    },
    /// A standing bar, from `y` down.
    Bar {
        height: f32,
        thickness: f32,
        ink: Ink,
    },
    /// A box to tick, `side` wide and high.
    Box { side: f32, ticked: bool },
    /// The organisation's logo, from `y` down.
    Logo { width: f32, height: f32 },
}

/// A heading and where it landed.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// From 1, as deep as the bookmarks go.
    pub level: u8,
    pub text: String,
    /// From 0.
    pub page: usize,
    pub y: f32,
}

/// A clickable line of the contents: `y` is its top.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub page: usize,
    pub y: f32,
    pub height: f32,
    pub node: NodeId,
    /// Index into the headings.
    pub to: usize,
}

/// What stands one after the other in a packet.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Block(Block),
    /// The sheets of a file, listed as a heading of level 2 would be.
    Sheets {
        title: String,
        /// Which file, from 0.
        file: usize,
        count: usize,
    },
}

impl Piece {
    pub(super) fn all(blocks: Vec<Block>) -> Vec<Self> {
        blocks.into_iter().map(Self::Block).collect()
    }
}

/// Sets `pieces` on pages.
pub(super) fn lay_out(running: &Running, pieces: &[Piece], shapes: &mut Shapes) -> Laid {
    let mut galley = galley::Galley::new(pieces, running.depth, shapes);
    for piece in pieces {
        match piece {
            Piece::Block(block) => galley.set(block),
            Piece::Sheets { file, count, .. } => galley.sheets(*file, *count),
        }
    }
    let galley::Set {
        strips,
        heads,
        nodes,
        headings,
    } = galley.finish();
    let cut = pages::cut(strips, &heads, headings);
    let mut laid = Laid {
        pages: cut.pages,
        nodes,
        headings: cut.headings,
        links: cut.links,
    };
    contents::number(&mut laid, shapes);
    furniture::head_and_foot(&mut laid, running, shapes);
    for page in &mut laid.pages {
        // Reading order is the order of nodes: cells that lie side by side are
        // set line by line but read one after the other.
        page.marks.sort_by_key(|mark| mark.node);
    }
    laid
}
