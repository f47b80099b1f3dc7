//! The `vedich` binary: command line, configuration, wiring.

mod ask;
mod bench;
mod cli;
mod commands;
mod config;
mod failure;
mod logging;
mod mail;
mod output;

use anyhow::Result;
use cli::bulletin::Bulletin;
use cli::{Cli, Command};
use commands::{Ended, Known, Opening};
use failure::Failure;
use output::Output;
use std::process::ExitCode;
use vedich_journal::Journal;

#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How the database is opened for a command of steering: its deadlines and rights are those of today's picture.
const fn writing(looks: bool) -> Opening {
    if looks { Opening::Standing } else { Opening::Working }
}

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
            return wait(commands::doctor::without_settings(&failure, cli.global.db.as_deref(), output));
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
    carry_out(cli, &settings, url, output)
}

fn carry_out(cli: &Cli, settings: &config::Config, url: &str, output: Output) -> Result<Ended> {
    let today = commands::today();
    let asked = cli.global.db.is_some();
    let reporting = &settings.reporting;
    let shipped = || commands::shipped(&settings.criteria);
    let open = |opening| async move { commands::open_app(url, opening, reporting, shipped()?).await };
    match &cli.command {
        Command::Bulletin(Bulletin::Read(arguments)) => commands::bulletin::run(arguments, output),
        Command::Bulletin(Bulletin::Import(arguments)) => {
            let opening = if arguments.dry_run { Opening::Standing } else { Opening::Making };
            wait(async {
                let app = open(opening).await?;
                if !arguments.dry_run {
                    app.keep_evidence_in(settings.evidence.open(url)?);
                }
                commands::bulletin::import::run(arguments, &app, output).await
            })
        }
        Command::Bulletin(command) => {
            wait(async { commands::bulletin::desk::run(command, &open(writing(command.looks())).await?, output).await })
        }
        Command::Criteria(cli::Criteria::Confirm(arguments)) => {
            wait(async { commands::criteria::confirm::run(arguments, &open(Opening::Standing).await?, output).await })
        }
        Command::Criteria(command) => commands::criteria::run(command, &wait(Known::of(url, asked, shipped()?, open))?, today, output),
        Command::Search(arguments) => wait(async { commands::search::run(arguments, &open(Opening::Standing).await?, output).await }),
        Command::Glossary { word } => commands::glossary::run(word.as_deref(), output),
        Command::Units(command) => {
            commands::units::run(command, &wait(Known::of(url, asked, shipped()?, open))?.reference.registry, today, output)
        }
        Command::Roadmap(command) => {
            commands::roadmap::run(command, output, |kept| wait(async { kept.run(&open(Opening::Standing).await?, output).await }))
        }
        Command::Tasks(command) => wait(async { commands::steering::tasks(command, &open(writing(command.looks())).await?, output).await }),
        Command::Meetings(command) => {
            let post = settings.mail.is_on().then(|| mail::Post::new(&settings.mail)).transpose()?;
            wait(async {
                let app = open(writing(command.looks())).await?;
                // Invitations name the sender of the letters, whichever program writes them.
                post.iter().for_each(|post| app.send_letters_from(post.address()));
                commands::steering::meetings(command, &app, output).await
            })
        }
        Command::Leaders(of) => wait(async { commands::steering::leaders(of, &open(Opening::Standing).await?, output).await }),
        Command::Proposals(command) => {
            wait(async { commands::steering::proposals(command, &open(writing(command.looks())).await?, output).await })
        }
        Command::Paper(cli::papers::PaperCommand::Check { form, files }) => commands::paper::checked(form, files, output),
        Command::Paper(command) => wait(async { commands::paper::run(command, &open(Opening::Standing).await?, output).await }),
        // The queue is read from today's board.
        Command::Verify(command) => wait(async { commands::verify::run(command, &open(Opening::Working).await?, output).await }),
        Command::Duties(command) => wait(async { commands::duties::run(command, &open(Opening::Working).await?, output).await }),
        Command::Evidence(command) => wait(async {
            let app = open(Opening::Working).await?;
            app.keep_evidence_in(settings.evidence.open(url)?);
            commands::evidence::evidence(command, &app, output).await
        }),
        Command::Visits(command) => wait(async {
            let app = open(Opening::Working).await?;
            app.keep_evidence_in(settings.evidence.open(url)?);
            commands::evidence::visits(command, &app, output).await
        }),
        Command::Letters(command) => wait(async { commands::letters::run(command, &open(Opening::Working).await?, output).await }),
        Command::Audit(command) => wait(async { commands::audit::run(command, &open(Opening::Standing).await?, output).await }),
        Command::Journal(command) => wait(commands::journal::run(command, url, output)),
        Command::Backup { to } => wait(commands::journal::backup(url, to, &settings.evidence.folder_for(url), output)),
        Command::Restore { from } => wait(commands::journal::restore(url, from, output)),
        Command::Doctor => wait(commands::doctor::run(settings, url, output)),
        Command::Demo => wait(async { commands::serve::demo(&open(Opening::Making).await?, output).await }),
        Command::Admin(command) => wait(async { commands::admin::run(command, &open(Opening::Making).await?, settings, output).await }),
        Command::People(command) => wait(async { commands::people::run(command, &open(Opening::Standing).await?, settings, output).await }),
        Command::Assess(arguments) => wait(async { commands::assess::run(arguments, &open(Opening::Standing).await?, output).await }),
        Command::Import(arguments) => {
            // A look at a file needs no database: where there is none, an empty one is made for the while.
            let aside = (arguments.file().dry_run && !commands::database_exists(url)).then(tempfile::tempdir).transpose()?;
            let aside = aside.as_ref().map(|folder| format!("sqlite:{}", folder.path().join("empty.db").display()));
            wait(async {
                let app = commands::open_app(aside.as_deref().unwrap_or(url), Opening::Making, reporting, shipped()?).await?;
                commands::import::run(arguments, &app, output).await
            })
        }
        Command::Sheet(command) => wait(async { commands::sheet::run(command, &open(Opening::Working).await?, output).await }),
        Command::Export(arguments) => wait(async { commands::export::run(arguments, &open(Opening::Standing).await?, output).await }),
        Command::Serve(arguments) => {
            let shipped = shipped()?;
            commands::serve::log_remarks(&shipped.catalogue);
            // The cases as they are loaded: on the register before anything was added to it.
            let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).unwrap_or_default();
            let listen = arguments.listen.unwrap_or(settings.server.listen);
            let limits = settings.limits.read()?;
            wait(async {
                Journal::wait_for_server(url, commands::serve::SERVER_PATIENCE).await?;
                let app = commands::open_app(url, Opening::Serving, reporting, shipped).await?;
                app.keep_evidence_in(settings.evidence.open(url)?);
                if let Some((provider, client)) = settings.sso.open()? {
                    app.set_single_sign_on(provider, std::sync::Arc::new(client));
                }
                let site = commands::serve::Site {
                    listen,
                    limits,
                    public_url: settings.server.public_url.clone(),
                    metrics_token: settings.security.metrics_token.clone(),
                    policy: settings.security.policy(),
                    post: settings.mail.is_on().then(|| mail::Post::new(&settings.mail)).transpose()?,
                };
                commands::serve::serve(arguments, site, app, cases, output).await
            })
        }
        Command::Bench(arguments) => wait(commands::bench::bench(arguments, url, output)),
    }
}

/// Runs a command that waits for the database or the network.
fn wait<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
