//! The contents: lines when the column is set, page numbers when it is cut.

use super::furniture::{RIGHT, at, one_line};
use super::galley::{Galley, plain, strong};
use super::lines::break_lines;
use super::sheet::{BODY, COLUMN, Ink, LEFT};
use super::tree::Role;
use super::{Laid, Mark, Placed};
use crate::packet::face::{FaceId, Shapes};

/// As deep as the contents go; bookmarks may go deeper.
const LISTED: u8 = 2;

impl Galley<'_> {
    pub(super) fn contents(&mut self) {
        let section = self.section();
        let contents = self.tree.add(section, Role::Contents);
        let face = BODY;
        // What stands before the contents needs no pointing at.
        for index in self.next_heading..self.headings.len() {
            if self.headings[index].level > LISTED {
                continue;
            }
            let (level, title) = (
                self.headings[index].level,
                self.headings[index].text.clone(),
            );
            let item = self.tree.add(contents, Role::ContentsItem);
            let reference = self.tree.add(item, Role::Reference);
            let link = self.tree.add(reference, Role::Link);
            let x = if level == 1 { LEFT } else { LEFT + 16.0 };
            let spans = if level == 1 {
                strong(&title)
            } else {
                plain(&title)
            };
            // Room for the page number and a few dots before it.
            let room = COLUMN - (x - LEFT) - 60.0;
            let lines = break_lines(self.shapes, &spans, face.size, room);
            let mut strips = self.strips(lines, face, x, link);
            if let Some(last) = strips.last_mut() {
                last.entry = Some((index, link));
            }
            self.push(strips, if level == 1 { 7.0 } else { 0.0 }, 1.0);
        }
    }
}

/// Sets the page number of each heading at the right of its line, with dots.
pub(super) fn number(laid: &mut Laid, shapes: &mut Shapes) {
    let dot = shapes.shape(FaceId::PLAIN, ".");
    let space = shapes.shape(FaceId::PLAIN, " ");
    let space_wide = shapes.get(space).advance as f32 / 1000.0;
    for link in &laid.links {
        let Some(heading) = laid.headings.get(link.to) else {
            continue;
        };
        let number = plain(&(heading.page + 1).to_string());
        let mut number = one_line(shapes, &number, BODY.size, 40.0);
        // A space that parts title and number for whoever does not see them.
        number.shapes.insert(0, space);
        let baseline = link.y + BODY.baseline();
        let page = &mut laid.pages[link.page];
        let from = page
            .marks
            .iter()
            .filter(|mark| mark.node == Some(link.node) && (mark.y - baseline).abs() < 1.0)
            .map(|mark| mark.x + width(mark, shapes))
            .fold(LEFT, f32::max);
        let to = RIGHT - number.width - BODY.size * space_wide;
        // Counted from the right, so that dots stand on one grid over the page.
        let step = shapes.get(dot).advance + shapes.get(space).advance;
        let step = step as f32 * BODY.size / 1000.0;
        let end = RIGHT - 20.0;
        let count = ((end - from - 6.0) / step).floor().max(0.0);
        if count > 0.0 {
            page.marks.push(Placed {
                node: None,
                x: end - count * step,
                y: baseline,
                mark: Mark::Text {
                    size: BODY.size,
                    ink: Ink::Hair,
                    shapes: [dot, space].repeat(count as usize),
                },
            });
        }
        page.marks.push(Placed {
            node: Some(link.node),
            ..at(number, BODY, to, baseline)
        });
    }
}

fn width(mark: &Placed, shapes: &Shapes) -> f32 {
    match &mark.mark {
        Mark::Text {
            size, shapes: run, ..
        } => {
            let advance: i64 = run.iter().map(|it| shapes.get(*it).advance).sum();
            advance as f32 * size / 1000.0
        }
        _ => 0.0,
    }
}
