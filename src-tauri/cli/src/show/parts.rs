//! The parts of a case told in words.

use samsvar_core::model::{CaseSnapshot, CumulativeEffects, Replanning, Round, RoundView, Task};
use samsvar_core::store::{Comparison, HistoryRow, PieceKind, TextVersion, Undoing};
use samsvar_core::text::{Language, say, word};

use super::case_row;
use crate::verbs::schema::Planned;

/// The English words where they are asked for and there.
fn either<'w>(language: Language, swedish: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::En if !english.is_empty() => english,
        _ => swedish,
    }
}

fn day(day: Option<samsvar_core::model::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// What a case holds beside steps, questions, files and decisions.
pub fn parts(case: &CaseSnapshot, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for it in &case.contributions {
        let due = day(it.due());
        let state = if it.is_missing() {
            let n = it.chased.len().to_string();
            word(
                language,
                "cli.contribution_missing",
                &[("due", &due), ("n", &n)],
            )
        } else {
            let n = it.texts.len().to_string();
            word(language, "cli.contribution_received", &[("n", &n)])
        };
        lines.push(format!("{}: {state}", it.body_name));
    }
    for theme in &case.effects.themes {
        let of_theme = case
            .effects
            .assessments
            .iter()
            .filter(|it| it.theme == theme.id);
        let cells: Vec<_> = of_theme
            .map(|it| {
                let rating = it.rating.map(|it| it.to_string()).unwrap_or_default();
                format!("{} {rating} {}", case.body_name(&it.council), it.comment)
            })
            .collect();
        if cells.is_empty() {
            continue;
        }
        let mark = match theme.disagreement {
            true => word(language, "cli.disagreement", &[]),
            false => String::new(),
        };
        let name = either(language, &theme.name, &theme.name_en);
        lines.push(format!("{name}{mark}: {}", cells.join("; ")));
    }
    for it in &case.commitments {
        let terms = &it.terms;
        let amount = terms
            .amount
            .map(|it| format!(" {it} kr"))
            .unwrap_or_default();
        let (rsl, svn) = (day(terms.rsl), day(terms.svn));
        lines.push(format!(
            "{}: {}{amount} {} RSL {rsl} SVN {svn}  {}",
            it.region_name,
            terms.text,
            day(terms.from),
            it.id
        ));
    }
    for it in &case.conditions {
        let state = word(
            language,
            &format!("condition.{}", it.terms.state.code()),
            &[],
        );
        lines.push(format!(
            "{} ({state}) {}  {}",
            it.terms.text, it.terms.evidence, it.id
        ));
    }
    for it in &case.supplements {
        let (due, sent) = (day(it.terms.due), day(it.terms.sent));
        lines.push(format!("{}  {due} → {sent}  {}", it.terms.text, it.id));
    }
    for notice in &case.notices {
        let told = notice
            .receivers
            .iter()
            .map(|it| format!("{} {}", it.body_name, day(it.on)));
        let told = told.collect::<Vec<_>>().join("; ");
        let title = either(language, &notice.title, &notice.title_en);
        lines.push(format!("{title} [{}]: {told}", notice.id));
    }
    for it in &case.dispatches {
        let names = it.files.iter().map(|it| it.name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        lines.push(format!("{} → {}  {names}  {}", it.on, it.to, it.id));
    }
    if let Some(closed) = &case.closed {
        let outcome = either(language, &closed.name, &closed.name_en);
        lines.push(format!("{} {outcome} {}", closed.on, closed.note));
    }
    lines
}

pub fn rounds(rounds: &[Round], language: Language) -> String {
    if rounds.is_empty() {
        return word(language, "cli.no_rounds", &[]);
    }
    let line = |it: &Round| format!("{}  {}  {}", day(it.due), it.title, it.id);
    rounds.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn round(view: &RoundView, language: Language) -> String {
    let mut lines = vec![format!("{}  {}", view.round.title, day(view.round.due))];
    if let Some(first) = view.round.first_due {
        lines.push(word(
            language,
            "cli.first_due",
            &[("due", &first.to_string())],
        ));
    }
    lines.extend(view.cases.iter().map(|row| case_row(row, language)));
    lines.join("\n")
}

pub fn replannings(moves: &[Replanning], language: Language) -> String {
    let lines = moves.iter().flat_map(|it| {
        let head = match it.stays {
            None => format!("{}  {} → {}", it.case_title, day(it.due), it.new_due),
            Some(why) => {
                let stays = word(language, &format!("cli.stays_{}", why.code()), &[]);
                format!("{}  {}  {stays}", it.case_title, day(it.due))
            }
        };
        let steps = it
            .steps
            .iter()
            .filter(|_| it.stays.is_none())
            .map(move |step| {
                let stays = match step.planned {
                    true => word(language, "cli.planned_stays", &[]),
                    false => String::new(),
                };
                let title = either(language, &step.title, &step.title_en);
                let (old, new) = (day(step.due), day(step.new_due));
                format!("   {}. {title}  {old} → {new}{stays}", step.number)
            });
        std::iter::once(head).chain(steps).collect::<Vec<_>>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub fn plan(planned: &Planned, language: Language) -> String {
    let mut lines = Vec::new();
    for it in &planned.plan.meetings {
        let on = match (it.on, it.known) {
            (Some(on), _) => on.to_string(),
            (None, true) => word(language, "cli.no_meeting", &[]),
            (None, false) => word(language, "cli.meetings_unknown", &[]),
        };
        lines.push(format!("{}  {on}", it.short));
    }
    if let Some(clash) = &planned.plan.clash {
        let (compiled, due) = (clash.compiled.to_string(), clash.due.to_string());
        let params = [
            ("short", clash.short.as_str()),
            ("compiled", &compiled),
            ("due", &due),
            ("presidium", &clash.presidium_name),
        ];
        let key = match clash.presidium {
            Some(_) => "plan.clash",
            None => "plan.clash_alone",
        };
        lines.push(word(language, key, &params));
    }
    for it in &planned.plan.unknown {
        let year = it.year.to_string();
        lines.push(word(
            language,
            "plan.unknown",
            &[("short", &it.short), ("year", &year)],
        ));
    }
    if let Some(day) = planned.plan.report_on {
        lines.push(word(
            language,
            "plan.report_on",
            &[("on", &day.to_string())],
        ));
    }
    for it in &planned.same_letter {
        let id = it.case.to_string();
        let params = [
            ("number", it.number.as_str()),
            ("title", &it.title),
            ("by", &it.by),
            ("id", &id),
        ];
        lines.push(word(language, "plan.same_letter", &params));
    }
    if let Some(moves) = &planned.moves {
        lines.push(replannings(std::slice::from_ref(moves), language));
    }
    lines.join("\n")
}

pub fn tasks(tasks: &[Task], language: Language) -> String {
    if tasks.is_empty() {
        return word(language, "cli.no_tasks", &[]);
    }
    let line = |it: &Task| {
        let title = either(language, &it.title, &it.title_en);
        let told = word(
            language,
            &format!("task.{}", it.kind.code()),
            &[("title", title)],
        );
        let mine = if it.mine { "*" } else { " " };
        format!(
            "{mine} {}  {told}  {}  {}  {}",
            day(it.due),
            it.who,
            it.case_title,
            it.case
        )
    };
    tasks.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn history(rows: &[HistoryRow], language: Language) -> String {
    let line = |it: &HistoryRow| {
        let told = say(language, &it.told.key, &it.told.params);
        let undone = match it.undone {
            true => word(language, "cli.undone", &[]),
            false => String::new(),
        };
        format!(
            "{}  {}  {told}{undone}  {}",
            minute(it.at),
            it.by,
            &it.change[..8]
        )
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn minute(at: samsvar_core::model::Moment) -> String {
    samsvar_core::store::Store::clock(at)
}

pub fn versions(versions: &[TextVersion], language: Language) -> String {
    let line = |it: &TextVersion| {
        let n = it.words.to_string();
        let words = word(language, "cli.n_words", &[("n", &n)]);
        format!("{}  {}  {words}  {}", minute(it.at), it.by, &it.change[..8])
    };
    versions.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// `[-removed-]` and `{+added+}`, as a terminal shows a difference in words.
pub fn comparison(compared: &Comparison) -> String {
    let piece = |it: &samsvar_core::store::Piece| match it.kind {
        PieceKind::Same => it.text.clone(),
        PieceKind::Added => format!("{{+{}+}}", it.text),
        PieceKind::Removed => format!("[-{}-]", it.text),
    };
    compared.pieces.iter().map(piece).collect()
}

pub fn undoing(undoing: &Undoing, again: bool, language: Language) -> String {
    let act = say(language, &undoing.told.key, &undoing.told.params);
    let n = undoing.acts.to_string();
    let key = if again { "act.redone" } else { "act.undone" };
    word(language, key, &[("act", &act), ("n", &n)])
}

pub fn cumulative(effects: &CumulativeEffects, language: Language) -> String {
    let mut lines = Vec::new();
    for row in &effects.rows {
        lines.push(row.area.clone());
        for (theme, cell) in effects.themes.iter().zip(&row.cells) {
            let (Some(low), Some(high)) = (cell.low, cell.high) else {
                continue;
            };
            let mark = match cell.disagreement {
                true => word(language, "cli.disagreement", &[]),
                false => String::new(),
            };
            let name = either(language, &theme.name, &theme.name_en);
            lines.push(format!(
                "   {name}: {low} … {high} ({} · Σ {}){mark}",
                cell.count, cell.sum
            ));
        }
    }
    lines.join("\n")
}
