//! What every page carries outside its text: state, name and "Sida x av y".

use super::galley::{plain, rule, strong};
use super::lines::{Line, break_lines};
use super::sheet::{COLUMN, FURNITURE, Face, HAIR, HEIGHT, Ink, LEFT};
use super::{Laid, Mark, Placed};
use crate::blocks::Span;
use crate::packet::face::{FaceId, Shapes};
use crate::packet::{Running, word};
use crate::wording::shortened;

pub(super) const RIGHT: f32 = LEFT + COLUMN;
/// Most letters of an attached file's title beside the number of its page.
const TITLE: usize = 48;
/// Widest that the state is told.
const STATE: f32 = 160.0;
const HEAD: f32 = 44.0;
/// From the bottom edge of the sheet.
const FOOT: f32 = 44.0;

/// Organisation and state above, number and page below.
pub(super) fn head_and_foot(laid: &mut Laid, running: &Running, shapes: &mut Shapes) {
    let accent = Face {
        ink: Ink::Accent,
        ..FURNITURE
    };
    let size = FURNITURE.size;
    let state = one_line(shapes, &strong(&running.state), size, STATE);
    let organisation = plain(&running.organisation);
    let organisation = one_line(shapes, &organisation, size, COLUMN - STATE - 10.0);
    let name = one_line(shapes, &plain(&running.name), size, COLUMN - STATE - 10.0);
    let pages = laid.pages.len().to_string();
    for (index, page) in laid.pages.iter_mut().enumerate() {
        if let Some(at) = &mut page.sheet {
            let of = laid.headings.iter().rfind(|it| it.page <= index);
            let of = of.map(|it| shortened(&it.text, TITLE)).unwrap_or_default();
            let number = (index + 1).to_string();
            let params = [("of", &*of), ("page", &number), ("pages", &pages)];
            let stamp = plain(&word("packet.stamp", &params));
            let stamp = one_line(shapes, &stamp, size, COLUMN);
            at.width = stamp.width;
            page.marks.push(self::at(stamp, FURNITURE, 0.0, HEIGHT));
            continue;
        }
        let column = page.turn.column();
        let (right, foot) = (LEFT + column, page.turn.height() - FOOT);
        // The cover has its own letterhead.
        if index > 0 {
            page.marks
                .push(at(organisation.clone(), FURNITURE, LEFT, HEAD));
            page.marks
                .push(rule(LEFT, HEAD + 8.0, column, HAIR, Ink::Hair));
        }
        let x = right - state.width;
        page.marks.push(at(state.clone(), accent, x, HEAD));
        let number = (index + 1).to_string();
        let params = [("page", number.as_str()), ("pages", &pages)];
        let number = plain(&word("packet.page", &params));
        let number = one_line(shapes, &number, size, 110.0);
        page.marks
            .push(rule(LEFT, foot - 14.0, column, HAIR, Ink::Hair));
        page.marks.push(at(name.clone(), FURNITURE, LEFT, foot));
        let x = right - number.width;
        page.marks.push(at(number, FURNITURE, x, foot));
    }
}

/// The first line of a text, with an ellipsis when there is more.
pub(super) fn one_line(shapes: &mut Shapes, spans: &[Span], size: f32, width: f32) -> Line {
    // Nothing as long as this fits: a title of megabytes is not broken twice.
    let short = |span: &Span| Span {
        text: span.text.chars().take(300).collect(),
        voice: span.voice,
    };
    let spans: Vec<_> = spans.iter().map(short).collect();
    let mut lines = break_lines(shapes, &spans, size, width - size).into_iter();
    let mut first = lines.next().unwrap_or_default();
    if lines.next().is_some() {
        let more = shapes.shape(FaceId::PLAIN, "…");
        first.width += shapes.get(more).advance as f32 * size / 1000.0;
        first.shapes.push(more);
    }
    first
}

pub(super) fn at(line: Line, face: Face, x: f32, y: f32) -> Placed {
    Placed {
        node: None,
        x,
        y,
        mark: Mark::Text {
            size: face.size,
            ink: face.ink,
            shapes: line.shapes,
        },
    }
}
