//! Values and statuses as people type them into cells.

use super::problems::Finding;
use vedich_criteria::{Measure, Slot, Typed, rating, read_typed, to_cell};
use vedich_documents::CellValue;
use vedich_facts::{DeclaredState, Observed, Value};
use vedich_values::{Decimal, date::print_date, number::is_ambiguous, number::print_number, text::fold};

/// What a status cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing, or that nothing is known.
    Nothing,
    /// Met or not.
    State(DeclaredState),
    /// Does not apply.
    NotApplicable,
}

/// Reads a status: `x`, `Đ`, `CĐ`, `đạt`, `chưa đạt`, `đạt thấp`, `-`, our own names, "có" and "không" as answers to whether it is met; blank
/// says nothing.
pub(crate) fn status(cell: &CellValue<'_>) -> Result<Said, Finding> {
    let refused = |found: &str| Err(Finding::error("import.unknown-status").with("found", found));
    let text = match cell {
        CellValue::Empty => return Ok(Said::Nothing),
        CellValue::Bool(true) => return Ok(Said::State(DeclaredState::Met)),
        CellValue::Bool(false) => return Ok(Said::State(DeclaredState::NotMet)),
        CellValue::Error(error) => return Err(Finding::error("import.error-cell").with("found", error)),
        CellValue::Text(text) => *text,
        CellValue::Number(_) | CellValue::Date(_) => return refused(&cell.label()),
    };
    let answer = || match fold(text).as_str() {
        "co" | "yes" => Some(Said::State(DeclaredState::Met)),
        "khong" | "no" => Some(Said::State(DeclaredState::NotMet)),
        _ => None,
    };
    status_word(text).or_else(answer).map_or_else(|| refused(text), Ok)
}

/// The status a text says, if it is one.
fn status_word(text: &str) -> Option<Said> {
    use DeclaredState::{Met, NarrowlyMet, NotMet};
    if let Some(met) = rating(text) {
        return Some(Said::State(if met { Met } else { NotMet }));
    }
    Some(match text {
        "-" | "–" | "—" => Said::NotApplicable,
        "Đ*" | "đ*" | "x*" => Said::State(NarrowlyMet),
        // `#N/A` of Excel is an error, not "n/a".
        _ if text.starts_with('#') => return None,
        _ => match fold(text).replace('_', " ").as_str() {
            "not met" => Said::State(NotMet),
            "dat sat nguong"
            | "dat thap"
            | "dat muc thap"
            | "dat o muc thap"
            | "dat nhung o muc thap"
            | "dat nhung con o muc thap"
            | "sat nguong"
            | "cham chuan"
            | "narrowly met"
            | "met narrowly" => Said::State(NarrowlyMet),
            "khong ap dung" | "kad" | "not applicable" | "n a" | "na" => Said::NotApplicable,
            "no data" | "chua co so lieu" | "khong co so lieu" | "not assessable" | "chua danh gia" | "chua danh gia duoc" => Said::Nothing,
            _ => return None,
        },
    })
}

/// What a value cell says: a value, a status written in its place, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Read {
    /// Nothing.
    Nothing,
    /// A value or "does not apply".
    Observed(Observed),
    /// `x`, `Đ` or `CĐ` where a number belongs: a declared status.
    Status(DeclaredState),
}

/// Reads a value under the measures it may have; a warning goes beside it.
pub(crate) fn value(cell: &CellValue<'_>, measures: &[Measure], slot: Option<&Slot>) -> (Result<Read, Finding>, Option<Finding>) {
    let (scale, met_by_no) = slot.map_or((&[][..], false), |slot| (&slot.scale[..], slot.met_by_no));
    match cell {
        CellValue::Empty => (Ok(Read::Nothing), None),
        CellValue::Error(error) => (Err(Finding::error("import.error-cell").with("found", error)), None),
        CellValue::Text(text) => text_value(text, measures, (scale, met_by_no)),
        CellValue::Number(number) => {
            let percent = measures.contains(&Measure::Percent);
            let number = if percent || !number.percent {
                number.decimal()
            } else {
                vedich_documents::NumberCell { percent: false, ..*number }.decimal()
            };
            let Some(number) = number else {
                return (Err(Finding::error("value.too-many-digits").with("found", cell.label())), None);
            };
            (typed(rounded(number), measures, (scale, met_by_no)), None)
        }
        CellValue::Date(date) => {
            let found = Observed::Value(Value::Date(*date));
            let refused = || Finding::error("import.value-is-date").with("found", print_date(*date));
            (fits(&found, measures, scale).then_some(Read::Observed(found)).ok_or_else(refused), None)
        }
        CellValue::Bool(yes) => {
            let found = Observed::Value(Value::YesNo(*yes));
            let state = if *yes { DeclaredState::Met } else { DeclaredState::NotMet };
            (Ok(if !met_by_no && fits(&found, measures, scale) { Read::Observed(found) } else { Read::Status(state) }), None)
        }
    }
}

/// What is wrong with a cell that is no value of anything, whatever it is measured by.
pub(crate) fn unreadable(cell: &CellValue<'_>, scales: &[Vec<String>]) -> Option<Finding> {
    use Measure::{Amount, Date, Level, Percent, YesNo};
    match cell {
        CellValue::Error(error) => Some(Finding::error("import.error-cell").with("found", error)),
        CellValue::Number(number) if number.decimal().is_none() => {
            Some(Finding::error("value.too-many-digits").with("found", cell.label()))
        }
        CellValue::Text(text) => {
            let measured = || [Percent, YesNo, Amount, Date].into_iter().any(|measure| read_typed(measure, &[], false, text).is_ok());
            let level = || scales.iter().any(|scale| read_typed(Level, scale, false, text).is_ok());
            let fine = status_word(text).is_some() || measured() || level();
            (!fine).then(|| Finding::error("import.unreadable-value").with("found", text))
        }
        CellValue::Empty | CellValue::Number(_) | CellValue::Date(_) | CellValue::Bool(_) => None,
    }
}

fn text_value(text: &str, measures: &[Measure], (scale, met_by_no): (&[String], bool)) -> (Result<Read, Finding>, Option<Finding>) {
    let mut refused = None;
    for measure in measures {
        match read_typed(*measure, scale, met_by_no, text) {
            Ok(Typed::Rated(met)) => return (Ok(Read::Status(if met { DeclaredState::Met } else { DeclaredState::NotMet })), None),
            Ok(Typed::Observed(observed)) => {
                let unsure = matches!(observed, Observed::Value(Value::Number(_))) && is_ambiguous(text.trim_end_matches(['%', ' ']));
                let warning = unsure.then(|| readings(text, &observed));
                return (Ok(Read::Observed(observed)), warning);
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match (status_word(text), refused) {
        (Some(Said::State(state)), _) => (Ok(Read::Status(state)), None),
        (Some(Said::NotApplicable), _) => (Ok(Read::Observed(Observed::NotApplicable)), None),
        (Some(Said::Nothing), _) => (Ok(Read::Nothing), None),
        (None, Some(refused)) => (Err(Finding::error(refused.code()).with_all(refused.params())), None),
        (None, None) => (Err(Finding::error("import.criterion-has-no-value").with("found", text)), None),
    }
}

/// Both readings of `1.234` and `1,234`.
fn readings(text: &str, read: &Observed) -> Finding {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let whole = digits.parse::<Decimal>().unwrap_or_default();
    let split = whole.checked_div(Decimal::ONE_THOUSAND).unwrap_or_default();
    let taken = vedich_criteria::print_value(read);
    let other = if text.contains('.') { split } else { whole };
    Finding::warning("import.ambiguous-number").with("found", text).with("taken", taken).with("other", print_number(other.normalize()))
}

/// A number of a number cell under the first measure it fits.
fn typed(number: Decimal, measures: &[Measure], (scale, met_by_no): (&[String], bool)) -> Result<Read, Finding> {
    let mut refused = None;
    for measure in measures {
        let observed = match measure {
            Measure::YesNo if met_by_no && (number == Decimal::ONE || number.is_zero()) => {
                return Err(Finding::error("value.value-or-rating").with("found", print_number(number)));
            }
            Measure::YesNo if number == Decimal::ONE => Observed::Value(Value::YesNo(true)),
            Measure::YesNo if number.is_zero() => Observed::Value(Value::YesNo(false)),
            Measure::Level => Observed::Value(Value::Level(number.normalize().to_string().into_boxed_str())),
            _ => Observed::Value(Value::Number(number)),
        };
        match to_cell(*measure, scale, &observed) {
            Ok(_) => return Ok(Read::Observed(observed)),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(match refused {
        Some(refused) => Finding::error(refused.code()).with_all(refused.params()).with("found", print_number(number)),
        None => Finding::error("import.criterion-has-no-value").with("found", print_number(number)),
    })
}

/// Results of formulas have more decimals than anybody measured; six are kept.
fn rounded(number: Decimal) -> Decimal {
    if number.scale() > 6 { number.round_dp(6).normalize() } else { number }
}

fn fits(observed: &Observed, measures: &[Measure], scale: &[String]) -> bool {
    measures.iter().any(|measure| to_cell(*measure, scale, observed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_documents::NumberCell;

    fn reads(cell: CellValue<'_>, measure: Measure, expected: Read) {
        assert_eq!(value(&cell, &[measure], None).0.unwrap(), expected, "{cell:?}");
    }

    fn number(text: &str) -> Read {
        Read::Observed(Observed::Value(Value::Number(text.parse().unwrap())))
    }

    #[test]
    fn an_error_of_excel_is_no_word_for_not_applicable() {
        assert_eq!((status_word("#N/A"), status_word("#n/a")), (None, None));
        assert_eq!(status_word("n/a"), Some(Said::NotApplicable));
    }

    #[test]
    fn values_are_read_from_texts_and_typed_cells() {
        let cell = |stored, percent| CellValue::Number(NumberCell { stored, percent });
        reads(CellValue::Text("95,3"), Measure::Percent, number("95.3"));
        reads(cell(95.3, false), Measure::Percent, number("95.3"));
        reads(cell(0.953, true), Measure::Percent, number("95.3"));
        reads(cell(1.5, true), Measure::Ratio, number("1.5"));
        reads(cell(2.0 / 3.0, false), Measure::Amount, number("0.666667"));
        reads(cell(1.0, false), Measure::YesNo, Read::Observed(Observed::Value(Value::YesNo(true))));
        reads(CellValue::Text("x"), Measure::YesNo, Read::Observed(Observed::Value(Value::YesNo(true))));
        reads(CellValue::Text("CĐ"), Measure::Percent, Read::Status(DeclaredState::NotMet));
        reads(CellValue::Text("-"), Measure::Percent, Read::Observed(Observed::NotApplicable));
        reads(CellValue::Empty, Measure::Percent, Read::Nothing);
    }

    #[test]
    fn ambiguous_numbers_come_with_both_readings() {
        let (read, warning) = value(&CellValue::Text("1.234"), &[Measure::Amount], None);
        assert_eq!(read.unwrap(), number("1234"));
        let warning = warning.unwrap().at(vedich_values::Place::default());
        assert_eq!((warning.param("taken"), warning.param("other")), (Some("1.234"), Some("1,234")));
        let (_, warning) = value(&CellValue::Text("1,234"), &[Measure::Amount], None);
        assert_eq!(warning.unwrap().at(vedich_values::Place::default()).param("other"), Some("1.234"));
    }

    #[test]
    fn what_says_there_is_one_is_no_rating_of_a_number() {
        for text in ["có", "không", "yes"] {
            assert!(value(&CellValue::Text(text), &[Measure::Percent], None).0.is_err(), "{text}");
        }
        assert_eq!(status(&CellValue::Text("có")).unwrap(), Said::State(DeclaredState::Met));
        assert_eq!(status(&CellValue::Text("không")).unwrap(), Said::State(DeclaredState::NotMet));
    }

    #[test]
    fn marks_beside_what_must_not_be_are_ratings() {
        let slot =
            Slot { code: "9.1".into(), part: None, indicator: Some(0), measures: vec![Measure::YesNo], scale: Vec::new(), met_by_no: true };
        let read = |cell: CellValue<'_>| value(&cell, &slot.measures, Some(&slot)).0;
        let number = |stored| CellValue::Number(NumberCell { stored, percent: false });
        for cell in [CellValue::Text("x"), CellValue::Text("Đ"), CellValue::Text("Đạt"), CellValue::Bool(true)] {
            assert_eq!(read(cell).unwrap(), Read::Status(DeclaredState::Met));
        }
        for cell in [CellValue::Text("CĐ"), CellValue::Text("Chưa"), CellValue::Text("chưa đạt"), CellValue::Bool(false)] {
            assert_eq!(read(cell).unwrap(), Read::Status(DeclaredState::NotMet));
        }
        for (text, there) in [("có", true), ("Còn", true), ("không", false), ("Không có", false), ("không còn", false)] {
            assert_eq!(read(CellValue::Text(text)).unwrap(), Read::Observed(Observed::Value(Value::YesNo(there))), "{text}");
        }
        for cell in [CellValue::Text("1"), CellValue::Text("0"), number(1.0), number(0.0)] {
            assert_eq!(read(cell).unwrap_err().at(vedich_values::Place::default()).code, "value.value-or-rating");
        }
    }

    #[test]
    fn statuses_are_read_in_both_languages() {
        use DeclaredState::{Met, NarrowlyMet, NotMet};
        for (text, state) in [
            ("x", Met),
            ("Đ", Met),
            ("Đạt", Met),
            ("met", Met),
            ("CĐ", NotMet),
            ("chưa đạt", NotMet),
            ("not_met", NotMet),
            ("đạt thấp", NarrowlyMet),
            ("narrowly_met", NarrowlyMet),
        ] {
            assert_eq!(status(&CellValue::Text(text)).unwrap(), Said::State(state), "{text}");
        }
        assert_eq!(status(&CellValue::Text("-")).unwrap(), Said::NotApplicable);
        assert_eq!(status(&CellValue::Empty).unwrap(), Said::Nothing);
        assert!(status(&CellValue::Text("có lẽ")).is_err());
    }
}
