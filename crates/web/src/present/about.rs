//! What this installation holds.

use super::Scene;
use crate::pages::about::AboutView;

/// The page.
#[must_use]
pub fn view(s: Scene<'_>) -> AboutView {
    let f = s.f;
    let count = |n: usize| f.count(u32::try_from(n).unwrap_or(u32::MAX));
    AboutView {
        holdings: vec![
            (f.text("web.about.facts").to_owned(), vedich_wording::number(f.lang, s.board.version().get().into())),
            (f.text("web.about.units-known").to_owned(), count(s.board.units_with_facts().count())),
            (f.text("web.nav.criteria").to_owned(), count(s.catalogue().len())),
            (f.text("web.nav.units").to_owned(), count(s.registry().iter().count())),
        ],
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
