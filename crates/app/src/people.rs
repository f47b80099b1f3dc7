//! People: signing in, accounts, posts. Who has which post is in the journal; what opens an account is in the vault beside it.

mod administer;
mod called;
mod cbor;
mod demo;
mod details;
mod factor;
mod field;
mod invitations;
mod links;
mod lookup;
mod own;
mod passkeys;
pub mod password;
pub mod roster;
mod secrets;
mod session;
mod signin;
mod sso;
mod throttle;
mod tokens;
mod totp;
mod trail;
mod ways;
mod webauthn;
pub mod workplace;

pub use administer::{NewPerson, NewPosting};
pub use called::{Doer, called};
pub use details::{Contact, Details};
pub use factor::Renewed;
pub(crate) use field::of_sets;
pub use field::{Covered, read_field};
pub use invitations::{Invitation, InvitationWords, Reached};
pub use links::{ChooseError, Link};
pub use own::{CameBySso, Device};
pub use passkeys::{Made, Shown};
pub use password::Weak;
pub use session::{Signed, Visitor};
pub use signin::{Opened, SignInError};
pub use sso::{Answer, Ask, ClientKey, ClientProof, Going, Lack, Leaving, ProviderLook, Returning, SingleSignOn, SsoError, TwoFactors};
pub use tokens::{ApiToken, LONGEST_DAYS};
pub use trail::{AuditedEntry, Deeds, Trail, TrailSearch};
pub use vedich_journal::vault::{Passkey, Session, Token};
pub use ways::WaysIn;
pub use webauthn::{ALGORITHMS, Site};

#[cfg(test)]
mod tests;

use crate::{AppError, Hand};
use secrets::Keys;
use std::time::Duration;
use vedich_facts::PersonId;
use vedich_journal::JournalError;
use vedich_journal::vault::Vault;

/// Rules of sessions and links. Defaults follow the needs of offices that share machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// A session nobody uses ends after this; two hours let an officer finish a meeting.
    pub idle: Duration,
    /// A session ends after this however much it is used: a working day.
    pub longest: Duration,
    /// A link to choose a password opens for this long.
    pub link: Duration,
    /// In the demo: the password every account of the demo opens with. Never stored.
    pub demo: Option<DemoAccess>,
}

/// The accounts everybody may use in the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccess {
    /// Whose.
    pub people: Vec<PersonId>,
    /// The password of all of them.
    pub password: String,
}

impl Policy {
    /// Whether it is one of the accounts of the demo.
    fn demo_has(&self, person: PersonId) -> bool {
        self.demo.as_ref().is_some_and(|demo| demo.people.contains(&person))
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(2 * 3600),
            longest: Duration::from_secs(12 * 3600),
            link: Duration::from_secs(3 * 24 * 3600),
            demo: None,
        }
    }
}

/// Logins whose attempts wait for each other share one of so many lanes.
const TURNS: usize = 64;

/// The turn of an attempt to sign in.
pub(crate) type Turn<'a> = tokio::sync::MutexGuard<'a, ()>;

/// What signing in works with.
#[derive(Debug)]
pub(crate) struct Entrance {
    pub(crate) vault: Vault,
    pub(crate) keys: Keys,
    pub(crate) policy: arc_swap::ArcSwap<Policy>,
    /// Hashing a password takes 19 MiB and tens of milliseconds on purpose: not more than two at a time.
    pub(crate) hashing: tokio::sync::Semaphore,
    /// Attempts on a login come one after the other: each sees the failures of those before it, however many are sent at once.
    turns: [tokio::sync::Mutex<()>; TURNS],
    /// The provider of single sign-on; set once, by whoever serves.
    pub(crate) sso: std::sync::OnceLock<sso::Connected>,
}

impl Entrance {
    pub(crate) async fn open(vault: Vault) -> Result<Self, JournalError> {
        let keys = Keys::of(&vault).await?;
        Ok(Self {
            vault,
            keys,
            policy: arc_swap::ArcSwap::default(),
            hashing: tokio::sync::Semaphore::new(2),
            turns: std::array::from_fn(|_| tokio::sync::Mutex::const_new(())),
            sso: std::sync::OnceLock::new(),
        })
    }

    /// The turn of a login; held until its attempt has been judged and counted.
    pub(crate) async fn turn(&self, login: &str) -> Turn<'_> {
        let lane = secrets::hash(login.as_bytes()).first().map_or(0, |byte| usize::from(*byte) % TURNS);
        self.turns[lane].lock().await
    }
}

impl crate::App {
    /// Sets the rules of sessions and links.
    pub fn set_policy(&self, policy: Policy) {
        self.entrance().policy.store(policy.into());
    }

    /// The rules of sessions and links.
    #[must_use]
    pub fn policy(&self) -> std::sync::Arc<Policy> {
        self.entrance().policy.load_full()
    }

    pub(crate) fn entrance(&self) -> &Entrance {
        &self.inner.entrance
    }

    /// Writes into the journal that a person did something with their own account. Such entries state no facts.
    pub(crate) async fn note(&self, kind: &str, hand: &Hand) -> Result<(), AppError> {
        let entry = self.entry(kind, crate::By::new(hand.clone()), Vec::new());
        self.commit(entry).await.map(|_| ())
    }
}
