//! Two windows on two PCs' workspaces and one folder: both write in the same
//! section while the folder is away, then meet; nobody's words are gone.

use samsvar_tests::Workspace;

use crate::driver::{Screen, Window};

const ANNAS: &str = "Anna: gränsen mot hemsjukhuset bör bli tydligare.";
const BOS: &str = "Bo: antalet enheter är väl avvägt – åäö.";

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn two_write_in_the_same_section_apart_and_then_meet() {
    let (a, b) = (Workspace::new(), Workspace::new());
    let folder = tempfile::tempdir().unwrap();
    let case = a.remiss();
    for pc in [&a, &b] {
        assert_eq!(pc.share(Some(folder.path())).code, 0);
    }
    let screens = [Screen::open(), Screen::open()];
    let windows = [
        (&screens[0], &a, "Anna Åkesson"),
        (&screens[1], &b, "Bo Ek"),
    ];
    let windows = windows.map(|(screen, pc, name)| {
        let window = Window::open(screen, pc.path());
        window.type_into("#name", name);
        window.click("#begin");
        window.until("document.querySelector('#folder-state')?.dataset.state === 'shared'");
        window.click("[data-case]");
        window.click("#tab-svar");
        window
    });
    windows[0].picture("40-delat");

    let away = folder.path().with_extension("borta");
    std::fs::rename(folder.path(), &away).unwrap();
    for (window, text) in windows.iter().zip([ANNAS, BOS]) {
        window.type_into("#answer-text", text);
        window.until("document.querySelector('#saved-state').dataset.saving === 'saved'");
        // Leaving the section makes it a change.
        window.click("#tab-steg");
        window.until("document.querySelector('#folder-state').dataset.state === 'fault'");
    }
    windows[0].click("#folder-state");
    windows[0].picture("41-mappen-nas-inte");
    std::fs::rename(&away, folder.path()).unwrap();
    for window in &windows {
        window.click("#tab-svar");
        window.until("document.querySelector('[data-conflict]')");
        let both = window.text("[data-conflict]");
        assert!(both.contains(ANNAS) && both.contains(BOS), "{both}");
    }
    windows[0].picture("42-tva-versioner");
    windows[0].click("[data-keep='both']");
    let joined = "document.querySelector('#answer-text').value";
    for window in &windows {
        window.until("!document.querySelector('[data-conflict]')");
        for words in [ANNAS, BOS] {
            window.until(&format!("{joined}.includes('{words}')"));
        }
    }
    windows[1].picture("43-sammanfort");
    for window in windows {
        window.close();
    }
    for pc in [&a, &b] {
        assert_eq!(pc.share(None).code, 0);
    }
    let [at_a, at_b] = [&a, &b].map(|pc| pc.json(&["case", "show", &case]));
    assert_eq!(at_a, at_b);
    // The folder itself has it for people without the app.
    let made = walk(folder.path());
    for name in [
        "Register.xlsx",
        "Register.csv",
        "arende-1.json",
        "Ärende.pdf",
        "Svar.docx",
        "arende.json",
    ] {
        assert!(made.iter().any(|it| it == name), "{name}: {made:?}");
    }
    for pc in [&a, &b] {
        assert_eq!(pc.run(&["check"]).code, 0);
    }
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            names.extend(walk(&entry.path()));
        }
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names
}
