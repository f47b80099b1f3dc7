//! How this installation proves to the provider that it is the client it says: by a secret both know, or by a key of which the provider knows
//! the public half alone (`private_key_jwt`, RFC 7523): nothing that opens anything is shared, and what is sent holds for a minute.

use super::secrets;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use std::sync::Arc;
use vedich_values::Timestamp;

/// What is sent with a key holds so long; clocks may differ a little.
const HOLDS_SECONDS: i64 = 60;
/// How a provider is told that what follows is signed.
pub(super) const SIGNED: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// A private key of this installation: P-256, as `openssl genpkey` writes it (PKCS#8, PEM).
#[derive(Clone)]
pub struct ClientKey(Arc<EcdsaKeyPair>);

impl ClientKey {
    /// Reads a key; none when it is no such key.
    #[must_use]
    pub fn read(pem: &str) -> Option<Self> {
        let (_, rest) = pem.split_once(BEGIN)?;
        let (body, _) = rest.split_once(END)?;
        let content = STANDARD.decode(body.split_whitespace().collect::<String>()).ok()?;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &content, &SystemRandom::new()).ok()?;
        Some(Self(Arc::new(key)))
    }

    /// What says to one address of the provider, for a minute and once, that we are the client.
    pub(super) fn assertion(&self, client: &str, address: &str, now: Timestamp) -> Result<String, String> {
        let at = now.timestamp();
        let claims = serde_json::json!({
            "iss": client, "sub": client, "aud": address, "jti": secrets::token(), "iat": at, "exp": at + HOLDS_SECONDS,
        });
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let said = format!("{}.{}", part(&serde_json::json!({ "alg": "ES256", "typ": "JWT" })), part(&claims));
        let signature = self.0.sign(&SystemRandom::new(), said.as_bytes()).map_err(|_| "the client's key signs nothing".to_owned())?;
        Ok(format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref())))
    }
}

impl PartialEq for ClientKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.public_key().as_ref() == other.0.public_key().as_ref()
    }
}

impl Eq for ClientKey {}

/// What proves that we are a client.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum ClientProof {
    /// Nothing (a public client): the code is bound to us by PKCE alone.
    #[default]
    None,
    /// A secret both know.
    Secret(String),
    /// A key.
    Key(ClientKey),
}
