//! The five real cases, and every construct of the format on the real sets.

mod common;

use common::{Case, bands, catalogue, date};
use vedich_criteria::{Status, Subject, Tier};

#[test]
fn all_real_files_are_read() {
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), 22);
    let advanced = catalogue.get("vn.commune.2021-2025.advanced").unwrap();
    assert_eq!((advanced.criteria.len(), advanced.indicators().count()), (19, 75));
    let local = catalogue.get("vn-quang-ninh.commune.2016-2020.standard").unwrap();
    assert_eq!((local.criteria.len(), local.declared_indicators), (20, Some(53)));
    assert!(!bands().schemes.is_empty());
}

#[test]
fn the_set_in_force_follows_place_and_date() {
    let catalogue = catalogue();
    let of = |slug: &str, on: &str, tier| catalogue.in_force(Subject::Commune, tier, Some(slug), date(on)).map(|set| set.id.to_string());
    assert_eq!(of("quang-ninh", "2017-06-06", Tier::Standard).unwrap(), "vn-quang-ninh.commune.2016-2020.standard");
    assert_eq!(of("ha-tinh", "2020-09-08", Tier::Standard).unwrap(), "vn-ha-tinh.commune.2018-2020.standard");
    assert_eq!(of("quang-ninh", "2024-01-24", Tier::Advanced).unwrap(), "vn-quang-ninh.commune.2021-2025.advanced");
    assert_eq!(of("thanh-hoa", "2022-01-15", Tier::Standard).unwrap(), "vn.commune.2016-2020.standard");
    assert_eq!(of("thanh-hoa", "2031-01-15", Tier::Standard), None);
    let district = catalogue.in_force(Subject::District, Tier::Standard, None, date("2024-05-01")).unwrap();
    assert_eq!(district.id.as_str(), "vn.district.2021-2025.standard");
}

#[test]
fn plain_thresholds_are_applied() {
    let case = Case::new("vn-quang-ninh.commune.2021-2025.advanced", "2024-01-24", "dbsh").value("14.1", "95,3");
    assert_eq!(case.result("14.1").status, Status::NarrowlyMet);
    assert_eq!(case.result("12.1").status, Status::NotAssessable);
}
