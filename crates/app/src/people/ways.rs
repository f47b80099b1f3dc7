//! What opens the accounts of people, for who administers them: never the secrets, only whether they are there.

use crate::authority::Ground;
use crate::{App, AppError};
use std::collections::BTreeMap;
use vedich_facts::PersonId;
use vedich_rights::Person;

/// What opens an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WaysIn {
    /// A password was chosen.
    pub password: bool,
    /// Codes of a device are asked for (TOTP).
    pub totp: bool,
    /// Recovery codes left.
    pub recovery_codes: u64,
    /// Passkeys.
    pub passkeys: u64,
    /// A post of the person requires a second factor.
    pub required: bool,
    /// One of the demo's accounts, which everybody may use: it owes no second factor.
    pub demo: bool,
}

impl WaysIn {
    /// Whether the account opens with more than a password.
    #[must_use]
    pub const fn has_second(&self) -> bool {
        self.totp || self.passkeys > 0
    }
}

impl App {
    /// What opens the accounts of people, in their order.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn ways_in(&self, people: &[Person]) -> Result<Vec<WaysIn>, AppError> {
        let vault = &self.entrance().vault;
        let asked: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let known: BTreeMap<PersonId, (bool, bool)> = vault
            .credentials_of(&asked)
            .await?
            .into_iter()
            .map(|one| (one.person, (one.password.is_some(), one.totp.is_some_and(|totp| totp.confirmed_at.is_some()))))
            .collect();
        let (codes, keys) = vault.factors(&asked).await?;
        let [codes, keys] = [codes, keys].map(|counts| counts.into_iter().collect::<BTreeMap<PersonId, u64>>());
        let (reference, rights, today, policy) = (self.reference(), self.rights(), self.today(), self.policy());
        let ground = Ground(&reference.registry);
        let ways = people.iter().map(|Person { id, .. }| {
            let (password, totp) = known.get(id).copied().unwrap_or_default();
            WaysIn {
                password,
                totp,
                recovery_codes: codes.get(id).copied().unwrap_or_default(),
                passkeys: keys.get(id).copied().unwrap_or_default(),
                required: rights.needs_second_factor(&ground, *id, today),
                demo: policy.demo_has(*id),
            }
        });
        Ok(ways.collect())
    }
}
