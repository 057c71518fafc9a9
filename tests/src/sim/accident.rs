//! What happens to files in the shared folder without any PC of ours: rot,
//! deletion, and the copies that carrying programs leave.

use std::rc::Rc;

use super::folder::{File, World, blob_at, segment_at};

/// Something happens to a file in the folder. `held` says whether some PC could
/// put a segment or a file's bytes back: what is nowhere else is left alone,
/// since nothing could save it.
pub(super) fn strike(world: &mut World, held: &dyn Fn(&str) -> bool) {
    let copies = world.copies();
    let copy = world.chance.below(copies);
    let paths = world.paths(copy);
    if paths.is_empty() {
        return;
    }
    let path = world.chance.of(&paths).clone();
    // The folder's own word of itself is never lost for good.
    if path.starts_with("_samsvar/format") {
        return;
    }
    let Some(bytes) = world.get(copy, &path) else {
        return;
    };
    let now = world.now();
    let what = world.chance.below(6);
    if what == 0 {
        let name = conflicted(world, &path);
        let same = world.chance.below(3) > 0;
        let kept = if same { bytes.len() } else { bytes.len() / 2 };
        world.count("conflicted copy");
        world.say(|| format!("a copy comes to be: {name}"));
        world.put(copy, &name, Some(bytes[..kept].into()), now);
        return;
    }
    if (segment_at(&path).is_some() || blob_at(&path).is_some()) && !held(&path) {
        return;
    }
    let (told, left): (_, Option<Rc<[u8]>>) = match what {
        1 | 2 => ("file deleted", None),
        3 => ("file emptied", Some(Rc::from([]))),
        4 => ("file cut", Some(bytes[..bytes.len() / 2].into())),
        _ => {
            let mut rotten = bytes.to_vec();
            if !rotten.is_empty() {
                let at = world.chance.below(rotten.len());
                rotten[at] ^= 1 << world.chance.below(8);
            }
            ("file rotted", Some(rotten.into()))
        }
    };
    world.count(told);
    world.say(|| format!("{told}: {path}"));
    world.put(copy, &path, left, now);
}

/// What may happen to a file that is about to arrive in a copy: a conflicted
/// copy beside it. True when the file itself comes later.
pub(super) fn on_the_way(world: &mut World, to: usize, path: &str, file: &File) -> bool {
    let Some(bytes) = file.bytes.clone() else {
        return false;
    };
    if path.starts_with("_samsvar/format") || world.chance.below(40) > 0 {
        return false;
    }
    let name = conflicted(world, path);
    let older = world.get(to, path).filter(|_| world.chance.below(2) == 0);
    let later = world.chance.below(2) == 0;
    world.count("conflicted copy");
    world.say(|| format!("a copy arrives: {name}, the file itself later: {later}"));
    world.put(to, &name, Some(older.unwrap_or(bytes)), file.modified);
    later
}

/// How OneDrive, Nextcloud and others name what they cannot settle.
fn conflicted(world: &mut World, path: &str) -> String {
    let (stem, end) = match path.rsplit_once('.') {
        Some((stem, end)) => (stem, format!(".{end}")),
        None => (path, String::new()),
    };
    let mark = *world
        .chance
        .of(&[" (1)", "-PC-Anna", " (conflicted copy 2024-03-02 081500)"]);
    format!("{stem}{mark}{end}")
}
