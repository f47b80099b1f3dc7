//! The rows of the matrix: an address, what stands in it and is sent for one's own unit and for another, and who may.

mod desk;
mod entry;
mod fieldwork;
mod papers;
mod people;
mod public;
mod roadmaps;
mod steering;

use axum::http::Method;

/// Who may.
pub(crate) enum Who {
    /// Everybody, signed in or not.
    All,
    /// Everybody who signed in.
    SignedIn,
    /// These: what is theirs, and what is others'.
    Only(&'static [&'static str], &'static [&'static str]),
}

/// An address with what stands in it and what is sent: for one's own unit and for another.
pub(crate) struct Row {
    pub(crate) method: Method,
    pub(crate) address: &'static str,
    pub(crate) own: (&'static str, &'static str),
    pub(crate) other: (&'static str, &'static str),
    pub(crate) who: Who,
}

pub(crate) fn get(address: &'static str, sample: &'static str, who: Who) -> Row {
    Row { method: Method::GET, address, own: (sample, ""), other: (sample, ""), who }
}

/// A call that takes something away.
pub(crate) fn delete(address: &'static str, sample: &'static str, who: Who) -> Row {
    Row { method: Method::DELETE, address, own: (sample, ""), other: (sample, ""), who }
}

pub(crate) fn paper_page(address: &'static str, own: &'static str, other: &'static str) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(PAPER_READERS, &["hethong"]) }
}

pub(crate) fn evidence(address: &'static str, own: &'static str, other: &'static str, who: &'static [&'static str]) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(who, &["hethong"]) }
}

pub(crate) fn open(address: &'static str, sample: &'static str) -> Row {
    get(address, sample, Who::All)
}

pub(crate) fn post(address: &'static str, own: (&'static str, &'static str), other: (&'static str, &'static str), who: Who) -> Row {
    Row { method: Method::POST, address, own, other, who }
}

/// A form of who plans or counts here.
pub(crate) fn planned(address: &'static str, own: &'static str, other: &'static str) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(PLANNERS, &[]) }
}

pub(crate) fn plan(address: &'static str, own: (&'static str, &'static str), other: (&'static str, &'static str)) -> Row {
    post(address, own, other, Who::Only(PLANNERS, &[]))
}

pub(crate) const PLANNERS: &[&str] = &["xa", "dieuphoi", "lanhdao"];
pub(crate) const ADMINISTRATORS: &[&str] = &["quantri", "hethong"];
/// Who reads the papers of a unit: posts over it that are for the whole of it.
pub(crate) const PAPER_READERS: &[&str] = &["xa", "dieuphoi", "lanhdao", "vanthu", "thanhtra", "quantri", "hethong"];
/// Everybody with a post over Lâm Hợp.
pub(crate) const READERS: &[&str] = &["xa", "nganh", "dieuphoi", "lanhdao", "vanthu", "mattran", "thanhtra", "quantri", "hethong"];

/// The matrix, in the order in which it is walked: what is written may be needed by a row below. `@xa` stands for the number of that person.
pub(crate) fn matrix() -> Vec<Row> {
    let rooms = [
        public::rows(),
        people::rows(),
        roadmaps::rows(),
        steering::rows(),
        papers::rows(),
        entry::rows(),
        fieldwork::rows(),
        desk::rows(),
    ];
    let mut rows: Vec<Row> = rooms.into_iter().flatten().collect();
    // Last: it ends the session.
    rows.push(post("/sign-out", ("/sign-out", ""), ("/sign-out", ""), Who::All));
    rows
}
