//! Strips cut into pages.

use super::galley::Strip;
use super::sheet::{TOP, Turn};
use super::{Heading, Link, Page, Placed, Stamped};

/// Pages, and what landed where.
pub(super) struct Cut {
    pub pages: Vec<Page>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
}

/// Cuts the column into pages. Strips that are kept together stay so unless
/// they are taller than a page. At least one page.
pub(super) fn cut(strips: Vec<Strip>, heads: &[Vec<Strip>], headings: Vec<Heading>) -> Cut {
    let mut cutter = Cutter {
        heads,
        y: TOP,
        fresh: true,
        cut: Cut {
            pages: vec![Page::default()],
            headings,
            links: Vec::new(),
        },
    };
    let mut kept: Vec<Strip> = Vec::new();
    let last = strips.len().saturating_sub(1);
    for (index, strip) in strips.into_iter().enumerate() {
        let keep = strip.keep && index < last;
        // A page break that was asked for ends what came before it.
        if (strip.new_page || strip.sheets.is_some()) && !kept.is_empty() {
            cutter.place(std::mem::take(&mut kept));
        }
        kept.push(strip);
        if !keep {
            cutter.place(std::mem::take(&mut kept));
        }
    }
    cutter.cut
}

struct Cutter<'a> {
    heads: &'a [Vec<Strip>],
    y: f32,
    /// Nothing stands on the page yet but a repeated head.
    fresh: bool,
    cut: Cut,
}

impl Cutter<'_> {
    fn place(&mut self, kept: Vec<Strip>) {
        let Some(first) = kept.first() else { return };
        let turn = match kept.iter().any(|it| it.turn == Turn::Lying) {
            true => Turn::Lying,
            false => Turn::Standing,
        };
        if let Some((file, count)) = first.sheets {
            return self.sheets(file, count, first.heading);
        }
        let untouched = self.fresh && self.cut.pages.len() == 1;
        if untouched {
            self.page().turn = turn;
        } else if first.new_page || self.page().turn != turn {
            self.turn(turn, None);
        }
        let bottom = turn.bottom();
        let height = |strips: &[Strip], fresh: bool| -> f32 {
            let skip = if fresh { strips[0].above } else { 0.0 };
            strips.iter().map(|it| it.above + it.height).sum::<f32>() - skip
        };
        if !self.fresh && self.y + height(&kept, false) > bottom {
            self.turn(turn, first.table);
        }
        let fits = self.y + height(&kept, self.fresh) <= bottom;
        for strip in kept {
            let above = if self.fresh { 0.0 } else { strip.above };
            if !fits && !self.fresh && self.y + above + strip.height > bottom {
                self.turn(turn, strip.table);
            }
            self.put(strip);
        }
    }

    /// Pages that somebody else made.
    fn sheets(&mut self, file: usize, count: usize, heading: Option<usize>) {
        if let Some(heading) = heading.and_then(|it| self.cut.headings.get_mut(it)) {
            heading.page = self.cut.pages.len();
            heading.y = 0.0;
        }
        self.cut.pages.extend((0..count).map(|sheet| Page {
            sheet: Some(Stamped {
                file,
                sheet,
                width: 0.0,
            }),
            ..Page::default()
        }));
        self.fresh = false;
    }

    fn put(&mut self, strip: Strip) {
        if !self.fresh {
            self.y += strip.above;
        }
        let page = self.cut.pages.len() - 1;
        if let Some(heading) = strip.heading.and_then(|it| self.cut.headings.get_mut(it)) {
            heading.page = page;
            heading.y = self.y;
        }
        if let Some((to, node)) = strip.entry {
            self.cut.links.push(Link {
                page,
                y: self.y,
                height: strip.height,
                node,
                to,
            });
        }
        self.draw(strip.marks, strip.height);
        self.fresh = false;
    }

    fn draw(&mut self, marks: Vec<Placed>, height: f32) {
        if let Some(page) = self.cut.pages.last_mut() {
            let y = self.y;
            page.marks.extend(marks.into_iter().map(|mut mark| {
                mark.y += y;
                mark
            }));
        }
        self.y += height;
    }

    fn page(&mut self) -> &mut Page {
        if self.cut.pages.is_empty() {
            self.cut.pages.push(Page::default());
        }
        let last = self.cut.pages.len() - 1;
        &mut self.cut.pages[last]
    }

    /// Begins a page, with the head of `table` above.
    fn turn(&mut self, turn: Turn, table: Option<usize>) {
        self.cut.pages.push(Page {
            turn,
            ..Page::default()
        });
        self.y = TOP;
        self.fresh = true;
        let Some(head) = table.and_then(|it| self.heads.get(it)) else {
            return;
        };
        let height: f32 = head.iter().map(|it| it.height).sum();
        // A head that leaves no room for rows is read once and not again.
        if height < (turn.bottom() - TOP) / 2.0 {
            for strip in head {
                self.draw(strip.marks.clone(), strip.height);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Ink;
    use super::super::{Mark, Placed};
    use super::*;

    const BOTTOM: f32 = super::super::sheet::HEIGHT - 74.0;

    fn strip(name: f32, height: f32) -> Strip {
        Strip {
            height,
            marks: vec![Placed {
                node: None,
                x: name,
                y: 0.0,
                mark: Mark::Rule {
                    width: 1.0,
                    thickness: 1.0,
                    ink: Ink::Hair,
                },
            }],
            ..Strip::default()
        }
    }

    /// The names on each page.
    fn told(strips: Vec<Strip>, heads: &[Vec<Strip>]) -> Vec<Vec<i32>> {
        let cut = cut(strips, heads, Vec::new());
        let names = |page: &Page| page.marks.iter().map(|it| it.x as i32).collect();
        for mark in cut.pages.iter().flat_map(|it| &it.marks) {
            assert!(mark.y >= TOP && mark.y < BOTTOM, "{mark:?} is off the page");
        }
        cut.pages.iter().map(names).collect()
    }

    #[test]
    fn what_is_kept_together_turns_the_page_together() {
        let mut strips = vec![strip(1.0, 600.0), strip(2.0, 30.0), strip(3.0, 60.0)];
        strips[1].keep = true;
        assert_eq!(told(strips.clone(), &[]), [vec![1], vec![2, 3]]);
        strips[1].keep = false;
        assert_eq!(told(strips, &[]), [vec![1, 2], vec![3]]);
    }

    #[test]
    fn what_is_kept_and_taller_than_a_page_is_split_all_the_same() {
        let mut strips: Vec<_> = (0..100).map(|it| strip(it as f32, 20.0)).collect();
        strips.iter_mut().for_each(|it| it.keep = true);
        let pages = told(strips, &[]);
        let fit = ((BOTTOM - TOP) / 20.0) as usize;
        assert_eq!(pages.len(), 100_usize.div_ceil(fit));
        assert_eq!(pages.concat(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_has_its_head_on_every_page() {
        let head = vec![strip(-7.0, 20.0)];
        let mut rows: Vec<_> = (0..60).map(|it| strip(it as f32, 30.0)).collect();
        rows.iter_mut().for_each(|it| it.table = Some(0));
        let mut first = head[0].clone();
        first.keep = true;
        let strips = [vec![first], rows].concat();
        let pages = told(strips, &[head]);
        assert!(pages.len() > 2);
        assert!(pages.iter().all(|page| page[0] == -7), "{pages:?}");
        let rows: Vec<_> = pages.concat().into_iter().filter(|it| *it >= 0).collect();
        assert_eq!(rows, (0..60).collect::<Vec<_>>());
    }

    #[test]
    fn a_head_never_stands_alone_at_the_bottom() {
        let head = vec![strip(-7.0, 20.0)];
        let mut first = head[0].clone();
        first.keep = true;
        let mut row = strip(2.0, 40.0);
        row.table = Some(0);
        assert_eq!(
            told(vec![strip(1.0, 640.0), first, row], &[head]),
            [vec![1], vec![-7, 2]]
        );
    }

    #[test]
    fn a_lying_strip_lies_with_what_is_kept_with_it_and_nothing_else() {
        let mut strips = vec![strip(1.0, 20.0), strip(2.0, 20.0), strip(3.0, 20.0)];
        strips.extend([strip(4.0, 20.0), strip(5.0, 20.0)]);
        strips[1].keep = true;
        strips[2].turn = Turn::Lying;
        strips[3].turn = Turn::Lying;
        let cut = cut(strips, &[], Vec::new());
        let turns: Vec<_> = cut
            .pages
            .iter()
            .map(|it| (it.turn, it.marks.len()))
            .collect();
        assert_eq!(
            turns,
            [(Turn::Standing, 1), (Turn::Lying, 3), (Turn::Standing, 1)]
        );
    }
}
