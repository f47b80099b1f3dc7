//! Identity tokens (OpenID Connect Core, section 3.1.3.7): whose signature, for whom, until when, in answer to which question.

use super::TwoFactors;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use vedich_values::Timestamp;

/// Clocks differ by so many seconds.
const DRIFT_SECONDS: i64 = 120;
/// Longest name of a person at a provider, as the standard has it.
pub(super) const LONGEST_NAME: usize = 255;

/// What a token has to agree with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// What a provider says of a person.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Claims {
    /// Their name at the provider: never given to anybody else.
    pub(super) sub: String,
    iss: String,
    aud: OneOrMany,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: Option<serde_json::Value>,
    // Providers write these as they please: what can't be read says nothing.
    #[serde(default)]
    acr: serde_json::Value,
    #[serde(default)]
    amr: serde_json::Value,
    #[serde(default)]
    auth_time: serde_json::Value,
}

impl Claims {
    /// Their address of mail, if the provider has verified it.
    pub(super) fn verified_email(&self) -> Option<String> {
        // Some providers write the truth as a text.
        let verified = matches!(&self.email_verified, Some(serde_json::Value::Bool(true)))
            || self.email_verified.as_ref().and_then(serde_json::Value::as_str) == Some("true");
        self.email.as_deref().filter(|_| verified).map(|email| email.trim().to_lowercase()).filter(|email| email.contains('@'))
    }
}

impl Claims {
    /// Whether the provider says that two factors were shown there, in one of the ways the installation knows for it. Without a word of it
    /// one factor is taken to have been shown.
    pub(super) fn shows_two_factors(&self, ways: &[TwoFactors]) -> bool {
        let methods = self.amr.as_array().map_or(std::slice::from_ref(&self.amr), Vec::as_slice);
        ways.iter().any(|way| match way {
            TwoFactors::Always => true,
            TwoFactors::Class(class) => self.acr.as_str() == Some(class),
            TwoFactors::Method(method) => methods.iter().any(|one| one.as_str() == Some(method)),
        })
    }

    /// When they were last asked there to show who they are, where the provider says so.
    pub(super) fn asked_at(&self) -> Option<Timestamp> {
        Timestamp::from_timestamp(self.auth_time.as_i64()?, 0)
    }
}

/// When whoever a token is of was last asked there to show who they are. The token is one that was read before.
pub(super) fn asked_at(token: &str) -> Option<Timestamp> {
    let content = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice::<Claims>(&content).ok()?.asked_at()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn is_for(&self, client: &str, azp: Option<&str>) -> bool {
        match self {
            Self::One(one) => one == client,
            // Of several, the one it was made for is named.
            Self::Many(many) => many.iter().any(|one| one == client) && (many.len() == 1 || azp == Some(client)),
        }
    }
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
}

/// A key as a provider publishes it (RFC 7517).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Key {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    crv: String,
    n: String,
    e: String,
    x: String,
    y: String,
}

/// The keys of a provider.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct KeySet {
    keys: Vec<Key>,
}

impl KeySet {
    pub(super) fn count(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn has(&self, kid: &str) -> bool {
        self.keys.iter().any(|key| key.kid.as_deref() == Some(kid))
    }
}

/// Reads the keys.
pub(super) fn keys(body: &[u8]) -> Option<KeySet> {
    serde_json::from_slice(body).ok()
}

/// Which key a token says it is signed with.
pub(super) fn key_of(token: &str) -> Option<String> {
    head(token)?.kid
}

fn head(token: &str) -> Option<Head> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').next()?).ok()?).ok()
}

/// What a token says, if it is the provider's, for us, in time, and answers our question. The refusal is for the log.
pub(super) fn read(token: &str, keys: &KeySet, expected: &Expected<'_>) -> Result<Claims, &'static str> {
    let (signed, signature) = token.rsplit_once('.').ok_or("the token has no signature")?;
    let (_, content) = signed.split_once('.').ok_or("the token has no content")?;
    let head = head(token).ok_or("the token has no head")?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "the signature is unreadable")?;
    let named = |key: &&Key| head.kid.is_none() || key.kid == head.kid;
    let signs = |key: &&Key| key.r#use.as_deref().is_none_or(|purpose| purpose == "sig");
    let fits = keys.keys.iter().filter(named).filter(signs).any(|key| is_signed(key, &head.alg, signed.as_bytes(), &signature));
    if !fits {
        return Err("no key of the provider has signed the token");
    }
    let content = URL_SAFE_NO_PAD.decode(content).map_err(|_| "the content is unreadable")?;
    let claims: Claims = serde_json::from_slice(&content).map_err(|_| "the content has not what it needs")?;
    let now = expected.now.timestamp();
    if claims.iss != expected.issuer {
        return Err("the token is another issuer's");
    }
    if !claims.aud.is_for(expected.client, claims.azp.as_deref()) {
        return Err("the token is for somebody else");
    }
    if claims.exp.saturating_add(DRIFT_SECONDS) <= now || claims.nbf.is_some_and(|from| from.saturating_sub(DRIFT_SECONDS) > now) {
        return Err("the token is over, or not yet begun");
    }
    if claims.nonce != expected.nonce {
        return Err("the token answers another question");
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_NAME {
        return Err("the token names nobody");
    }
    Ok(claims)
}

/// Two algorithms, each with its own kind of key: none that needs a shared secret, and never "none".
fn is_signed(key: &Key, algorithm: &str, signed: &[u8], signature: &[u8]) -> bool {
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default();
    match (algorithm, key.kty.as_str()) {
        ("RS256", "RSA") => {
            let key = RsaPublicKeyComponents { n: bytes(&key.n), e: bytes(&key.e) };
            key.verify(&signature::RSA_PKCS1_2048_8192_SHA256, signed, signature).is_ok()
        }
        ("ES256", "EC") if key.crv == "P-256" => {
            let point = [vec![4], bytes(&key.x), bytes(&key.y)].concat();
            UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
