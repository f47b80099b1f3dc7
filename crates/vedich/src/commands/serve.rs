//! `vedich serve` and `vedich demo`.

use super::Ended;
use crate::cli::Serve;
use crate::output::Output;
use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use vedich_app::App;
use vedich_reference::DemoEntry;
use vedich_web::http::Limits;
use vedich_web::{WebOptions, WebState};

/// Loads the demo cases into an empty database.
pub(crate) async fn demo(app: &App, output: Output) -> Result<Ended> {
    let loaded = app.load_demo().await?;
    output.remark(output.lang.text(if loaded { "cli.demo-loaded" } else { "cli.demo-not-empty" }));
    Ok(if loaded { Ended::Done } else { Ended::Refused })
}

/// Serves until asked to stop; answers under way are finished first.
pub(crate) async fn serve(
    arguments: &Serve,
    listen: SocketAddr,
    limits: Limits,
    app: App,
    cases: Vec<DemoEntry>,
    output: Output,
) -> Result<Ended> {
    ensure!(
        !arguments.local_admin || listen.ip().is_loopback(),
        "--local-admin needs a loopback address such as 127.0.0.1:8080, not {listen}"
    );
    if arguments.demo && app.load_demo().await? {
        output.remark(output.lang.text("cli.demo-loaded"));
    }
    let following = app.follow();
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().context("while starting the metrics")?;
    let options = WebOptions { cases, local_admin: arguments.local_admin, metrics: Some(Arc::new(move || metrics.render())), limits };
    let state = WebState::of(app, options);
    let listener = TcpListener::bind(listen).await.with_context(|| format!("while listening on {listen}; is another program using it?"))?;
    let address = listener.local_addr()?;
    output.line(&output.lang.say("cli.serving", &[("address", &address.to_string())]))?;
    let service = vedich_web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(asked_to_stop()).await.context("while serving")?;
    drop(following);
    Ok(Ended::Done)
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
