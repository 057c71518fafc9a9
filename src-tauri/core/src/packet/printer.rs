//! Draws the pages: printpdf operations, each mark inside the marked content of
//! its node. Reading order, fonts and structure are not its business.

use std::collections::BTreeMap;

use printpdf::{
    Color, CurTransMat, DictItem, Line, LinePoint, Mm, Op, PdfDocument, PdfPage, PdfSaveOptions,
    Point, Pt, Rgb, to_lopdf_doc,
};

use super::face::Shapes;
use super::finish::{Fonts, LOGO};
use super::layout::{Ink, Laid, Mark, NodeId, Page, Placed};
use super::steps::pages as pages_drawn;
use super::{Error, Steps};

/// Drawn pages: the operators of each, and the nodes of its marked contents,
/// where the content numbered n belongs to the n-th node.
pub(super) struct Drawn {
    pub pages: Vec<Vec<u8>>,
    pub contents: Vec<Vec<NodeId>>,
}

/// As many pages are operations at one time; more would cost memory only.
const BATCH: usize = 8;

/// Draws every page.
///
/// # Errors
/// [`Error::Stopped`].
pub(super) fn draw(
    laid: &Laid,
    shapes: &Shapes,
    fonts: &Fonts,
    steps: Steps<'_>,
) -> Result<Drawn, Error> {
    let mut drawn = Drawn {
        pages: Vec::with_capacity(laid.pages.len()),
        contents: Vec::with_capacity(laid.pages.len()),
    };
    for batch in laid.pages.chunks(BATCH) {
        pages_drawn(steps, drawn.pages.len(), laid.pages.len())?;
        let mut pages = Vec::with_capacity(batch.len());
        for page in batch {
            let mut pen = Pen {
                ops: Vec::new(),
                nodes: Vec::new(),
                top: page.turn.height(),
                shapes,
                fonts,
            };
            pen.page(page);
            drawn.contents.push(pen.nodes);
            let (width, height) = (page.turn.width(), page.turn.height());
            let (width, height) = (Mm::from(Pt(width)), Mm::from(Pt(height)));
            pages.push(PdfPage::new(width, height, pen.ops));
        }
        drawn.pages.extend(operators(pages));
    }
    Ok(drawn)
}

/// The pages as operators. Of the document that printpdf makes around them only
/// these are kept: its ids are drawn by lot and its dates are the clock's.
fn operators(pages: Vec<PdfPage>) -> Vec<Vec<u8>> {
    let mut document = PdfDocument::new("");
    document.with_pages(pages);
    // Glyphs are shown by `Op::Unknown`, which a secure save leaves out.
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let written = to_lopdf_doc(&document, &options, &mut Vec::new());
    let pages = written.get_pages().into_values();
    pages.map(|page| written.get_page_content(page)).collect()
}

struct Pen<'a> {
    ops: Vec<Op>,
    nodes: Vec<NodeId>,
    /// Where y begins, from the lower edge.
    top: f32,
    shapes: &'a Shapes,
    fonts: &'a Fonts,
}

impl Pen<'_> {
    /// Marks of one node stand together: one marked content for each.
    fn page(&mut self, page: &Page) {
        for group in page.marks.chunk_by(|a, b| a.node == b.node) {
            let Some(first) = group.first() else { continue };
            let (tag, properties) = match first.node {
                None => ("Artifact", dictionary([("Type", name("Pagination"))])),
                Some(node) => {
                    let number = i64::try_from(self.nodes.len()).unwrap_or(i64::MAX);
                    self.nodes.push(node);
                    ("Span", dictionary([("MCID", DictItem::Int(number))]))
                }
            };
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: tag.to_owned(),
                properties,
            });
            for mark in group {
                self.mark(mark);
            }
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn mark(&mut self, placed: &Placed) {
        let (x, y) = (placed.x, self.top - placed.y);
        match &placed.mark {
            Mark::Text { size, ink, shapes } => self.text(x, y, *size, *ink, shapes),
            Mark::Rule {
                width,
                thickness,
                ink,
            } => self.line(&[(x, y), (x + width, y)], *thickness, *ink, false),
            Mark::Bar {
                height,
                thickness,
                ink,
            } => self.line(&[(x, y), (x, y - height)], *thickness, *ink, false),
            Mark::Logo { width, height } => {
                let matrix = CurTransMat::Raw([*width, 0.0, 0.0, *height, x, y - height]);
                self.ops.push(Op::SaveGraphicsState);
                self.ops.push(Op::SetTransformationMatrix { matrix });
                self.unknown("Do", vec![name(LOGO)]);
                self.ops.push(Op::RestoreGraphicsState);
            }
            Mark::Box { side, ticked } => {
                let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
                let corners = corners.map(|it| (x + side * it.0, y - side * it.1));
                self.line(&corners, 0.8, Ink::Accent, true);
                if *ticked {
                    let cross = [[(0.2, 0.2), (0.8, 0.8)], [(0.2, 0.8), (0.8, 0.2)]];
                    for stroke in cross {
                        let stroke = stroke.map(|it| (x + side * it.0, y - side * it.1));
                        self.line(&stroke, 1.3, Ink::Accent, false);
                    }
                }
            }
        }
    }

    fn text(&mut self, x: f32, y: f32, size: f32, ink: Ink, run: &[u32]) {
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFillColor { col: colour(ink) });
        self.ops.push(Op::SetTextCursor { pos: point(x, y) });
        let mut face = None;
        let mut items: Vec<DictItem> = Vec::new();
        for number in run {
            let shape = self.shapes.get(*number);
            if face != Some(shape.face) {
                self.show(&mut items);
                face = Some(shape.face);
                let font = name(shape.face.name());
                let size = DictItem::Real(size);
                self.unknown("Tf", vec![font, size]);
            }
            for glyph in &shape.glyphs {
                if glyph.shift != 0 {
                    items.push(DictItem::Int(i64::from(-glyph.shift)));
                }
                let code = self.fonts.code(shape.face, glyph.id).to_be_bytes();
                match items.last_mut() {
                    Some(DictItem::String { data, .. }) => data.extend(code),
                    _ => items.push(DictItem::String {
                        data: code.to_vec(),
                        // Half as long as in hexadecimal digits.
                        literal: true,
                    }),
                }
                let correction = glyph.own_advance - glyph.advance + glyph.shift;
                if correction != 0 {
                    items.push(DictItem::Int(i64::from(correction)));
                }
            }
        }
        self.show(&mut items);
        self.ops.push(Op::EndTextSection);
    }

    fn show(&mut self, items: &mut Vec<DictItem>) {
        if !items.is_empty() {
            let items = std::mem::take(items);
            self.unknown("TJ", vec![DictItem::Array(items)]);
        }
    }

    fn unknown(&mut self, key: &str, value: Vec<DictItem>) {
        let key = key.to_owned();
        self.ops.push(Op::Unknown { key, value });
    }

    fn line(&mut self, points: &[(f32, f32)], thickness: f32, ink: Ink, is_closed: bool) {
        let at = |it: &(f32, f32)| LinePoint {
            p: point(it.0, it.1),
            bezier: false,
        };
        let points = points.iter().map(at).collect();
        self.ops.push(Op::SetOutlineColor { col: colour(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        self.ops.push(Op::DrawLine {
            line: Line { points, is_closed },
        });
    }
}

fn point(x: f32, y: f32) -> Point {
    // Hundredths of a point are finer than any printer and half the digits.
    let round = |it: f32| Pt((it * 100.0).round() / 100.0);
    Point {
        x: round(x),
        y: round(y),
    }
}

fn colour(ink: Ink) -> Color {
    let [r, g, b] = ink.rgb().map(|it| (f32::from(it) / 2.55).round() / 100.0);
    Color::Rgb(Rgb::new(r, g, b, None))
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let entries = entries.map(|(key, value)| (key.to_owned(), value));
    DictItem::Dict {
        map: BTreeMap::from(entries),
    }
}
