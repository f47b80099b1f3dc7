//! The help of the command line in Vietnamese. The commands are written with their English help; here every text of it is put into the
//! language of the person, clap's own words included. Examples stay as they are: they are typed as they stand.

use super::misread::Misread;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::sync::LazyLock;
use vedich_wording::Lang;

/// English to Vietnamese.
static VIETNAMESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(include_str!("help/vi.toml")).unwrap_or_default());

/// Headings of a help page in the order clap has them by itself.
const TEMPLATE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// The commands with their help in a language.
pub(crate) fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Vi => vietnamese(command, true),
    }
}

fn vietnamese(mut command: Command, top: bool) -> Command {
    if let Some(about) = command.get_about() {
        let about = said(about);
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help() {
        let after = after.to_string().lines().map(line).collect::<Vec<_>>().join("\n");
        command = command.after_help(after);
    }
    let has_commands = command.has_subcommands();
    command = command
        .mut_args(argument)
        .mut_subcommands(|inner| vietnamese(inner, false))
        .help_template(TEMPLATE)
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
        .disable_help_subcommand(has_commands)
        .disable_help_flag(true)
        .arg(asking("help", 'h', ArgAction::Help, "In phần trợ giúp này"));
    if top { command.disable_version_flag(true).arg(asking("version", 'V', ArgAction::Version, "In phiên bản")) } else { command }
}

fn asking(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(help).help_heading("Tùy chọn")
}

fn argument(arg: Arg) -> Arg {
    let mut help = arg.get_help().map(said).unwrap_or_default();
    let values = arg.get_possible_values();
    let named = |name: &str| if values.is_empty() { name.to_owned() } else { name.replace('_', "-").to_lowercase() };
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| named(&value.to_string_lossy())).collect();
    let takes = arg.get_action().takes_values();
    if takes && !defaults.is_empty() {
        help += &format!(" [mặc định: {}]", defaults.join(", "));
    }
    let arg = if takes && !values.is_empty() {
        let shown = values.iter().filter(|value| !value.is_hide_set());
        let shown = shown.map(|value| match value.get_help() {
            Some(meaning) => format!("{} ({})", value.get_name(), said(meaning)),
            None => value.get_name().to_owned(),
        });
        help += &format!(" [một trong: {}]", shown.collect::<Vec<_>>().join(", "));
        arg.hide_possible_values(true)
    } else {
        arg
    };
    let heading = if arg.is_positional() { "Đối số" } else { "Tùy chọn" };
    let arg = match value_name(&arg).and_then(|name| VIETNAMESE.get(&name)) {
        Some(name) => arg.value_name(name.as_str()),
        None => arg,
    };
    let arg = if takes { arg.hide_default_value(true) } else { arg };
    arg.help(help).help_heading(heading)
}

/// What the value of an argument is called, as in `--unit <NAME>`; none where it takes none.
fn value_name(arg: &Arg) -> Option<String> {
    let named = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    arg.get_action().takes_values().then(|| named.unwrap_or_else(|| arg.get_id().as_str().to_uppercase()))
}

/// A page of clap's in which the last words of its own are said in Vietnamese.
fn throughout(page: &str) -> String {
    page.replace("[OPTIONS]", "[TÙY CHỌN]")
}

/// A text of the help in Vietnamese; in English where it has none, which the test below does not let happen.
fn said(text: &StyledStr) -> String {
    let english = text.to_string();
    VIETNAMESE.get(&english).cloned().unwrap_or(english)
}

/// A line below the help: prose is said in Vietnamese, an example is typed as it stands.
fn line(text: &str) -> String {
    VIETNAMESE.get(text).map_or(text, String::as_str).to_owned()
}

/// What is wrong with a command line, in Vietnamese: what, where, what to do. None where clap's own word is to be printed: help, version.
pub(crate) fn complaint(error: &clap::Error) -> Option<String> {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn hay đối số '{arg}' ở lệnh này"),
        ErrorKind::InvalidSubcommand => format!("không có lệnh '{}'", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("thiếu: {arg}"),
        ErrorKind::MissingSubcommand => format!("hãy nêu một lệnh: {}", of(ContextKind::ValidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("'{arg}' cần một giá trị"),
        ErrorKind::InvalidValue => format!("'{value}' không dùng được cho '{arg}'; hãy viết một trong: {}", of(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => format!("'{value}' không dùng được cho '{arg}': {}", misread(std::error::Error::source(error)?)),
        ErrorKind::ArgumentConflict => format!("'{arg}' không dùng cùng {}", of(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => format!("'{arg}' không nhận thêm giá trị '{value}'"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("'{arg}' thiếu giá trị"),
        ErrorKind::NoEquals => format!("'{arg}' cần dấu = trước giá trị"),
        ErrorKind::InvalidUtf8 => "dòng lệnh có ký tự không phải UTF-8".to_owned(),
        _ => return None,
    };
    let mut lines = vec![format!("lỗi: {what}")];
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(of);
    lines.extend(near.iter().find(|near| !near.is_empty()).map(|near| format!("  có phải: {near}?")));
    let usage = of(ContextKind::Usage);
    lines.extend((!usage.is_empty()).then(|| format!("\n{}", throughout(&usage.replacen("Usage:", "Cách dùng:", 1)))));
    lines.push("\nXem thêm với '--help'.".to_owned());
    Some(lines.join("\n"))
}

/// Why a value can't be read: ours in Vietnamese, and what the readers of numbers and addresses say in English.
fn misread(why: &(dyn std::error::Error + 'static)) -> String {
    if let Some(ours) = why.downcast_ref::<Misread>() {
        return ours.said(Lang::Vi);
    }
    if why.is::<std::net::AddrParseError>() {
        return "hãy viết địa chỉ và cổng, ví dụ 127.0.0.1:8080".to_owned();
    }
    let said = why.to_string();
    match said.split_once(" is not in ") {
        Some((_, range)) => format!("phải nằm trong {}", range.replacen("..=", " đến ", 1)),
        None if said.contains("digit") || said.contains("integer") || said.contains("number") => "hãy viết một số nguyên".to_owned(),
        None => said,
    }
}

/// Ends the process over a command line that asks for help or is wrong, with the exit code of wrong usage.
#[expect(clippy::print_stderr, reason = "help goes to standard output, what is wrong with a command line does not")]
pub(crate) fn end(lang: Lang, json: bool, error: &clap::Error) -> ! {
    match (lang, complaint(error)) {
        (_, Some(said)) if json => {
            let message = if lang == Lang::Vi { said } else { error.to_string() };
            eprintln!("{}", serde_json::json!({ "code": "usage", "severity": "error", "message": message.trim_end() }));
            std::process::exit(error.exit_code())
        }
        (Lang::Vi, Some(said)) => {
            eprintln!("{said}");
            std::process::exit(error.exit_code())
        }
        (Lang::Vi, None) if error.kind() == ErrorKind::DisplayHelp => {
            let page = error.render();
            let styled = std::io::stdout().is_terminal();
            let page = throughout(&if styled { page.ansi().to_string() } else { page.to_string() });
            // Whoever reads it may stop.
            let _ = std::io::stdout().lock().write_all(page.as_bytes());
            std::process::exit(error.exit_code())
        }
        _ => error.exit(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// Every English text of a command and those below it.
    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        found.extend(command.get_about().map(ToString::to_string));
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        // Prose stands at the margin; an example and what belongs to it is indented, or is JSON.
        found.extend(after.lines().filter(|line| !line.is_empty() && !line.starts_with(' ') && !line.contains("{\"")).map(str::to_owned));
        for arg in command.get_arguments() {
            found.extend(arg.get_help().map(ToString::to_string));
            found.extend(value_name(arg));
            found.extend(arg.get_possible_values().iter().filter_map(|value| value.get_help().map(ToString::to_string)));
        }
        command.get_subcommands().for_each(|inner| texts(inner, found));
    }

    #[test]
    fn every_text_of_the_help_is_said_in_vietnamese() {
        let mut english = BTreeSet::new();
        texts(&crate::cli::Cli::command(), &mut english);
        let missing: Vec<&String> = english.iter().filter(|text| !VIETNAMESE.contains_key(*text)).collect();
        assert!(missing.is_empty(), "cli/help/vi.toml lacks {missing:#?}");
        let said_nowhere: Vec<&String> = VIETNAMESE.keys().filter(|text| !english.contains(*text)).collect();
        assert!(said_nowhere.is_empty(), "no command says {said_nowhere:#?}");
    }

    #[test]
    fn the_help_page_is_vietnamese_throughout() {
        let mut command = in_language(crate::cli::Cli::command(), Lang::Vi);
        command.build();
        let page = command.find_subcommand_mut("import").unwrap().find_subcommand_mut("observations").unwrap().render_help().to_string();
        let page = throughout(&page);
        for word in [
            "[TÙY CHỌN]",
            "<TỆP>",
            "--lang <NGÔN NGỮ>",
            "Cách dùng:",
            "Đối số:",
            "Tùy chọn:",
            "VÍ DỤ",
            "Chỉ kiểm tra và đếm",
            "In phần trợ giúp",
        ] {
            assert!(page.contains(word), "{word}: {page}");
        }
        for word in ["OPTIONS", "<FILE>", "Usage", "Options", "Arguments", "Print help", "[default"] {
            assert!(!page.contains(word), "{word}: {page}");
        }
    }

    #[test]
    fn a_wrong_command_line_is_explained() {
        let said = |line: &[&str]| {
            let error = in_language(crate::cli::Cli::command(), Lang::Vi).try_get_matches_from(line).unwrap_err();
            complaint(&error).unwrap_or_else(|| panic!("{error}"))
        };
        let unknown = said(&["vedich", "serv"]);
        assert!(unknown.contains("không có lệnh 'serv'\n  có phải: ") && unknown.contains("serve"), "{unknown}");
        assert!(said(&["vedich", "assess", "--unti", "x"]).contains("có phải: --unit?"));
        let no_day = said(&["vedich", "assess", "--unit", "x", "--as-of", "30/02/2020"]);
        assert!(no_day.contains("“30/02/2020” không phải là ngày có thật") && !no_day.contains("is not"), "{no_day}");
        assert!(said(&["vedich", "serve", "--listen", "8080"]).contains("ví dụ 127.0.0.1:8080"));
        assert!(said(&["vedich", "roadmap", "forecast", "f.json", "--runs", "0"]).contains("phải nằm trong 1 đến 10000000"));
        assert!(said(&["vedich", "roadmap", "forecast", "f.json", "--runs", "nhiều"]).contains("hãy viết một số nguyên"));
        assert!(said(&["vedich", "assess"]).contains("thiếu: --unit"));
        assert!(said(&["vedich", "export", "mọi-thứ"]).contains("hãy viết một trong: observations"));
        let help = in_language(crate::cli::Cli::command(), Lang::Vi).try_get_matches_from(["vedich", "--help"]).unwrap_err();
        assert_eq!(complaint(&help), None, "help is no mistake");
    }
}
