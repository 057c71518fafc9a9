//! Links of an attached file lead where they led.

use lopdf::{Dictionary, Document, Object};

use super::archive::faults;
use super::enclosed::enclosed;
use super::odd_files::pdf;

/// Three pages. On the first, links to places that are told by a page, by a name in a
/// tree of names, by a name as PDF 1.1 had them, and by a name that nothing has.
fn linked() -> Vec<u8> {
    let page = |more: &str| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> {more} >>")
    };
    let link = |to: &str| format!("<< /Type /Annot /Subtype /Link /Rect [9 9 99 99] {to} >>");
    let links = [
        link("/Dest [4 0 R /Fit]"),
        link("/Dest (kapitel 2)"),
        link("/A << /S /GoTo /D (kapitel 3) >>"),
        link("/Dest /Gammal"),
        link("/Dest (ingenstans)"),
    ];
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R /Dests << /Gammal 8 0 R >> /Names << /Dests 6 0 R >> >>"
            .to_owned(),
        "<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] >>".to_owned(),
        page(&format!("/Annots [{}]", links.join(" "))),
        page(""),
        page(""),
        // The tree comes back to its root.
        "<< /Kids [7 0 R 6 0 R] >>".to_owned(),
        "<< /Limits [(kapitel 2) (kapitel 3)] \
         /Names [(kapitel 2) [4 0 R /XYZ 0 700 null] (kapitel 3) << /D [5 0 R /Fit] >>] >>"
            .to_owned(),
        "[5 0 R /XYZ 9 9 null]".to_owned(),
    ])
}

#[test]
fn a_link_to_a_place_with_a_name_leads_there() {
    let printed = enclosed(vec![("länkar.pdf", linked())]);
    assert_eq!(faults(&printed.bytes), None);
    let document = Document::load_mem(&printed.bytes).unwrap();
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let [first, second, third] = pages[pages.len() - 3..] else {
        panic!("three pages of the file stand last");
    };
    let notes = document.get_page_annotations(first).unwrap();
    let links: Vec<_> = notes.into_iter().map(|it| leads(&document, it)).collect();
    let (second, third) = (Some(second), Some(third));
    assert_eq!(links, [second, second, third, third, None]);
}

/// The page that a link leads to.
fn leads(document: &Document, link: &Dictionary) -> Option<lopdf::ObjectId> {
    let action = link.get(b"A").and_then(|it| document.dereference(it));
    let place = match action.and_then(|it| it.1.as_dict()) {
        Ok(action) => action.get(b"D"),
        Err(_) => link.get(b"Dest"),
    };
    let place = document.dereference(place.ok()?).ok()?.1.as_array().ok()?;
    place.first().and_then(|it| Object::as_reference(it).ok())
}
