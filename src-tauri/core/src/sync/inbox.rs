//! `Inkorg/`: what people drop into a case's folder is taken into the case. The
//! bytes first, then the attachment, then the file moves to `Mottaget`; one that
//! cannot be taken moves to `Ej mottaget` with the reason beside it. Nothing is
//! ever deleted, and a file that is busy is tried again.

mod ignored;
mod look;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use super::Fs;
use super::fs::{Entry, STEP, find, read_whole, write_whole};
use super::readable::{DEPTH, INBOX, hash_of, is_anothers, join, move_new, path_of};
use crate::documents::{Taken, numbered, safe_name};
use crate::error::Error;
use crate::model::{Author, CaseId, Moment, Refusal, Sha256};
use crate::store::{SeenFile, Store};
use crate::text::{Language, word};
use ignored::is_ignored;
use look::{MOST, Step, Why, step};

/// Where a file lies that was taken.
const TAKEN: &str = "Mottaget";
/// Where a file lies that could not be taken.
const REFUSED: &str = "Ej mottaget";

/// Most inboxes in one look, besides those with something in them.
const INBOXES: usize = 250;

/// Where the rounds over the inboxes go on.
const AFTER: &str = "inbox";

/// What came of a look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Files taken into their cases.
    pub taken: usize,
    /// Files moved to `Ej mottaget`.
    pub refused: usize,
    /// Files that wait: new, being written, or busy.
    pub waiting: usize,
    /// The cases that have a file more, to be shown anew.
    pub cases: Vec<CaseId>,
}

/// Looks into the inboxes: all with something in them at the last look, and the
/// next of the others. A file is taken when it lay unchanged over two looks at
/// least 10 s apart by `now` and has the same bytes. `install` is this PC's name
/// in the folder.
///
/// # Errors
/// When the store cannot be read or written, or this PC's disk is full. What the
/// folder refuses waits for the next look.
pub fn look(store: &mut Store, fs: &dyn Fs, install: &str, now: Moment) -> Result<Looked, Error> {
    let after = store.readable_state(AFTER)?.unwrap_or_default();
    let round = store.readable_folders(&after, INBOXES)?;
    let next = match round.last() {
        Some((id, _)) if round.len() == INBOXES => id.to_string(),
        _ => String::new(),
    };
    if next != after {
        store.readable_state_set(AFTER, &next)?;
    }
    let mut cases: BTreeMap<CaseId, String> = round.into_iter().collect();
    for id in store.inbox_waiting()? {
        if let Some(folder) = store.readable_folder(&id.to_string())? {
            cases.insert(id, folder);
        }
    }
    let mut looked = Looked::default();
    for (id, folder) in cases {
        let mut inbox = Inbox {
            store: &mut *store,
            fs,
            install,
            now,
            case: id,
            folder: path_of(&folder),
            looked: &mut looked,
        };
        inbox.look(folder.is_empty())?;
    }
    Ok(looked)
}

/// The inbox of one case in one look.
struct Inbox<'l> {
    store: &'l mut Store,
    fs: &'l dyn Fs,
    install: &'l str,
    now: Moment,
    case: CaseId,
    /// The case's folder.
    folder: String,
    looked: &'l mut Looked,
}

/// A file in an inbox.
struct Dropped {
    /// Under the inbox: with the folder it was dropped in.
    within: String,
    entry: Entry,
    /// In too many folders to be followed.
    deep: bool,
}

impl Inbox<'_> {
    /// One round; `gone` when the case has no folder any more.
    fn look(&mut self, gone: bool) -> Result<(), Error> {
        let seen = self.store.inbox_seen(self.case)?;
        let mut files = Vec::new();
        let inbox = join(&self.folder, INBOX);
        let walked = match gone {
            true => Ok(()),
            false => walk(self.fs, &inbox, "", DEPTH, &mut files),
        };
        // A folder that cannot be read says nothing about what lies in it.
        if walked.is_err() || files.is_empty() && seen.is_empty() {
            return Ok(());
        }
        // The folder's name may be another case's by now.
        if !files.is_empty() && is_anothers(self.fs, &self.folder, self.case).unwrap_or(true) {
            return Ok(());
        }
        let refused = self.refused()?;
        let mut kept = Vec::new();
        for file in files {
            let path = join(&inbox, &file.within);
            let before = seen.iter().find(|it| it.path == path);
            kept.extend(self.file(&path, &file, before, refused)?);
        }
        self.looked.waiting += kept.len();
        if kept != seen {
            self.store.inbox_seen_set(self.case, &kept)?;
        }
        Ok(())
    }

    /// Why nothing at all can be taken into this case.
    fn refused(&self) -> Result<Option<Why>, Error> {
        let case = self.store.case(self.case)?;
        Ok(match (case.deleted, case.joined) {
            (true, _) => Some(Why::Deleted),
            (false, Some(_)) => Some(Why::Joined),
            (false, None) => None,
        })
    }

    /// One file's next step. Returns what the next look has to know of it, if it
    /// is there still.
    fn file(
        &mut self,
        path: &str,
        file: &Dropped,
        before: Option<&SeenFile>,
        refused: Option<Why>,
    ) -> Result<Option<SeenFile>, Error> {
        let (size, modified) = (file.entry.size, file.entry.modified);
        let refused = refused.or(file.deep.then_some(Why::Deep));
        let done = match step(before, size, modified, refused, self.now) {
            Step::Wait => return Ok(before.cloned()),
            Step::Read => return Ok(self.read(path, file, before)),
            Step::Take(sha256) => self.take(path, file, &sha256)?,
            Step::Refuse(why) => self.refuse(path, file, why).map(|()| true),
        };
        match done {
            Ok(true) => Ok(None),
            Ok(false) => Ok(self.read(path, file, None)),
            // A colleague's program was first.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Ok(before.cloned()),
        }
    }

    /// Reads a file's hash for the next look.
    fn read(&self, path: &str, file: &Dropped, before: Option<&SeenFile>) -> Option<SeenFile> {
        let (size, modified) = (file.entry.size, file.entry.modified);
        let mut sha256 = None;
        // What will not be taken is not read.
        if size <= MOST && !file.deep {
            sha256 = match hash_of(self.fs, path) {
                Ok((sha256, read)) => (read == size).then_some(sha256),
                Err(error) if error.kind() == ErrorKind::NotFound => return None,
                Err(_) => None,
            };
        }
        let same = before.filter(|it| (it.size, it.modified) == (size, modified));
        // A clock that was set back begins anew.
        let first = same.map(|it| it.first).filter(|it| *it <= self.now);
        Some(SeenFile {
            path: path.to_owned(),
            case: self.case,
            size,
            modified,
            sha256,
            first: first.unwrap_or(self.now),
            at: self.now,
        })
    }

    /// Takes a file into the case and moves it. False when its bytes are others
    /// by now.
    fn take(
        &mut self,
        path: &str,
        file: &Dropped,
        sha256: &Sha256,
    ) -> Result<io::Result<bool>, Error> {
        let blobs = self.store.blobs();
        let size = match blobs.take_steps(sha256, |at| self.fs.read(path, at, STEP))? {
            Ok(Some(size)) => size,
            Ok(None) => return Ok(Ok(false)),
            Err(error) => return Ok(Err(error)),
        };
        // What was written to this PC's disk is what will be shared.
        if !blobs.verify(sha256.as_str()).unwrap_or(false) {
            return Ok(Err(ErrorKind::InvalidData.into()));
        }
        let taken = Taken {
            name: name_of(&file.within).to_owned(),
            size,
            sha256: sha256.clone(),
        };
        let author = self.author()?;
        match self.store.attach(&author, self.case, None, vec![taken]) {
            Ok(done) => {
                self.looked.taken += 1;
                self.looked.cases.extend(done.refresh.cases);
            }
            Err(Error::Refused(refusal)) => {
                let why = match refusal {
                    Refusal::CaseIsJoined { .. } => Why::Joined,
                    _ => Why::Deleted,
                };
                return Ok(self.refuse(path, file, why).map(|()| true));
            }
            Err(error) => return Err(error),
        }
        let to = join(&join(&self.folder, INBOX), &join(TAKEN, &file.within));
        Ok(move_new(self.fs, path, &to).map(|_| true))
    }

    /// Moves a file to where it is seen that it was not taken, with the reason
    /// beside it. The reason is there first.
    fn refuse(&mut self, path: &str, file: &Dropped, why: Why) -> io::Result<()> {
        // Where folders are too many, none of them come along.
        let within = match file.deep {
            true => name_of(&file.within),
            false => &file.within,
        };
        let to = join(&join(&self.folder, INBOX), &join(REFUSED, within));
        if find(self.fs, path)?.is_none() {
            return Ok(());
        }
        let name = name_of(within);
        let sv = Language::Sv;
        let reason = word(sv, why.key(), &[]);
        let text = word(sv, "inbox.why", &[("name", name), ("reason", &reason)]);
        let called = word(sv, "inbox.why.file", &[("name", name)]);
        let called = safe_name(&format!("{called}.txt"));
        let beside = to.rsplit_once('/').map_or("", |it| it.0);
        for count in 1..1000 {
            let at = join(beside, &numbered(&called, count));
            let there = read_whole(self.fs, &at, text.len());
            let free = match there {
                Ok(there) => there == text.as_bytes(),
                Err(error) => error.kind() == ErrorKind::NotFound,
            };
            if free {
                write_whole(self.fs, self.install, &at, text.as_bytes())?;
                break;
            }
        }
        if move_new(self.fs, path, &to)?.is_some() {
            self.looked.refused += 1;
        }
        Ok(())
    }

    /// Who takes it in: the person who sits at this PC.
    fn author(&self) -> Result<Author, Error> {
        let person = self.store.person()?;
        let name = person.map_or_else(|| word(Language::Sv, "inbox.author", &[]), |it| it.name);
        Ok(self.store.author(&name))
    }
}

/// Every file under an inbox, those of its own two folders left out.
fn walk(
    fs: &dyn Fs,
    inbox: &str,
    within: &str,
    depth: usize,
    files: &mut Vec<Dropped>,
) -> io::Result<()> {
    let entries = match fs.list(&join(inbox, within)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let own: BTreeSet<String> = [TAKEN, REFUSED].map(str::to_lowercase).into();
    for entry in entries {
        let inner = join(within, &entry.name);
        if entry.folder {
            let is_own = within.is_empty() && own.contains(&entry.name.to_lowercase());
            // A link to itself has no end.
            if !is_own && depth > 0 {
                walk(fs, inbox, &inner, depth - 1, files)?;
            }
        } else if !is_ignored(&entry.name) {
            files.push(Dropped {
                within: inner,
                entry,
                deep: depth == 0,
            });
        }
    }
    files.sort_by(|a, b| a.within.cmp(&b.within));
    Ok(())
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
