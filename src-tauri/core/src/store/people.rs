//! The people known here, and the one who sits at this PC.

use rusqlite::{OptionalExtension, params};

use super::{Error, Store};
use crate::model::{Author, Person, PersonId};
use crate::text::Language;

impl Store {
    /// The person who sits at this PC; `None` before the first start is over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn person(&self) -> Result<Option<Person>, Error> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT person.id, name, roles, body FROM person
                 JOIN meta ON meta.key = 'person' AND meta.value = person.id",
            )?
            .query_row([], person_of)
            .optional()?;
        Ok(row)
    }

    /// A person known by this name, with roles and body.
    ///
    /// # Errors
    /// [`crate::model::Refusal::PersonNameEmpty`].
    pub fn person_named(&self, name: &str) -> Result<Option<Person>, Error> {
        let id = Person::named(name)?.id;
        let row = self
            .connection
            .prepare_cached("SELECT id, name, roles, body FROM person WHERE id = ?1")?
            .query_row([id.as_str()], person_of)
            .optional()?;
        Ok(row)
    }

    /// Records who sits at this PC.
    ///
    /// # Errors
    /// [`crate::model::Refusal::PersonNameEmpty`].
    pub fn person_set(
        &mut self,
        name: &str,
        roles: &[String],
        body: &str,
    ) -> Result<Person, Error> {
        let mut person = Person::named(name)?;
        person.roles = roles.to_vec();
        body.trim().clone_into(&mut person.body);
        let author = self.author(&person.name);
        self.transact(&author, |door| {
            door.person(&person)?;
            door.sql.execute(
                "INSERT INTO meta (key, value) VALUES ('person', ?1)
                 ON CONFLICT (key) DO UPDATE SET value = ?1",
                params![person.id.as_str()],
            )?;
            Ok(())
        })?;
        Ok(person)
    }

    /// The author with this name; an unknown name becomes a person.
    ///
    /// # Errors
    /// [`crate::model::Refusal::PersonNameEmpty`].
    pub fn author_named(&mut self, name: &str) -> Result<Author, Error> {
        let person = Person::named(name)?;
        let known = self
            .connection
            .prepare_cached("SELECT 1 FROM person WHERE id = ?1")?
            .exists([person.id.as_str()])?;
        let author = self.author(&person.name);
        if !known {
            self.transact(&author, |door| door.person(&person))?;
        }
        Ok(author)
    }

    /// A word of this PC's own settings: the language.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn language(&self) -> Result<Option<String>, Error> {
        let value = self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE key = 'language'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(value)
    }

    /// The language of what is told.
    pub(super) fn spoken(&self) -> Result<Language, Error> {
        let chosen = || Ok(Language::parse(&self.language()?.unwrap_or_default()));
        self.language.map_or_else(chosen, Ok)
    }

    /// Keeps the language chosen on this PC.
    ///
    /// # Errors
    /// What the disk says.
    pub fn language_set(&mut self, language: &str) -> Result<(), Error> {
        self.connection.execute(
            "INSERT INTO meta (key, value) VALUES ('language', ?1)
             ON CONFLICT (key) DO UPDATE SET value = ?1",
            params![language],
        )?;
        Ok(())
    }
}

fn person_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId::new(row.get::<_, String>(0)?),
        name: row.get(1)?,
        roles: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
        body: row.get(3)?,
    })
}
