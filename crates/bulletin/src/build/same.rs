//! Whether two facts say the same.

use crate::facts::{Body, Tally};

/// Whether two facts say the same; a year that only one of them gives makes no difference.
pub(super) fn same_statement(known: &Body, new: &Body) -> bool {
    match (known, new) {
        (Body::Tally(a), Body::Tally(b)) if a.year.is_none() || b.year.is_none() => {
            let plain = |tally: &Tally| Tally { year: None, ..tally.clone() };
            a.count == b.count && a.subject == b.subject && plain(a) == plain(b)
        }
        _ => known == new,
    }
}

/// Whether a title's fact and a body's are the same figure; the unit may be said more exactly in the body.
pub(super) fn same_figure(title: &Body, body: &Body) -> bool {
    match (title, body) {
        (Body::Progress { met, total, kind, .. }, Body::Progress { met: m, total: t, kind: k, .. }) => {
            met == m && kind == k && (total == t || total.is_none())
        }
        (Body::Tally(a), Body::Tally(b)) => a.subject == b.subject && a.count == b.count && a.band.is_some() == b.band.is_some(),
        (Body::IndicatorValue { indicator, value, .. }, Body::IndicatorValue { indicator: i, value: v, .. }) => {
            indicator == i && value == v
        }
        // "5.000 ngày công" above, "5.120 công" below
        (Body::Output { quantity, unit, .. }, Body::Output { quantity: q, unit: u, .. }) => {
            unit == u && quantity.0.abs_diff(q.0) <= quantity.0.unsigned_abs() / 20
        }
        (Body::Finance { what, amount_vnd, .. }, Body::Finance { what: w, amount_vnd: a, .. }) => {
            // "37 tỷ" above, "37,4 tỷ" below
            what == w && amount_vnd.abs_diff(*a) <= a.unsigned_abs() / 20
        }
        _ => false,
    }
}
