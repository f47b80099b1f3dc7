//! The text of a file handed in.

/// Why a file gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A kind of file this build does not read.
    Kind,
    /// Not UTF-8 or UTF-16 text.
    Encoding,
}

impl Unreadable {
    /// Code of the reason, worded as `problem.CODE`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "desk.unreadable-file",
            Self::Encoding => "desk.not-text",
        }
    }
}

/// The text of a file: plain text or HTML, told by name and content.
///
/// # Errors
/// When it is of another kind, or in another encoding.
pub fn text_of(name: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    let ending = name.rsplit('.').next().map(str::to_lowercase).unwrap_or_default();
    if bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::Kind);
    }
    let text = decoded(bytes).ok_or(Unreadable::Encoding)?;
    let head: String = text.chars().take(400).collect::<String>().to_lowercase();
    let html = matches!(ending.as_str(), "html" | "htm") || head.contains("<html") || head.contains("<!doctype html");
    Ok(if html { without_tags(&text) } else { text })
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], join: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| join([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
    .filter(|text| !text.contains('\0'))
}

/// Text between tags; blocks end lines; scripts and styles are dropped; the common entities are put back.
fn without_tags(html: &str) -> String {
    const BLOCKS: [&str; 14] = ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "title", "td", "table", "section", "article"];
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let inner = &rest[open + 1..open + close];
        let tag = inner.trim_start_matches('/').split([' ', '\n', '\t', '/']).next().unwrap_or_default().to_lowercase();
        rest = &rest[open + close + 1..];
        if !inner.starts_with('/') && (tag == "script" || tag == "style") {
            let ends = |at: &usize| rest.as_bytes().get(at + 2..at + 2 + tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag.as_bytes()));
            let end = rest.match_indices("</").map(|(at, _)| at).find(ends);
            rest = end.map_or("", |at| &rest[at..]);
        } else if BLOCKS.contains(&tag.as_str()) {
            out.push('\n');
        }
    }
    out.push_str(rest);
    let entities = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&ndash;", "–"), ("&amp;", "&")];
    let text = entities.iter().fold(out, |text, (from, to)| text.replace(from, to));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_pages_give_their_text_and_other_files_say_why_not() {
        let check = |name: &str, bytes: &[u8], expected: Result<&str, Unreadable>| {
            assert_eq!(text_of(name, bytes).as_deref().map_err(|why| *why), expected, "{name}");
        };
        check("tin.txt", "Xã đạt 16/20".as_bytes(), Ok("Xã đạt 16/20"));
        check("tin.html", "<html><script>x</script><p>Xã <b>đạt</b></p><p>16/20</p>".as_bytes(), Ok("Xã đạt\n16/20"));
        check("tin", "<!DOCTYPE html><p>16/20&nbsp;tiêu chí".as_bytes(), Ok("16/20 tiêu chí"));
        check("tin.txt", b"\xff\xfe\x61\x00", Ok("a"));
        check("tin.pdf", b"%PDF-1.7", Err(Unreadable::Kind));
        check("tin.docx", b"PK\x03\x04", Err(Unreadable::Kind));
        check("tin.txt", b"\xe9\xe8", Err(Unreadable::Encoding));
    }
}
