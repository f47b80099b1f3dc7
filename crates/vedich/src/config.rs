//! Configuration: defaults < TOML file < `VEDICH_*` < flags. Unknown keys are refused by their full path.

mod load;
mod own_files;

pub(crate) use load::{unread, unusable, wrong_files};
pub(crate) use own_files::{Bulletins, Criteria, Papers, Reporting, Roadmaps, Steering};

use crate::ask::Client;
use crate::failure::{Failure, problem, reason};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::Path;
use vedich_app::people::{ClientKey, ClientProof, SingleSignOn, TwoFactors};

/// All settings, one section per subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// Language of messages where nothing else says so: `vi` or `en`.
    pub(crate) lang: String,
    pub(crate) database: Database,
    pub(crate) server: Server,
    pub(crate) limits: Limits,
    pub(crate) security: Security,
    pub(crate) mail: Mail,
    pub(crate) sso: Sso,
    pub(crate) evidence: Evidence,
    pub(crate) criteria: Criteria,
    pub(crate) reporting: Reporting,
    pub(crate) bulletins: Bulletins,
    pub(crate) papers: Papers,
    /// Steering.
    pub(crate) steering: Steering,
    /// Roadmaps.
    pub(crate) roadmaps: Roadmaps,
    pub(crate) log: Log,
}

/// Where facts are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    /// `sqlite:PATH` or `postgres://…`.
    pub(crate) url: String,
}

/// The site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Server {
    /// Address to listen on.
    pub(crate) listen: SocketAddr,
    /// The address people know the site by; with `https://` cookies are sent over TLS only. Empty: as they typed it.
    pub(crate) public_url: String,
}

/// Sessions and links.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Security {
    /// Minutes after which a session nobody uses ends.
    pub(crate) idle_minutes: u64,
    /// Hours after which a session ends however much it is used.
    pub(crate) session_hours: u64,
    /// Hours for which a link to choose a password opens.
    pub(crate) link_hours: u64,
    /// What a watcher on another machine sends to see `/metrics` (`Authorization: Bearer …`); empty: only this machine sees them.
    pub(crate) metrics_token: String,
}

impl std::fmt::Debug for Security {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { idle_minutes, session_hours, link_hours, .. } = self;
        let fields = [("idle_minutes", idle_minutes), ("session_hours", session_hours), ("link_hours", link_hours)];
        let mut shown = f.debug_struct("Security");
        for (name, value) in fields {
            shown.field(name, value);
        }
        shown.finish_non_exhaustive()
    }
}

/// Letters: digests and forgotten passwords.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Mail {
    /// The mail server; empty: no letters are sent.
    pub(crate) host: String,
    /// Its port.
    pub(crate) port: u16,
    /// `tls` (from the first byte), `starttls`, or `none` for a server on this machine.
    pub(crate) security: String,
    /// Name to sign in there with; empty: none.
    pub(crate) user: String,
    /// Its password.
    pub(crate) password: String,
    /// Who letters come from.
    pub(crate) from: String,
}

/// Single sign-on (OpenID Connect).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sso {
    /// The issuer; empty: there is no single sign-on.
    pub(crate) issuer: String,
    /// How this installation is known there.
    pub(crate) client_id: String,
    /// Its secret; empty: a public client, or a key.
    pub(crate) client_secret: String,
    /// A file with a private key (P-256, PEM) in the place of a secret; empty: none.
    pub(crate) client_key: String,
    /// What people know the provider by.
    pub(crate) label: String,
    /// Whether an address of mail that the provider has verified says whose account it is.
    pub(crate) link_by_email: bool,
    /// By what the provider says that somebody has shown two factors: `acr:…`, `amr:…`, `always`.
    pub(crate) two_factors: Vec<String>,
    /// Certificates of the provider's own authority (PEM); empty: the public ones.
    pub(crate) ca_file: String,
}

/// The secret stays out of logs.
impl std::fmt::Debug for Sso {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sso").field("issuer", &self.issuer).field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl Sso {
    /// The provider and the way to it; none when there is none.
    ///
    /// # Errors
    /// When something is missing or the file of certificates can't be read.
    pub(crate) fn open(&self) -> Result<Option<(SingleSignOn, Client)>, Failure> {
        if self.issuer.is_empty() {
            return Ok(None);
        }
        let is_here = ["http://localhost", "http://127.0.0.1"].iter().any(|start| self.issuer.starts_with(start));
        if !self.issuer.starts_with("https://") && !is_here {
            return Err(unusable("sso.issuer", format!("{:?}", self.issuer), "\"https://…\""));
        }
        if self.client_id.is_empty() {
            return Err(Failure::failed(problem("config.sso-needs-client")));
        }
        let settings = SingleSignOn {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            proof: self.proof()?,
            label: if self.label.is_empty() { "SSO".to_owned() } else { self.label.clone() },
            link_by_email: self.link_by_email,
            two_factors: self.two_factors.iter().map(|text| two_factors(text)).collect::<Result<_, _>>()?,
        };
        let own = (!self.ca_file.is_empty()).then(|| Path::new(&self.ca_file));
        Ok(Some((settings, Client::new(own)?)))
    }
}

impl Sso {
    /// What proves to the provider who this installation is.
    fn proof(&self) -> Result<ClientProof, Failure> {
        match (self.client_secret.is_empty(), self.client_key.is_empty()) {
            (true, true) => Ok(ClientProof::None),
            (false, true) => Ok(ClientProof::Secret(self.client_secret.clone())),
            (false, false) => Err(Failure::failed(problem("config.sso-secret-and-key"))),
            (true, false) => {
                let read = std::fs::read_to_string(&self.client_key).ok().as_deref().and_then(ClientKey::read);
                read.map(ClientProof::Key).ok_or_else(|| Failure::failed(problem("config.sso-key").with("file", &self.client_key)))
            }
        }
    }
}

/// What a setting says of how a provider tells two factors.
fn two_factors(text: &str) -> Result<TwoFactors, Failure> {
    TwoFactors::read(text).ok_or_else(|| unusable("sso.two_factors", format!("{text:?}"), "\"acr:CLASS\", \"amr:METHOD\", \"always\""))
}

/// Where evidence is kept and what is let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Evidence {
    /// The folder; empty: beside the SQLite database, named after it, else `vedich-evidence`.
    pub(crate) folder: String,
    /// A bucket of an S3-compatible store instead of a folder; keys, region and endpoint come from `AWS_*`.
    pub(crate) bucket: String,
    /// Largest file, in megabytes.
    pub(crate) largest_megabytes: u32,
    /// The virus scanner and its arguments; the path of the file is added. It ends with 0 for a clean file and with 1 for a sick one.
    pub(crate) scanner: Vec<String>,
}

/// How often one address may ask; this machine itself may as often as it likes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Limits {
    /// Requests a second in the long run; 0: no limit.
    pub(crate) requests_per_second: u32,
    /// Requests at once.
    pub(crate) requests_burst: u32,
    /// Searches and downloads of boards a second in the long run; 0: no limit.
    pub(crate) searches_per_second: u32,
    /// Searches and downloads at once.
    pub(crate) searches_burst: u32,
    /// Addresses or networks of our own proxies, whose `X-Forwarded-For` is believed.
    pub(crate) proxies: Vec<String>,
}

/// Logs, to standard error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    /// `text` or `json`.
    pub(crate) format: String,
    /// What to log: `info`, `warn`, `vedich_web=debug,info`.
    pub(crate) filter: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            lang: "vi".to_owned(),
            database: Database::default(),
            server: Server::default(),
            limits: Limits::default(),
            security: Security::default(),
            mail: Mail::default(),
            sso: Sso::default(),
            evidence: Evidence::default(),
            criteria: Criteria::default(),
            reporting: Reporting::default(),
            bulletins: Bulletins::default(),
            papers: Papers::default(),
            steering: Steering::default(),
            roadmaps: Roadmaps::default(),
            log: Log::default(),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "sqlite:vedich.db".to_owned() }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), public_url: String::new() }
    }
}

impl Default for Mail {
    fn default() -> Self {
        let empty = String::new;
        Self { host: empty(), port: 587, security: "starttls".to_owned(), user: empty(), password: empty(), from: empty() }
    }
}

/// The password stays out of logs.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("host", &self.host).field("port", &self.port).field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mail {
    /// Whether letters are sent at all.
    pub(crate) const fn is_on(&self) -> bool {
        !self.host.is_empty()
    }

    fn validate(&self) -> Result<(), Failure> {
        if !matches!(self.security.as_str(), "tls" | "starttls" | "none") {
            return Err(unusable("mail.security", format!("{:?}", self.security), "\"tls\", \"starttls\", \"none\""));
        }
        let is_here = matches!(self.host.as_str(), "" | "localhost" | "127.0.0.1" | "::1");
        if !is_here && self.security == "none" {
            return Err(Failure::failed(problem("config.open-mail").with("host", &self.host)));
        }
        if self.is_on() {
            crate::mail::Post::new(self).map(|_| ())?;
        }
        Ok(())
    }
}

impl Default for Limits {
    /// An office of a hundred people behind one address, each opening a page a second, is not in the way.
    fn default() -> Self {
        Self { requests_per_second: 100, requests_burst: 1_000, searches_per_second: 20, searches_burst: 200, proxies: Vec::new() }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: "text".to_owned(), filter: "warn,vedich=info,vedich_web=info,vedich_app=info".to_owned() }
    }
}

impl Config {
    /// Takes the office's own files: words of bulletins, weights, papers, what roadmaps are planned with.
    ///
    /// # Errors
    /// When one can't be read, or can't be used: which setting names it, and what is wrong in it.
    pub(crate) fn open_own_files(&self) -> Result<(), Failure> {
        self.bulletins.open()?;
        self.steering.open()?;
        self.papers.open()?;
        self.roadmaps.open()
    }
}

impl Default for Security {
    fn default() -> Self {
        Self { idle_minutes: 120, session_hours: 12, link_hours: 72, metrics_token: String::new() }
    }
}

impl Default for Evidence {
    fn default() -> Self {
        Self { folder: String::new(), bucket: String::new(), largest_megabytes: 25, scanner: Vec::new() }
    }
}

impl Evidence {
    /// The folder of the evidence of a database.
    pub(crate) fn folder_for(&self, database: &str) -> std::path::PathBuf {
        match (self.folder.as_str(), database.strip_prefix("sqlite:")) {
            ("", Some(path)) => format!("{}-evidence", path.trim_end_matches(".db")).into(),
            ("", None) => "vedich-evidence".into(),
            (folder, _) => folder.into(),
        }
    }

    /// Opens the store.
    ///
    /// # Errors
    /// When the folder can't be made, or a bucket is named and not described well enough to be reached.
    pub(crate) fn open(&self, database: &str) -> Result<vedich_store::Store, Failure> {
        let rules = vedich_store::Rules {
            largest_bytes: usize::try_from(self.largest_megabytes).unwrap_or(25).saturating_mul(1024 * 1024),
            scanner: self.scanner.clone(),
            ..vedich_store::Rules::default()
        };
        if !self.bucket.is_empty() {
            return vedich_store::Store::in_bucket(&self.bucket, [], rules)
                .map_err(|error| unread("evidence.bucket", &self.bucket, &error));
        }
        let folder = self.folder_for(database);
        vedich_store::Store::in_folder(&folder, rules).map_err(|error| {
            let told = problem("config.unread-file").with("key", "evidence.folder").with("file", folder.display());
            Failure::failed(told.with("why", reason(&error)))
        })
    }
}

impl Security {
    /// The rules as the product takes them.
    pub(crate) fn policy(&self) -> vedich_app::people::Policy {
        let hours = |hours: u64| std::time::Duration::from_secs(hours * 3600);
        vedich_app::people::Policy {
            idle: std::time::Duration::from_secs(self.idle_minutes * 60),
            longest: hours(self.session_hours),
            link: hours(self.link_hours),
            demo: None,
        }
    }
}

impl Limits {
    /// The limits as the site takes them.
    ///
    /// # Errors
    /// When a proxy is no address and no network.
    pub(crate) fn read(&self) -> Result<vedich_web::http::Limits, Failure> {
        use vedich_web::http::{Network, Rate};
        let network = |text: &String| {
            text.parse::<Network>().map_err(|_| unusable("limits.proxies", format!("{text:?}"), "\"10.0.0.5\", \"10.0.0.0/8\""))
        };
        Ok(vedich_web::http::Limits {
            requests: Rate { per_second: self.requests_per_second, burst: self.requests_burst },
            searches: Rate { per_second: self.searches_per_second, burst: self.searches_burst },
            proxies: self.proxies.iter().map(network).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, Failure> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("vedich.toml");
        std::fs::write(&file, text).unwrap();
        Config::load(Some(&file))
    }

    #[test]
    fn the_shipped_sample_is_the_defaults() {
        let sample = include_str!("../../../vedich.sample.toml");
        assert_eq!(load(sample).unwrap(), Config::default());
        assert_eq!(load("").unwrap(), Config::default());
        let source = config::File::from_str(sample, config::FileFormat::Toml);
        let told: serde_json::Value = config::Config::builder().add_source(source).build().unwrap().try_deserialize().unwrap();
        let all = serde_json::to_value(Config::default()).unwrap();
        let keys = |settings: &serde_json::Value| -> Vec<String> {
            let sections = settings.as_object().unwrap().iter();
            sections
                .flat_map(|(name, section)| section.as_object().into_iter().flatten().map(move |(key, _)| format!("{name}.{key}")))
                .collect()
        };
        assert_eq!(keys(&told), keys(&all), "the sample tells every key there is");
    }

    #[test]
    fn own_sets_join_those_shipped_and_take_the_place_of_their_name() {
        let dir = tempfile::tempdir().unwrap();
        let sets = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/criteria/sets/");
        let garden = std::fs::read_to_string(format!("{sets}vn-ha-tinh.garden.model.toml")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        write("vn-ha-tinh.garden.model.toml", &garden);
        write("vn-nghe-an.garden.model.toml", &garden.replace("vn-ha-tinh", "vn-nghe-an").replace("province:ha-tinh", "province:nghe-an"));
        write("doc-toi.txt", "not a set");
        let criteria = Criteria { folder: dir.path().display().to_string() };
        let shipped = vedich_reference::Shipped::load().unwrap();
        let joined = vedich_reference::Shipped::with_sets(&criteria.read().unwrap()).unwrap();
        assert_eq!(joined.catalogue.len(), shipped.catalogue.len() + 1);
        write("vn-nghe-an.garden.model.toml", "id = \"vn-nghe-an.garden.model\"\nsubjekt = \"garden\"\n");
        let problems = vedich_reference::Shipped::with_sets(&criteria.read().unwrap()).unwrap_err();
        assert!(problems.iter().any(|problem| problem.place.file.as_deref() == Some("vn-nghe-an.garden.model.toml")), "{problems:?}");
        assert!(Criteria { folder: "/nowhere".to_owned() }.read().is_err());
    }

    #[test]
    fn wrong_settings_are_named() {
        let said = |text: &str, lang: vedich_wording::Lang| {
            let failure = load(text).unwrap_err();
            failure.problems.iter().map(|problem| lang.problem(problem)).collect::<Vec<_>>().join("; ")
        };
        let message = |text: &str| said(text, vedich_wording::Lang::En);
        assert!(message("[server]\nlissten = \"x\"").contains("did you mean `server.listen`"));
        assert!(message("[server]\nsomething = 1").contains("`server.something`"));
        assert!(message("[sever]\nlisten = \"x\"").contains("did you mean `server`"));
        assert!(message("lang = \"fr\"").contains("\"vi\", \"en\""));
        assert!(message("[database]\nurl = \"mysql://x\"").contains("sqlite:PATH"));
        assert!(message("[mail]\nsecurity = \"ssl\"").contains("starttls"));
        assert!(message("[mail]\nport = \"a\"").contains("`mail.port`"), "{}", message("[mail]\nport = \"a\""));
        assert!(message("[server]\nlisten = \"8080\"").contains("`server.listen`"), "{}", message("[server]\nlisten = \"8080\""));
        assert!(message("[mail\n").contains("TOML"), "{}", message("[mail\n"));
        assert!(message("[mail]\nhost = \"mail.example.vn\"\nfrom = \"nobody\"").contains("mail.from"));
        assert!(message("[mail]\nhost = \"mail.example.vn\"\nsecurity = \"none\"").contains("on this machine"));
        let sends = "host = \"mail.example.vn\"\nfrom = \"vedich@example.vn\"";
        assert!(message(&format!("[mail]\n{sends}")).contains("server.public_url"), "links of letters lead to an address of ours");
        assert!(load(&format!("[server]\npublic_url = \"https://vedich.example.vn\"\n[mail]\n{sends}")).is_ok());
        assert!(message("[criteria]\nfolders = \"x\"").contains("`criteria.folder`"));
        assert!(message("[limits]\nproxies = [\"nginx\"]").contains("10.0.0.0/8"));
        assert!(message("[security]\nidle_minutes = 0").contains("1–1440"));
        let vietnamese = said("[server]\nfoo = 1", vedich_wording::Lang::Vi);
        assert!(vietnamese.contains("không có khóa `server.foo`"), "{vietnamese}");
        let missing = Config::load(Some(Path::new("/nowhere/vedich.toml"))).unwrap_err();
        assert_eq!(missing.problems[0].code, "config.no-file");
    }
}
