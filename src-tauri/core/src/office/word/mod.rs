//! Word documents (.docx, ECMA-376 transitional) out of blocks: real styles, heads
//! of tables that repeat, boxes that can be ticked, Swedish as the language. The
//! same blocks give the same bytes: no clock, no random id.
//!
//! Written out here: the crate looked at (docx-rs 0.4) takes its paragraph ids from
//! a counter of the running program, so that the second document of one run differs
//! from the first, and brings older copies of the crates for XML and zip.

mod body;
mod lists;
mod runs;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::blocks::Block;
use crate::error::Error;
use crate::model::Date;
use crate::text::{Language, word as say};

use body::Body;
use runs::{escaped, run};

/// What is written, and what the file says about itself.
pub(crate) struct Paper<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whose it is: the healthcare region's name.
    pub author: &'a str,
    /// The day the file gives as that of its making.
    pub on: Date,
    /// Above on every page, at the right: `Utkast`; may be empty.
    pub mark: &'a str,
    /// Below on every page, at the left.
    pub name: &'a str,
    /// What stands in it.
    pub blocks: &'a [Block],
}

const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");
const CONTENT_TYPES: &str = include_str!("content-types.xml");
const PACKAGE: &str = include_str!("package.rels.xml");
const PARTS: &str = include_str!("document.rels.xml");
const PROGRAM: &str = include_str!("app.xml");

/// The logo among what the document is made of, and what kind of relation that is.
const LOGO: &str = "rId7";
const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

/// What every part begins with.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names that a document's elements begin with.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\"";

/// The document as the bytes of a file.
///
/// # Errors
/// When the file cannot be put together in memory; never because of what a person
/// wrote.
pub(crate) fn docx(paper: &Paper<'_>) -> Result<Vec<u8>, Error> {
    let mut body = Body::new(paper.blocks);
    for (place, block) in paper.blocks.iter().enumerate() {
        body.write(block, paper.blocks.get(place + 1));
    }
    let (document, numbering) = body.finish();
    let logo = paper.blocks.iter().find_map(|block| match block {
        Block::Logo(logo, _) => Some(logo),
        _ => None,
    });
    let (mut types, mut related) = (CONTENT_TYPES.to_owned(), PARTS.to_owned());
    if logo.is_some() {
        let png = "<Default Extension=\"png\" ContentType=\"image/png\"/><Override ";
        types = types.replacen("<Override ", png, 1);
        let relation = format!(
            "<Relationship Id=\"{LOGO}\" Type=\"{IMAGE}\" Target=\"media/logo.png\"/></Relationships>"
        );
        related = related.replace("</Relationships>", &relation);
    }
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", properties(paper)),
        ("docProps/app.xml", PROGRAM.to_owned()),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", related),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/numbering.xml", numbering),
        ("word/header1.xml", header(paper.author, paper.mark)),
        // The first page has its own letterhead.
        ("word/header2.xml", header("", paper.mark)),
        ("word/footer1.xml", footer(paper)),
    ];
    let texts = parts.iter().map(|(name, text)| (*name, text.as_bytes()));
    let logo = logo.map(|it| ("word/media/logo.png", it.png.as_slice()));
    package(texts.chain(logo)).map_err(Error::internal)
}

fn package<'p>(
    parts: impl Iterator<Item = (&'p str, &'p [u8])>,
) -> zip::result::ZipResult<Vec<u8>> {
    // The day that zip counts from, for every part: the same bytes every time.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What the file says about itself (OPC core properties).
fn properties(paper: &Paper<'_>) -> String {
    let day = |name: &str| {
        format!(
            "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:{name}>",
            paper.on
        )
    };
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dc:language>sv-SE</dc:language>{}{}</cp:coreProperties>",
        escaped(paper.title),
        escaped(paper.author),
        day("created"),
        day("modified"),
    )
}

fn header(author: &str, mark: &str) -> String {
    format!(
        "{HEAD}<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}<w:r><w:tab/></w:r>{}</w:p></w:hdr>",
        run(author, ""),
        run(mark, "<w:b/>"),
    )
}

/// The name at the left, `Sida 2 av 5` at the right, counted by the program that
/// opens it.
fn footer(paper: &Paper<'_>) -> String {
    let told = say(
        Language::Sv,
        "packet.page",
        &[("page", "\u{1}PAGE\u{1}"), ("pages", "\u{1}NUMPAGES\u{1}")],
    );
    let mut page = String::new();
    for (index, piece) in told.split('\u{1}').enumerate() {
        match index % 2 {
            0 => page.push_str(&run(piece, "")),
            _ => page.push_str(&format!(
                "<w:fldSimple w:instr=\" {piece} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
            )),
        }
    }
    format!(
        "{HEAD}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{page}</w:p></w:ftr>",
        run(paper.name, ""),
    )
}
