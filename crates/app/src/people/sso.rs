//! Single sign-on (đăng nhập một lần) by OpenID Connect: the code flow with PKCE, state and nonce, with the provider of a province.
//!
//! What goes out with a person to the provider comes back sealed in a cookie and opens once. Who an identity of the provider is here was
//! said by an administrator, or follows from an address of mail that the provider has verified and that one account has.

mod client;
mod look;
mod provider;
mod token;

pub use client::{ClientKey, ClientProof};
pub use look::{Lack, ProviderLook};
pub use provider::{Answer, Ask};

use super::secrets;
use super::session::{Signed, Visitor};
use super::signin::Opened;
use crate::{App, AppError, By, Hand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use provider::Provider;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use token::Claims;
use vedich_facts::{AccountEvent, CredentialChange, PersonId};
use vedich_journal::vault::Purpose;
use vedich_rights::{Person, Refusal};
use vedich_values::Timestamp;

/// People come back from the provider within this time.
const BACK_WITHIN: TimeDelta = TimeDelta::minutes(10);
const SEALED_FOR: &str = "single sign-on";
/// What identity tokens are sealed for.
const ID_TOKEN: &str = "identity token";

/// The provider, as an installation is set up.
#[derive(Clone, PartialEq, Eq)]
pub struct SingleSignOn {
    /// Its issuer: `https://sso.hatinh.gov.vn/realms/tinh`.
    pub issuer: String,
    /// How we are known there.
    pub client_id: String,
    /// What proves that we are it.
    pub proof: ClientProof,
    /// What people know it by.
    pub label: String,
    /// Whether an address of mail that the provider has verified says whose account it is.
    pub link_by_email: bool,
    /// By what it says that somebody has shown two factors there; nothing: it never says so, and whoever comes has shown one.
    pub two_factors: Vec<TwoFactors>,
}

/// By what a provider says that somebody has shown two factors there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwoFactors {
    /// It lets nobody in with less: whoever runs the installation says so.
    Always,
    /// The class of the authentication (`acr`).
    Class(String),
    /// One of the methods used (`amr`, RFC 8176): `mfa`, `otp`, `hwk`.
    Method(String),
}

impl TwoFactors {
    /// Reads it as settings write it: `always`, `acr:https://refeds.org/profile/mfa`, `amr:mfa`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "always" => Some(Self::Always),
            Some(("acr", class)) if !class.is_empty() && !class.contains(' ') => Some(Self::Class(class.to_owned())),
            Some(("amr", method)) if !method.is_empty() && !method.contains(' ') => Some(Self::Method(method.to_owned())),
            _ => None,
        }
    }
}

/// How somebody goes to the provider.
#[derive(Clone, Copy, Debug)]
pub struct Going<'a> {
    /// The address they come back to.
    pub to: &'a str,
    /// The page they wanted.
    pub back: &'a str,
    /// Whether they are asked there to show who they are once more, though they are signed in there.
    pub anew: bool,
}

impl std::fmt::Debug for SingleSignOn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SingleSignOn").field("issuer", &self.issuer).field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The provider with what is known of it.
pub(crate) struct Connected {
    settings: SingleSignOn,
    provider: Provider,
}

impl std::fmt::Debug for Connected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.settings.fmt(f)
    }
}

/// Where a person is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The provider's page.
    pub address: String,
    /// What their browser keeps meanwhile.
    pub kept: String,
}

/// What a person comes back with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returning {
    /// What their browser kept.
    pub kept: String,
    /// Which question it answers.
    pub state: String,
    /// The provider's code.
    pub code: String,
    /// What the provider says instead when it refuses.
    pub error: String,
    /// Who answers, where the provider says so (RFC 9207).
    pub issuer: String,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SsoError {
    /// There is no single sign-on here.
    #[error("no single sign-on is set up")]
    Off,
    /// It took too long, was opened twice, or was begun elsewhere.
    #[error("the way to the provider is not open any more")]
    Gone,
    /// The provider refused: its code.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The provider did not answer, or not as it has to.
    #[error("the provider: {0}")]
    Provider(String),
    /// The provider knows the person, we don't: the name under which an administrator can bind them.
    #[error("nobody here is {0}")]
    Unknown(String),
    /// The journal did not answer.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<vedich_journal::JournalError> for SsoError {
    fn from(error: vedich_journal::JournalError) -> Self {
        Self::App(error.into())
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    state: String,
    nonce: String,
    verifier: String,
    back: String,
    ends: i64,
    /// Whether the provider was to ask anew, and to say when it did.
    #[serde(default)]
    anew: bool,
}

impl App {
    /// Sets the provider up, once, with a way to ask it. Nothing is asked yet.
    pub fn set_single_sign_on(&self, settings: SingleSignOn, ask: Arc<dyn Ask>) {
        let provider = Provider::new(settings.issuer.clone(), ask);
        // Set twice, the first stays: whoever serves sets it before anybody is answered.
        let _ = self.entrance().sso.set(Connected { settings, provider });
    }

    /// The provider, where there is one.
    #[must_use]
    pub fn single_sign_on(&self) -> Option<&SingleSignOn> {
        self.entrance().sso.get().map(|connected| &connected.settings)
    }

    /// Sends a person to the provider.
    ///
    /// # Errors
    /// When there is no provider, or it does not answer.
    pub async fn leave_for_sso(&self, going: Going<'_>) -> Result<Leaving, SsoError> {
        let Connected { settings, provider } = self.entrance().sso.get().ok_or(SsoError::Off)?;
        let now = self.clock().now();
        let found = provider.discovered(now).await.map_err(SsoError::Provider)?;
        let kept = Kept {
            state: secrets::token(),
            nonce: secrets::token(),
            verifier: secrets::token(),
            back: going.back.to_owned(),
            ends: (now + BACK_WITHIN).timestamp(),
            anew: going.anew,
        };
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&kept.verifier));
        let classes = settings.two_factors.iter().filter_map(|way| match way {
            TwoFactors::Class(class) => Some(class.as_str()),
            _ => None,
        });
        let classes = classes.collect::<Vec<_>>().join(" ");
        let mut query = vec![
            ("response_type", "code"),
            ("client_id", settings.client_id.as_str()),
            ("redirect_uri", going.to),
            ("scope", "openid email profile"),
            ("state", &kept.state),
            ("nonce", &kept.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        if !classes.is_empty() {
            query.push(("acr_values", &classes));
        }
        if going.anew {
            // With an age asked for the provider has to say when it asked (OpenID Connect Core, section 3.1.2.1).
            query.extend([("prompt", "login"), ("max_age", "0")]);
        }
        let separator = if found.authorization_endpoint.contains('?') { '&' } else { '?' };
        let address = format!("{}{separator}{}", found.authorization_endpoint, provider::encoded(&query));
        let content = serde_json::to_vec(&kept).map_err(|error| SsoError::Provider(error.to_string()))?;
        let sealed = self.entrance().keys.seal(SEALED_FOR, &content);
        Ok(Leaving { address, kept: URL_SAFE_NO_PAD.encode(sealed) })
    }

    /// Signs in whoever comes back from the provider; the answer is the session and the page they wanted.
    ///
    /// # Errors
    /// As [`SsoError`] says.
    pub async fn return_from_sso(&self, to: &str, returning: &Returning, visitor: &Visitor) -> Result<(Opened, String), SsoError> {
        let connected = self.entrance().sso.get().ok_or(SsoError::Off)?;
        let kept = self.opened_once(returning).await?;
        if !returning.issuer.is_empty() && returning.issuer != connected.settings.issuer {
            return Err(SsoError::Provider("another issuer answers".to_owned()));
        }
        if !returning.error.is_empty() {
            return Err(SsoError::Refused(returning.error.chars().filter(char::is_ascii_graphic).take(60).collect()));
        }
        let (claims, id_token) = self.claims(connected, to, &returning.code, &kept).await?;
        if kept.anew && claims.asked_at().is_none() {
            tracing::warn!(
                "the provider of single sign-on does not say when it asked (auth_time): nobody without a password here can change their account"
            );
        }
        let person = self.whose(&connected.settings, &claims, visitor).await?;
        let means = if claims.shows_two_factors(&connected.settings.two_factors) { "sso+provider" } else { "sso" };
        if means == "sso"
            && let Some(asked) = self.second_factor_asked(&person, Purpose::SecondFactorOfSso).await?
        {
            // Like a password: whoever has set up a second factor here shows it.
            return Ok((Opened::SecondFactor(asked), kept.back));
        }
        let token = self.open_session(&person, means, visitor).await?;
        let sealed = self.entrance().keys.seal(ID_TOKEN, id_token.as_bytes());
        self.entrance().vault.keep_id_token(&secrets::hash(token.as_bytes()), &sealed).await?;
        Ok((Opened::Session(token), kept.back))
    }

    async fn opened_once(&self, returning: &Returning) -> Result<Kept, SsoError> {
        let now = self.clock().now();
        let sealed = URL_SAFE_NO_PAD.decode(&returning.kept).unwrap_or_default();
        let content = self.entrance().keys.unseal(SEALED_FOR, &sealed).ok_or(SsoError::Gone)?;
        let kept: Kept = serde_json::from_slice(&content).map_err(|_| SsoError::Gone)?;
        let ends = Timestamp::from_timestamp(kept.ends, 0).unwrap_or(now);
        if ends <= now || !secrets::same(&kept.state, &returning.state) {
            return Err(SsoError::Gone);
        }
        let first = self.entrance().vault.use_once(&secrets::hash(kept.state.as_bytes()), now, ends).await?;
        if first { Ok(kept) } else { Err(SsoError::Gone) }
    }

    /// What the provider says of the person, and the identity token that says it.
    async fn claims(&self, connected: &Connected, to: &str, code: &str, kept: &Kept) -> Result<(Claims, String), SsoError> {
        let Connected { settings, provider } = connected;
        let now = self.clock().now();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", to),
            ("client_id", &settings.client_id),
            ("code_verifier", &kept.verifier),
        ];
        let token = provider.redeem(&form, (&settings.client_id, &settings.proof), now).await.map_err(SsoError::Provider)?;
        let keys = provider.keys(token::key_of(&token), now).await.map_err(SsoError::Provider)?;
        let expected = token::Expected { issuer: &settings.issuer, client: &settings.client_id, nonce: &kept.nonce, now };
        let claims = token::read(&token, &keys, &expected).map_err(|wrong| SsoError::Provider(wrong.to_owned()))?;
        Ok((claims, token))
    }

    /// The person an identity of the provider is bound to; binds it where a verified address of mail says whose it is.
    async fn whose(&self, settings: &SingleSignOn, claims: &Claims, visitor: &Visitor) -> Result<Person, SsoError> {
        let (vault, rights) = (&self.entrance().vault, self.rights());
        let open = |id: PersonId| rights.person(id).filter(|person| !person.disabled).cloned();
        let unknown = || SsoError::Unknown(claims.sub.clone());
        if let Some(id) = vault.identity(&settings.issuer, &claims.sub).await? {
            return open(id).ok_or_else(unknown);
        }
        let address = claims.verified_email().filter(|_| settings.link_by_email).ok_or_else(unknown)?;
        let mut theirs = Vec::new();
        for credential in vault.credentials().await? {
            let same = credential.email.as_deref().is_some_and(|email| email.trim().to_lowercase() == address);
            theirs.extend(same.then(|| open(credential.person)).flatten());
        }
        let [person] = theirs.as_slice() else { return Err(unknown()) };
        let taken = vault.identities_of(person.id).await?.iter().any(|(issuer, _)| *issuer == settings.issuer);
        if taken || !vault.bind_identity(&settings.issuer, &claims.sub, person.id).await? {
            return Err(unknown());
        }
        self.note("bind-identity", &Hand::person(person.id, &person.login, &visitor.origin())).await?;
        Ok(person.clone())
    }

    /// Where whoever came by single sign-on ends their session with the provider as well, when it offers that; `to` is where it leads them
    /// afterwards. Ask while the session is open: the identity token it was opened with tells the provider which one is meant.
    pub async fn farewell_at_sso(&self, signed: &Signed, to: &str) -> Option<String> {
        let Connected { settings, provider } = self.entrance().sso.get().filter(|_| signed.came_by_sso())?;
        let found = provider.discovered(self.clock().now()).await.ok()?;
        let endpoint = found.end_session_endpoint.filter(|address| address.starts_with("https://") || address.starts_with("http://"))?;
        let separator = if endpoint.contains('?') { '&' } else { '?' };
        let hint = self.id_token(signed).await.ok().flatten();
        let mut query = vec![("client_id", settings.client_id.as_str()), ("post_logout_redirect_uri", to)];
        query.extend(hint.as_deref().map(|hint| ("id_token_hint", hint)));
        Some(format!("{endpoint}{separator}{}", provider::encoded(&query)))
    }

    /// The identity token a session was opened with.
    async fn id_token(&self, signed: &Signed) -> Result<Option<String>, AppError> {
        let sealed = self.entrance().vault.id_token(signed.token()).await?;
        let opened = sealed.and_then(|sealed| self.entrance().keys.unseal(ID_TOKEN, &sealed));
        Ok(opened.and_then(|opened| String::from_utf8(opened).ok()))
    }

    /// When the provider asked whoever came in by it to show who they are; none where it does not say (`auth_time`).
    pub(super) async fn asked_at_sso(&self, signed: &Signed) -> Result<Option<Timestamp>, AppError> {
        Ok(self.id_token(signed).await?.as_deref().and_then(token::asked_at))
    }

    /// The identities of single sign-on bound to a person: issuer and name there.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn identities(&self, person: PersonId) -> Result<Vec<(String, String)>, AppError> {
        Ok(self.entrance().vault.identities_of(person).await?)
    }

    /// The identities bound to who signed in.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn own_identities(&self, signed: &Signed) -> Result<Vec<(String, String)>, AppError> {
        self.identities(signed.person.id).await
    }

    /// Binds a name at the provider to a person. False when somebody has it already.
    ///
    /// # Errors
    /// When the hand may not, there is no provider, or the journal does not answer.
    pub async fn bind_identity(&self, by: By, person: PersonId, name: &str, why: Option<&str>) -> Result<bool, AppError> {
        let issuer = self.single_sign_on().map(|settings| settings.issuer.clone()).ok_or(Refusal::NotInRole)?;
        let vault = &self.entrance().vault;
        if name.is_empty() || name.len() > token::LONGEST_NAME || vault.identity(&issuer, name).await?.is_some() {
            return Ok(false);
        }
        let event = AccountEvent::Credentials { person, change: CredentialChange::IdentityBound };
        self.of_account("bind-identity", by, event, person, why).await?;
        Ok(vault.bind_identity(&issuer, name, person).await?)
    }

    /// Takes every identity of single sign-on of a person away, and ends their sessions.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn remove_identities(&self, by: By, person: PersonId, why: Option<&str>) -> Result<(), AppError> {
        let event = AccountEvent::Credentials { person, change: CredentialChange::IdentityRemoved };
        self.of_account("remove-identity", by, event, person, why).await?;
        self.entrance().vault.remove_identities(person).await?;
        self.shut(person, None).await?;
        Ok(())
    }
}
