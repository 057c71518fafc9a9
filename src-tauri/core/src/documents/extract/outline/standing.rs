//! What stands out in a paragraph, marked as in our own texts: `**bold**`, `*italic*`.

/// How a run is set. What is both is told as bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Voice {
    pub bold: bool,
    pub italic: bool,
}

impl Voice {
    fn mark(self) -> &'static str {
        match (self.bold, self.italic) {
            (true, _) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

/// The runs of a paragraph, those of one voice together.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs(Vec<(Voice, String)>);

impl Runs {
    pub(super) fn put(&mut self, voice: Voice, text: &str) {
        match self.0.last_mut() {
            // White space between two bold words is bold or nothing.
            Some((last, told)) if last.mark() == voice.mark() || text.trim().is_empty() => {
                told.push_str(text);
            }
            _ => self.0.push((voice, text.to_owned())),
        }
    }

    /// All of it, marked; `None` where nothing stands out, or where a mark could be
    /// taken for a sign that was typed.
    pub(super) fn marked(&self) -> Option<String> {
        let plain = self.0.iter().all(|it| it.0.mark().is_empty());
        if plain || self.0.iter().any(|it| it.1.contains('*')) {
            return None;
        }
        let mut out = String::new();
        for (voice, text) in &self.0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                let inner = line.trim();
                let mark = if inner.is_empty() { "" } else { voice.mark() };
                // White space stands outside the marks.
                let (before, after) = line.split_at(line.len() - line.trim_start().len());
                let after = &after[inner.len()..];
                out.extend([before, mark, inner, mark, after]);
            }
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Voice = Voice {
        bold: false,
        italic: false,
    };
    const BOLD: Voice = Voice {
        bold: true,
        italic: false,
    };
    const ITALIC: Voice = Voice {
        bold: false,
        italic: true,
    };

    fn told(runs: &[(Voice, &str)]) -> Option<String> {
        let mut all = Runs::default();
        runs.iter().for_each(|(voice, text)| all.put(*voice, text));
        all.marked()
    }

    #[test]
    fn marks_stand_at_the_words_however_the_runs_are_cut() {
        for (runs, marked) in [
            (
                &[
                    (PLAIN, "Vi "),
                    (BOLD, "till"),
                    (BOLD, "styrker "),
                    (PLAIN, "detta."),
                ][..],
                "Vi **tillstyrker** detta.",
            ),
            (&[(BOLD, "ett"), (PLAIN, " "), (BOLD, "två")], "**ett två**"),
            (
                &[(ITALIC, " kursivt\n"), (PLAIN, "rakt")],
                " *kursivt*\nrakt",
            ),
            (&[(BOLD, "a\nb")], "**a**\n**b**"),
            (
                &[(PLAIN, "a "), (BOLD, " "), (PLAIN, "b "), (ITALIC, "c")],
                "a  b *c*",
            ),
        ] {
            assert_eq!(told(runs).as_deref(), Some(marked));
        }
        assert_eq!(told(&[(PLAIN, "inget")]), None);
        assert_eq!(told(&[(PLAIN, "2 * 3 "), (BOLD, "fet")]), None);
    }
}
