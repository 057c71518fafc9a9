//! Text broken into lines.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::blocks::Span;
use crate::blocks::bind::bound;
use crate::packet::face::{FaceId, Shapes, clean};

/// No longer piece of a word is shaped at once, so that a word of megabytes
/// costs no more than its length.
const LONGEST_PIECE: usize = 48;

/// In bytes: no longer word asks a column to be wide enough for it.
const LONGEST_WORD: usize = 30;

/// One line: shapes one after the other, with a space at the end where the
/// text has one. The width leaves that space out.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub shapes: Vec<u32>,
    pub width: f32,
}

/// Breaks `spans` into lines of at most `width` points at `size` points. At
/// least one line, which may be empty. A word wider than a line is broken
/// between its letters.
pub(super) fn break_lines(shapes: &mut Shapes, spans: &[Span], size: f32, width: f32) -> Vec<Line> {
    set(shapes, spans, size, width).lines
}

/// How wide a column has to be so that no word of `spans` is broken. Words
/// longer than any that people write, as hashes are, may be broken.
pub(super) fn widest_word(shapes: &mut Shapes, spans: &[Span], size: f32) -> f32 {
    let set = set(shapes, spans, size, f32::INFINITY);
    // The width is cut to whole units when lines are broken.
    set.widest as f32 * set.scale + 0.1
}

fn set<'a>(shapes: &'a mut Shapes, spans: &[Span], size: f32, width: f32) -> Setter<'a> {
    let mut text = String::new();
    let mut voices = Vec::with_capacity(spans.len());
    for span in spans {
        text.push_str(&clean(&span.text));
        voices.push((text.len(), FaceId::of(span.voice)));
    }
    let mut setter = Setter {
        space: 0,
        shapes,
        lines: Vec::new(),
        shapes_now: Vec::new(),
        wide: 0,
        owed: false,
        widest: 0,
        limit: (width * 1000.0 / size) as i64,
        scale: size / 1000.0,
    };
    setter.space = setter.shapes.shape(FaceId::PLAIN, " ");
    let mut start = 0;
    let mut voice = 0;
    for (at, opportunity) in linebreaks(&text) {
        let forced = opportunity == BreakOpportunity::Mandatory;
        if !forced && text[..at].ends_with(' ') && bound(&text, at) {
            continue;
        }
        setter.word(&text, start, at, &voices, &mut voice);
        if forced && at < text.len() {
            // For whoever reads the text without seeing the lines.
            let spaced = !setter.shapes_now.is_empty();
            setter.end_line(spaced);
        }
        start = at;
    }
    // A line feed at the very end asks for no empty line after it.
    setter.end_line(false);
    setter
}

struct Setter<'a> {
    shapes: &'a mut Shapes,
    lines: Vec<Line>,
    shapes_now: Vec<u32>,
    /// In thousandths of the size, without the space owed.
    wide: i64,
    /// A space follows if the line goes on.
    owed: bool,
    /// The widest word so far.
    widest: i64,
    limit: i64,
    scale: f32,
    space: u32,
}

impl Setter<'_> {
    /// One unbreakable word `text[start..end]` with the spaces after it.
    fn word(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        voices: &[(usize, FaceId)],
        voice: &mut usize,
    ) {
        let whole = &text[start..end];
        let bare = whole.trim_end_matches([' ', '\n']);
        let leading = bare.len() - bare.trim_start_matches(' ').len();
        let mut pieces: Vec<(FaceId, &str)> = Vec::new();
        let (mut from, stop) = (start + leading, start + bare.len());
        while from < stop {
            while voices.get(*voice).is_some_and(|it| it.0 <= from) {
                *voice += 1;
            }
            let (until, face) = voices.get(*voice).copied().unwrap_or((stop, FaceId::PLAIN));
            let until = until.min(stop);
            self.pieces(face, &text[from..until], &mut pieces);
            from = until;
        }
        if !pieces.is_empty() {
            self.place(&pieces);
        }
        self.owed |= whole[bare.len()..].contains(' ') && !self.shapes_now.is_empty();
    }

    /// Cuts a run of one voice where the face changes and where it grows long.
    fn pieces<'t>(&self, face: FaceId, run: &'t str, out: &mut Vec<(FaceId, &'t str)>) {
        // A run shaped before needs no look at its letters.
        if self.shapes.knows(face, run) {
            out.push((face, run));
            return;
        }
        let mut from = 0;
        let mut count = 0;
        let mut now = None;
        for (at, it) in run.char_indices() {
            let wanted = self.shapes.face_for(face, it);
            if now.is_some_and(|now| now != wanted) || count == LONGEST_PIECE {
                out.push((now.unwrap_or(face), &run[from..at]));
                (from, count) = (at, 0);
            }
            now = Some(wanted);
            count += 1;
        }
        out.push((now.unwrap_or(face), &run[from..]));
    }

    fn place(&mut self, pieces: &[(FaceId, &str)]) {
        let mut numbers = Vec::with_capacity(pieces.len());
        let mut advance = 0;
        for (face, piece) in pieces {
            let number = self.shapes.shape(*face, piece);
            advance += self.shapes.get(number).advance;
            numbers.push(number);
            if advance > self.limit {
                break;
            }
        }
        if pieces.iter().map(|it| it.1.len()).sum::<usize>() <= LONGEST_WORD {
            self.widest = self.widest.max(advance);
        }
        let space = if self.owed {
            self.shapes.get(self.space).advance
        } else {
            0
        };
        if self.wide + space + advance > self.limit && !self.shapes_now.is_empty() {
            self.end_line(self.owed);
        }
        if advance <= self.limit {
            self.pay_space();
            self.wide += advance;
            self.shapes_now.extend(numbers);
            return;
        }
        for (face, piece) in pieces {
            for letter in piece.graphemes(true) {
                let number = self.shapes.shape(*face, letter);
                let advance = self.shapes.get(number).advance;
                if self.wide + advance > self.limit && !self.shapes_now.is_empty() {
                    self.end_line(false);
                }
                self.wide += advance;
                self.shapes_now.push(number);
            }
        }
    }

    fn pay_space(&mut self) {
        if self.owed && !self.shapes_now.is_empty() {
            self.wide += self.shapes.get(self.space).advance;
            self.shapes_now.push(self.space);
        }
        self.owed = false;
    }

    fn end_line(&mut self, spaced: bool) {
        let width = self.wide as f32 * self.scale;
        if spaced {
            self.shapes_now.push(self.space);
        }
        self.lines.push(Line {
            shapes: std::mem::take(&mut self.shapes_now),
            width,
        });
        self.wide = 0;
        self.owed = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Voice;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let mut shapes = Shapes::new().unwrap();
        let spans = [Span {
            text: text.to_owned(),
            voice: Voice::Plain,
        }];
        let lines = break_lines(&mut shapes, &spans, 10.0, width);
        for line in &lines {
            assert!(line.width <= width, "{line:?} is wider than {width}");
        }
        let told = |line: &Line| {
            line.shapes
                .iter()
                .map(|it| &*shapes.get(*it).text)
                .collect()
        };
        lines.iter().map(told).collect()
    }

    #[test]
    fn lines_break_between_words_and_keep_the_space() {
        assert_eq!(broken("ett två tre", 40.0), ["ett två ", "tre"]);
        assert_eq!(broken("ett\ntvå\n", 40.0), ["ett ", "två"]);
        assert_eq!(broken("ett\n\ntvå", 40.0), ["ett ", "", "två"]);
        assert_eq!(broken("", 40.0), [""]);
        assert_eq!(broken("  a   b  ", 40.0), ["a b"]);
    }

    #[test]
    fn bound_words_move_to_the_next_line_together() {
        assert_eq!(
            broken("Enligt 4 kap. 3 § gäller", 60.0),
            ["Enligt ", "4 kap. 3 § ", "gäller"]
        );
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_by_letters_and_none_is_lost() {
        let word = "å".repeat(1_000);
        let lines = broken(&word, 50.0);
        assert!(lines.len() > 50);
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn voices_change_inside_a_word() {
        let mut shapes = Shapes::new().unwrap();
        let span = |text: &str, voice| Span {
            text: text.to_owned(),
            voice,
        };
        let spans = [span("ab", Voice::Plain), span("cd e", Voice::Strong)];
        let lines = break_lines(&mut shapes, &spans, 10.0, 100.0);
        let faces: Vec<_> = lines[0]
            .shapes
            .iter()
            .map(|it| (shapes.get(*it).face.index(), &*shapes.get(*it).text))
            .collect();
        assert_eq!(faces, [(0, "ab"), (1, "cd"), (0, " "), (1, "e")]);
    }
}
