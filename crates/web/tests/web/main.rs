//! The site and its API, tried as people and programs use them. One binary: linking the product once per file would cost gigabytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod daily_api;
mod description;
mod desk;
mod entry;
mod matrix;
mod pages;
mod papers;
mod plan_files;
mod product;
mod record_api;
mod roadmap_forms;
mod roadmaps;
mod running;
mod samples;
mod search;
mod site;
mod steering;
mod steering_papers;
mod styles;
mod support;
