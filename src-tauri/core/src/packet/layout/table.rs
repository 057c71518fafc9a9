//! Tables: rows that may be split, under a head that comes again.

use super::galley::{Galley, Strip, plain, rule, strong, text};
use super::lines::break_lines;
use super::sheet::{self, COLUMN, Face, HAIR, Ink, LEFT};
use super::tree::{NodeId, Role};
use crate::packet::model::{Span, Table};

/// Room above and below the text of a row.
const PAD: f32 = 4.0;
/// Room between columns.
const GUTTER: f32 = 7.0;
/// A row lower than this is never split.
const SHORT: f32 = 180.0;

/// A cell to be set: where, in what, and as which node.
struct Slot<'a> {
    spans: &'a [Span],
    x: f32,
    width: f32,
    node: NodeId,
    face: Face,
}

impl Galley<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let section = self.section();
        let node = self.tree.add(section, Role::Table);
        let columns = columns(&table.widths);
        let row = self.tree.add(node, Role::Row);
        let labels: Vec<_> = table.head.iter().map(|it| strong(it)).collect();
        let slots = self.slots(&labels, &columns, row, Role::ColumnHead);
        let mut head = self.row(slots, Ink::Accent);
        let number = self.heads.len();
        for strip in &mut head {
            strip.keep = true;
        }
        let again = head.iter().cloned().map(|mut strip| {
            strip.marks.iter_mut().for_each(|mark| mark.node = None);
            strip
        });
        self.heads.push(again.collect());
        self.push(head, 4.0, 0.0);
        for cells in &table.rows {
            let row = self.tree.add(node, Role::Row);
            let slots = self.slots(cells, &columns, row, Role::Cell);
            let mut strips = self.row(slots, Ink::Hair);
            for strip in &mut strips {
                strip.table = Some(number);
            }
            self.push(strips, 0.0, 0.0);
        }
        self.leave(14.0);
    }

    pub(super) fn facts(&mut self, facts: &[(String, String)]) {
        const NAMES: f32 = 128.0;
        let section = self.section();
        let node = self.tree.add(section, Role::Table);
        for (name, value) in facts {
            let row = self.tree.add(node, Role::Row);
            let (name, value) = (plain(name), plain(value));
            let name = Slot {
                spans: &name,
                x: LEFT,
                width: NAMES - GUTTER,
                node: self.tree.add(row, Role::RowHead),
                face: Face {
                    ink: Ink::Grey,
                    ..sheet::BODY
                },
            };
            let value = Slot {
                spans: &value,
                x: LEFT + NAMES,
                width: COLUMN - NAMES,
                node: self.tree.add(row, Role::Cell),
                face: sheet::BODY,
            };
            let strips = self.row(vec![name, value], Ink::Hair);
            self.push(strips, 0.0, 0.0);
        }
        self.leave(14.0);
    }

    fn slots<'s>(
        &mut self,
        cells: &'s [Vec<Span>],
        columns: &[(f32, f32)],
        row: NodeId,
        role: Role,
    ) -> Vec<Slot<'s>> {
        let head = role == Role::ColumnHead;
        let face = if head { sheet::CELL_HEAD } else { sheet::CELL };
        cells
            .iter()
            .zip(columns)
            .map(|(spans, (x, width))| Slot {
                spans,
                x: *x,
                width: *width,
                node: self.tree.add(row, role),
                face,
            })
            .collect()
    }

    /// One row, line by line, with a rule under it.
    fn row(&mut self, slots: Vec<Slot>, under: Ink) -> Vec<Strip> {
        let mut strips: Vec<Strip> = Vec::new();
        for slot in slots {
            let lines = break_lines(self.shapes, slot.spans, slot.face.size, slot.width);
            for (index, line) in lines.into_iter().enumerate() {
                let top = if index == 0 { PAD } else { 0.0 };
                if index == strips.len() {
                    strips.push(Strip {
                        height: top + slot.face.leading,
                        ..Strip::default()
                    });
                }
                let y = top + slot.face.baseline();
                strips[index]
                    .marks
                    .extend(text(line, slot.face, slot.x, y, slot.node));
            }
        }
        let count = strips.len();
        let whole = strips.iter().map(|it| it.height).sum::<f32>() < SHORT;
        for (index, strip) in strips.iter_mut().enumerate() {
            let edge = index == 0 || index + 2 == count;
            strip.keep = index + 1 < count && (whole || edge);
        }
        if let Some(last) = strips.last_mut() {
            last.height += PAD;
            let y = last.height - HAIR / 2.0;
            let thickness = if under == Ink::Accent {
                2.0 * HAIR
            } else {
                HAIR
            };
            last.marks.push(rule(LEFT, y, COLUMN, thickness, under));
        }
        strips
    }
}

/// Left edge and width of each column.
fn columns(parts: &[u32]) -> Vec<(f32, f32)> {
    let whole = parts.iter().sum::<u32>().max(1) as f32;
    let mut x = LEFT;
    let last = parts.len().saturating_sub(1);
    let column = |(index, part): (usize, &u32)| {
        let width = COLUMN * *part as f32 / whole;
        let left = x;
        x += width;
        (left, if index == last { width } else { width - GUTTER })
    };
    parts.iter().enumerate().map(column).collect()
}
