//! Tags, attributes and entities: what stands between the words of a page.

/// The end of a tag that begins at `<`; marks inside quotes do not count.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, b) in text.bytes().enumerate().skip(1).take(20_000) {
        match (quote, b) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if text.as_bytes()[at - 1] == b'=' => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    // an open quote: the first mark ends it
    text.bytes().take(20_000).position(|b| b == b'>')
}

/// Behind `</name`.
pub(super) fn raw_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        if text.as_bytes().get(start..start + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) {
            return &text[from + at..];
        }
        from = start;
    }
    ""
}

pub(super) fn name_of(tag: &str) -> String {
    tag.chars().take_while(|c| c.is_ascii_alphanumeric()).take(16).collect::<String>().to_ascii_lowercase()
}

/// The value of an attribute.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let bytes = tag.as_bytes();
    let mut from = 0;
    loop {
        let at = from + tag.get(from..)?.find('=')?;
        let matches =
            tag[..at].trim_end().rsplit([' ', '\t', '\n', '\r', '"', '\'']).next().is_some_and(|key| key.eq_ignore_ascii_case(name));
        let rest = tag[at + 1..].trim_start();
        let value_at = tag.len() - rest.len();
        let (value, end) = match rest.chars().next() {
            Some(q @ ('"' | '\'')) => {
                let inner = &rest[1..];
                let end = inner.find(q).unwrap_or(inner.len());
                (&inner[..end], value_at + 1 + end + 1)
            }
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], value_at + end)
            }
        };
        if matches {
            return Some(value);
        }
        from = end.max(at + 1).min(bytes.len());
        while !tag.is_char_boundary(from) {
            from += 1;
        }
    }
}

/// Entities as characters.
pub(super) fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(rest.get(..end)?)?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

/// The character of an entity, without `&` and `;`.
pub(crate) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n' || *c == '\t');
    }
    const PLAIN: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("bull", '•'),
        ("middot", '·'),
        ("deg", '°'),
        ("sup2", '²'),
        ("sup3", '³'),
        ("frac12", '½'),
        ("times", '×'),
        ("ensp", ' '),
        ("emsp", ' '),
    ];
    if let Some((_, c)) = PLAIN.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    // `agrave`, `Ecirc`, `otilde`: a letter and its mark
    let mark = match name.get(1..)? {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        _ => return None,
    };
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    const LETTERS: &str = "aàáâãeèéêẽiìíîĩoòóôõuùúûũyỳýŷỹAÀÁÂÃEÈÉÊẼIÌÍÎĨOÒÓÔÕUÙÚÛŨYỲÝŶỸ";
    let row = LETTERS.chars().position(|c| c == letter)?;
    let step = ['\u{300}', '\u{301}', '\u{302}', '\u{303}'].iter().position(|m| *m == mark)? + 1;
    (row % 5 == 0).then(|| LETTERS.chars().nth(row + step)).flatten()
}

#[cfg(test)]
mod tests {
    use super::attribute;

    #[test]
    fn attributes_are_found_whatever_stands_before_them() {
        assert_eq!(attribute("div class=\"a b\" id='c'", "id"), Some("c"));
        assert_eq!(attribute("div CLASS = x", "class"), Some("x"));
        // A blank of two bytes, before a sign and alone.
        assert_eq!(attribute("a\u{a0}=x id=y", "id"), Some("y"));
        assert_eq!(attribute("p\u{a0}b=x", "b"), None);
        assert_eq!(attribute("p", "id"), None);
    }
}
