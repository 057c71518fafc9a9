//! What never stands alone where a page ends or begins.

use super::{packet, with_text};
use crate::blocks::{Block, Look, plain};
use crate::packet::layout::Piece;
use crate::packet::{Running, Status, face, layout, model};

fn laid(text: &str) -> layout::Laid {
    let case = with_text(text);
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let pieces = Piece::all(model::blocks(&packet));
    layout::lay_out(&Running::of(&packet), &pieces, &mut shapes)
}

/// Texts of every length, so that every kind of page end comes up.
#[test]
fn no_line_and_no_heading_stands_alone_at_a_page_end() {
    let mut text = String::new();
    for number in 0..400 {
        let words = number * 37 % 90 + 1;
        text.push_str(&"vårdkedja ".repeat(words));
        text.push_str(if number % 5 == 0 {
            "\n\n## Rubrik\n\n"
        } else {
            "\n\n"
        });
    }
    let laid = laid(&text);
    assert!(laid.pages.len() > 15);
    let is_text = |mark: &layout::Mark| matches!(mark, layout::Mark::Text { .. });
    let lines = |page: &layout::Page, node| {
        let of_node = |it: &&layout::Placed| it.node == node && is_text(&it.mark);
        page.marks.iter().filter(of_node).count()
    };
    for page in &laid.pages {
        let read: Vec<_> = page.marks.iter().filter(|it| it.node.is_some()).collect();
        let last = read.iter().max_by(|a, b| a.y.total_cmp(&b.y)).unwrap();
        let role = |it: &layout::Placed| laid.nodes[it.node.unwrap().0 as usize].role;
        assert!(!matches!(role(last), layout::Role::Heading(_)), "{last:?}");
        for edge in [read.first().unwrap(), last] {
            let whole: usize = laid.pages.iter().map(|it| lines(it, edge.node)).sum();
            assert!(
                whole == 1 || lines(page, edge.node) > 1,
                "{edge:?} of {whole}"
            );
        }
    }
}

/// Lists of every length, so that every kind of page end comes up.
#[test]
fn no_item_of_a_list_stands_alone_on_a_page() {
    let mut text = String::new();
    for number in 0..300 {
        text.push_str(&"Stycke.\n\n".repeat(number % 7));
        text.push_str(&"- punkt\n".repeat(2 + number * 37 % 6));
        text.push_str("\n\n");
    }
    let laid = laid(&text);
    let parent = |id: layout::NodeId| laid.nodes[id.0 as usize].parent;
    let mut lists = std::collections::BTreeMap::<_, Vec<usize>>::new();
    for (page, marks) in laid.pages.iter().enumerate() {
        let nodes = marks.marks.iter().filter_map(|it| it.node);
        for id in nodes.filter(|id| laid.nodes[id.0 as usize].role == layout::Role::ListBody) {
            let list = parent(id).and_then(parent);
            lists.entry(list).or_default().push(page);
        }
    }
    let mut split = 0;
    for pages in lists.values() {
        let lines = |on: &usize| pages.iter().filter(|it| *it == on).count();
        split += usize::from(pages.first() != pages.last());
        assert!(pages.iter().all(|it| lines(it) > 1), "{pages:?}");
    }
    assert!(lists.len() > 290 && split > 5, "{split} of {}", lists.len());
}

#[test]
fn nobody_signs_a_page_on_which_nothing_stands() {
    let case = with_text("");
    let packet = packet(&case, Status::Letter);
    for lines in 20..60 {
        let line = |_| Block::Paragraph(Look::Body, plain("En rad."));
        let mut blocks: Vec<_> = (0..lines).map(line).collect();
        blocks.push(Block::Signatures(vec![
            "Ordförande".to_owned(),
            "Justerare".to_owned(),
        ]));
        let mut shapes = face::Shapes::new().unwrap();
        let laid = layout::lay_out(&Running::of(&packet), &Piece::all(blocks), &mut shapes);
        let last = laid.pages.last().unwrap();
        let read = last.marks.iter().filter_map(|it| it.node);
        let read: std::collections::BTreeSet<_> = read.collect();
        // Two roles, each with its name, and at least one line above.
        assert!(read.len() > 4, "{lines} lines: {read:?}");
    }
}
