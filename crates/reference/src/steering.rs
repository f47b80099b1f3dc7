//! Steering: the calendar deadlines are counted in, days and hours, and the weights of emulation.

use crate::files::{EMULATION, STEERING};
use crate::templates::working_days;
use std::sync::LazyLock;
use vedich_roadmap::calendar::{Rules, WorkCalendar};
use vedich_steering::emulation::Schemes;
use vedich_steering::rules::Rules as SteeringRules;

static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(|| Rules::vietnam(working_days()).years(2010..=2050).build());

/// Monday to Friday with Vietnam's holidays, 2010 to 2050.
#[must_use]
pub fn steering_calendar() -> WorkCalendar {
    CALENDAR.clone()
}

static EMULATION_SCHEMES: LazyLock<Schemes> = LazyLock::new(|| toml::from_str(EMULATION).unwrap_or_default());

/// The weights of emulation (thi đua). The shipped file can be read (tested).
#[must_use]
pub fn emulation() -> &'static Schemes {
    &EMULATION_SCHEMES
}

static RULES: LazyLock<SteeringRules> = LazyLock::new(|| toml::from_str(STEERING).unwrap_or_default());

/// The days and hours of steering. The shipped file can be read (tested).
#[must_use]
pub fn steering_rules() -> &'static SteeringRules {
    &RULES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_days_and_hours_can_be_read() {
        let rules: SteeringRules = toml::from_str(STEERING).unwrap();
        assert!(rules.reminders.hour < 24 && !rules.reminders.days_before.is_empty());
        assert_eq!(&rules, steering_rules());
    }

    #[test]
    fn the_shipped_weights_can_be_read_and_add_up_to_a_hundred() {
        let schemes: Schemes = toml::from_str(EMULATION).unwrap();
        for scheme in &schemes.schemes {
            assert_eq!(scheme.weights.iter().map(|weight| weight.points).sum::<u32>(), 100);
            assert_eq!(scheme.ratings.last().map(|rating| rating.from), Some(0));
        }
        assert!(schemes.on("2020-01-01".parse().unwrap()).is_some());
    }
}
