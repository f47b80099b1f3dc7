//! Who wrote something, as people know them: the record keeps logins.

use vedich_rights::{Post, Rights};
use vedich_values::{Date, UnitId};
use vedich_wording::Lang;

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
