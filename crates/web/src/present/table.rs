//! The board as a table for CSV and XLSX: exactly the rows and columns that are shown.

use super::Scene;
use super::board::reported;
use crate::listing::{Shown, Since};
use crate::mark::Mark;
use vedich_board::AreaRow;
use vedich_documents::{Column, Content, Kind, Table, Tone};
use vedich_values::Decimal;

/// The table of a board.
#[must_use]
pub fn of(s: Scene<'_>, shown: &Shown<'_>, filter: &str) -> Table {
    let f = s.f;
    let mut columns = vec![Column::new(f.text("web.unit.code"), Kind::Code), Column::new(f.text("web.board.unit"), Kind::Text)];
    columns.push(Column::new(f.text("web.criteria"), Kind::Code));
    columns.push(Column::new(f.text("web.indicators"), Kind::Code));
    for no in &shown.table.criteria {
        let name = shown.set.criteria.iter().find(|criterion| criterion.no == *no).map_or("", |criterion| f.lang.of(&criterion.name));
        columns.push(Column::new(&format!("{no}. {name}"), Kind::Status));
    }
    columns.push(Column::new(f.text("web.board.as-reported"), Kind::Code));
    columns.push(Column::new(f.text("web.board.ready"), Kind::Percent));
    columns.push(Column::new(f.text("web.board.month"), Kind::Number));
    columns.push(Column::new(f.text("web.board.year"), Kind::Number));
    let changes = Since::BOTH.map(|since| s.board.changes_since(&shown.table.rows, since.date(f.as_of)));
    let rows = shown.table.rows.iter().enumerate().map(|(index, row)| {
        let at = s.registry().at(row.unit, f.as_of);
        let counts = |counts: vedich_criteria::Counts| {
            if row.marks.is_some() { Content::text(&format!("{}/{}", counts.met, counts.total)) } else { Content::Empty }
        };
        let mut cells = vec![
            Content::text(at.and_then(|at| at.code).unwrap_or_default()),
            Content::text(row.name),
            counts(row.criteria()),
            counts(row.indicators()),
        ];
        cells.extend(shown.table.criteria.iter().map(|no| match row.marks.and(row.status(*no)).map(Mark::from) {
            None | Some(Mark::NoData) => Content::Empty,
            Some(Mark::NotApplicable) => Content::NotApplicable,
            Some(mark) => Content::Status(mark.word(f.lang).to_owned(), tone(mark)),
        }));
        cells.push(reported(s, shown, row.unit).map_or(Content::Empty, |counts| Content::text(&counts)));
        cells.push(readiness(row));
        cells.extend(changes.iter().map(|change| change[index].map_or(Content::Empty, Content::count)));
        cells
    });
    let mut subtitles = vec![
        format!("{} {}", f.text("web.date.label"), f.date(f.as_of)),
        format!("{}: {}", f.text("web.filter.set"), f.lang.of(&shown.set.title)),
    ];
    if !filter.is_empty() {
        subtitles.push(filter.to_owned());
    }
    Table {
        name: s.name(shown.area),
        title: f.say("web.board.caption", &[("area", &s.name(shown.area)), ("date", &f.date(f.as_of))]),
        subtitles,
        rows: rows.collect(),
        columns,
        notes: vec![f.text("web.foot.what").to_owned()],
        ..Table::default()
    }
}

/// Share of criteria met, as the bar beside the row shows it: nothing where no criterion is decided.
fn readiness(row: &AreaRow<'_>) -> Content {
    let counts = row.criteria();
    let share = Decimal::from(counts.met * 100).checked_div(Decimal::from(counts.total));
    share.filter(|_| counts.met + counts.not_met > 0).map_or(Content::Empty, |share| Content::Number(share.round_dp(1)))
}

const fn tone(mark: Mark) -> Tone {
    match mark {
        Mark::Met => Tone::Good,
        Mark::Narrow => Tone::Close,
        Mark::Unmet => Tone::Bad,
        _ => Tone::Neutral,
    }
}
