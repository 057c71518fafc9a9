//! Words as glyphs. Each different word is shaped once, however often it stands.

use std::collections::{BTreeSet, HashMap};

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, ShapePlan, UnicodeBuffer, script};

use super::FaceId;
use super::clean::{is_invisible, is_private};
use crate::packet::Error;

/// One glyph of a shape, in thousandths of the size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    /// Its number in the whole font.
    pub id: u16,
    /// The character it stands for.
    pub stands_for: char,
    /// How far the pen moves, kerning included.
    pub advance: i32,
    /// How far the font itself would move the pen.
    pub own_advance: i32,
    /// How far to the right of the pen it is drawn.
    pub shift: i32,
}

/// A shaped run of characters in one face.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub face: FaceId,
    /// What is printed; `U+XXXX` where the font has no glyph.
    #[cfg(test)]
    pub text: Box<str>,
    pub glyphs: Box<[Glyph]>,
    /// In thousandths of the size.
    pub advance: i64,
}

/// Every shape used so far, by number.
pub(crate) struct Shapes {
    faces: Vec<rustybuzz::Face<'static>>,
    /// How each face shapes; made once, for it costs more than a word.
    plans: Vec<ShapePlan>,
    known: [HashMap<Box<str>, u32>; 3],
    list: Vec<Shape>,
    missing: BTreeSet<char>,
}

impl Shapes {
    pub(crate) fn new() -> Result<Self, Error> {
        let faces: Vec<_> = FaceId::all().map(FaceId::open).collect::<Result<_, _>>()?;
        // Never guessed: letters of scripts written leftwards are not in the
        // fonts, and their code points read rightwards.
        let plan = |face: &rustybuzz::Face| {
            let (direction, script) = (Direction::LeftToRight, Some(script::LATIN));
            ShapePlan::new(face, direction, script, None, &features())
        };
        Ok(Self {
            plans: faces.iter().map(plan).collect(),
            faces,
            known: Default::default(),
            list: Vec::new(),
            missing: BTreeSet::new(),
        })
    }

    pub(crate) fn get(&self, number: u32) -> &Shape {
        // Numbers come only from `shape`, and the list only grows.
        &self.list[number as usize]
    }

    pub(crate) fn all(&self) -> &[Shape] {
        &self.list
    }

    /// The characters that had no glyph, as printed.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.missing.iter().map(|it| code_point(*it)).collect()
    }

    /// The face a character is set in: the one asked for, else the plain one.
    pub(crate) fn face_for(&self, asked: FaceId, it: char) -> FaceId {
        let has = |face: FaceId| self.faces[face.index()].glyph_index(it).is_some();
        if !has(asked) && has(FaceId::PLAIN) {
            FaceId::PLAIN
        } else {
            asked
        }
    }

    /// Whether `text` was shaped in `face` before.
    pub(crate) fn knows(&self, face: FaceId, text: &str) -> bool {
        self.known[face.index()].contains_key(text)
    }

    /// The number of `text` shaped in `face`. `text` is clean and has no line feed.
    pub(crate) fn shape(&mut self, face: FaceId, text: &str) -> u32 {
        if let Some(number) = self.known[face.index()].get(text) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let shape = self.make(face, text);
        self.list.push(shape);
        self.known[face.index()].insert(text.into(), number);
        number
    }

    fn make(&mut self, face: FaceId, text: &str) -> Shape {
        let font = &self.faces[face.index()];
        let mut printed = String::with_capacity(text.len());
        for it in text.chars().filter(|it| !is_invisible(*it)) {
            // What a private character means, only its sender knows.
            if !is_private(it) && font.glyph_index(it).is_some_and(|id| id.0 != 0) {
                printed.push(it);
            } else {
                self.missing.insert(it);
                printed.push_str(&code_point(it));
            }
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&printed);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaped = rustybuzz::shape_with_plan(font, &self.plans[face.index()], buffer);
        let scale = |units: i32| units * 1000 / font.units_per_em().max(1);
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id = u16::try_from(info.glyph_id).unwrap_or_default();
            let own = font.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(id));
            let start = info.cluster as usize;
            glyphs.push(Glyph {
                id,
                stands_for: printed[start..].chars().next().unwrap_or(' '),
                advance: scale(position.x_advance),
                own_advance: scale(i32::from(own.unwrap_or_default())),
                shift: scale(position.x_offset),
            });
        }
        Shape {
            face,
            #[cfg(test)]
            text: printed.into(),
            advance: glyphs.iter().map(|it| i64::from(it.advance)).sum(),
            glyphs: glyphs.into(),
        }
    }
}

fn code_point(it: char) -> String {
    format!("U+{:04X}", u32::from(it))
}

/// Everything that puts one glyph for several characters, or another glyph for
/// one, is off: each glyph stands for one character, so that text read out of
/// the file is the text that was written.
fn features() -> [Feature; 7] {
    [
        b"liga", b"clig", b"calt", b"rlig", b"ccmp", b"locl", b"dlig",
    ]
    .map(|tag| Feature::new(Tag::from_bytes(tag), 0, ..))
}
