//! Letters on their way: digests, invitations and reminders are written when their time has come, and the mail server is asked to take
//! what waits.

use crate::config::{Mail, unusable};
use crate::failure::Failure;
use anyhow::{Context, Result};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt::Write as _;
use std::time::Duration;
use vedich_app::App;
use vedich_app::work::at_once::Desk;
use vedich_app::work::{Agenda, Digest, Letter, Went};
use vedich_units::COUNTRY;
use vedich_values::FactSeq;
use vedich_web::present::work::{change_words, due_words};
use vedich_wording::Lang;

/// How often it is looked whether something is to be written or sent.
const LOOKED_EVERY: Duration = Duration::from_secs(60);
/// A mail server that says nothing for so long is given up until the next try.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

/// Answers of a mail server that speak of whoever sends, not of the letter: sign in first, encrypt first, wrong password.
const OWN_FAULTS: [&str; 4] = ["530", "534", "535", "538"];

/// The way to the mail server.
pub(crate) struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Post {
    /// Reads the settings; asks nobody.
    ///
    /// # Errors
    /// When the sender is no address, or the host can't be one.
    pub(crate) fn new(mail: &Mail) -> Result<Self, Failure> {
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let from = mail.from.parse().map_err(|_| unusable("mail.from", format!("{:?}", mail.from), "\"Vedich <vedich@example.vn>\""))?;
        let no_host = |_| unusable("mail.host", format!("{:?}", mail.host), "\"smtp.example.vn\"");
        let builder = match mail.security.as_str() {
            "tls" => Smtp::relay(&mail.host).map_err(no_host)?,
            "none" => Smtp::builder_dangerous(&mail.host),
            _ => Smtp::starttls_relay(&mail.host).map_err(no_host)?,
        };
        let builder = builder.port(mail.port).timeout(Some(LONGEST_SILENCE));
        let signed_in = !mail.user.is_empty();
        let builder = if signed_in { builder.credentials(Credentials::new(mail.user.clone(), mail.password.clone())) } else { builder };
        Ok(Self { transport: builder.build(), from })
    }

    /// The address letters are sent from.
    pub(crate) fn address(&self) -> String {
        self.from.email.to_string()
    }

    /// Hands a letter to the mail server. A letter that can't be put together is refused: it will not be otherwise next time.
    async fn send(&self, letter: &Letter, address: &str) -> Went {
        let message = match self.message(letter, address) {
            Ok(message) => message,
            Err(wrong) => return Went::Refused(format!("{wrong:#}")),
        };
        let Err(error) = self.transport.send(message).await else { return Went::Taken };
        let code = error.status().map(|code| code.to_string()).unwrap_or_default();
        let said = format!("{:#}", anyhow::Error::from(error).context("the mail server did not take it"));
        // That this server may not sign in, or not so, is no fault of the letter.
        if code.starts_with('5') && !OWN_FAULTS.contains(&code.as_str()) { Went::Refused(said) } else { Went::PutOff(said) }
    }

    fn message(&self, letter: &Letter, address: &str) -> Result<Message> {
        let to = address.parse().context("the address of the person is none")?;
        let head = Message::builder().from(self.from.clone()).to(to).subject(&letter.subject);
        let message = match &letter.enclosed {
            None => head.header(ContentType::TEXT_PLAIN).body(letter.body.clone()),
            Some(file) => {
                let media = ContentType::parse(&file.media).context("the media type of the file is none")?;
                let part = Attachment::new(file.name.clone()).body(file.content.clone(), media);
                head.multipart(MultiPart::mixed().singlepart(SinglePart::plain(letter.body.clone())).singlepart(part))
            }
        };
        message.context("while putting the letter together")
    }
}

/// Writes and sends until the task is ended. What is put off waits for a later round, what is refused is told in the site; nothing is lost.
pub(crate) fn keep_sending(app: App, post: Post, lang: Lang, base: String) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let mut seen = None;
        loop {
            if let Err(error) = round(&app, &post, lang, &base, &mut seen).await {
                tracing::warn!(error = format!("{error:#}"), "letters could not be written or sent");
            }
            tokio::time::sleep(LOOKED_EVERY).await;
        }
    })
}

/// `seen`: how far the record was looked through for what is written at once; none after a start.
async fn round(app: &App, post: &Post, lang: Lang, base: &str, seen: &mut Option<FactSeq>) -> Result<()> {
    let from = match *seen {
        Some(from) => from,
        None => app.at_once_from().await?,
    };
    *seen = Some(app.post_at_once(from, Desk { lang, base }).await?);
    for digest in app.digests_due().await? {
        let words = digest_words(app, lang, base, &digest);
        app.post_digest(&digest, words).await?;
    }
    app.post_invitations().await?;
    app.post_reminders(lang, base).await?;
    for (letter, address) in app.letters_due().await? {
        let went = post.send(&letter, &address).await;
        match &went {
            Went::Taken => {}
            Went::PutOff(said) => tracing::warn!(letter = letter.id, tries = letter.tries + 1, error = said, "a letter waits"),
            Went::Refused(said) => tracing::warn!(letter = letter.id, error = said, "a letter is refused for good"),
        }
        app.letter_went(&letter, went).await?;
    }
    Ok(())
}

/// Subject and body; none when there is nothing to tell.
fn digest_words(app: &App, lang: Lang, base: &str, digest: &Digest) -> Option<(String, String)> {
    let Agenda { due, changes, .. } = &digest.agenda;
    if due.is_empty() && changes.is_empty() {
        return None;
    }
    let reference = app.reference();
    let name = |unit| match unit {
        COUNTRY => lang.text("level.country").to_owned(),
        unit => reference.registry.path(unit, digest.day),
    };
    let mut body = lang.say("work.letter.digest-head", &[("name", &digest.person.name)]);
    let mut part = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(body, "\n\n{}\n- {}", lang.text(title), lines.join("\n- "));
        }
    };
    part("work.letter.digest-due", due.iter().map(|one| format!("{}: {}", name(one.unit), due_words(lang, one))).collect());
    part("work.letter.digest-changes", changes.iter().map(|one| format!("{}: {}", name(one.unit), change_words(lang, one))).collect());
    let address = format!("{}/work", base.trim_end_matches('/'));
    let _ = write!(body, "\n\n{}\n", lang.say("work.letter.digest-foot", &[("address", &address)]));
    let filled = [("n", &*due.len().to_string()), ("date", &*vedich_wording::date(lang, digest.day))];
    Some((lang.say("work.letter.digest-subject", &filled), body))
}

#[cfg(test)]
mod tests;
