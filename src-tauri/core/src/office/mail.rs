//! A mail that is ready to be looked over and sent (.eml). Mail programs that know
//! `X-Unsent` open it as one that is being written, so date, sender and message id
//! are the sending program's; a crate that was looked at (mail-builder 2.0) always
//! puts a date and an id of its own there. The same mail gives the same bytes.

use std::fmt::Write;

use crate::model::Sha256;

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail<'a> {
    /// A mail address; `None` leaves it to the person. See [`is_address`].
    pub to: Option<&'a str>,
    /// The subject, of any length.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// Name of the attached Word document, with its ending.
    pub name: &'a str,
    /// Its bytes.
    pub docx: &'a [u8],
}

/// The content type of a Word document (IANA).
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Bytes of text in one encoded word: 52 letters of base64, what stands around them
/// and the header's name stay below the 76 that RFC 2047 allows a line.
const ENCODED: usize = 39;

/// Whether a text is one mail address, and nothing that would begin another header.
pub(crate) fn is_address(text: &str) -> bool {
    let plain = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_graphic() && !b"<>()[],;:\\\"@".contains(&it))
    };
    text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(name, place)| plain(name) && plain(place) && place.contains('.'))
}

/// The mail as the bytes of a file, lines ending as mail has them.
pub(crate) fn eml(mail: &Mail<'_>) -> Vec<u8> {
    // Made of the content: no line of base64 holds an underscore.
    let hash = Sha256::of(&[mail.text.as_bytes(), mail.docx].concat());
    let boundary = format!("_samsvar_{}", &hash.as_str()[..32]);
    let mut out = String::from("X-Unsent: 1\r\n");
    if let Some(to) = mail.to.filter(|it| is_address(it)) {
        let _ = write!(out, "To: {to}\r\n");
    }
    let _ = write!(
        out,
        "Subject: {}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed;\r\n boundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Language: sv\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\
         --{boundary}\r\nContent-Type:\r\n {DOCX};\r\n name=\"{}\"\r\n\
         Content-Disposition: attachment;\r\n{}\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}--{boundary}--\r\n",
        words(mail.subject),
        lines(mail.text.replace('\n', "\r\n").as_bytes()),
        ascii(mail.name),
        filename(mail.name),
        lines(mail.docx),
    );
    out.into_bytes()
}

/// A text as a header holds it (RFC 2047), folded: never a raw line break.
fn words(text: &str) -> String {
    let mut out = Vec::new();
    let mut piece = String::new();
    for letter in text.chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        if piece.len() + letter.len_utf8() > ENCODED {
            out.push(std::mem::take(&mut piece));
        }
        piece.push(letter);
    }
    out.push(piece);
    let word = |it: &String| format!("=?utf-8?B?{}?=", base64(it.as_bytes()));
    out.iter().map(word).collect::<Vec<_>>().join("\r\n ")
}

/// The name for programs that know only ASCII.
fn ascii(name: &str) -> String {
    let plain = |it: char| match it {
        'å' | 'ä' => 'a',
        'Å' | 'Ä' => 'A',
        'ö' => 'o',
        'Ö' => 'O',
        it if it.is_ascii_graphic() && !"\"\\".contains(it) || it == ' ' => it,
        _ => '_',
    };
    name.chars().map(plain).take(60).collect()
}

/// The name as RFC 2231 has it, in numbered pieces where it is long.
fn filename(name: &str) -> String {
    let mut pieces = vec![String::from("utf-8''")];
    for byte in name.bytes() {
        let told = match byte {
            it if it.is_ascii_alphanumeric() || b".-_".contains(&it) => char::from(it).to_string(),
            it => format!("%{it:02X}"),
        };
        match pieces.last_mut() {
            Some(last) if last.len() + told.len() <= 54 => last.push_str(&told),
            _ => pieces.push(told),
        }
    }
    match pieces.as_slice() {
        [one] => format!(" filename*={one}"),
        _ => {
            let each = pieces.iter().enumerate();
            let each = each.map(|(index, it)| format!(" filename*{index}*={it}"));
            each.collect::<Vec<_>>().join(";\r\n")
        }
    }
}

/// Bytes in lines of base64, each ended.
fn lines(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 54 * 78 + 80);
    for line in bytes.chunks(57) {
        out.push_str(&base64(line));
        out.push_str("\r\n");
    }
    out
}

/// RFC 4648, 4, with the signs that fill up.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let joined = at(0) << 16 | at(1) << 8 | at(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            match index <= three.len() {
                true => out.push(char::from(SIGNS[(joined >> shift & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use mail_parser::{MessageParser, MimeHeaders};

    use super::*;

    #[test]
    fn bytes_are_encoded_as_the_standard_says() {
        // RFC 4648, 10.
        for (bytes, told) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), told);
        }
    }

    #[test]
    fn a_mail_is_read_back_whole_and_no_text_begins_a_header() {
        let subject = "Åtgärder\r\nBcc: x@y.se 👩‍⚕️ ".repeat(20);
        let docx: Vec<u8> = (0..=255).cycle().take(3000).collect();
        let name = format!("{}.docx", "Yttrande över ”åtgärd” ".repeat(4));
        let bytes = eml(&Mail {
            to: Some("remiss@exempel.se"),
            subject: &subject,
            text: "Hej!\n\nÅäö.",
            name: &name,
            docx: &docx,
        });
        let told = String::from_utf8(bytes.clone()).unwrap();
        assert!(told.lines().all(|it| it.len() <= 78), "{told}");
        assert!(!told.to_lowercase().contains("\r\nbcc"), "{told}");
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let flat = subject.replace(['\r', '\n'], " ");
        assert_eq!(mail.subject().unwrap().trim_end(), flat.trim_end());
        assert_eq!(mail.body_text(0).unwrap(), "Hej!\r\n\r\nÅäö.");
        let attached = mail.attachment(0).unwrap();
        assert_eq!(attached.contents(), docx);
        assert_eq!(attached.attachment_name(), Some(name.as_str()));
    }

    #[test]
    fn only_one_address_is_an_address() {
        for good in ["a@b.se", "NHV-remiss@socialstyrelsen.se"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a@b.se, c@d.se",
            "a@b.se\r\nBcc: c@d.se",
            "å@b.se",
            "a@@b.se",
        ] {
            assert!(!is_address(bad), "{bad:?}");
        }
    }
}
