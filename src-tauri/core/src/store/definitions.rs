//! Processes and organisations that a person adds. Each is a document, so it
//! reaches colleagues; which organisation is used is this PC's own choice.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::doc::{Doc, Kind};
use super::shape::definition;
use super::{Done, Door, Error, Store, knowledge};
use crate::model::{Author, Organisation, Process, Refusal};

/// A process that a person wanted here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Added {
    /// Kind and version.
    pub id: String,
    /// False when the same text was here already.
    pub new: bool,
}

/// An organisation that is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct OrganisationRow {
    /// Id and edition: `sydostra/3d5eebab510aafed`.
    pub edition: String,
    /// Full name.
    pub name: String,
    /// Whether it ships with this program.
    pub shipped: bool,
    /// Whether new cases begin with it.
    pub used: bool,
}

impl Store {
    /// Adds a process. A running case keeps its version, so a version has one
    /// text: the same text again changes nothing.
    ///
    /// # Errors
    /// [`Refusal::DefinitionFaulty`], or [`Refusal::ProcessVersionTaken`] when the
    /// kind and version are here with another text.
    pub fn process_add(&mut self, author: &Author, text: &str) -> Result<Done<Added>, Error> {
        let faulty = |faults| Refusal::DefinitionFaulty { faults };
        let id = Process::read(text).map_err(faulty)?.id();
        self.transact(author, |door| {
            let doc = definition::doc_id(Kind::Process, &id, text);
            let versions = format!("{}/{id}/", Kind::Process.as_str());
            let here = knowledge::documents(door.sql, Kind::Process)?;
            let new = !here.contains(&doc);
            if new && here.iter().any(|it| it.starts_with(&versions)) {
                return Err(Refusal::ProcessVersionTaken { process: id }.into());
            }
            door.define(doc, Kind::Process, text)?;
            Ok(Added { id, new })
        })
    }

    /// Every organisation that is here, by name, the one that is used marked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn organisations(&self) -> Result<Vec<OrganisationRow>, Error> {
        let used = knowledge::organisation_doc(&self.connection)?;
        let mut rows = Vec::new();
        for doc in knowledge::documents(&self.connection, Kind::Organisation)? {
            let organisation = match knowledge::organisation(&self.connection, &doc) {
                Ok(organisation) => organisation,
                // Written by a newer program: it cannot be used here.
                Err(Error::Refused(_)) => continue,
                Err(error) => return Err(error),
            };
            rows.push(OrganisationRow {
                name: organisation.name.clone(),
                shipped: knowledge::is_shipped_organisation(&doc),
                used: doc == used,
                edition: edition_of(&doc).to_owned(),
            });
        }
        rows.sort_by_cached_key(|it| (crate::text::sort_key(&it.name), it.edition.clone()));
        Ok(rows)
    }

    /// Uses an organisation from a file for new cases; running cases keep theirs.
    ///
    /// # Errors
    /// [`Refusal::DefinitionFaulty`].
    pub fn organisation_add(
        &mut self,
        author: &Author,
        text: &str,
    ) -> Result<Done<Organisation>, Error> {
        let faulty = |faults| Refusal::DefinitionFaulty { faults };
        let organisation = Organisation::read(text).map_err(faulty)?;
        let doc = definition::doc_id(Kind::Organisation, &organisation.id, text);
        self.transact(author, |door| {
            door.define(doc.clone(), Kind::Organisation, text)?;
            knowledge::choose_organisation(door.sql, &doc)?;
            Ok(organisation)
        })
    }

    /// Uses an organisation that is here, by its id or edition, for new cases. Of
    /// several editions under one id, the id means the one that ships.
    ///
    /// # Errors
    /// [`Refusal::OrganisationUnknown`] or [`Refusal::OrganisationAmbiguous`],
    /// naming the valid ones.
    pub fn organisation_use(
        &mut self,
        author: &Author,
        named: &str,
    ) -> Result<Done<Organisation>, Error> {
        let doc = format!(
            "{}/{}",
            Kind::Organisation.as_str(),
            self.organisation_edition(named)?
        );
        self.transact(author, |door| {
            knowledge::choose_organisation(door.sql, &doc)?;
            Ok(knowledge::organisation(door.sql, &doc)?.as_ref().clone())
        })
    }

    /// The edition that an id or an edition means.
    ///
    /// # Errors
    /// As [`Self::organisation_use`].
    pub fn organisation_edition(&self, named: &str) -> Result<String, Error> {
        let all = self.organisations()?;
        let id = |it: &OrganisationRow| it.edition.split('/').next() == Some(named);
        let meant: Vec<_> = all
            .iter()
            .filter(|it| it.edition == named || id(it))
            .collect();
        let editions = |rows: &mut dyn Iterator<Item = &OrganisationRow>| {
            rows.map(|it| it.edition.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let shipped = meant.iter().find(|it| it.shipped);
        match (meant.as_slice(), shipped) {
            ([one], _) => Ok(one.edition.clone()),
            (_, Some(shipped)) => Ok(shipped.edition.clone()),
            ([], None) => Err(Refusal::OrganisationUnknown {
                organisation: named.to_owned(),
                valid: editions(&mut all.iter()),
            }
            .into()),
            (several, None) => Err(Refusal::OrganisationAmbiguous {
                organisation: named.to_owned(),
                editions: editions(&mut several.iter().copied()),
            }
            .into()),
        }
    }
}

impl Door<'_> {
    /// Makes the document of a definition, unless it is here.
    fn define(&mut self, doc: String, kind: Kind, text: &str) -> Result<(), Error> {
        if Doc::load(self.sql, &doc)?.is_none() {
            let begun = Doc::begin(doc.clone(), kind, definition::begin(kind, text)?)?;
            self.docs.insert(doc, begun);
        }
        Ok(())
    }
}

/// `sydostra/3d5eebab510aafed` of `organisation/sydostra/3d5eebab510aafed`.
fn edition_of(doc: &str) -> &str {
    doc.split_once('/').map_or(doc, |(_, edition)| edition)
}
