//! What is written of a person: name, the unit that administers the account, where letters and calls reach them. Addresses stand in the
//! vault, beside the journal; the journal knows that they were changed, by whom and when.

use super::links::ChooseError;
use super::session::Signed;
use crate::{App, AppError, By};
use vedich_facts::{AccountEvent, CredentialChange, PersonId};
use vedich_rights::Refusal;
use vedich_values::{Diagnostic, Place, UnitId};

/// Longest address of a letter (RFC 5321, 4.5.3.1).
const LONGEST_EMAIL: usize = 254;
/// Longest number of a phone, with whatever is written around it.
const LONGEST_PHONE: usize = 40;

/// Where letters and calls reach a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Where letters go.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
}

impl Contact {
    /// As it was typed: nothing is none.
    #[must_use]
    pub fn typed(email: &str, phone: &str) -> Self {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Self { email: given(email), phone: given(phone) }
    }

    /// What is wrong with it.
    pub(super) fn problems(&self) -> Vec<Diagnostic> {
        let wrong = |code, found: &str| Diagnostic::error(code, Place::default()).with("found", found);
        let email = self.email.as_deref().filter(|email| !is_email(email)).map(|email| wrong("account.bad-email", email));
        let phone = self.phone.as_deref().filter(|phone| !is_phone(phone)).map(|phone| wrong("account.bad-phone", phone));
        email.into_iter().chain(phone).collect()
    }
}

/// Whether letters can be sent there: one name at one domain with a dot, nothing that could end a header.
fn is_email(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '[' | ']');
    let (name, domain) = text.split_once('@').unwrap_or_default();
    let labels = || domain.split('.');
    text.len() <= LONGEST_EMAIL
        && text.chars().all(plain)
        && !name.is_empty()
        && !domain.contains('@')
        && labels().count() > 1
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

fn is_phone(text: &str) -> bool {
    text.len() <= LONGEST_PHONE
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '.' | '-' | '(' | ')' | '/'))
}

/// What an administrator writes anew of a person; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Name as officials write it.
    pub name: Option<String>,
    /// The unit that administers the account from now on.
    pub home: Option<UnitId>,
    /// Where they are reached.
    pub contact: Option<Contact>,
}

impl App {
    /// Where a person is reached, for who administers them.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn contact(&self, person: PersonId) -> Result<Contact, AppError> {
        let known = self.entrance().vault.credential(person).await?;
        Ok(known.map_or_else(Contact::default, |known| Contact { email: known.email, phone: known.phone }))
    }

    /// Writes a person's details anew, in one entry. Whoever moves an account to another unit administers people there too. False when
    /// everything stood there already.
    ///
    /// # Errors
    /// Everything that can't be, or the hand may not; or the journal does not answer.
    pub async fn describe_person(&self, by: By, person: PersonId, details: Details, why: Option<&str>) -> Result<bool, AppError> {
        let known = self.rights().person(person).cloned().ok_or(Refusal::NoAccount)?;
        let mut facts = Vec::new();
        let before = self.contact(person).await?;
        let contact = details.contact.filter(|contact| *contact != before);
        if let Some(contact) = &contact {
            refuse(contact)?;
            let event = AccountEvent::Credentials { person, change: CredentialChange::ContactChanged };
            facts.push(self.account_fact(known.home, event, why));
        }
        let (name, home) = (details.name.unwrap_or_else(|| known.name.to_string()), details.home.unwrap_or(known.home));
        let name = vedich_values::text::normalise(name.trim());
        if name != *known.name || home != known.home {
            facts.push(self.account_fact(home, AccountEvent::Described { person, name }, why));
        }
        if facts.is_empty() {
            return Ok(false);
        }
        self.commit(self.entry("describe-person", by, facts)).await?;
        if let Some(contact) = contact {
            self.entrance().vault.set_contact(person, contact.email.as_deref(), contact.phone.as_deref()).await?;
        }
        Ok(true)
    }

    /// Changes where somebody themselves is reached. Links for a new password go there: it takes the present password.
    ///
    /// # Errors
    /// When the password is wrong, the address can't be, or the journal does not answer.
    pub async fn set_own_contact(&self, signed: &Signed, present: &str, contact: &Contact) -> Result<(), ChooseError> {
        refuse(contact)?;
        self.prove(signed, present).await?;
        let vault = &self.entrance().vault;
        vault.set_contact(signed.person.id, contact.email.as_deref(), contact.phone.as_deref()).await.map_err(AppError::from)?;
        Ok(self.note("change-contact", signed.hand()).await?)
    }
}

fn refuse(contact: &Contact) -> Result<(), AppError> {
    let problems = contact.problems();
    if problems.is_empty() { Ok(()) } else { Err(AppError::Refused(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_name_at_one_domain() {
        for good in ["lan@hatinh.gov.vn", "nguyen.lan+nts@so-nn.hatinh.gov.vn"] {
            assert_eq!(Contact::typed(good, "").problems(), [], "{good}");
        }
        for bad in
            ["lan", "lan@", "@a.vn", "lan@vn", "a@b@c.vn", "lan @a.vn", "lan@a..vn", "lan@a.vn\nBcc: x@y.vn", "Lan <lan@a.vn>", "lan@-a.vn"]
        {
            assert_eq!(Contact::typed(bad, "").problems().first().map(|one| one.code), Some("account.bad-email"), "{bad:?}");
        }
        assert_eq!(Contact::typed("", "+84 (0)39.385.1234").problems(), []);
        assert_eq!(Contact::typed(" ", "gọi Lan").problems()[0].code, "account.bad-phone");
    }
}
