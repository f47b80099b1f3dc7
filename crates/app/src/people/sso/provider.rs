//! What is known of the provider: where its pages are and which keys it signs with. Asked once in a while, over a way handed in.

use super::client::{ClientProof, SIGNED};
use super::token::{self, KeySet};
use chrono::TimeDelta;
use serde::Deserialize;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use vedich_values::Timestamp;

/// What was discovered is asked for again after so long.
const KNOWN_FOR: TimeDelta = TimeDelta::hours(1);
/// Keys that are not there are asked for again, but not oftener than this: whoever makes names of keys up costs the provider nothing.
const KEYS_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// What a provider answers: a body, or what went wrong in words for the log.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + Send + 'a>>;

/// Asks a provider over the network. The program hands in a real way, tests one of their own.
pub trait Ask: Send + Sync {
    /// The body behind an address.
    fn get<'a>(&'a self, address: &'a str) -> Answer<'a>;

    /// The answer to a form; `secret` is name and password for HTTP Basic, where there is any.
    fn post<'a>(&'a self, address: &'a str, form: &'a str, secret: Option<(&'a str, &'a str)>) -> Answer<'a>;
}

/// What a provider says of itself (OpenID Connect Discovery).
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Discovered {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    /// Where people end their session with the provider (RP-Initiated Logout), when it offers that.
    pub(super) end_session_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    /// What it can say of people; empty where it does not say.
    #[serde(default)]
    pub(super) claims_supported: Vec<String>,
    /// How well it can ask who somebody is; empty where it does not say.
    #[serde(default)]
    pub(super) acr_values_supported: Vec<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Default)]
struct Known {
    discovered: Option<(Timestamp, Discovered)>,
    keys: Option<(Timestamp, Arc<KeySet>)>,
}

pub(super) struct Provider {
    issuer: String,
    ask: Arc<dyn Ask>,
    known: tokio::sync::Mutex<Known>,
}

impl Provider {
    pub(super) fn new(issuer: String, ask: Arc<dyn Ask>) -> Self {
        Self { issuer, ask, known: tokio::sync::Mutex::default() }
    }

    /// Where the pages of the provider are.
    pub(super) async fn discovered(&self, now: Timestamp) -> Result<Discovered, String> {
        let mut known = self.known.lock().await;
        if let Some((at, found)) = &known.discovered
            && now - *at < KNOWN_FOR
        {
            return Ok(found.clone());
        }
        let address = format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'));
        let body = self.ask.get(&address).await?;
        let found: Discovered = serde_json::from_slice(&body).map_err(|error| format!("{address}: {error}"))?;
        if found.issuer != self.issuer {
            return Err(format!("{address} speaks of the issuer {:?}", found.issuer));
        }
        known.discovered = Some((now, found.clone()));
        Ok(found)
    }

    /// Gives a code back for an identity token.
    pub(super) async fn redeem(
        &self,
        form: &[(&str, &str)],
        (client, proof): (&str, &ClientProof),
        now: Timestamp,
    ) -> Result<String, String> {
        let found = self.discovered(now).await?;
        let methods = &found.token_endpoint_auth_methods_supported;
        let in_form = !methods.is_empty() && !methods.iter().any(|method| method == "client_secret_basic");
        let mut form = form.to_vec();
        let (name, signed, password);
        let mut basic = None;
        match proof {
            ClientProof::None => {}
            ClientProof::Secret(secret) if in_form => form.push(("client_secret", secret)),
            ClientProof::Secret(secret) => {
                (name, password) = (escaped(client), escaped(secret));
                basic = Some((name.as_str(), password.as_str()));
            }
            ClientProof::Key(key) => {
                signed = key.assertion(client, &found.token_endpoint, now)?;
                form.extend([("client_assertion_type", SIGNED), ("client_assertion", signed.as_str())]);
            }
        }
        let body = self.ask.post(&found.token_endpoint, &encoded(&form), basic).await?;
        let tokens: Tokens = serde_json::from_slice(&body).map_err(|error| format!("{}: {error}", found.token_endpoint))?;
        Ok(tokens.id_token)
    }

    /// The keys of the provider; asked for anew when the one wanted is not among them.
    pub(super) async fn keys(&self, wanted: Option<String>, now: Timestamp) -> Result<Arc<KeySet>, String> {
        let found = self.discovered(now).await?;
        let mut known = self.known.lock().await;
        if let Some((at, keys)) = &known.keys {
            let there = wanted.as_deref().is_none_or(|wanted| keys.has(wanted));
            if (there && now - *at < KNOWN_FOR) || (!there && now - *at < KEYS_AGAIN) {
                return Ok(Arc::clone(keys));
            }
        }
        let body = self.ask.get(&found.jwks_uri).await?;
        let keys = Arc::new(token::keys(&body).ok_or_else(|| format!("{}: no keys", found.jwks_uri))?);
        known.keys = Some((now, Arc::clone(&keys)));
        Ok(keys)
    }
}

/// Names and values as a query or a form carries them.
pub(super) fn encoded(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_carried_whole() {
        assert_eq!(encoded(&[("a", "x y&z=1/ế"), ("b", "")]), "a=x%20y%26z%3D1%2F%E1%BA%BF&b=");
    }
}
