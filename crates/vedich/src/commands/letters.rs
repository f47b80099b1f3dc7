//! `vedich letters`: letters that were not delivered, and sending them again.

use super::Ended;
use crate::cli::Letters;
use crate::output::Output;
use anyhow::Result;
use vedich_app::{App, AppError, By};
use vedich_web::api::letter_shapes::LetterShape;

/// Letters listed at once.
const LISTED: usize = 1_000;

pub(crate) async fn run(command: &Letters, app: &App, output: Output) -> Result<Ended> {
    let by = By::operator("vedich letters", "cli");
    if let Letters::Again { letter, address } = command {
        return match app.send_again(by.hand(), letter, address.as_deref()).await {
            Ok(()) => Ok(Ended::Done),
            Err(AppError::Refused(problems)) => {
                output.problems(&problems);
                Ok(Ended::Refused)
            }
            Err(error) => Err(error.into()),
        };
    }
    let letters: Vec<LetterShape> = app.not_delivered(by.hand(), None, LISTED).await?.letters.into_iter().map(Into::into).collect();
    if output.json {
        output.json(&letters)?;
        return Ok(Ended::Done);
    }
    if letters.is_empty() {
        output.remark(output.lang.text("letters.none"));
    }
    let head = ["cli.code", "letters.address", "letters.subject", "letters.when", "letters.why"].map(|key| output.lang.text(key));
    let row = |one: &LetterShape| {
        let when = vedich_wording::date_time(output.lang, one.given_up_at);
        vec![one.id.clone(), one.address.clone().unwrap_or_else(|| "–".to_owned()), one.subject.clone(), when, one.problem.clone()]
    };
    output.table(&head, &[], letters.iter().map(row).collect())?;
    Ok(Ended::Done)
}
