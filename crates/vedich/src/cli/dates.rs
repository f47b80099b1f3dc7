//! Every option that takes a day takes it as people and as machines write it, and tells a day there is not.

use super::{Cli, help};
use clap::error::ErrorKind;
use clap::{Arg, Command, CommandFactory};
use vedich_values::Date;
use vedich_wording::Lang;

/// The commands below, by their path.
fn each_command(command: &Command, path: &str, look: &mut impl FnMut(&Command, &str)) {
    look(command, path);
    command.get_subcommands().for_each(|inner| each_command(inner, &format!("{path} {}", inner.get_name()), look));
}

/// By what it is read as, or by what the help calls it.
fn takes_a_day(arg: &&Arg) -> bool {
    let called =
        arg.get_value_names().is_some_and(|names| names.iter().any(|name| matches!(name.as_str(), "DATE" | "NGÀY" | "YYYY-MM-DD")));
    called || arg.get_value_parser().type_id() == std::any::TypeId::of::<Date>()
}

/// The option alone with a value, as it stands on a line.
fn line(arg: &Arg, value: &str) -> Vec<String> {
    let option = arg.get_long().map(|long| format!("--{long}={value}"));
    vec!["vedich".to_owned(), option.unwrap_or_else(|| value.to_owned())]
}

/// What is wrong with a line that says only this, as a person reads it.
fn told(lang: Lang, command: &Command, arg: &Arg, value: &str) -> (ErrorKind, String) {
    let refused = command.clone().try_get_matches_from(line(arg, value)).unwrap_err();
    let said = if lang == Lang::Vi { help::complaint(&refused).unwrap_or_default() } else { refused.to_string() };
    (refused.kind(), said)
}

#[test]
fn every_option_that_takes_a_day_reads_it_alike() {
    let (mut options, mut wrong) = (0, Vec::new());
    let day = Date::from_ymd_opt(2026, 11, 30);
    for (lang, what_to_write) in [(Lang::Vi, "hãy viết năm-tháng-ngày như 2020-09-08"), (Lang::En, "write 2020-09-08 or 8/9/2020")] {
        let mut whole = help::in_language(Cli::command(), lang);
        whole.build();
        each_command(&whole, "vedich", &mut |command, path| {
            for arg in command.get_arguments().filter(takes_a_day) {
                options += 1;
                let said = format!("{path} --{}", arg.get_id());
                for written in ["30/11/2026", "2026-11-30"] {
                    // Whatever else the command asks for is missing: only the day is looked at.
                    let alone = command.clone().ignore_errors(true).try_get_matches_from(line(arg, written));
                    let read = alone.ok().and_then(|matches| matches.try_get_one::<Date>(arg.get_id().as_str()).ok().flatten().copied());
                    if read != day {
                        wrong.push(format!("{said}={written} is read as {read:?}"));
                    }
                }
                let (kind, refused) = told(lang, command, arg, "31/02/2026");
                if kind != ErrorKind::ValueValidation || !refused.contains("“31/02/2026”") || !refused.contains(what_to_write) {
                    wrong.push(format!("{said}=31/02/2026 is told as {refused}"));
                }
            }
        });
    }
    assert!(options > 100, "{options} options in two languages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
