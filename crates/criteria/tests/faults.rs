//! Planted faults: each is found, at its place, with what to write instead.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod common;

use common::{catalogue, catalogue_of, data, set_files};
use proptest::prelude::*;
use vedich_criteria::{Bands, Procedure, check_file, check_province};
use vedich_values::{Diagnostic, Severity};

const SET: &str = "vn.commune.2021-2025.standard.toml";

fn real(name: &str) -> String {
    set_files().into_iter().find(|(file, _)| file == name).map(|(_, text)| text).unwrap()
}

/// Replaces `old` by `new` behind the first line that holds `after`; gives the text and the line that changed.
fn plant(text: &str, after: &str, old: &str, new: &str) -> (String, u32) {
    let from = text.find(after).unwrap_or_else(|| panic!("no `{after}`"));
    let at = from + text[from..].find(old).unwrap_or_else(|| panic!("no `{old}` behind `{after}`"));
    let line = u32::try_from(text[..at].matches('\n').count() + 1).unwrap();
    (format!("{}{new}{}", &text[..at], &text[at + old.len()..]), line)
}

fn found(after: &str, old: &str, new: &str) -> (Vec<Diagnostic>, u32) {
    let (text, line) = plant(&real(SET), after, old, new);
    (check_file(SET, &text, Some(&catalogue())), line)
}

/// The fault is reported with this code in the line where it was planted (or anywhere, when `line` is not checked).
fn check(after: &str, old: &str, new: &str, code: &str) -> Diagnostic {
    let (problems, line) = found(after, old, new);
    let hit = problems.iter().find(|problem| problem.code == code);
    let Some(hit) = hit else { panic!("{code} not among {problems:#?}") };
    assert_eq!(hit.place.file.as_deref(), Some(SET));
    assert!(hit.place.column.is_some() && (hit.place.key.is_some() || code == "file.syntax"), "{hit:?}");
    assert_eq!(hit.place.line, Some(line), "{hit:?}");
    hit.clone()
}

#[test]
fn the_real_files_have_no_problem() {
    let catalogue = catalogue();
    for (name, text) in set_files() {
        assert_eq!(check_file(&name, &text, Some(&catalogue)), [], "{name}");
    }
}

#[test]
fn the_eleven_faults_of_the_format_are_found() {
    // An indicator that is missing shows in the declared count, at the top of the file.
    let text = real(SET);
    let cut = text.find("[[criteria.indicators]]\ncode = \"17.12\"").unwrap();
    let end = cut + text[cut..].find("[[criteria]]").unwrap();
    let problems = check_file(SET, &format!("{}{}", &text[..cut], &text[end..]), Some(&catalogue()));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["set.declared-differs"]);
    assert_eq!(problems[0].param("found"), Some("56"));

    check("code = \"3.1\"", ">= 80", ">= 180", "set.percent-range");
    assert_eq!(check("code = \"3.1\"", ">= 80", "=> 80", "set.threshold-meant").param("suggestion"), Some(">= 80"));
    check("code = \"12.2\"", "unit = \"%\"", "threshold = \">= 20\"", "set.unknown-with-threshold");
    check(
        "key = \"muc1_tren3\"",
        "threshold = \">= 70\"\nconfidence = \"verified\"",
        "threshold = \">= 70\"\nconfidence = \"unknown\"",
        "set.unknown-with-threshold",
    );
    assert_eq!(check("code = \"4.2\"", "tdmnpb = ", "tdmnbp = ", "set.zone-misspelt").param("suggestion"), Some("tdmnpb"));
    let lost = check(
        "code = \"4.2\"\nname",
        "{ chung = \">= 98\", tdmnpb = \">= 95\", dbsh = \">= 99\",",
        "{ chung = \">= 98\", dbsh = \">= 99\",",
        "set.zones-missing",
    );
    assert_eq!(lost.param("missing"), Some("tdmnpb"));
    check("code = \"1.2\"", "1.2", "1.1", "set.code-repeated");
    check("code = \"15.1\"", "laocai-yte-318", "nope", "set.source-unknown");
    let listed = check("code = \"15.1\"", "[\"laocai-yte-318\"]", "\"laocai-yte-318\"", "file.expected-list");
    assert_eq!(listed.param("example"), Some("[\"laocai-yte-318\"]"), "what stands there, as a list");
    let (problems, _) = found("code = \"15.1\"", "\nsource = [\"laocai-yte-318\"]", "");
    assert!(problems.iter().any(|problem| problem.code == "set.verified-without-source"), "{problems:#?}");
    check("code = \"11\"", "tn = \"<= 7\"", "tn = \">= 7\"", "set.mixed-operators");
    assert_eq!(check("code = \"7\"", "= yes", ">= 1", "set.threshold-meant").param("suggestion"), Some("= yes"));
}

#[test]
fn misspelt_keys_and_words_are_told_what_to_write() {
    let suggestion = |after, old, new, code, wanted: &str| assert_eq!(check(after, old, new, code).param("suggestion"), Some(wanted));
    suggestion("code = \"3.1\"", "threshold", "treshold", "file.misspelt-key", "threshold");
    suggestion("code = \"3.1\"", "\"percent\"", "\"procent\"", "file.misspelt-word", "percent");
    suggestion("id =", "\"commune\"", "\"comune\"", "file.misspelt-word", "commune");
    suggestion("code = \"15.1\"", "laocai-yte-318", "laocai-yte-381", "set.source-misspelt", "laocai-yte-318");
    suggestion("[effective]", "2022-03-08", "08/03/2022", "file.bad-date", "\"2022-03-08\"");
    suggestion("code = \"3.1\"", "\">= 80\"", "\"80%\"", "set.threshold-meant", ">= 80");
    suggestion("code = \"3.1\"", "\">= 80\"", "\"≥ 80\"", "set.threshold-meant", ">= 80");
    check("code = \"3.1\"", "unit =", "colour =", "file.unknown-key");
}

#[test]
fn every_other_construct_is_checked() {
    check("[effective]", "2025-12-31", "2021-12-31", "file.span-reversed");
    check("[effective]", "2025-12-31", "2025-02-31", "file.bad-date");
    check("id = \"zr2\"", "commune.ethnic_region in [2, 3]", "commune.ethnic_region in [2, 3", "set.expression-bracket");
    check("key = \"muc1_den3\"", "commune.school_count <= 3", "commune.school_count =< 3", "set.expression-operator");
    check("id = \"zr2\"", "use_zone = \"tdmnpb\"", "use_zone = \"xyz\"", "set.zone-unknown");
    check("target = \"15.4\"", "15.4", "15.9", "set.amendment-target-unknown");
    check("no = 3\n", "no = 3", "no = 2", "set.criterion-repeated");
    check("code = \"3.1\"", "3.1", "4.9", "set.code-foreign");
    check("id =", "scope = \"national\"", "scope = \"province:Hà Tĩnh\"", "set.bad-scope");
    check("id =", "vn.commune.2021-2025.standard", "vn.commune.2021.standard", "set.id-not-file-name");
    check("code = \"10\"", "threshold.2021", "threshold.21", "set.bad-year");
    check("code = \"10\"", "[\"year\", \"zone\"]", "[\"zone\", \"year\"]", "set.bad-threshold-by");
    check("code = \"3.1\"", "threshold = \">= 80\"", "threshold = 80", "file.expected-text");
    check("key = \"vao_lop1\"", "vao_lop1", "mn5", "set.key-repeated");
    check("code = \"3.1\"", "unit = \"%\"", "unit = \"%", "file.syntax");
    check("key = \"th\"\n", ">= 2", ">= kha", "set.level-without-scale");
}

#[test]
fn what_can_never_apply_is_refused() {
    check("[[amendments]]", "from = \"2024-03-01\"", "from = \"2034-03-01\"", "set.outside-effect");
    check("code = \"15.4\"", "from = \"2024-03-01\"", "from = \"2034-03-01\"", "set.outside-effect");
    // A later form that holds from before the first day of the set holds from then on; a list of parts beside a threshold takes nothing away.
    for (code, old, new) in [
        ("code = \"15.4\"", "from = \"2024-03-01\"", "from = \"2020-03-01\""),
        ("code = \"3.1\"", "threshold = \">= 80\"", "threshold = \">= 80\"\nparts = []"),
    ] {
        assert_eq!(found(code, old, new).0, [], "{new}");
    }
    let (text, line) = plant(&real(SET), "code = \"3.1\"", "threshold = \">= 80\"", "any_of = []");
    let problems = check_file(SET, &text, Some(&catalogue()));
    assert!(problems.iter().any(|problem| problem.code == "set.no-ways" && problem.place.line == Some(line)), "{problems:#?}");
    check("code = \"3.1\"", "unit = \"%\"", "scale = [\"dat\", \"kha\"]", "set.scale-without-level");
    let zone = check("key = \"muc1_dbsh_dnb\"", "zone in [dbsh, dnb]", "zone in [dbsh, xyz]", "set.zone-unknown");
    assert!(zone.param("allowed").is_some_and(|zones| zones.contains("tdmnpb")), "{zone:?}");
    assert_eq!(
        check("key = \"muc1_dbsh_dnb\"", "zone in [dbsh, dnb]", "zone in [dbhs, dnb]", "set.zone-misspelt").param("suggestion"),
        Some("dbsh")
    );
    let problems = check_file(SET, &plant(&real(SET), "id =", "criteria = 19", "criteria = \"19\"").0, Some(&catalogue()));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["file.expected-integer"], "said once");
}

#[test]
fn an_attribute_much_like_a_known_one_is_told_and_refuses_nothing() {
    let misspelt = check("key = \"muc1_den3\"", "commune.school_count", "commune.shcool_count", "set.attribute-misspelt");
    assert_eq!((misspelt.severity, misspelt.param("suggestion")), (Severity::Warning, Some("commune.school_count")));
    // One of the province's own, a letter or two from a known one, is no mistake: the sets are used, and it is told.
    let mut files = set_files();
    let file = files.iter_mut().find(|(file, _)| file == SET).unwrap();
    file.1 = plant(&file.1, "id = \"zr2\"", "commune.ethnic_region", "commune.ethnic_religion").0;
    let catalogue = catalogue_of(&files).unwrap();
    let told: Vec<_> = catalogue.remarks().iter().map(|one| (one.code, one.param("found").unwrap_or_default())).collect();
    assert_eq!(told, [("set.attribute-misspelt", "commune.ethnic_religion")]);
    assert!(catalogue.get(SET.trim_end_matches(".toml")).unwrap().asks_for().iter().any(|(name, _)| name == "commune.ethnic_religion"));
}

#[test]
fn attributes_that_differ_in_a_number_alone_are_two() {
    for own in ["commune.school_count_2", "commune.school_count2", "commune.school_count_2027"] {
        let (problems, _) = found("key = \"muc1_den3\"", "commune.school_count", own);
        assert_eq!(problems, [], "{own}");
    }
}

#[test]
fn what_a_set_refers_to_must_be_there() {
    let name = "vn.commune.2021-2025.model.toml";
    let refers =
        |new: &str| check_file(name, &real(name).replacen("refers_to = \"vn.commune.2021-2025.advanced\"", new, 1), Some(&catalogue()));
    let problems = refers("refers_to = \"vn.commune.2021-2025.advanced#99.9\"");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["set.refers-no-code"], "{problems:#?}");
    assert!(problems[0].place.line.is_some() && problems[0].place.key.as_deref().is_some_and(|key| key.ends_with("refers_to")));
    assert_eq!(refers("refers_to = \"vn.commune.2021-2025.advanced#10\""), []);
}

#[test]
fn a_set_is_for_a_province_there_is() {
    let name = "vn-ha-tinh.garden.model.toml";
    let provinces = std::collections::BTreeSet::from(["ha-tinh", "thanh-hoa"]);
    assert_eq!(check_province(name, &real(name), &provinces), []);
    let told = |slug: &str| check_province(name, &real(name).replace("province:ha-tinh", slug), &provinces).remove(0);
    let misspelt = told("province:ha-tihn");
    assert_eq!(
        (misspelt.code, misspelt.param("suggestion"), misspelt.place.key.as_deref()),
        ("set.province-misspelt", Some("ha-tinh"), Some("scope"))
    );
    assert!(misspelt.place.line.is_some());
    assert_eq!(told("province:nowhere").code, "set.province-unknown");
}

#[test]
fn sets_are_checked_against_each_other() {
    let with = |name: &str, old: &str, new: &str| {
        let mut files = set_files();
        let file = files.iter_mut().find(|(file, _)| file == name).unwrap();
        assert!(file.1.contains(old));
        file.1 = file.1.replacen(old, new, 1);
        catalogue_of(&files).unwrap_err()
    };
    let local = "vn-quang-ninh.commune.2016-2020.standard.toml";
    let national = "vn.commune.2016-2020.standard";
    let problems = with(local, &format!("extends = \"{national}\""), "extends = \"vn.commune.2016-2020.standrad\"");
    assert_eq!((problems[0].code, problems[0].param("suggestion")), ("set.extends-misspelt", Some(national)));
    assert_eq!(problems[0].place.line, Some(8));
    let problems = with(&format!("{national}.toml"), "tier =", "extends = \"vn-quang-ninh.commune.2016-2020.standard\"\ntier =");
    assert!(problems.iter().any(|problem| problem.code == "set.extends-cycle"), "{problems:#?}");
    let problems = with(local, "declared = { criteria = 20", "declared = { criteria = 21");
    assert_eq!(problems[0].code, "set.declared-differs");
    let problems = with("vn.commune.2021-2025.model.toml", "vn.commune.2021-2025.advanced\"", "vn.commune.2021-2025.avanced\"");
    assert_eq!(problems[0].code, "set.refers-misspelt");
    let mut files = set_files();
    let copy = files[0].clone();
    files.push(copy);
    assert_eq!(catalogue_of(&files).unwrap_err()[0].code, "set.id-repeated");
}

#[test]
fn all_problems_of_a_file_are_collected_in_its_order() {
    let (text, _) = plant(&real(SET), "code = \"3.1\"", ">= 80", "=> 80");
    let (text, _) = plant(&text, "code = \"7\"", "= yes", ">= 1");
    let (text, _) = plant(&text, "id =", "commune\"\ntier", "comune\"\ntier");
    let problems = check_file(SET, &text, None);
    let lines: Vec<_> = problems.iter().map(|problem| problem.place.line).collect();
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(lines.is_sorted());
}

fn procedures() -> Vec<(String, String)> {
    std::fs::read_dir(data().join("criteria"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("procedure-"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn procedures_are_read_and_their_faults_found() {
    let files = procedures();
    assert_eq!(files.len(), 5);
    for (name, text) in &files {
        let procedure = Procedure::parse(name, text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert!(!procedure.id.is_empty());
    }
    let (name, text) = files.iter().find(|(name, _)| name == "procedure-2021-2025.toml").unwrap();
    let procedure = Procedure::parse(name, text).unwrap();
    assert_eq!((procedure.stages.len(), procedure.documents.len(), procedure.withdrawal.len()), (11, 9, 5));
    assert_eq!(procedure.stages[7].vote.as_ref().unwrap().quorum_percent_min, Some(70));
    let fault = |after, old, new, code| {
        let (text, line) = plant(text, after, old, new);
        let problems = Procedure::parse(name, &text).unwrap_err();
        assert!(problems.iter().any(|problem| problem.code == code && problem.place.line == Some(line)), "{code}: {problems:#?}");
    };
    fault("id = \"consult\"", "opinions", "opinion", "procedure.document-unknown");
    fault("no = 3", "no = 3", "no = 2", "procedure.stage-order");
    fault("id = \"survey\"", "opinion = \"survey\"", "opinion = \"poll\"", "procedure.opinion-unknown");
    fault("id = \"consult\"", "unit = \"day\"", "unit = \"dya\"", "file.misspelt-word");
    fault("id = \"half\"", ">= 50", ">= 500", "set.percent-range");
}

/// The body of the fuzz target: any text, read as every kind of file.
fn read_anything(text: &str) {
    let _ = check_file("x.toml", text, None);
    let _ = catalogue_of(&[("x.toml".to_owned(), text.to_owned())]);
    let _ = Procedure::parse("x.toml", text);
    let _ = Bands::parse("x.toml", text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC*") {
        read_anything(&text);
    }

    #[test]
    fn real_files_with_pieces_cut_and_pasted_do_not_panic(
        file in 0usize..27, cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, any::<prop::sample::Index>(), 0usize..40), 1..6)
    ) {
        let mut files = set_files();
        files.extend(procedures());
        let mut bytes = files[file % files.len()].1.clone().into_bytes();
        for (cut, length, paste, size) in cuts {
            let (cut, paste) = (cut.index(bytes.len()), paste.index(bytes.len()));
            let piece = bytes[paste..(paste + size).min(bytes.len())].to_vec();
            let end = (cut + length).min(bytes.len());
            bytes.splice(cut..end, piece);
        }
        read_anything(&String::from_utf8_lossy(&bytes));
    }
}
