//! Units and their properties out of files; rows that name a unit of another time.

use super::*;

#[tokio::test]
async fn a_code_of_another_time_is_explained() {
    let desk = Desk::new().await;
    let registry = &REFERENCE.registry;
    let (before, after) = (day(2025, 6, 30), day(2025, 7, 1));
    let gone = registry.units(vedich_units::UnitLevel::Commune, before).find(|unit| {
        let code = registry.at(*unit, before).and_then(|at| at.code).unwrap_or_default();
        registry.at(*unit, after).is_none() && registry.by_code(code, after).is_none() && registry.successors(*unit).len() == 1
    });
    let code = registry.at(gone.unwrap(), before).unwrap().code.unwrap();
    let file = format!("unit_code,as_of,indicator,value\n{code},2025-08-01,10,37\n");
    let outcome = desk.import("sau.csv", file.as_bytes()).await;
    let heir = registry.successors(gone.unwrap())[0].unit;
    let candidates = found(&outcome, "import.code-not-then-but").param("candidates").unwrap();
    assert!(candidates.contains(registry.at(heir, day(2025, 8, 1)).unwrap().name), "{candidates}");
}

#[tokio::test]
async fn hamlets_are_registered_renamed_and_dissolved() {
    let file = "Thay đổi,Mã,Tên,Tên cũ,Thuộc xã,Từ ngày,Đơn vị kế thừa\n\
                ,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n\
                ,,Mới Hai,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n\
                đổi tên,,Thôn Một,Thôn Mới Một,\"Lâm Hợp, Kỳ Anh\",1/6/2020,\n\
                giải thể,,Thôn Mới Hai,,\"Lâm Hợp, Kỳ Anh\",1/7/2020,\"Thôn Một, Lâm Hợp, Kỳ Anh\"\n";
    let desk = Desk::new().await;
    let outcome = desk.import_units("thon.csv", file.as_bytes()).await;
    assert!(!outcome.is_refused(), "{:#?}", outcome.problems);
    assert_eq!((outcome.new, outcome.changed, outcome.unchanged, outcome.applied), (2, 2, 0, true));
    let registry = desk.app.reference().registry;
    let (_, lam_hop) = lam_hop();
    let names = |date| -> Vec<String> {
        let children = registry.children(lam_hop, date);
        let mut names: Vec<String> = children.into_iter().map(|unit| registry.at(unit, date).unwrap().name.to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(day(2020, 2, 1)), ["Thôn Mới Hai", "Thôn Mới Một"]);
    assert_eq!(names(day(2020, 12, 1)), ["Thôn Một"]);
    let again = desk.import_units("thon.csv", file.as_bytes()).await;
    assert!(!again.is_refused(), "{:#?}", again.problems);
    assert_eq!((again.new, again.changed, again.unchanged, again.applied), (0, 0, 4, false));
}

#[tokio::test]
async fn the_end_of_a_unit_that_makes_no_sense_is_refused_with_what_to_write() {
    let desk = Desk::new().await;
    let head = "Thay đổi,Mã,Tên,Tên cũ,Thuộc xã,Từ ngày,Đơn vị kế thừa\n,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/1/2020,\n";
    for (row, code, name) in [
        ("giải thể,,Tỉnh Hà Tĩnh,,,1/1/2020,", "unit-change.still-holds", true),
        ("giải thể,,Thôn Mới Một,,\"Lâm Hợp, Kỳ Anh\",1/7/2020,\"Thôn Mới Một, Lâm Hợp, Kỳ Anh\"", "unit-change.own-heir", false),
    ] {
        let outcome = desk.import_units("thon.csv", format!("{head}{row}\n").as_bytes()).await;
        let problem = outcome.problems.iter().find(|problem| problem.code == code).unwrap_or_else(|| panic!("{:#?}", outcome.problems));
        assert!(outcome.is_refused() && !outcome.applied);
        assert_eq!(problem.params.iter().any(|(key, value)| *key == "name" && !value.is_empty()), name, "{problem:?}");
    }
    let registry = desk.app.reference().registry;
    assert!(registry.by_code("42", day(2020, 6, 1)).is_some());
}

#[tokio::test]
async fn zeros_a_spreadsheet_took_off_a_code_never_move_a_value_to_another_unit() {
    let desk = Desk::new().await;
    let on = day(2024, 5, 31);
    let registry = desk.app.reference().registry;
    let (commune, district) = (registry.by_code("00385", on).unwrap(), registry.by_code("385", on).unwrap());
    let name = registry.at(commune, on).unwrap().name.to_owned();
    let head = "unit_code,unit_name,as_of,set,indicator,value,status\n";
    let outcome = desk.import("mat-so-0.csv", format!("{head}385,{name},2024-05-31,,10,55,\n").as_bytes()).await;
    assert!(outcome.applied, "{:?}", outcome.problems);
    assert_eq!(desk.facts().await.iter().map(|recorded| recorded.fact.unit).collect::<Vec<_>>(), [commune]);
    // The name of a unit of another level is another unit, not a remark.
    let other = desk.import("huyen.csv", format!("{head}00385,Huyện Quan Hóa,2024-05-31,,10,55,\n").as_bytes()).await;
    assert_eq!(found(&other, "import.name-contradicts-code").place.key.as_deref(), Some("B2"));
    // Without a name a whole code counts and is remarked on; one that is cut short is refused.
    let whole = desk.import("huyen.csv", format!("{head}385,,2024-05-31,,2.2,85,\n").as_bytes()).await;
    assert!(found(&whole, "import.code-short").param("candidates").unwrap().contains("00385"), "{:?}", whole.problems);
    let short = desk.import("cut.csv", format!("{head}1,,2024-05-31,,10,55,\n").as_bytes()).await;
    assert!(short.is_refused() && found(&short, "import.code-of-several").param("candidates").unwrap().contains("(00001)"));
    // A hamlet goes to the commune named beside the code, and never into a district that has communes.
    let head = "name,parent_code,parent_name,from\n";
    let hamlet = desk.import_units("thon.csv", format!("{head}Thôn Một,385,{name},2024-01-01\n").as_bytes()).await;
    assert!(hamlet.applied, "{:?}", hamlet.problems);
    assert_eq!(desk.app.reference().registry.children(commune, on).len(), 1);
    let astray = desk.import_units("thon.csv", format!("{head}Thôn Hai,385,Huyện Quan Hóa,2024-01-01\n").as_bytes()).await;
    assert!(astray.is_refused(), "{district:?} has communes");
}

#[tokio::test]
async fn towns_and_cities_keep_their_type_and_new_communes_lie_in_their_zone() {
    let desk = Desk::new().await;
    let file = "change,code,name,kind,parent_code,from,source\n\
        rename,42,Thành phố Hà Tĩnh,,,2026-12-01,12/2026/QH16\n\
        rename,75,Tỉnh Đồng Nai,tỉnh,,2026-12-01,\n\
        register,99001,Xã Thử Nghiệm,xã,42,2026-12-01,\n";
    let outcome = desk.import_units("doi-ten.csv", file.as_bytes()).await;
    assert!(outcome.applied, "{:?}", outcome.problems);
    let (registry, on) = (desk.app.reference().registry, day(2026, 12, 1));
    let named = |code: &str| {
        let at = registry.at(registry.by_code(code, on).unwrap(), on).unwrap();
        (at.name.to_owned(), at.kind.to_owned())
    };
    assert_eq!(named("42"), ("Thành phố Hà Tĩnh".to_owned(), "thanh_pho_tw".to_owned()));
    assert_eq!(named("75"), ("Tỉnh Đồng Nai".to_owned(), "tinh".to_owned()), "and back again");
    let (new, province) = (registry.by_code("99001", on).unwrap(), registry.by_code("42", on).unwrap());
    assert!(registry.zone(new, on).is_some() && registry.zone(new, on) == registry.zone(province, on));
    let decided = desk.facts().await.into_iter().find(|recorded| recorded.fact.unit == province).unwrap();
    assert_eq!(decided.fact.source.as_deref(), Some("12/2026/QH16"));
}

#[tokio::test]
async fn properties_choose_the_set_and_are_checked_like_any_file() {
    let desk = Desk::new().await;
    let import = async |text: &str| desk.app.import(Subject::Attributes, given("thuoc-tinh.csv", text.as_bytes())).await.unwrap();
    let head = "unit_code,Đơn vị,Thuộc tính,Giá trị,Từ ngày,Đến hết ngày,Nguồn\n";
    let (code, unit) = lam_hop();
    let file = format!("{head}{code},,tier,Nâng cao,01/01/2020,,QĐ 12\n{code},,xã đặc biệt khó khăn,có,01/01/2017,31/12/2020,QĐ 861\n");
    assert_eq!(counts(&import(&file).await), (2, 0, 0, 0, 0));
    let board = desk.app.picture(day(2020, 9, 8), None).await.unwrap();
    assert_eq!(board.tier(unit), vedich_criteria::Tier::Advanced);
    let before = desk.app.picture(day(2019, 12, 31), None).await.unwrap();
    assert_eq!(before.tier(unit), vedich_criteria::Tier::Standard, "the past stays as it was");
    // The same again changes nothing, another value of the same day corrects.
    assert_eq!(counts(&import(&file.replace("QĐ 12", "QĐ 12/QĐ-UBND")).await), (0, 0, 2, 0, 0));
    assert_eq!(counts(&import(&file.replace("Nâng cao", "kiểu mẫu")).await), (0, 1, 1, 0, 0));
    // A name a little off is a remark: the code decides, and no row of a file that is applied is left out.
    let off = import(&format!("{head}{code},Xã Lâm Hợp Mới,tier,Nâng cao,01/01/2019,,QĐ 12\n")).await;
    assert_eq!((off.applied, off.new, off.refused), (true, 1, 0), "{off:?}");
    assert_eq!(found(&off, "import.name-differs").place.key.as_deref(), Some("B2"));
    let wrong = format!(
        "{head}{code},,mau,xanh,01/01/2020,,\n{code},,tier,rất cao,01/01/2020,,\n{code},,safe_zone_atk,hơi hơi,01/01/2020,,\n{code},,tier,model,,,\n"
    );
    let refused = import(&wrong).await;
    assert!(!refused.applied && refused.refused == 4, "{refused:?}");
    for (code, key) in [("unknown-attribute", "C2"), ("attribute-word", "D3"), ("attribute-yes-no", "D4"), ("no-date", "E5")] {
        assert_eq!(found(&refused, &format!("import.{code}")).place.key.as_deref(), Some(key));
    }
}

#[tokio::test]
async fn problems_of_units_are_located() {
    let file = "change,code,name,parent_code,from,successors\n\
                ,,Thôn 1,99999,2020-01-01,\n\
                thổi,,Thôn 1,18781,2020-01-01,\n\
                ,,,18781,2020-01-01,\n\
                move,,Thôn Không Có,18781,2020-01-01,\n";
    let outcome = Desk::new().await.import_units("thon.csv", file.as_bytes()).await;
    assert_eq!((outcome.refused, outcome.applied), (4, false));
    assert_eq!(found(&outcome, "import.unknown-code").place.key.as_deref(), Some("D2"));
    assert_eq!(found(&outcome, "import.unknown-change").place.key.as_deref(), Some("A3"));
}

#[tokio::test]
async fn a_unit_of_another_time_is_told_with_its_days() {
    let desk = Desk::new().await;
    let file = "Xã,Ngày,Chỉ tiêu,Giá trị\n\"Lâm Hợp, Kỳ Anh\",1/1/2018,10,37\n\"Lâm Hợpp, Kỳ Anh\",1/1/2021,10,37\n";
    let outcome = desk.import("xa.csv", file.as_bytes()).await;
    let candidates = found(&outcome, "import.unit-not-then").param("candidates").unwrap();
    assert!(candidates.contains("Xã Lâm Hợp") && candidates.ends_with("– 30/06/2025"), "{candidates}");
    found(&outcome, "import.unknown-unit-near");
}

#[tokio::test]
async fn hamlets_beside_the_code_of_their_commune_are_registered() {
    let desk = Desk::new().await;
    let (code, _) = lam_hop();
    let file =
        format!("DANH SÁCH THÔN\n\nSTT;Tên thôn;Mã xã;Tên xã;Từ ngày\n1;Minh Châu;{code};Lâm Hợp;1/1/2020\n2;Hải Hà;{code};;1/1/2020\n");
    let outcome = desk.import_units("thon.csv", file.as_bytes()).await;
    assert_eq!((outcome.new, outcome.applied), (2, true), "{:#?}", outcome.problems);
}
