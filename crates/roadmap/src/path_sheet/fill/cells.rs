//! What cells say, and which of them differ from the table as it was handed out.

use super::{Filled, FilledRow, MILLION, PathField};
use crate::path_sheet::{PERCENT, PathRow};
use crate::record::{Done, Funding};
use std::collections::BTreeMap;
use vedich_values::{CriterionNo, Date, Decimal, Place, Vnd};

/// The cells of a row that differ from the row as it was handed out.
pub(super) struct Changed {
    pub(super) fields: BTreeMap<PathField, (Filled, Place)>,
    pub(super) counted: BTreeMap<Date, (Filled, Place)>,
}

impl Changed {
    pub(super) fn of(row: &FilledRow, then: &PathRow, weeks: &[Date]) -> Self {
        let differs = |(field, (filled, _)): &(&PathField, &(Filled, Place))| !same(filled, &as_filled(then, **field));
        let fields = row.cells.iter().filter(differs).map(|(field, filled)| (*field, filled.clone())).collect();
        let before = |week: &Date| {
            let place = weeks.iter().position(|monday| monday == week)?;
            then.counted.get(place).copied().flatten()
        };
        let moved = |(week, (filled, _)): &(&Date, &(Filled, Place))| !same(filled, &done_as_filled(before(week), then));
        let counted = row.counted.iter().filter(moved).map(|(week, filled)| (*week, filled.clone())).collect();
        Self { fields, counted }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.counted.is_empty()
    }

    pub(super) fn any(&self, fields: &[PathField]) -> bool {
        fields.iter().any(|field| self.fields.contains_key(field))
    }
}

/// The cell a row was handed out with.
pub(super) fn as_filled(row: &PathRow, field: PathField) -> Filled {
    let text = |text: &Option<String>| text.as_ref().map_or(Filled::Empty, |text| Filled::Text(text.clone()));
    match field {
        PathField::Criterion => row.criterion.map_or(Filled::Empty, |no| Filled::Number(Decimal::from(no.0))),
        PathField::Code => text(&row.code.as_ref().map(ToString::to_string)),
        PathField::Title => Filled::Text(row.title.clone()),
        PathField::Measure => Filled::Text(row.measure.clone()),
        PathField::Total => row.total.map_or(Filled::Empty, Filled::Number),
        PathField::Done => done_as_filled(row.done, row),
        PathField::Cost => row.cost.map_or(Filled::Empty, |cost| Filled::Number(Decimal::new(cost.0, 6))),
        PathField::Funded if row.funding.is_empty() => Filled::Empty,
        PathField::Funded => Filled::Number(Decimal::new(row.funding.iter().map(|one| one.amount.0).sum(), 6)),
        PathField::Sources => text(&Some(sources_text(&row.funding)).filter(|text| !text.is_empty())),
        PathField::Member => text(&row.member),
        PathField::Lead => text(&row.lead),
        PathField::Person => text(&row.person),
        PathField::Start => Filled::Date(row.start),
        PathField::Finish => Filled::Date(row.finish),
        PathField::Note => text(&row.note),
    }
}

/// What is done, as a cell shows it: percents as bare numbers where the unit of measure is percent.
pub(super) fn done_as_filled(done: Option<Done>, row: &PathRow) -> Filled {
    match done {
        None => Filled::Empty,
        Some(Done::Quantity(quantity)) => Filled::Number(quantity),
        Some(Done::Percent(percent)) if row.measure == PERCENT => Filled::Number(Decimal::new(percent.into(), 2)),
        Some(Done::Percent(percent)) => Filled::Percent(Decimal::new(percent.into(), 2)),
    }
}

/// Money there, by source, as the table shows it: `NS tỉnh 500; NS xã 200`, in millions of đồng; one source needs no amount.
#[must_use]
pub fn sources_text(funding: &[Funding]) -> String {
    match funding {
        [one] => one.source_said(),
        many => many.iter().map(|one| format!("{} {}", one.source_said(), millions(one.amount.0))).collect::<Vec<_>>().join("; "),
    }
}

/// Both say the same: numbers by value, words without regard to blanks; a criterion by its number.
pub(super) fn same(a: &Filled, b: &Filled) -> bool {
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match (a, b) {
        (Filled::Text(a), Filled::Text(b)) => blanks(a) == blanks(b),
        (Filled::Text(text), Filled::Empty) | (Filled::Empty, Filled::Text(text)) => text.trim().is_empty(),
        (Filled::Text(text), Filled::Number(number)) | (Filled::Number(number), Filled::Text(text)) => {
            leading_number(text).map(Decimal::from) == Some(*number) || text.trim().parse() == Ok(*number)
        }
        _ => a == b,
    }
}

pub(super) fn leading_number(text: &str) -> Option<u16> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

pub(super) fn criterion_of(row: &FilledRow) -> Option<CriterionNo> {
    match &row.cells.get(&PathField::Criterion)?.0 {
        Filled::Text(text) => leading_number(text).map(CriterionNo),
        Filled::Number(number) => u16::try_from(*number).ok().map(CriterionNo),
        _ => None,
    }
}

pub(super) fn words(filled: Filled) -> Option<String> {
    match filled {
        Filled::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Filled::Number(number) => Some(number.normalize().to_string()),
        Filled::Percent(share) => Some(format!("{}%", share.normalize())),
        Filled::Date(date) => Some(vedich_values::date::print_date(date)),
        Filled::Empty => None,
    }
}

pub(super) fn said(filled: &Filled) -> String {
    words(filled.clone()).unwrap_or_default()
}

/// Millions of đồng into đồng.
pub(super) fn money(filled: &Filled) -> Result<Option<Vnd>, ()> {
    match filled {
        Filled::Empty => Ok(None),
        Filled::Number(amount) if !amount.is_sign_negative() || amount.is_zero() => {
            let dong = amount.checked_mul(Decimal::from(MILLION)).ok_or(())?.round();
            i64::try_from(dong).map(|dong| Some(Vnd(dong))).map_err(|_| ())
        }
        _ => Err(()),
    }
}

/// `NS tỉnh 500`: the last word is the amount, in millions of đồng.
pub(super) fn source_amount(part: &str) -> Option<Funding> {
    let (source, amount) = part.rsplit_once(char::is_whitespace)?;
    let amount = vedich_values::number::parse_number(amount).ok()?;
    let amount = money(&Filled::Number(amount)).ok()??;
    let source = source.trim().trim_end_matches([':', '-']).trim().to_owned();
    (!source.is_empty()).then(|| Funding::of_source(&source, amount))
}

pub(super) fn millions(dong: i64) -> String {
    vedich_values::number::print_number(Decimal::new(dong, 6).normalize())
}
