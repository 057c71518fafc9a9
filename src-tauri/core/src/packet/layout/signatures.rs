//! Lines to sign on.

use super::galley::{Galley, Strip, plain, rule, text};
use super::lines::break_lines;
use super::sheet::{self, COLUMN, HAIR, Ink, LEFT};
use super::tree::Role;
use crate::packet::word;

impl Galley<'_> {
    pub(super) fn signatures(&mut self, roles: &[String]) {
        // Nobody signs a page on which nothing stands.
        if let Some(last) = self.strips.last_mut() {
            last.keep = true;
        }
        let face = sheet::NOTE;
        let name = word("packet.record.name", &[]);
        let halves = [(LEFT, 215.0), (LEFT + 240.0, COLUMN - 240.0)];
        for role in roles {
            let mut strip = Strip {
                keep: true,
                ..Strip::default()
            };
            for ((x, width), label) in halves.into_iter().zip([role, &name]) {
                let section = self.section();
                let node = self.tree.add(section, Role::Paragraph);
                strip.marks.push(rule(x, 0.0, width, HAIR, Ink::Grey));
                let lines = break_lines(self.shapes, &plain(label), face.size, width);
                strip.height = strip.height.max(4.0 + face.leading * lines.len() as f32);
                let mut y = 3.0 + face.baseline();
                for line in lines {
                    strip.marks.extend(text(line, face, x, y, node));
                    y += face.leading;
                }
            }
            self.push(vec![strip], 46.0, 0.0);
        }
        if let Some(last) = self.strips.last_mut() {
            last.keep = false;
        }
        self.leave(20.0);
    }
}
