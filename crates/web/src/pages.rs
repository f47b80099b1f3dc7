//! The pages: one view struct and one render function each. Nothing here asks, computes or decides anything.

pub mod about;
pub mod board;
pub mod conditions;
pub mod confirm_form;
pub mod criteria;
pub mod criteria_diff;
pub mod criteria_set;
pub mod desk;
pub mod entry;
pub mod error;
pub mod fieldwork;
pub mod glossary;
pub mod home;
pub mod money;
pub mod notices;
pub mod papers;
pub mod people;
pub mod place;
mod place_parts;
pub mod plan_files;
pub mod procedure;
pub mod roadmaps;
pub mod search;
pub mod steering;
pub mod unit;
pub mod units;
pub mod work;
