//! The packet's sentences. None is written in code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static SWEDISH: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../text/packet.sv.json")).unwrap_or_default()
});

/// The Swedish sentence for `key` with each `{name}` replaced by its value. An
/// unknown key prints as itself, so that a gap is seen and nothing is lost.
pub(super) fn word(key: &str, params: &[(&str, &str)]) -> String {
    let Some(sentence) = SWEDISH.get(key) else {
        return key.to_owned();
    };
    // One pass: a value that itself holds braces is never filled in again.
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence.as_str();
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let filled = after.find('}').and_then(|close| {
            let value = params.iter().find(|(name, _)| *name == &after[..close])?.1;
            Some((value, close))
        });
        match filled {
            Some((value, close)) => {
                out.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

/// Whether there is a sentence for `key`.
pub(super) fn has_word(key: &str) -> bool {
    SWEDISH.contains_key(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_parameters() {
        let english: BTreeMap<String, String> =
            serde_json::from_str(include_str!("../../text/packet.en.json")).unwrap();
        let holes = |text: &str| {
            let mut holes: Vec<_> = text
                .split('{')
                .skip(1)
                .filter_map(|it| it.split_once('}').map(|it| it.0.to_owned()))
                .collect();
            holes.sort();
            holes
        };
        assert_eq!(
            SWEDISH.keys().collect::<Vec<_>>(),
            english.keys().collect::<Vec<_>>()
        );
        for (key, text) in SWEDISH.iter() {
            assert_eq!(holes(text), holes(&english[key]), "{key}");
        }
    }

    #[test]
    fn a_value_with_braces_is_printed_as_it_is() {
        let page = word("packet.page", &[("page", "{pages}"), ("pages", "9")]);
        assert_eq!(page, "Sida {pages} av 9");
        assert_eq!(word("packet.nothing", &[]), "packet.nothing");
    }
}
