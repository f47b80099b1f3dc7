//! The little of XML that is needed: elements with text, read into a tree with their lines, and written with what must be escaped escaped.

use quick_xml::Reader;
use quick_xml::events::Event;
use vedich_values::{Diagnostic, Place};

/// Deeper files are no plans.
const DEEPEST: usize = 64;
/// More elements than any plan has.
const MOST_NODES: usize = 4_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without a prefix.
    pub(super) name: String,
    /// The text in it.
    pub(super) text: String,
    /// The elements in it.
    pub(super) children: Vec<Node>,
    /// The line it begins on, from 1.
    pub(super) line: u32,
}

impl Node {
    /// The first element of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of an element; none when it is not there or blank.
    pub(super) fn say(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim()).filter(|text| !text.is_empty())
    }
}

/// Reads a file into a tree.
pub(super) fn parse(text: &str, file: &str) -> Result<Node, Diagnostic> {
    let mut lines = Lines { text, at: 0, line: 1 };
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    let mut count = 0_usize;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.of(at);
        let wrong = |why: String| {
            let place = Place { file: Some(file.to_owned()), line: Some(line), ..Place::default() };
            Diagnostic::error("project.bad-xml", place).with("why", why)
        };
        let event = reader.read_event().map_err(|error| wrong(error.to_string()))?;
        match event {
            Event::Start(tag) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST_NODES {
                    return Err(wrong("too deep or too large".to_owned()));
                }
                open.push(Node { name: local(tag.local_name().as_ref()), line, ..Node::default() });
            }
            Event::Empty(tag) => {
                let node = Node { name: local(tag.local_name().as_ref()), line, ..Node::default() };
                open.last_mut().into_iter().for_each(|parent| parent.children.push(node_of(&node)));
            }
            Event::End(_) => {
                let Some(node) = open.pop() else { break };
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => return Err(wrong("an element ends that was not begun".to_owned())),
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = match reference.resolve_char_ref().map_err(|error| wrong(error.to_string()))? {
                    Some(character) => character.to_string(),
                    None => entity(reference.as_ref()).ok_or_else(|| wrong("an entity that is not known".to_owned()))?.to_owned(),
                };
                add(&mut open, &named);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let mut root = open.into_iter().next().unwrap_or_default();
    let place = Place { file: Some(file.to_owned()), ..Place::default() };
    let project = root.children.iter().position(|child| child.name == "Project");
    project.map(|at| root.children.swap_remove(at)).ok_or_else(|| Diagnostic::error("project.no-project", place))
}

fn node_of(node: &Node) -> Node {
    Node { name: node.name.clone(), line: node.line, ..Node::default() }
}

fn local(name: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}

fn add(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn entity(name: impl AsRef<[u8]>) -> Option<&'static str> {
    match name.as_ref() {
        b"lt" => Some("<"),
        b"gt" => Some(">"),
        b"amp" => Some("&"),
        b"quot" => Some("\""),
        b"apos" => Some("'"),
        _ => None,
    }
}

/// Lines told by positions that only grow.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += u32::try_from(passed.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
        self.at = at.max(self.at);
        self.line
    }
}

/// XML being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    depth: usize,
}

impl Writer {
    /// An element with elements in it.
    pub(super) fn within(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.indent();
        self.text.push_str(&format!("<{name}>\n"));
        self.depth += 1;
        inner(self);
        self.depth -= 1;
        self.indent();
        let bare = name.split(' ').next().unwrap_or(name);
        self.text.push_str(&format!("</{bare}>\n"));
    }

    /// An element with text.
    pub(super) fn put(&mut self, name: &str, value: impl std::fmt::Display) {
        self.indent();
        let value = escaped(&value.to_string());
        self.text.push_str(&format!("<{name}>{value}</{name}>\n"));
    }

    /// The same, if there is something to say.
    pub(super) fn maybe(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.depth * 2));
    }
}

/// Text as XML may hold it: marks escaped, characters no XML holds left out, ends of lines kept.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
