//! Everything a leader asks about a question of capital, together.

use super::{Answer, CapitalError, Gain, LeftOut, Question, easy_first, gains, left_out, solve};
use std::time::Duration;

/// The answer, why others are left out, what more would bring, and the simple way beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What to fund.
    pub answer: Answer,
    /// Who does not reach the target and why.
    pub left_out: Vec<LeftOut>,
    /// What each source and year would bring with `more`.
    pub gains: Vec<Gain>,
    /// The raise the gains are about, in the unit of the budgets.
    pub more: i64,
    /// Easy first under the same rules.
    pub easy: Answer,
}

/// Answers a question. Three quarters of the time go into the answer, the rest into what `more` would bring.
///
/// # Errors
/// As [`solve()`].
pub fn report(question: &Question, more: i64, limit: Duration, elapsed: impl Fn() -> Duration) -> Result<Report, CapitalError> {
    let answer = solve(question, limit.mul_f64(0.75), &elapsed)?;
    let gains = gains(question, &answer, more, limit, &elapsed)?;
    Ok(Report { left_out: left_out(question, &answer)?, easy: easy_first(question)?, gains, more, answer })
}
