//! Roadmaps: the working calendar, the task network and its critical path, the forecast, and where money helps most.
#![doc = include_str!("../README.md")]

pub mod allocate;
pub mod area;
pub mod calendar;
pub mod dates_file;
pub mod forecast;
pub mod json;
pub mod network;
pub mod path_sheet;
pub mod plan;
pub mod planner;
pub mod problem;
pub mod project;
pub mod record;
pub mod template;
pub mod triage;
pub mod typed;
