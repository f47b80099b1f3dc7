//! The `vedich` binary: command line, configuration, wiring.

mod ask;
mod bench;
mod cli;
mod commands;
mod config;
mod dispatch;
mod failure;
mod logging;
mod mail;
mod output;

use anyhow::Result;
use cli::{Cli, Command};
use commands::Ended;
use failure::Failure;
use output::Output;
use std::process::ExitCode;

#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::of_process();
    let output = Output { lang: cli.global.lang.unwrap_or_default(), json: cli.global.json, quiet: cli.global.quiet };
    let mut url = cli.global.db.clone().unwrap_or_default();
    match run(&cli, output, &mut url) {
        Ok(ended) => ExitCode::from(ended as u8),
        // Whoever reads our output has seen enough: `vedich units at … | head`.
        Err(error) if error.downcast_ref::<std::io::Error>().is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let failure = Failure::of(&error, &url);
            output.failure(&failure);
            ExitCode::from(failure.ended as u8)
        }
    }
}

/// Reads the settings, then does what was asked; `url` becomes the database they name, where the command line names none.
fn run(cli: &Cli, output: Output, url: &mut String) -> Result<Ended> {
    let settings = match config::Config::load(cli.global.config.as_deref()) {
        // What is wrong with an installation is what the doctor is asked for.
        Err(failure) if matches!(cli.command, Command::Doctor) => {
            return dispatch::wait(commands::doctor::without_settings(&failure, cli.global.db.as_deref(), output));
        }
        settings => settings?,
    };
    // Hundreds of officers who sign in to be measured are no news.
    if !matches!(cli.command, Command::Bench(_)) {
        logging::start(&settings.log)?;
    }
    if url.is_empty() {
        url.clone_from(&settings.database.url);
    }
    // The doctor looks at the office's own files by itself, and tells of each.
    if !matches!(cli.command, Command::Doctor) {
        settings.open_own_files()?;
    }
    dispatch::carry_out(cli, &settings, url, output)
}
