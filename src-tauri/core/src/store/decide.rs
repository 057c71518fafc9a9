//! A decision, with the bytes of exactly what was decided.

use super::{Done, Error, Store};
use crate::model::{
    Act, Author, CaseId, CaseSnapshot, Decider, DecisionBasis, DecisionId, NewDecision, Refusal,
    Sha256,
};

impl Store {
    /// Records a decision and keeps the canonical bytes of the answer it was
    /// taken on.
    ///
    /// # Errors
    /// [`Refusal::BodyUnknown`] naming the valid ones,
    /// [`Refusal::ConflictOpen`], or what [`crate::model::examine`] refuses.
    pub fn decide(
        &mut self,
        author: &Author,
        id: CaseId,
        new: &NewDecision,
    ) -> Result<Done<DecisionId>, Error> {
        let blobs = self.blobs();
        self.transact(author, |door| {
            let case = door.case(id)?;
            let body = decider(&case, &new.body)?.id.clone();
            let heads = door.heads(id)?;
            let decided = DecisionBasis::of(&case)
                .canonical_bytes()
                .map_err(Error::internal)?;
            let basis = (!new.none).then(|| Sha256::of(&decided));
            let decision = DecisionId::new(door.random_id());
            door.act(
                id,
                Act::Decided {
                    decision: decision.clone(),
                    body,
                    none: new.none,
                    on: new.on,
                    section: new.section.trim().to_owned(),
                    text: new.text.trim().to_owned(),
                    delegated: new.delegated,
                    basis: basis.clone(),
                    heads,
                },
            )?;
            // On disk before the transaction that cites it is.
            if basis.is_some() {
                blobs.put(&decided)?;
            }
            Ok(decision)
        })
    }

    /// The case with its answer as SVN or its presidium decided it; as it is
    /// when nobody has decided.
    ///
    /// # Errors
    /// [`super::Failure::BlobMissing`] when the decided bytes are not here, or
    /// are not those any more: then nothing may be printed as decided.
    pub fn as_decided(&self, case: CaseSnapshot) -> Result<CaseSnapshot, Error> {
        let Some(basis) = case.decided().and_then(|decision| decision.basis.clone()) else {
            return Ok(case);
        };
        let bytes = self.blobs().read(&basis, &case.title)?;
        let basis: DecisionBasis = serde_json::from_slice(&bytes).map_err(Error::internal)?;
        Ok(basis.put_into(case))
    }
}

/// A body that may decide in this case, by id or name.
fn decider<'c>(case: &'c CaseSnapshot, named: &str) -> Result<&'c Decider, Refusal> {
    let wanted = named.trim().to_lowercase();
    let matches = |it: &&Decider| it.id.as_str() == wanted || it.name.to_lowercase() == wanted;
    case.deciders
        .iter()
        .find(matches)
        .ok_or_else(|| Refusal::BodyUnknown {
            body: named.to_owned(),
            valid: case
                .deciders
                .iter()
                .map(|it| it.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
}
