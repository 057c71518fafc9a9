//! The answer as a mail that is ready to be sent.

use super::{Ready, Written, named_safely};
use crate::model::{CaseSnapshot, Refusal, Warning};
use crate::office::{self, Mail, names};
use crate::packet::Status;
use crate::store::Error;
use crate::wording::word;

impl Ready {
    /// The answer as a mail with the Word document attached; the subject is the name
    /// of the underlag and Socialstyrelsen's number, as its instruction of 2021 asks
    /// for. A secret title reaches neither subject nor text nor file name.
    /// What nobody decided says Utkast in all three. `to` is the
    /// receiver's address; without it the person fills it in.
    ///
    /// # Errors
    /// [`Refusal::AddressInvalid`], or when it cannot be put together.
    pub fn mail(&self, to: Option<&str>) -> Result<Written, Error> {
        let case = &self.case;
        let to = to.map(str::trim).filter(|it| !it.is_empty());
        if let Some(address) = to.filter(|it| !office::is_address(it)) {
            return Err(Refusal::AddressInvalid {
                address: address.to_owned(),
            }
            .into());
        }
        let answer = self.word()?;
        let subject = subject(case);
        let decided = self.status == Status::Decided;
        let key = match (decided, case.application) {
            (false, _) => "mail.text.draft",
            (true, true) => "mail.text.application",
            (true, false) => "mail.text",
        };
        let params = [
            ("organisation", case.organisation.as_str()),
            ("subject", &subject),
            ("officer", &case.officer),
        ];
        let text = word(key, &params);
        let draft = format!("{}: ", word("packet.draft", &[]));
        let mark = if decided { "" } else { &draft };
        let bytes = office::eml(&Mail {
            to,
            subject: &format!("{mark}{subject}"),
            text: text.trim_end(),
            name: &named_safely(case, &mark.replace(':', ""), "docx"),
            docx: &answer.bytes,
        });
        let mut warnings = answer.warnings;
        warnings.extend((!decided).then_some(Warning::DraftSent {}));
        warnings.extend(case.is_secret().then_some(Warning::SecretSent {}));
        Ok(Written { bytes, warnings })
    }
}

/// `Svårbehandlad epilepsi, 29988/2022`; a secret case goes by its number, or by the
/// beginning of its id.
fn subject(case: &CaseSnapshot) -> String {
    let asks =
        |it: &&crate::model::RegistryNumber| it.holder.trim().to_lowercase() == "socialstyrelsen";
    let number = case.numbers.iter().find(asks).or(case.numbers.first());
    let number = number.map(|it| it.number.trim().to_owned());
    let title = match case.is_secret() {
        true => None,
        false => Some(case.title.trim().to_owned()),
    };
    let parts: Vec<_> = title.into_iter().chain(number).collect();
    match parts.is_empty() {
        true => names::unnamed(case),
        false => parts.join(", "),
    }
}
