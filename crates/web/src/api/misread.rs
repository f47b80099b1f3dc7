//! What the readers of queries and JSON say in English, put into what a person can use: the place, what was wrong, what is allowed.

use super::Problem;
use crate::http::decode;
use serde::de::DeserializeOwned;
use vedich_values::near::nearest;
use vedich_wording::Lang;

/// The parameters of an address. Those it does not take were refused before.
///
/// # Errors
/// 400 with the parameter, what was wrong and what is allowed.
pub(crate) fn read_query<T: DeserializeOwned>(lang: Lang, uri: &axum::http::Uri) -> Result<T, Problem> {
    axum::extract::Query::try_from_uri(uri).map(|axum::extract::Query(query)| query).map_err(|wrong| {
        let said = wrong.body_text();
        let said = said.split_once("query string: ").map_or(said.as_str(), |(_, why)| why);
        let (name, why) = said.split_once(": ").unwrap_or(("", said));
        let given = uri.query().unwrap_or_default().split('&').map(pair);
        let value = given.into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default();
        of_words(lang, name, &value, why)
    })
}

/// A name and its value, decoded.
fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decode(name), decode(value))
}

/// What was sent as JSON.
///
/// # Errors
/// 400 with the field, what was wrong and what is allowed.
pub(crate) fn read_json<T: DeserializeOwned>(lang: Lang, body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|wrong| {
        let path = wrong.path().to_string();
        let wrong = wrong.into_inner();
        if !wrong.is_data() {
            return no_json(lang, &wrong);
        }
        let said = wrong.to_string();
        let why = said.rsplit_once(" at line ").map_or(said.as_str(), |(why, _)| why);
        of_words(lang, if path == "." { "" } else { &path }, &text_at(body, &path), why)
    })?;
    json.end().map_err(|wrong| no_json(lang, &wrong))?;
    Ok(read)
}

/// The text that stands at a path of what was sent (`lines[1].code`); empty where something else does.
fn text_at(body: &[u8], path: &str) -> String {
    let pointer: String = path.split(['.', '[']).map(|step| format!("/{}", step.trim_end_matches(']'))).collect();
    let sent: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    sent.pointer(&pointer).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn no_json(lang: Lang, wrong: &serde_json::Error) -> Problem {
    Problem::no_json(lang, wrong.line(), wrong.column())
}

/// Sentences of serde, which are stable: their words are what its data types are called.
fn of_words(lang: Lang, name: &str, value: &str, why: &str) -> Problem {
    let quoted: Vec<&str> = why.split('`').skip(1).step_by(2).collect();
    let within = |field: &str| if name.is_empty() { field.to_owned() } else { format!("{name}.{field}") };
    match (why.split_whitespace().take(2).collect::<Vec<_>>().join(" ").as_str(), quoted.as_slice()) {
        ("missing field", [field, ..]) => Problem::missing(lang, &field_in(name, field)),
        ("duplicate field", [field, ..]) => Problem::twice(lang, &field_in(name, field)),
        ("unknown field", [field, allowed @ ..]) => {
            let near = nearest(field, allowed.iter().copied()).unwrap_or_default();
            // The path of an unknown field ends with it.
            let place = if name.is_empty() || name.ends_with(field) { field.to_string() } else { within(field) };
            Problem::no_parameter(lang, &place, near, &allowed.join(", "))
        }
        ("unknown variant", [found, allowed @ ..]) => Problem::unusable(lang, name, found, &allowed.join(", ")),
        _ => {
            let found = if value.is_empty() { found_in(why) } else { value };
            Problem::unusable(lang, name, found, &expected(lang, why))
        }
    }
}

/// A field by its path; the path may end with it already.
fn field_in(path: &str, field: &str) -> String {
    if path.is_empty() || path == field { field.to_owned() } else { format!("{path}.{field}") }
}

/// What was found: "invalid type: string \"x\", expected u64".
fn found_in(why: &str) -> &str {
    let after = why.split_once(": ").map_or(why, |(_, after)| after);
    let found = after.split(", expected").next().unwrap_or(after);
    found.split_once(' ').map_or(found, |(_, found)| found).trim_matches(['`', '"'])
}

/// What can be written, in the words of a person.
fn expected(lang: Lang, why: &str) -> String {
    let wanted = why.split_once("expected ").map_or(why, |(_, wanted)| wanted);
    let is = |words: &[&str]| words.iter().any(|word| wanted.contains(word));
    let key = if is(&["boolean", "`true`", "bool"]) {
        return "true, false".to_owned();
    } else if is(&["input"]) {
        // What chrono says of dates.
        return "2020-09-08".to_owned();
    } else if is(&["u8", "u16", "u32", "u64", "usize", "i32", "i64", "integer", "digit", "number"]) {
        "api.kind.number"
    } else if is(&["sequence", "tuple"]) {
        "api.kind.list"
    } else if is(&["map", "struct"]) {
        "api.kind.object"
    } else if is(&["string", "str"]) {
        "api.kind.text"
    } else {
        "api.kind.other"
    };
    lang.text(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    #[derive(serde::Deserialize, Debug)]
    #[expect(dead_code, reason = "read, never used")]
    struct Asked {
        limit: Option<u16>,
        with_data: Option<bool>,
        on: Option<vedich_values::Date>,
        q: String,
    }

    #[derive(serde::Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read, never used")]
    struct Sent {
        days: u32,
        from: Option<vedich_values::Date>,
        lines: Option<Vec<Line>>,
        kind: Option<Kind>,
    }

    #[derive(serde::Deserialize, Debug)]
    #[expect(dead_code, reason = "read, never used")]
    struct Line {
        code: String,
    }

    #[derive(serde::Deserialize, Debug)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Weekly,
        Monthly,
    }

    fn detail(problem: Problem) -> String {
        assert_eq!(problem.clone().into_response().status(), axum::http::StatusCode::BAD_REQUEST);
        problem.detail().to_owned()
    }

    fn of_query(lang: Lang, query: &str) -> String {
        detail(read_query::<Asked>(lang, &format!("/x?{query}").parse().unwrap()).unwrap_err())
    }

    fn of_json(body: &str) -> String {
        detail(read_json::<Sent>(Lang::Vi, body.as_bytes()).unwrap_err())
    }

    #[test]
    fn parameters_are_named_with_what_is_allowed() {
        assert!(of_query(Lang::Vi, "q=a&limit=x").starts_with("Tham số `limit` = “x” không dùng được. Hãy viết: số nguyên"));
        assert!(of_query(Lang::En, "q=a&with_data=perhaps").contains("`with_data` = “perhaps” cannot be used. Write: true, false"));
        assert!(of_query(Lang::Vi, "limit=3").contains("Thiếu `q`"));
        let day = of_query(Lang::Vi, "q=a&on=31/02/2020");
        assert!(day.contains("`on` = “31/02/2020” không dùng được. Hãy viết: 2020-09-08"), "{day}");
        assert!(read_query::<Asked>(Lang::Vi, &"/x?q=a&lang=en&limit=3".parse().unwrap()).is_ok());
    }

    #[test]
    fn fields_of_json_are_named_by_their_path() {
        assert!(of_json("{").contains("dòng 1"), "{}", of_json("{"));
        assert!(of_json("{}").contains("Thiếu `days`"), "{}", of_json("{}"));
        let kind = of_json("{\"days\": \"ba\"}");
        assert!(kind.contains("`days` = “ba” không dùng được. Hãy viết: số nguyên"), "{kind}");
        let deep = of_json("{\"days\": 3, \"lines\": [{\"code\": \"1\"}, {\"code\": 2}]}");
        assert!(deep.contains("`lines[1].code` = “2” không dùng được. Hãy viết: chuỗi"), "{deep}");
        let day = of_json("{\"days\": 3, \"from\": \"hôm nay\"}");
        assert!(day.contains("`from` = “hôm nay” không dùng được. Hãy viết: 2020-09-08"), "{day}");
        let unknown = of_json("{\"dasy\": 3}");
        assert!(unknown.contains("`dasy`") && unknown.contains("có phải `days`?"), "{unknown}");
        let word = of_json("{\"days\": 3, \"kind\": \"daily\"}");
        assert!(word.contains("“daily”") && word.contains("weekly, monthly"), "{word}");
        assert!(of_json("{\"days\": 3} x").contains("dòng 1"));
    }
}
