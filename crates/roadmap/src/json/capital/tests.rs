use super::*;

/// The example of `docs/allocate.md`.
fn example() -> String {
    let text = include_str!("../../../../../docs/allocate.md");
    let start = text.find("```json").unwrap() + "```json\n".len();
    let end = start + text[start..].find("```").unwrap();
    text[start..end].to_owned()
}

fn report(text: &str) -> Result<Value, InputError> {
    let asked = question(text)?.unwrap();
    Ok(asked.json(&asked.report(Duration::from_secs(3_600), || Duration::ZERO)?))
}

fn refused(text: &str) -> Diagnostic {
    report(text).unwrap_err().problems("von.json").remove(0)
}

#[test]
fn the_documented_question_is_answered() {
    let answer = report(&example()).unwrap();
    assert_eq!(answer["reached"], json!(["Lâm Hợp"]));
    assert_eq!(answer["goals"]["cost"], json!({ "value": 4750, "bound": 4750, "proven": true }));
    assert_eq!((answer["optimal"].as_bool(), answer["objective"].as_i64()), (Some(true), Some(1)));
    let road = &answer["payments"][0];
    assert_eq!((road["criterion"].as_str(), road["work"].as_str()), (Some("2. Giao thông"), Some("Đường trục thôn")));
    // A road that takes a year and has to be there in 2027 is paid in 2026.
    assert_eq!((road["year"].as_i64(), road["amount"].as_i64(), road["source_id"].as_str()), (Some(2026), Some(4200), Some("tw-dtpt")));
    assert_eq!(answer["next_billion"].as_array().unwrap().len(), 9);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let change = |from: &str, to: &str| {
        let text = example();
        assert!(text.contains(from), "{from}");
        refused(&text.replacen(from, to, 1))
    };
    let at = |problem: &Diagnostic| (problem.code, problem.place.line);
    let unknown = change(r#"["tw-dtpt", "tinh"]"#, r#"["tw-dtpt", "vay"]"#);
    assert_eq!((at(&unknown), unknown.param("found")), (("roadmap.unknown-source", Some(16)), Some("vay")));
    assert_eq!(at(&change(r#""area": "ky-anh""#, r#""area": "ky-son""#)), ("roadmap.unknown-area", Some(13)));
    assert_eq!(at(&change(r#""by": 2027"#, r#""by": 2031"#)), ("roadmap.unknown-year", Some(13)));
    assert_eq!(at(&change("[900, 900, 900]", "[900, 900]")), ("roadmap.bad-number", Some(7)));
    assert_eq!(at(&change(r#""id": "tinh""#, r#""id": "dan""#)), ("roadmap.duplicate-id", Some(7)));
    let misspelt = change(r#""must": false"#, r#""mush": false"#);
    assert_eq!(at(&misspelt), ("roadmap.bad-shape", Some(13)));
    let floor = change(r#""communes_at_least": 1"#, r#""communes_at_least": 2"#);
    assert_eq!((floor.code, floor.param("area"), floor.param("possible")), ("roadmap.floor-communes", Some("Huyện Kỳ Anh"), Some("1")));
    let must = refused(
        &example()
            .replacen(r#""must": false"#, r#""must": true"#, 1)
            .replacen("12000, 15000, 15000", "1000, 0, 0", 1)
            .replacen("8000", "1000", 1),
    );
    assert_eq!((must.code, must.param("short"), must.param("year")), ("roadmap.must-money", Some("2200"), Some("2026")));
}
