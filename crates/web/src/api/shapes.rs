//! Wire shapes of the JSON API and of `vedich … --json`. Others script against them: keys are only ever added.

mod area;
mod place;
mod record;
mod units;

pub use area::*;
pub use place::*;
pub use record::*;
pub use units::*;
