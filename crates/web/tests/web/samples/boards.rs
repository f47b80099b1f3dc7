use super::{CRITERIA, marks};
use vedich_board::CheckTally;
use vedich_web::mark::{Mark, Tallied};
use vedich_web::pages::board::{Band, BoardView, Choice, Column, Filter, Heading, Headings, Row, Sum};
use vedich_web::parts::Link;

fn tally(marks: &[Mark]) -> Tallied {
    let count = |wanted: &[Mark]| u32::try_from(marks.iter().filter(|mark| wanted.contains(mark)).count()).unwrap();
    Tallied {
        met: count(&[Mark::Met, Mark::Narrow, Mark::NotApplicable]),
        narrow: count(&[Mark::Narrow]),
        unmet: count(&[Mark::Unmet]),
        none: count(&[Mark::NoData, Mark::NotAssessable]),
        total: u32::try_from(marks.len()).unwrap(),
    }
}

fn row(name: &str, letters: &str, changes: (Option<i32>, Option<i32>), reported: Option<&str>) -> Row {
    let marks = marks(letters);
    let criteria = tally(&marks);
    Row {
        name: Link::new(name, "/places/sample"),
        above: String::new(),
        below: None,
        criteria: (!marks.is_empty()).then_some(criteria),
        indicators: (!marks.is_empty()).then(|| Tallied { met: criteria.met * 5 / 2, total: 49, ..Tallied::default() }),
        marks,
        reported: reported.map(str::to_owned),
        reported_indicators: None,
        checks: (criteria.met > 12).then_some(CheckTally { entered: 9, returned: criteria.unmet, verified: criteria.met }),
        month: changes.0,
        year: changes.1,
    }
}

fn columns(rows: &[Row]) -> Vec<Column> {
    let met = |i: usize| {
        u32::try_from(rows.iter().filter(|row| row.marks.get(i).is_some_and(|mark| mark.class() == "m" || mark.class() == "n")).count())
            .unwrap()
    };
    let known =
        |i: usize| u32::try_from(rows.iter().filter(|row| row.marks.get(i).is_some_and(|mark| *mark != Mark::NoData)).count()).unwrap();
    CRITERIA
        .iter()
        .enumerate()
        .map(|(i, name)| Column {
            no: u16::try_from(i + 1).unwrap(),
            name: (*name).into(),
            heading: Heading { href: format!("/board/sample?sort=tc{}", i + 1), sorted: None },
            met: met(i),
            known: known(i),
            unmet_href: format!("/board/sample?criterion={}&status=not_met", i + 1),
        })
        .collect()
}

fn choice(value: &str, text: &str, chosen: bool) -> Choice {
    Choice { value: value.into(), text: text.into(), chosen }
}

/// Kỳ Anh district on 8 September 2020.
pub fn board_district() -> BoardView {
    let rows = vec![
        row("Xã Kỳ Bắc", "mmmmmmmmmmmmmmmmmmmm", (Some(0), Some(1)), None),
        row("Xã Kỳ Tân", "mmmmmmmmmnmmmmmmmmmm", (Some(1), Some(3)), None),
        row("Xã Kỳ Phong", "mmmmmnmmmmmmmmmmumm", (Some(0), Some(2)), None).pad(),
        row("Xã Kỳ Khang", "mumxmmmmmnmmmmmmumom", (Some(0), Some(2)), None),
        row("Xã Lâm Hợp", "uummmmmmmmmmmmmmummu", (Some(2), Some(5)), None),
        row("Xã Kỳ Sơn", "mummmummmunmmmmmummu", (Some(-1), Some(1)), None),
        row("Xã Kỳ Thượng", "mummuummmunmqmmmummu", (None, Some(2)), None),
        row("Xã Kỳ Lạc", "uummmumummmmuummuumu", (Some(0), Some(1)), None),
        row("Xã Kỳ Tây", "", (None, None), Some("13/20")),
        row("Xã Kỳ Hợp", "oooooooooooooooooooo", (None, None), None),
        row("Xã Kỳ Trung", "", (None, None), None),
    ];
    let all = rows.iter().filter(|row| !row.marks.is_empty()).fold(Tallied::default(), |sum, row| {
        let t = row.criteria.unwrap();
        Tallied {
            met: sum.met + t.met,
            narrow: sum.narrow + t.narrow,
            unmet: sum.unmet + t.unmet,
            none: sum.none + t.none,
            total: sum.total + t.total,
        }
    });
    BoardView {
        gone: None,
        title: "Huyện Kỳ Anh".into(),
        crumbs: vec![Link::new("Cả nước", "/board"), Link::new("Tỉnh Hà Tĩnh", "/board/sample")],
        area: Link::new("Trang của huyện", "/places/sample"),
        set: Link::new("Bộ tiêu chí xã nông thôn mới tỉnh Hà Tĩnh giai đoạn 2018-2020", "/criteria/sample"),
        columns: columns(&rows),
        also: vec![Link::new("Bộ tiêu chí xã NTM nâng cao (1 đơn vị)", "/board?set=a")],
        average: "Bình quân 13 tiêu chí đạt mỗi đơn vị (tính trên 2 đơn vị đã biết số tiêu chí đạt).".into(),
        sum: Sum {
            counted: 2,
            reported: 1,
            apart: 2,
            units: 20,
            with_data: 9,
            full: 2,
            criteria: all,
            indicators: Tallied { met: 312, total: 441, ..Tallied::default() },
            average: "15,6".into(),
            checks: Some(CheckTally { entered: 210, returned: 12, verified: 1_190 }),
        },
        filter: filter(),
        areas: Vec::new(),
        bands: [("Đủ tiêu chí", 2), ("15–19", 3), ("10–14", 3), ("Dưới 10", 0), ("Chưa có số liệu", 12)]
            .map(|(name, units)| Band { link: Link::new(name, "/board/sample?band=x"), units, current: false })
            .to_vec(),
        found: 20,
        pages: (None, Some("/board/sample?after=x".into())),
        first: 1,
        gap: String::new(),
        downloads: vec![Link::new("Tải CSV", "/board/sample.csv"), Link::new("Tải Excel", "/board/sample.xlsx")],
        headings: Headings {
            name: Heading { href: "/board/sample?sort=name".into(), sorted: None },
            criteria: Heading { href: "/board/sample?sort=-criteria".into(), sorted: None },
            indicators: Heading { href: "/board/sample?sort=indicators".into(), sorted: None },
            month: Heading { href: "/board/sample?sort=-month".into(), sorted: Some("descending") },
            year: Heading { href: "/board/sample?sort=year".into(), sorted: None },
        },
        last_known: Vec::new(),
        rows,
    }
}

trait Pad {
    fn pad(self) -> Self;
}

impl Pad for Row {
    /// Fills up to 20 criteria.
    fn pad(mut self) -> Self {
        while self.marks.len() < 20 {
            self.marks.push(Mark::Met);
        }
        self.criteria = Some(tally(&self.marks));
        self
    }
}

fn filter() -> Filter {
    Filter {
        levels: vec![choice("commune", "Xã", true), choice("hamlet", "Thôn", false)],
        sets: vec![choice("a", "Hà Tĩnh 2018-2020 · Đạt chuẩn", true), choice("b", "Quốc gia 2018-2020 · Kiểu mẫu", false)],
        bands: vec![choice("full", "Đủ tiêu chí", false), choice("15", "15–19", false)],
        criteria: CRITERIA.iter().enumerate().map(|(i, name)| choice(&(i + 1).to_string(), &format!("{}. {name}", i + 1), false)).collect(),
        statuses: vec![choice("met", "Đạt", false), choice("not_met", "Chưa đạt", false)],
        ..Filter::default()
    }
}

/// A province with many rows.
pub fn board_province() -> BoardView {
    let mut view = board_district();
    view.title = "Tỉnh Hà Tĩnh".into();
    let rows = view.rows.clone();
    view.rows = (0..40).map(|i| Row { below: Some(Link::new("12 thôn", "/board/sample")), ..rows[i % rows.len()].clone() }).collect();
    view.found = 182;
    view.filter.words = "Tiêu chí 17 chưa đạt".into();
    view
}

/// Nothing to show.
pub fn board_empty() -> BoardView {
    let last_known = vec![Link::new("Huyện Kỳ Anh, ngày 08/09/2020", "/board/sample?as_of=2020-09-08")];
    BoardView { rows: Vec::new(), bands: Vec::new(), sum: Sum::default(), last_known, ..board_district() }
}
