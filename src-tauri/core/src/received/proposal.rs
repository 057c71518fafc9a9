//! Which text of a document belongs to which question. Pure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::documents::extract::{Line, Piece};
use crate::model::{BodyId, CaseSnapshot, Question, QuestionId, Sha256, count_words};

/// What a received Word document is proposed to become. Nothing is changed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct WordProposal {
    /// Which body it is from.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// The file's own name.
    pub name: String,
    /// Its bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Their hash.
    pub sha256: Sha256,
    /// What it says on each question that it has a heading for, in the case's order.
    pub texts: Vec<ProposedText>,
    /// What stands under no question's heading; it stays in the attached file.
    pub rest: String,
    /// Comments in the margin; they stay in the attached file.
    pub comments: u32,
    /// Tracked changes; the texts have them as made.
    pub changes: u32,
    /// Pictures; they stay in the attached file.
    pub pictures: u32,
    /// Pieces of text that Word does not show; they stay in the attached file.
    pub unseen: u32,
}

/// What a document says on one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct ProposedText {
    /// On which question.
    pub question: QuestionId,
    /// Its shown number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The text, in the Markdown that people may write.
    pub text: String,
    /// Words in it.
    pub words: u32,
    /// Whether the body wrote something on it before that this takes the place of.
    pub replaces: bool,
}

/// Columns of a table that a text can hold; a wider one is read as lines.
const COLUMNS: usize = 8;

/// Longest paragraph that is looked at as a heading without being set as one.
const HEADING: usize = 200;

/// The texts by question, and what belongs to none.
pub(super) fn place(
    case: &CaseSnapshot,
    body: &BodyId,
    pieces: &[Piece],
    rest: Option<&QuestionId>,
) -> (Vec<ProposedText>, String) {
    let mut placing = Placing {
        questions: &case.questions,
        texts: vec![Text::default(); case.questions.len()],
        rest: Text::default(),
        at: None,
    };
    for piece in pieces {
        match piece {
            Piece::Line(line) => placing.line(line),
            Piece::Table(rows) => placing.table(rows),
        }
    }
    let mut left = placing.rest.text;
    let written = case.contributions.iter().find(|it| it.body == *body);
    let mut proposed = Vec::new();
    for (asked, text) in case.questions.iter().zip(placing.texts) {
        let mut text = text.text;
        if rest == Some(&asked.id) && !left.trim().is_empty() {
            let more = std::mem::take(&mut left);
            text = [text.trim(), more.trim()].join("\n\n");
        }
        let text = text.trim();
        if !text.is_empty() {
            proposed.push(ProposedText {
                question: asked.id.clone(),
                number: asked.number,
                title: asked.title.clone(),
                words: count_words(text),
                replaces: written.is_some_and(|it| it.on(&asked.id).is_some()),
                text: text.to_owned(),
            });
        }
    }
    (proposed, left.trim().to_owned())
}

/// A text while it grows.
#[derive(Clone, Default)]
struct Text {
    text: String,
    /// Whether a list is open at its end.
    in_list: bool,
}

struct Placing<'c> {
    questions: &'c [Question],
    texts: Vec<Text>,
    rest: Text,
    /// The question whose text is read, and the level of its heading.
    at: Option<(usize, u8)>,
}

impl Placing<'_> {
    fn line(&mut self, line: &Line) {
        // A box of our own form that nobody ticked says nothing.
        if line.text.trim_start().starts_with('☐') {
            return;
        }
        if let Some(index) = self.asked(line) {
            self.at = Some((index, line.level.unwrap_or(1)));
            return;
        }
        // Another heading as high ends the text; a lower one belongs to it.
        let above = self.at.map(|it| it.1);
        if let (Some(level), Some(above)) = (line.level, above)
            && level <= above
        {
            self.at = None;
        }
        let under = self.at.map_or(1, |it| it.1.max(1));
        let told = told(line, under);
        let listed = !line.label.is_empty();
        let text = self.text();
        let joined = listed && text.in_list;
        put(text, &told, joined);
        text.in_list = listed;
    }

    fn text(&mut self) -> &mut Text {
        match self.at.and_then(|(index, _)| self.texts.get_mut(index)) {
            Some(text) => text,
            None => &mut self.rest,
        }
    }

    /// A form is often a table: where a cell holds a question's heading, its cells
    /// are read one after the other.
    fn table(&mut self, rows: &[Vec<Vec<Line>>]) {
        let lines = || rows.iter().flatten().flatten();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let even = rows.iter().all(|it| it.len() == columns);
        let fits = even && (2..=COLUMNS).contains(&columns) && rows.len() > 1;
        let wide = columns > COLUMNS;
        if !(fits || wide) || lines().any(|line| self.asked(line).is_some()) {
            lines().for_each(|line| self.line(line));
            return;
        }
        let cell = |lines: &Vec<Line>| {
            let each = lines.iter().map(|it| format!("{}{}", it.label, it.told()));
            let text = each.collect::<Vec<_>>().join(" ");
            // A bar would begin another cell.
            text.replace(['\n', '\t'], " ")
                .replace('|', "\\|")
                .trim()
                .to_owned()
        };
        // One that is wider is still read row by row.
        let (before, after) = if fits { ("| ", " |") } else { ("", "") };
        let row = |cells: &Vec<Vec<Line>>| {
            let cells: Vec<_> = cells.iter().map(cell).collect();
            format!("{before}{}{after}", cells.join(" | "))
        };
        let mut told: Vec<_> = rows.iter().map(row).collect();
        if fits {
            told.insert(1, format!("|{}", "---|".repeat(columns)));
        }
        let text = self.text();
        put(text, &told.join("\n"), false);
        text.in_list = false;
    }

    /// The question that a paragraph is the heading of. One that was set as a
    /// heading may carry any number; running text only when it is the title alone.
    fn asked(&self, line: &Line) -> Option<usize> {
        if line.text.len() > HEADING {
            return None;
        }
        let said = plainly(&line.text);
        let named = |it: &Question| !said.is_empty() && plainly(&it.title) == said;
        let free = |index: &usize| self.texts[*index].text.is_empty();
        let mut fitting = (0..self.questions.len()).filter(|it| named(&self.questions[*it]));
        let first = fitting.clone().next();
        if let Some(index) = fitting.find(free).or(first) {
            return Some(index);
        }
        // `Fråga 2`, with nothing more.
        let number = line.text.trim().to_lowercase();
        let number = number.strip_prefix("fråga")?;
        let number = number.trim().trim_end_matches(['.', ':', ')']);
        let number: u32 = number.parse().ok()?;
        self.questions.iter().position(|it| it.number == number)
    }
}

/// A heading without its number, in small letters, with single spaces.
fn plainly(text: &str) -> String {
    let text = text.to_lowercase();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let counts = |it: &&str| {
        let digits = it.trim_matches(['.', ':', ')', '(', '–', '-']);
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
    };
    if words.len() > 2 && words[0] == "fråga" && counts(&words[1]) {
        words.drain(..2);
    } else if words.len() > 1 && words.first().is_some_and(counts) {
        words.remove(0);
    }
    if words.first().is_some_and(|it| ["–", "-"].contains(it)) {
        words.remove(0);
    }
    let said = words.join(" ");
    said.trim_end_matches([':', '.', '?']).to_owned()
}

fn put(text: &mut Text, told: &str, joined: bool) {
    if !text.text.is_empty() {
        text.text.push_str(if joined { "\n" } else { "\n\n" });
    }
    text.text.push_str(told);
}

/// A paragraph in the Markdown that people may write; `under` is the level of the
/// heading it stands below.
fn told(line: &Line, under: u8) -> String {
    let text = line.told().trim();
    match (line.level, line.label.as_str()) {
        (Some(level), _) => {
            let marks = if level > under + 1 { "###" } else { "##" };
            // A heading stands out as it is.
            format!("{marks} {}", line.text.trim().replace('\n', " "))
        }
        (None, "") => text.to_owned(),
        (None, label) => {
            let inset = "  ".repeat(usize::from(line.depth.min(1)));
            // A new line within an item goes on under it.
            let text = text.replace('\n', "\n  ");
            format!("{inset}{label}{text}")
        }
    }
}
