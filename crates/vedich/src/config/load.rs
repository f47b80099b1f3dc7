//! Reading the settings: the file, the environment, and what cannot be, told by the key it stands under.

use super::{Config, Security};
use crate::failure::{Failure, problem, reason};
use config::ConfigError;
use serde_json::Value;
use std::path::Path;
use vedich_values::Diagnostic;
use vedich_wording::Lang;

/// A setting that cannot be: `allowed` is what can, as one writes it.
pub(crate) fn unusable(key: &'static str, found: impl ToString, allowed: impl ToString) -> Failure {
    Failure::failed(problem("config.bad-value").with("key", key).with("found", found.to_string()).with("allowed", allowed.to_string()))
}

/// A file or folder that a setting names and that cannot be read.
pub(crate) fn unread(key: &'static str, file: &str, error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure::failed(problem("config.unread-file").with("key", key).with("file", file).with("why", reason(error)))
}

/// A file that a setting names and that cannot be used: every problem of it, then which setting names it.
pub(crate) fn wrong_files(key: &'static str, file: &str, mut problems: Vec<Diagnostic>) -> Failure {
    let told =
        if file.is_empty() { problem("config.wrong-binary") } else { problem("config.wrong-file").with("key", key).with("file", file) };
    problems.push(told);
    Failure { problems, ..Failure::failed(problem("config.wrong-file")) }
}

impl Config {
    /// Reads the file (`vedich.toml` when none is named and it exists) and the environment.
    ///
    /// # Errors
    /// When the named file is missing, is no TOML, has an unknown key or a value that cannot be.
    pub(crate) fn load(file: Option<&Path>) -> Result<Self, Failure> {
        let loaded = sources(file).map_err(|error| of_source(file, &error))?;
        known_keys(&loaded)?;
        let settings: Self = loaded.try_deserialize().map_err(|error| of_value(&error, None))?;
        settings.validate()?;
        Ok(settings)
    }

    /// The language the settings ask for, whatever else is wrong in them.
    pub(crate) fn language(file: Option<&Path>) -> Option<Lang> {
        sources(file).ok()?.get_string("lang").ok().and_then(|tag| Lang::from_tag(&tag))
    }

    fn validate(&self) -> Result<(), Failure> {
        let check = |fine: bool, key: &'static str, found: &dyn ToString, allowed: &str| {
            if fine { Ok(()) } else { Err(unusable(key, format!("{:?}", found.to_string()), allowed)) }
        };
        let within = |key: &'static str, found: u64, least: u64, most: u64| {
            if (least..=most).contains(&found) { Ok(()) } else { Err(unusable(key, found, format!("{least}–{most}"))) }
        };
        check(Lang::from_tag(&self.lang).is_some(), "lang", &self.lang, "\"vi\", \"en\"")?;
        check(matches!(self.log.format.as_str(), "text" | "json"), "log.format", &self.log.format, "\"text\", \"json\"")?;
        crate::logging::filter(&self.log)?;
        let url = &self.database.url;
        check(
            url.starts_with("sqlite:") || url.starts_with("postgres"),
            "database.url",
            url,
            "\"sqlite:PATH\", \"postgres://USER@HOST/NAME\"",
        )?;
        self.limits.read()?;
        self.mail.validate()?;
        self.sso.open()?;
        let url = &self.server.public_url;
        let is_address = url.is_empty() || url.starts_with("https://") || url.starts_with("http://");
        check(is_address, "server.public_url", url, "\"https://vedich.example.vn\"")?;
        // Without it the links of letters would lead wherever whoever asked for the letter named as host.
        if self.mail.is_on() && url.is_empty() {
            return Err(Failure::failed(problem("config.mail-needs-address")));
        }
        let Security { idle_minutes, session_hours, link_hours, .. } = self.security;
        within("security.idle_minutes", idle_minutes, 1, 1440)?;
        within("security.session_hours", session_hours, 1, 168)?;
        within("security.link_hours", link_hours, 1, 336)?;
        within("evidence.largest_megabytes", self.evidence.largest_megabytes.into(), 1, 512)
    }
}

fn sources(file: Option<&Path>) -> Result<config::Config, ConfigError> {
    let path = file.unwrap_or_else(|| Path::new("vedich.toml"));
    config::Config::builder()
        .add_source(config::Config::try_from(&Config::default())?)
        .add_source(config::File::from(path).format(config::FileFormat::Toml).required(file.is_some()))
        .add_source(config::Environment::with_prefix("VEDICH").prefix_separator("_").separator("__").source(Some(environment())))
        .build()
}

/// The environment, without the variables our own tests are told things by.
fn environment() -> std::collections::HashMap<String, String> {
    std::env::vars().filter(|(name, _)| !name.starts_with("VEDICH_TEST_") && !name.starts_with("VEDICH_SKIP_")).collect()
}

/// The file itself: not there, no text, no TOML.
fn of_source(file: Option<&Path>, error: &ConfigError) -> Failure {
    let name = file.map_or_else(|| "vedich.toml".to_owned(), |file| file.display().to_string());
    let told = match error {
        ConfigError::FileParse { cause, .. } => problem("config.no-toml").with("file", &name).with("why", cause.to_string().trim_end()),
        _ if file.is_some_and(|file| !file.exists()) => problem("config.no-file").with("file", &name),
        other => problem("config.unread").with("file", &name).with("why", reason(other)),
    };
    Failure::failed(told)
}

/// Keys that no setting has: the first is told, with the one that may have been meant.
fn known_keys(loaded: &config::Config) -> Result<(), Failure> {
    let given: Value = loaded.clone().try_deserialize().map_err(|error| of_value(&error, None))?;
    let known = serde_json::to_value(Config::default()).unwrap_or_default();
    let unknown = |path: String, found: &str, among: &Value| {
        let near = among.as_object().and_then(|keys| vedich_values::near::nearest(found, keys.keys().map(String::as_str)));
        let within = path.rsplit_once('.').map(|(section, _)| format!("{section}.")).unwrap_or_default();
        let told = match near {
            Some(near) => problem("config.misspelt-key").with("near", format!("{within}{near}")),
            None => problem("config.unknown-key"),
        };
        Err(Failure::failed(told.with("key", path)))
    };
    for (section, keys) in given.as_object().into_iter().flatten() {
        let Some(section_known) = known.get(section) else { return unknown(section.clone(), section, &known) };
        for key in keys.as_object().into_iter().flatten().map(|(key, _)| key) {
            if section_known.is_object() && section_known.get(key).is_none() {
                return unknown(format!("{section}.{key}"), key, section_known);
            }
        }
    }
    Ok(())
}

/// A value of the wrong kind, by its key.
fn of_value(error: &ConfigError, at: Option<&str>) -> Failure {
    match error {
        ConfigError::At { error, key, .. } => of_value(error, key.as_deref().or(at)),
        ConfigError::Type { unexpected, expected, key, .. } => {
            let key = key.as_deref().or(at).unwrap_or("?");
            // What the reader expects of a port says less than what one writes there.
            let code = match *expected {
                "a boolean" => "config.no-boolean",
                "an integer" | "i64" | "u16" | "u32" | "u64" => "config.no-number",
                _ => "config.bad-kind",
            };
            Failure::failed(problem(code).with("key", key).with("found", written(&unexpected.to_string())))
        }
        other => Failure::failed(problem("config.bad-kind").with("key", at.unwrap_or("?")).with("found", other)),
    }
}

/// A value as it was written, out of what the reader calls it: "64-bit integer `5`", "string \"x\"".
fn written(found: &str) -> &str {
    found.find(['`', '"']).map_or(found, |at| found[at..].trim_matches('`'))
}
