//! What comes before what: steps may run side by side, and then name the steps
//! they wait for.

use std::collections::BTreeMap;

use super::Process;
use crate::model::StepId;

impl Process {
    /// The steps that come directly before `step`: those it names, else the one
    /// above it. None for the first step, and for a step that is not here.
    pub fn predecessors(&self, step: &StepId) -> Vec<StepId> {
        let Some(at) = self.steps.iter().position(|it| it.id == *step) else {
            return Vec::new();
        };
        let named = &self.steps[at].after;
        if named.is_empty() {
            let above = at.checked_sub(1).map(|above| self.steps[above].id.clone());
            return above.into_iter().collect();
        }
        let known = |id: &&StepId| self.steps.iter().any(|it| it.id == **id);
        named.iter().filter(known).cloned().collect()
    }

    /// Steps that wait for each other in a ring, the first one again at the end;
    /// `None` when every step can come after those before it.
    pub fn cycle(&self) -> Option<Vec<StepId>> {
        let mut before: BTreeMap<StepId, Vec<StepId>> = self
            .steps
            .iter()
            .map(|step| (step.id.clone(), self.predecessors(&step.id)))
            .collect();
        // What waits for nothing that is left is taken away, until nothing is.
        loop {
            let ready: Vec<_> = before
                .iter()
                .filter(|(_, waits)| !waits.iter().any(|it| before.contains_key(it)))
                .map(|(id, _)| id.clone())
                .collect();
            if ready.is_empty() {
                break;
            }
            for id in ready {
                before.remove(&id);
            }
        }
        // Each that is left waits for another that is left: going back must
        // come round.
        let first = self.steps.iter().find(|it| before.contains_key(&it.id))?;
        let mut path = vec![first.id.clone()];
        loop {
            let last = path.last()?;
            let waits = before.get(last)?.iter();
            let next = waits.clone().find(|it| before.contains_key(it))?.clone();
            if let Some(start) = path.iter().position(|it| *it == next) {
                let mut ring = path.split_off(start);
                ring.push(next);
                // It was walked backwards: told in the order of the work.
                ring.reverse();
                return Some(ring);
            }
            path.push(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process of steps written `id` or `id<a,b`: after a and b.
    fn of(steps: &[&str]) -> Process {
        let mut text = "kind = 'k'\nversion = '1'\nname = 'N'\nsource = 'S'\n\
             vocabulary = 'nhv'\n[[role]]\nid = 'r'\nname = 'R'\n"
            .to_owned();
        for step in steps {
            let (id, after) = step.split_once('<').unwrap_or((step, ""));
            let after: Vec<_> = after.split(',').filter(|it| !it.is_empty()).collect();
            text.push_str(&format!(
                "[[step]]\nid = '{id}'\ntitle = 'T'\ntask = 'T'\nresponsible = 'r'\n\
                 lead_days = 1\nafter = {after:?}\n"
            ));
        }
        toml::from_str(&text).unwrap()
    }

    fn before(process: &Process, step: &str) -> Vec<String> {
        let ids = process.predecessors(&StepId::new(step));
        ids.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_step_comes_after_those_it_names_else_after_the_one_above() {
        let process = of(&["a", "b", "c<a", "d<b,c", "e"]);
        assert!(before(&process, "a").is_empty());
        assert_eq!(before(&process, "b"), ["a"]);
        assert_eq!(before(&process, "c"), ["a"]);
        assert_eq!(before(&process, "d"), ["b", "c"]);
        assert_eq!(before(&process, "e"), ["d"]);
        assert!(before(&process, "okand").is_empty());
        assert_eq!(process.cycle(), None);
    }

    #[test]
    fn a_ring_is_named_in_the_order_of_the_work() {
        let ring = |steps: &[&str]| {
            let ring = of(steps).cycle();
            ring.map(|ids| ids.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(ring(&["a", "b<b"]).unwrap(), ["b", "b"]);
        // The step above counts, too: a, which waits for c, stands above b.
        assert_eq!(ring(&["a<c", "b", "c"]).unwrap(), ["a", "b", "c", "a"]);
        assert_eq!(ring(&["x", "a<c", "b<a", "c<b,x"]).unwrap().len(), 4);
        let later = ring(&["a<b", "b<c", "c<okand"]);
        assert_eq!(later, None, "a step that is not here holds nobody up");
    }
}
