//! Lists as Word counts them: a number that was typed is the number that is shown.

use super::{HEAD, NAMES};
use crate::blocks::Item;

/// What a list is labelled by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Dot,
    /// `1.` or `1)`: the sign after it, and the number.
    Number(char, u32),
}

/// How each list of the document begins; index and 1 is its number in Word.
#[derive(Default)]
pub(super) struct Lists {
    begun: Vec<(u32, Label)>,
}

impl Lists {
    /// The lists that the items belong to, in Word's numbers. Items that count on
    /// from one another are of one list; another number begins another.
    pub(super) fn of(&mut self, items: &[Item]) -> Vec<u32> {
        let mut open: [Option<(u32, Label)>; 9] = [None; 9];
        let mut found = Vec::new();
        for item in items {
            let depth = item.depth.min(8);
            let at = depth as usize;
            let label = label(&item.label);
            let goes_on = match (open[at], label) {
                (Some((_, Label::Dot)), Label::Dot) => true,
                (Some((_, Label::Number(sign, last))), Label::Number(now, number)) => {
                    sign == now && last.checked_add(1) == Some(number)
                }
                _ => false,
            };
            let number = match open[at] {
                Some((number, _)) if goes_on => number,
                _ => {
                    self.begun.push((depth, label));
                    self.begun.len() as u32
                }
            };
            open[at] = Some((number, label));
            // What is deeper begins anew under the next item.
            open[at + 1..].fill(None);
            found.push(number);
        }
        found
    }

    /// The part that says how lists are labelled.
    pub(super) fn part(&self) -> String {
        let mut out = format!("{HEAD}<w:numbering {NAMES}>");
        let kinds = [("bullet", "•"), ("decimal", "."), ("decimal", ")")];
        for (id, (format, sign)) in kinds.iter().enumerate() {
            out.push_str(&format!(
                "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
            ));
            for level in 0..9_u32 {
                let text = match *format {
                    "bullet" => (*sign).to_owned(),
                    _ => format!("%{}{sign}", level + 1),
                };
                let left = 357 * (level + 1);
                out.push_str(&format!(
                    "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                     <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/>\
                     <w:pPr><w:ind w:left=\"{left}\" w:hanging=\"357\"/></w:pPr></w:lvl>"
                ));
            }
            out.push_str("</w:abstractNum>");
        }
        for (index, (depth, label)) in self.begun.iter().enumerate() {
            let (kind, start) = match label {
                Label::Dot => (0, None),
                Label::Number(')', number) => (2, Some(number)),
                Label::Number(_, number) => (1, Some(number)),
            };
            let id = index + 1;
            out.push_str(&format!(
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>"
            ));
            if let Some(start) = start {
                out.push_str(&format!(
                    "<w:lvlOverride w:ilvl=\"{depth}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                ));
            }
            out.push_str("</w:num>");
        }
        out + "</w:numbering>"
    }
}

fn label(label: &str) -> Label {
    let digits = label.trim_end_matches(['.', ')']);
    match digits.parse() {
        Ok(number) if label.ends_with(')') => Label::Number(')', number),
        Ok(number) => Label::Number('.', number),
        Err(_) => Label::Dot,
    }
}
