//! A readable article out of a saved page: its blocks, without menus, side columns, links to other articles, scripts.
//!
//! One pass over the bytes of the page, no tree: elements are a stack of marks, text is gathered into blocks, and the element
//! whose blocks hold most prose is the article.

mod markup;
mod names;

pub(crate) use markup::entity;

use super::decode;
use encoding_rs::Encoding;
use markup::{attribute, name_of, raw_end, tag_end, unescape};
use names::{BLOCKS, BODY, FRAME, UNREAD, VOID};

/// What a page gives.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    /// When it says it was published: `2020-08-05`.
    pub(crate) published: Option<String>,
}

/// Elements deeper than this count for the one at this depth (hostile input).
const DEEPEST: usize = 256;

struct Element {
    name: String,
    id: usize,
    unread: bool,
    frame: bool,
    link: bool,
}

struct Block {
    text: String,
    /// Characters inside links.
    linked: usize,
    /// Elements it lies in, outermost first.
    inside: Vec<usize>,
    heading: bool,
}

/// The charset a page declares in its first bytes.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048))?).to_ascii_lowercase();
    let at = head.find("charset=")? + 8;
    let label: String =
        head[at..].trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Encoding::for_label(label.as_bytes())
}

/// Reads a page.
pub(crate) fn read(bytes: &[u8]) -> Page {
    let html = decode::decode(bytes, declared(bytes));
    let mut walk = Walk { scores: vec![0], ..Walk::default() };
    walk.run(&html);
    walk.flush();
    walk.page()
}

#[derive(Default)]
struct Walk {
    stack: Vec<Element>,
    /// Prose held by every element, and whether its name speaks for it.
    scores: Vec<i64>,
    bonus: Vec<i64>,
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    title: Option<String>,
    in_title: bool,
    published: Option<String>,
}

impl Walk {
    fn run(&mut self, html: &str) {
        self.bonus.push(0);
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.words(&rest[..open]);
            rest = &rest[open..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let next = rest[1..].chars().next();
            if !next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                self.words("<");
                rest = &rest[1..];
                continue;
            }
            let Some(close) = tag_end(rest) else {
                // a tag that never ends is no text
                rest = "";
                break;
            };
            let tag = &rest[1..close];
            rest = &rest[close + 1..];
            if let Some(name) = tag.strip_prefix('/') {
                self.end(&name_of(name));
            } else if !tag.starts_with(['!', '?']) {
                let name = name_of(tag);
                self.start(&name, tag);
                // what scripts and styles hold is no markup
                if matches!(name.as_str(), "script" | "style" | "textarea" | "noscript") && !tag.ends_with('/') {
                    rest = raw_end(rest, &name);
                }
            }
        }
        self.words(rest);
    }

    fn words(&mut self, raw: &str) {
        if self.stack.last().is_some_and(|e| e.unread) {
            return;
        }
        if self.in_title {
            let title = self.title.get_or_insert_default();
            if title.len() < 600 {
                unescape(raw, title);
            }
            return;
        }
        let before = self.text.len();
        unescape(raw, &mut self.text);
        if self.stack.last().is_some_and(|e| e.link) {
            self.linked += self.text[before..].chars().filter(|c| !c.is_whitespace()).count();
        }
    }

    fn start(&mut self, name: &str, tag: &str) {
        if name == "meta" || name == "time" {
            self.dated(tag);
        }
        if name == "title" {
            self.in_title = self.title.is_none();
        }
        if BLOCKS.contains(&name) {
            self.flush();
        } else if matches!(name, "td" | "th") && !self.text.trim().is_empty() {
            self.text.push('\t');
        }
        if VOID.contains(&name) || tag.ends_with('/') {
            return;
        }
        // a new point or cell ends one that was never closed
        if matches!(name, "li" | "p" | "tr" | "td" | "th" | "dt" | "dd" | "option") && self.stack.last().is_some_and(|e| e.name == name) {
            self.end(name);
        }
        let above = self.stack.last();
        let (unread, frame, link) = above.map_or((false, false, false), |e| (e.unread, e.frame, e.link));
        let named =
            format!("{} {}", attribute(tag, "class").unwrap_or_default(), attribute(tag, "id").unwrap_or_default()).to_ascii_lowercase();
        let body = BODY.iter().any(|w| named.contains(w)) || matches!(name, "article" | "main");
        let framed = FRAME.iter().any(|w| named.contains(w)) && !matches!(name, "body" | "html" | "article" | "main");
        let hidden = attribute(tag, "style").is_some_and(|s| s.replace(' ', "").contains("display:none")) || tag.contains(" hidden");
        if self.stack.len() < DEEPEST {
            self.scores.push(0);
            self.bonus.push(i64::from(body) * 2 + i64::from(name == "article") * 2);
        }
        self.stack.push(Element {
            name: name.to_owned(),
            id: self.scores.len() - 1,
            unread: unread || UNREAD.contains(&name) || hidden,
            frame: frame || framed,
            link: link || name == "a",
        });
    }

    fn end(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
        }
        if BLOCKS.contains(&name) {
            self.flush();
        }
        // an end without a beginning is nothing; elements left open inside end with it
        if let Some(at) = self.stack.iter().rev().take(64).position(|e| e.name == name) {
            self.stack.truncate(self.stack.len() - 1 - at);
        }
    }

    fn flush(&mut self) {
        let text = one_line(&self.text);
        self.text.clear();
        let linked = std::mem::take(&mut self.linked);
        if text.is_empty() {
            return;
        }
        let long = text.chars().filter(|c| !c.is_whitespace()).count();
        let frame = self.stack.last().is_some_and(|e| e.frame);
        let mut inside: Vec<usize> = self.stack.iter().map(|e| e.id).collect();
        inside.dedup();
        let heading = self.stack.iter().rev().take(3).any(|e| matches!(e.name.as_str(), "h1" | "h2" | "h3"));
        if frame {
            return;
        }
        // prose: long and hardly linked
        if long >= 40 && linked * 3 < long {
            let points = i64::try_from(long).unwrap_or(0).min(4000);
            for (step, id) in inside.iter().rev().take(3).enumerate() {
                self.scores[*id] += points / [1, 1, 2][step];
            }
        }
        self.blocks.push(Block { text, linked, inside, heading });
    }

    /// `<meta property="article:published_time" content="…">`, `<time datetime="…">`.
    fn dated(&mut self, tag: &str) {
        if self.published.is_some() {
            return;
        }
        let named =
            attribute(tag, "property").or_else(|| attribute(tag, "name")).or_else(|| attribute(tag, "itemprop")).unwrap_or_default();
        let published = ["published_time", "datepublished", "pubdate", "date_published", "dc.date"]
            .iter()
            .any(|w| named.to_ascii_lowercase().contains(w));
        let value = if tag.starts_with("time") { attribute(tag, "datetime") } else { attribute(tag, "content").filter(|_| published) };
        self.published = value.filter(|v| v.len() >= 10 && is_date(&v.as_bytes()[..10])).map(|v| v.chars().take(10).collect());
    }

    fn page(self) -> Page {
        let best = (0..self.scores.len()).max_by_key(|id| (self.scores[*id] * (4 + self.bonus[*id]), std::cmp::Reverse(*id)));
        let title = self.title.map(|t| headline(&one_line(&t))).filter(|t| !t.is_empty());
        let kept = |b: &&Block| {
            let long = b.text.chars().filter(|c| !c.is_whitespace()).count();
            b.linked * 2 < long
        };
        let article: Vec<&Block> = match best.filter(|id| self.scores[*id] >= 200) {
            Some(id) => self.blocks.iter().filter(|b| b.inside.contains(&id)).filter(kept).collect(),
            None => self.blocks.iter().filter(kept).collect(),
        };
        let article = if article.is_empty() { self.blocks.iter().collect() } else { article };
        // the headline stands above the article's element as often as in it
        let head = self.blocks.iter().filter(|b| b.heading).find(|b| title.as_ref().is_some_and(|t| same_words(t, &b.text)));
        let first = head.map(|b| b.text.clone()).or_else(|| title.clone());
        let mut text = String::new();
        if let Some(first) = &first
            && !article.first().is_some_and(|b| same_words(&b.text, first))
        {
            text.push_str(first);
            text.push('\n');
        }
        for block in article {
            text.push_str(&block.text);
            text.push('\n');
        }
        Page { text, title: first, published: self.published }
    }
}

/// Blanks folded to one; tabs between cells stay.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, cell) in text.split('\t').map(|c| c.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|c| !c.is_empty()).enumerate() {
        if n > 0 {
            out.push('\t');
        }
        out.push_str(&cell);
    }
    out
}

/// A page's title without the name of the site behind it.
fn headline(title: &str) -> String {
    let cut = [" | ", " - ", " – ", " :: "].iter().filter_map(|m| title.rfind(m)).min();
    match cut {
        // what stays must be the longer part
        Some(at) if at * 2 > title.len() => title[..at].trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn same_words(a: &str, b: &str) -> bool {
    let key = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(160).collect::<String>();
    let (a, b) = (key(a), key(b));
    !a.is_empty() && (a == b || a.len() > 30 && (b.starts_with(&a) || a.starts_with(&b) && b.len() > 30))
}

fn is_date(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<!DOCTYPE html><html><head><meta charset="utf-8"><title>X&atilde; Tân Lập về đích - Báo Tỉnh</title>
<meta property="article:published_time" content="2021-03-09T08:00:00+07:00"><style>p{color:red}</style></head><body>
<div id="top-menu"><ul><li><a href="/">Trang chủ</a><li><a href="/tin">Tin tức</a></ul></div>
<div class="sidebar"><p>Huyện khác có 9/12 xã đạt chuẩn nông thôn mới, một con số không thuộc về bài viết này.</p></div>
<div class="detail-content"><h1>Xã Tân Lập về đích</h1>
<p>Đến nay, xã <b>Tân Lập</b> đạt 19/19 tiêu chí nông thôn mới; thu nhập bình quân&nbsp;46 triệu đồng/người.
<p>Nhân dân hiến 2.300 m&sup2; đất, đóng góp 1,2 t&#7927; đồng để làm đường giao thông nông thôn.
<table><tr><td>Xã<td>Tiêu chí<tr><td>Tân Lập<td>19/19</table>
<script>var a = "<p>Xã giả đạt 1/19 tiêu chí";</script></div>
<div class="tin-lien-quan"><a href="#">Xã khác đạt 12/19 tiêu chí</a></div>
<footer>Giấy phép số 12/GP</footer></body></html>"##;

    #[test]
    fn the_article_comes_out_of_its_page() {
        let page = read(PAGE.as_bytes());
        assert_eq!(page.title.as_deref(), Some("Xã Tân Lập về đích"));
        assert_eq!(page.published.as_deref(), Some("2021-03-09"));
        let lines: Vec<&str> = page.text.lines().collect();
        assert_eq!(lines[0], "Xã Tân Lập về đích");
        assert_eq!(lines[1], "Đến nay, xã Tân Lập đạt 19/19 tiêu chí nông thôn mới; thu nhập bình quân 46 triệu đồng/người.");
        assert_eq!(lines[2], "Nhân dân hiến 2.300 m² đất, đóng góp 1,2 tỷ đồng để làm đường giao thông nông thôn.");
        assert_eq!(lines[4], "Tân Lập\t19/19");
        assert_eq!(lines.len(), 5, "{lines:#?}");
    }

    #[test]
    fn broken_pages_give_what_they_have() {
        for (html, text) in [
            ("", ""),
            ("<p", ""),
            ("a < b, 5<6", "a < b, 5<6\n"),
            ("<p>Xã đạt</div></p></p>15/19", "Xã đạt\n15/19\n"),
            ("<a href=\"x>y\">liên kết</a>", "liên kết\n"),
            ("<!-- <p>ẩn</p> -->hiện", "hiện\n"),
            ("&#0;&bogus;&amp;&", "&bogus;&&\n"),
        ] {
            assert_eq!(read(html.as_bytes()).text.replace("&#0;", ""), text, "{html}");
        }
    }
}
