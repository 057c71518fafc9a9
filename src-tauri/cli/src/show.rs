//! Answers told in words, for a person at a terminal.

mod definitions;
mod parts;

use samsvar_core::model::{CaseRow, CaseSnapshot, Question, StepState};
use samsvar_core::store::{Found, Hit, Overview};
use samsvar_core::text::{self, params_of};
use samsvar_core::text::{Language, say, word};

pub use definitions::{organisation, organisations, process, processes};
pub use parts::{
    comparison, cumulative, history, plan, replannings, round, rounds, tasks, undoing, versions,
};

pub fn overview(overview: &Overview, language: Language) -> String {
    if overview.rows.is_empty() {
        return word(language, "cli.no_cases", &[]);
    }
    let mut lines = Vec::new();
    lines.extend(overview.rows.iter().map(|row| case_row(row, language)));
    let left = overview.total as usize - overview.rows.len();
    if left > 0 {
        lines.push(word(language, "cli.more", &[("n", &left.to_string())]));
    }
    lines.join("\n")
}

/// One line of a list over cases: the outcome of a closed one, else its step.
fn case_row(row: &CaseRow, language: Language) -> String {
    let due = match row.due {
        Some(day) => day.to_string(),
        None => word(language, "cli.no_due", &[]),
    };
    let state = if row.outcome.is_empty() {
        (&row.step, &row.step_en)
    } else {
        (&row.outcome, &row.outcome_en)
    };
    let state = match language {
        Language::En if !state.1.is_empty() => state.1,
        _ => state.0,
    };
    format!(
        "{due}  {}/{}  {}  {}  {state}  {}",
        row.steps_done, row.steps, row.title, row.number, row.id
    )
}

pub fn case(case: &CaseSnapshot, language: Language) -> String {
    let mut lines = vec![
        case.title.clone(),
        format!("{}  {}", case.id, case.process.id),
    ];
    let mut facts: Vec<String> = case
        .numbers
        .iter()
        .map(|it| format!("{} {}", it.holder, it.number))
        .collect();
    if let Some(day) = case.received {
        let day = day.to_string();
        facts.push(word(language, "cli.label_received", &[("received", &day)]));
    }
    if let Some(day) = case.due {
        facts.push(word(
            language,
            "cli.label_due",
            &[("due", &day.to_string())],
        ));
    }
    if case.is_secret() {
        let reason = case.secrecy.as_str();
        let key = "packet.cover.secrecy_mark";
        facts.push(word(language, key, &[("reason", reason)]));
    }
    if case.deleted {
        facts.push(word(language, "cli.deleted", &[]));
    }
    if let Some(into) = case.joined {
        let into = into.to_string();
        facts.push(word(language, "cli.joined_into", &[("id", &into)]));
    }
    lines.push(facts.join(" · "));
    if !case.illustrative.is_empty() {
        let named = |field: &String| word(language, &format!("field.{field}"), &[]);
        let fields = case
            .illustrative
            .iter()
            .map(named)
            .collect::<Vec<_>>()
            .join(", ");
        lines.push(word(language, "cli.illustrative", &[("fields", &fields)]));
    }
    for conflict in &case.conflicts {
        for version in &conflict.versions {
            let place = case.place_name(&conflict.key);
            let value = text::version(language, case, &conflict.key, &version.value);
            let by = version.by.as_str();
            let params = [("places", place.as_str()), ("by", by), ("value", &value)];
            lines.push(word(language, "cli.conflict", &params));
        }
    }
    lines.push(String::new());
    for step in &case.steps {
        let english = language == Language::En && !step.title_en.is_empty();
        let title = if english { &step.title_en } else { &step.title };
        lines.push(format!(
            "{}. {title}  {}/{}",
            step.number,
            step.done(),
            step.parts.len()
        ));
        for part in &step.parts {
            let due = part.due.map(|day| day.to_string()).unwrap_or_default();
            let state = state(&part.state, language);
            lines.push(format!("   {due}  {}  {state}", part.scope_name));
        }
    }
    lines.push(String::new());
    lines.push(questions(&case.questions, language));
    lines.push(String::new());
    lines.extend(
        case.attachments
            .iter()
            .map(|it| format!("{}  {}", it.name, it.sha256)),
    );
    lines.extend(parts::parts(case, language));
    for decision in &case.decisions {
        let on = decision.on.map(|day| day.to_string()).unwrap_or_default();
        let key = if decision.none {
            "cli.decided_none"
        } else {
            "cli.decided"
        };
        let params = [
            ("body", decision.body_name.as_str()),
            ("on", &on),
            ("section", &decision.section),
        ];
        let told = word(language, key, &params);
        lines.push(match decision.is_withdrawn() {
            true => word(language, "cli.struck", &[("record", &told)]),
            false => told,
        });
    }
    lines.join("\n")
}

fn state(state: &StepState, language: Language) -> String {
    match state {
        StepState::Open => word(language, "cli.open", &[]),
        StepState::Done(sign_off) => say(language, "cli.done_by", &params_of(sign_off)),
        StepState::Reopened(reopening) => say(language, "cli.reopened", &params_of(reopening)),
    }
}

pub fn questions(questions: &[Question], language: Language) -> String {
    if questions.is_empty() {
        return word(language, "cli.questions_none", &[]);
    }
    let mut lines = Vec::new();
    for question in questions {
        let stance = match question.stance {
            Some(stance) => word(language, &format!("stance.{}", stance.code()), &[]),
            None => word(language, "cli.stance_none", &[]),
        };
        let words = question.words.to_string();
        let count = match question.word_limit {
            Some(limit) => {
                let params = [("words", words.as_str()), ("limit", &limit.to_string())];
                word(language, "cli.words_of", &params)
            }
            None => word(language, "cli.words", &[("words", &words)]),
        };
        let mark = match question.verified {
            true => String::new(),
            false => format!(" ({})", word(language, "cli.unverified", &[])),
        };
        let (number, title) = (question.number, &question.title);
        lines.push(format!(
            "{number}. {title}{mark} [{}]: {stance}, {count}",
            question.id
        ));
        lines.extend(question.text.lines().map(|line| format!("   {line}")));
    }
    lines.join("\n")
}

pub fn found(found: &Found, language: Language) -> String {
    if found.hits.is_empty() && found.total == 0 {
        return word(language, "cli.search_none", &[]);
    }
    let mut lines: Vec<String> = Vec::new();
    for hit in &found.hits {
        lines.push(format!("{}  {}  {}", hit.title, hit.number, hit.case));
        lines.push(format!("   {}: {}", hit.place.told(language), marked(hit)));
    }
    let (n, cases) = (found.total.to_string(), found.cases.to_string());
    let params = [("n", n.as_str()), ("cases", cases.as_str())];
    lines.push(word(language, "cli.search_total", &params));
    lines.join("\n")
}

/// The snippet with » « around its hits.
fn marked(hit: &Hit) -> String {
    let mut units: Vec<u16> = hit.snippet.encode_utf16().collect();
    for mark in hit.marks.iter().rev() {
        units.insert(mark.to as usize, u16::from(b'\xab'));
        units.insert(mark.from as usize, u16::from(b'\xbb'));
    }
    String::from_utf16_lossy(&units)
}
