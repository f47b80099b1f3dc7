//! The parser of conditions.

use super::{Expr, Literal, Test};
use vedich_values::Decimal;

/// How deep brackets and `not` may nest; real conditions have one level.
const MAX_DEPTH: usize = 32;

/// What may stand before the dot of an attribute.
const OWNERS: [&str; 6] = ["commune", "hamlet", "district", "province", "garden", "household"];

/// Why a condition does not parse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at column {column}, found `{found}`")]
pub struct ExprError {
    /// Column in the text, from 1.
    pub column: usize,
    /// What stands there; empty at the end.
    pub found: String,
    /// What should stand there: `attribute`, `operator`, `value`, `number`, `list`, `and-or-end`, `closing-bracket`, `fewer-brackets`.
    pub expected: &'static str,
}

impl ExprError {
    /// The code of the wording.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.expected {
            "attribute" => "set.expression-attribute",
            "operator" => "set.expression-operator",
            "value" => "set.expression-value",
            "list" => "set.expression-list",
            "number" => "set.expression-number",
            "closing-bracket" => "set.expression-bracket",
            "fewer-brackets" => "set.expression-too-deep",
            _ => "set.expression-end",
        }
    }
}

/// Whether a text is meant as a condition rather than as plain words: it starts with `zone` or an attribute.
#[must_use]
pub fn looks_like_expression(text: &str) -> bool {
    let start = text.trim_start().trim_start_matches(['(', ' ']);
    let start = start.strip_prefix("not ").unwrap_or(start);
    let word: String = start.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let rest = &start[word.len()..];
    (word == "zone" && !rest.starts_with(|c: char| c.is_alphanumeric())) || (OWNERS.contains(&word.as_str()) && rest.starts_with('.'))
}

/// Parses a condition.
///
/// # Errors
/// Where it stops making sense, and what should stand there.
///
/// ```
/// use vedich_criteria::expr::parse;
/// assert!(parse("zone not in [dbsh, dnb] and commune.school_count > 3").is_ok());
/// let error = parse("zone not in dbsh").unwrap_err();
/// assert_eq!((error.column, error.expected), (13, "list"));
/// ```
pub fn parse(text: &str) -> Result<Expr, ExprError> {
    let mut parser = Parser { tokens: tokens(text), at: 0, end: text.chars().count() + 1 };
    let expr = parser.or(0)?;
    if parser.at < parser.tokens.len() {
        return Err(parser.wrong("and-or-end"));
    }
    Ok(expr)
}

struct Token {
    text: String,
    column: usize,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<Token> = None;
    for (index, c) in text.chars().enumerate() {
        let is_word = c.is_alphanumeric() || c == '_' || c == '.' || c == '-';
        let joins = open.as_ref().is_some_and(|token| {
            let last = token.text.chars().next_back().unwrap_or(' ');
            let last_is_word = last.is_alphanumeric() || matches!(last, '_' | '.' | '-');
            match (is_word, c, last) {
                (true, ..) => last_is_word,
                // Also the common slip `=<`, so that it is reported as one operator.
                (false, '=', '<' | '>' | '!') | (false, '<' | '>', '=') => token.text.chars().count() == 1,
                _ => false,
            }
        });
        if !joins {
            tokens.extend(open.take());
        }
        if c.is_whitespace() {
            continue;
        }
        match &mut open {
            Some(token) => token.text.push(c),
            None => open = Some(Token { text: c.to_string(), column: index + 1 }),
        }
    }
    tokens.extend(open);
    tokens
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", |token| token.text.as_str())
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.peek() == text;
        self.at += usize::from(found);
        found
    }

    fn wrong(&self, expected: &'static str) -> ExprError {
        let column = self.tokens.get(self.at).map_or(self.end, |token| token.column);
        ExprError { column, found: self.peek().to_owned(), expected }
    }

    fn or(&mut self, depth: usize) -> Result<Expr, ExprError> {
        let mut left = self.and(depth)?;
        while self.take("or") {
            left = Expr::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: usize) -> Result<Expr, ExprError> {
        let mut left = self.unary(depth)?;
        while self.take("and") {
            left = Expr::And(Box::new(left), Box::new(self.unary(depth)?));
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, ExprError> {
        if depth > MAX_DEPTH {
            return Err(self.wrong("fewer-brackets"));
        }
        if self.take("not") {
            return Ok(Expr::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.take("(") {
            let inner = self.or(depth + 1)?;
            return if self.take(")") { Ok(inner) } else { Err(self.wrong("closing-bracket")) };
        }
        self.test()
    }

    fn test(&mut self) -> Result<Expr, ExprError> {
        let attribute = self.peek().to_owned();
        if !is_attribute(&attribute) {
            return Err(self.wrong("attribute"));
        }
        self.at += 1;
        let negated = self.take("not");
        if self.take("in") {
            let test = Expr::Test { attribute, test: Test::In(self.list()?) };
            return Ok(if negated { Expr::Not(Box::new(test)) } else { test });
        }
        let operator = self.peek().to_owned();
        if negated || !["=", "!=", ">", ">=", "<", "<="].contains(&operator.as_str()) {
            return Err(self.wrong("operator"));
        }
        self.at += 1;
        if operator == "=" || operator == "!=" {
            let test = Expr::Test { attribute, test: Test::In(vec![self.literal()?]) };
            return Ok(if operator == "=" { test } else { Expr::Not(Box::new(test)) });
        }
        let Literal::Number(bound) = self.literal()? else {
            self.at -= 1;
            return Err(self.wrong("number"));
        };
        let test = match operator.as_str() {
            ">" => Test::More(bound),
            ">=" => Test::AtLeast(bound),
            "<" => Test::Less(bound),
            _ => Test::AtMost(bound),
        };
        Ok(Expr::Test { attribute, test })
    }

    fn list(&mut self) -> Result<Vec<Literal>, ExprError> {
        if !self.take("[") {
            return Err(self.wrong("list"));
        }
        let mut literals = vec![self.literal()?];
        while self.take(",") {
            literals.push(self.literal()?);
        }
        if self.take("]") { Ok(literals) } else { Err(self.wrong("closing-bracket")) }
    }

    fn literal(&mut self) -> Result<Literal, ExprError> {
        let word = self.peek();
        let literal = match word {
            "yes" => Literal::YesNo(true),
            "no" => Literal::YesNo(false),
            "" | "and" | "or" | "not" | "in" => return Err(self.wrong("value")),
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                let number: Option<Decimal> = word.parse().ok();
                Literal::Number(number.ok_or_else(|| self.wrong("value"))?)
            }
            _ if word.starts_with(char::is_alphabetic) => Literal::Word(word.to_owned()),
            _ => return Err(self.wrong("value")),
        };
        self.at += 1;
        Ok(literal)
    }
}

fn is_attribute(word: &str) -> bool {
    if word == "zone" {
        return true;
    }
    let name =
        |part: &str| part.starts_with(|c: char| c.is_ascii_lowercase()) && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    word.split_once('.').is_some_and(|(owner, attribute)| OWNERS.contains(&owner) && name(attribute))
}
