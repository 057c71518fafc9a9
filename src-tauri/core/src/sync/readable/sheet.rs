//! What the folder of one case is to hold.

use std::collections::BTreeMap;

use super::case_file::{CaseFile, Generated, GeneratedFile};
use super::file::{Bytes, File, join};
use super::folder::{ATTACHMENTS, path_of};
use super::names::key;
use super::promise::GENERATOR;
use crate::documents::{numbered, safe_name};
use crate::model::{CaseSnapshot, Sha256};
use crate::printing;
use crate::store::{Error, Store};
use crate::wording::day_of;

/// The packet of a case.
pub(super) const PACKET: &str = "Ärende.pdf";
/// The answer for Word, as the packet has it.
pub(super) const ANSWER: &str = "Svar.docx";
/// The case for programs.
pub(super) const CASE: &str = "arende.json";

/// Every file of a case's folder, `arende.json` last: where it lies, the others
/// were written. A case whose bytes have not all arrived is refused.
///
/// # Errors
/// [`crate::error::Failure::BlobMissing`], or that the packet cannot be printed.
pub(super) fn files(
    store: &Store,
    case: CaseSnapshot,
    heads: Vec<String>,
    name: &str,
) -> Result<Vec<File>, Error> {
    let folder = path_of(name);
    let on = day_of(store.last_change(case.id)?);
    let ready = printing::ready_for_folder(store, case.clone(), on)?;
    let mut files = vec![
        File::here(join(&folder, PACKET), ready.print()?.bytes),
        File::here(join(&folder, ANSWER), ready.word()?.bytes),
    ];
    let blobs = store.blobs();
    for (safe, (sha256, own, size)) in attachments(&case) {
        blobs.open(&sha256, &own)?;
        files.push(File {
            path: join(&folder, &join(ATTACHMENTS, &safe)),
            size,
            sha256,
            bytes: Bytes::Kept(own),
        });
    }
    let told = |it: &File| GeneratedFile {
        path: it.path[folder.len() + 1..].to_owned(),
        size: it.size,
        sha256: it.sha256.clone(),
    };
    let file = CaseFile {
        case,
        generated: Generated {
            version: GENERATOR,
            heads,
            files: files.iter().map(told).collect(),
        },
    };
    files.push(File::here(join(&folder, CASE), file.bytes()?));
    Ok(files)
}

/// The files people took in, by the safe name each has in the folder: with its
/// hash, own name and bytes. Those of one name are numbered in the case's order,
/// which is the same on every PC; the same file on two steps is there once. One
/// with a secrecy mark of its own is not laid out for everybody who opens the
/// folder.
fn attachments(case: &CaseSnapshot) -> BTreeMap<String, (Sha256, String, u64)> {
    let mut files: BTreeMap<String, (Sha256, String, u64)> = BTreeMap::new();
    let mut taken: BTreeMap<String, Sha256> = BTreeMap::new();
    for it in &case.attachments {
        if !it.record.secrecy.trim().is_empty() {
            continue;
        }
        let safe = safe_name(&it.name);
        for count in 1.. {
            let name = numbered(&safe, count);
            match taken.get(&key(&name)) {
                Some(sha256) if *sha256 == it.sha256 => break,
                Some(_) => {}
                None => {
                    taken.insert(key(&name), it.sha256.clone());
                    files.insert(name, (it.sha256.clone(), it.name.clone(), it.size));
                    break;
                }
            }
        }
    }
    files
}
