//! A second factor that administrators require of roles: a session opened with a password alone sets one up before anything else.

use super::session::Signed;
use crate::authority::Ground;
use crate::{App, AppError, By, Committed, Hand};
use vedich_facts::AccountEvent;
use vedich_rights::Action;
use vedich_values::UnitId;

/// What became of the keys of the installation.
#[derive(Debug)]
pub struct Renewed {
    /// How many seeds of codes were sealed anew.
    pub seeds: u64,
    /// Why the audit trail does not tell of it; the keys are new all the same.
    pub unnoted: Option<AppError>,
}

impl App {
    /// Requires a second factor of whoever holds a post of a role over a unit or below it, or no longer does.
    ///
    /// # Errors
    /// When there is no such role, the hand administers nobody there, or the journal does not answer.
    pub async fn require_second_factor(&self, by: By, unit: UnitId, role: &str, required: bool) -> Result<Committed, AppError> {
        let event = AccountEvent::SecondFactor { role: role.to_owned(), required };
        self.account_event("require-second-factor", by, unit, event, None).await
    }

    /// The units whose people a hand administers as a whole: where it may require a second factor.
    #[must_use]
    pub fn units_administered(&self, hand: &Hand) -> Vec<UnitId> {
        let Some(person) = hand.whose() else { return vec![vedich_units::COUNTRY] };
        let rights = self.rights();
        let administers = |role: &str| rights.roles().get(role).is_some_and(|role| role.may.contains(&Action::AdministerUsers));
        let mut units: Vec<UnitId> =
            rights.acting(person, self.today()).filter(|post| administers(&post.role)).map(|post| post.unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Puts new keys of the installation in the place of those there are, and the seeds of codes under them: people notice nothing but that
    /// forms left open have to be opened again. Other processes on the database have to be stopped before and started after.
    ///
    /// # Errors
    /// When the journal does not answer; nothing is changed then.
    pub async fn renew_keys(&self, by: &By) -> Result<Renewed, AppError> {
        let seeds = self.entrance().keys.renew(&self.entrance().vault, super::signin::purpose_of).await?;
        // From here on they are new, whether the trail can tell of it or not.
        let unnoted = self.note("renew-keys", by.hand()).await.err();
        Ok(Renewed { seeds, unnoted })
    }

    /// Whether a session was opened with less than a post of its person asks for. Whoever came by the province's single sign-on has shown
    /// two factors only where the provider says so; the accounts of the demo, which everybody may use, owe nothing.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn owes_second_factor(&self, signed: &Signed) -> Result<bool, AppError> {
        let means = signed.session.means.as_str();
        if means == "passkey" || means.contains('+') || self.policy().demo_has(signed.person.id) {
            return Ok(false);
        }
        let reference = self.reference();
        if !self.rights().needs_second_factor(&Ground(&reference.registry), signed.person.id, self.today()) {
            return Ok(false);
        }
        // Set up in this very session: every other one was ended then.
        let confirmed = self.own_credential(signed).await?.and_then(|known| known.totp).and_then(|totp| totp.confirmed_at);
        Ok(confirmed.is_none())
    }
}
