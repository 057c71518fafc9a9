//! The organisation's logo: on what is printed and sent, at colleagues too, and
//! nothing that is no logo.

use serde_json::json;

use crate::foreign::read;
use crate::sharing::Office;

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 20"><rect width="25" height="20" fill="#1f5a6b"/></svg>"##;

/// What a Word document shows of pictures, and what is said of them.
const PICTURES: &str = r#"
import docx, json, sys
file = docx.Document(sys.argv[1])
print(json.dumps([[it._inline.docPr.get("descr"), round(it.width.mm), round(it.height.mm)] for it in file.inline_shapes]))
"#;

/// How many pictures stand on the first page, as poppler lists them.
fn pictures(pc: &samsvar_tests::Workspace, verb: &[&str]) -> u64 {
    let out = pc.path().join("ut.pdf");
    let out = out.display().to_string();
    pc.done(&[verb, &["--out", &out]].concat());
    let listed = std::process::Command::new("pdfimages")
        .args(["-list", "-f", "1", "-l", "1", &out])
        .output()
        .unwrap();
    assert!(listed.status.success(), "{listed:?}");
    let listed = String::from_utf8(listed.stdout).unwrap();
    // The mask of a picture is listed as one of its own.
    let kind = |it: &&str| it.split_whitespace().nth(2) == Some("image");
    listed.lines().filter(kind).count() as u64
}

#[test]
fn a_logo_stands_on_what_is_printed_and_sent_by_everybody() {
    let office = Office::new();
    let (a, b, case) = (&office.a, &office.b, office.case.as_str());
    assert_eq!(pictures(a, &["print", case]), 0);
    let file = a.file("logo.svg", SVG).display().to_string();
    a.done(&["organisation", "logo", &file]);
    office.meet();
    for pc in [a, b] {
        assert_eq!(pictures(pc, &["print", case]), 1);
        assert_eq!(pictures(pc, &["letter", case, "invitation"]), 1);
        assert_eq!(pictures(pc, &["print", case, "--meeting"]), 1);
        let out = pc.path().join("svar.docx");
        pc.done(&["word", case, "--out", &out.display().to_string()]);
        let told = "Logotyp: Sydöstra sjukvårdsregionen";
        assert_eq!(read(PICTURES, &out), json!([[told, 45, 18]]));
    }
    // The later of two holds, and none is a choice, too.
    b.done(&["organisation", "logo", "--remove"]);
    office.meet();
    for pc in [a, b] {
        assert_eq!(pictures(pc, &["print", case]), 0);
        assert_eq!(pc.run(&["check"]).code, 0);
    }
    office.agree();
}

#[test]
fn what_is_no_logo_is_refused_in_one_sentence_and_the_old_one_stays() {
    let pc = samsvar_tests::Workspace::new();
    let case = pc.remiss();
    let file = pc.file("logo.svg", SVG).display().to_string();
    pc.done(&["organisation", "logo", &file]);
    let letters = SVG.replace("</svg>", "<text>Region</text></svg>");
    let huge = vec![b' '; (4 << 20) + 1];
    let bad: [(&str, &[u8], &str); 4] = [
        ("a.svg", letters.as_bytes(), "inte är omgjorda till former"),
        ("b.svg", &SVG.as_bytes()[..60], "ingen SVG- eller PNG-bild"),
        ("c.png", b"", "ingen SVG- eller PNG-bild"),
        ("d.png", &huge, "för stor för en logotyp"),
    ];
    for (name, bytes, sentence) in bad {
        let file = pc.file(name, bytes).display().to_string();
        let ran = pc.run(&["organisation", "logo", &file]);
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.err.contains(sentence), "{name}: {}", ran.err);
        assert_eq!(ran.err.trim().lines().count(), 1);
    }
    let missing = pc.path().join("finns-inte.svg").display().to_string();
    assert_eq!(pc.run(&["organisation", "logo", &missing]).code, 1);
    assert_eq!(pictures(&pc, &["print", &case]), 1);
}
