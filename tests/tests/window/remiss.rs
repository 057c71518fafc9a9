//! One remiss from the letter to the printed packet, by hand.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use samsvar_tests::Workspace;

use crate::driver::{Screen, Window};

const TEXT: &str = "Vi tillstyrker förslaget. Gränsen mot hemsjukhuset bör bli tydligare – åäö.";

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn a_remiss_goes_from_letter_to_printed_packet_and_survives_a_restart() {
    let workspace = Workspace::new();
    let letter = workspace.file("Remissbrev åäö.txt", "Brevet från Socialstyrelsen");
    let screen = Screen::open();
    let window = Window::open(&screen, workspace.path());

    window.picture("01-forsta-start");
    window.type_into("#name", "Anna Åkesson");
    window.click("#begin");
    window.picture("02-tom-oversikt");

    window.click("#new-case");
    window.type_into("#title", "Differences in Sex Development (DSD)");
    window.type_into("#holder", "Socialstyrelsen");
    window.type_into("#number", "29988/2022");
    window.type_into("#received", "2026-11-02");
    window.type_into("#due", "2027-01-15");
    window.picture("03-nytt-arende");
    window.click("#save-case");
    window.until("document.querySelector('#tab-svar')");

    // A real file, dragged out of another program onto step 1.
    window.click("[data-step='fakultet']");
    let step = window.middle("[data-step='uppdrag']");
    screen.drop_file(&letter, step);
    window.until("document.querySelector('[data-file]')");
    assert!(window.text("[data-file]").contains("Remissbrev åäö.txt"));
    let taken = workspace.json(&["case", "show", "29988/2022"])["attachments"].clone();
    assert_eq!(
        (&taken[0]["step"], &taken[0]["size"]),
        (&"uppdrag".into(), &28.into())
    );

    window.click("[data-tick]");
    window.type_into("#sign-note", "Uppdraget är lämnat");
    window.picture("04-kvittera");
    window.click("#sign-save");
    window.until("document.querySelector('[data-step=uppdrag]').innerText.includes('1/1')");
    window.picture("05-steg");

    window.click("#tab-svar");
    window.click("input[type=radio][value='tillstyrker-med-synpunkter']");
    window.type_into("#answer-text", TEXT);
    window.until("document.querySelector('#saved-state').dataset.saving === 'saved'");
    window.picture("06-svar");
    window.close();

    // Another start: all still there.
    let window = Window::open(&screen, workspace.path());
    window.until("document.querySelector('#tab-steg')");
    window.picture("07-efter-omstart");
    window.click("#nav-overview");
    window.until("document.querySelector('[data-case]')");
    let row = window.text("main li");
    assert!(
        row.contains("Differences in Sex Development") && row.contains("dagar kvar"),
        "{row}"
    );
    window.picture("13-oversikt");
    window.click("[data-case]");
    window.click("#tab-steg");
    window.click("[data-step='uppdrag']");
    assert!(window.text("[data-step='uppdrag']").contains("1/1"));
    window.until("document.querySelector('[data-file]').innerText.includes('Remissbrev åäö.txt')");
    window.click("#tab-svar");
    window.until(&format!(
        "document.querySelector('#answer-text').value === '{TEXT}'"
    ));
    window.until("document.querySelector('input[value=tillstyrker-med-synpunkter]').checked");
    window.click("#tab-handlingar");
    window.picture("08-handlingar");
    window.click("#tab-historik");
    window.picture("09-historik");

    // The decision, then the packet through the system's own file dialog.
    window.click("#tab-beslut");
    window.click("#decide");
    window.until("document.querySelector('#decide-body')");
    window.script(
        "document.querySelector('#decide-body').value = 'presidiet';
        document.querySelector('#decide-body').dispatchEvent(new Event('change', {bubbles: true}))",
    );
    window.type_into("#decide-on", "2027-01-12");
    window.type_into("#decide-section", "§ 45");
    window.type_into("#decide-text", "Presidiet antar yttrandet.");
    window.picture("10-beslut");
    window.click("#decide-save");
    window.picture("11-bekrafta");
    window.click("#decide-confirm");
    window.until("document.querySelector('[data-decision]')");
    window.click("#preview");
    window.until("document.querySelector('[data-page] canvas[data-drawn]')");
    window.until("/\\d/.test(document.querySelector('#packet-pages').innerText)");
    window.picture("12-forhandsgranska");
    // "Skriv ut" hands the packet to the system's viewer.
    window.click("#packet-print");
    let shown = window.shown_in_viewer();
    assert_eq!(
        shown.file_name().unwrap(),
        "Differences in Sex Development (DSD).pdf"
    );
    assert!(text_of(&shown).contains("Presidiet antar yttrandet."));
    let packet = workspace.path().join("Yttrande DSD.pdf");
    window.click("#packet-save");
    save_in_dialog(&screen, &packet);
    let text = text_of(&packet);
    for expected in [
        "Differences in Sex Development (DSD)",
        "29988/2022",
        "§ 45",
        "Presidiet antar yttrandet.",
        "Gränsen mot hemsjukhuset bör bli tydligare – åäö.",
        "Anna Åkesson",
        "Remissbrev åäö.txt",
    ] {
        assert!(
            text.contains(expected),
            "{expected} is not in the packet:\n{text}"
        );
    }
    window.close();
    assert_eq!(workspace.run(&["check"]).code, 0);
}

/// Types a path into the system's file dialog and waits for the file.
fn save_in_dialog(screen: &Screen, path: &Path) {
    let start = Instant::now();
    while screen
        .xdotool(&["search", "--onlyvisible", "--name", ".*"])
        .lines()
        .count()
        < 2
    {
        assert!(start.elapsed() < Duration::from_secs(20), "no dialog");
    }
    std::thread::sleep(Duration::from_millis(700));
    screen.xdotool(&["key", "ctrl+a"]);
    screen.xdotool(&["type", "--delay", "20", path.to_str().unwrap()]);
    screen.xdotool(&["key", "Return"]);
    while !path.exists() {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "the packet was not saved"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The packet's text without line breaks.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
