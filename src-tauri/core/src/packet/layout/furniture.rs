//! What every page carries outside its text, and what is known only when all
//! pages are: numbers in the contents, "Sida x av y".

use super::galley::{plain, rule, strong};
use super::lines::{Line, break_lines};
use super::sheet::{BODY, COLUMN, FURNITURE, Face, HAIR, HEIGHT, Ink, LEFT};
use super::{Laid, Mark, Placed};
use crate::packet::face::{FaceId, Shapes};
use crate::packet::model::Span;
use crate::packet::{Packet, Status, word};

const RIGHT: f32 = LEFT + COLUMN;
const HEAD: f32 = 44.0;
const FOOT: f32 = HEIGHT - 44.0;

/// Sets the page number of each heading at the right of its line, with dots.
pub(super) fn number_contents(laid: &mut Laid, shapes: &mut Shapes) {
    const STEP: f32 = 5.0;
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
        // Dots stand on one grid over the whole page.
        let mut x = RIGHT - 20.0;
        while x > from + 6.0 {
            page.marks.push(Placed {
                node: None,
                x,
                y: baseline,
                mark: Mark::Text {
                    size: BODY.size,
                    ink: Ink::Hair,
                    shapes: vec![dot],
                },
            });
            x -= STEP;
        }
        page.marks.push(Placed {
            node: Some(link.node),
            ..at(number, BODY, to, baseline)
        });
    }
}

/// Organisation and state above, number and page below.
pub(super) fn head_and_foot(laid: &mut Laid, packet: &Packet, shapes: &mut Shapes) {
    let state = match packet.status {
        Status::Draft => word("packet.draft", &[]),
        Status::Decided => word("packet.decided", &[]),
    };
    let state = if packet.case.secrecy.is_empty() {
        state
    } else {
        word("packet.cover.secrecy", &[]) + " · " + &state
    };
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
fn one_line(shapes: &mut Shapes, spans: &[Span], size: f32, width: f32) -> Line {
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

fn at(line: Line, face: Face, x: f32, y: f32) -> Placed {
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
