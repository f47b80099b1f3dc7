//! People and posts in words.

pub mod became;
pub mod deeds;
pub mod roster;
pub mod trail;

use self::became::BecameLine;
use super::Scene;
use crate::pages::people::list::{FactorRule, FactorView};
use crate::parts::Link;
use vedich_app::people::{Covered, Doer, Link as Opening, WaysIn};
use vedich_app::{App, Hand};
use vedich_criteria::{Catalogue, CriteriaSet};
use vedich_facts::{AccountEvent, Body, CredentialChange, Field, PostId, Recorded};
use vedich_rights::{Person, Post, Rights};
use vedich_values::{CriterionNo, UnitId};
use vedich_wording::Lang;

/// A post or delegation on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostLine {
    /// Its identity.
    pub id: String,
    /// The role.
    pub role: String,
    /// What people in it do.
    pub does: String,
    /// The unit.
    pub unit: Link,
    /// What became of the unit, when it is gone.
    pub became: Option<BecameLine>,
    /// The criteria in words; empty: all.
    pub field: String,
    /// What of the set in force today it covers, where its numbers are of another, in words.
    pub now: Vec<FieldNow>,
    /// From when to when.
    pub span: String,
    /// The decision.
    pub decision: String,
    /// Who holds it, where that is not clear.
    pub holder: String,
    /// Their identity.
    pub person: String,
    /// Whose post it delegates.
    pub delegated_by: String,
    /// What is worth a second look in an open delegation, in words.
    pub odd: Vec<String>,
    /// Whether it counts today.
    pub counts: bool,
    /// Whether it can still be ended.
    pub open: bool,
    /// Whether its holder may let others act in it.
    pub delegable: bool,
}

/// What a field comes to under a set that is in force now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNow {
    /// In words.
    pub words: String,
    /// Whether it covers nothing and has to be given anew.
    pub nothing: bool,
}

/// A person in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonLine {
    /// Login.
    pub login: String,
    /// Name and their page.
    pub name: Link,
    /// The unit they belong to.
    pub home: String,
    /// Posts that count today.
    pub posts: Vec<String>,
    /// Whether the account is disabled.
    pub disabled: bool,
    /// What opens it.
    pub ways: String,
}

/// A line of an account's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: String,
    /// What.
    pub what: String,
    /// Who did it: name, role and unit.
    pub who: String,
    /// The decision or the reason.
    pub why: String,
}

/// The post in words.
#[must_use]
pub fn post(s: Scene<'_>, app: &App, post: &Post) -> PostLine {
    let (rights, today) = (app.rights(), app.today());
    let role = rights.roles().get(&post.role);
    let name = |id| rights.person(id).map_or_else(String::new, |person: &Person| person.name.to_string());
    let open = rights.is_open(post, today);
    let giver = post.of.and_then(|of| rights.post(of)).map_or_else(String::new, |of| name(of.person));
    PostLine {
        id: post.id.to_string(),
        role: role.map_or_else(|| post.role.to_string(), |role| s.f.lang.of(&role.name).to_owned()),
        does: role.map_or_else(String::new, |role| s.f.lang.of(&role.does).to_owned()),
        unit: s.place_link(post.unit),
        became: became::of(s, post.unit),
        field: field_in_words(s.f.lang, s.catalogue(), &post.field),
        now: if open { fields_now(s.f.lang, app, post) } else { Vec::new() },
        span: span(s, &rights, post),
        decision: post.decision.as_deref().unwrap_or_default().to_owned(),
        holder: name(post.person),
        person: post.person.to_string(),
        delegated_by: giver,
        odd: post.of.filter(|_| open).map_or_else(Vec::new, |of| odd(s.f.lang, app, of, post)),
        counts: rights.acting(post.person, today).any(|acting| acting.id == post.id),
        open,
        delegable: post.of.is_none() && post.counts_on(today) && role.is_some_and(|role| role.delegable),
    }
}

fn odd(lang: Lang, app: &App, of: PostId, delegation: &Post) -> Vec<String> {
    let odd = app.odd_in_delegation(of, delegation.person, delegation.span);
    odd.iter().map(|one| lang.problem_without_place(one)).collect()
}

/// The role of a post and where it is.
fn held(s: Scene<'_>, rights: &Rights, post: &Post) -> String {
    let role = rights.roles().get(&post.role).map_or(&*post.role, |role| s.f.lang.of(&role.name));
    format!("{role}, {}", s.place_link(post.unit).text)
}

fn span(s: Scene<'_>, rights: &Rights, post: &Post) -> String {
    if post.is_open(s.f.today) && !rights.is_open(post, s.f.today) {
        return s.f.say("people.post.root-ended", &[("from", &post.span.from.map_or_else(String::new, |from| s.f.date(from)))]);
    }
    let from = post.span.from.map_or_else(String::new, |from| s.f.date(from));
    match (post.ended, post.span.to) {
        (Some(at), _) => s.f.say("people.post.ended", &[("from", &from), ("at", &vedich_wording::date_time(s.f.lang, at))]),
        (None, Some(to)) => format!("{from} – {}", s.f.date(to)),
        (None, None) => s.f.say("people.post.since", &[("from", &from)]),
    }
}

/// A field in words: `5 Trường học, 14 Giáo dục và Đào tạo (Bộ tiêu chí …)`; empty: all criteria.
#[must_use]
pub fn field_in_words(lang: Lang, catalogue: &Catalogue, field: &Field) -> String {
    let part = |(key, numbers): (&String, &std::collections::BTreeSet<CriterionNo>)| match catalogue.get(key) {
        Some(set) => format!("{} ({})", criteria_in_words(lang, set, numbers), lang.of(&set.title)),
        None => written(key, numbers),
    };
    field.0.iter().flatten().map(part).collect::<Vec<_>>().join("; ")
}

fn criteria_in_words<'n>(lang: Lang, set: &CriteriaSet, numbers: impl IntoIterator<Item = &'n CriterionNo>) -> String {
    let named = |no: &CriterionNo| {
        let known = set.criteria.iter().find(|criterion| criterion.no == *no);
        known.map_or_else(|| no.to_string(), |criterion| format!("{no} {}", lang.of(&criterion.name)))
    };
    numbers.into_iter().map(named).collect::<Vec<_>>().join(", ")
}

/// What of the sets in force today a post covers whose field has the numbers of others: who administers it sees that it has to be given
/// anew.
#[must_use]
pub fn fields_now(lang: Lang, app: &App, post: &Post) -> Vec<FieldNow> {
    let is_of_another = |covered: &Covered| post.field.0.iter().flatten().all(|(key, _)| key != covered.set.id.as_str());
    let words = |covered: Covered| {
        let set = lang.of(&covered.set.title);
        let criteria = criteria_in_words(lang, &covered.set, &covered.criteria);
        let nothing = covered.criteria.is_empty();
        let key = if nothing { "people.field-now-nothing" } else { "people.field-now" };
        FieldNow { words: lang.say(key, &[("set", set), ("criteria", &criteria)]), nothing }
    };
    app.covered_now(post).into_iter().filter(is_of_another).map(words).collect()
}

/// A field as it is written and read: `commune: 5, 14; hamlet: 3`.
#[must_use]
pub fn field(field: &Field) -> String {
    field.0.iter().flatten().map(|(key, numbers)| written(key, numbers)).collect::<Vec<_>>().join("; ")
}

fn written(key: &str, numbers: &std::collections::BTreeSet<CriterionNo>) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("{key}: {}", numbers.join(", "))
}

/// The words of an invitation to an account: subject and body, with the link under the address of the site.
#[must_use]
pub fn invitation_words(lang: Lang, base: &str, person: &Person, link: &Opening) -> (String, String) {
    let until = vedich_wording::date_time(lang, link.until);
    let address = format!("{}/link/{}", base.trim_end_matches('/'), link.token);
    let filled = [("name", &*person.name), ("login", &*person.login), ("until", &until), ("address", &address)];
    (lang.text("work.letter.account-subject").to_owned(), lang.say("work.letter.account-body", &filled))
}

/// What opens an account beside the password, in words, and whether more is required.
#[must_use]
pub fn ways(lang: Lang, ways: &WaysIn) -> String {
    let mut said = Vec::new();
    if !ways.password && !ways.demo {
        said.push(lang.text("people.way-no-password").to_owned());
    }
    if ways.totp {
        said.push(lang.say("people.way-totp", &[("codes", &ways.recovery_codes.to_string())]));
    }
    if ways.passkeys > 0 {
        said.push(lang.say("people.way-passkeys", &[("n", &ways.passkeys.to_string())]));
    }
    if !ways.has_second() {
        let key = match (ways.demo, ways.required) {
            (true, _) => "people.way-demo",
            (false, true) => "people.way-owed",
            (false, false) => "people.way-none",
        };
        said.push(lang.text(key).to_owned());
    }
    said.join("; ")
}

/// A browser by the name people know it by, with what it runs on: "Chrome, Android". One we don't know stands as it names itself.
#[must_use]
pub fn browser(agent: &str) -> String {
    // The first that fits: most browsers name those they come from as well.
    const BROWSERS: [(&str, &str); 7] = [
        ("coc_coc_browser/", "Cốc Cốc"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux")];
    let named = |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) => one.to_owned(),
        (None, _) => agent.to_owned(),
    }
}

/// A person in a list.
#[must_use]
pub fn person(s: Scene<'_>, app: &App, rights: &Rights, person: &Person, opens: &WaysIn) -> PersonLine {
    let posts = rights.acting(person.id, app.today()).map(|one| {
        let anew = fields_now(s.f.lang, app, one).iter().any(|now| now.nothing);
        let words = if anew { format!(" ({})", s.f.text("people.field-anew")) } else { String::new() };
        format!("{}{words}", held(s, rights, one))
    });
    PersonLine {
        login: person.login.to_string(),
        name: Link::new(person.name.as_ref(), format!("/people/{}", person.id)),
        home: s.name(person.home),
        posts: posts.collect(),
        disabled: person.disabled,
        ways: ways(s.f.lang, opens),
    }
}

/// Posts over units that have ended with nobody in their place: whose, and which.
#[must_use]
pub fn ended(s: Scene<'_>, rights: &Rights, posts: &[(Person, Post)]) -> Vec<(Link, String)> {
    let line = |(person, post): &(Person, Post)| (Link::new(person.name.as_ref(), format!("/people/{}", person.id)), held(s, rights, post));
    posts.iter().map(line).collect()
}

/// An event of an account in words.
#[must_use]
pub fn history(s: Scene<'_>, rights: &Rights, recorded: &Recorded, by: Option<&Doer>) -> HistoryLine {
    let Body::Account(event) = &recorded.fact.body else { return HistoryLine::default() };
    let of_post = |id| {
        let holder = |one: &Post| rights.person(one.person).map_or_else(String::new, |person| person.name.to_string());
        rights.post(id).map_or_else(String::new, |one| format!("{} ({})", held(s, rights, one), holder(one)))
    };
    let what = match event {
        AccountEvent::Entered { login, .. } => s.f.say("people.history.entered", &[("login", login)]),
        AccountEvent::Described { name, .. } => {
            s.f.say("people.history.described", &[("name", name), ("unit", &s.name(recorded.fact.unit))])
        }
        AccountEvent::Disabled { .. } => s.f.text("people.history.disabled").to_owned(),
        AccountEvent::Enabled { .. } => s.f.text("people.history.enabled").to_owned(),
        AccountEvent::Appointed { .. } => {
            s.f.say("people.history.appointed", &[("post", &of_post(vedich_facts::PostId(recorded.seq.get())))])
        }
        AccountEvent::Delegated { .. } => {
            s.f.say("people.history.delegated", &[("post", &of_post(vedich_facts::PostId(recorded.seq.get())))])
        }
        AccountEvent::Ended { post } => s.f.say("people.history.ended", &[("post", &of_post(*post))]),
        // A rule is of no single account.
        AccountEvent::SecondFactor { .. } => String::new(),
        AccountEvent::Credentials { change, .. } => {
            s.f.text(match change {
                CredentialChange::Invited => "people.history.invited",
                CredentialChange::ResetLink => "people.history.reset",
                CredentialChange::SecondFactorRemoved => "people.history.factor-removed",
                CredentialChange::IdentityBound => "people.history.identity-bound",
                CredentialChange::IdentityRemoved => "people.history.identity-removed",
                CredentialChange::ContactChanged => "people.history.contact-changed",
                CredentialChange::SessionsEnded => "people.history.sessions-ended",
            })
            .to_owned()
        }
    };
    let said = [&recorded.fact.source, &recorded.fact.note].into_iter().flatten().map(AsRef::as_ref);
    let who = by.map(|by| by.called(rights, s.registry(), s.f.lang)).unwrap_or_default();
    let at = vedich_wording::date_time(s.f.lang, recorded.recorded_at);
    HistoryLine { at, what, who, why: said.collect::<Vec<&str>>().join("; ") }
}

/// Of which roles a second factor is required where a reader administers people, and what they may require.
#[must_use]
pub fn factor_rules(s: Scene<'_>, app: &App, rights: &Rights, hand: &Hand) -> FactorView {
    let mine = app.units_administered(hand);
    let role = |id: &str| rights.roles().get(id).map_or_else(|| id.to_owned(), |role| s.f.lang.of(&role.name).to_owned());
    let rule = |(unit, id): (UnitId, &str)| FactorRule {
        unit: s.name(unit),
        role: role(id),
        ends: mine.contains(&unit).then(|| (unit.to_string(), id.to_owned())),
    };
    FactorView {
        rules: rights.second_factor_rules().map(rule).collect(),
        units: mine.iter().map(|unit| (unit.to_string(), s.name(*unit))).collect(),
        roles: rights.roles().iter().map(|one| (one.id.to_string(), s.f.lang.of(&one.name).to_owned())).collect(),
        done: s.f.param("done").is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        let chrome = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/126.0 Chrome/120.0 Safari/537.36";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!([chrome, windows, iphone].map(browser), ["Chrome, Android", "Cốc Cốc, Windows", "Safari, iPhone"]);
        assert_eq!([browser("curl/8.5"), browser("")], ["curl/8.5", ""]);
    }
}
