//! The first step: what lies in the folder now.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

use super::ack::Ack;
use super::format::{Format, Found};
use super::fs::Fs;
use super::segment::{FOLDER, SegmentName, is_install};

/// A folder as one look found it.
#[derive(Clone, Debug)]
pub struct Look {
    /// The space it holds.
    pub format: Found,
    /// Every segment, and the paths of the files that claim to be it: one, or
    /// more where a sync program made copies.
    pub segments: BTreeMap<SegmentName, Vec<String>>,
    /// What each PC says of itself.
    pub acks: Vec<Ack>,
    /// How many PCs say what cannot be read now.
    pub acks_unreadable: Vec<String>,
}

impl Look {
    /// Looks.
    ///
    /// # Errors
    /// What the folder says when it cannot be listed. What is not there is an
    /// answer; a list that failed is none.
    pub fn at(fs: &dyn Fs) -> io::Result<Self> {
        let format = Format::find(fs)?;
        if format == Found::Missing {
            // Told apart: a folder that is empty, and one that is not there. Only
            // now, since people may keep very many files beside ours.
            fs.list("")?;
        }
        let mut segments: BTreeMap<SegmentName, Vec<String>> = BTreeMap::new();
        for install in or_none(fs.list(FOLDER))? {
            if !install.folder || !is_install(&install.name) {
                continue;
            }
            let folder = format!("{FOLDER}/{}", install.name);
            for file in or_none(fs.names(&folder))? {
                if let Some(name) = SegmentName::of_file(&install.name, &file) {
                    let path = format!("{folder}/{file}");
                    segments.entry(name).or_default().push(path);
                }
            }
        }
        // The file with the segment's own name first: copies are read only when
        // it cannot be.
        for (name, paths) in &mut segments {
            let own = name.path();
            paths.sort_by_key(|path| *path != own);
        }
        let (acks, acks_unreadable) = Ack::all(fs)?;
        Ok(Self {
            format,
            segments,
            acks,
            acks_unreadable,
        })
    }
}

fn or_none<T>(listed: io::Result<Vec<T>>) -> io::Result<Vec<T>> {
    match listed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        other => other,
    }
}
