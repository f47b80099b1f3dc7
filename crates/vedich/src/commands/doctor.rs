//! `vedich doctor`: what is wrong with this installation, in plain words.

mod sign_on;

use super::{Ended, without_password};
use crate::config::Config;
use crate::failure::{Failure, no_folder, of_journal, reason};
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use vedich_journal::{Journal, JournalError, Verdict};
use vedich_reference::Shipped;

/// So long the network may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One thing looked at.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    fine: bool,
    said: String,
}

pub(crate) async fn run(settings: &Config, url: &str, output: Output) -> Result<Ended> {
    let mut findings = vec![
        own_files(settings, output),
        reference(settings, output),
        port(settings, output).await,
        database(url, output).await,
        evidence(settings, url, output).await,
    ];
    findings.extend(mail(settings, output).await);
    findings.extend(sign_on::look(settings, output).await);
    tell(&findings, output)
}

/// What can be said where the settings themselves are wrong: that, and what does not hang on them.
pub(crate) async fn without_settings(failure: &Failure, url: Option<&str>, output: Output) -> Result<Ended> {
    let mut findings = vec![Finding { what: "cli.doctor-settings", fine: false, said: worded(failure, output) }];
    findings.push(reference(&Config::default(), output));
    if let Some(url) = url {
        findings.push(database(url, output).await);
    }
    tell(&findings, output)
}

/// Whether the settings and the files of the office's own that they name can be used.
fn own_files(settings: &Config, output: Output) -> Finding {
    let what = "cli.doctor-settings";
    match settings.open_own_files() {
        Ok(()) => Finding { what, fine: true, said: output.lang.text("cli.doctor-settings-fine").to_owned() },
        Err(failure) => Finding { what, fine: false, said: worded(&failure, output) },
    }
}

fn worded(failure: &Failure, output: Output) -> String {
    failure.problems.iter().map(|problem| output.lang.problem(problem)).collect::<Vec<_>>().join(" ")
}

/// Why, in the reader's language.
fn why(error: &(dyn std::error::Error + 'static), output: Output) -> String {
    output.lang.reason(&reason(error))
}

fn tell(findings: &[Finding], output: Output) -> Result<Ended> {
    let fine = findings.iter().all(|finding| finding.fine);
    if output.json {
        output.json(&findings)?;
    } else {
        for finding in findings {
            let sign = if finding.fine { "✓" } else { "✗" };
            output.line(&format!("{sign} {}: {}", output.lang.text(finding.what), finding.said))?;
        }
    }
    Ok(if fine { Ended::Done } else { Ended::Refused })
}

fn reference(settings: &Config, output: Output) -> Finding {
    let what = "cli.doctor-reference";
    let own = match settings.criteria.read() {
        Ok(own) => own,
        Err(failure) => return Finding { what, fine: false, said: worded(&failure, output) },
    };
    match Shipped::with_sets(&own) {
        Ok(shipped) => {
            let (units, sets) = (shipped.registry.iter().count().to_string(), shipped.catalogue.len().to_string());
            let fine = output.lang.say("cli.doctor-reference-fine", &[("units", &units), ("sets", &sets)]);
            let remark = |problem| output.lang.say("cli.warning", &[("text", &output.lang.problem(problem))]);
            let said = std::iter::once(fine).chain(shipped.catalogue.remarks().iter().map(remark)).collect::<Vec<_>>().join("; ");
            Finding { what, fine: true, said }
        }
        Err(problems) => {
            Finding { what, fine: false, said: problems.iter().map(|problem| output.lang.problem(problem)).collect::<Vec<_>>().join("; ") }
        }
    }
}

async fn port(settings: &Config, output: Output) -> Finding {
    let what = "cli.doctor-port";
    let address = settings.server.listen.to_string();
    match tokio::net::TcpListener::bind(settings.server.listen).await {
        Ok(_) => Finding { what, fine: true, said: output.lang.say("cli.doctor-port-free", &[("address", &address)]) },
        Err(_) if is_ours(settings.server.listen).await => {
            Finding { what, fine: true, said: output.lang.say("cli.doctor-port-ours", &[("address", &address)]) }
        }
        Err(error) => Finding {
            what,
            fine: false,
            said: output.lang.say("cli.doctor-port-taken", &[("address", &address), ("error", &why(&error, output))]),
        },
    }
}

/// Whether it is Vedich itself that serves there: its `/healthz` says so in one word.
async fn is_ours(address: SocketAddr) -> bool {
    let asked = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(format!("GET /healthz HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes()).await?;
        let mut answer = Vec::new();
        stream.take(4_096).read_to_end(&mut answer).await?;
        std::io::Result::Ok(answer.ends_with(b"\r\n\r\nok"))
    };
    tokio::time::timeout(PATIENCE, asked).await.is_ok_and(|answer| answer.unwrap_or(false))
}

/// Whether evidence can be kept.
async fn evidence(settings: &Config, url: &str, output: Output) -> Finding {
    let what = "cli.doctor-evidence";
    if !settings.evidence.bucket.is_empty() {
        return bucket(settings, url, output).await;
    }
    // Files lie beside the database unless told otherwise: without its folder there is no room for either.
    if settings.evidence.folder.is_empty() && super::missing_folder(url).is_some() {
        return Finding { what, fine: false, said: worded(&no_folder(url), output) };
    }
    let folder = settings.evidence.folder_for(url);
    let shown = folder.display().to_string();
    let nearest = folder.ancestors().find(|path| path.exists()).unwrap_or_else(|| std::path::Path::new("."));
    match tempfile::tempfile_in(nearest) {
        Ok(_) => Finding { what, fine: true, said: output.lang.say("cli.doctor-evidence-fine", &[("folder", &shown)]) },
        Err(error) => {
            let said = output.lang.say("cli.doctor-evidence-failed", &[("folder", &shown), ("error", &why(&error, output))]);
            Finding { what, fine: false, said }
        }
    }
}

/// Whether the bucket answers to the keys of this installation: asked for what is in none, it says so.
async fn bucket(settings: &Config, url: &str, output: Output) -> Finding {
    let (what, bucket) = ("cli.doctor-evidence", settings.evidence.bucket.as_str());
    let asked = async {
        let store = settings.evidence.open(url)?;
        store.has(&"0".repeat(64)).await?;
        anyhow::Ok(())
    };
    let failed = |error: &(dyn std::error::Error + 'static)| {
        let said = output.lang.say("cli.doctor-bucket-failed", &[("bucket", bucket), ("error", &why(error, output))]);
        Finding { what, fine: false, said }
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(())) => Finding { what, fine: true, said: output.lang.say("cli.doctor-evidence-bucket", &[("bucket", bucket)]) },
        Ok(Err(error)) => failed(error.as_ref()),
        Err(late) => failed(&late),
    }
}

/// Whether the mail server answers; nothing where no letters are sent.
async fn mail(settings: &Config, output: Output) -> Option<Finding> {
    let what = "cli.doctor-mail";
    let mail = &settings.mail;
    if !mail.is_on() {
        return None;
    }
    let address = format!("{}:{}", mail.host, mail.port);
    let failed = |error: &(dyn std::error::Error + 'static)| {
        let said = output.lang.say("cli.doctor-mail-failed", &[("address", &address), ("error", &why(error, output))]);
        Finding { what, fine: false, said }
    };
    Some(match tokio::time::timeout(PATIENCE, TcpStream::connect(&address)).await {
        Ok(Ok(_)) => Finding { what, fine: true, said: output.lang.say("cli.doctor-mail-fine", &[("address", &address)]) },
        Ok(Err(error)) => failed(&error),
        Err(late) => failed(&late),
    })
}

async fn database(url: &str, output: Output) -> Finding {
    let what = "cli.doctor-database";
    let shown = without_password(url);
    let failed = |error: &JournalError| Finding { what, fine: false, said: worded(&of_journal(error, &shown), output) };
    // Looking must not make a database that was not there.
    if super::missing_folder(url).is_some() {
        return Finding { what, fine: false, said: worded(&no_folder(url), output) };
    }
    if !super::database_exists(url) {
        return Finding { what, fine: true, said: output.lang.say("cli.doctor-database-none", &[("url", &shown)]) };
    }
    let journal = match Journal::open(url).await {
        Ok(journal) => journal,
        Err(error) => return failed(&error),
    };
    match journal.verify(None, |_| {}).await {
        Ok(Verdict::Sound { head }) => {
            let (entries, facts) = (head.entry.to_string(), head.fact.to_string());
            let params = [("url", shown.as_str()), ("entries", entries.as_str()), ("facts", facts.as_str())];
            Finding { what, fine: true, said: output.lang.say("cli.doctor-database-fine", &params) }
        }
        Ok(Verdict::Broken { table, row, .. }) => {
            let row = row.to_string();
            Finding { what, fine: false, said: output.lang.say("cli.doctor-database-broken", &[("table", table), ("row", &row)]) }
        }
        Err(error) => failed(&error),
    }
}
