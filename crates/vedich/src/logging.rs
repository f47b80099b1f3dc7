//! Logs to standard error: readable lines for people, JSON for machines.

use crate::config::{Log, unusable};
use crate::failure::Failure;
use tracing_subscriber::EnvFilter;

/// Starts logging for the process; called once.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn start(log: &Log) -> Result<(), Failure> {
    let filter = filter(log)?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start (in tests) keeps the first.
    let _ = if log.format == "json" { builder.json().flatten_event(true).try_init() } else { builder.compact().try_init() };
    Ok(())
}

/// What is logged.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn filter(log: &Log) -> Result<EnvFilter, Failure> {
    let wrong = |_| unusable("log.filter", format!("{:?}", log.filter), "\"info\", \"warn,vedich=debug\"");
    EnvFilter::builder().parse(&log.filter).map_err(wrong)
}
