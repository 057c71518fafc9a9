//! What becomes of a file in an inbox: decided from how it was and how it is.

use crate::model::{Moment, Sha256};
use crate::store::SeenFile;

/// How long a file lies unchanged before it is taken, in milliseconds.
pub(super) const STILL: i64 = 10_000;

/// How long a file that cannot be read is tried, in milliseconds.
const PATIENCE: i64 = 24 * 60 * 60 * 1000;

/// Most bytes of a file.
pub(super) const MOST: u64 = 2_000_000_000;

/// What to do with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is new, or another one than at the last look: read it.
    Read,
    /// It has not lain still for long enough.
    Wait,
    /// It lay still: take it, if these are its bytes still.
    Take(Sha256),
    /// It cannot be taken.
    Refuse(Why),
}

/// Why a file is not taken. The sentence is `inbox.why.<code>` in `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Deleted,
    Joined,
    Large,
    Deep,
    Unreadable,
}

impl Why {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Deleted => "inbox.why.deleted",
            Self::Joined => "inbox.why.joined",
            Self::Large => "inbox.why.large",
            Self::Deep => "inbox.why.deep",
            Self::Unreadable => "inbox.why.unreadable",
        }
    }
}

/// The next step for a file of `size` bytes written at `modified`. `refused` is
/// why nothing at all can be taken here.
pub(super) fn step(
    before: Option<&SeenFile>,
    size: u64,
    modified: i64,
    refused: Option<Why>,
    now: Moment,
) -> Step {
    let Some(before) = before.filter(|it| (it.size, it.modified) == (size, modified)) else {
        return Step::Read;
    };
    let (still, known) = (since(before.at, now), since(before.first, now));
    // A clock that was set back measures nothing.
    if still < 0 {
        return Step::Read;
    }
    if still < STILL {
        return Step::Wait;
    }
    match (&before.sha256, refused) {
        (_, Some(why)) => Step::Refuse(why),
        _ if size > MOST => Step::Refuse(Why::Large),
        (Some(sha256), None) => Step::Take(sha256.clone()),
        (None, None) if known >= PATIENCE => Step::Refuse(Why::Unreadable),
        (None, None) => Step::Read,
    }
}

fn since(then: Moment, now: Moment) -> i64 {
    now.as_millis() - then.as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CaseId;

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1000)
    }

    fn seen(sha256: Option<&str>, first: i64, since: i64) -> SeenFile {
        SeenFile {
            path: String::new(),
            case: CaseId::from_random([0; 16]),
            size: 5,
            modified: 7,
            sha256: sha256.map(|it| Sha256::of(it.as_bytes())),
            first: at(first),
            at: at(since),
        }
    }

    #[test]
    fn a_file_is_taken_when_it_lay_still_and_a_busy_one_is_tried_for_a_day() {
        let still = seen(Some("x"), 0, 0);
        let take = Step::Take(Sha256::of(b"x"));
        for (before, size, modified, now, wanted) in [
            (None, 5, 7, 0, Step::Read),
            (Some(&still), 5, 7, 9, Step::Wait),
            (Some(&still), 5, 7, 10, take),
            (Some(&still), 6, 7, 10, Step::Read),
            (Some(&still), 5, 8, 10, Step::Read),
            (Some(&still), 5, 7, -1, Step::Read),
            (Some(&seen(None, 0, 0)), 5, 7, 10, Step::Read),
            (
                Some(&seen(None, 0, 86_380)),
                5,
                7,
                86_400,
                Step::Refuse(Why::Unreadable),
            ),
        ] {
            assert_eq!(step(before, size, modified, None, at(now)), wanted);
        }
        let deleted = step(Some(&still), 5, 7, Some(Why::Deleted), at(10));
        assert_eq!(deleted, Step::Refuse(Why::Deleted));
    }
}
