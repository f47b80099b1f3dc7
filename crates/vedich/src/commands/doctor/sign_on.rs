//! Whether the provider of single sign-on answers, and says what the settings count on.

use super::{Finding, PATIENCE, worded};
use crate::config::Config;
use crate::output::Output;
use std::sync::Arc;
use vedich_app::people::Lack;
use vedich_app::{Clock, SystemClock};

/// Nothing where there is no single sign-on.
pub(super) async fn look(settings: &Config, output: Output) -> Option<Finding> {
    let (what, lang) = ("cli.doctor-sso", output.lang);
    let (provider, client) = match settings.sso.open() {
        Ok(opened) => opened?,
        Err(failure) => return Some(Finding { what, fine: false, said: worded(&failure, output) }),
    };
    let issuer = provider.issuer.as_str();
    let answer = tokio::time::timeout(PATIENCE, provider.look(Arc::new(client), SystemClock.now())).await;
    let answer = answer.unwrap_or_else(|late| Err(late.to_string()));
    Some(match answer {
        Ok(seen) => {
            let fine = lang.say("cli.doctor-sso-fine", &[("issuer", issuer), ("keys", &seen.keys.to_string())]);
            let remark = |lack: &Lack| lang.say("cli.warning", &[("text", &lacks(output, lack))]);
            let said = std::iter::once(fine).chain(seen.lacks.iter().map(remark)).collect::<Vec<_>>().join("; ");
            Finding { what, fine: true, said }
        }
        Err(error) => {
            Finding {
                what, fine: false, said: lang.say("cli.doctor-sso-failed", &[("issuer", issuer), ("error", &format!("“{error}”"))])
            }
        }
    })
}

fn lacks(output: Output, lack: &Lack) -> String {
    match lack {
        Lack::Class(class) => output.lang.say("cli.doctor-sso-class", &[("class", class)]),
        Lack::Claim(claim) => {
            let loss = match *claim {
                "auth_time" => "cli.doctor-sso-untimed",
                "email_verified" => "cli.doctor-sso-unlinked",
                _ => "cli.doctor-sso-one-factor",
            };
            output.lang.say("cli.doctor-sso-claim", &[("claim", claim), ("loss", output.lang.text(loss))])
        }
    }
}
