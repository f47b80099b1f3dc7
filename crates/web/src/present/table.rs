//! The board as a table for CSV and XLSX: exactly the rows and columns that are shown.

use super::Scene;
use super::board::{above, decided, known, sum};
use crate::listing::{Shown, Since};
use crate::mark::{Mark, Tallied};
use vedich_board::CheckTally;
use vedich_documents::{Column, Content, Kind, Table, Tone};
use vedich_values::Decimal;

/// The table of a board.
#[must_use]
pub fn of(s: Scene<'_>, shown: &Shown<'_>, filter: &str) -> Table {
    let f = s.f;
    let mut columns = vec![Column::new(f.text("web.unit.code"), Kind::Code), Column::new(f.text("web.board.unit"), Kind::Text)];
    columns.push(Column::new(f.text("web.unit.above"), Kind::Text));
    columns.push(Column::new(f.text("web.criteria"), Kind::Code));
    columns.push(Column::new(f.text("web.indicators"), Kind::Code));
    for no in &shown.table.criteria {
        columns.push(Column::new(&format!("{no}. {}", shown.criterion_name(f.lang, *no)), Kind::Status));
    }
    columns.push(Column::new(f.text("web.board.as-reported"), Kind::Code));
    columns.push(Column::new(f.text("web.board.indicators-reported"), Kind::Code));
    columns.push(Column::new(f.text("web.board.computed-part"), Kind::Code));
    columns.push(Column::new(f.text("web.board.ready"), Kind::Percent));
    columns.push(Column::new(f.text("web.board.checks"), Kind::Code));
    columns.push(Column::new(f.text("web.board.returned"), Kind::Number));
    columns.push(Column::new(f.text("web.board.month"), Kind::Number));
    columns.push(Column::new(f.text("web.board.year"), Kind::Number));
    let changes = Since::BOTH.map(|since| s.board.changes_since(&shown.table.rows, since.date(f.as_of)));
    let rows = shown.table.rows.iter().enumerate().map(|(index, row)| {
        let at = s.registry().at(row.unit, f.as_of);
        let [criteria, indicators] = decided(row);
        let counts =
            |tally: Option<Tallied>| tally.map_or(Content::Empty, |tally| Content::text(&format!("{}/{}", tally.met, tally.total)));
        // Where the reported count stands for the unit, the computed one is told as the part it is.
        let [own, part] = if row.reported.is_some() { [None, criteria] } else { [criteria, None] };
        let mut cells = vec![
            Content::text(at.and_then(|at| at.code).unwrap_or_default()),
            Content::text(row.name),
            Content::text(&above(s, shown.area, row.unit)),
            counts(own),
            counts(indicators.filter(|_| row.reported.is_none())),
        ];
        cells.extend(shown.table.criteria.iter().map(|no| match criteria.and(row.status(*no)).map(Mark::from) {
            None | Some(Mark::NoData) => Content::Empty,
            Some(Mark::NotApplicable) => Content::NotApplicable,
            Some(mark) => Content::Status(mark.word(f.lang).to_owned(), tone(mark)),
        }));
        let said = |tally: Option<vedich_values::Tally>| tally.map_or(Content::Empty, |tally| Content::text(&tally.to_string()));
        cells.extend([said(row.reported), said(row.reported_indicators), counts(part)]);
        cells.push(own.map_or(Content::Empty, |tally| percent(tally.met, tally.total)));
        cells.extend(checks(s.board.check_tally(row.unit)));
        cells.extend(changes.iter().map(|change| change[index].map_or(Content::Empty, Content::count)));
        cells
    });
    let mut subtitles = vec![
        format!("{} {}", f.text("web.date.label"), f.date(f.as_of)),
        format!("{}: {}", f.text("web.filter.set"), f.lang.of(&shown.set.title)),
    ];
    let sum = sum(s, &shown.totals);
    subtitles.push(f.say("web.board.with-data", &[("known", &f.count(sum.with_data)), ("all", &f.count(sum.units))]));
    subtitles.extend(super::board::average(s.f, &sum));
    subtitles.extend(bands(s, shown));
    if !filter.is_empty() {
        subtitles.push(filter.to_owned());
    }
    Table {
        name: s.name(shown.area),
        title: f.say("web.board.caption", &[("area", &s.name(shown.area)), ("date", &f.date(f.as_of))]),
        subtitles,
        rows: rows.collect(),
        columns,
        totals: (sum.with_data > 0).then(|| totals(s, shown)),
        notes: vec![f.text("web.foot.what").to_owned()],
        ..Table::default()
    }
}

/// How many units stand in each band, as the page tells it above the rows.
fn bands(s: Scene<'_>, shown: &Shown<'_>) -> Option<String> {
    let scheme = shown.scheme.filter(|_| shown.totals.counted.units > 0)?;
    let units = |id: &str| shown.totals.by_band.iter().find(|(known, _)| known == id).map_or(0, |(_, units)| *units);
    let said = scheme.bands.iter().map(|band| format!("{} {}", s.f.lang.of(&band.name), s.f.count(units(&band.id))));
    Some(format!("{}: {}", s.f.text("web.board.bands"), said.collect::<Vec<_>>().join("; ")))
}

/// The row of the whole area, over the units with data, whatever is filtered.
fn totals(s: Scene<'_>, shown: &Shown<'_>) -> Vec<Content> {
    let f = s.f;
    let sum = sum(s, &shown.totals);
    let share = |met: u32, total: u32| if total == 0 { Content::Empty } else { Content::text(&format!("{met}/{total}")) };
    let name = format!("{} ({})", f.text("web.board.sum"), f.say("web.board.sum-of", &[("n", &f.count(sum.with_data))]));
    let mut cells = vec![
        Content::Empty,
        Content::text(&name),
        Content::Empty,
        share(sum.criteria.met, sum.criteria.total),
        share(sum.indicators.met, sum.indicators.total),
    ];
    cells.extend(shown.table.criteria.iter().map(|no| {
        let counts = shown.totals.by_criterion.iter().find(|(other, _)| other == no).map(|(_, counts)| known(*counts)).unwrap_or_default();
        share(counts.met, counts.total)
    }));
    cells.extend([Content::Empty, Content::Empty, Content::Empty]);
    cells.push(percent(sum.criteria.met, sum.criteria.total));
    // As on the page: of the whole country it is not told.
    let tally = (shown.area != vedich_units::COUNTRY).then(|| s.board.check_tally_under(shown.area));
    cells.extend(tally.map_or([Content::Empty, Content::Empty], checks));
    cells
}

/// Values verified of all, and those that came back; nothing where there is no value.
fn checks(tally: CheckTally) -> [Content; 2] {
    if tally.total() == 0 {
        return [Content::Empty, Content::Empty];
    }
    [Content::text(&format!("{}/{}", tally.verified, tally.total())), Content::count(tally.returned)]
}

fn percent(met: u32, total: u32) -> Content {
    let share = Decimal::from(met * 100).checked_div(Decimal::from(total));
    share.map_or(Content::Empty, |share| Content::Number(share.round_dp(1)))
}

const fn tone(mark: Mark) -> Tone {
    match mark {
        Mark::Met => Tone::Good,
        Mark::Narrow => Tone::Close,
        Mark::Unmet => Tone::Bad,
        _ => Tone::Neutral,
    }
}
