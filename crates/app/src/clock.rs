//! The port through which time comes in.

use chrono::TimeDelta;
use parking_lot::Mutex;
use vedich_values::date::day_of;
use vedich_values::{Date, Timestamp};

/// What time it is. A port, so that tests and demonstrations decide what "today" means.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The instant.
    fn now(&self) -> Timestamp;

    /// The civil date in Việt Nam: the day starts at 17:00 UTC of the day before.
    fn today(&self) -> Date {
        day_of(self.now())
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        chrono::Utc::now()
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// Stands at that instant.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock() += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_starts_at_midnight_in_viet_nam() {
        let clock = FixedClock::at("2026-06-30T16:59:59Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-06-30");
        clock.advance(TimeDelta::seconds(1));
        assert_eq!(clock.today().to_string(), "2026-07-01");
    }
}
