//! The same layout written by krilla, for the bench alone: what another writer of
//! PDF takes for the same pages, tags and bookmarks.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as Kid, SpanTag,
    TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::face::{FaceId, Shapes};
use super::layout::{Ink, Laid, Mark, Placed, Role};

/// Writes what was laid out. `None` when krilla refuses it.
pub(super) fn write(laid: &Laid, shapes: &Shapes, title: &str) -> Option<Vec<u8>> {
    // No standard is asked for: what krilla would check and add is not counted.
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let font = |face: FaceId| Font::new(face.file().to_vec().into(), 0);
    let fonts: Vec<Font> = FaceId::all().map(font).collect::<Option<_>>()?;
    let mut marked: Vec<Vec<Identifier>> = vec![Vec::new(); laid.nodes.len()];
    for page in &laid.pages {
        let (width, height) = (page.turn.width(), page.turn.height());
        let mut sheet = document.start_page_with(PageSettings::from_wh(width, height)?);
        let mut surface = sheet.surface();
        for group in page.marks.chunk_by(|a, b| a.node == b.node) {
            let tag = match group.first()?.node {
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
                Some(_) => ContentTag::Span(SpanTag::empty()),
            };
            let id = surface.start_tagged(tag);
            if let Some(node) = group.first()?.node {
                marked[node.0 as usize].push(id);
            }
            for mark in group {
                draw(&mut surface, mark, shapes, &fonts)?;
            }
            surface.end_tagged();
        }
        surface.finish();
        sheet.finish();
    }
    document.set_outline(outline(laid));
    document.set_tag_tree(tree(laid, marked));
    let metadata = Metadata::new().title(title.to_owned());
    document.set_metadata(metadata.language("sv-SE".to_owned()));
    document.finish().ok()
}

fn draw(surface: &mut Surface<'_>, placed: &Placed, shapes: &Shapes, fonts: &[Font]) -> Option<()> {
    let (x, y) = (placed.x, placed.y);
    match &placed.mark {
        Mark::Text {
            size,
            ink,
            shapes: run,
        } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill {
                paint: colour(*ink).into(),
                ..Fill::default()
            }));
            let mut pen = x;
            for number in run {
                let shape = shapes.get(*number);
                let (mut text, mut glyphs) = (String::new(), Vec::new());
                for it in &shape.glyphs {
                    let from = text.len();
                    text.push(it.stands_for);
                    let em = |units: i32| units as f32 / 1000.0;
                    glyphs.push(KrillaGlyph {
                        glyph_id: GlyphId::new(u32::from(it.id)),
                        text_range: from..text.len(),
                        x_advance: em(it.advance),
                        x_offset: em(it.shift),
                        y_offset: 0.0,
                        y_advance: 0.0,
                        location: None,
                    });
                }
                let font = fonts[shape.face.index()].clone();
                surface.draw_glyphs(Point::from_xy(pen, y), &glyphs, font, &text, *size, false);
                pen += shape.advance as f32 / 1000.0 * size;
            }
        }
        Mark::Rule {
            width,
            thickness,
            ink,
        } => {
            line(surface, &[(x, y), (x + width, y)], *thickness, *ink, false)?;
        }
        Mark::Bar {
            height,
            thickness,
            ink,
        } => {
            line(surface, &[(x, y), (x, y + height)], *thickness, *ink, false)?;
        }
        // Nothing that is measured has one.
        Mark::Logo { .. } => {}
        Mark::Box { side, ticked } => {
            let at = |it: (f32, f32)| (x + side * it.0, y + side * it.1);
            let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(at);
            line(surface, &corners, 0.8, Ink::Accent, true)?;
            if *ticked {
                for stroke in [[(0.2, 0.2), (0.8, 0.8)], [(0.2, 0.8), (0.8, 0.2)]] {
                    line(surface, &stroke.map(at), 1.3, Ink::Accent, false)?;
                }
            }
        }
    }
    Some(())
}

fn line(
    surface: &mut Surface<'_>,
    points: &[(f32, f32)],
    thickness: f32,
    ink: Ink,
    closed: bool,
) -> Option<()> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    if closed {
        path.close();
    }
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: colour(ink).into(),
        width: thickness,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }));
    // A line without length is none.
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    Some(())
}

fn colour(ink: Ink) -> rgb::Color {
    let [r, g, b] = ink.rgb();
    rgb::Color::new(r, g, b)
}

fn outline(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    let mut section: Option<OutlineNode> = None;
    for heading in &laid.headings {
        let to = XyzDestination::new(heading.page, Point::from_xy(0.0, heading.y));
        let node = OutlineNode::new(heading.text.clone(), to);
        match (heading.level, &mut section) {
            (2.., Some(section)) => section.push_child(node),
            _ => {
                if let Some(done) = section.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = section {
        outline.push_child(done);
    }
    outline
}

fn tree(laid: &Laid, marked: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<Option<TagGroup>> = Vec::with_capacity(laid.nodes.len());
    for (node, ids) in laid.nodes.iter().zip(marked) {
        let kids = ids.into_iter().map(Kid::Leaf).collect();
        groups.push(Some(TagGroup::with_children(
            kind(node.role, node.alt.clone()),
            kids,
        )));
    }
    // Children stand after their parents.
    for at in (1..groups.len()).rev() {
        let parent = laid.nodes[at].parent.map_or(0, |it| it.0 as usize);
        if let Some(group) = groups[at].take()
            && let Some(Some(parent)) = groups.get_mut(parent)
        {
            parent.children.insert(0, Kid::Group(group));
        }
    }
    let mut tree = TagTree::new();
    if let Some(Some(root)) = groups.into_iter().next() {
        for child in root.children {
            tree.push(child);
        }
    }
    tree
}

fn kind(role: Role, alt: Option<String>) -> TagKind {
    let heading = |level: u16| Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), None);
    match role {
        Role::Heading(level) => heading(u16::from(level)).into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::ListItem => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::ListBody => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Contents => Tag::TOC.into(),
        Role::ContentsItem => Tag::TOCI.into(),
        Role::Reference => Tag::Reference.into(),
        Role::Figure => Tag::Figure(alt).into(),
        Role::Document | Role::Section => Tag::Section.into(),
        Role::Paragraph | Role::Link => Tag::P.into(),
    }
}
