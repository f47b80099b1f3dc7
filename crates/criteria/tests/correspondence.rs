//! Which criterion of one set is which of another: what the shipped sets say, and what always holds.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{catalogue, catalogue_of, set, set_files};
use std::collections::BTreeSet;
use vedich_criteria::{Because, Correspondence};
use vedich_values::CriterionNo;

const FIRST: &str = "vn.commune.2016-2020.standard";
const SECOND: &str = "vn.commune.2021-2025.standard";
const ADVANCED: &str = "vn.commune.2021-2025.advanced";
const THIRD: &str = "vn.commune.2026-2030.standard";

fn of(from: &str, to: &str) -> Correspondence {
    Correspondence::of(&set(from), &set(to))
}

fn numbers(numbers: BTreeSet<CriterionNo>) -> Vec<u16> {
    numbers.into_iter().map(|no| no.0).collect()
}

#[test]
fn the_nineteen_criteria_of_2016_are_those_of_2021_one_by_one() {
    let same = of(FIRST, SECOND);
    for no in 1..=19 {
        assert_eq!(numbers(same.of_right(CriterionNo(no))), [no]);
    }
    let because = |no: u16| same.pairs().find(|pair| pair.to.0 == no).unwrap().because;
    assert_eq!((because(1), because(11)), (Because::SameName, Because::Listed), "11 is called otherwise");
}

#[test]
fn criteria_that_were_joined_come_out_of_all_of_them() {
    let same = of(FIRST, THIRD);
    let check = |to: u16, expected: &[u16]| assert_eq!(numbers(same.of_right(CriterionNo(to))), expected, "{to}");
    check(1, &[1]);
    check(2, &[2, 3, 4, 5, 6, 7, 8, 9]);
    check(4, &[]);
    check(5, &[14, 15, 16]);
    check(10, &[18, 19]);
    assert_eq!(numbers(same.of_left(CriterionNo(18))), [9, 10], "one that was divided went into both");
    assert_eq!(numbers(same.of_left(CriterionNo(12))), [0_u16; 0]);
    assert_eq!(numbers(of(SECOND, ADVANCED).of_right(CriterionNo(5))), [5, 14]);
}

#[test]
fn a_provincial_set_keeps_the_numbers_of_the_one_it_builds_on() {
    let same = of("vn-ha-tinh.commune.2018-2020.standard", FIRST);
    assert!(same.pairs().all(|pair| pair.from == pair.to && pair.because == Because::Inherited));
    assert_eq!(numbers(same.of_left(CriterionNo(20))), [0_u16; 0], "its own criterion");
    let later = of("vn-ha-tinh.commune.2018-2020.standard", THIRD);
    assert_eq!(numbers(later.of_right(CriterionNo(5))), [14, 15, 16], "what is listed for the base holds for it");
}

#[test]
fn the_same_pairs_come_out_whichever_set_stands_left() {
    let catalogue = catalogue();
    for a in catalogue.iter() {
        for b in catalogue.iter() {
            let there: BTreeSet<_> = Correspondence::of(a, b).pairs().map(|pair| (pair.from, pair.to, pair.because)).collect();
            let back: BTreeSet<_> = Correspondence::of(b, a).pairs().map(|pair| (pair.to, pair.from, pair.because)).collect();
            assert_eq!(there, back, "{} and {}", a.id, b.id);
        }
    }
}

#[test]
fn every_criterion_is_itself_in_its_own_set_and_nothing_in_sets_about_others() {
    let catalogue = catalogue();
    for set in catalogue.iter() {
        for criterion in &set.criteria {
            let parts = catalogue.counterparts(&set.id, criterion.no);
            let own = parts.iter().find(|part| part.set == set.id).unwrap();
            assert_eq!(own.criteria, BTreeSet::from([criterion.no]), "{}", set.id);
            assert!(parts.iter().all(|part| catalogue.get(part.set.as_str()).unwrap().subject == set.subject));
        }
    }
}

/// Names alone, with nothing listed: small sets put together for this.
#[test]
fn names_and_indicators_decide_only_where_they_leave_no_choice() {
    let file = |id: &str, from: &str, criteria: &str| {
        let text = format!(
            "id = '{id}'\ntitle = {{ vi = 'B', en = 'S' }}\nsubject = 'commune'\ntier = 'standard'\nscope = 'national'\n\
             completeness = 'partial'\ndeclared = {{ criteria = 9, indicators = 9 }}\n[effective]\nfrom = '{from}'\n[[legal]]\n\
             number = '?'\nissued = '2020'\nissuer = {{ vi = 'A', en = 'A' }}\nrole = 'issue'\n{criteria}"
        );
        (format!("{id}.toml"), text)
    };
    let criterion = |no: u16, name: &str| format!("[[criteria]]\nno = {no}\nname = {{ vi = '{name}', en = 'x' }}\n");
    let indicator = |code: &str, name: &str| {
        format!(
            "[[criteria.indicators]]\ncode = '{code}'\nname = {{ vi = '{name}', en = 'x' }}\nmeasure = 'yes_no'\nconfidence = 'unknown'\nlabel_confidence = 'memory'\n"
        )
    };
    let left = [
        criterion(1, "Quy hoạch"),
        criterion(2, "Quốc phòng và An ninh"),
        criterion(3, "Y tế"),
        criterion(4, "Văn hóa"),
        criterion(5, "Chợ"),
        indicator("5.1", "Chợ đạt chuẩn"),
    ];
    let right = [
        criterion(1, "Y tế, văn hóa"),
        criterion(2, "QUY HOẠCH"),
        criterion(3, "Quốc phòng, an ninh"),
        criterion(4, "Thương mại"),
        indicator("4.1", "Chợ đạt chuẩn"),
        indicator("4.2", "Cửa hàng"),
    ];
    let files = [file("a", "2016-01-01", &left.concat()), file("b", "2021-01-01", &right.concat())];
    let catalogue = catalogue_of(&files).unwrap();
    let same = Correspondence::of(catalogue.get("a").unwrap(), catalogue.get("b").unwrap());
    let found: Vec<_> = same.pairs().map(|pair| (pair.from.0, pair.to.0, pair.because)).collect();
    assert_eq!(found, [(1, 2, Because::SameName), (2, 3, Because::SimilarName), (5, 4, Because::SharedIndicators)]);
    assert_eq!(numbers(same.of_right(CriterionNo(1))), [0_u16; 0], "two names in one: nobody says that it is all there is to it");
}

#[test]
fn what_is_listed_and_is_not_there_is_told_with_its_place() {
    let codes = |corresponds: &str| {
        let mut files = set_files();
        let file = files.iter_mut().find(|(name, _)| name == &format!("{THIRD}.toml")).unwrap();
        file.1 = file.1.replacen("corresponds = [", &format!("corresponds = [\"{corresponds}\", "), 1);
        catalogue_of(&files).unwrap_err().iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("vn.commune.2016-2020.standard"), ["set.corresponds-malformed"]);
    assert_eq!(codes("vn.commune.2016-2020.standard#20"), ["set.corresponds-unknown"]);
    assert_eq!(codes("vn.commune.2016-2020.standart#2"), ["set.refers-misspelt"]);
}
