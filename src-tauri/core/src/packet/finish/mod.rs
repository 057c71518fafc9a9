//! Gives drawn pages what makes them a document: fonts, structure, bookmarks,
//! links, language, title, what an archive asks for, and an identity that is the
//! same for the same input.

mod associated;
mod colour;
mod flate;
mod fonts;
mod metadata;
mod outline;
mod sheets;
mod structure;

pub(super) use associated::Associated;
pub(super) use fonts::Fonts;

use flate::Flate;
use sheets::Adopted;
use std::sync::Arc;

use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary,
};

use super::enclosed::{self, Sheets};
use super::layout::{Heading, Laid};
use super::printer::Drawn;
use super::steps::pages as all_drawn;
use super::{Error, Output, Running, Steps};
use crate::model::{Logo, Sha256};

/// As many objects are packed between two looks whether to stop.
const PACKED: usize = 64;

/// What the logo is called among what the pages draw.
pub(super) const LOGO: &str = "Logo";

/// What the file says about itself, in letters that XML takes.
pub(super) struct Identity {
    title: String,
    /// May be empty.
    author: String,
    /// The day, as `2023-10-06`.
    on: String,
}

impl Identity {
    pub(super) fn of(running: &Running) -> Self {
        Self {
            title: legible(&running.title),
            author: legible(&running.organisation),
            on: running.on.to_string(),
        }
    }

    /// The day as PDF writes it.
    fn day(&self) -> Object {
        let day: String = self.on.chars().filter(char::is_ascii_digit).collect();
        Object::string_literal(format!("D:{day}000000Z"))
    }
}

/// The text on one line, without characters that no XML may hold.
fn legible(text: &str) -> String {
    let kept = text.chars().map(|it| match it {
        '\u{fffe}' | '\u{ffff}' => ' ',
        _ if it.is_control() => ' ',
        _ => it,
    });
    let kept: String = kept.collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What kind of file comes out, and what of others' goes into it.
pub(super) struct Kind {
    pub output: Output,
    /// Inside it, for programs.
    pub files: Vec<Associated>,
    /// Among its pages, by the numbers that the layout has.
    pub enclosed: Vec<Sheets>,
    /// The organisation's, where a page shows it.
    pub logo: Option<Arc<Logo>>,
}

/// The finished file.
pub(super) fn finish(
    drawn: Drawn,
    laid: &Laid,
    fonts: &Fonts,
    identity: &Identity,
    kind: Kind,
    steps: Steps<'_>,
) -> Result<Vec<u8>, Error> {
    let Kind {
        output,
        files,
        enclosed,
        logo,
    } = kind;
    let mut document = Document::with_version("1.7");
    let adopted = sheets::adopt(&mut document, enclosed);
    let font_set = fonts.embed(&mut document)?;
    let mut resources = dictionary! { "Font" => font_set };
    if let Some(logo) = logo {
        let image = image(&mut document, &logo)?;
        resources.set("XObject", dictionary! { LOGO => image });
    }
    let (tree, pages) = pages(&mut document, drawn.pages, laid, &adopted, resources)?;
    let contents = drawn.contents;
    let root = structure::build(&mut document, laid, &pages, &contents)?;
    let outline = outline::build(&mut document, laid, &pages);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = Stream::new(metadata, metadata::xmp(identity, output));
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text("sv-SE"),
        "MarkInfo" => dictionary! { "Marked" => true },
        "Metadata" => document.add_object(metadata),
        "StructTreeRoot" => root,
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    if let Some(layers) = adopted.layers() {
        catalog.set("OCProperties", layers);
    }
    if output.pdfa().is_some() {
        let profile = Stream::new(dictionary! { "N" => 3 }, colour::profile());
        let profile = document.add_object(profile);
        let intent = dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => text(colour::NAME),
            "Info" => text(colour::NAME),
            "DestOutputProfile" => profile,
        };
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    associated::embed(&mut document, &mut catalog, files, &identity.day());
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    sign(&mut document, identity);
    write(document, &mut || {
        all_drawn(steps, laid.pages.len(), laid.pages.len())
    })
}

/// The logo as an image.
fn image(document: &mut Document, logo: &Logo) -> Result<ObjectId, Error> {
    let picture = enclosed::picture(&logo.png).map_err(|_| Error::Logo)?;
    let mut image = picture.image;
    if let Some(mask) = picture.mask {
        image.dict.set("SMask", document.add_object(mask));
    }
    Ok(document.add_object(image))
}

/// The page tree, and the pages in order.
fn pages(
    document: &mut Document,
    drawn: Vec<Vec<u8>>,
    laid: &Laid,
    adopted: &Adopted,
    resources: Dictionary,
) -> Result<(ObjectId, Vec<ObjectId>), Error> {
    let tree = document.new_object_id();
    let font_set = resources.get(b"Font")?.as_reference()?;
    let resources = document.add_object(resources);
    let mut pages = Vec::with_capacity(drawn.len());
    for (number, (operators, page)) in drawn.into_iter().zip(&laid.pages).enumerate() {
        if let Some(at) = &page.sheet {
            pages.push(adopted.page(document, at, &operators, tree, font_set)?);
            continue;
        }
        let size = [0.0, 0.0, page.turn.width(), page.turn.height()];
        let size = size.map(Object::Real).to_vec();
        let contents = document.add_object(Stream::new(dictionary! {}, operators));
        pages.push(document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => size,
            "Resources" => resources,
            "Contents" => contents,
            // The order of the structure is the order of the Tab key.
            "Tabs" => "S",
            "StructParents" => number as i64,
        }));
    }
    let kids: Vec<Object> = pages.iter().map(|page| (*page).into()).collect();
    let whole = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    set(document, tree, whole);
    Ok((tree, pages))
}

/// Title, dates and ids, which follow from the content alone.
fn sign(document: &mut Document, identity: &Identity) {
    let day = identity.day();
    let mut info = dictionary! {
        "Title" => text(&identity.title),
        "Creator" => text("Samsvar"),
        "Producer" => text("Samsvar"),
        "CreationDate" => day.clone(),
        "ModDate" => day,
    };
    if !identity.author.is_empty() {
        info.set("Author", text(&identity.author));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);
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
}

fn write(
    mut document: Document,
    step: &mut dyn FnMut() -> Result<(), Error>,
) -> Result<Vec<u8>, Error> {
    let mut flate = Flate::new();
    for (index, object) in document.objects.values_mut().enumerate() {
        if index.is_multiple_of(PACKED) {
            step()?;
        }
        // What the file says about itself stays readable as it lies.
        if let Object::Stream(stream) = object
            && !stream.dict.has_type(b"Metadata")
        {
            flate.compress(stream)?;
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

/// A destination: the place of a heading; all of the sheet of an attached file.
fn destination(laid: &Laid, pages: &[ObjectId], heading: &Heading) -> Object {
    let page = pages[heading.page].into();
    if laid.pages[heading.page].sheet.is_some() {
        return Object::Array(vec![page, "Fit".into()]);
    }
    let top = laid.pages[heading.page].turn.height();
    let top = (top - heading.y + 8.0).round();
    let at: Vec<Object> = vec![page, "XYZ".into(), 0.into(), top.into(), Object::Null];
    Object::Array(at)
}

fn set(document: &mut Document, id: ObjectId, dictionary: Dictionary) {
    document.set_object(id, dictionary);
}
