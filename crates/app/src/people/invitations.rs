//! Invitations: the one-time link with which somebody chooses a first password, by mail where that is possible, else to be handed over.

use super::{Link, secrets};
use crate::{App, AppError, By};
use chrono::TimeDelta;
use std::collections::BTreeSet;
use vedich_facts::{AccountEvent, CredentialChange, Fact, PersonId};
use vedich_journal::vault::{Letter, Purpose};
use vedich_rights::{Person, Refusal};
use vedich_values::{Timestamp, UnitId};

/// The words of an invitation: subject and body.
pub type InvitationWords<'a> = &'a (dyn Fn(&Person, &Link) -> (String, String) + Send + Sync);

/// What became of somebody's invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub person: Person,
    /// Until when the link opens.
    pub until: Timestamp,
    /// How it reaches them.
    pub by: Reached,
}

/// How an invitation reaches somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// By a letter on its way to that address; the link stands in it and nowhere else.
    Mail(String),
    /// By the link, shown once to whoever invites.
    Hand(Link),
}

impl App {
    /// Gives somebody a link to choose a password, by mail when there are words for a letter and an address of theirs, else to be handed
    /// over. Earlier links of theirs no longer open.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn invite_person(&self, by: By, person: PersonId, mail: Option<InvitationWords<'_>>) -> Result<Invitation, AppError> {
        let known = self.rights().person(person).cloned().ok_or(Refusal::NoAccount)?;
        let link = self.give_link(by, person).await?;
        let address = self.contact(person).await?.email;
        self.reach(known, link, address, mail).await
    }

    /// Makes the links of people whose invitation stands in the record, and sends or returns them.
    pub(super) async fn hand_out(&self, people: &[PersonId], mail: Option<InvitationWords<'_>>) -> Result<Vec<Invitation>, AppError> {
        let (vault, rights, now) = (&self.entrance().vault, self.rights(), self.clock().now());
        let until = now + TimeDelta::from_std(self.policy().link).unwrap_or(TimeDelta::days(3));
        let mut invitations = Vec::new();
        for person in people.iter().filter_map(|id| rights.person(*id)) {
            let link = Link { token: secrets::token(), until };
            vault.put_link(&secrets::hash(link.token.as_bytes()), person.id, Purpose::Invite, now, until).await?;
            let address = self.contact(person.id).await?.email;
            invitations.push(self.reach(person.clone(), link, address, mail).await?);
        }
        Ok(invitations)
    }

    async fn reach(
        &self,
        person: Person,
        link: Link,
        address: Option<String>,
        mail: Option<InvitationWords<'_>>,
    ) -> Result<Invitation, AppError> {
        let until = link.until;
        let by = match (mail, address) {
            (Some(words), Some(address)) => {
                let (subject, body) = words(&person, &link);
                let id = format!("account-{}-{}", person.id.0, until.timestamp_millis());
                self.entrance().vault.post(&Letter::to_person(id, person.id, subject, body), self.clock().now()).await?;
                Reached::Mail(address)
            }
            _ => Reached::Hand(link),
        };
        Ok(Invitation { person, until, by })
    }

    /// Of some people those nobody waits for: no password, no name at the single sign-on, and no link that still opens.
    pub(super) async fn never_came(&self, people: impl IntoIterator<Item = PersonId>) -> Result<BTreeSet<PersonId>, AppError> {
        let vault = &self.entrance().vault;
        let mut never: BTreeSet<PersonId> = people.into_iter().filter(|person| !self.policy().demo_has(*person)).collect();
        for known in vault.credentials().await?.into_iter().filter(|known| known.password.is_some()) {
            never.remove(&known.person);
        }
        for person in vault.reachable(self.clock().now()).await? {
            never.remove(&person);
        }
        Ok(never)
    }

    /// The statement that somebody was invited.
    pub(super) fn invited(&self, person: PersonId, home: UnitId) -> Fact {
        self.account_fact(home, AccountEvent::Credentials { person, change: CredentialChange::Invited }, None)
    }
}
