//! Which styles are headings, and how lists are labelled.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::reading::{Events, value};
use crate::apart::Deadline;

/// Most styles and lists that are read; documents have some hundreds.
const MOST: usize = 20_000;

/// The styles of a document by their ids, and its lists.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// Which kind of list each list is of.
    lists: BTreeMap<String, String>,
    /// Whether a level of a kind of list is numbered.
    numbered: BTreeMap<(String, u8), bool>,
}

#[derive(Debug, Default)]
struct Style {
    level: Option<u8>,
    based_on: String,
    /// The list that its paragraphs are items of.
    list: String,
}

impl Styles {
    pub(super) fn read(
        styles: &[u8],
        numbering: &[u8],
        deadline: Deadline,
    ) -> Result<Self, &'static str> {
        let mut read = Self::default();
        read.styles_of(styles, deadline)?;
        read.lists_of(numbering, deadline)?;
        Ok(read)
    }

    fn styles_of(&mut self, xml: &[u8], deadline: Deadline) -> Result<(), &'static str> {
        let mut events = Events::of(xml, deadline);
        let (mut id, mut style) = (String::new(), Style::default());
        while let Some(event) = events.next()? {
            let (Event::Start(element) | Event::Empty(element)) = &event else {
                if matches!(&event, Event::End(end) if end.local_name().as_ref() == "style")
                    && self.styles.len() < MOST
                {
                    self.styles
                        .insert(std::mem::take(&mut id), std::mem::take(&mut style));
                }
                continue;
            };
            match element.local_name().as_ref() {
                "style" => {
                    id = value(element, "styleId");
                    style = Style::default();
                }
                "name" => style.level = style.level.or(level_of(&value(element, "val"))),
                "basedOn" => style.based_on = value(element, "val"),
                "numId" => style.list = value(element, "val"),
                "outlineLvl" => {
                    let level = value(element, "val").parse::<u8>().ok();
                    let level = level.filter(|it| *it < 9).map(|it| it + 1);
                    style.level = style.level.or(level);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn lists_of(&mut self, xml: &[u8], deadline: Deadline) -> Result<(), &'static str> {
        let mut events = Events::of(xml, deadline);
        let (mut kind, mut level, mut list) = (String::new(), 0, String::new());
        while let Some(event) = events.next()? {
            let (Event::Start(element) | Event::Empty(element)) = &event else {
                continue;
            };
            match element.local_name().as_ref() {
                "abstractNum" => kind = value(element, "abstractNumId"),
                "lvl" => level = value(element, "ilvl").parse().unwrap_or_default(),
                "numFmt" if self.numbered.len() < MOST => {
                    let format = value(element, "val");
                    let numbered = !["bullet", "none"].contains(&format.as_str());
                    self.numbered.insert((kind.clone(), level), numbered);
                }
                "num" => list = value(element, "numId"),
                "abstractNumId" if self.lists.len() < MOST => {
                    self.lists.insert(list.clone(), value(element, "val"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The level of the headings of a style: its own, or that of what it is based on.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        // Styles are based on one another a few times; a ring of them ends here.
        self.line(id).find_map(|it| it.level)
    }

    /// The list that paragraphs of a style are items of; empty when of none.
    pub(super) fn list<'s>(&'s self, id: &'s str) -> &'s str {
        let mut line = self.line(id);
        line.find(|it| !it.list.is_empty())
            .map_or("", |it| &it.list)
    }

    fn line<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s Style> {
        let first = self.styles.get(id);
        std::iter::successors(first, |it| self.styles.get(&it.based_on)).take(12)
    }

    /// Whether an item of a list shows a number; `None` where there is no such list.
    pub(super) fn is_numbered(&self, list: &str, level: u8) -> Option<bool> {
        let kind = self.lists.get(list)?;
        let own = self.numbered.get(&(kind.clone(), level));
        Some(own.copied().unwrap_or_default())
    }
}

/// `heading 2`, as Word names it in every language; `Title`.
fn level_of(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if name == "title" {
        return Some(0);
    }
    let level = name.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}
