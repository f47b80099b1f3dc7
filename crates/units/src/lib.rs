#![doc = include_str!("../README.md")]

mod build;
mod change;
mod counts;
mod kinds;
mod letters;
mod registry;
mod search;
mod tables;
mod timeline;
mod unit;

pub use build::TWO_LEVELS;
pub use change::ChangeRefused;
pub use registry::{COUNTRY, Registry};
pub use search::{Found, Resolution};
pub use tables::{CODES, Tables};
pub use timeline::{Dated, Timeline};
pub use unit::{Named, Succession, Unit, UnitAt, ZoneName};
pub use vedich_facts::{UnitChange, UnitLevel};

/// Orders names as a Vietnamese reader does: `a ă â b c d đ …`, tones last, numbers by their value.
///
/// ```
/// let mut names = ["Phường 10", "Phường 2", "Đông", "Dương", "Ân", "An"];
/// names.sort_by_key(|name| vedich_units::name_order(name));
/// assert_eq!(names, ["An", "Ân", "Dương", "Đông", "Phường 2", "Phường 10"]);
/// ```
#[must_use]
pub fn name_order(name: &str) -> impl Ord + Clone + use<> {
    letters::sort_key(name)
}
