//! How long to wait after failed attempts. Counted per login and address together, so that whoever guesses keeps only themselves out,
//! never the owner elsewhere; and per address, for whoever tries one password on many logins. A whole office sits behind one address: what
//! its address has failed is forgiven bit by bit, and never keeps out somebody who came in from there before.

use super::secrets;
use chrono::TimeDelta;
use vedich_journal::vault::{Attempt, Hash};
use vedich_values::Timestamp;

/// Failures on one login from one address before waiting begins: people mistype.
const FREE_BY_LOGIN: u32 = 4;
/// Failures from one address before waiting begins: an office of many people sits behind one address.
const FREE_BY_ADDRESS: u32 = 30;
/// One failure of an address is forgiven in so long: thirty in an hour are people, more are a program.
const FORGIVEN_EVERY: TimeDelta = TimeDelta::minutes(2);
/// Whoever came in from an address is known there for so long.
const KNOWN_FOR: TimeDelta = TimeDelta::days(30);
/// Longest wait.
const LONGEST_SECONDS: i64 = 15 * 60;
/// After so long without a failure counting starts anew.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);

/// Under what failures are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) hash: Hash,
    free: u32,
    forgives: bool,
}

/// The keys of an attempt: of the login at that address, and of the address.
pub(super) fn keys(login: &str, address: &str) -> [Key; 2] {
    let network = network(address);
    [
        Key { hash: secrets::hash(format!("login\0{login}\0{network}").as_bytes()), free: FREE_BY_LOGIN, forgives: false },
        Key { hash: secrets::hash(format!("address\0{network}").as_bytes()), free: FREE_BY_ADDRESS, forgives: true },
    ]
}

/// Under what it stands that somebody came in from an address.
pub(super) fn known(login: &str, address: &str) -> Hash {
    secrets::hash(format!("known\0{login}\0{}", network(address)).as_bytes())
}

/// That somebody came in just now.
pub(super) fn came_in(now: Timestamp) -> Attempt {
    Attempt { failures: 0, last_at: now, free_at: now + KNOWN_FOR }
}

/// Whether somebody who came in then is still known.
pub(super) fn is_known(before: Option<Attempt>, now: Timestamp) -> bool {
    before.is_some_and(|before| before.free_at > now)
}

/// Who one neighbour of the network can't be told from: an IPv4 address, a /64 of IPv6.
fn network(address: &str) -> String {
    match address.parse::<std::net::Ipv6Addr>() {
        Ok(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| v6.segments()[..4].iter().map(|part| format!("{part:x}")).collect::<Vec<_>>().join(":"), |v4| v4.to_string()),
        Err(_) => address.to_owned(),
    }
}

/// What one more failure makes of the count.
pub(super) fn failed(key: Key, before: Option<Attempt>, now: Timestamp) -> Attempt {
    let left = |before: Attempt| {
        let forgiven = if key.forgives { (now - before.last_at).num_seconds() / FORGIVEN_EVERY.num_seconds() } else { 0 };
        before.failures.saturating_sub(u32::try_from(forgiven).unwrap_or(0))
    };
    let failures = before.filter(|before| now - before.last_at < FORGOTTEN).map_or(0, left).saturating_add(1);
    let over = failures.saturating_sub(key.free);
    let wait = if over == 0 { 0 } else { 1_i64.checked_shl(over.min(30)).unwrap_or(LONGEST_SECONDS).min(LONGEST_SECONDS) };
    Attempt { failures, last_at: now, free_at: now + TimeDelta::seconds(wait) }
}

/// Seconds until the next attempt is looked at; none when it may come now.
pub(super) fn wait(before: Option<Attempt>, now: Timestamp) -> Option<u64> {
    let left = before?.free_at - now;
    (left > TimeDelta::zero()).then(|| u64::try_from(left.num_milliseconds().div_euclid(1000) + 1).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn waiting_begins_after_some_failures_doubles_and_has_an_end() {
        let [key, _] = keys("lan", "10.0.0.1");
        let mut attempt = None;
        let mut waits = Vec::new();
        for _ in 0..20 {
            attempt = Some(failed(key, attempt, at(0)));
            waits.push(wait(attempt, at(0)).unwrap_or(0));
        }
        assert_eq!(&waits[..8], &[0, 0, 0, 0, 3, 5, 9, 17]);
        assert_eq!(waits[19], 901);
        assert_eq!(failed(key, attempt, at(25 * 3600)).failures, 1, "forgotten after a day");
    }

    #[test]
    fn an_address_is_forgiven_bit_by_bit() {
        let [of_login, of_address] = keys("lan", "10.0.0.1");
        let before = Some(Attempt { failures: 30, last_at: at(0), free_at: at(0) });
        assert_eq!(failed(of_address, before, at(600)).failures, 26);
        assert_eq!(failed(of_address, before, at(2 * 3600)).failures, 1);
        assert_eq!(failed(of_login, before, at(600)).failures, 31, "a login never");
        // One mistyped password every two minutes for ever keeps nobody out.
        let mut attempt = None;
        for step in 0..200 {
            attempt = Some(failed(of_address, attempt, at(step * 120)));
            assert_eq!(wait(attempt, at(step * 120)), None);
        }
    }

    #[test]
    fn whoever_guesses_keeps_only_themselves_out() {
        assert_ne!(keys("lan", "10.0.0.1")[0], keys("lan", "10.0.0.2")[0]);
        assert_ne!(keys("lan", "10.0.0.1")[0], keys("hoa", "10.0.0.1")[0]);
        assert_eq!(keys("lan", "10.0.0.1")[1], keys("hoa", "10.0.0.1")[1]);
        assert_eq!(keys("lan", "2001:db8::1")[1], keys("lan", "2001:db8::2")[1], "one network");
        assert_eq!(network("::ffff:10.0.0.1"), "10.0.0.1");
    }
}
