//! Processes and organisations told in words.

use samsvar_core::model::{Organisation, Party, Process, ProcessStep, Repeats, StepId};
use samsvar_core::store::OrganisationRow;
use samsvar_core::text::{Language, say, word};

/// The English words where they are asked for and there.
fn either<'w>(language: Language, swedish: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::En if !english.is_empty() => english,
        _ => swedish,
    }
}

pub fn processes(processes: &[Process], language: Language) -> String {
    let lines = processes.iter().map(|it| heading(it, language));
    lines.collect::<Vec<_>>().join("\n")
}

fn heading(process: &Process, language: Language) -> String {
    let valid = match process.valid_from {
        Some(day) => word(language, "cli.valid_from", &[("date", &day.to_string())]),
        None => word(language, "cli.no_date", &[]),
    };
    let name = either(language, &process.name, &process.name_en);
    format!("{}  {name}  {valid}", process.id())
}

pub fn process(process: &Process, language: Language) -> String {
    let mut told = Told::new(language);
    told.lines.push(heading(process, language));
    told.lines.push(process.source.clone());
    if process.application {
        told.lines.push(word(language, "cli.application", &[]));
    }
    if !process.group.is_empty() {
        let parties = parties(&process.group, language);
        told.lines
            .push(word(language, "cli.group", &[("parties", &parties)]));
    }
    let steps = process.steps.iter().zip(1..);
    told.section(
        "cli.heading_steps",
        steps.flat_map(|(step, number)| step_lines(process, step, number, language)),
    );
    let stances = process.vocabulary.stances().iter();
    let stances = stances.map(|it| it.code()).collect::<Vec<_>>().join(", ");
    told.section(
        "cli.heading_questions",
        process.questions.iter().map(|it| {
            let mark = unverified(it.verified, language);
            let stances = if it.stance {
                format!(": {stances}")
            } else {
                String::new()
            };
            format!("{}  {}{mark}{stances}", it.id, it.title)
        }),
    );
    told.section(
        "cli.heading_themes",
        process.themes.iter().map(|it| {
            let mark = unverified(it.verified, language);
            format!(
                "{}  {}{mark}",
                it.id,
                either(language, &it.name, &it.name_en)
            )
        }),
    );
    told.section(
        "cli.heading_outcomes",
        process
            .outcomes
            .iter()
            .map(|it| format!("{}  {}", it.id, either(language, &it.name, &it.name_en))),
    );
    told.section(
        "cli.heading_notices",
        process.notices.iter().map(|it| {
            let title = either(language, &it.title, &it.title_en);
            let receivers = parties(&it.receivers, language);
            format!("{}  {title} ({}): {receivers}", it.id, it.step)
        }),
    );
    told.end()
}

fn step_lines(
    process: &Process,
    step: &ProcessStep,
    number: usize,
    language: Language,
) -> [String; 3] {
    let title = either(language, &step.title, &step.title_en);
    let task = either(language, &step.task, &step.task_en);
    let role = process.roles.iter().find(|it| it.id == step.responsible);
    let mut facts: Vec<_> = role
        .map(|it| either(language, &it.name, &it.name_en).to_owned())
        .into_iter()
        .collect();
    facts.push(match step.undated {
        true => word(language, "cli.step_undated", &[]),
        false => word(
            language,
            "cli.step_lead",
            &[("n", &step.lead_days.to_string())],
        ),
    });
    if !step.after.is_empty() {
        let before = process.predecessors(&step.id);
        let before: Vec<_> = before.iter().map(StepId::as_str).collect();
        let steps = before.join(", ");
        facts.push(word(language, "cli.step_after", &[("steps", &steps)]));
    }
    facts.extend(step.repeats.map(|over| {
        let key = match over {
            Repeats::Council => "cli.step_each_council",
            Repeats::Region => "cli.step_each_region",
        };
        word(language, key, &[])
    }));
    if step.decides {
        facts.push(word(language, "cli.step_decides", &[]));
    }
    [
        format!("{number}. {title} [{}]", step.id),
        format!("   {task}"),
        format!("   {}", facts.join(" · ")),
    ]
}

fn parties(parties: &[Party], language: Language) -> String {
    let key = |it: &Party| {
        let code = serde_json::to_value(it).unwrap_or_default();
        format!("party.{}", code.as_str().unwrap_or_default())
    };
    let names = parties.iter().map(|it| word(language, &key(it), &[]));
    names.collect::<Vec<_>>().join(", ")
}

fn unverified(verified: bool, language: Language) -> String {
    match verified {
        true => String::new(),
        false => format!(" ({})", word(language, "cli.unverified", &[])),
    }
}

pub fn organisations(rows: &[OrganisationRow], language: Language) -> String {
    let line = |it: &OrganisationRow| {
        let used = word(language, "cli.organisation_present", &[]);
        let used = if it.used {
            format!("  ({used})")
        } else {
            String::new()
        };
        format!("{}  {}{used}", it.edition, it.name)
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn organisation(organisation: &Organisation, language: Language) -> String {
    let mut told = Told::new(language);
    told.lines
        .push(format!("{}  {}", organisation.id, organisation.name));
    told.lines.push(organisation.source.clone());
    told.section(
        "cli.heading_bodies",
        organisation
            .bodies
            .iter()
            .map(|it| format!("{}  {} ({})", it.id, it.name, it.short)),
    );
    told.section(
        "cli.heading_regions",
        organisation
            .regions
            .iter()
            .map(|it| format!("{}  {}", it.id, it.name)),
    );
    told.section(
        "cli.heading_councils",
        organisation
            .councils
            .iter()
            .map(|it| format!("{}  {}", it.id, it.name)),
    );
    told.section(
        "cli.heading_areas",
        organisation.programme_areas.iter().map(|it| {
            let councils: Vec<_> = it.councils.iter().map(|it| it.as_str()).collect();
            let councils = match councils.is_empty() {
                true => String::new(),
                false => format!(": {}", councils.join(", ")),
            };
            let mark = unverified(it.verified, language);
            format!("{}  {}{mark}{councils}", it.id, it.name)
        }),
    );
    told.section(
        "cli.heading_faculty",
        organisation
            .faculty
            .iter()
            .map(|it| format!("{}  {}", it.id, it.name)),
    );
    told.section(
        "cli.heading_calendars",
        organisation.calendars.iter().flat_map(|it| {
            let body = organisation.name_of(&it.body);
            let (from, to) = (it.covers_from.to_string(), it.covers_to.to_string());
            let params = [
                ("body", body.unwrap_or(it.body.as_str())),
                ("from", from.as_str()),
                ("to", to.as_str()),
            ];
            let days = it.meetings.iter().map(|meeting| match meeting.until {
                Some(last) => format!("{} – {last}", meeting.on),
                None => meeting.on.to_string(),
            });
            let days = days.collect::<Vec<_>>().join(", ");
            [
                word(language, "cli.calendar_covers", &params),
                format!("   {days}"),
            ]
        }),
    );
    told.end()
}

/// Lines under headings; a heading with nothing under it is left out.
struct Told {
    language: Language,
    lines: Vec<String>,
}

impl Told {
    fn new(language: Language) -> Self {
        Self {
            language,
            lines: Vec::new(),
        }
    }

    fn section(&mut self, heading: &str, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            self.lines.push(String::new());
            self.lines
                .push(say(self.language, heading, &Default::default()));
            self.lines.extend(lines);
        }
    }

    fn end(self) -> String {
        self.lines.join("\n")
    }
}
