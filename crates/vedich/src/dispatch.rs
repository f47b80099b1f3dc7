//! Which command does what: each opens the product as far as it needs it, and is handed what it works with.

use crate::cli::bulletin::Bulletin;
use crate::cli::papers::PaperCommand;
use crate::cli::{self, Cli, Command};
use crate::commands::{self, Ended, Known, Opening};
use crate::config::Config;
use crate::mail::Post;
use crate::output::Output;
use anyhow::Result;
use std::sync::Arc;
use vedich_app::App;
use vedich_journal::Journal;
use vedich_reference::Shipped;

/// How the database is opened for a command of steering: its deadlines and rights are those of today's picture.
const fn writing(looks: bool) -> Opening {
    if looks { Opening::Standing } else { Opening::Working }
}

/// What commands have in common.
#[derive(Clone, Copy, Debug)]
struct Session<'a> {
    settings: &'a Config,
    url: &'a str,
    /// Whether the database was named on the command line.
    named: bool,
    output: Output,
}

/// Does what was asked, on the database of that address.
pub(crate) fn carry_out(cli: &Cli, settings: &Config, url: &str, output: Output) -> Result<Ended> {
    let session = Session { settings, url, named: cli.global.db.is_some(), output };
    match &cli.command {
        Command::Bulletin(command) => session.bulletin(command),
        Command::Criteria(command) => session.criteria(command),
        Command::Search(arguments) => session.on(Opening::Standing, async |app| commands::search::run(arguments, &app, output).await),
        Command::Glossary { word } => commands::glossary::run(word.as_deref(), output),
        Command::Units(command) => commands::units::run(command, &session.known()?.reference.registry, commands::today(), output),
        Command::Roadmap(command) => {
            commands::roadmap::run(command, output, |kept| session.on(Opening::Standing, async |app| kept.run(&app, output).await))
        }
        Command::Tasks(command) => session.on(writing(command.looks()), async |app| commands::steering::tasks(command, &app, output).await),
        Command::Meetings(command) => session.meetings(command),
        Command::Leaders(of) => session.on(Opening::Standing, async |app| commands::steering::leaders(of, &app, output).await),
        Command::Proposals(command) => {
            session.on(writing(command.looks()), async |app| commands::steering::proposals(command, &app, output).await)
        }
        Command::Paper(PaperCommand::Check { form, files }) => commands::paper::checked(form, files, output),
        Command::Paper(command) => session.on(Opening::Standing, async |app| commands::paper::run(command, &app, output).await),
        // The queue is read from today's board.
        Command::Verify(command) => session.on(Opening::Working, async |app| commands::verify::run(command, &app, output).await),
        Command::Duties(command) => session.on(Opening::Working, async |app| commands::duties::run(command, &app, output).await),
        Command::Evidence(command) => session.with_evidence(async |app| commands::evidence::evidence(command, &app, output).await),
        Command::Visits(command) => session.with_evidence(async |app| commands::evidence::visits(command, &app, output).await),
        Command::Letters(command) => session.on(Opening::Working, async |app| commands::letters::run(command, &app, output).await),
        Command::Audit(command) => session.on(Opening::Standing, async |app| commands::audit::run(command, &app, output).await),
        Command::Journal(command) => wait(commands::journal::run(command, url, output)),
        Command::Backup { to } => wait(commands::journal::backup(url, to, &settings.evidence.folder_for(url), output)),
        Command::Restore { from } => wait(commands::journal::restore(url, from, output)),
        Command::Doctor => wait(commands::doctor::run(settings, url, output)),
        Command::Demo => session.on(Opening::Making, async |app| commands::serve::demo(&app, output).await),
        Command::Admin(command) => session.on(Opening::Making, async |app| commands::admin::run(command, &app, settings, output).await),
        Command::People(command) => session.on(Opening::Standing, async |app| commands::people::run(command, &app, settings, output).await),
        Command::Assess(arguments) => session.on(Opening::Standing, async |app| commands::assess::run(arguments, &app, output).await),
        Command::Import(arguments) => session.import(arguments),
        Command::Sheet(command) => session.on(Opening::Working, async |app| commands::sheet::run(command, &app, output).await),
        Command::Export(arguments) => session.on(Opening::Standing, async |app| commands::export::run(arguments, &app, output).await),
        Command::Serve(arguments) => session.serve(arguments),
        Command::Bench(arguments) => wait(commands::bench::bench(arguments, url, output)),
    }
}

impl Session<'_> {
    fn shipped(self) -> Result<Shipped> {
        commands::shipped(&self.settings.criteria)
    }

    async fn open(self, opening: Opening) -> Result<App> {
        commands::open_app(self.url, opening, &self.settings.reporting, self.shipped()?).await
    }

    /// Opens the product and works on it.
    fn on(self, opening: Opening, work: impl AsyncFnOnce(App) -> Result<Ended>) -> Result<Ended> {
        wait(async { work(self.open(opening).await?).await })
    }

    /// Works on today's board with the store of evidence at hand.
    fn with_evidence(self, work: impl AsyncFnOnce(App) -> Result<Ended>) -> Result<Ended> {
        self.on(Opening::Working, async |app| {
            app.keep_evidence_in(self.settings.evidence.open(self.url)?);
            work(app).await
        })
    }

    /// What the installation knows of units and sets.
    fn known(self) -> Result<Known> {
        wait(Known::of(self.url, self.named, self.shipped()?, async |opening| self.open(opening).await))
    }

    fn bulletin(self, command: &Bulletin) -> Result<Ended> {
        let output = self.output;
        match command {
            Bulletin::Read(arguments) => commands::bulletin::run(arguments, output),
            Bulletin::Import(arguments) => {
                let opening = if arguments.dry_run { Opening::Standing } else { Opening::Making };
                self.on(opening, async |app| {
                    if !arguments.dry_run {
                        app.keep_evidence_in(self.settings.evidence.open(self.url)?);
                    }
                    commands::bulletin::import::run(arguments, &app, output).await
                })
            }
            other => self.on(writing(other.looks()), async |app| commands::bulletin::desk::run(other, &app, output).await),
        }
    }

    fn criteria(self, command: &cli::Criteria) -> Result<Ended> {
        match command {
            cli::Criteria::Confirm(arguments) => {
                self.on(Opening::Standing, async |app| commands::criteria::confirm::run(arguments, &app, self.output).await)
            }
            other => commands::criteria::run(other, &self.known()?, commands::today(), self.output),
        }
    }

    fn meetings(self, command: &cli::steering::Meetings) -> Result<Ended> {
        let post = self.post()?;
        self.on(writing(command.looks()), async |app| {
            // Invitations name the sender of the letters, whichever program writes them.
            post.iter().for_each(|post| app.send_letters_from(post.address()));
            commands::steering::meetings(command, &app, self.output).await
        })
    }

    /// A look at a file needs no database: where there is none, an empty one is made for the while.
    fn import(self, arguments: &cli::Import) -> Result<Ended> {
        let aside = (arguments.file().dry_run && !commands::database_exists(self.url)).then(tempfile::tempdir).transpose()?;
        let aside = aside.as_ref().map(|folder| (format!("sqlite:{}", folder.path().join("empty.db").display()), folder));
        let url = aside.as_ref().map_or(self.url, |(url, _)| url);
        let session = Session { url, ..self };
        session.on(Opening::Making, async |app| commands::import::run(arguments, &app, self.output).await)
    }

    fn serve(self, arguments: &cli::Serve) -> Result<Ended> {
        let settings = self.settings;
        let shipped = self.shipped()?;
        commands::serve::log_remarks(&shipped.catalogue);
        // The cases as they are loaded: on the register before anything was added to it.
        let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).unwrap_or_default();
        let site = commands::serve::Site {
            listen: arguments.listen.unwrap_or(settings.server.listen),
            limits: settings.limits.read()?,
            public_url: settings.server.public_url.clone(),
            metrics_token: settings.security.metrics_token.clone(),
            policy: settings.security.policy(),
            post: self.post()?,
        };
        wait(async {
            Journal::wait_for_server(self.url, commands::serve::SERVER_PATIENCE).await?;
            let app = commands::open_app(self.url, Opening::Serving, &settings.reporting, shipped).await?;
            app.keep_evidence_in(settings.evidence.open(self.url)?);
            if let Some((provider, client)) = settings.sso.open()? {
                app.set_single_sign_on(provider, Arc::new(client));
            }
            commands::serve::serve(arguments, site, app, cases, self.output).await
        })
    }

    /// The post of the installation, where it sends letters.
    fn post(self) -> Result<Option<Post>> {
        Ok(self.settings.mail.is_on().then(|| Post::new(&self.settings.mail)).transpose()?)
    }
}

/// Runs a command that waits for the database or the network.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
