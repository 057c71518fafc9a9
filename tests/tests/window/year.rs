//! A year of the office in the real window: a round, an application, and a
//! region that is not the one that ships.

use samsvar_tests::Workspace;
use serde_json::{Value, json};

use crate::driver::{Screen, Window};

/// A window on a workspace where Anna has sat down.
fn begun(screen: &Screen, workspace: &Workspace) -> Window {
    let window = Window::open(screen, workspace.path());
    window.type_into("#name", "Anna Åkesson");
    window.click("#begin");
    window.until("document.querySelector('#new-case')");
    window
}

/// Chooses a value of a select, as a person does.
fn choose(window: &Window, css: &str, value: &str) {
    window.until(&format!(
        "document.querySelector({0}) && [...document.querySelector({0}).options]
           .some((it) => it.value === {1})",
        json!(css),
        json!(value)
    ));
    window.script(&format!(
        "const it = document.querySelector({}); it.value = {};
         it.dispatchEvent(new Event('change', {{ bubbles: true }}))",
        json!(css),
        json!(value)
    ));
}

/// The case as the command line tells it: the window's work is in the store.
fn stored(workspace: &Workspace, id: &str) -> Value {
    workspace.json(&["case", "show", id])
}

fn opened(window: &Window, area: &str) {
    window.click("#nav-overview");
    window.until("document.querySelector('[data-case]')");
    window.script(&format!(
        "[...document.querySelectorAll('[data-case]')]
           .find((it) => it.innerText.includes({})).click()",
        json!(area)
    ));
    window.until("document.querySelector('#tab-steg')");
}

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn a_round_goes_from_letter_to_report() {
    let workspace = Workspace::new();
    let screen = Screen::open();
    let window = begun(&screen, &workspace);

    window.click("#nav-rounds");
    window.click("#new-round");
    window.type_into("#round-title", "NHV våren 2021");
    window.type_into(
        "#round-areas",
        "Kroniska lungsjukdomar hos barn\u{E007}Prematuritetsretinopati (ROP)",
    );
    window.type_into("#round-received", "2021-03-09");
    window.type_into("#round-due", "2021-05-14");
    window.picture("20-ny-omgang");
    window.click("#save-round");
    window.until("document.querySelectorAll('#round-table [data-case]').length === 2");
    window.picture("21-omgang");

    // The clash is found, and the presidium proposed.
    opened(&window, "Kroniska lungsjukdomar");
    window.until("document.querySelector('#clash')");
    let clash = window.text("#clash");
    assert!(clash.contains("presidium"), "{clash}");
    assert!(clash.contains("4 juni 2021"), "{clash}");
    window.picture("22-krock");
    let cases = workspace.json(&["round", "show", "NHV våren 2021"])["cases"].clone();
    let id = cases[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        stored(&workspace, &id)["process"]["id"],
        "remissvar-2020-04"
    );

    // A contribution is asked for, entered and taken into the answer.
    window.click("#tab-svar");
    window.click("#contribution-ask");
    choose(
        &window,
        "#contribution-body",
        "rpo-barn-och-ungdomars-halsa",
    );
    window.type_into("#contribution-due", "2021-04-12");
    window.click("#contribution-ask-save");
    let card = "[data-contribution='rpo-barn-och-ungdomars-halsa']";
    window.until(&format!("document.querySelector({})", json!(card)));
    window.click("[data-chase='rpo-barn-och-ungdomars-halsa']");
    window.until("document.querySelector('[data-chased]')");
    window.click("[data-enter='rpo-barn-och-ungdomars-halsa']");
    window.type_into("#contribution-text", "Gränsen bör sättas vid 18 år.");
    window.click("#contribution-done");
    window.picture("23-bidrag");
    window.click("[data-take='rpo-barn-och-ungdomars-halsa']");
    window.until("document.querySelector('#answer-text').value.includes('Gränsen bör sättas')");
    window.until("document.querySelector('[data-taken]')");
    window.picture("24-infogat");
    let theirs = stored(&workspace, &id)["contributions"][0].clone();
    assert_eq!(theirs["texts"][0]["taken"]["current"], true);
    assert_eq!(theirs["chased"].as_array().unwrap().len(), 1);

    // Two councils disagree.
    window.click("#tab-effekter");
    choose(&window, "#rating-kirurgi-och-cancer-akutsjukvard", "-2");
    choose(&window, "#rating-medicin-och-akut-vard-akutsjukvard", "1");
    window.type_into("#comment-kirurgi-och-cancer-akutsjukvard", "Jouren hotas.");
    window.click("#tab-effekter");
    window.until("document.querySelector('main').innerText.includes('Råden är oense')");
    window.picture("25-systemeffekter");

    // The presidium decides on delegation; it is reported, and the case closed.
    window.click("#tab-steg");
    window.click("#propose");
    window.until("document.querySelector('#decide-on')");
    window.type_into("#decide-on", "2021-05-07");
    window.type_into("#decide-section", "§ 3");
    window.click("#decide-save");
    window.click("#decide-confirm");
    window.until("document.querySelector('[data-unreported]')");
    window.picture("26-ska-anmalas");
    let decision = stored(&workspace, &id)["decisions"][0].clone();
    assert_eq!(
        (&decision["body"], &decision["delegated"]),
        (&"presidiet".into(), &true.into())
    );
    let report = format!("report-{}", decision["id"].as_str().unwrap());
    window.click(&format!("[id='{report}']"));
    window.type_into("#report-on", "2021-06-04");
    window.type_into("#report-section", "§ 12");
    window.click(&format!("[id='{report}-save']"));
    window.until("document.querySelector('[data-reported]')");
    window.click("#close-case");
    choose(&window, "#close-outcome", "besvarad");
    window.click("#close-case-save");
    window.until("document.querySelector('[data-closed]')");
    window.picture("27-avslutat");

    // Undone by the keys, and done again.
    window.script("document.activeElement.blur()");
    screen.xdotool(&["key", "ctrl+z"]);
    window.until("!document.querySelector('[data-closed]')");
    assert_eq!(stored(&workspace, &id)["closed"], Value::Null);
    window.picture("28-angrat");
    window.script("document.activeElement.blur()");
    screen.xdotool(&["key", "ctrl+shift+z"]);
    window.until("document.querySelector('[data-closed]')");
    assert_eq!(stored(&workspace, &id)["closed"]["outcome"], "besvarad");

    // The period is extended: what moves is shown before it is done.
    window.click("#nav-rounds");
    window.click("[data-round]");
    window.until("document.querySelector('#round-table')");
    window.picture("29-pagaende-och-givna");
    window.click("#round-move");
    window.type_into("#move-due", "2021-10-01");
    window.click("#move-show");
    window.until("document.querySelector('#replan')");
    assert_eq!(
        stored(&workspace, cases[1]["id"].as_str().unwrap())["due"],
        "2021-05-14"
    );
    window.picture("30-omplanering");
    window.click("#move-save");
    window.until("!document.querySelector('#move-form')");
    let rop = stored(&workspace, cases[1]["id"].as_str().unwrap());
    assert_eq!(rop["due"], "2021-10-01");
    assert_eq!(stored(&workspace, &id)["due"], "2021-05-14");

    // Found by a word inside a word, by the keys alone.
    window.script("document.activeElement.blur()");
    screen.xdotool(&["key", "ctrl+k"]);
    window.type_into("#search", "ouren");
    window.until("document.querySelector('[data-hit=assessment]')");
    window.picture("31-sok");
    screen.xdotool(&["key", "Return"]);
    window.until("document.querySelector('#rating-kirurgi-och-cancer-akutsjukvard')");
    window.click("#nav-effects");
    window.until("document.querySelector('#effects')");
    window.picture("32-samlat");
    window.click("#nav-tasks");
    window.until("document.querySelector('[data-task]')");
    window.picture("33-tidsfrister");
    window.close();
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn an_application_goes_from_notice_to_feedback() {
    let workspace = Workspace::new();
    let screen = Screen::open();
    let window = begun(&screen, &workspace);
    window.click("#new-case");
    window.type_into("#title", "Ansökan: svåra hudsymtom");
    choose(&window, "#process", "ansokan");
    choose(&window, "#applicant", "Region Östergötland");
    window.type_into("#received", "2023-03-20");
    window.type_into("#due", "2023-06-15");
    window.type_into("#programme-area", "RPO Hud- och könssjukdomar");
    window.click("#save-case");
    window.click("#tab-ansokan");
    let id = workspace.json(&["case", "list"])["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(stored(&workspace, &id)["process"]["id"], "ansokan-2023-03");
    assert_eq!(stored(&workspace, &id)["applicant"], "Region Östergötland");

    // Everybody who is to be told is ticked off, one by one.
    let all = stored(&workspace, &id)["notices"].clone();
    let mut ticks = Vec::new();
    for notice in all.as_array().unwrap() {
        for receiver in notice["receivers"].as_array().unwrap() {
            let (notice, body) = (notice["id"].as_str(), receiver["body"].as_str());
            ticks.push(format!("{}-{}", notice.unwrap(), body.unwrap()));
        }
    }
    assert!(ticks.len() >= 9, "{ticks:?}");
    for tick in &ticks {
        let button = format!("[data-notice-tick='{tick}']");
        window.click(&button);
        window.until(&format!(
            "document.querySelector({}).getAttribute('aria-pressed') === 'true'",
            json!(button)
        ));
    }
    window.type_into("#member-kirurgi-och-cancer", "En representant");

    window.click("#commitment-add");
    choose(&window, "#commitment-body", "region-kalmar-lan");
    window.type_into("#commitment-amount", "2 000 000");
    window.type_into("#commitment-text", "Remitterar alla patienter");
    window.type_into("#commitment-from", "2024-07-01");
    window.type_into("#commitment-rsl", "2023-04-05");
    window.type_into("#commitment-svn", "2023-06-02");
    window.click("#commitment-add-save");
    window.until("document.querySelector('[data-part-of=commitment]')");
    window.click("#condition-add");
    window.type_into("#condition-text", "1. Multidisciplinärt team dygnet runt");
    window.type_into("#condition-evidence", "Bilaga 2, bemanning");
    choose(&window, "#condition-state", "met");
    window.click("#condition-add-save");
    window.until("document.querySelector('[data-part-of=condition]')");
    window.click("#supplement-add");
    window.type_into("#supplement-text", "Volymer 2022");
    window.click("#supplement-add-save");
    window.until("document.querySelector('[data-part-of=supplement]')");
    window.picture("40-ansokan");
    let case = stored(&workspace, &id);
    assert_eq!(case["commitments"][0]["amount"], 2_000_000);
    assert_eq!(case["commitments"][0]["svn"], "2023-06-02");
    assert_eq!(case["conditions"][0]["state"], "met");
    let told = case["notices"].as_array().unwrap().iter();
    let mut receivers = told.flat_map(|it| it["receivers"].as_array().unwrap().clone());
    assert!(receivers.all(|it| it["on"] != Value::Null));
    let members = case["members"].as_array().unwrap();
    let named = members
        .iter()
        .filter(|it| it["name"] == "En representant")
        .count();
    assert_eq!(named, 1);

    // How it ended: a sub-permit.
    window.click("#tab-beslut");
    window.click("#close-case");
    choose(&window, "#close-outcome", "undertillstand");
    window.picture("41-utfall");
    window.click("#close-case-save");
    window.until("document.querySelector('[data-closed]')");
    window.close();
    assert_eq!(
        stored(&workspace, &id)["closed"]["outcome"],
        "undertillstand"
    );
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
#[ignore = "needs a display: cargo xtask test window"]
fn another_region_works_from_its_own_file() {
    let workspace = Workspace::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/organisations");
    let file = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let used = workspace.run(&["organisation", "use", file.to_str().unwrap()]);
    assert_eq!(used.code, 0, "{}", used.err);
    let organisation = workspace.json(&["organisation", "show"]);
    let councils = organisation["council"].as_array().unwrap();
    assert_eq!(councils.len(), 6);
    let screen = Screen::open();
    let window = begun(&screen, &workspace);
    window.click("#new-case");
    window.type_into("#title", "En remiss i en annan region");
    window.type_into("#due", "2027-03-15");
    window.click("#save-case");
    window.click("[data-step='systemeffekter']");
    window.until("document.querySelectorAll('[data-tick]').length === 6");
    window.picture("50-annan-region");
    window.click("#tab-effekter");
    let last = format!("[id^='rating-{}-']", councils[5]["id"].as_str().unwrap());
    window.until(&format!("document.querySelector({})", json!(last)));
    window.picture("51-sex-rad");
    window.click("#tab-beslut");
    window.click("#decide");
    window.until("document.querySelector('#decide-body')");
    // A closed select has no inner text: its options are asked for their words.
    let bodies = window.script(
        "return [...document.querySelector('#decide-body').options].map((it) => it.text).join()",
    );
    let bodies = bodies.as_str().unwrap_or_default();
    assert!(
        bodies.contains("Gemensamma nämnden för provområdet"),
        "{bodies}"
    );
    assert!(!bodies.contains("Samverkansnämnden"), "{bodies}");
    window.close();
    assert_eq!(workspace.run(&["check"]).code, 0);
}
