//! Roles: what each may do. Data, read once and checked.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_facts::UnitLevel;
use vedich_values::{Bilingual, Diagnostic, Place};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// What a person can be allowed to do. Data says which role may; the program says which write is which.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name,)+ }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in `data/roles.toml` and in messages.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

actions! {
    /// See what is not public: drafts, evidence, returned values.
    Read = "read",
    /// Record values, statuses, outputs, works, remarks, with their evidence (nhập số liệu).
    Enter = "enter",
    /// Hand the values of a period in (nộp báo cáo).
    Submit = "submit",
    /// Begin and write papers, keep the registers of those that come and go (soạn thảo, vào sổ văn bản).
    Draft = "draft",
    /// Confirm or return what others entered (thẩm tra).
    Verify = "verify",
    /// Visit places, write down what was found and demand what has to be done (kiểm tra thực địa).
    Visit = "visit",
    /// Say who is responsible for which criteria, communes and hamlets (phân công phụ trách).
    AssignDuties = "assign-duties",
    /// Decide on what was verified: recognition and its stages (phê duyệt).
    Approve = "approve",
    /// Make and change roadmaps, works and money (lập lộ trình).
    Plan = "plan",
    /// Count tasks and report on those one's unit leads (kiểm đếm, báo cáo nhiệm vụ).
    Count = "count",
    /// Hold meetings, write their conclusions, assign tasks (họp, kết luận, giao việc).
    Assign = "assign",
    /// Send proposals to the levels above (gửi kiến nghị).
    Propose = "propose",
    /// Answer proposals (trả lời kiến nghị).
    Answer = "answer",
    /// Set or confirm the thresholds a province decides (xác nhận ngưỡng).
    ConfirmThreshold = "confirm-threshold",
    /// Register units and state what they are: tier, zone, group (cập nhật danh mục đơn vị).
    KeepRegister = "keep-register",
    /// Invite, appoint, disable people (quản trị người dùng).
    AdministerUsers = "administer-users",
    /// Give a paper its number and send it out (ban hành văn bản).
    Issue = "issue",
    /// Set the templates of papers (mẫu văn bản).
    KeepTemplates = "keep-templates",
    /// Search and export the audit trail (xem nhật ký).
    ReadAudit = "read-audit",
}

impl Action {
    /// Whether nothing is changed by it.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(self, Self::Read | Self::ReadAudit)
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

/// A role (vai trò).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Identity: `commune-officer`.
    pub id: Arc<str>,
    /// Its name.
    pub name: Bilingual,
    /// What people in it do, in a sentence.
    pub does: Bilingual,
    /// Levels of the units its posts may be over.
    pub levels: BTreeSet<UnitLevel>,
    /// What it may do.
    pub may: BTreeSet<Action>,
    /// Levels of the units whose values it verifies; empty: all below its posts. A commune's officer looks at what hamlets say.
    pub verifies: BTreeSet<UnitLevel>,
    /// Roles it may appoint others to.
    pub appoints: BTreeSet<Arc<str>>,
    /// Whether its holders may let others act for them.
    pub delegable: bool,
    /// Whether its posts must name criteria.
    pub needs_field: bool,
}

impl Role {
    /// Whether it may do something to a unit of a level.
    pub(crate) fn is_for(&self, action: Action, level: impl FnOnce() -> Option<UnitLevel>) -> bool {
        let everywhere = action != Action::Verify || self.verifies.is_empty();
        self.may.contains(&action) && (everywhere || level().is_some_and(|level| self.verifies.contains(&level)))
    }
}

/// Every role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles(Vec<Role>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: Bilingual,
    does: Bilingual,
    levels: BTreeSet<UnitLevel>,
    may: Vec<String>,
    #[serde(default)]
    verifies: BTreeSet<UnitLevel>,
    #[serde(default)]
    appoints: Vec<String>,
    #[serde(default)]
    delegable: bool,
    #[serde(default)]
    needs_field: bool,
}

impl Roles {
    /// Reads the file.
    ///
    /// # Errors
    /// Every problem found.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let place = || Place { file: Some(name.to_owned()), ..Place::default() };
        let file: File =
            toml::from_str(text).map_err(|error| vec![Diagnostic::error("roles.unreadable", place()).with("why", error.message())])?;
        let mut problems = Vec::new();
        let ids: BTreeSet<Arc<str>> = file.roles.iter().map(|row| Arc::from(row.id.as_str())).collect();
        if ids.len() < file.roles.len() {
            problems.push(Diagnostic::error("roles.twice", place()));
        }
        let roles = file.roles.into_iter().map(|row| row.read(&ids, &place(), &mut problems)).collect();
        if problems.is_empty() { Ok(Self(roles)) } else { Err(problems) }
    }

    /// The role of that identity.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.0.iter().find(|role| &*role.id == id)
    }

    /// Every role, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.iter()
    }
}

impl Row {
    fn read(self, ids: &BTreeSet<Arc<str>>, place: &Place, problems: &mut Vec<Diagnostic>) -> Role {
        let mut problem = |code, name: &str, value: &str| {
            problems.push(Diagnostic::error(code, place.clone()).with("role", name).with("found", value));
        };
        let may: BTreeSet<Action> = self.may.iter().filter_map(|word| Action::from_name(word)).collect();
        for word in self.may.iter().filter(|word| Action::from_name(word).is_none()) {
            problem("roles.unknown-action", &self.id, word);
        }
        for other in self.appoints.iter().filter(|other| !ids.contains(other.as_str())) {
            problem("roles.unknown-role", &self.id, other);
        }
        if !self.verifies.is_empty() && !may.contains(&Action::Verify) {
            problem("roles.verifies-nothing", &self.id, "");
        }
        if may.is_empty() || self.levels.is_empty() {
            problem("roles.empty", &self.id, "");
        }
        Role {
            id: self.id.into(),
            name: self.name,
            does: self.does,
            levels: self.levels,
            may,
            verifies: self.verifies,
            appoints: self.appoints.into_iter().map(Arc::from).collect(),
            delegable: self.delegable,
            needs_field: self.needs_field,
        }
    }
}
