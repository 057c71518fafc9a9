//! Blocks set in one endless column, cut into strips.

use super::lines::{Line, break_lines};
use super::sheet::{self, COLUMN, Face, Ink, LEFT, MEASURE, Turn};
use super::tree::{Node, NodeId, Role, Tree};
use super::{Heading, Mark, Piece, Placed};
use crate::blocks::{Block, Look, Span, Voice};
use crate::model::Logo;
use crate::packet::face::Shapes;
use crate::packet::word;

/// A piece of the column that no page break goes through. Its marks' `y` count
/// from its own top.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Room above it, left out at the top of a page.
    pub above: f32,
    pub height: f32,
    pub marks: Vec<Placed>,
    /// No page break after it, if there is room at all.
    pub keep: bool,
    /// Begins a page.
    pub new_page: bool,
    /// The table whose head stands again above it when it begins a page.
    pub table: Option<usize>,
    /// The file whose sheets it is, and how many.
    pub sheets: Option<(usize, usize)>,
    /// How the sheet is turned that it stands on; what is kept with it stands there too.
    pub turn: Turn,
    /// The heading it holds.
    pub heading: Option<usize>,
    /// The heading it points to from the contents, and the node of the link.
    pub entry: Option<(usize, NodeId)>,
}

/// What the galley comes to.
pub(super) struct Set {
    pub strips: Vec<Strip>,
    /// Heads of tables, as artifacts: only the first one is read.
    pub heads: Vec<Vec<Strip>>,
    pub nodes: Vec<Node>,
    pub headings: Vec<Heading>,
}

/// The column while it is set.
pub(super) struct Galley<'a> {
    pub(super) shapes: &'a mut Shapes,
    pub(super) tree: Tree,
    pub(super) heads: Vec<Vec<Strip>>,
    pub(super) strips: Vec<Strip>,
    pub(super) headings: Vec<Heading>,
    pub(super) next_heading: usize,
    /// Headings of this level and above are listed.
    depth: u8,
    section: NodeId,
    below: f32,
    new_page: bool,
}

impl<'a> Galley<'a> {
    /// A galley that knows the headings to come, for the contents.
    pub(super) fn new(pieces: &[Piece], depth: u8, shapes: &'a mut Shapes) -> Self {
        let heading = |level: u8, text: &str| {
            Some(Heading {
                level,
                text: text.to_owned(),
                page: 0,
                y: 0.0,
            })
        };
        let headings = pieces.iter().filter_map(|piece| match piece {
            Piece::Block(Block::Heading { level, text }) if *level <= depth => {
                heading(*level, text)
            }
            Piece::Sheets { title, .. } => heading(2, title),
            Piece::Block(_) => None,
        });
        let mut tree = Tree::new();
        Self {
            shapes,
            depth,
            section: tree.add(Tree::DOCUMENT, Role::Section),
            tree,
            heads: Vec::new(),
            strips: Vec::new(),
            headings: headings.collect(),
            next_heading: 0,
            below: 0.0,
            new_page: false,
        }
    }

    pub(super) fn finish(self) -> Set {
        Set {
            strips: self.strips,
            heads: self.heads,
            nodes: self.tree.into_nodes(),
            headings: self.headings,
        }
    }

    pub(super) fn set(&mut self, block: &Block) {
        match block {
            Block::NewPage => self.new_page = true,
            Block::Title(text) => self.heading(1, text, sheet::TITLE, false),
            Block::Heading { level, text } => {
                if *level == 1 {
                    self.section = self.tree.add(Tree::DOCUMENT, Role::Section);
                }
                self.heading(*level, text, sheet::heading(*level), *level <= self.depth);
            }
            Block::Paragraph(look, spans) => self.paragraph(*look, spans),
            Block::List(items) => self.list(items),
            Block::Choices(choices) => self.choices(choices),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
            Block::Logo(logo, of) => self.logo(logo, of),
            Block::Contents => self.contents(),
            Block::Signatures(roles) => self.signatures(roles),
        }
    }

    /// The sheets of a file, each a page of its own.
    pub(super) fn sheets(&mut self, file: usize, count: usize) {
        let strip = Strip {
            heading: Some(self.next_heading),
            sheets: Some((file, count)),
            ..Strip::default()
        };
        self.next_heading += 1;
        self.push(vec![strip], 0.0, 0.0);
        self.new_page = true;
    }

    /// The node under which the next block hangs.
    pub(super) fn section(&self) -> NodeId {
        self.section
    }

    /// Adds the strips of one block with room around them.
    pub(super) fn push(&mut self, mut strips: Vec<Strip>, above: f32, below: f32) {
        if let Some(first) = strips.first_mut() {
            first.above = above.max(self.below);
            first.new_page = std::mem::take(&mut self.new_page);
            self.below = below;
        }
        self.strips.append(&mut strips);
    }

    /// Asks for room above whatever comes next.
    pub(super) fn leave(&mut self, room: f32) {
        self.below = room;
    }

    /// Lines as strips of their own, at `x`.
    pub(super) fn strips(&self, lines: Vec<Line>, face: Face, x: f32, node: NodeId) -> Vec<Strip> {
        let count = lines.len();
        let strip = |(index, line): (usize, Line)| Strip {
            height: face.leading,
            // Neither the first nor the last line stands alone on a page.
            keep: count > 1 && (index == 0 || index + 2 == count),
            marks: text(line, face, x, face.baseline(), node)
                .into_iter()
                .collect(),
            ..Strip::default()
        };
        lines.into_iter().enumerate().map(strip).collect()
    }

    /// The logo stands with the name below it.
    fn logo(&mut self, logo: &Logo, of: &str) {
        let alt = word("packet.logo", &[("organisation", of)]);
        let node = self.tree.add_figure(self.section, alt);
        let (width, height) = logo.size();
        let mark = Placed {
            node: Some(node),
            x: LEFT,
            y: 0.0,
            mark: Mark::Logo { width, height },
        };
        let strip = Strip {
            height,
            keep: true,
            marks: vec![mark],
            ..Strip::default()
        };
        self.push(vec![strip], 0.0, 8.0);
    }

    fn heading(&mut self, level: u8, text: &str, face: Face, listed: bool) {
        let node = self.tree.add(self.section, Role::Heading(level));
        let lines = break_lines(self.shapes, &strong(text), face.size, COLUMN);
        let mut strips = self.strips(lines, face, LEFT, node);
        for strip in &mut strips {
            strip.keep = true;
        }
        if let (true, Some(first)) = (listed, strips.first_mut()) {
            first.heading = Some(self.next_heading);
            self.next_heading += 1;
        }
        self.push(strips, face.above, face.below);
    }

    fn paragraph(&mut self, look: Look, spans: &[Span]) {
        let (face, x, width) = match look {
            Look::Body => (sheet::BODY, LEFT, MEASURE),
            Look::Letterhead => (sheet::LETTERHEAD, LEFT, COLUMN),
            Look::Eyebrow => (sheet::EYEBROW, LEFT, COLUMN),
            Look::Note | Look::Lead => (sheet::NOTE, LEFT, MEASURE),
            Look::Notice => (sheet::NOTICE, LEFT + 12.0, MEASURE),
            Look::Gap => (sheet::GAP, LEFT + 12.0, MEASURE),
        };
        // A word count or a gap tells of what stands above it.
        if let (Look::Note | Look::Gap, Some(last)) = (look, self.strips.last_mut()) {
            last.keep = true;
        }
        let node = self.tree.add(self.section, Role::Paragraph);
        let lines = break_lines(self.shapes, spans, face.size, width);
        let mut strips = self.strips(lines, face, x, node);
        if look == Look::Lead {
            strips.iter_mut().for_each(|strip| strip.keep = true);
        }
        if matches!(look, Look::Notice | Look::Gap) {
            for strip in &mut strips {
                strip.marks.push(Placed {
                    node: None,
                    x: LEFT + 1.0,
                    y: 0.0,
                    mark: Mark::Bar {
                        height: strip.height,
                        thickness: 2.0,
                        ink: Ink::Accent,
                    },
                });
            }
        }
        self.push(strips, face.above, face.below);
    }
}

/// One line as a mark, if there is anything on it.
pub(super) fn text(line: Line, face: Face, x: f32, y: f32, node: NodeId) -> Option<Placed> {
    (!line.shapes.is_empty()).then_some(Placed {
        node: Some(node),
        x,
        y,
        mark: Mark::Text {
            size: face.size,
            ink: face.ink,
            shapes: line.shapes,
        },
    })
}

pub(super) fn rule(x: f32, y: f32, width: f32, thickness: f32, ink: Ink) -> Placed {
    Placed {
        node: None,
        x,
        y,
        mark: Mark::Rule {
            width,
            thickness,
            ink,
        },
    }
}

pub(super) fn plain(text: &str) -> Vec<Span> {
    vec![Span {
        text: text.to_owned(),
        voice: Voice::Plain,
    }]
}

pub(super) fn strong(text: &str) -> Vec<Span> {
    vec![Span {
        text: text.to_owned(),
        voice: Voice::Strong,
    }]
}
