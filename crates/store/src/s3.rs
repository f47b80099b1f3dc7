//! The way to a bucket: requests of the S3 protocol, signed by `object_store`, over HTTP/1.1 and the TLS the rest of the product speaks.
//! A connection for every request: evidence comes and goes a file at a time.

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::header::{HOST, HeaderValue};
use hyper::http::uri::{PathAndQuery, Scheme};
use hyper_util::rt::TokioIo;
use object_store::client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService};
use object_store::{ClientConfigKey, ClientOptions};
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A store that says nothing for so long is given up; a file of the largest size passes in it over a slow line.
const LONGEST: Duration = Duration::from_secs(120);

/// Makes callers for `object_store`.
#[derive(Debug)]
pub(crate) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let plain = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        Ok(HttpClient::new(Caller { tls: tls()?, plain }))
    }
}

fn tls() -> object_store::Result<TlsConnector> {
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| object_store::Error::Generic { store: "S3", source: Box::new(error) })?;
    Ok(TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
}

/// Sends requests, one connection each.
struct Caller {
    tls: TlsConnector,
    /// Whether a store without TLS is spoken to (`AWS_ALLOW_HTTP=true`), on a machine's own network.
    plain: bool,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller").field("plain", &self.plain).finish_non_exhaustive()
    }
}

type Answered<T> = Result<T, HttpError>;

impl HttpService for Caller {
    fn call<'s, 'f>(&'s self, request: HttpRequest) -> Pin<Box<dyn Future<Output = Answered<HttpResponse>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let late = |error| HttpError::new(HttpErrorKind::Timeout, error);
            tokio::time::timeout(LONGEST, self.ask(request)).await.map_err(late)?
        })
    }
}

impl Caller {
    async fn ask(&self, mut request: HttpRequest) -> Answered<HttpResponse> {
        let uri = request.uri().clone();
        let secure = uri.scheme() == Some(&Scheme::HTTPS);
        let host = uri.host().unwrap_or_default().to_owned();
        if !secure && !self.plain {
            return Err(refused("a bucket is spoken to over TLS only; AWS_ALLOW_HTTP=true allows plain HTTP"));
        }
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
        let named = HeaderValue::from_str(&authority).map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        request.headers_mut().entry(HOST).or_insert(named);
        let path = uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
        *request.uri_mut() = path.into();
        let unreached = |error| HttpError::new(HttpErrorKind::Connect, error);
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(unreached)?;
        if !secure {
            return send(stream, request).await;
        }
        let name = ServerName::try_from(host).map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        send(self.tls.connect(name, stream).await.map_err(unreached)?, request).await
    }
}

/// One request and its whole answer over a stream.
async fn send(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, request: HttpRequest) -> Answered<HttpResponse> {
    let broken = |error| HttpError::new(HttpErrorKind::Request, error);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Drives the connection until the answer is read; how it ends is told by the answer.
    tokio::spawn(async move { drop(connection.await) });
    let (parts, body) = sender.send_request(request).await.map_err(broken)?.into_parts();
    let interrupted = |error| HttpError::new(HttpErrorKind::Interrupted, error);
    let content: Bytes = body.collect().await.map_err(interrupted)?.to_bytes();
    Ok(HttpResponse::from_parts(parts, HttpResponseBody::from(content)))
}

fn refused(why: &'static str) -> HttpError {
    let source: Box<dyn Error + Send + Sync> = why.into();
    HttpError::new_boxed(HttpErrorKind::Unknown, source)
}
