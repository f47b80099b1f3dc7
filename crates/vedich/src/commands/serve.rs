//! `vedich serve` and `vedich demo`.

use super::{Ended, connections};
use crate::cli::Serve;
use crate::failure::{Failure, problem, reason};
use crate::mail::{Post, keep_sending};
use crate::output::Output;
use anyhow::{Context, Result};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use vedich_app::App;
use vedich_app::people::Policy;
use vedich_criteria::Catalogue;
use vedich_reference::DemoEntry;
use vedich_web::http::Limits;
use vedich_web::{WebOptions, WebState};
use vedich_wording::Lang;

/// Loads the demo cases into an empty database.
pub(crate) async fn demo(app: &App, output: Output) -> Result<Ended> {
    let loaded = app.load_demo().await?;
    if loaded {
        output.remark(output.lang.text("cli.demo-loaded"));
        return Ok(Ended::Done);
    }
    output.complain(output.lang.text("cli.demo-not-empty"));
    Ok(Ended::Refused)
}

/// How the site is set up.
pub(crate) struct Site {
    pub(crate) listen: SocketAddr,
    pub(crate) limits: Limits,
    pub(crate) public_url: String,
    pub(crate) metrics_token: String,
    pub(crate) policy: Policy,
    pub(crate) post: Option<Post>,
}

/// So long a server waits for its database: one that starts with the machine, or recovers after a power cut, is there within that time, and
/// whoever starts servers (systemd) would only start this one again.
pub(crate) const SERVER_PATIENCE: Duration = Duration::from_secs(30);
/// Sessions and links that are over are thrown away so often.
const SWEPT_EVERY: Duration = Duration::from_secs(600);

/// What in the criteria sets is worth a look, for who reads the log; `vedich doctor` tells the same.
pub(crate) fn log_remarks(catalogue: &Catalogue) {
    for remark in catalogue.remarks() {
        tracing::warn!(remark = Lang::En.problem(remark), "a criteria set may not say what was meant");
    }
}

/// Serves until asked to stop; answers under way are finished first.
pub(crate) async fn serve(arguments: &Serve, site: Site, app: App, cases: Vec<DemoEntry>, output: Output) -> Result<Ended> {
    let Site { listen, limits, public_url, metrics_token, policy, post } = site;
    if arguments.local_admin && !listen.ip().is_loopback() {
        return Err(Failure::misused(problem("usage.local-admin-open").with("address", listen)).into());
    }
    app.set_policy(policy);
    post.iter().for_each(|post| app.send_letters_from(post.address()));
    if arguments.demo {
        if app.load_demo().await? {
            output.remark(output.lang.text("cli.demo-loaded"));
        }
        app.open_demo_accounts().await?;
        app.load_demo_papers().await?;
    }
    let sweeping = sweep(app.clone());
    let following = app.follow();
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().context("while starting the metrics")?;
    let options = WebOptions {
        cases,
        local_admin: arguments.local_admin,
        metrics: Some(Arc::new(move || metrics.render())),
        metrics_token,
        limits,
        mail: post.is_some(),
        public_url: public_url.clone(),
    };
    let state = WebState::of(app.clone(), options);
    let listener = TcpListener::bind(listen).await.map_err(|error| not_listening(listen, &error))?;
    let address = listener.local_addr()?;
    output.line(&output.lang.say("cli.serving", &[("address", &address.to_string())]))?;
    let base = if public_url.is_empty() { format!("http://{address}") } else { public_url };
    let sending = post.map(|post| keep_sending(app.clone(), post, output.lang, base.clone()));
    if !arguments.demo && !arguments.local_admin {
        super::admin::first_start(&app, &base, output).await?;
    }
    connections::answer(listener, vedich_web::router(state), connections::PATIENCE, asked_to_stop()).await;
    drop(following);
    sweeping.abort();
    // A letter under way is sent again at the next start: better twice than never.
    sending.inspect(tokio::task::JoinHandle::abort);
    Ok(Ended::Done)
}

/// Why nobody can be answered at an address.
fn not_listening(address: SocketAddr, error: &std::io::Error) -> Failure {
    let code = match error.kind() {
        ErrorKind::AddrInUse => "command.port-taken",
        ErrorKind::PermissionDenied => "command.port-denied",
        ErrorKind::AddrNotAvailable => "command.no-such-address",
        _ => "command.not-listening",
    };
    Failure::failed(problem(code).with("address", address).with("why", reason(error)))
}

/// Throws away what is over, now and then.
fn sweep(app: App) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = app.sweep().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "sessions that are over could not be thrown away");
            }
            tokio::time::sleep(SWEPT_EVERY).await;
        }
    })
}

/// Waits for Ctrl-C or SIGTERM.
async fn asked_to_stop() {
    let interrupt = async {
        // Without a handler the signal ends the process at once, which is safe too.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
    tracing::info!("stopping: finishing what is under way");
}
