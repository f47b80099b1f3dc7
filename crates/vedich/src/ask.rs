//! A small HTTP client for the provider of single sign-on: three kinds of question an hour, one at a time, over TLS. HTTP/1.1 without
//! keeping connections; answers of another size than such answers have are refused.

use crate::config::unread;
use crate::failure::{Failure, problem};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use vedich_app::people::{Answer, Ask};

/// A provider that says nothing for so long is given up.
const LONGEST: Duration = Duration::from_secs(10);
/// Largest answer: the keys of a large provider are some ten kilobytes.
const LARGEST_BYTES: u64 = 1024 * 1024;
/// Most headers of an answer.
const MOST_HEADERS: usize = 100;

/// The client.
pub(crate) struct Client {
    tls: TlsConnector,
}

impl Client {
    /// A client that believes the public authorities, and those of a file (PEM) for a provider with one of its own.
    ///
    /// # Errors
    /// When the file can't be read or holds no certificate.
    pub(crate) fn new(own_authorities: Option<&Path>) -> Result<Self, Failure> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(file) = own_authorities {
            let (key, name) = ("sso.ca_file", file.display().to_string());
            let mut found = 0;
            for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unread(key, &name, &error))? {
                let certificate = certificate.map_err(|error| unread(key, &name, &error))?;
                roots.add(certificate).map_err(|error| unread(key, &name, &error))?;
                found += 1;
            }
            if found == 0 {
                return Err(Failure::failed(problem("config.no-certificate").with("key", key).with("file", name)));
            }
        }
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.expect("this provider has the ciphers of the versions of its own library");
        let config = config.with_root_certificates(roots).with_no_client_auth();
        Ok(Self { tls: TlsConnector::from(Arc::new(config)) })
    }

    async fn ask(&self, address: &str, method: &str, more: &str, body: &str) -> Result<Vec<u8>> {
        let Address { is_secure, host, port, path } = Address::read(address)?;
        let bracketed = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {bracketed}:{port}\r\nAccept: application/json\r\nUser-Agent: Vedich\r\nConnection: close\r\n\
             Content-Length: {}\r\n{more}\r\n{body}",
            body.len()
        );
        let stream = TcpStream::connect((host, port)).await.context("no connection")?;
        if is_secure {
            let name = ServerName::try_from(host.to_owned()).context("the host has no name a certificate can have")?;
            exchange(self.tls.connect(name, stream).await.context("no TLS")?, &request).await
        } else {
            exchange(stream, &request).await
        }
    }

    async fn answer(&self, address: &str, method: &str, more: &str, body: &str) -> Result<Vec<u8>, String> {
        let asked = tokio::time::timeout(LONGEST, self.ask(address, method, more, body)).await;
        let host = address.split('?').next().unwrap_or_default();
        match asked {
            Ok(answer) => answer.map_err(|error| format!("{host}: {error:#}")),
            Err(_) => Err(format!("{host}: no answer within {} s", LONGEST.as_secs())),
        }
    }
}

impl Ask for Client {
    fn get<'a>(&'a self, address: &'a str) -> Answer<'a> {
        Box::pin(self.answer(address, "GET", "", ""))
    }

    fn post<'a>(&'a self, address: &'a str, form: &'a str, secret: Option<(&'a str, &'a str)>) -> Answer<'a> {
        Box::pin(async move {
            let basic = secret.map(|(name, password)| STANDARD.encode(format!("{name}:{password}")));
            let basic = basic.map(|basic| format!("Authorization: Basic {basic}\r\n")).unwrap_or_default();
            let more = format!("Content-Type: application/x-www-form-urlencoded\r\n{basic}");
            self.answer(address, "POST", &more, form).await
        })
    }
}

/// Where an address leads.
struct Address<'a> {
    is_secure: bool,
    host: &'a str,
    port: u16,
    path: &'a str,
}

impl<'a> Address<'a> {
    /// Addresses without TLS are for a provider on this machine only.
    fn read(address: &'a str) -> Result<Self> {
        let (scheme, rest) = address.split_once("://").context("no address")?;
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let is_secure = scheme == "https";
        let (name, port) = match host.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
            Some((name, port)) => (name, port.parse().context("the port is no number")?),
            None => (host, if is_secure { 443 } else { 80 }),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let clean = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        ensure!(!name.is_empty() && !name.contains('@') && clean(name) && clean(path), "no address");
        let is_here = matches!(name, "localhost" | "127.0.0.1" | "::1");
        ensure!(is_secure || (scheme == "http" && is_here), "only https, or http on this machine");
        Ok(Self { is_secure, host: name, port, path })
    }
}

async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> Result<Vec<u8>> {
    stream.write_all(request.as_bytes()).await.context("while asking")?;
    stream.flush().await.context("while asking")?;
    let mut answer = Vec::new();
    let read = (&mut stream).take(LARGEST_BYTES + 1).read_to_end(&mut answer).await;
    // Some servers end a TLS connection without saying so; whether the answer is whole is known from itself.
    if let Err(error) = read
        && error.kind() != std::io::ErrorKind::UnexpectedEof
    {
        return Err(error).context("while reading the answer");
    }
    ensure!(answer.len() as u64 <= LARGEST_BYTES, "the answer is too large");
    body_of(&answer)
}

/// The body of a whole answer that says 200.
fn body_of(answer: &[u8]) -> Result<Vec<u8>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = head.parse(answer).context("no HTTP answer")? else { bail!("the answer was cut off") };
    let code = head.code.unwrap_or_default();
    let named = |name: &str| head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value);
    let body = answer.get(length..).unwrap_or_default();
    let body = if named("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case(b"chunked")) {
        unchunked(body)?
    } else if let Some(length) = named("content-length") {
        let length: usize = std::str::from_utf8(length)?.trim().parse().context("the length is no number")?;
        body.get(..length).context("the answer was cut off")?.to_vec()
    } else {
        body.to_vec()
    };
    let said = String::from_utf8_lossy(body.get(..body.len().min(200)).unwrap_or_default()).into_owned();
    ensure!(code == 200, "answered {code}: {said}");
    Ok(body)
}

fn unchunked(mut body: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let httparse::Status::Complete((start, size)) =
            httparse::parse_chunk_size(body).map_err(|_| anyhow::anyhow!("a chunk has no size"))?
        else {
            bail!("the answer was cut off")
        };
        if size == 0 {
            return Ok(whole);
        }
        let end = usize::try_from(size).ok().and_then(|size| start.checked_add(size)).context("a chunk is too large")?;
        whole.extend_from_slice(body.get(start..end).context("the answer was cut off")?);
        body = body.get(end + 2..).context("the answer was cut off")?;
    }
}

#[cfg(test)]
mod tests;
