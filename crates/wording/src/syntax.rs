//! What the reader of TOML finds wrong with a file, in the words of whoever wrote the file.

use crate::Lang;

/// What a fault is told by: the first line whose words the reader's sentence holds names the message under `[toml]`.
const FAULTS: &[(&str, &str)] = &[
    ("invalid length", "toml.length"),
    ("invalid value: integer", "toml.range"),
    ("invalid type:", "toml.type"),
    ("invalid value:", "toml.type"),
    ("duplicate key", "toml.twice"),
    ("missing comma", "toml.comma"),
    ("extra comma", "toml.extra-comma"),
    ("date-time", "toml.date"),
    ("invalid date", "toml.date"),
    ("invalid time", "toml.date"),
    ("string values must be quoted", "toml.bare-text"),
    ("unquoted string", "toml.bare-text"),
    ("invalid value", "toml.bare-text"),
    ("unclosed inline table", "toml.brace"),
    ("inline table", "toml.brace"),
    ("unclosed array table", "toml.header"),
    ("array table", "toml.header"),
    ("table", "toml.header"),
    ("array", "toml.bracket"),
    ("missing assignment", "toml.equals"),
    ("key-value pair", "toml.equals"),
    ("key with no value", "toml.equals"),
    ("missing value", "toml.no-value"),
    ("string", "toml.quote"),
    ("quote", "toml.quote"),
    ("escape", "toml.backslash"),
    ("hexadecimal value", "toml.backslash"),
    ("unquoted key", "toml.key"),
    ("invalid key", "toml.key"),
    ("missing key", "toml.key"),
    ("integer", "toml.number"),
    ("float", "toml.number"),
    ("number", "toml.number"),
    ("fraction", "toml.number"),
    ("exponent", "toml.number"),
    ("mantissa", "toml.number"),
    ("zero", "toml.number"),
    ("sign", "toml.number"),
    ("boolean", "toml.boolean"),
    ("recurse", "toml.deep"),
    ("unexpected", "toml.extra"),
];

/// What was expected of a value, by the reader's words for it.
const EXPECTED: &[(&str, &str)] = &[
    ("string", "toml.a-text"),
    ("sequence", "toml.a-list"),
    ("array", "toml.a-list"),
    ("map", "toml.a-table"),
    ("struct", "toml.a-table"),
    ("boolean", "toml.a-boolean"),
    ("i64", "toml.a-number"),
    ("u8", "toml.a-number"),
    ("u16", "toml.a-number"),
    ("u32", "toml.a-number"),
    ("u64", "toml.a-number"),
    ("usize", "toml.a-number"),
    ("f64", "toml.a-number"),
    ("integer", "toml.a-number"),
];

impl Lang {
    /// A fault of a TOML file in words; what is not known is quoted as the reader said it.
    pub(crate) fn toml_fault(self, said: &str) -> String {
        let named = |list: &[(&str, &'static str)], words: &str| list.iter().find(|(part, _)| words.contains(part)).map(|(_, name)| *name);
        // What the file itself says is quoted, and names no fault.
        let own: String = said.split('`').step_by(2).collect();
        match named(FAULTS, &own) {
            Some("toml.length") => {
                let wanted = said.rsplit(' ').next().filter(|count| count.bytes().all(|byte| byte.is_ascii_digit()));
                wanted.map_or_else(|| self.text("toml.bracket").to_owned(), |count| self.say("toml.length", &[("count", count)]))
            }
            Some("toml.type") => {
                let expected = said.rsplit_once("expected ").map_or("", |(_, expected)| expected);
                match named(EXPECTED, expected) {
                    Some(key) => self.say("toml.type", &[("expected", self.text(key))]),
                    None => said.to_owned(),
                }
            }
            Some(key) => self.text(key).to_owned(),
            None => said.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_criteria::{Catalogue, check_file};

    /// What is said of a file with a fault, in one language.
    fn said(lang: Lang, text: &str) -> String {
        let problems = check_file("vn.x.toml", text, Some(&Catalogue::default()));
        let problem = problems.iter().find(|problem| problem.code == "file.syntax").unwrap_or_else(|| panic!("{text}: {problems:?}"));
        lang.problem_without_place(problem)
    }

    #[test]
    fn every_message_named_is_there_in_both_languages() {
        for (_, key) in FAULTS.iter().chain(EXPECTED) {
            assert!(Lang::ALL.iter().all(|lang| lang.text(key) != *key), "{key}");
        }
    }

    #[test]
    fn a_fault_of_syntax_is_told_in_the_readers_language() {
        let faults = [
            ("id = \"vn.x", "ngoặc kép"),
            ("id = ", "không có giá trị"),
            ("id \"vn.x\"", "dấu `=`"),
            ("id = vn.x", "chữ không nằm trong ngoặc kép"),
            ("a = [1, 2", "`]`"),
            ("a = [1 2]", "phân cách bằng dấu phẩy"),
            ("a = { b = 1", "ngoặc nhọn"),
            ("[a\nb = 1", "`[…]`"),
            ("a = 1\na = 2", "hai lần"),
            ("a = 1,5", "thừa"),
            ("a = 2020-13-45", "ngày"),
        ];
        for (text, words) in faults {
            let vietnamese = said(Lang::Vi, text);
            assert!(vietnamese.contains(words), "{text}: {vietnamese}");
            assert!(!["invalid", "expected", "missing", "unclosed"].iter().any(|word| vietnamese.contains(word)), "{text}: {vietnamese}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_names_the_kind_that_is_wanted() {
        assert_eq!(Lang::En.toml_fault("invalid type: integer `3`, expected a string"), "the value must be text in quotes");
        assert_eq!(Lang::Vi.toml_fault("invalid type: string \"a\", expected u32"), "giá trị phải là số, không có ngoặc kép");
        assert_eq!(Lang::En.toml_fault("invalid length 2, expected an array of length 3"), "the list must have 3 values");
        assert!(Lang::Vi.toml_fault("invalid value: integer `-1`, expected u32").contains("từ 0 trở lên"));
        assert_eq!(Lang::En.toml_fault("nothing of `a table`"), "nothing of `a table`", "the file's own words name no fault");
        assert_eq!(Lang::Vi.toml_fault("something nobody knows"), "something nobody knows");
    }
}
