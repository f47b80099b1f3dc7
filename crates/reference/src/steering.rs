//! Steering: the calendar deadlines are counted in, days and hours, and the weights of emulation.

use crate::files::{EMULATION, STEERING};
use crate::office::{OfficeFile, check_office_file};
use crate::templates::working_days;
use std::sync::{LazyLock, OnceLock};
use vedich_roadmap::calendar::{Rules, WorkCalendar};
use vedich_steering::emulation::Schemes;
use vedich_steering::rules::Rules as SteeringRules;
use vedich_values::{Diagnostic, Place};

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
/// Everything that is wrong with the file.
pub fn take_emulation(name: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    match check_office_file(name, text, &[])? {
        OfficeFile::Weights(schemes) => {
            EMULATION_SCHEMES.get_or_init(|| schemes);
            Ok(())
        }
        OfficeFile::Bodies(_) | OfficeFile::Layout(_) => {
            let place = Place { file: Some(name.to_owned()), ..Place::default() };
            Err(vec![Diagnostic::error("office.no-weights", place)])
        }
    }
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
    fn the_shipped_weights_are_in_force_from_their_day() {
        assert!(emulation().on("2020-01-01".parse().unwrap()).is_some());
    }
}
