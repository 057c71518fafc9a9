//! A segment: changes of many documents in one file, written once and never
//! changed. Its name ends in the hash of its bytes.
//!
//! ```text
//! samsvar segment\n   format, u32   header's length, u32   header, JSON   deflated bodies
//! ```
//! Numbers are little-endian. The header says for each document how many bytes
//! its saved copy and its changes have in the bodies, in order.

use std::fmt;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use crate::model::Sha256;
use crate::store::{Listed, Parcel};

/// The format written here, and the highest that can be read.
pub const FORMAT: u32 = 1;

/// Where segments lie in the folder.
pub const FOLDER: &str = "_samsvar/seg";

const MAGIC: &[u8] = b"samsvar segment\n";

/// Most bytes of a segment file, and of what it unpacks to: far beyond what is
/// written, and little enough to hold.
pub const MOST: usize = 256 << 20;
const MOST_UNPACKED: u64 = 1 << 30;

/// What names a segment: who wrote it, which one it was, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentName {
    /// The install that wrote it: 32 hex digits.
    pub install: String,
    /// Its place among that install's segments, from 1.
    pub seq: u32,
    /// The first 32 hex digits of the SHA-256 of its bytes.
    pub hash: String,
}

impl SegmentName {
    /// The name of these bytes.
    pub fn of(install: &str, seq: u32, bytes: &[u8]) -> Self {
        Self {
            install: install.to_owned(),
            seq,
            hash: Sha256::of(bytes).as_str()[..32].to_owned(),
        }
    }

    /// The segment that a file in an install's folder claims to be. A copy that
    /// a sync program named anew is still that segment: its hash decides.
    pub fn of_file(install: &str, file: &str) -> Option<Self> {
        let stem = file.strip_suffix(".seg")?;
        let (seq, rest) = (stem.get(..8)?, stem.get(8..)?);
        let hash = rest.strip_prefix('-')?.get(..32)?;
        let digits = seq.bytes().all(|byte| byte.is_ascii_digit());
        (is_install(install) && digits && is_hex(hash)).then(|| Self {
            install: install.to_owned(),
            seq: seq.parse().unwrap_or_default(),
            hash: hash.to_owned(),
        })
    }

    /// The segment with this text, as [`fmt::Display`] gives it.
    pub fn parse(text: &str) -> Option<Self> {
        let (install, rest) = text.split_once('/')?;
        Self::of_file(install, &format!("{rest}.seg")).filter(|name| name.to_string() == text)
    }

    /// Its path in the shared folder.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{self}.seg")
    }

    /// Whether these are its bytes.
    pub fn fits(&self, bytes: &[u8]) -> bool {
        Sha256::of(bytes).as_str().starts_with(&self.hash)
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:08}-{}", self.install, self.seq, self.hash)
    }
}

/// Whether a folder's name is that of an install.
pub fn is_install(name: &str) -> bool {
    name.len() == 32 && is_hex(name)
}

fn is_hex(text: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.bytes().all(hex)
}

/// One document's part of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The document's id.
    pub doc: String,
    /// Its kind: `case`.
    pub kind: String,
    /// The saved document, where the segment brings a whole one.
    pub saved: Option<Vec<u8>>,
    /// How its sender lists it.
    pub listed: Option<Listed>,
    /// Raw changes, in the order they were made or arrived.
    pub changes: Vec<Vec<u8>>,
}

impl From<Part> for Parcel {
    fn from(part: Part) -> Self {
        let changes = part.changes.into_iter();
        let summed = |bytes: Vec<u8>| {
            let sha256 = Sha256::of(&bytes);
            (bytes, sha256)
        };
        Self {
            doc: part.doc,
            kind: part.kind,
            saved: part.saved,
            listed: part.listed,
            changes: changes.map(summed).collect(),
        }
    }
}

/// A file that was generated for people: its path, its bytes' hash, and the
/// generation of the generator.
pub type Promise = (String, String, u32);

/// What a segment says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The space it belongs to.
    pub space: String,
    /// Who wrote it.
    pub install: String,
    /// Its place among that install's segments.
    pub seq: u32,
    /// When it was written, by that PC's clock: for display.
    pub at: i64,
    /// Earlier segments of the same install that hold nothing more than this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<String>,
    /// Files about to be generated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<Promise>,
    /// Kept for a signature of the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    #[serde(flatten)]
    about: About,
    parts: Vec<Sizes>,
}

#[derive(Serialize, Deserialize)]
struct Sizes {
    doc: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    saved: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    listed: Option<Listed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<u64>,
}

/// Why bytes are no segment that can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written in a format of a newer Samsvar.
    Newer,
    /// Not a segment, or not a whole one.
    Damaged,
}

/// The bytes of a segment.
pub fn encode(about: &About, parts: &[Part]) -> Vec<u8> {
    let sizes = parts.iter().map(|part| Sizes {
        doc: part.doc.clone(),
        kind: part.kind.clone(),
        saved: part.saved.as_ref().map(|it| it.len() as u64),
        listed: part.listed.clone(),
        changes: part.changes.iter().map(|it| it.len() as u64).collect(),
    });
    let header = Header {
        about: about.clone(),
        parts: sizes.collect(),
    };
    // Text, numbers and lists: nothing that JSON could refuse.
    let header = serde_json::to_vec(&header).unwrap_or_default();
    let mut bytes = MAGIC.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(
        u32::try_from(header.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes(),
    );
    bytes.extend(&header);
    let mut deflated = DeflateEncoder::new(bytes, Compression::fast());
    let bodies = |part: &Part| {
        let saved = part.saved.clone().into_iter();
        saved
            .chain(part.changes.iter().cloned())
            .collect::<Vec<_>>()
    };
    for body in parts.iter().flat_map(bodies) {
        // Writing to memory does not fail.
        let _ = deflated.write_all(&body);
    }
    deflated.finish().unwrap_or_default()
}

/// Takes a segment apart. The caller compared the bytes with the hash in the
/// name before: Automerge sees none that were damaged on the way.
///
/// # Errors
/// [`Unreadable`].
pub fn decode(bytes: &[u8]) -> Result<(About, Vec<Part>), Unreadable> {
    let (header, rest) = header(bytes)?;
    let sizes = |part: &Sizes| part.saved.into_iter().chain(part.changes.clone());
    let total = header
        .parts
        .iter()
        .flat_map(|part| sizes(part).collect::<Vec<_>>())
        .try_fold(0_u64, u64::checked_add)
        .filter(|total| *total <= MOST_UNPACKED)
        .ok_or(Unreadable::Damaged)?;
    let mut bodies = Vec::new();
    DeflateDecoder::new(rest)
        .take(total + 1)
        .read_to_end(&mut bodies)
        .map_err(|_| Unreadable::Damaged)?;
    if bodies.len() as u64 != total {
        return Err(Unreadable::Damaged);
    }
    let mut rest = bodies.as_slice();
    let mut next = |size: u64| {
        let (body, after) = rest.split_at(usize::try_from(size).unwrap_or(usize::MAX));
        rest = after;
        body.to_vec()
    };
    let parts = header.parts.iter().map(|part| Part {
        doc: part.doc.clone(),
        kind: part.kind.clone(),
        saved: part.saved.map(&mut next),
        listed: part.listed.clone(),
        changes: part.changes.iter().map(|size| next(*size)).collect(),
    });
    let parts = parts.collect();
    Ok((header.about, parts))
}

/// What a segment says of itself, without what it brings.
///
/// # Errors
/// [`Unreadable`].
pub fn about(bytes: &[u8]) -> Result<About, Unreadable> {
    header(bytes).map(|(header, _)| header.about)
}

fn header(bytes: &[u8]) -> Result<(Header, &[u8]), Unreadable> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(Unreadable::Damaged)?;
    let (format, rest) = number(rest)?;
    if format > FORMAT {
        return Err(Unreadable::Newer);
    }
    let (length, rest) = number(rest)?;
    let (header, rest) = rest
        .split_at_checked(length as usize)
        .ok_or(Unreadable::Damaged)?;
    let header = serde_json::from_slice(header).map_err(|_| Unreadable::Damaged)?;
    Ok((header, rest))
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), Unreadable> {
    let (number, rest) = bytes.split_first_chunk().ok_or(Unreadable::Damaged)?;
    Ok((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare must stop")]
mod tests {
    use super::*;

    fn segment() -> (About, Vec<Part>) {
        let part = |doc: &str, saved: Option<&[u8]>, changes: &[&[u8]]| Part {
            doc: doc.to_owned(),
            kind: "case".to_owned(),
            saved: saved.map(<[u8]>::to_vec),
            listed: None,
            changes: changes.iter().map(|it| it.to_vec()).collect(),
        };
        let about = About {
            space: "rum".to_owned(),
            install: "0".repeat(32),
            seq: 7,
            at: 12,
            made: vec![("Register.csv".to_owned(), "ab".to_owned(), 1)],
            ..About::default()
        };
        let parts = vec![
            part("ett", Some(b"hela"), &[b"sedan"]),
            part("tv\u{e5}", None, &[b"", b"f\xc3\xb6rst"]),
        ];
        (about, parts)
    }

    #[test]
    fn a_segment_comes_back_as_it_was() {
        let (about, parts) = segment();
        let bytes = encode(&about, &parts);
        assert_eq!(decode(&bytes), Ok((about, parts)));
    }

    #[test]
    fn a_newer_format_is_told_from_damage() {
        let (about, parts) = segment();
        let mut bytes = encode(&about, &parts);
        bytes[MAGIC.len()] = 2;
        assert_eq!(decode(&bytes), Err(Unreadable::Newer));
        assert_eq!(decode(b""), Err(Unreadable::Damaged));
        let whole = encode(&about, &parts);
        for length in 0..whole.len() {
            assert_eq!(
                decode(&whole[..length]),
                Err(Unreadable::Damaged),
                "{length}"
            );
        }
    }

    #[test]
    fn a_header_that_promises_too_much_is_damage() {
        let header = br#"{"space":"","install":"","seq":1,"at":0,"parts":[{"doc":"a","kind":"case","changes":[18446744073709551615,9]}]}"#;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(u32::try_from(header.len()).unwrap().to_le_bytes());
        bytes.extend(header);
        assert_eq!(decode(&bytes), Err(Unreadable::Damaged));
    }

    #[test]
    fn names_and_their_conflicted_copies() {
        let install = "0123456789abcdef".repeat(2);
        let name = SegmentName::of(&install, 12, b"x");
        let file = format!("00000012-{}", name.hash);
        let of = |file: &str| SegmentName::of_file(&install, file);
        assert_eq!(of(&format!("{file}.seg")), Some(name.clone()));
        assert_eq!(of(&format!("{file} (1).seg")), Some(name.clone()));
        assert_eq!(of(&format!("{file}-PC-Anna.seg")), Some(name.clone()));
        assert_eq!(of(&format!("{file}.seg.0a1b2c3d.tmp")), None);
        assert_eq!(of("desktop.ini"), None);
        assert_eq!(of("åäö-åäö.seg"), None);
        assert_eq!(SegmentName::of_file("Anna", &format!("{file}.seg")), None);
        assert_eq!(SegmentName::parse(&name.to_string()), Some(name));
    }
}
