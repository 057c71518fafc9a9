//! The answer as a mail, read by Python's email module.

use samsvar_tests::Workspace;
use serde_json::Value;

use crate::foreign::read;

const MAIL: &str = r#"
import base64, email, email.policy, hashlib, json, sys
mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
files = list(mail.iter_attachments())
print(json.dumps({
    "headers": sorted(mail.keys()), "unsent": mail["x-unsent"], "to": mail["to"],
    "subject": mail["subject"], "text": mail.get_body().get_content(),
    "names": [it.get_filename() for it in files],
    "types": [it.get_content_type() for it in files],
    "bytes": [base64.b64encode(it.get_content()).decode() for it in files],
    "defects": [str(it) for part in mail.walk() for it in part.defects],
}))
"#;

fn mail(workspace: &Workspace, case: &str, more: &[&str]) -> Value {
    let out = workspace.path().join("svar.eml");
    let path = out.display().to_string();
    workspace.done(&[&["mail", case, "--out", &path][..], more].concat());
    let first = std::fs::read(&out).unwrap();
    workspace.done(&[&["mail", case, "--out", &path][..], more].concat());
    assert_eq!(first, std::fs::read(&out).unwrap());
    read(MAIL, &out)
}

#[test]
fn the_mail_is_unsent_with_name_and_number_as_subject_and_the_document_attached() {
    use base64::Engine;
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let long = "Åtgärder vid svår och sällsynt sjukdom hos äldre ".repeat(8);
    workspace.done(&["case", "set", &case, "title", long.trim()]);
    let found = mail(&workspace, &case, &[]);
    assert_eq!(found["unsent"], "1");
    // Nobody decided it: a receiver must not take it for the answer.
    let subject = format!("Utkast: {}, 29988/2022", long.trim());
    assert_eq!(found["subject"], subject);
    assert_eq!(found["defects"], serde_json::json!([]));
    assert_eq!(found["to"], Value::Null);
    // Date, sender and id are the sending program's.
    let headers = found["headers"].to_string().to_lowercase();
    for header in ["date", "from", "message-id"] {
        assert!(!headers.contains(header), "{headers}");
    }
    let text = found["text"].as_str().unwrap();
    assert!(
        text.starts_with("Hej!") && text.contains("Sydöstra sjukvårdsregionen"),
        "{text}"
    );
    let docx = workspace.path().join("svar.docx");
    workspace.done(&["word", &case, "--out", &docx.display().to_string()]);
    let attached = found["bytes"][0].as_str().unwrap();
    let attached = base64::engine::general_purpose::STANDARD
        .decode(attached)
        .unwrap();
    assert_eq!(attached, std::fs::read(docx).unwrap());
    let name = found["names"][0].as_str().unwrap();
    assert!(
        name.starts_with("Utkast Åtgärder vid svår") && name.ends_with(".docx"),
        "{name}"
    );

    let to = mail(&workspace, &case, &["--to", "remiss@exempel.se"]);
    assert_eq!(to["to"], "remiss@exempel.se");
    let out = workspace.path().join("fel.eml");
    let path = out.display().to_string();
    let ran = workspace.run(&[
        "mail",
        &case,
        "--out",
        &path,
        "--to",
        "a@b.se\r\nBcc: c@d.se",
    ]);
    assert_eq!((ran.code, out.exists()), (1, false), "{ran:?}");
}

#[test]
fn a_secret_title_reaches_no_subject_no_text_and_no_file_name() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    workspace.done(&["case", "set", &case, "secrecy", "25 kap. 1 § OSL"]);
    let found = mail(&workspace, &case, &[]);
    assert_eq!(found["subject"], "Utkast: 29988/2022");
    assert_eq!(found["names"][0], "Utkast 29988_2022.docx");
    let text = found["text"].as_str().unwrap();
    assert!(!text.contains("Differences") && !found["headers"].to_string().contains("Differences"));
}

#[test]
fn what_is_decided_is_the_answer_and_what_is_not_says_so() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let text = |found: &Value| found["text"].as_str().unwrap().to_owned();
    let path = workspace.path().join("svar.eml").display().to_string();
    let ran = workspace.run(&["mail", &case, "--out", &path]);
    assert!(
        ran.code == 0 && ran.err.contains("inte beslutat"),
        "{ran:?}"
    );
    assert!(text(&mail(&workspace, &case, &[])).contains("utkast till svar"));
    let on = ["--on", "2023-10-06", "--section", "§ 45"];
    workspace.done(&[&["decide", &case, "--body", "presidiet"][..], &on].concat());
    let found = mail(&workspace, &case, &[]);
    assert!(text(&found).contains("Här kommer svaret"), "{found}");
    assert!(
        !found["subject"].as_str().unwrap().contains("Utkast"),
        "{found}"
    );
}
