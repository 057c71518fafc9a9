//! Lists, and boxes to tick.

use super::galley::{Galley, Strip, plain, strong, text};
use super::lines::break_lines;
use super::sheet::{self, COLUMN, LEFT, MEASURE};
use super::tree::Role;
use super::{Mark, Placed};
use crate::blocks::Item;
use crate::packet::word;

impl Galley<'_> {
    pub(super) fn list(&mut self, items: &[Item]) {
        let section = self.section();
        let list = self.tree.add(section, Role::List);
        let face = sheet::BODY;
        let mut set = Vec::with_capacity(items.len());
        for item in items {
            let node = self.tree.add(list, Role::ListItem);
            let label = self.tree.add(node, Role::Label);
            let body = self.tree.add(node, Role::ListBody);
            let x = LEFT + 4.0 + 18.0 * item.depth.min(4) as f32;
            let marker = break_lines(self.shapes, &plain(&item.label), face.size, COLUMN);
            let indent = marker.first().map_or(0.0, |it| it.width + 5.0).max(14.0);
            let room = MEASURE - (x - LEFT) - indent;
            let lines = break_lines(self.shapes, &item.text, face.size, room);
            let mut strips = self.strips(lines, face, x + indent, body);
            let marker = marker.into_iter().next();
            if let (Some(first), Some(marker)) = (strips.first_mut(), marker) {
                first
                    .marks
                    .extend(text(marker, face, x, face.baseline(), label));
            }
            set.push(strips);
        }
        keep_ends(&mut set);
        let last = set.len().saturating_sub(1);
        for (index, strips) in set.into_iter().enumerate() {
            self.push(strips, 0.0, if index == last { face.below } else { 2.0 });
        }
    }

    pub(super) fn choices(&mut self, choices: &[(String, bool)]) {
        const SIDE: f32 = 9.0;
        let section = self.section();
        let list = self.tree.add(section, Role::List);
        let face = sheet::BODY;
        for (index, (label, ticked)) in choices.iter().enumerate() {
            let node = self.tree.add(list, Role::ListItem);
            let marker = self.tree.add(node, Role::Label);
            let alt = if *ticked {
                "packet.ticked"
            } else {
                "packet.unticked"
            };
            let figure = self.tree.add_figure(marker, word(alt, &[]));
            let body = self.tree.add(node, Role::ListBody);
            let spans = if *ticked { strong(label) } else { plain(label) };
            let lines = break_lines(self.shapes, &spans, face.size, MEASURE);
            let mut strips = self.strips(lines, face, LEFT + 18.0, body);
            if let Some(first) = strips.first_mut() {
                first.marks.push(Placed {
                    node: Some(figure),
                    x: LEFT + 1.0,
                    y: face.baseline() - SIDE + 1.0,
                    mark: Mark::Box {
                        side: SIDE,
                        ticked: *ticked,
                    },
                });
            }
            for strip in &mut strips {
                strip.keep = true;
            }
            let last = index + 1 == choices.len();
            self.push(strips, 2.0, if last { 9.0 } else { 2.0 });
        }
    }
}

/// No line of a list stands alone on a page: the first item of one line stays with
/// the next, the last one with the one before.
fn keep_ends(items: &mut [Vec<Strip>]) {
    if let [first, _, ..] = items
        && let [only] = &mut first[..]
    {
        only.keep = true;
    }
    if let [.., before, last] = items
        && let ([.., before], [_]) = (&mut before[..], &last[..])
    {
        before.keep = true;
    }
}
