//! Whether a process hangs together: what its parts name is there, once, and the
//! steps can be done in some order.

use super::{Process, ProcessStep};
use crate::model::definition::{Examined, File, FileFault};

/// Most days before the due date: a hundred years, so that a date can be counted.
const LEAD_MOST: u32 = 36_500;

impl Process {
    /// Reads a process file. Every fault has its line.
    ///
    /// # Errors
    /// All that is wrong with it; never an empty list.
    pub fn read(text: &str) -> Result<Self, Vec<FileFault>> {
        let (process, file) = File::read::<Self>(text)?;
        let mut examined = Examined::new(&file);
        process.names(&mut examined);
        process.ids(&mut examined);
        process.references(&mut examined);
        // A ring is looked for only where every step is told from every other.
        if examined.faults.is_empty()
            && let Some(ring) = process.cycle()
        {
            let at = process.steps.iter().position(|it| it.id == ring[0]);
            let steps: Vec<_> = ring.iter().map(ToString::to_string).collect();
            examined.faults.push(FileFault::Cycle {
                line: file.line(&format!("step.{}.id", at.unwrap_or_default())),
                steps: steps.join(" → "),
            });
        }
        examined.end(process)
    }

    fn names(&self, examined: &mut Examined<'_, '_>) {
        examined.says("name", &self.name);
        examined.says("source", &self.source);
        for (at, role) in self.roles.iter().enumerate() {
            examined.says(&format!("role.{at}.name"), &role.name);
        }
        for (at, step) in self.steps.iter().enumerate() {
            examined.says(&format!("step.{at}.title"), &step.title);
            examined.says(&format!("step.{at}.task"), &step.task);
        }
        for (at, question) in self.questions.iter().enumerate() {
            examined.says(&format!("question.{at}.title"), &question.title);
        }
        for (at, theme) in self.themes.iter().enumerate() {
            examined.says(&format!("theme.{at}.name"), &theme.name);
        }
        for (at, outcome) in self.outcomes.iter().enumerate() {
            examined.says(&format!("outcome.{at}.name"), &outcome.name);
        }
        for (at, notice) in self.notices.iter().enumerate() {
            examined.says(&format!("notice.{at}.title"), &notice.title);
        }
    }

    fn ids(&self, examined: &mut Examined<'_, '_>) {
        examined.slug("kind", &self.kind);
        examined.version("version", &self.version);
        let roles = self.roles.iter().map(|it| it.id.as_str());
        let steps = self.steps.iter().map(|it| it.id.as_str());
        let questions = self.questions.iter().map(|it| it.id.as_str());
        let themes = self.themes.iter().map(|it| it.id.as_str());
        let outcomes = self.outcomes.iter().map(|it| it.id.as_str());
        let notices = self.notices.iter().map(|it| it.id.as_str());
        for (table, ids) in [
            ("role", roles.collect::<Vec<_>>()),
            ("step", steps.collect()),
            ("question", questions.collect()),
            ("theme", themes.collect()),
            ("outcome", outcomes.collect()),
            ("notice", notices.collect()),
        ] {
            let places = ids.into_iter().enumerate();
            let places: Vec<_> = places
                .map(|(at, id)| (format!("{table}.{at}.id"), id))
                .collect();
            for (place, id) in &places {
                examined.slug(place, id);
            }
            examined.once(places);
        }
    }

    fn references(&self, examined: &mut Examined<'_, '_>) {
        if self.steps.is_empty() {
            examined.faults.push(FileFault::NoSteps { line: 1 });
        }
        for (at, step) in self.steps.iter().enumerate() {
            self.step_references(examined, at, step);
        }
        for (at, notice) in self.notices.iter().enumerate() {
            self.known_step(examined, &format!("notice.{at}.step"), notice.step.as_str());
            if notice.receivers.is_empty() {
                examined.says(&format!("notice.{at}.receivers"), "");
            }
        }
    }

    fn step_references(&self, examined: &mut Examined<'_, '_>, at: usize, step: &ProcessStep) {
        if !self.roles.iter().any(|role| role.id == step.responsible) {
            examined.faults.push(FileFault::RoleMissing {
                line: examined.file.line(&format!("step.{at}.responsible")),
                role: step.responsible.clone(),
                valid: joined(self.roles.iter().map(|it| it.id.as_str())),
            });
        }
        if step.lead_days > LEAD_MOST {
            examined.faults.push(FileFault::NumberTooLarge {
                line: examined.file.line(&format!("step.{at}.lead_days")),
                field: "lead_days".to_owned(),
                value: step.lead_days.to_string(),
                most: LEAD_MOST,
            });
        }
        for (row, before) in step.after.iter().enumerate() {
            self.known_step(examined, &format!("step.{at}.after.{row}"), before.as_str());
        }
    }

    fn known_step(&self, examined: &mut Examined<'_, '_>, place: &str, named: &str) {
        if !self.steps.iter().any(|it| it.id.as_str() == named) {
            examined.faults.push(FileFault::StepMissing {
                line: examined.file.line(place),
                step: named.to_owned(),
                valid: joined(self.steps.iter().map(|it| it.id.as_str())),
            });
        }
    }
}

fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
