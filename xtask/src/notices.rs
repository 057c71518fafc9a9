//! `cargo xtask notices`: the licences of everything that is shipped.

mod parts;

use std::collections::BTreeMap;

use crate::shell::{Fault, root};
use parts::{Part, crates, host, packages, read};

const OUT: &str = "THIRD-PARTY-NOTICES.md";

pub fn run() -> Result<(), Fault> {
    let host = host()?;
    let font = Part {
        name: "Source Sans 3".to_owned(),
        version: "static TTF".to_owned(),
        licence: "OFL-1.1".to_owned(),
        texts: vec![read(&root().join("src-tauri/core/fonts/OFL.txt"))?],
    };
    let groups = [
        (format!("Rust crates ({host})"), crates(&host)?),
        ("Packages of the window's pages".to_owned(), packages()?),
        ("Font of the packet".to_owned(), vec![font]),
    ];
    std::fs::write(root().join(OUT), told(&groups)).map_err(|error| format!("{OUT}: {error}"))?;
    println!("Written: {OUT}");
    Ok(())
}

/// The whole file. Each text stands once: the tables cite it by its number.
fn told(groups: &[(String, Vec<Part>)]) -> String {
    let mut page = String::from(
        "# Third-party notices\n\n\
         Samsvar itself is under the EUPL-1.2 (LICENSE). It is built from the parts below, each\n\
         under its own licence. The numbers name the texts at the end; a part without a number\n\
         carries no text of its own. SQLite, inside libsqlite3-sys, is in the public domain; mimalloc,\n\
         inside libmimalloc-sys, is under the MIT licence, Copyright (c) 2018-2025 Microsoft\n\
         Corporation, Daan Leijen.\n\n\
         Written by `cargo xtask notices`. Do not edit by hand.\n",
    );
    // Told apart by their words: other line breaks are not another licence.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts: Vec<(&str, Vec<String>)> = Vec::new();
    for (title, parts) in groups {
        page +=
            &format!("\n## {title}\n\n| Name | Version | Licence | Texts |\n|---|---|---|---|\n");
        for part in parts {
            let mut cited = Vec::new();
            for text in &part.texts {
                let words: Vec<&str> = text.split_whitespace().collect();
                let index = *numbers.entry(words.join(" ")).or_insert_with(|| {
                    texts.push((text, Vec::new()));
                    texts.len() - 1
                });
                let number = (index + 1).to_string();
                // One licence may lie in a folder under two names.
                if !cited.contains(&number) {
                    let carrier = format!("{} {}", part.name, part.version);
                    texts[index].1.push(carrier);
                    cited.push(number);
                }
            }
            let (name, version, licence) = (&part.name, &part.version, &part.licence);
            page += &format!(
                "| {name} | {version} | {licence} | {} |\n",
                cited.join(", ")
            );
        }
    }
    page += "\n## Texts\n";
    for ((text, carriers), number) in texts.into_iter().zip(1..) {
        page += &format!("\n### {number}\n\n{}\n\n~~~~text\n", carriers.join(", "));
        for line in text.trim_matches('\n').lines() {
            page += line.trim_end();
            page.push('\n');
        }
        page += "~~~~\n";
    }
    page
}
