//! A layout told as text, to compare with a stored one.

use std::fmt::Write;

use super::{Laid, Mark, Turn};
use crate::packet::face::Shapes;

/// Every page, mark by mark: position, what node it belongs to, what it is.
pub(crate) fn told(laid: &Laid, shapes: &Shapes) -> String {
    let mut out = String::new();
    for (number, page) in laid.pages.iter().enumerate() {
        let lying = match page.turn {
            Turn::Standing => "",
            Turn::Lying => ", lying",
        };
        let _ = writeln!(out, "page {}{lying}", number + 1);
        for mark in &page.marks {
            let role = mark
                .node
                .map_or("-", |id| laid.nodes[id.0 as usize].role.name());
            let _ = write!(out, "{:6.1} {:6.1} {role:<8} ", mark.y, mark.x);
            let _ = match &mark.mark {
                Mark::Text {
                    size, shapes: run, ..
                } => {
                    let text: String = run.iter().map(|it| &*shapes.get(*it).text).collect();
                    writeln!(out, "{size} {text:?}")
                }
                Mark::Rule { width, .. } => writeln!(out, "rule {width:.1}"),
                Mark::Bar { height, .. } => writeln!(out, "bar {height:.1}"),
                Mark::Box { ticked, .. } => writeln!(out, "box {ticked}"),
                Mark::Logo { width, height } => writeln!(out, "logo {width:.1} {height:.1}"),
            };
        }
    }
    out
}
