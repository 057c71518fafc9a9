//! Files as nobody wants them, made here byte by byte.

use std::fmt::Write as _;
use std::process::Command;

use lopdf::{Document, Stream, dictionary};

/// A PDF of `objects`, numbered from 1, the first its catalog, with a table that is right.
pub(super) fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}

fn stream(content: &str) -> String {
    format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

/// A page that says `text`, with more in its dictionary.
pub(super) fn one(text: &str, more: &str) -> Vec<u8> {
    pages(&[text], more, &[])
}

/// Pages that say `texts`; `extra` are the objects from number 4 + 2 x pages on.
pub(super) fn pages(texts: &[&str], more: &str, extra: &[&str]) -> Vec<u8> {
    let kids: Vec<_> = (0..texts.len())
        .map(|it| format!("{} 0 R", 4 + 2 * it))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] \
             /Resources << /Font << /F 3 0 R >> >> >>",
            texts.len(),
            kids.join(" ")
        ),
        FONT.to_owned(),
    ];
    for (index, text) in texts.iter().enumerate() {
        let content = 5 + 2 * index;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R {more} >>"
        ));
        objects.push(stream(&format!("BT /F 24 Tf 60 700 Td ({text}) Tj ET")));
    }
    objects.extend(extra.iter().map(|it| (*it).to_owned()));
    pdf(&objects)
}

/// `bytes` after `qpdf` with `arguments`.
pub(super) fn qpdf(bytes: &[u8], arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    std::fs::write(&from, bytes).unwrap();
    let done = Command::new("qpdf")
        .arg(&from)
        .args(arguments)
        .arg(&to)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    std::fs::read(&to).unwrap()
}

/// The text of `bytes`, as another reader finds it, and that it can show every page.
pub(super) fn shown(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, bytes).unwrap();
    let read = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    assert!(read.status.success(), "{read:?}");
    String::from_utf8_lossy(&read.stdout).into_owned()
}

/// A form whose field has a look, one that has a value only, and a box that is ticked.
pub(super) fn form() -> Vec<u8> {
    let field = "/Type /Annot /Subtype /Widget /F 4";
    let look = "q BT /F 12 Tf 2 6 Td (Syns) Tj ET Q";
    let extra = [
        format!("<< {field} /FT /Tx /T (a) /V (Syns) /Rect [60 600 260 620] /AP << /N 9 0 R >> >>"),
        format!("<< {field} /FT /Tx /T (b) /V (Bara ett v\\344rde) /Rect [60 560 260 580] >>"),
        format!(
            "<< {field} /FT /Btn /T (c) /AS /Ja /Rect [60 520 80 540] \
             /AP << /N << /Ja 10 0 R /Off 11 0 R >> >> /AA << /D << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>"
        ),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >> \
             /Length {} >>\nstream\n{look}\nendstream",
            look.len()
        ),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 20 20] /Resources << /Font << /F 3 0 R >> >> /Length 39 >>\nstream\nq BT /F 18 Tf 3 3 Td (Kryssad) Tj ET Q  \nendstream".to_owned(),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 20 20] /Length 0 >>\nstream\n\nendstream".to_owned(),
    ];
    let extra: Vec<_> = extra.iter().map(String::as_str).collect();
    pages(
        &["Blankett"],
        "/Annots [6 0 R 7 0 R 8 0 R << /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /JavaScript /JS (1) >> >>]",
        &extra,
    )
}

/// Many pages, as small as they come.
pub(super) fn tiny(count: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"0 0 9 9 re f".to_vec()));
    let kids: Vec<lopdf::Object> = (0..count)
        .map(|_| {
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    document.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A picture in grey, wide and low, its left half dark, as a PNG.
pub(super) fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, 20);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    let pixels = (0..40 * 20).flat_map(|it| match it % 40 {
        0..20 => [40, 60, 90, 255],
        _ => [200, 180, 90, 90],
    });
    writer
        .write_image_data(&pixels.collect::<Vec<u8>>())
        .unwrap();
    writer.finish().unwrap();
    bytes
}

/// A grey JPEG of 40 x 20 with `components` and EXIF's `orientation`: every block is
/// nothing but two short codes.
pub(super) fn jpeg(components: u8, orientation: u8) -> Vec<u8> {
    let mut out =
        b"\xff\xd8\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"
            .to_vec();
    out.extend([orientation, 0, 0, 0, 0, 0, 0]);
    if components == 4 {
        out.extend(b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\x00");
    }
    out.extend(b"\xff\xdb\x00\x43\x00");
    out.extend([1; 64]);
    out.extend(b"\xff\xc0\x00");
    out.extend([8 + 3 * components, 8, 0, 20, 0, 40, components]);
    for it in 1..=components {
        out.extend([it, 0x11, 0]);
    }
    for table in [0x00, 0x10] {
        out.extend(b"\xff\xc4\x00\x14");
        out.extend([table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    out.extend(b"\xff\xda\x00");
    out.extend([6 + 2 * components, components]);
    for it in 1..=components {
        out.extend([it, 0]);
    }
    out.extend(b"\x00\x3f\x00");
    // 15 blocks of two bits for each component, the rest of the last byte ones.
    let bits = 30 * usize::from(components);
    out.extend(vec![0; bits / 8]);
    out.push(u8::MAX >> (bits % 8));
    out.extend(b"\xff\xd9");
    out
}
