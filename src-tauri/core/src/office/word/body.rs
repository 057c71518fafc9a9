//! The body of the document: each block in its style.

use super::lists::Lists;
use super::runs::{escaped, run, runs};
use super::{HEAD, LOGO, NAMES};
use crate::blocks::{Block, Item, Look, Span, Table};
use crate::model::Logo;
use crate::text::{Language, word as say};

/// Width of the text on a standing A4 sheet, in twentieths of a point.
const WIDTH: u32 = 9070;

/// The deepest heading that has a style.
const DEEPEST: u8 = 4;

/// The body while it is written.
pub(super) struct Body {
    xml: String,
    lists: Lists,
    /// How many levels headings are lifted: the first under the title is Heading 1.
    lift: u8,
}

impl Body {
    pub(super) fn new(blocks: &[Block]) -> Self {
        let level = |it: &Block| match it {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        };
        let highest = blocks.iter().filter_map(level).min().unwrap_or(1);
        Self {
            xml: format!("{HEAD}<w:document {NAMES}><w:body>"),
            lists: Lists::default(),
            lift: highest.saturating_sub(1),
        }
    }

    /// The part with the text, and that with its lists.
    pub(super) fn finish(mut self) -> (String, String) {
        self.xml.push_str(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>\
             <w:headerReference w:type=\"first\" r:id=\"rId6\"/>\
             <w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
             <w:footerReference w:type=\"first\" r:id=\"rId5\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1701\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" \
             w:header=\"709\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>",
        );
        (self.xml, self.lists.part())
    }

    /// Writes a block. What stands before lines to sign on stays on their page.
    pub(super) fn write(&mut self, block: &Block, next: Option<&Block>) {
        let kept = match next {
            Some(Block::Signatures(_)) => "<w:keepNext/>",
            _ => "",
        };
        match block {
            Block::Title(text) => self.paragraph("Title", &run(text, "")),
            Block::Heading { level, text } => {
                let level = level.saturating_sub(self.lift).clamp(1, DEEPEST);
                self.paragraph(&format!("Heading{level}"), &run(text, ""));
            }
            Block::Paragraph(look, spans) => {
                let told = paragraph(style(*look), kept, &runs(spans));
                self.xml.push_str(&told);
            }
            Block::Logo(logo, of) => self.paragraph("Logo", &picture(logo, of)),
            Block::List(items) => self.list(items, kept),
            Block::Choices(choices) => {
                for (label, ticked) in choices {
                    self.paragraph("Choice", &choice(label, *ticked));
                }
            }
            Block::Facts(facts) => {
                for (name, value) in facts {
                    let told = run(name, "<w:b/>") + "<w:r><w:tab/></w:r>" + &run(value, "");
                    self.paragraph("Fact", &told);
                }
                self.paragraph("Spacer", "");
            }
            Block::Table(table) => self.table(table),
            // Word makes its own contents of the headings.
            Block::Contents => {}
            Block::Signatures(roles) => {
                let name = say(Language::Sv, "packet.record.name", &[]);
                for role in roles {
                    let told = run(role, "") + "<w:r><w:tab/></w:r>" + &run(&name, "");
                    self.paragraph("Signature", &told);
                }
            }
            Block::NewPage => self
                .xml
                .push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    fn paragraph(&mut self, style: &str, content: &str) {
        self.xml.push_str(&paragraph(style, "", content));
    }

    fn list(&mut self, items: &[Item], kept: &str) {
        let lists = self.lists.of(items);
        for (place, (item, list)) in items.iter().zip(lists).enumerate() {
            let depth = item.depth.min(8);
            let kept = if place + 1 == items.len() { kept } else { "" };
            let counted = format!(
                "{kept}<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
            let style = match item.label.starts_with(|it: char| it.is_ascii_digit()) {
                true => "ListNumber",
                false => "ListBullet",
            };
            self.xml
                .push_str(&paragraph(style, &counted, &runs(&item.text)));
        }
    }

    fn table(&mut self, table: &Table) {
        let columns = table.head.len();
        let all: u32 = table.widths.iter().sum::<u32>().max(1);
        let width = |column: usize| {
            let part = table.widths.get(column).copied().unwrap_or(1);
            WIDTH * part / all
        };
        let whole: u32 = (0..columns).map(width).sum();
        let first = u8::from(table.row_heads);
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"{first}\" \
             w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ));
        for column in 0..columns {
            let width = width(column);
            self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.xml.push_str("</w:tblGrid>");
        let cell = |column: usize, style: &str, content: String| {
            let width = width(column);
            let content = paragraph(style, "", &content);
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>"
            )
        };
        let row = |properties: &str, cells: String| {
            format!("<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>")
        };
        let heads = table.head.iter().enumerate();
        let heads = heads
            .map(|(at, it)| cell(at, "CellHead", run(it, "")))
            .collect();
        self.xml.push_str(&row("<w:tblHeader/>", heads));
        for cells in &table.rows {
            let cells = cells.iter().enumerate().take(columns);
            let cells = cells.map(|(at, it): (usize, &Vec<Span>)| cell(at, "Cell", runs(it)));
            self.xml.push_str(&row("", cells.collect()));
        }
        self.xml.push_str("</w:tbl>");
        // Two tables on end would be one, and Word wants a paragraph after the last.
        self.paragraph("Spacer", "");
    }
}

/// The logo in a line of its own, its measures in English metric units.
fn picture(logo: &Logo, of: &str) -> String {
    let unit = |points: f32| (points * 12_700.0).round() as u32;
    let (wide, high) = logo.size();
    let size = format!("cx=\"{}\" cy=\"{}\"", unit(wide), unit(high));
    let told = say(Language::Sv, "packet.logo", &[("organisation", of)]);
    let told = escaped(&told);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent {size}/><wp:docPr id=\"1\" name=\"Logo\" descr=\"{told}\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Logo\" descr=\"{told}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{LOGO}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

fn paragraph(style: &str, properties: &str, content: &str) -> String {
    let style = match style {
        "Normal" => String::new(),
        style => format!("<w:pStyle w:val=\"{style}\"/>"),
    };
    match (style.as_str(), properties) {
        ("", "") => format!("<w:p>{content}</w:p>"),
        _ => format!("<w:p><w:pPr>{style}{properties}</w:pPr>{content}</w:p>"),
    }
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Body => "Normal",
        Look::Letterhead => "Letterhead",
        Look::Eyebrow => "Eyebrow",
        Look::Note => "Note",
        Look::Lead => "Lead",
        Look::Notice => "Notice",
        Look::Gap => "Gap",
    }
}

/// A box that can be ticked in Word, and its label.
fn choice(label: &str, ticked: bool) -> String {
    let (state, sign) = match ticked {
        true => (1, "☒"),
        false => (0, "☐"),
    };
    format!(
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{state}\"/>\
         <w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
         <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr>\
         <w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" \
         w:hAnsi=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>{}",
        run(&format!(" {label}"), if ticked { "<w:b/>" } else { "" })
    )
}
