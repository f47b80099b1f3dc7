//! How often one address may ask: a bucket of requests that fills up steadily, one for everything and a smaller one for what is dear.

use super::WebState;
use super::error::WebError;
use super::visit::Visit;
use crate::api::{Problem, Speech};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// Requests an address may make: so many a second in the long run, `burst` at once. Zero a second: as many as it likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// In the long run.
    pub per_second: u32,
    /// At once, after a rest.
    pub burst: u32,
}

/// Limits for the public. By default there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Every page, answer and form.
    pub requests: Rate,
    /// Of these, searches and whole boards as files.
    pub searches: Rate,
    /// Our own proxies: what they say of the address behind them (`X-Forwarded-For`) is believed, and nobody else is.
    pub proxies: Vec<Network>,
}

/// One address, or all that begin with the same bits: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u32,
}

/// A text that names no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address and no network; write 10.0.0.5 or 10.0.0.0/8")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let first: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_| wrong()))?;
        if bits <= most { Ok(Self { first, bits }) } else { Err(wrong()) }
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        let cut = |number: u128, width: u32| if self.bits == 0 { 0 } else { number >> (width - self.bits) };
        match (self.first, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => cut(a.to_bits().into(), 32) == cut(b.to_bits().into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => cut(a.to_bits(), 128) == cut(b.to_bits(), 128),
            _ => false,
        }
    }
}

/// Shards, so that two requests seldom wait for one another.
const SHARDS: usize = 16;
/// Addresses a shard remembers before it forgets those whose bucket is full again: some megabytes in all, whatever is thrown at us.
const REMEMBERED: usize = 8_192;

/// Buckets by address. A bucket is one number: the nanosecond at which it will be full again.
#[derive(Debug)]
struct Buckets {
    rate: Rate,
    shards: Vec<Mutex<HashMap<u128, u64>>>,
    hasher: RandomState,
}

impl Buckets {
    fn new(rate: Rate) -> Self {
        Self { rate, shards: (0..SHARDS).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }

    /// Takes one request out of the bucket of a key at an instant counted in nanoseconds; when it is empty, says how long to wait.
    fn take(&self, key: u128, now: u64) -> Result<(), Duration> {
        let Some(interval) = 1_000_000_000_u64.checked_div(self.rate.per_second.into()) else { return Ok(()) };
        let room = interval * u64::from(self.rate.burst.max(1));
        let shard = usize::try_from(self.hasher.hash_one(key) % SHARDS as u64).unwrap_or_default();
        let mut shard = self.shards[shard].lock();
        if shard.len() >= REMEMBERED && !shard.contains_key(&key) {
            shard.retain(|_, full_at| *full_at > now);
            if shard.len() >= REMEMBERED {
                // Everybody at once: whoever waits shortest is forgotten, which errs on the side of answering.
                shard.clear();
            }
        }
        let full_at = shard.entry(key).or_insert(now);
        let after = (*full_at).max(now) + interval;
        if after - now > room {
            return Err(Duration::from_nanos(after - now - room));
        }
        *full_at = after;
        Ok(())
    }
}

/// The limits at work.
#[derive(Debug)]
pub(crate) struct Limiter {
    requests: Buckets,
    searches: Buckets,
    proxies: Vec<Network>,
    start: Instant,
}

impl Limiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        let (requests, searches) = (Buckets::new(limits.requests), Buckets::new(limits.searches));
        Self { requests, searches, proxies: limits.proxies.clone(), start: Instant::now() }
    }

    /// Whose request this is: the peer, or whom one of our proxies says it speaks for.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let ours = |address: IpAddr| self.proxies.iter().any(|proxy| proxy.contains(address));
        let mut client = peer.to_canonical();
        let named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(','));
        let named: Vec<&str> = named.collect();
        for text in named.into_iter().rev() {
            if !ours(client) {
                break;
            }
            let Ok(next) = text.trim().parse::<IpAddr>() else { break };
            client = next.to_canonical();
        }
        client
    }

    /// Whether a request may go on; when not, how long to wait. This machine itself is not limited.
    fn admit(&self, client: IpAddr, is_search: bool) -> Result<(), Duration> {
        if client.is_loopback() {
            return Ok(());
        }
        let now = u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX / 2);
        if is_search {
            self.searches.take(key(client), now)?;
        }
        self.requests.take(key(client), now)
    }
}

/// Who shares a bucket: an IPv4 address, or an IPv6 network of a household, since that many addresses are anybody's.
fn key(client: IpAddr) -> u128 {
    match client {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits() & Ipv6Addr::new(0xffff, 0xffff, 0xffff, 0xffff, 0, 0, 0, 0).to_bits(),
    }
}

/// Pages and answers that are dearer than others.
fn is_search(path: &str) -> bool {
    path.starts_with("/search") || path == "/api/v1/units" || (path.starts_with("/board/") && path.contains("/table."))
}

/// Style sheets are cached for ever, and whoever watches over us must not be sent away.
fn is_free(path: &str) -> bool {
    path.starts_with("/assets/") || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// Lets a request pass, or says when to come back.
pub(crate) async fn limited(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let path = request.uri().path();
    let Some(peer) = peer.filter(|_| !is_free(path)) else { return next.run(request).await };
    let limiter = state.limiter();
    let Err(wait) = limiter.admit(limiter.client(peer, request.headers()), is_search(path)) else { return next.run(request).await };
    let (parts, _) = request.into_parts();
    let seconds = wait.as_secs() + 1;
    let mut response = if parts.uri.path().starts_with("/api/") {
        Problem::too_many(Speech::of(&parts.uri, &parts.headers), seconds).into_response()
    } else {
        Visit::of(&parts, &state).refuse(&WebError::too_many())
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn a_bucket_gives_its_burst_then_its_rate_to_each_address_alone() {
        let buckets = Buckets::new(Rate { per_second: 10, burst: 5 });
        let taken = |key, now| (0..100).take_while(|_| buckets.take(key, now).is_ok()).count();
        assert_eq!(taken(1, 0), 5);
        assert_eq!(buckets.take(1, 0), Err(Duration::from_millis(100)));
        assert_eq!(taken(2, 0), 5, "another address has its own");
        assert_eq!(taken(1, SECOND / 10), 1);
        assert_eq!(taken(1, SECOND), 5, "no more than a burst, however long the rest");
        let free = Buckets::new(Rate::default());
        assert!((0..1_000_000).all(|_| free.take(1, 0).is_ok()));
    }

    #[test]
    fn however_many_addresses_ask_memory_stays_bounded() {
        let buckets = Buckets::new(Rate { per_second: 1, burst: 1_000 });
        for key in 0..1_000_000 {
            assert!(buckets.take(key, 0).is_ok());
        }
        assert!(buckets.shards.iter().all(|shard| shard.lock().len() <= REMEMBERED));
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let limits = Limits { proxies: vec!["10.0.0.0/8".parse().unwrap(), "fd00::1".parse().unwrap()], ..Limits::default() };
        let limiter = Limiter::new(&limits);
        let client = |peer: &str, forwarded: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append(HeaderName::from_static("x-forwarded-for"), line.parse().unwrap());
            }
            limiter.client(peer.parse().unwrap(), &headers).to_string()
        };
        assert_eq!(client("203.0.113.5", &["1.2.3.4"]), "203.0.113.5", "anybody can write a header");
        assert_eq!(client("10.1.2.3", &["1.2.3.4"]), "1.2.3.4");
        assert_eq!(
            client("10.1.2.3", &["6.6.6.6, 1.2.3.4", "10.9.9.9"]),
            "1.2.3.4",
            "what stands before a stranger is the stranger's word"
        );
        assert_eq!(client("fd00::1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(client("::ffff:10.1.2.3", &["unknown"]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
        for wrong in ["", "10.0.0.0/33", "proxy.local", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_of_one_household_share_a_bucket_and_this_machine_has_none() {
        let of = |text: &str| key(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        let rate = Rate { per_second: 1, burst: 1 };
        let limiter = Limiter::new(&Limits { requests: rate, searches: rate, proxies: Vec::new() });
        assert!((0..100).all(|_| limiter.admit("127.0.0.1".parse().unwrap(), true).is_ok()));
    }
}
