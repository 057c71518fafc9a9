//! What every page carries outside its text: state, name and "Sida x av y".

use super::galley::{plain, rule, strong};
use super::lines::{Line, break_lines};
use super::sheet::{COLUMN, FURNITURE, Face, HAIR, HEIGHT, Ink, LEFT};
use super::{Laid, Mark, Placed};
use crate::blocks::Span;
use crate::packet::face::{FaceId, Shapes};
use crate::packet::{Packet, Status, word};

pub(super) const RIGHT: f32 = LEFT + COLUMN;
const HEAD: f32 = 44.0;
const FOOT: f32 = HEIGHT - 44.0;

/// Organisation and state above, number and page below.
pub(super) fn head_and_foot(laid: &mut Laid, packet: &Packet, shapes: &mut Shapes) {
    let state = match packet.status {
        Status::Draft => word("packet.draft", &[]),
        Status::Decided => word("packet.decided", &[]),
        Status::Letter => String::new(),
    };
    let secret = match packet.case.secrecy.is_empty() {
        true => String::new(),
        false => word("packet.cover.secrecy", &[]),
    };
    let marks = [secret, state].into_iter().filter(|it| !it.is_empty());
    let state = marks.collect::<Vec<_>>().join(" · ");
    let accent = Face {
        ink: Ink::Accent,
        ..FURNITURE
    };
    let size = FURNITURE.size;
    let state = one_line(shapes, &strong(&state), size, 110.0);
    let organisation = plain(&packet.case.organisation);
    let organisation = one_line(shapes, &organisation, size, COLUMN - 120.0);
    let name = one_line(shapes, &plain(&short_name(packet)), size, COLUMN - 120.0);
    let pages = laid.pages.len().to_string();
    for (index, page) in laid.pages.iter_mut().enumerate() {
        // The cover has its own letterhead.
        if index > 0 {
            page.marks
                .push(at(organisation.clone(), FURNITURE, LEFT, HEAD));
            page.marks
                .push(rule(LEFT, HEAD + 8.0, COLUMN, HAIR, Ink::Hair));
        }
        let x = RIGHT - state.width;
        page.marks.push(at(state.clone(), accent, x, HEAD));
        let number = (index + 1).to_string();
        let params = [("page", number.as_str()), ("pages", &pages)];
        let number = plain(&word("packet.page", &params));
        let number = one_line(shapes, &number, size, 110.0);
        page.marks
            .push(rule(LEFT, FOOT - 14.0, COLUMN, HAIR, Ink::Hair));
        page.marks.push(at(name.clone(), FURNITURE, LEFT, FOOT));
        let x = RIGHT - number.width;
        page.marks.push(at(number, FURNITURE, x, FOOT));
    }
}

/// The first registry number and the title.
fn short_name(packet: &Packet) -> String {
    let number = packet.case.numbers.first().map(|it| it.number.as_str());
    let parts = [number.unwrap_or_default(), packet.case.title.as_str()];
    let parts: Vec<_> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(" · ")
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
