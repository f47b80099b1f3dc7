//! Keys, tokens, sealing: everything random or keyed, on `ring`.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};
use vedich_facts::PersonId;
use vedich_journal::JournalError;
use vedich_journal::vault::{Hash, Vault};

/// Bytes of tokens and keys: 256 bits.
const KEY_BYTES: usize = 32;

/// What sealed values begin with: the way they are sealed, by which a later one would be told, then the name of the key.
const SEALED_SO: [u8; 2] = [b'V', 1];
/// Bytes of the name of a key.
const NAME_LEN: usize = 4;

/// The keys of the installation.
#[derive(Debug)]
pub(crate) struct Keys {
    forms: hmac::Key,
    sealing: LessSafeKey,
    /// What values sealed with it name it by.
    name: [u8; NAME_LEN],
}

impl Keys {
    pub(crate) async fn of(vault: &Vault) -> Result<Self, JournalError> {
        let forms = vault.server_key("forms", &random::<KEY_BYTES>()).await?;
        let sealing = vault.server_key("sealing", &random::<KEY_BYTES>()).await?;
        Ok(Self::new(&forms, &sealing))
    }

    fn new(forms: &[u8], sealing: &[u8]) -> Self {
        Self { forms: hmac::Key::new(hmac::HMAC_SHA256, forms), sealing: sealing_key(sealing), name: name_of(sealing) }
    }

    /// Whether these are the keys of the installation still: another process may have put new ones in their place.
    pub(crate) async fn are_current(&self, vault: &Vault) -> Result<bool, JournalError> {
        Ok(vault.known_key("sealing").await?.is_some_and(|sealing| name_of(&sealing) == self.name))
    }

    /// Puts new keys in the place of these, and whatever is sealed for people under them. Processes that have these must begin anew.
    pub(crate) async fn renew(&self, vault: &Vault, purpose: impl Fn(PersonId) -> String) -> Result<u64, JournalError> {
        let (forms, sealing) = (random::<KEY_BYTES>(), random::<KEY_BYTES>());
        let new = Self::new(&forms, &sealing);
        let reseal = |person: PersonId, sealed: &[u8]| {
            let purpose = purpose(person);
            self.unseal(&purpose, sealed).map(|secret| new.seal(&purpose, &secret))
        };
        vault.renew_keys(&[("forms", &forms), ("sealing", &sealing)], reseal).await
    }

    /// What the forms of a session carry.
    pub(crate) fn form_token(&self, session: &Hash) -> String {
        hex(hmac::sign(&self.forms, session).as_ref())
    }

    /// A stamp on something we gave out, for one purpose: nobody else can make it.
    pub(crate) fn stamp(&self, purpose: &str, given: &[u8]) -> Vec<u8> {
        hmac::sign(&self.forms, &stamped(purpose, given)).as_ref().to_vec()
    }

    /// A stamp on whom a form was shown to, as forms carry it.
    pub(crate) fn pass(&self, shown: &[u8]) -> String {
        hex(&self.stamp("form shown", shown))
    }

    /// Whether a stamp is ours, for that purpose.
    pub(crate) fn is_stamped(&self, purpose: &str, given: &[u8], stamp: &[u8]) -> bool {
        hmac::verify(&self.forms, &stamped(purpose, given), stamp).is_ok()
    }

    /// Seals a secret for one purpose: opened under another name it does not open.
    pub(crate) fn seal(&self, purpose: &str, secret: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random();
        let mut sealed = secret.to_vec();
        let aad = Aad::from(purpose.as_bytes());
        self.sealing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .expect("a secret of some bytes can always be sealed");
        [SEALED_SO.as_slice(), &self.name, &nonce, &sealed].concat()
    }

    /// What was sealed; none when it was changed or is another's.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let named = sealed.strip_prefix(&SEALED_SO).and_then(|rest| rest.strip_prefix(&self.name));
        // Before values named their key they began with the nonce.
        named.and_then(|rest| self.opened(purpose, rest)).or_else(|| self.opened(purpose, sealed))
    }

    fn opened(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN)?;
        let mut rest = rest.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self.sealing.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut rest).ok()?;
        Some(opened.to_vec())
    }
}

/// What values sealed with a key name it by.
fn name_of(sealing: &[u8]) -> [u8; NAME_LEN] {
    let [a, b, c, d, ..] = hash(&[b"name of a key", sealing].concat());
    [a, b, c, d]
}

/// Never what a form token is made of: that is the hash of a token alone, 32 bytes.
fn stamped(purpose: &str, given: &[u8]) -> Vec<u8> {
    [b"stamp\0", purpose.as_bytes(), b"\0", given].concat()
}

fn sealing_key(bytes: &[u8]) -> LessSafeKey {
    // A key of another length can only come from a tampered database: hashing it keeps the program running, and nothing opens.
    let key: [u8; KEY_BYTES] = bytes.try_into().unwrap_or_else(|_| hash(bytes));
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).expect("the key has the length of the algorithm"))
}

/// Bytes nobody can guess.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).expect("the system gives random bytes, or nothing can be kept secret");
    bytes
}

/// A token only its holder knows.
pub(crate) fn token() -> String {
    hex(&random::<KEY_BYTES>())
}

/// What is kept of a token.
pub(crate) fn hash(token: &[u8]) -> Hash {
    Sha256::digest(token).into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether two texts are equal, in a time that does not tell where they differ.
#[must_use]
pub(crate) fn same(a: &str, b: &str) -> bool {
    hash(a.as_bytes()) == hash(b.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(&[1; 32], &[2; 32])
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_only() {
        let sealed = keys().seal("totp 7", b"secret");
        assert_eq!(keys().unseal("totp 7", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(keys().unseal("totp 8", &sealed), None);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(keys().unseal("totp 7", &changed), None);
        assert_eq!(keys().unseal("totp 7", &sealed[..5]), None);
        assert_ne!(keys().seal("totp 7", b"secret"), sealed, "every sealing is another");
    }

    #[test]
    fn what_is_sealed_names_its_key_and_opens_as_it_was_sealed_before() {
        let sealed = keys().seal("totp 7", b"secret");
        let head = SEALED_SO.len() + NAME_LEN;
        let before = &sealed[head..];
        assert_eq!(keys().unseal("totp 7", before).as_deref(), Some(b"secret".as_slice()), "without a name, as it was");
        let other = Keys::new(&[1; 32], &[3; 32]);
        assert_ne!(other.seal("totp 7", b"secret")[..head], sealed[..head]);
        assert_eq!(other.unseal("totp 7", &sealed), None);
    }

    #[test]
    fn a_stamp_is_for_one_purpose_and_one_thing() {
        let stamp = keys().stamp("a", b"1");
        assert!(keys().is_stamped("a", b"1", &stamp));
        assert!(!keys().is_stamped("b", b"1", &stamp) && !keys().is_stamped("a", b"2", &stamp) && !keys().is_stamped("a", b"1", &[]));
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (a, b) = (token(), token());
        assert!(a.len() == 64 && a != b);
        assert!(same("x", "x") && !same("x", "y"));
        assert_ne!(keys().form_token(&[1; 32]), keys().form_token(&[2; 32]));
    }
}
