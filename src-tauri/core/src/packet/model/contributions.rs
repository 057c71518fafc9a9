//! Who was asked to contribute, who answered, and what each wrote.

use super::{
    Block, Look, Span, answer, day, heading, markdown, or_dash, paragraph, plain, strong, table,
};
use crate::model::{CaseSnapshot, Contribution, ContributionText};
use crate::packet::{day_of, word};

/// Nothing when nobody was asked and nobody wrote.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    if case.contributions.is_empty() {
        return Vec::new();
    }
    let mut out = vec![heading(1, word("packet.contributions", &[]))];
    let asked = case.contributions.iter().filter(|it| it.asked.is_some());
    let answered = asked.clone().filter(|it| !it.texts.is_empty()).count();
    let all = asked.count();
    let params = [
        ("answered", &*answered.to_string()),
        ("all", &all.to_string()),
    ];
    let intro = match all {
        0 => word("packet.contributions.intro_unasked", &[]),
        _ => word("packet.contributions.intro", &params),
    };
    out.push(paragraph(Look::Lead, intro));
    let columns = [
        ("body", 150),
        ("asked", 68),
        ("due", 58),
        ("chased", 100),
        ("received", 99),
    ];
    let rows = case.contributions.iter().map(row).collect();
    out.push(table("contributions", &columns, rows));
    let missing: Vec<_> = case
        .contributions
        .iter()
        .filter(|it| it.texts.is_empty())
        .map(|it| it.body_name.as_str())
        .collect();
    if !missing.is_empty() {
        let bodies = missing.join(", ");
        let gap = word("packet.contributions.missing_named", &[("bodies", &bodies)]);
        out.push(paragraph(Look::Gap, gap));
    }
    for contribution in &case.contributions {
        texts(case, contribution, &mut out);
    }
    out
}

fn row(it: &Contribution) -> Vec<Vec<Span>> {
    let asked = it.asked.as_ref().map_or_else(
        || word("packet.contributions.unasked", &[]),
        |asked| day_of(asked.at).to_string(),
    );
    let chased = it.chased.iter().map(|it| it.at).max().map(|last| {
        let (times, date) = (it.chased.len().to_string(), day_of(last).to_string());
        let params = [("n", times.as_str()), ("date", &date)];
        word("packet.contributions.times", &params)
    });
    let days = it.texts.iter().map(|it| day_of(it.at));
    let received = match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first == last => plain(first.to_string()),
        (Some(first), Some(last)) => {
            let params = [("from", &*first.to_string()), ("to", &*last.to_string())];
            plain(word("packet.contributions.between", &params))
        }
        _ => strong(word("packet.contributions.missing", &[])),
    };
    vec![
        plain(&it.body_name),
        plain(asked),
        plain(day(it.due())),
        plain(or_dash(chased.unwrap_or_default())),
        received,
    ]
}

fn texts(case: &CaseSnapshot, contribution: &Contribution, out: &mut Vec<Block>) {
    if contribution.texts.is_empty() {
        return;
    }
    out.push(heading(2, contribution.body_name.clone()));
    for text in &contribution.texts {
        let question = case.question_by_id(&text.question);
        let question = question.map_or_else(|| text.question.to_string(), answer::numbered);
        out.push(heading(3, question));
        out.push(paragraph(Look::Lead, fate(text)));
        out.extend(markdown::blocks(&text.text, 3));
    }
}

/// When it came, how long it is, and whether it was taken in.
fn fate(text: &ContributionText) -> String {
    let words = text.words.to_string();
    let date = day_of(text.at).to_string();
    let received = word(
        "packet.contributions.received_on",
        &[("date", &date), ("words", &words)],
    );
    let taken = match &text.taken {
        None => word("packet.contributions.not_taken", &[]),
        Some(taken) => {
            let key = if taken.current {
                "packet.contributions.taken"
            } else {
                "packet.contributions.taken_changed"
            };
            word(key, &[("date", &day_of(taken.at).to_string())])
        }
    };
    format!("{received} {taken}")
}
