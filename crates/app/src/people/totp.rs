//! One-time passwords by time (RFC 6238: SHA-1, 30 seconds, six digits, as every authenticator speaks) and recovery codes.

use super::secrets;
use ring::hmac;
use vedich_values::Timestamp;

/// Seconds a code stands for.
const STEP_SECONDS: i64 = 30;
/// Codes of so many steps before and after are taken too: clocks differ.
const DRIFT_STEPS: u64 = 1;
/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// Recovery codes given out at once.
const RECOVERY_CODES: usize = 10;
/// Letters of a recovery code, five bits each: so many that it can't be searched out of the plain hash that is kept.
const RECOVERY_LETTERS: usize = 28;
/// Letters of a group, for reading them out.
const GROUP: usize = 4;
/// Letters of codes and secrets (RFC 4648): none is easily taken for another.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret.
pub(super) fn secret() -> Vec<u8> {
    secrets::random::<SECRET_BYTES>().to_vec()
}

/// The secret as people type it.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(BASE32[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(BASE32[((held << (5 - bits)) & 31) as usize]));
    }
    text
}

/// The address an authenticator reads from a QR code.
pub(super) fn uri(login: &str, secret: &[u8]) -> String {
    let encoded: String =
        login.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("otpauth://totp/Vedich:{encoded}?secret={}&issuer=Vedich", base32(secret))
}

/// The code of a step.
pub(super) fn code(secret: &[u8], step: u64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes[bytes.len() - 1] & 15);
    let word = bytes[offset..offset + 4].iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code was typed, if it is one of now.
pub(super) fn step_of(secret: &[u8], typed: &str, now: Timestamp) -> Option<u64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let current = u64::try_from(now.timestamp().div_euclid(STEP_SECONDS)).ok()?;
    (current.saturating_sub(DRIFT_STEPS)..=current + DRIFT_STEPS).find(|step| secrets::same(&code(secret, *step), &typed))
}

/// New recovery codes: 140 bits each, in groups that can be read out.
pub(super) fn recovery_codes() -> Vec<String> {
    let letters = |group: &[u8]| group.iter().map(|byte| char::from(BASE32[usize::from(byte & 31)])).collect::<String>();
    let code = || secrets::random::<RECOVERY_LETTERS>().chunks(GROUP).map(letters).collect::<Vec<_>>().join("-");
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// What is kept of a recovery code, however it was typed.
pub(super) fn recovery_hash(typed: &str) -> vedich_journal::vault::Hash {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    secrets::hash(plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, cut to six digits.
        let secret = b"12345678901234567890";
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_timestamp(seconds, 0).unwrap();
            assert_eq!(code(secret, u64::try_from(seconds / 30).unwrap()), expected);
            assert!(step_of(secret, expected, now).is_some());
        }
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_of_a_minute_ago_is_taken_no_more() {
        let secret = secret();
        let now = Timestamp::from_timestamp(1_700_000_010, 0).unwrap();
        let step = 1_700_000_010 / 30;
        assert_eq!(step_of(&secret, &code(&secret, step - 1), now), Some(step - 1));
        assert_eq!(step_of(&secret, &code(&secret, step - 2), now), None);
        let spaced = code(&secret, step);
        assert_eq!(step_of(&secret, &format!("{} {}", &spaced[..3], &spaced[3..]), now), Some(step));
        assert_eq!(step_of(&secret, "", now), None);
    }

    #[test]
    fn recovery_codes_are_taken_as_people_type_them() {
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == 34 && code.matches('-').count() == 6), "{codes:?}");
        assert_eq!(recovery_hash(&codes[0]), recovery_hash(&codes[0].to_lowercase().replace('-', " ")));
        assert_ne!(recovery_hash(&codes[0]), recovery_hash(&codes[1]));
        assert!(uri("lan@xa", b"x").starts_with("otpauth://totp/Vedich:lan%40xa?secret="));
    }
}
