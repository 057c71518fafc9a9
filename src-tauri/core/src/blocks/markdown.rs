//! The subset of Markdown that people may write. What is not known prints as
//! it stands: no character of a text is lost but the marks that were understood.

use super::{Block, Item, Look, Span, Table, Voice};

/// The blocks of `text`, whose headings stand below a heading of level `under`.
/// Heading levels never skip one.
pub(crate) fn blocks(text: &str, under: u8) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out = Vec::new();
    let mut paragraph = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut level = under;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.trim().is_empty() {
            flush(&mut paragraph, &mut items, &mut out);
        } else if let Some((depth, title)) = heading(line) {
            flush(&mut paragraph, &mut items, &mut out);
            level = (under + depth).min(level + 1);
            let text = spans(title).into_iter().map(|it| it.text).collect();
            out.push(Block::Heading { level, text });
        } else if let Some((depth, label, rest)) = item(line) {
            close(&mut paragraph, &mut out);
            items.push(Item {
                label,
                text: spans(rest),
                depth,
            });
        } else if let Some((table, used)) = table(&lines[at - 1..]) {
            flush(&mut paragraph, &mut items, &mut out);
            out.push(Block::Table(table));
            at += used - 1;
        } else if let (Some(last), true) = (items.last_mut(), line.starts_with("  ")) {
            last.text.extend(spans(&format!("\n{}", line.trim())));
        } else {
            if !items.is_empty() {
                flush(&mut paragraph, &mut items, &mut out);
            }
            paragraph.push(*line);
        }
    }
    flush(&mut paragraph, &mut items, &mut out);
    out
}

fn close(paragraph: &mut Vec<&str>, out: &mut Vec<Block>) {
    if !paragraph.is_empty() {
        let text = paragraph.join("\n");
        out.push(Block::Paragraph(Look::Body, spans(text.trim())));
        paragraph.clear();
    }
}

fn flush(paragraph: &mut Vec<&str>, items: &mut Vec<Item>, out: &mut Vec<Block>) {
    close(paragraph, out);
    if !items.is_empty() {
        out.push(Block::List(std::mem::take(items)));
    }
}

/// `# ` and `## ` are one level down, `### ` two.
fn heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let marks = line.len() - title.len();
    let title = title.strip_prefix(' ')?.trim();
    match marks {
        _ if title.is_empty() => None,
        1 | 2 => Some((1, title)),
        3 => Some((2, title)),
        _ => None,
    }
}

fn item(line: &str) -> Option<(u32, String, &str)> {
    let text = line.trim_start_matches(' ');
    let depth = u32::from(line.len() - text.len() >= 2);
    for mark in ["- ", "* ", "• "] {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some((depth, "•".to_owned(), rest.trim()));
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if !(1..=3).contains(&digits) || !(rest.starts_with(". ") || rest.starts_with(") ")) {
        return None;
    }
    Some((depth, text[..=digits].to_owned(), rest[2..].trim()))
}

/// What stands for a bar that parts no cells while a row is read.
const BAR: &str = "\u{1}";

/// A pipe table at the start of `lines`, and how many lines it takes. `\|` is a bar in
/// a cell.
fn table(lines: &[&str]) -> Option<(Table, usize)> {
    let cells = |line: &str| -> Option<Vec<String>> {
        let line = line.trim().strip_prefix('|')?.strip_suffix('|')?;
        let line = line.replace("\\|", BAR);
        let cell = |it: &str| it.trim().replace(BAR, "|");
        Some(line.split('|').map(cell).collect())
    };
    let head = cells(lines.first()?)?;
    let rule = cells(lines.get(1)?)?;
    let ruled = |it: &String| !it.is_empty() && it.bytes().all(|byte| b"-:".contains(&byte));
    // More columns than fit in print stay as they were typed.
    if rule.len() != head.len() || !rule.iter().all(ruled) || head.len() > 8 {
        return None;
    }
    // A row that is too short ends in empty cells, one too long in a full one.
    let fitted = |mut row: Vec<String>| {
        let more = row.split_off(head.len().min(row.len()));
        row.resize(head.len(), String::new());
        if let (Some(last), false) = (row.last_mut(), more.is_empty()) {
            *last = format!("{last} | {}", more.join(" | "));
        }
        row
    };
    let rows = lines[2..].iter().map_while(|line| cells(line).map(fitted));
    let rows: Vec<_> = rows.collect();
    let used = rows.len() + 2;
    let table = Table {
        row_heads: false,
        widths: vec![1; head.len()],
        head: head
            .iter()
            .map(|it| spans(it).into_iter().map(|it| it.text).collect())
            .collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|it| spans(it)).collect())
            .collect(),
    };
    Some((table, used))
}

/// `**strong**` and `*emphasis*`. A mark without its fellow prints as it is.
pub(crate) fn spans(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut push = |text: &str, voice: Voice| match out.last_mut() {
        Some(last) if last.voice == voice => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(Span {
            text: text.to_owned(),
            voice,
        }),
    };
    // Once no fellow is found there is none further on either: this keeps the
    // search linear in a text full of stars.
    let mut hopeless = [false; 2];
    let mut rest = text;
    while let Some(star) = rest.find('*') {
        push(&rest[..star], Voice::Plain);
        rest = &rest[star..];
        let double = rest.starts_with("**");
        let mark = if double { "**" } else { "*" };
        let inside = &rest[mark.len()..];
        let opens = inside
            .chars()
            .next()
            .is_some_and(|it| !it.is_whitespace() && it != '*');
        let fellow = (opens && !hopeless[usize::from(double)])
            .then(|| fellow(inside, mark))
            .flatten();
        match fellow {
            Some(end) => {
                let voice = if double {
                    Voice::Strong
                } else {
                    Voice::Emphasis
                };
                push(&inside[..end], voice);
                rest = &inside[end + mark.len()..];
            }
            None => {
                hopeless[usize::from(double)] |= opens;
                push(mark, Voice::Plain);
                rest = inside;
            }
        }
    }
    push(rest, Voice::Plain);
    out
}

/// Where the closing mark stands in the same paragraph.
fn fellow(inside: &str, mark: &str) -> Option<usize> {
    inside.match_indices(mark).map(|it| it.0).find(|at| {
        let before = inside[..*at].chars().next_back();
        let single = mark.len() == 2 || !inside[at + 1..].starts_with('*');
        before.is_some_and(|it| !it.is_whitespace() && it != '*') && single
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let voice = |it: &Span| match it.voice {
            Voice::Plain => it.text.clone(),
            Voice::Strong => format!("<b>{}</b>", it.text),
            Voice::Emphasis => format!("<i>{}</i>", it.text),
        };
        spans(text).iter().map(voice).collect()
    }

    #[test]
    fn voices_are_read_and_stray_marks_kept() {
        for (text, expected) in [
            ("a **b** c", "a <b>b</b> c"),
            ("*b* **c**", "<i>b</i> <b>c</b>"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("**open", "**open"),
            ("a* b", "a* b"),
            ("****", "****"),
            ("snake_case_name", "snake_case_name"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn blocks_are_told_apart() {
        let text = "Ett\nrad två\n\n## Rubrik\n- a\n- b\n  mer\n1. ett\n\n#ej rubrik\n| a | b |\n|---|---|\n| 1 | 2 |\n| trasig";
        let kinds: Vec<_> = blocks(text, 2)
            .iter()
            .map(|block| match block {
                Block::Paragraph(_, spans) => format!("p {}", spans[0].text),
                Block::Heading { level, text } => format!("h{level} {text}"),
                Block::List(items) => format!("l {}", items.len()),
                Block::Table(table) => format!("t {}", table.rows.len()),
                _ => String::new(),
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "p Ett\nrad två",
                "h3 Rubrik",
                "l 3",
                "p #ej rubrik",
                "t 1",
                "p | trasig"
            ]
        );
    }

    #[test]
    fn headings_never_skip_a_level() {
        let levels: Vec<_> = blocks("### a\n## b\n### c", 2)
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level, .. } => Some(*level),
                _ => None,
            })
            .collect();
        assert_eq!(levels, [3, 3, 4]);
    }

    #[test]
    fn a_text_full_of_stars_ends() {
        let text = "**a *b ".repeat(100_000);
        assert_eq!(told(&text), text);
    }

    #[test]
    fn a_row_that_does_not_fit_ends_no_table_and_a_bar_may_stand_in_a_cell() {
        let text = "|a|b|\n|-|-|\n|1|\n|1|2|3|\n|x \\| y|2|\n|sist|rad|";
        let all = blocks(text, 1);
        let [Block::Table(table)] = &all[..] else {
            panic!("one table: {all:?}");
        };
        let flat = |cell: &Vec<Span>| cell.iter().map(|it| it.text.as_str()).collect::<String>();
        let rows: Vec<Vec<_>> = table
            .rows
            .iter()
            .map(|it| it.iter().map(flat).collect())
            .collect();
        assert_eq!(
            rows,
            [["1", ""], ["1", "2 | 3"], ["x | y", "2"], ["sist", "rad"]]
        );
    }
}
