//! Changes that do not know of all that is known here: what they put stands beside it.

use automerge::transaction::Transaction;
use automerge::{ActorId, ChangeHash};

use super::Door;
use crate::model::{self, Act, CaseId};
use crate::store::Error;
use crate::store::doc::parse_heads;
use crate::store::shape;

impl Door<'_> {
    /// Writes a text as it was typed on top of `base`. What others wrote since
    /// stays beside it as another version. Returns the hash of the change.
    pub(in crate::store) fn text_from(
        &mut self,
        id: CaseId,
        act: Act,
        text: &str,
        base: &[String],
    ) -> Result<String, Error> {
        let case = self.case(id)?;
        self.warnings.extend(model::examine(&case, &act)?);
        let mark = self.mark();
        self.aside(id, &act, &parse_heads(base), |tx| {
            shape::case::write(tx, &act, Some(text), &mark)
        })
    }

    /// Writes a change that knows of nothing in the case but its beginning: what it
    /// puts stands beside what was put since.
    pub(in crate::store) fn beside(
        &mut self,
        id: CaseId,
        act: &Act,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let doc = self.doc(&id.to_string())?;
        let changes = doc.automerge.get_changes_meta(&[]);
        let first = changes.first().map(|it| it.hash);
        self.aside(id, act, first.as_slice(), write).map(drop)
    }

    /// Writes a change on top of `base` alone. Returns its hash.
    fn aside(
        &mut self,
        id: CaseId,
        act: &Act,
        base: &[ChangeHash],
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
    ) -> Result<String, Error> {
        let options = self.options(act)?;
        // A writer's own changes must follow each other, so a change beside them
        // is another writer's.
        let actor = ActorId::from(self.random());
        let doc = self.doc(&id.to_string())?;
        let mut aside = doc.automerge.fork_at(base)?;
        aside.set_actor(actor);
        let mut transaction = aside.transaction();
        write(&mut transaction)?;
        transaction.commit_with(options);
        let change = aside
            .get_last_local_change()
            .ok_or_else(|| Error::internal("a change that wrote nothing"))?;
        let hash = change.hash().to_string();
        doc.receive_ours(change)?;
        Ok(hash)
    }
}
