//! What others made and we ship, with the licences as they lie on this machine:
//! no text is typed anew and nothing is fetched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::shell::{Fault, root};

/// The packages whose programs are shipped.
const SHIPPED: [&str; 2] = ["samsvar", "samsvar-cli"];

/// What a file with a licence in it is called, in upper case.
const NAMES: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "UNLICENSE",
    "COPYING",
    "COPYRIGHT",
    "NOTICE",
];

/// Something that others made and that goes into what is shipped.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    pub name: String,
    pub version: String,
    pub licence: String,
    pub texts: Vec<String>,
}

/// The platform whose crates are listed: the one this machine builds for.
pub fn host() -> Result<String, Fault> {
    let told = output(Command::new("rustc").arg("-vV"))?;
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| "rustc names no host".to_owned())
}

/// Every crate that a shipped program is linked from. What only builds or tests
/// is followed nowhere: nobody receives it.
pub fn crates(host: &str) -> Result<Vec<Part>, Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut ask = Command::new(cargo);
    ask.current_dir(root());
    ask.args(["metadata", "--format-version", "1", "--locked"]);
    let metadata = json(&output(ask.args(["--filter-platform", host]))?)?;
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let items = list.as_array().into_iter().flatten();
        items.map(|it| (text(&it["id"]), it.clone())).collect()
    };
    let known = by_id(&metadata["packages"]);
    let nodes = by_id(&metadata["resolve"]["nodes"]);
    let shipped = |it: &&Value| it["source"].is_null() && SHIPPED.contains(&&*text(&it["name"]));
    let mut open: Vec<String> = known
        .values()
        .filter(shipped)
        .map(|it| text(&it["id"]))
        .collect();
    let mut reached = BTreeMap::new();
    while let Some(id) = open.pop() {
        let (Some(package), Some(node)) = (known.get(&id), nodes.get(&id)) else {
            return Err(format!(
                "cargo metadata names {id} and does not describe it"
            ));
        };
        if reached.insert(id, package).is_some() {
            continue;
        }
        let linked = |it: &&Value| kinds(it).any(|kind| kind["kind"].is_null());
        let deps = node["deps"].as_array().into_iter().flatten();
        open.extend(deps.filter(linked).map(|it| text(&it["pkg"])));
    }
    let others = reached.values().filter(|it| !it["source"].is_null());
    let mut parts = others
        .map(|it| {
            let manifest = PathBuf::from(text(&it["manifest_path"]));
            part(it, manifest.parent().unwrap_or(&manifest))
        })
        .collect::<Result<Vec<_>, _>>()?;
    parts.sort();
    Ok(parts)
}

fn kinds(dependency: &Value) -> impl Iterator<Item = &Value> {
    dependency["dep_kinds"].as_array().into_iter().flatten()
}

/// Every npm package that the pages are built from. Optional ones are native
/// parts for Node, which a page cannot load.
pub fn packages() -> Result<Vec<Part>, Fault> {
    let ui = root().join("ui");
    let lock = json(&read(&ui.join("package-lock.json"))?)?;
    let mut parts = Vec::new();
    for (place, package) in lock["packages"].as_object().into_iter().flatten() {
        let left_out = ["dev", "optional", "devOptional"];
        if place.is_empty() || left_out.iter().any(|it| package[it] == true) {
            continue;
        }
        let folder = ui.join(place);
        if !folder.is_dir() {
            return Err(format!(
                "ui/{place} is not installed: cargo xtask run does it"
            ));
        }
        let mut named = package.clone();
        let name = place.rsplit("node_modules/").next().unwrap_or(place);
        named["name"] = Value::from(name);
        parts.push(part(&named, &folder)?);
    }
    parts.sort();
    Ok(parts)
}

/// A crate or package with the licences that lie in its folder.
fn part(described: &Value, folder: &Path) -> Result<Part, Fault> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_uppercase();
        if !NAMES.iter().any(|it| name.starts_with(it)) {
            continue;
        }
        match path.is_dir() {
            true => files.extend(entries(&path)?),
            false => files.push(path),
        }
    }
    // Code and data may be called after a licence too.
    files.retain(|it| {
        !it.extension()
            .is_some_and(|it| it == "rs" || it == "json" || it == "spdx")
    });
    let texts = files.iter().map(|it| read(it)).collect::<Result<_, _>>()?;
    let licence = match text(&described["license"]) {
        none if none.is_empty() => "as its text says".to_owned(),
        // The old way of writing OR.
        licence => licence.replace('/', " OR ").replace("  OR  ", " OR "),
    };
    Ok(Part {
        name: text(&described["name"]),
        version: text(&described["version"]),
        licence,
        texts,
    })
}

/// What lies in a folder, in an order that is the same on every machine.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let listed = listed.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn json(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

pub fn read(path: &Path) -> Result<String, Fault> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn output(command: &mut Command) -> Result<String, Fault> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
