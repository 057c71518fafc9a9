//! Reads a printed packet back as a reader does: by its structure, through the
//! fonts' own maps to characters.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A packet read back.
pub(super) struct Read {
    pub document: Document,
    /// Text of each element in reading order: its kind, and what it says.
    pub elements: Vec<(String, String)>,
    /// Text outside the structure, page by page.
    pub artifacts: Vec<String>,
}

impl Read {
    /// Everything that is read, one element a line.
    pub(super) fn text(&self) -> String {
        let lines: Vec<_> = self.elements.iter().map(|it| it.1.trim_end()).collect();
        lines.join("\n")
    }

    pub(super) fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }
}

/// Everything a reader sees, furniture of the pages last.
pub(crate) fn text(bytes: &[u8]) -> String {
    let read = read(bytes);
    format!("{}\n{}", read.text(), read.artifacts.join("\n"))
}

pub(super) fn read(bytes: &[u8]) -> Read {
    let document = Document::load_mem(bytes).unwrap();
    let mut fonts = BTreeMap::new();
    let mut marked: BTreeMap<(ObjectId, i64), String> = BTreeMap::new();
    let mut artifacts = Vec::new();
    for page in document.get_pages().into_values() {
        for (name, font) in document.get_page_fonts(page).unwrap() {
            fonts
                .entry(name)
                .or_insert_with(|| to_unicode(&document, font));
        }
        let content = document.get_page_content(page);
        let mut outside = String::new();
        let (mut font, mut now) = (Vec::new(), None);
        for operation in Content::decode(&content).unwrap().operations {
            match operation.operator.as_str() {
                "BDC" => {
                    let properties = operation.operands[1].as_dict().unwrap();
                    now = properties.get(b"MCID").ok().map(|it| it.as_i64().unwrap());
                }
                "EMC" => now = None,
                "Tf" => font = operation.operands[0].as_name().unwrap().to_vec(),
                "TJ" => {
                    let text = match now {
                        Some(number) => marked.entry((page, number)).or_default(),
                        None => &mut outside,
                    };
                    for item in operation.operands[0].as_array().unwrap() {
                        let Object::String(codes, _) = item else {
                            continue;
                        };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            text.push_str(&fonts[&font][&code]);
                        }
                    }
                }
                "ET" if now.is_none() => outside.push('\n'),
                _ => {}
            }
        }
        artifacts.push(outside);
    }
    let mut elements = Vec::new();
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = document
        .get_dictionary(root.as_reference().unwrap())
        .unwrap();
    let top = root.get(b"K").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    walk(&document, top, &marked, &mut elements);
    Read {
        document,
        elements,
        artifacts,
    }
}

fn walk(
    document: &Document,
    id: ObjectId,
    marked: &BTreeMap<(ObjectId, i64), String>,
    out: &mut Vec<(String, String)>,
) {
    let element = document.get_dictionary(id).unwrap();
    let kind = element.get(b"S").unwrap().as_name().unwrap();
    let mut said = String::new();
    let mut below = Vec::new();
    for kid in element
        .get(b"K")
        .and_then(Object::as_array)
        .into_iter()
        .flatten()
    {
        match kid {
            Object::Reference(id) => below.push(*id),
            Object::Integer(number) => {
                let page = element.get(b"Pg").unwrap().as_reference().unwrap();
                said.push_str(marked.get(&(page, *number)).map_or("", String::as_str));
            }
            Object::Dictionary(kid) => {
                let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                if let Ok(number) = kid.get(b"MCID") {
                    let key = (page, number.as_i64().unwrap());
                    said.push_str(marked.get(&key).map_or("", String::as_str));
                }
            }
            other => panic!("{other:?} under a structure element"),
        }
    }
    if !said.is_empty() {
        out.push((String::from_utf8_lossy(kind).into_owned(), said));
    }
    for id in below {
        walk(document, id, marked, out);
    }
}

fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
    let stream = document.get_object(id).unwrap().as_stream().unwrap();
    let map = stream.get_plain_content().unwrap();
    let map = String::from_utf8(map).unwrap();
    let hex = |text: &str| text.trim_matches(['<', '>']).to_owned();
    map.lines()
        .filter_map(|line| line.split_once("> <"))
        .map(|(code, units)| {
            let units = hex(units);
            let units: Vec<_> = (0..units.len() / 4)
                .map(|at| u16::from_str_radix(&units[at * 4..at * 4 + 4], 16).unwrap())
                .collect();
            let code = u16::from_str_radix(&hex(code), 16).unwrap();
            (code, String::from_utf16(&units).unwrap())
        })
        .collect()
}
