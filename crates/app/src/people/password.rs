//! Passwords: how they are kept, and which are refused.
//!
//! Long ones rather than strange ones (NIST SP 800-63B, ASVS 5.0 chapter 6): at least 10 characters, no rule about their kind, nothing
//! that can be guessed: the 30,000 most used passwords and English words and names (list of the `zxcvbn` crate), the words of this
//! programme and of Vietnamese habit below, the password of the demo, the person's own login and name, runs and repetitions.

use crate::App;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;
use vedich_facts::PersonId;
use vedich_journal::JournalError;
use vedich_values::text::fold;

/// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Fewest characters.
pub const SHORTEST: usize = 10;
/// Most characters: long phrases are welcome, a megabyte is an attack.
pub const LONGEST: usize = 128;

/// What people here type when asked for a password, folded. Variants with digits around them are found by `zxcvbn` as "a word and a bit".
const LOCAL_WORDS: &[&str] = &[
    "matkhau",
    "mat khau",
    "anhyeuem",
    "emyeuanh",
    "vietnam",
    "viet nam",
    "hanoi",
    "ha noi",
    "saigon",
    "sai gon",
    "nongthonmoi",
    "nong thon moi",
    "vedich",
    "uybannhandan",
    "ubnd",
    "xahoi",
    "khongbiet",
    "khongco",
    "thoconyeu",
    "yeuem",
    "yeuanh",
    "conyeu",
    "giadinh",
    "hanhphuc",
    "quangninh",
    "hatinh",
    "thanhhoa",
    "kyanh",
    "lamhop",
    "mongcai",
    "damha",
    "dongson",
    "bacho",
    "hochiminh",
    "motconvit",
    "123abc",
    "iloveyou",
    "qwerty",
    "asdfgh",
    "zxcvbn",
    "matkhau123",
    "abc123456",
    "tiengviet",
    "dangnhap",
    "quantri",
    "admin",
    "canbo",
    "langxa",
    "thonban",
    "tohop",
    "hoilamgi",
    "mothaiba",
];

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    #[error("too short")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("too long")]
    Long,
    /// Easily guessed: a common one, words, names, runs.
    #[error("easily guessed")]
    Guessable,
}

impl Weak {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Short, Self::Long, Self::Guessable];

    /// Stable code, worded in `vedich-wording`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "password.short",
            Self::Long => "password.long",
            Self::Guessable => "password.guessable",
        }
    }
}

/// Whether a password may be used by a person of that login and name.
///
/// # Errors
/// Why not.
pub fn check(password: &str, login: &str, name: &str) -> Result<(), Weak> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Weak::Short);
    }
    if length > LONGEST {
        return Err(Weak::Long);
    }
    let folded = fold(password);
    // The demo's stands on its sign-in page, in our files and in whatever was written of them.
    if demo_password().is_some_and(|public| folded.contains(&fold(&public))) {
        return Err(Weak::Guessable);
    }
    let own: Vec<String> =
        login.split(['.', '-', '_', '@']).chain(name.split_whitespace()).map(fold).filter(|word| word.len() > 1).collect();
    let whole = fold(name).replace(' ', "");
    let words: Vec<&str> = LOCAL_WORDS.iter().copied().chain(own.iter().map(String::as_str)).chain([whole.as_str(), login]).collect();
    // As typed and without diacritics: `mậtkhẩu2026` is no better than `matkhau2026`.
    let guesses = |text: &str| zxcvbn::zxcvbn(text, &words).score();
    let weakest = guesses(password).min(guesses(&folded)).min(guesses(&folded.replace(' ', "")));
    if weakest < zxcvbn::Score::Three { Err(Weak::Guessable) } else { Ok(()) }
}

/// The password everybody knows: that of the demo's accounts.
fn demo_password() -> Option<String> {
    vedich_reference::demo_accounts().ok().map(|demo| demo.password)
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("these parameters are allowed");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> String {
    argon().hash_password(password.as_bytes()).expect("a password of at most 128 characters can be hashed").to_string()
}

/// Whether a stored hash was made in another way than those of today: by other parameters, another version or algorithm.
fn is_dated(stored: &str) -> bool {
    let today = argon2::password_hash::phc::ParamsString::try_from(argon().params()).ok();
    PasswordHash::new(stored).is_ok_and(|parsed| {
        let same_way = parsed.algorithm == argon2::ARGON2ID_IDENT && parsed.version == Some(Version::V0x13.into());
        !(same_way && Some(parsed.params) == today)
    })
}

/// Verified for logins that do not exist, so that they take as long as those that do.
static NOBODYS: LazyLock<String> = LazyLock::new(|| hash("nobody has this password"));

fn verify(password: &str, stored: Option<&str>) -> bool {
    let matches =
        |stored: &str| PasswordHash::new(stored).is_ok_and(|parsed| argon().verify_password(password.as_bytes(), &parsed).is_ok());
    match stored {
        Some(stored) => matches(stored),
        None => {
            matches(&NOBODYS);
            false
        }
    }
}

impl App {
    /// Hashes a password, away from the threads that answer requests.
    pub(crate) async fn hash_password(&self, password: &str) -> String {
        let password = password.to_owned();
        self.at_leisure(move || hash(&password)).await
    }

    /// Whether a password is the stored one; takes as long when none is stored.
    pub(crate) async fn verify_password(&self, password: &str, stored: Option<String>) -> bool {
        if password.chars().count() > LONGEST {
            return false;
        }
        let password = password.to_owned();
        self.at_leisure(move || verify(&password, stored.as_deref())).await
    }

    /// Makes the hash of a password that was just found right anew, where it was made with older parameters.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub(crate) async fn keep_hash_of_today(&self, person: PersonId, password: &str, stored: &str) -> Result<(), JournalError> {
        if is_dated(stored) {
            let anew = self.hash_password(password).await;
            if self.entrance().vault.rehash_password(person, stored, &anew).await? {
                tracing::info!(person = person.0, "a password hash made with older parameters was made anew");
            }
        }
        Ok(())
    }

    async fn at_leisure<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let _turn = self.entrance().hashing.acquire().await;
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> Option<Weak> {
        check(password, "lan.nguyen", "Nguyễn Thị Lan").err()
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for weak in [
            "1234567890",
            "password123",
            "qwertyuiop",
            "matkhau123",
            "mậtkhẩu2026",
            "nongthonmoi2026",
            "aaaaaaaaaaaa",
            "nguyenthilan1",
            "lan.nguyen1990",
            "anhyeuem123",
            "iloveyou12",
            "Abc@123456",
            "01/01/1990",
            "vedich-dung-thu",
            "Vedich-Dung-Thu",
            "vedich-dùng-thử",
            "vedich-dung-thu-2026",
        ] {
            assert_eq!(refused(weak), Some(Weak::Guessable), "{weak}");
        }
        assert_eq!(refused("ngắn"), Some(Weak::Short));
        assert_eq!(refused(&"dài".repeat(50)), Some(Weak::Long));
    }

    #[test]
    fn phrases_and_random_ones_are_welcome_diacritics_included() {
        for strong in ["con trâu gặm cỏ bên cầu", "vX7#kq2mPz9w", "ghế đỏ mưa chiều bảy quả khế", "tomato brick lantern 71 river"]
        {
            assert_eq!(refused(strong), None, "{strong}");
        }
    }

    #[test]
    fn a_hash_says_how_it_was_made_and_opens_for_its_password_only() {
        let stored = hash("con trâu gặm cỏ");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("con trâu gặm cỏ", Some(&stored)) && !verify("con trâu gặm co", Some(&stored)));
        assert!(!verify("x", None) && !verify("x", Some("no hash")));
        assert_ne!(stored, hash("con trâu gặm cỏ"), "every hash has its own salt");
    }

    #[test]
    fn a_hash_of_other_parameters_is_dated_and_one_of_today_is_not() {
        assert!(!is_dated(&hash("con trâu gặm cỏ")));
        let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        assert!(is_dated(&weaker.hash_password("con trâu gặm cỏ".as_bytes()).unwrap().to_string()));
        let other = Argon2::new(Algorithm::Argon2i, Version::V0x13, Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap());
        assert!(is_dated(&other.hash_password("con trâu gặm cỏ".as_bytes()).unwrap().to_string()));
    }
}
