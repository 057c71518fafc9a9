//! Files that an archive packet carries inside (ISO 19005-3 6.8).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::text;

/// A file to carry.
pub(crate) struct Associated {
    pub name: &'static str,
    /// What it is, in words.
    pub told: String,
    /// Its relation to what is printed, as ISO 19005-3 Annex E names it.
    pub relation: &'static str,
    pub bytes: Vec<u8>,
}

/// Puts `files` into the document and names them in its catalog. `day` is a PDF date.
pub(super) fn embed(
    document: &mut Document,
    catalog: &mut Dictionary,
    files: Vec<Associated>,
    day: &Object,
) {
    let (mut names, mut all) = (Vec::new(), Vec::<Object>::new());
    for file in files {
        let size = file.bytes.len() as i64;
        let stream = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => "application/json",
            "Params" => dictionary! { "Size" => size, "ModDate" => day.clone() },
        };
        let stream: ObjectId = document.add_object(Stream::new(stream, file.bytes));
        let file_of = dictionary! {
            "Type" => "Filespec",
            "F" => text(file.name),
            "UF" => text(file.name),
            "Desc" => text(&file.told),
            "AFRelationship" => file.relation,
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        };
        let file_of = document.add_object(file_of);
        names.extend([text(file.name), file_of.into()]);
        all.push(file_of.into());
    }
    if all.is_empty() {
        return;
    }
    let names = document.add_object(dictionary! { "Names" => names });
    catalog.set("Names", dictionary! { "EmbeddedFiles" => names });
    catalog.set("AF", all);
}
