//! Who wrote something, as people know them: the record keeps logins.

use crate::{App, AppError};
use rustc_hash::FxHashMap;
use vedich_facts::{PersonId, PostId, Recorded};
use vedich_journal::Entry;
use vedich_rights::{Post, Rights, Role};
use vedich_units::Registry;
use vedich_values::{Date, EntrySeq, UnitId};
use vedich_wording::Lang;

/// Whoever made an entry, and the post they made it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// As the record names them: a login, a program, the operator of the machine.
    pub login: String,
    /// The post.
    pub post: Option<PostId>,
}

impl Doer {
    /// Whoever made an entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self { login: entry.actor.clone(), post: entry.post }
    }

    /// Whose the post is; none for a program and for the operator of the machine.
    #[must_use]
    pub fn person(&self, rights: &Rights) -> Option<PersonId> {
        self.post.and_then(|post| rights.post(post)).map(|post| post.person)
    }

    /// Their name; the record's word for them where there is no account.
    #[must_use]
    pub fn name(&self, rights: &Rights) -> String {
        let person = self.person(rights).and_then(|person| rights.person(person)).or_else(|| rights.by_login(&self.login));
        person.map_or_else(|| self.login.clone(), |person| person.name.to_string())
    }

    /// What they are in that post.
    #[must_use]
    pub fn role<'r>(&self, rights: &'r Rights) -> Option<&'r Role> {
        rights.roles().get(&rights.post(self.post?)?.role)
    }

    /// The unit of that post.
    #[must_use]
    pub fn unit(&self, rights: &Rights) -> Option<UnitId> {
        Some(rights.post(self.post?)?.unit)
    }

    /// By name, role and unit: "Phạm Thị Mai (chuyên viên sở, ngành, Tỉnh Hà Tĩnh)".
    #[must_use]
    pub fn called(&self, rights: &Rights, registry: &Registry, lang: Lang) -> String {
        let role = self.role(rights).map(|role| vedich_papers::lower_first(lang.of(&role.name)));
        // A unit is named as it was called last.
        let unit = self.unit(rights).and_then(|unit| {
            let last = registry.get(unit)?.span.to;
            registry.at(unit, last.unwrap_or(Date::MAX)).map(|at| at.name.to_owned())
        });
        let post: Vec<String> = role.into_iter().chain(unit).collect();
        let name = self.name(rights);
        if post.is_empty() { name } else { format!("{name} ({})", post.join(", ")) }
    }
}

impl App {
    /// Who made the entries that facts came with.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn doers(&self, facts: impl IntoIterator<Item = &Recorded>) -> Result<FxHashMap<EntrySeq, Doer>, AppError> {
        let mut entries: Vec<EntrySeq> = facts.into_iter().map(|recorded| recorded.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        let found = self.journal().entries_of(&entries).await?;
        Ok(found.iter().map(|entry| (entry.seq, Doer::of(entry))).collect())
    }
}

/// Somebody by name and the post they held on a day, the one over that unit before others: "Hồ Văn Dũng, Cán bộ NTM xã". Whoever has no
/// account, a source or an office, stands as the record names them.
#[must_use]
pub fn called(rights: &Rights, lang: Lang, by: &str, unit: Option<UnitId>, on: Date) -> String {
    let Some(person) = rights.by_login(by) else { return by.to_owned() };
    let held: Vec<&Post> = rights.posts_of(person.id).filter(|post| post.span.contains(on)).collect();
    let post = held.iter().find(|post| Some(post.unit) == unit).or_else(|| held.first());
    match post.and_then(|post| rights.roles().get(&post.role)) {
        Some(role) => format!("{}, {}", person.name, vedich_papers::lower_first(lang.of(&role.name))),
        None => person.name.to_string(),
    }
}
