//! Tables: rows that may be split, under a head that comes again.

use super::galley::{Galley, Strip, plain, rule, strong, text};
use super::lines::{break_lines, widest_word};
use super::sheet::{self, COLUMN, Face, HAIR, Ink, LEFT, Turn};
use super::tree::{NodeId, Role};
use crate::blocks::{Span, Table};

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
        let needs = self.needs(table);
        // Words that are broken are harder to read than a sheet that is turned.
        let whole = needs.iter().sum::<f32>() + GUTTER * needs.len().saturating_sub(1) as f32;
        let turn = match whole > COLUMN {
            true => Turn::Lying,
            false => Turn::Standing,
        };
        let columns = columns(&table.widths, &needs, turn.column());
        let row = self.tree.add(node, Role::Row);
        let labels: Vec<_> = table.head.iter().map(|it| strong(it)).collect();
        let heads = |_| Role::ColumnHead;
        let slots = self.slots(&labels, &columns, row, heads);
        let mut head = self.row(slots, Ink::Accent, turn);
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
        let rows = table.rows.len();
        for (index, cells) in table.rows.iter().enumerate() {
            let row = self.tree.add(node, Role::Row);
            let role = |column| match column {
                0 if table.row_heads => Role::RowHead,
                _ => Role::Cell,
            };
            let slots = self.slots(cells, &columns, row, role);
            let mut strips = self.row(slots, Ink::Hair, turn);
            for strip in &mut strips {
                strip.table = Some(number);
            }
            // Neither the first nor the last row stands alone on a page.
            let edge = rows > 1 && (index == 0 || index + 2 == rows);
            if let (true, Some(last)) = (edge, strips.last_mut()) {
                last.keep = true;
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
            let strips = self.row(vec![name, value], Ink::Hair, Turn::Standing);
            self.push(strips, 0.0, 0.0);
        }
        self.leave(14.0);
    }

    /// How wide each column has to be for its words.
    fn needs(&mut self, table: &Table) -> Vec<f32> {
        let mut needs = vec![0.0_f32; table.widths.len()];
        for (need, label) in needs.iter_mut().zip(&table.head) {
            *need = widest_word(self.shapes, &strong(label), sheet::CELL_HEAD.size);
        }
        for cells in &table.rows {
            for (need, spans) in needs.iter_mut().zip(cells) {
                *need = need.max(widest_word(self.shapes, spans, sheet::CELL.size));
            }
        }
        needs
    }

    fn slots<'s>(
        &mut self,
        cells: &'s [Vec<Span>],
        columns: &[(f32, f32)],
        row: NodeId,
        role: impl Fn(usize) -> Role,
    ) -> Vec<Slot<'s>> {
        let slot = |(column, (spans, (x, width))): (usize, (&'s Vec<Span>, &(f32, f32)))| {
            let role = role(column);
            let head = role == Role::ColumnHead;
            Slot {
                spans,
                x: *x,
                width: *width,
                node: self.tree.add(row, role),
                face: if head { sheet::CELL_HEAD } else { sheet::CELL },
            }
        };
        cells.iter().zip(columns).enumerate().map(slot).collect()
    }

    /// One row, line by line, with a rule under it.
    fn row(&mut self, slots: Vec<Slot>, under: Ink, turn: Turn) -> Vec<Strip> {
        let mut strips: Vec<Strip> = Vec::new();
        for slot in slots {
            let lines = break_lines(self.shapes, slot.spans, slot.face.size, slot.width);
            for (index, line) in lines.into_iter().enumerate() {
                let top = if index == 0 { PAD } else { 0.0 };
                if index == strips.len() {
                    strips.push(Strip {
                        height: top + slot.face.leading,
                        turn,
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
            last.marks
                .push(rule(LEFT, y, turn.column(), thickness, under));
        }
        strips
    }
}

/// Left edge and width of each column. One too narrow for its words takes room
/// from those that have some to spare.
fn columns(parts: &[u32], needs: &[f32], room: f32) -> Vec<(f32, f32)> {
    let whole = parts.iter().sum::<u32>().max(1) as f32;
    let last = parts.len().saturating_sub(1);
    let gutter = |index| if index == last { 0.0 } else { GUTTER };
    let mut widths: Vec<_> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| room * *part as f32 / whole - gutter(index))
        .collect();
    let spare = |(width, need): (&f32, &f32)| width - need;
    let spares: Vec<_> = widths.iter().zip(needs).map(spare).collect();
    let lacking: f32 = -spares.iter().map(|it| it.min(0.0)).sum::<f32>();
    let free: f32 = spares.iter().map(|it| it.max(0.0)).sum();
    if lacking > 0.0 && free > 0.0 {
        let moved = lacking.min(free);
        for (width, spare) in widths.iter_mut().zip(spares) {
            *width -= if spare > 0.0 {
                moved * spare / free
            } else {
                moved * spare / lacking
            };
        }
    }
    let mut x = LEFT;
    let column = |(index, width): (usize, f32)| {
        let left = x;
        x += width + gutter(index);
        (left, width)
    };
    widths.into_iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_too_narrow_for_its_words_takes_room_from_the_others() {
        let set = columns(&[1, 1, 2], &[10.0, 150.0, 20.0], COLUMN);
        assert!(
            set[1].1 > 149.9 && set[0].1 > 10.0 && set[2].1 > 20.0,
            "{set:?}"
        );
        let right = set[2].0 + set[2].1;
        assert!((right - LEFT - COLUMN).abs() < 0.01, "{set:?}");
        let plain = columns(&[1, 1, 2], &[0.0; 3], COLUMN);
        assert_eq!(plain, columns(&[1, 1, 2], &[10.0, 20.0, 20.0], COLUMN));
    }

    #[test]
    fn words_that_cannot_all_be_whole_leave_no_column_without_room() {
        let set = columns(&[1, 1, 1], &[400.0, 400.0, 10.0], COLUMN);
        assert!(set.iter().all(|it| it.1 > 9.9), "{set:?}");
        assert!(
            (set[2].0 + set[2].1 - LEFT - COLUMN).abs() < 0.01,
            "{set:?}"
        );
    }
}
