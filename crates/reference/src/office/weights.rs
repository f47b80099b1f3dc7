//! Weights and ratings of emulation.

use crate::source::Source;
use vedich_steering::emulation::Schemes;
use vedich_values::Diagnostic;

pub(super) fn check(source: Source<'_>) -> Result<Schemes, Vec<Diagnostic>> {
    let schemes: Schemes = source.read()?;
    let key = |code: &str| match code {
        "emulation.points" | "emulation.twice" => "weights",
        "emulation.known" => "least_known_percent",
        "emulation.no-table" => "schemes",
        _ => "ratings",
    };
    let problems: Vec<Diagnostic> = schemes
        .wrong()
        .into_iter()
        .map(|wrong| {
            source.problem(wrong.code, source.line_of("schemes", wrong.at, key(wrong.code)), key(wrong.code)).with("found", wrong.found)
        })
        .collect();
    if problems.is_empty() { Ok(schemes) } else { Err(problems) }
}
