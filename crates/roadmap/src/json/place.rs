//! Where in a JSON text a value stands: problems found after reading still point into the file.

/// A step into a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Line and column (from 1, in characters) of the value the steps lead to; of the last one that is there when they lead nowhere.
/// The text must be JSON.
pub(super) fn place(text: &str, steps: &[Step]) -> (u32, u32) {
    let mut cursor = Cursor { bytes: text.as_bytes(), at: 0 };
    cursor.blank();
    for step in steps {
        let before = cursor.at;
        if !cursor.enter(*step) {
            cursor.at = before;
            break;
        }
    }
    let before = text.get(..cursor.at).unwrap_or_default();
    let line = before.bytes().filter(|b| *b == b'\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    (u32::try_from(line + 1).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Moves to the value of a key or place inside the value here; whether it is there.
    fn enter(&mut self, step: Step) -> bool {
        let close = match (step, self.peek()) {
            (Step::Key(_), b'{') => b'}',
            (Step::Index(_), b'[') => b']',
            _ => return false,
        };
        self.at += 1;
        let mut number = 0;
        loop {
            self.blank();
            if self.peek() == close || self.at >= self.bytes.len() {
                return false;
            }
            let found = match step {
                Step::Index(index) => number == index,
                Step::Key(key) => {
                    let start = self.at + 1;
                    self.skip();
                    let is = self.bytes.get(start..self.at - 1) == Some(key.as_bytes());
                    self.blank();
                    self.at += 1; // the colon
                    self.blank();
                    is
                }
            };
            if found {
                return true;
            }
            self.skip();
            self.blank();
            if self.peek() == b',' {
                self.at += 1;
            }
            number += 1;
        }
    }

    /// Moves behind the value here.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    while self.at < self.bytes.len() && self.peek() != b'"' {
                        self.at += if self.peek() == b'\\' { 2 } else { 1 };
                    }
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                b',' | b':' if depth == 0 => return,
                b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
            if depth == 0 && matches!(self.bytes[self.at - 1], b'"' | b'}' | b']') {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Step::*, place};

    #[test]
    fn values_are_found_by_line_and_column() {
        let text = "{ \"years\": [1, 2],\n  \"x\\\"\": {\"communes\": 3},\n  \"communes\": [ {}, {\"name\": \"Kỳ, [Lạc]\", \"by\": 7} ]\n}";
        assert_eq!(place(text, &[]), (1, 1));
        assert_eq!(place(text, &[Key("years"), Index(1)]), (1, 16));
        assert_eq!(place(text, &[Key("communes"), Index(1), Key("by")]), (3, 49));
        assert_eq!(place(text, &[Key("communes"), Index(5)]), (3, 15));
        assert_eq!(place(text, &[Key("communes"), Index(1), Key("none")]), (3, 21));
    }
}
