//! The connections of the site: each answered until it ends, none kept open by whoever says nothing.
//!
//! `axum::serve` waits without end for the rest of a request's head, and for connections when it is asked to stop.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// How long is waited for others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the whole head of a request, the first and every next one of a connection.
    pub(super) head: Duration,
    /// For what is under way when the site is asked to stop.
    pub(super) end: Duration,
}

/// On the site: phones on a poor line send a head within seconds, the longest upload may take minutes.
pub(super) const PATIENCE: Patience = Patience { head: Duration::from_secs(30), end: Duration::from_secs(60) };

/// After an error that is nobody's in particular (no more files may be opened), before the next connection is taken.
const PAUSE: Duration = Duration::from_millis(500);

/// Answers connections until it is asked to stop; what is under way then is finished first.
pub(super) async fn answer(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    refused(&error).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = open.watch(protocol.serve_connection(TokioIo::new(stream), seen_from(peer, router.clone())));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::trace!(error = &error as &dyn std::error::Error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience.end, open.shutdown()).await.is_err() {
        tracing::warn!("some answers were not finished in time");
    }
}

/// The site as one connection sees it: every request knows from where it came.
fn seen_from(
    peer: SocketAddr,
    router: Router,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Send {
    service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    })
}

/// A connection that broke before it was taken is its own affair; anything else is told, and given time to pass.
async fn refused(error: &std::io::Error) {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(error = error as &dyn std::error::Error, "no connection could be taken");
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    const SHORT: Patience = Patience { head: Duration::from_millis(200), end: Duration::from_millis(300) };

    struct Site {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: tokio::task::JoinHandle<()>,
    }

    async fn site(patience: Patience) -> Site {
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            "done"
        };
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() };
        let router = Router::new().route("/", get(who)).route("/slow", get(slow)).route("/never", get(std::future::pending::<()>));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, asked) = oneshot::channel();
        let ended = tokio::spawn(answer(listener, router, patience, async move { _ = asked.await }));
        Site { address, stop, ended }
    }

    /// Sends what it is given and reads until the connection ends.
    async fn say(address: SocketAddr, text: &'static str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer).await;
        String::from_utf8(answer).unwrap()
    }

    #[tokio::test]
    async fn whoever_does_not_finish_a_request_is_let_go() {
        let site = site(SHORT).await;
        let half = tokio::time::timeout(Duration::from_secs(10), say(site.address, "GET / HTTP/1.1\r\nHost: x\r\n")).await;
        assert!(!half.expect("the connection is ended").contains("200 OK"));
        let whole = say(site.address, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(whole.starts_with("HTTP/1.1 200 OK") && whole.ends_with("127.0.0.1"), "answered, and ended when nothing follows: {whole}");
    }

    #[tokio::test]
    async fn what_is_under_way_is_finished_before_the_end() {
        let site = site(Patience { end: Duration::from_secs(30), ..SHORT }).await;
        let asked = tokio::spawn(say(site.address, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"));
        tokio::time::sleep(Duration::from_millis(150)).await;
        site.stop.send(()).unwrap();
        site.ended.await.unwrap();
        assert!(asked.await.unwrap().ends_with("done"));
    }

    #[tokio::test]
    async fn an_answer_that_never_ends_does_not_keep_the_site_from_stopping() {
        let site = site(SHORT).await;
        let asked = tokio::spawn(say(site.address, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n"));
        tokio::time::sleep(Duration::from_millis(50)).await;
        site.stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(10), site.ended).await.expect("it stops").unwrap();
        asked.abort();
    }
}
