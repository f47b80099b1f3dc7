//! What the help prints as an example works when it is typed as it stands.

use super::Cli;
use clap::{ArgMatches, Command, CommandFactory, Parser};
use vedich_units::Resolution;
use vedich_values::Date;

/// Every `vedich …` line of the examples, of all commands.
fn lines(command: &Command) -> Vec<String> {
    let own = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let own = own.lines().map(str::trim).filter(|line| line.starts_with("vedich ")).map(str::to_owned);
    own.chain(command.get_subcommands().flat_map(lines)).collect()
}

/// The words of a line as a shell splits them: quotes keep words together, a pipe ends the command.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in line.chars() {
        let quoted = quote.is_some();
        match letter {
            letter if quote == Some(letter) => quote = None,
            '"' | '\'' if !quoted => quote = Some(letter),
            '|' | '<' | '>' if !quoted && words.last().is_some_and(String::is_empty) => break,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The matches of the innermost command.
fn innermost(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| innermost(inner))
}

fn given(matches: &ArgMatches, id: &str) -> Option<String> {
    let mut raw = matches.try_get_raw(id).ok().flatten()?;
    raw.next().map(|text| text.to_string_lossy().into_owned())
}

#[test]
fn examples_parse_and_name_one_unit() {
    let shipped = vedich_reference::Shipped::load().unwrap();
    let lines = lines(&Cli::command());
    assert!(lines.len() > 60, "{} examples", lines.len());
    let mut wrong = Vec::new();
    for line in lines {
        let words = words(&line);
        if let Err(refused) = Cli::try_parse_from(&words) {
            wrong.push(format!("{line}: {refused}"));
            continue;
        }
        let matches = Cli::command().get_matches_from(&words);
        let matches = innermost(&matches);
        let day = ["as_of", "start", "from", "date", "on"].into_iter().find_map(|id| given(matches, id));
        let day = day
            .and_then(|day| vedich_values::date::parse_date(&day))
            .or_else(|| given(matches, "period").and_then(|period| end_of(&period)));
        let on = day.unwrap_or(Date::from_ymd_opt(2026, 11, 1).unwrap());
        for id in ["unit", "area", "place"] {
            let Some(name) = given(matches, id) else { continue };
            let found = shipped.registry.resolve(&name, on);
            if shipped.registry.by_code(&name, on).is_none() && !matches!(found, Resolution::One(_)) {
                wrong.push(format!("{line}: {name} on {on} is {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The last day of a period's year or month: `2020-09`, `2020-H1`.
fn end_of(period: &str) -> Option<Date> {
    let (year, month) = (period.get(..4)?.parse().ok()?, period.get(5..).and_then(|month| month.parse().ok()).unwrap_or(12));
    Date::from_ymd_opt(year, month, 28)
}
