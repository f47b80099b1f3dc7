//! Steering: the calendar deadlines are counted in, days and hours, and the weights of emulation.

use crate::files::{EMULATION, STEERING};
use crate::templates::working_days;
use std::sync::{LazyLock, OnceLock};
use vedich_roadmap::calendar::{Rules, WorkCalendar};
use vedich_steering::emulation::{Schemes, WrongScheme};
use vedich_steering::rules::Rules as SteeringRules;

static CALENDAR: LazyLock<WorkCalendar> = LazyLock::new(|| Rules::vietnam(working_days()).years(2010..=2050).build());

/// Monday to Friday with Vietnam's holidays, 2010 to 2050.
#[must_use]
pub fn steering_calendar() -> WorkCalendar {
    CALENDAR.clone()
}

static EMULATION_SCHEMES: OnceLock<Schemes> = OnceLock::new();

/// The weights of emulation (thi đua): the office's own where it has some, else those shipped, which can be read (tested).
#[must_use]
pub fn emulation() -> &'static Schemes {
    EMULATION_SCHEMES.get_or_init(|| toml::from_str(EMULATION).unwrap_or_default())
}

/// Takes the office's own tables of weights, written as `data/emulation.toml`, in the place of those shipped. Once, before any is asked
/// for; later it changes nothing.
///
/// # Errors
/// When it is not of the right shape, or a table can't be used.
pub fn take_emulation(text: &str) -> Result<(), EmulationError> {
    let schemes = read_emulation(text)?;
    EMULATION_SCHEMES.get_or_init(|| schemes);
    Ok(())
}

fn read_emulation(text: &str) -> Result<Schemes, EmulationError> {
    let schemes: Schemes = toml::from_str(text)?;
    schemes.wrong().map_or(Ok(schemes), |wrong| Err(wrong.into()))
}

/// Why a file of weights was not taken.
#[derive(Debug, thiserror::Error)]
pub enum EmulationError {
    /// It is not of the right shape.
    #[error("the file can't be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// A table can't be used.
    #[error(transparent)]
    Wrong(#[from] WrongScheme),
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
        let schemes = read_emulation(EMULATION).unwrap();
        assert!(schemes.on("2020-01-01".parse().unwrap()).is_some());
    }

    #[test]
    fn an_office_hears_what_is_wrong_with_its_own_weights() {
        let refused = |text: &str| read_emulation(text).unwrap_err().to_string();
        assert!(refused(&EMULATION.replacen("points = 30", "points = 31", 1)).contains("from 2016-01-01: the points of the weights"));
        assert!(refused(&EMULATION.replacen("indicators-met", "criteria-met", 1)).contains("a measure stands twice"));
        assert!(refused(&EMULATION.replacen("from = 0,", "from = 1,", 1)).contains("begin at 0"));
        assert!(refused(&EMULATION.replacen("from = 75", "from = 95", 1)).contains("from the best"));
        assert!(refused("schemes = []").contains("no table"));
        assert!(refused(&EMULATION.replacen("criteria-met", "beauty", 1)).contains("beauty"));
    }
}
