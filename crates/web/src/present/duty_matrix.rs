//! Who is responsible on a day, and will be by what is decided, as a matrix.

use super::Scene;
use crate::pages::fieldwork::duties::matrix::{Mark, Matrix, Row};
use crate::parts::Link;
use vedich_board::Duty;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::{Charge, Part};
use vedich_values::text::fold;

/// A charge with its words, and the duties over it.
type Given<'a> = (&'a (Charge, String, Link), Vec<&'a Duty>);

/// The matrix of some charges, each with its words, by the duties a unit gave: those that hold on the day shown, and those to come.
#[must_use]
pub fn matrix(s: Scene<'_>, duties: &[Duty], charges: &[(Charge, String, Link)]) -> Matrix {
    let day = s.f.as_of;
    let counts = |duty: &&Duty| duty.to.is_none_or(|to| day <= to && duty.from <= to);
    let held: Vec<&Duty> = duties.iter().filter(counts).collect();
    let of = |charge: &Charge| held.iter().copied().filter(|duty| is_it(s, &duty.over, charge)).collect::<Vec<_>>();
    let rows: Vec<Given<'_>> = charges.iter().map(|charge| (charge, of(&charge.0))).collect();
    let mut holders: Vec<String> = Vec::new();
    for duty in rows.iter().flat_map(|(_, duties)| duties) {
        if !holders.iter().any(|known| fold(known) == fold(&duty.holder)) {
            holders.push(duty.holder.to_string());
        }
    }
    let row = |((_, over, what), duties): Given<'_>| Row {
        what: what.clone(),
        over: over.clone(),
        gap: !duties.iter().any(|duty| duty.part == Part::Lead && duty.holds_on(day)),
        cells: holders
            .iter()
            .map(|holder| duties.iter().filter(|duty| fold(&duty.holder) == fold(holder)).map(|duty| mark(s, duty)).collect())
            .collect(),
    };
    Matrix { rows: rows.into_iter().map(row).collect(), holders }
}

fn mark(s: Scene<'_>, duty: &Duty) -> Mark {
    let f = s.f;
    Mark { part: duty.part, from: (duty.from > f.as_of).then(|| f.date(duty.from)), to: duty.to.map(|to| f.date(to)) }
}

/// Whether two charges are over the same, by whatever set a criterion was named.
fn is_it(s: Scene<'_>, over: &Charge, charge: &Charge) -> bool {
    match (over.criterion(), charge.criterion()) {
        (Some(over), Some(charge)) => s.catalogue().correspond(&over, &charge),
        _ => over == charge,
    }
}

/// The matrix as a sheet; none where there is nothing to be responsible for.
#[must_use]
pub fn sheet(s: Scene<'_>, (name, corner): (&'static str, &'static str), title: &str, matrix: &Matrix) -> Option<Table> {
    let f = s.f;
    let cell = |marks: &Vec<Mark>| Content::text(&marks.iter().map(|mark| mark.words(f)).collect::<Vec<_>>().join("; "));
    let row = |row: &Row| {
        let gap = if row.gap { f.text("fieldwork.duty.gap") } else { "" };
        let first = [Content::text(&row.what.text), Content::text(gap)];
        first.into_iter().chain(row.cells.iter().map(cell)).collect()
    };
    let first = [Column::new(f.text(corner), Kind::Text).wide(40), Column::new(f.text("fieldwork.duty.gap"), Kind::Text).wide(18)];
    let holders = matrix.holders.iter().map(|holder| Column::new(holder, Kind::Text).wide(18));
    (!matrix.rows.is_empty()).then(|| Table {
        name: f.text(name).to_owned(),
        title: title.to_owned(),
        subtitles: vec![f.say("fieldwork.duty.as-of", &[("date", &f.date(f.as_of))])],
        columns: first.into_iter().chain(holders).collect(),
        rows: matrix.rows.iter().map(row).collect(),
        ..Table::default()
    })
}
