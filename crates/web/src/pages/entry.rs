//! Entering values: one's units, the sheet of a unit and period, its print, who has reported.

pub mod ended;
pub mod list;
pub mod minutes;
pub mod reporting;
pub mod sheet;
pub mod units;
