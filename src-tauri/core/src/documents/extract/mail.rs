//! A saved mail: who, to whom, the subject and the words. Files attached to it
//! are not read; the note says so.

use mail_parser::{Address, MessageParser};

use super::Extracted;

/// How much of a file is looked at to tell a mail from other text.
const LOOK: usize = 16 * 1024;

/// Whether `bytes` begin with the headers of a mail.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let look = &bytes[..bytes.len().min(LOOK)];
    let (mut from, mut other) = (false, false);
    for line in look.split(|it| *it == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|it| *it == b':') else {
            return false;
        };
        let name = line[..colon].to_ascii_lowercase();
        if !name
            .iter()
            .all(|it| it.is_ascii_alphanumeric() || *it == b'-')
        {
            return false;
        }
        match &name[..] {
            b"from" => from = true,
            b"date" | b"subject" | b"received" | b"message-id" | b"mime-version" => other = true,
            _ => {}
        }
    }
    from && other
}

pub(super) fn read(bytes: &[u8]) -> Extracted {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return Extracted::failed("damaged");
    };
    let mut text = mail.subject().unwrap_or_default().to_owned();
    for address in [mail.from(), mail.to(), mail.cc()].into_iter().flatten() {
        text.push('\n');
        people(address, &mut text);
    }
    for part in 0..mail.text_body_count() {
        text.push('\n');
        text.push_str(&mail.body_text(part).unwrap_or_default());
    }
    match mail.attachment_count() {
        0 => Extracted::whole(text),
        _ => Extracted::partial(text, "mail_attachments"),
    }
}

fn people(address: &Address<'_>, text: &mut String) {
    for person in address.iter() {
        for part in [&person.name, &person.address].into_iter().flatten() {
            text.push_str(part);
            text.push(' ');
        }
    }
}
