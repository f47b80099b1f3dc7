//! What the headings of forms mean, and which line a row of form B04 is about.

use std::collections::BTreeSet;
use vedich_criteria::CriteriaSet;
use vedich_documents::{CellValue, Row};
use vedich_papers::Model;
use vedich_reference::paper_reading;
use vedich_values::CriterionNo;
use vedich_values::text::fold;

/// What a heading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The code of a line: `2.1`, `17.1/nuoc_sach`, or a criterion as a whole: `#5`.
    Line(String),
    UnitCode,
    UnitName,
    /// The commune a hamlet lies in; in a form of communes, the unit itself.
    Commune,
    Code,
    /// The criterion of a row (tên tiêu chí); merged down over its indicators.
    Criterion,
    Name,
    Result,
    Rating,
    AsOf,
    Source,
    Note,
    /// Criteria met of all.
    Criteria,
    /// Indicators met of all.
    Indicators,
    /// The criteria set by its name (bộ tiêu chí).
    Set,
    /// Where recognition stands (trạng thái).
    Stage,
    /// The year it was registered for (năm đăng ký).
    Registered,
    /// The year of the recognition.
    Year,
    /// Number and date of the decision.
    Decision,
    /// Model gardens or households (vườn mẫu, hộ mẫu).
    Models(Model, Amount),
}

impl Head {
    /// Whether a row of units is worth reading for it.
    pub(super) const fn states(&self) -> bool {
        matches!(
            self,
            Self::Line(_) | Self::Criteria | Self::Indicators | Self::Stage | Self::Registered | Self::Decision | Self::Models(..)
        )
    }

    /// Whether a row of units has a place for what stands in its column.
    pub(super) const fn is_read(&self) -> bool {
        self.states() || self.names_unit() || matches!(self, Self::Set | Self::Year)
    }

    /// Whether it names the unit of a row.
    pub(super) const fn names_unit(&self) -> bool {
        matches!(self, Self::UnitCode | Self::UnitName | Self::Commune)
    }
}

/// Which number of gardens or households a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Planned,
    Done,
    /// "5/3": planned and reached; "3": reached.
    Both,
}

/// What stands in a column of ratings (tự đánh giá): "có", "không", 1 and 0 answer there whether it is met, and are no values.
pub(super) fn as_rating(cell: CellValue<'_>) -> CellValue<'_> {
    match fold(&cell.label()).as_str() {
        "co" | "yes" | "1" => CellValue::Text("Đ"),
        "khong" | "no" | "0" => CellValue::Text("CĐ"),
        _ => cell,
    }
}

/// What a heading says.
pub(super) fn head(text: &str, set: Option<&CriteriaSet>) -> Option<Head> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.chars().count() > 80 {
        return None;
    }
    if let Some(set) = set
        && let Some(code) = exact_code(set, trimmed)
    {
        return Some(Head::Line(code));
    }
    let folded = fold(trimmed);
    let number = ["tc", "tieu chi", "tieu chi so"].iter().find_map(|prefix| folded.strip_prefix(prefix)).map(str::trim);
    if let Some(no) = number.and_then(|number| number.split([' ', '.', ':']).next()?.parse::<u16>().ok()) {
        return Some(Head::Line(format!("#{no}")));
    }
    Some(match folded.as_str() {
        "ma don vi" | "ma xa" | "ma so" | "ma thon" | "unit code" => Head::UnitCode,
        "xa" | "ten xa" | "xa thi tran" | "xa phuong" | "xa phuong thi tran" => Head::Commune,
        "don vi" | "ten don vi" | "thon" | "ten thon" | "thon ban" | "ten thon ban" | "thon xom" | "thon khu pho" | "dia ban"
        | "dia phuong" | "unit" => Head::UnitName,
        "ma" | "ma chi tieu" | "so hieu" | "code" => Head::Code,
        "ten tieu chi" | "tieu chi" | "criterion" => Head::Criterion,
        "ten chi tieu"
        | "chi tieu"
        | "noi dung tieu chi"
        | "noi dung"
        | "noi dung tc"
        | "noi dung tc chi tieu"
        | "tieu chi chi tieu"
        | "indicator" => Head::Name,
        "ket qua" | "ket qua moi" | "ket qua thuc hien" | "thuc hien" | "gia tri" | "new value" => Head::Result,
        "tu danh gia" | "tu danh gia dat chua" | "danh gia" | "ket qua tu danh gia" => Head::Rating,
        "ngay so lieu" | "ngay" | "thoi diem" | "as of" => Head::AsOf,
        "nguon" | "nguon so lieu" | "source" => Head::Source,
        "ghi chu" | "note" => Head::Note,
        "tong tc dat" | "tong so tc dat" | "tong tieu chi dat" | "so tieu chi dat" | "dat tong" | "so tc dat" | "tc dat tong" => {
            Head::Criteria
        }
        "chi tieu dat tong" | "chi tieu dat" | "so chi tieu dat" => Head::Indicators,
        "bo tc" | "bo tieu chi" | "bo tieu chi ap dung" => Head::Set,
        "trang thai" | "tinh trang" | "tien do" => Head::Stage,
        "nam dang ky" | "nam dk" => Head::Registered,
        "nam" | "nam cong nhan" | "nam dat" | "nam dat chuan" => Head::Year,
        "qd" | "so qd" | "quyet dinh" | "so quyet dinh" | "qd so ngay" | "quyet dinh so ngay" | "qd cong nhan" | "quyet dinh cong nhan" => {
            Head::Decision
        }
        _ => return models(trimmed),
    })
}

/// The columns of a row of headings that are criteria by their names or bare numbers: at least three of them, so that a row of data is not
/// taken for one. Numbers count under a heading that speaks of criteria, or beside the heading of the units; elsewhere they number columns, and
/// among codes of indicators (`2.1`, `4`, `11`) they are codes too.
pub(super) fn criteria(set: &CriteriaSet, row: &Row<'_>, above: Option<&Row<'_>>) -> Vec<(u32, CriterionNo)> {
    const FEWEST: usize = 3;
    let own = |cell: &CellValue<'_>| head(&cell.label(), None);
    let named = row.cells().filter(|(_, cell)| own(cell).is_none());
    let named: Vec<_> =
        named.filter_map(|(column, cell)| Some((column, crate::desk::words().criterion_named(set, &cell.label())?))).collect();
    let distinct = named.iter().map(|(_, no)| *no).collect::<BTreeSet<_>>().len();
    if distinct >= FEWEST {
        return if distinct == named.len() { named } else { Vec::new() };
    }
    let beside_units = row.cells().any(|(_, cell)| own(&cell).is_some_and(|head| head.names_unit()));
    let under = |column: u32| {
        let over = above.and_then(|above| above.cells().take_while(|(at, _)| *at <= column).last());
        over.is_some_and(|(_, cell)| fold(&cell.label()).contains("tieu chi"))
    };
    let known = |no: &CriterionNo| set.criteria.iter().any(|criterion| criterion.no == *no);
    let number = |cell: &CellValue<'_>| cell.label().trim().parse::<u16>().ok().map(CriterionNo).filter(known);
    let numbered = row.cells().filter(|(column, _)| beside_units || under(*column));
    let numbered: Vec<_> = numbered.filter_map(|(column, cell)| Some((column, number(&cell)?))).collect();
    let coded = row.cells().any(|(_, cell)| cell.label().contains('.') && exact_code(set, cell.label().trim()).is_some());
    if coded {
        return Vec::new();
    }
    let rises = numbered.windows(2).all(|pair| pair[0].1 < pair[1].1);
    if rises && numbered.len() >= FEWEST { numbered } else { Vec::new() }
}

/// A heading of which nobody asks what became of its column: numbers of rows, the units above, and what form B01 says of each unit that
/// follows from the record (its kind, how far it moved) or is no result (what is expected).
pub(super) fn is_plain(label: &str) -> bool {
    matches!(
        fold(label).as_str(),
        "stt"
            | "tt"
            | "so tt"
            | "so thu tu"
            | "no"
            | "huyen"
            | "ten huyen"
            | "tinh"
            | "ten tinh"
            | "quan huyen"
            | "loai khu vuc"
            | "loai"
            | "khu vuc"
            | "loai xa"
            | "vung"
            | "khu vuc loai"
            | "tang so ky truoc"
            | "tang so voi ky truoc"
            | "tang giam so ky truoc"
            | "tang giam so voi ky truoc"
            | "tang so dau nam"
            | "tang so voi dau nam"
            | "tang giam so dau nam"
            | "tang giam so voi dau nam"
            | "du kien cuoi nam"
            | "du kien den cuoi nam"
            | "uoc cuoi nam"
    )
}

/// "Mã" alone and "Mã số" head the codes of whatever stands in the rows: of units where each row is a unit, of indicators elsewhere.
pub(super) fn settle_codes(heads: &mut [(u32, Head)], by_unit: bool) {
    let (wanted, written) = if by_unit { (Head::UnitCode, Head::Code) } else { (Head::Code, Head::UnitCode) };
    if heads.iter().any(|(_, head)| *head == wanted) {
        return;
    }
    if let Some((_, head)) = heads.iter_mut().find(|(_, head)| *head == written) {
        *head = wanted;
    }
}

/// A heading of gardens or households: "Vườn mẫu KH/đạt", "Vườn mẫu: Kế hoạch", "Hộ mẫu".
fn models(text: &str) -> Option<Head> {
    let folded = fold(text);
    // Titles of forms speak of gardens too; a heading begins with them.
    let begins = |words: &[String]| words.iter().any(|word| folded.trim_start_matches("so ").starts_with(word.as_str()));
    let gardens = &paper_reading().gardens;
    let model = if begins(&gardens.garden) { Model::Garden } else { begins(&gardens.household).then_some(Model::Household)? };
    let has = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    let (planned, done) = (folded.contains("ke hoach") || has(&["kh"]), folded.contains("thuc hien") || has(&["dat", "th"]));
    let amount = match (planned, done) {
        (true, false) => Amount::Planned,
        (false, true) => Amount::Done,
        _ => Amount::Both,
    };
    Some(Head::Models(model, amount))
}

/// A heading that means something only under the one above it that is merged over several columns: "KH" under "Vườn mẫu".
pub(super) fn below(above: &Row<'_>, column: u32, own: &str) -> Option<Head> {
    let plain = fold(own);
    let amount = matches!(plain.as_str(), "kh" | "ke hoach" | "dat" | "th" | "thuc hien" | "da dat");
    let (_, over) = above.cells().take_while(|(at, _)| *at <= column).last().filter(|_| amount)?;
    models(&format!("{} {own}", over.label()))
}

/// The line of a code as it stands, with or without its part.
pub(super) fn exact_code(set: &CriteriaSet, text: &str) -> Option<String> {
    let (code, part) = text.split_once('/').map_or((text, None), |(code, part)| (code, Some(part)));
    // A number alone heads columns of any kind; only codes of indicators count, and a bare number means a criterion of one indicator.
    let indicator = set.indicator(code)?;
    let Some(part) = part else { return Some(text.to_owned()) };
    Some(format!("{code}/{}", indicator.part_named(part)?))
}

/// The line of a row within its criterion: the only indicator of it, or the only one whose name begins as the row says.
pub(super) fn line_within(set: &CriteriaSet, criterion: &str, name: &str) -> Option<String> {
    let no =
        crate::desk::words().criterion_named(set, criterion.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')))?;
    let indicators = &set.criteria.iter().find(|one| one.no == no)?.indicators;
    if let [only] = indicators.as_slice() {
        return Some(only.code.to_string());
    }
    let wanted = fold(name);
    let mut like = indicators.iter().filter(|one| !wanted.is_empty() && fold(&one.name.vi).starts_with(&wanted));
    like.next().filter(|_| like.next().is_none()).map(|one| one.code.to_string())
}

/// The line a row of form B04 is about: by its code, else by the code before its name, else by its name.
pub(super) fn line_code(set: &CriteriaSet, code: &str, name: &str) -> Option<String> {
    if let Some(found) = exact_code(set, code) {
        return Some(found);
    }
    let criterion = fold(code).strip_prefix("tc").and_then(|number| number.trim().parse::<u16>().ok());
    if let Some(no) = criterion.filter(|no| set.criteria.iter().any(|criterion| criterion.no.0 == *no)) {
        return Some(format!("#{no}"));
    }
    let lead = name.split([' ', ':']).next().unwrap_or_default().trim_end_matches('.');
    if let Some(found) = exact_code(set, lead) {
        return Some(found);
    }
    let wanted = fold(name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ':')));
    if wanted.is_empty() {
        return None;
    }
    let indicator =
        set.indicators().find(|(_, indicator)| fold(&indicator.name.vi) == wanted).map(|(_, indicator)| indicator.code.to_string());
    indicator
        .or_else(|| set.criteria.iter().find(|criterion| fold(&criterion.name.vi) == wanted).map(|criterion| format!("#{}", criterion.no)))
}
