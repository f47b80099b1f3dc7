//! Passkeys (WebAuthn level 2, W3C): what an authenticator says is checked here, without asking anybody. The maker of an authenticator is
//! of no interest to us (attestation "none"): what counts is that the same key answers again and that the person was recognised by it.

use super::cbor::{self, Item};
use ring::signature::{self, UnparsedPublicKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// COSE numbers of the algorithms we take: ECDSA on P-256, Ed25519, RSA.
pub const ALGORITHMS: [i32; 3] = [ES256, EDDSA, RS256];
const ES256: i32 = -7;
const EDDSA: i32 = -8;
const RS256: i32 = -257;

/// Flags of an authenticator's data.
const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const HAS_KEY: u8 = 1 << 6;

/// The site a passkey is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// What the browser says it shows: `https://vedich.example.vn`.
    pub origin: String,
}

impl Site {
    /// The site of an address.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        Self { origin: format!("{scheme}://{}", host.to_lowercase()) }
    }

    /// The name passkeys are bound to: the host without its port.
    #[must_use]
    pub fn name(&self) -> &str {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        }
    }
}

/// A key an authenticator has just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewKey {
    pub(super) id: Vec<u8>,
    pub(super) algorithm: i32,
    pub(super) public_key: Vec<u8>,
    pub(super) counter: u32,
}

#[derive(Deserialize)]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
}

/// What a browser says it was asked; none when it was another site, another question, or something else was wanted. The answer is the
/// challenge as it was sent.
pub(super) fn asked(site: &Site, wanted: &str, client_data: &[u8]) -> Option<String> {
    let said: ClientData = serde_json::from_slice(client_data).ok()?;
    (said.r#type == wanted && said.origin == site.origin && !said.cross_origin).then_some(said.challenge)
}

/// What an authenticator says of itself and the person, and the rest.
fn authenticator<'a>(site: &Site, data: &'a [u8]) -> Option<(u8, u32, &'a [u8])> {
    let (of_site, rest) = data.split_at_checked(32)?;
    let (flags, rest) = rest.split_first()?;
    let (counter, rest) = rest.split_at_checked(4)?;
    let counter = u32::from_be_bytes(counter.try_into().ok()?);
    let recognised = flags & USER_PRESENT != 0 && flags & USER_VERIFIED != 0;
    (of_site == Sha256::digest(site.name()).as_slice() && recognised).then_some((*flags, counter, rest))
}

/// The key that was made.
pub(super) fn registered(site: &Site, attestation: &[u8]) -> Option<NewKey> {
    let (object, _) = cbor::read(attestation)?;
    let (flags, counter, rest) = authenticator(site, object.named("authData")?.bytes()?)?;
    if flags & HAS_KEY == 0 {
        return None;
    }
    let (_maker, rest) = rest.split_at_checked(16)?;
    let (length, rest) = rest.split_at_checked(2)?;
    let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(length.try_into().ok()?)))?;
    let (key, _) = cbor::read(rest)?;
    let algorithm = i32::try_from(key.at(3)?.number()?).ok()?;
    let public_key = readable(algorithm, &key)?;
    (!id.is_empty() && id.len() <= 1023).then(|| NewKey { id: id.to_vec(), algorithm, public_key, counter })
}

/// The key in the form the verifier reads it.
fn readable(algorithm: i32, key: &Item) -> Option<Vec<u8>> {
    let coordinate = |at: i64| key.at(at).and_then(Item::bytes).filter(|bytes| bytes.len() == 32);
    match algorithm {
        ES256 => Some([&[4], coordinate(-2)?, coordinate(-3)?].concat()),
        EDDSA => Some(coordinate(-2)?.to_vec()),
        // Modulus and exponent, the length of the modulus in front.
        RS256 => {
            let (modulus, exponent) = (key.at(-1)?.bytes()?, key.at(-2)?.bytes()?);
            let fits = (256..=512).contains(&modulus.len()) && (1..=4).contains(&exponent.len());
            fits.then_some([&u16::try_from(modulus.len()).ok()?.to_be_bytes(), modulus, exponent].concat())
        }
        _ => None,
    }
}

/// How often the authenticator has signed, if this is its signature under what the browser was asked.
pub(super) fn asserted(site: &Site, algorithm: i32, key: &[u8], data: &[u8], client_data: &[u8], signature: &[u8]) -> Option<u32> {
    let (_, counter, _) = authenticator(site, data)?;
    let signed = [data, Sha256::digest(client_data).as_slice()].concat();
    let fits = match algorithm {
        ES256 => UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, key).verify(&signed, signature),
        EDDSA => UnparsedPublicKey::new(&signature::ED25519, key).verify(&signed, signature),
        RS256 => {
            let (length, rest) = key.split_at_checked(2)?;
            let (n, e) = rest.split_at_checked(usize::from(u16::from_be_bytes(length.try_into().ok()?)))?;
            signature::RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, &signed, signature)
        }
        _ => return None,
    };
    fits.ok().map(|()| counter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_site_has_no_port() {
        let site = |address: &str| Site::of(address);
        assert_eq!(site("https://Vedich.example.vn/sign-in?x").origin, "https://vedich.example.vn");
        assert_eq!(site("https://vedich.example.vn").name(), "vedich.example.vn");
        assert_eq!(site("http://localhost:8080/").name(), "localhost");
    }

    #[test]
    fn another_site_or_another_question_is_told_by_what_the_browser_says() {
        let site = Site::of("https://a.vn");
        let said = |kind: &str, origin: &str, more: &str| {
            asked(&site, "webauthn.get", format!(r#"{{"type":"{kind}","challenge":"abc","origin":"{origin}"{more}}}"#).as_bytes())
        };
        assert_eq!(said("webauthn.get", "https://a.vn", ""), Some("abc".to_owned()));
        assert_eq!(said("webauthn.create", "https://a.vn", ""), None);
        assert_eq!(said("webauthn.get", "https://b.vn", ""), None);
        assert_eq!(said("webauthn.get", "https://a.vn", r#","crossOrigin":true"#), None);
        assert_eq!(asked(&site, "webauthn.get", b"{"), None);
    }

    #[test]
    fn keys_of_other_kinds_and_shapes_are_not_taken() {
        let key = |pairs: Vec<(i64, Item)>| Item::Map(pairs.into_iter().map(|(at, item)| (Item::Number(at), item)).collect());
        assert!(
            readable(ES256, &key(vec![(-2, Item::Bytes(vec![1; 32])), (-3, Item::Bytes(vec![2; 32]))])).is_some_and(|key| key.len() == 65)
        );
        assert_eq!(readable(ES256, &key(vec![(-2, Item::Bytes(vec![1; 31])), (-3, Item::Bytes(vec![2; 32]))])), None);
        assert_eq!(readable(EDDSA, &key(vec![])), None);
        assert_eq!(readable(-8_888, &key(vec![(-2, Item::Bytes(vec![1; 32]))])), None);
        assert_eq!(readable(RS256, &key(vec![(-1, Item::Bytes(vec![1; 128])), (-2, Item::Bytes(vec![1, 0, 1]))])), None, "too short");
    }
}
