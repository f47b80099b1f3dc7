//! Reading addresses: queries, forms, ids.

use super::WebError;
use crate::listing::{self, Asked};
use crate::mark::Mark;
use crate::present::Scene;
use vedich_values::{CriterionNo, UnitId};

/// Most parameters of an address that are looked at.
pub(crate) const MOST: usize = 32;
/// Most fields of a form with a row of fields for each of many things.
const MOST_OF_A_FORM: usize = 1_024;

/// The pairs of a query or form, decoded; `+` is a blank, bad escapes stay as they are.
pub(crate) fn query(text: &str) -> Vec<(String, String)> {
    pairs(text, MOST).into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The pairs of a form with a row of fields for each of many things.
pub(crate) fn form(text: &str) -> Vec<(String, String)> {
    pairs(text, MOST_OF_A_FORM).into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The pairs of a form, empty ones too, so many at most.
pub(crate) fn pairs(text: &str, most: usize) -> Vec<(String, String)> {
    pairs_with(text, most, |_, value| decode(value))
}

/// Fields of accounts that hold a password.
const PASSWORDS: [&str; 3] = ["password", "again", "present"];

/// The pairs of a form of accounts: passwords as they were typed, every blank of them.
pub(crate) fn account(text: &str) -> Vec<(String, String)> {
    let exactly = |value: &str| vedich_values::text::composed(&unescaped(value.as_bytes()));
    let typed = pairs_with(text, MOST, |key, value| if PASSWORDS.contains(&key) { exactly(value) } else { decode(value) });
    typed.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn pairs_with(text: &str, most: usize, read: impl Fn(&str, &str) -> String) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).take(most);
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(key, value)| (decode(key), value)).map(|(key, value)| (key.clone(), read(&key, value))).collect()
}

/// A name or value of a query, decoded.
pub(crate) fn decode(text: &str) -> String {
    decode_bytes(text.as_bytes())
}

/// A field of a form as it was typed, blanks and all: what somebody writes is a file.
pub(crate) fn verbatim(text: &str, name: &str) -> Option<String> {
    let typed = text.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name));
    typed.map(|(_, value)| unescaped(value.as_bytes()).replace("\r\n", "\n"))
}

/// A name or value of a form, decoded.
pub(crate) fn decode_bytes(bytes: &[u8]) -> String {
    lines(&unescaped(bytes))
}

/// Escapes of a form put back.
fn unescaped(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Every line in its normal form: what is typed into a field of many lines keeps them.
pub(crate) fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(vedich_values::text::normalise).collect();
    lines.join("\n").trim().to_owned()
}

/// A unit out of a path.
pub(crate) fn unit(text: &str) -> Result<UnitId, WebError> {
    text.parse().map_err(|_| WebError::not_found())
}

/// What a board's address asks for; words that mean nothing are refused.
fn asked(s: Scene<'_>, area: UnitId) -> Result<Asked, WebError> {
    let mut asked = Asked::default();
    for (name, value) in &s.f.query {
        let unusable = |allowed: &str| WebError::unusable(s.f, name, value, allowed);
        match name.as_str() {
            "level" => asked.level = Some(listing::level(value).ok_or_else(|| unusable(listing::LEVELS))?),
            "set" => {
                let level = s.f.param("level").and_then(listing::level);
                let set = s.catalogue().get(value).ok_or_else(|| unusable(&listing::sets(s.board, area, level)))?;
                asked.set = Some(set.id.clone());
            }
            "band" => asked.band = Some(value.clone()),
            "criterion" => asked.criterion = Some(CriterionNo(value.parse().map_err(|_| unusable(s.f.text("web.error.number")))?)),
            "status" => asked.status = Some(Mark::from_name(value).ok_or_else(|| unusable(&listing::statuses()))?),
            "name" => asked.name = value.chars().take(100).collect(),
            "with_data" => asked.with_data = true,
            "sort" if listing::is_order(value) => asked.sort.clone_from(value),
            "sort" => return Err(unusable(listing::ORDERS)),
            "after" => asked.after = Some(value.parse().map_err(|_| unusable(s.f.text("api.kind.next")))?),
            _ => {}
        }
    }
    Ok(asked)
}

/// The rows of a board that an address asks for. What the board does not have is refused, and a set that measures nothing of its rows,
/// with what there is.
pub(crate) fn rows_asked(s: Scene<'_>, area: UnitId) -> Result<Asked, WebError> {
    let asked = kept(s, area, asked(s, area)?);
    if let Some(misfit) = listing::misfit(s.board, area, &asked) {
        return Err(WebError::bad_request(s.f.lang.problem_without_place(&misfit)));
    }
    // Only these are not known before the rows are: a board without them is drawn once.
    if asked.band.is_none() && asked.criterion.is_none() {
        return Ok(asked);
    }
    match listing::shown(s.board, area, &asked).and_then(|shown| shown.unknown(&asked)) {
        None => Ok(asked),
        Some((name, value, allowed)) => Err(WebError::unusable(s.f, name, &value, &allowed)),
    }
}

/// The page's forms repeat what was chosen before: under another level the old set is no choice, and a band or criterion that other sets
/// have filters nothing on a day or under a set that has it not.
fn kept(s: Scene<'_>, area: UnitId, mut asked: Asked) -> Asked {
    if asked.level.is_some() && listing::misfit(s.board, area, &asked).is_some() {
        (asked.set, asked.band, asked.criterion) = (None, None, None);
    }
    if asked.band.is_none() && asked.criterion.is_none() {
        return asked;
    }
    let Some(shown) = listing::shown(s.board, area, &asked) else { return asked };
    match shown.unknown(&asked) {
        Some(("band", band, _))
            if s.board.reference().bands.schemes.iter().flat_map(|scheme| &scheme.bands).any(|known| known.id == band) =>
        {
            kept(s, area, Asked { band: None, ..asked })
        }
        Some(("criterion", ..)) if s.catalogue().iter().flat_map(|set| &set.criteria).any(|known| Some(known.no) == asked.criterion) => {
            Asked { criterion: None, status: None, ..asked }
        }
        _ => asked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded_as_browsers_write_them() {
        let pairs = query("q=K%E1%BB%B3+L%E1%BA%A1c&x=&as_of=08%2F09%2F2020&bad=%zz%");
        let expected = [("q", "Kỳ Lạc"), ("as_of", "08/09/2020"), ("bad", "%zz%")];
        assert_eq!(pairs, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn a_password_is_what_was_typed_and_every_other_field_is_tidied() {
        let typed = account("login=+lan++&password=+hai++ba%09&again=e%CC%81&present=");
        let expected = [("login", "lan"), ("password", " hai  ba\t"), ("again", "é")];
        assert_eq!(typed, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn what_is_typed_in_many_lines_keeps_them() {
        let file = verbatim("a=1&text=+m%E1%BB%99t++hai%0D%0A%0D%0Aba+%0A", "text");
        assert_eq!(file.as_deref(), Some(" một  hai\n\nba \n"), "but a file is kept as it is");
        assert_eq!(query("text=+m%E1%BB%99t++hai%0D%0A%0D%0Aba+%0A"), [("text".to_owned(), "một hai\n\nba".to_owned())]);
    }
}
