//! The glyphs that were used, embedded: Type0 fonts with Identity-H, widths and
//! a map back to characters.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use subsetter::GlyphRemapper;

use crate::model::Sha256;
use crate::packet::Error;
use crate::packet::face::{FaceId, Shapes};

/// The glyphs of each face that were used, numbered anew.
pub(crate) struct Fonts {
    faces: Vec<Subset>,
}

struct Subset {
    face: FaceId,
    glyphs: GlyphRemapper,
    /// New number to width and character.
    used: BTreeMap<u16, (i32, char)>,
}

impl Fonts {
    /// What the shapes need.
    pub(crate) fn of(shapes: &Shapes) -> Self {
        let mut faces: Vec<_> = FaceId::all()
            .map(|face| Subset {
                face,
                glyphs: GlyphRemapper::new(),
                used: BTreeMap::new(),
            })
            .collect();
        for shape in shapes.all() {
            let subset = &mut faces[shape.face.index()];
            for glyph in &shape.glyphs {
                let code = subset.glyphs.remap(glyph.id);
                subset
                    .used
                    .entry(code)
                    .or_insert((glyph.own_advance, glyph.stands_for));
            }
        }
        Self { faces }
    }

    /// The code that shows a glyph of the whole font.
    pub(crate) fn code(&self, face: FaceId, glyph: u16) -> u16 {
        self.faces[face.index()].glyphs.get(glyph).unwrap_or(0)
    }

    /// Embeds the faces that were used; the font resources by PostScript name.
    pub(super) fn embed(&self, document: &mut Document) -> Result<ObjectId, Error> {
        let mut set = lopdf::Dictionary::new();
        for subset in self.faces.iter().filter(|it| !it.used.is_empty()) {
            let font = subset.embed(document)?;
            set.set(subset.face.name(), font);
        }
        Ok(document.add_object(set))
    }
}

impl Subset {
    fn embed(&self, document: &mut Document) -> Result<ObjectId, Error> {
        let face = self.face.open()?;
        let program = subsetter::subset(self.face.file(), 0, &self.glyphs)
            .map_err(|_| Error::Font(self.face.name()))?;
        let name = format!("{}+{}", tag(&program), self.face.name());
        let scale = |units: i16| i64::from(units) * 1000 / i64::from(face.units_per_em().max(1));
        let bounds = face.global_bounding_box();
        let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        let length = program.len() as i64;
        let program =
            document.add_object(Stream::new(dictionary! { "Length1" => length }, program));
        let strong = self.face.name().ends_with("SemiBold");
        // Symbolic, and italic where it is.
        let flags = if face.is_italic() { 4 | 64 } else { 4 };
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name.as_str(),
            "Flags" => flags,
            "FontBBox" => bounds.map(|it| Object::Integer(scale(it))).to_vec(),
            "ItalicAngle" => face.italic_angle().round() as i64,
            "Ascent" => scale(face.ascender()),
            "Descent" => scale(face.descender()),
            "CapHeight" => scale(face.capital_height().unwrap_or(660)),
            "StemV" => if strong { 110 } else { 80 },
            "FontFile2" => program,
        });
        let descendant = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "CIDToGIDMap" => "Identity",
            "DW" => 0,
            "W" => self.widths(),
        });
        let characters = Stream::new(dictionary! {}, self.to_unicode().into_bytes());
        let characters = document.add_object(characters);
        Ok(document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => characters,
        }))
    }

    /// Runs of widths: `first [w w w]`.
    fn widths(&self) -> Vec<Object> {
        let mut out: Vec<Object> = Vec::new();
        let mut next = None;
        for (code, (width, _)) in &self.used {
            let width = Object::Integer(i64::from(*width));
            match out.last_mut() {
                Some(Object::Array(run)) if next == Some(*code) => run.push(width),
                _ => {
                    out.push(i64::from(*code).into());
                    out.push(Object::Array(vec![width]));
                }
            }
            next = code.checked_add(1);
        }
        out
    }

    fn to_unicode(&self) -> String {
        let mut out = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let entries: Vec<_> = self.used.iter().collect();
        // No more than 100 entries may stand in one group.
        for group in entries.chunks(100) {
            let _ = writeln!(out, "{} beginbfchar", group.len());
            for (code, (_, it)) in group {
                let _ = write!(out, "<{code:04X}> <");
                for unit in it.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "{unit:04X}");
                }
                out.push_str(">\n");
            }
            out.push_str("endbfchar\n");
        }
        out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    }
}

/// Six capitals that follow from the font program.
fn tag(program: &[u8]) -> String {
    let hash = Sha256::of(program);
    let letter = |byte: u8| char::from(b'A' + byte % 26);
    let bytes = hash.as_str().as_bytes().chunks(8).take(6);
    bytes
        .map(|part| letter(part.iter().fold(0, |sum: u8, it| sum.wrapping_mul(31) ^ it)))
        .collect()
}
