//! A small load generator for our own server: keep-alive connections on one thread, every response read in full.

use anyhow::{Context, Result, bail, ensure};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a run of load measured.
#[derive(Debug, serde::Serialize)]
pub(crate) struct LoadResult {
    /// Responses per second over the whole run.
    pub(crate) requests_per_second: u64,
    /// Latency, microseconds.
    pub(crate) p50_us: u64,
    /// Latency, microseconds.
    pub(crate) p99_us: u64,
    /// Responses that were not 200, and broken connections.
    pub(crate) errors: u64,
    /// Size of a response body, bytes on the wire.
    pub(crate) body_bytes: usize,
}

/// Asks for `path` over `connections` keep-alive connections for `duration`.
///
/// # Errors
/// When the first request on a connection fails.
pub(crate) async fn run(server: SocketAddr, path: &str, connections: usize, duration: Duration) -> Result<LoadResult> {
    load(server, Asked { path, fresh: false }, connections, duration).await
}

/// The same, but with another address every time and nothing compressed: no page that was kept answers.
///
/// # Errors
/// As [`run`].
pub(crate) async fn run_fresh(server: SocketAddr, path: &str, connections: usize, duration: Duration) -> Result<LoadResult> {
    load(server, Asked { path, fresh: true }, connections, duration).await
}

#[derive(Clone, Copy)]
struct Asked<'a> {
    path: &'a str,
    fresh: bool,
}

impl Asked<'_> {
    /// The requests of one connection.
    fn requests(self, server: SocketAddr, connection: usize) -> impl FnMut() -> String + Send + use<> {
        let (path, mut number) = (self.path.to_owned(), 0_u64);
        move || {
            number += 1;
            let (query, encodings) =
                if self.fresh { (format!("?n={connection}.{number}"), "identity") } else { (String::new(), "gzip, br") };
            format!("GET {path}{query} HTTP/1.1\r\nHost: {server}\r\nAccept-Encoding: {encodings}\r\nAccept-Language: vi\r\n\r\n")
        }
    }
}

async fn load(server: SocketAddr, asked: Asked<'_>, connections: usize, duration: Duration) -> Result<LoadResult> {
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..connections {
        tasks.spawn(connection(server, asked.requests(server, number), started + duration));
    }
    let mut latencies: Vec<u32> = Vec::new();
    let (mut errors, mut body_bytes) = (0, 0);
    while let Some(done) = tasks.join_next().await {
        let mut one = done.context("while joining a connection")??;
        latencies.append(&mut one.latencies_us);
        errors += one.errors;
        body_bytes = one.body_bytes;
    }
    let elapsed_us = started.elapsed().as_micros().max(1);
    latencies.sort_unstable();
    let at = |per_mille: usize| latencies.get(latencies.len().saturating_sub(1) * per_mille / 1000).map_or(0, |&us| u64::from(us));
    let requests_per_second = u64::try_from(latencies.len() as u128 * 1_000_000 / elapsed_us)?;
    Ok(LoadResult { requests_per_second, p50_us: at(500), p99_us: at(990), errors, body_bytes })
}

struct Connection {
    latencies_us: Vec<u32>,
    errors: u64,
    body_bytes: usize,
}

async fn connection(server: SocketAddr, mut request: impl FnMut() -> String + Send, until: Instant) -> Result<Connection> {
    let mut stream = TcpStream::connect(server).await.context("while connecting")?;
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(1 << 16);
    let mut seen = Connection { latencies_us: Vec::new(), errors: 0, body_bytes: 0 };
    while Instant::now() < until {
        let asked = Instant::now();
        stream.write_all(request().as_bytes()).await?;
        let (status, body) = response(&mut stream, &mut buffer).await?;
        seen.errors += u64::from(status != 200);
        seen.body_bytes = body;
        seen.latencies_us.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    Ok(seen)
}

/// Reads one response; gives its status and the length of its body.
async fn response(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<(u16, usize)> {
    buffer.clear();
    let head_end = loop {
        ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end + 4;
        }
        ensure!(buffer.len() < 1 << 20, "the response head is too long");
    };
    let head = std::str::from_utf8(&buffer[..head_end]).context("the response head is no text")?.to_ascii_lowercase();
    let status = head.get(9..12).and_then(|code| code.parse().ok()).context("no status in the response")?;
    let Some(length) = head.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse::<usize>().ok())
    else {
        bail!("the response has no content-length: {head}");
    };
    while buffer.len() < head_end + length {
        ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection within a response");
    }
    Ok((status, length))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
