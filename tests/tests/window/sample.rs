//! The shipped sample in every view, in both languages.

use samsvar_tests::{Ran, Workspace, command_line};

use crate::driver::{Screen, Window};

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 36"><circle cx="18" cy="18" r="17" fill="#1f5a6b"/></svg>"##;

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn the_sample_says_that_it_is_one_and_every_view_speaks_both_languages() {
    let folder = Workspace::new();
    let mut demo = std::process::Command::new(command_line());
    let ran = Ran::of(demo.args(["demo", "--out"]).arg(folder.path()));
    assert_eq!(ran.code, 0, "{ran:?}");
    let screen = Screen::open();
    let window = Window::open(&screen, &folder.path().join("workspace"));
    window.type_into("#name", "Anna Åkesson");
    window.click("#begin");
    window.until("document.querySelector('[data-case]')");
    assert!(
        window
            .text("main")
            .contains("Exempel – det mesta är påhittat")
    );
    window.picture("14-exempel-oversikt");

    window.click("[data-case]");
    window.click("[data-step='systemeffekter']");
    window.until("document.querySelectorAll('[data-part]').length === 4");
    window.picture("15-exempel-steg");
    window.click("#details summary");
    window.until("document.querySelector('#field-officer')");
    window.picture("16-uppgifter");
    window.click("#tab-beslut");
    window.until("document.querySelector('[data-decision]')");
    assert!(window.text("#panel-beslut").contains("§ 45"));
    window.picture("17-exempel-beslut");

    // Another program gives the region a logo; the window shows it by itself.
    window.click("#nav-processes");
    window.until("document.querySelector('#logo-choose')");
    let logo = folder.file("logo.svg", LOGO);
    let mut set = std::process::Command::new(command_line());
    set.arg("--workspace").arg(folder.path().join("workspace"));
    set.args(["--person", "Anna Åkesson", "organisation", "logo"])
        .arg(&logo);
    let ran = Ran::of(&mut set);
    assert_eq!(ran.code, 0, "{ran:?}");
    window.until("document.querySelector('img[alt^=\"Logotyp: \"]')?.naturalWidth > 0");
    window.script("document.querySelector('#logo-choose').scrollIntoView()");
    window.picture("34-logotyp");

    // The case on its way to a meeting.
    window.click("#nav-overview");
    window.click("#meeting-packet");
    window.click("[id^='pick-']");
    window.type_into("#meeting-section", "61");
    window.picture("35-moteshandlingar");
    window.click("#meeting-show");
    window.until("document.querySelector('[data-page] canvas[data-drawn]')");
    window.until("/\\d/.test(document.querySelector('#packet-pages').innerText)");
    window.picture("36-moteshandlingar-visade");
    window.click("#packet-back");
    window.click("#meeting-back");
    window.click("[data-case]");
    window.click("[data-step='systemeffekter']");

    window.click("#language");
    window.until("document.documentElement.lang === 'en'");
    window.click("#tab-historik");
    window.until("document.querySelector('[data-act]').innerText.includes('signed off')");
    window.picture("18-english-history");
    window.click("#tab-steg");
    window.until(
        "document.querySelector('#panel-steg').innerText.includes('Assessment of system effects')",
    );
    window.picture("19-english-step");
    window.click("#nav-keys");
    window.until("document.querySelector('#keys-close')");
    window.picture("20-english-keys");
    window.close();
}
