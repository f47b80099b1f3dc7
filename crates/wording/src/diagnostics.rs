//! Problems of criteria sets and values, in words: what is wrong and what to write instead.

use crate::Lang;
use vedich_criteria::ValueRefused;
use vedich_values::{Diagnostic, Place};

/// Why a value was refused, as a sentence. For lists of problems make a [`Diagnostic`] of its code and parameters instead.
#[must_use]
pub fn value_refused(lang: Lang, refused: &ValueRefused) -> String {
    let mut problem = Diagnostic::error(refused.code(), Place::default());
    problem.params = refused.params();
    lang.problem_without_place(&problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;
    use vedich_criteria::{Catalogue, Measure, check_file, parse_value};

    fn sources(dir: &Path, out: &mut String) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                out.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_code_of_the_criteria_crate_has_a_wording_and_every_wording_a_code() {
        let mut source = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../criteria/src"), &mut source);
        // Files people hand in as evidence have codes of the family `file.` too.
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src"), &mut source);
        let families = ["file.", "set.", "value.", "procedure."];
        let codes: BTreeSet<&str> = source
            .split('"')
            .filter(|text| families.iter().any(|family| text.starts_with(family)))
            .filter(|text| text.len() < 60 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'-'))
            .collect();
        assert!(codes.len() > 60, "{codes:?}");
        for code in &codes {
            let key = format!("problem.{code}");
            assert!(Lang::ALL.iter().all(|lang| lang.text(&key) != key), "{code} has no wording");
        }
        let worded = crate::all_keys().filter_map(|key| key.strip_prefix("problem."));
        let stale: Vec<&str> =
            worded.filter(|code| families.iter().any(|family| code.starts_with(family)) && !codes.contains(code)).collect();
        assert!(stale.is_empty(), "worded but never reported: {stale:?}");
    }

    #[test]
    fn a_problem_says_where_what_and_what_to_write() {
        let text = "id = \"vn.x\"\ntitel = { vi = \"a\", en = \"b\" }\n";
        let problems = check_file("vn.x.toml", text, Some(&Catalogue::default()));
        let misspelt = problems.iter().find(|problem| problem.code == "file.misspelt-key").unwrap();
        assert_eq!(Lang::Vi.problem(misspelt), "vn.x.toml, dòng 2, cột 1, titel: không có khóa `titel`; có phải muốn viết `title`?");
        assert_eq!(Lang::En.problem(misspelt), "vn.x.toml, line 2, column 1, titel: there is no key `titel`; did you mean `title`?");
        for lang in Lang::ALL {
            for problem in &problems {
                // `{ vi = …` is an example in a wording, no parameter.
                let said = lang.problem(problem).replace("{ vi", "");
                assert!(!said.contains('{'), "{said}");
            }
        }
    }

    #[test]
    fn refused_values_are_worded() {
        let refused = parse_value(Measure::Percent, &[], "104,5").unwrap_err();
        assert_eq!(
            value_refused(Lang::Vi, &refused),
            "104,5% nằm ngoài 0 đến 100%. Chỉ nhận tỷ lệ từ 0 đến 100: hãy kiểm tra lại số liệu."
        );
        let refused = parse_value(Measure::YesNo, &[], "có lẽ").unwrap_err();
        assert!(value_refused(Lang::En, &refused).starts_with("“có lẽ” is neither yes nor no."));
    }
}
