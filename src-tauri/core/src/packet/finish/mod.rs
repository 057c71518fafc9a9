//! Gives drawn pages what makes them a document: fonts, structure, bookmarks,
//! links, language, title, and an identity that is the same for the same input.

mod fonts;
mod outline;
mod structure;

pub(super) use fonts::Fonts;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};

use super::Error;
use super::face::Shapes;
use super::layout::Laid;
use super::printer::Drawn;
use crate::model::Sha256;

/// What the file says about itself.
pub(super) struct Identity {
    pub title: String,
    pub author: String,
    /// The day, as `2023-10-06`.
    pub on: String,
}

/// The finished file.
pub(super) fn finish(
    drawn: Drawn,
    laid: &Laid,
    shapes: &Shapes,
    fonts: &Fonts,
    identity: &Identity,
) -> Result<Vec<u8>, Error> {
    let Drawn {
        mut document,
        contents,
    } = drawn;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let font_set = fonts.embed(&mut document, shapes)?;
    dress_pages(&mut document, &pages, font_set)?;
    let root = structure::build(&mut document, laid, &pages, &contents)?;
    let outline = outline::build(&mut document, &laid.headings, &pages);
    let catalog = document.catalog_mut()?;
    for key in [&b"PageLayout"[..], b"PageMode"] {
        catalog.remove(key);
    }
    catalog.set("Lang", text("sv-SE"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", root);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    sign(&mut document, identity)?;
    write(document)
}

/// Pages get the embedded fonts, Tab order by structure, and lose what
/// printpdf puts on every page whether used or not.
fn dress_pages(
    document: &mut Document,
    pages: &[ObjectId],
    font_set: ObjectId,
) -> Result<(), Error> {
    let resources = document.add_object(dictionary! { "Font" => font_set });
    let mut unused = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page)?;
        for key in [&b"TrimBox"[..], b"CropBox", b"Annots"] {
            page.remove(key);
        }
        if let Some(Object::Reference(old)) = page.remove(b"Resources") {
            unused.push(old);
        }
        page.set("Resources", resources);
        page.set("Tabs", "S");
        page.set("StructParents", number as i64);
    }
    // The dictionaries of fonts, images and so on that every page pointed at.
    let shared = unused
        .first()
        .and_then(|it| document.get_dictionary(*it).ok());
    let shared: Vec<_> = shared
        .into_iter()
        .flat_map(|it| it.iter())
        .filter_map(|(_, value)| value.as_reference().ok())
        .collect();
    for id in unused.into_iter().chain(shared) {
        document.objects.remove(&id);
    }
    Ok(())
}

/// Title, dates and ids. printpdf draws ids by lot and takes dates from the
/// clock; here both follow from the content.
fn sign(document: &mut Document, identity: &Identity) -> Result<(), Error> {
    let day: String = identity.on.chars().filter(char::is_ascii_digit).collect();
    let day = Object::string_literal(format!("D:{day}000000Z"));
    if let Ok(Object::Reference(old)) = document.trailer.get(b"Info").cloned() {
        document.objects.remove(&old);
    }
    let info = document.add_object(dictionary! {
        "Title" => text(&identity.title),
        "Author" => text(&identity.author),
        "Creator" => text("Samsvar"),
        "Producer" => text("Samsvar"),
        "CreationDate" => day.clone(),
        "ModDate" => day,
    });
    document.trailer.set("Info", info);
    document.trailer.remove(b"ID");
    document.version = "1.7".to_owned();
    let streams = document
        .objects
        .values()
        .filter_map(|it| it.as_stream().ok());
    let mut content: Vec<u8> = streams.flat_map(|it| it.content.iter().copied()).collect();
    content.extend_from_slice(identity.title.as_bytes());
    content.extend_from_slice(identity.on.as_bytes());
    let id = Sha256::of(&content);
    let id = Object::String(id.as_str().as_bytes()[..32].to_vec(), StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

fn write(mut document: Document) -> Result<Vec<u8>, Error> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.compress()?;
        }
    }
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    Ok(bytes)
}

/// A text string: ASCII as it is, else UTF-16 with its mark.
fn text(text: &str) -> Object {
    if text.bytes().all(|it| (0x20..0x7f).contains(&it)) {
        return Object::string_literal(text);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A destination: the place `y` points from the top of a page.
fn destination(page: ObjectId, y: f32) -> Object {
    let top = (super::layout::HEIGHT - y + 8.0).round();
    let at: Vec<Object> = vec![
        page.into(),
        "XYZ".into(),
        0.into(),
        top.into(),
        Object::Null,
    ];
    Object::Array(at)
}

fn set(document: &mut Document, id: ObjectId, dictionary: Dictionary) {
    document.set_object(id, dictionary);
}
