//! The small conditions of set files: `zone in [dbsh, dnb] and commune.school_count > 3`, evaluated to yes, no or unknown.

mod parse;

pub use parse::{ExprError, looks_like_expression, parse};

use std::collections::BTreeSet;
use vedich_facts::AttributeValue;
use vedich_values::Decimal;

/// A parsed condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// One comparison of an attribute with values.
    Test {
        /// `zone`, or an attribute such as `commune.school_count`.
        attribute: String,
        /// The comparison.
        test: Test,
    },
    /// Both must hold.
    And(Box<Expr>, Box<Expr>),
    /// One must hold.
    Or(Box<Expr>, Box<Expr>),
    /// Must not hold.
    Not(Box<Expr>),
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Equal to one of these.
    In(Vec<Literal>),
    /// More than.
    More(Decimal),
    /// At least.
    AtLeast(Decimal),
    /// Less than.
    Less(Decimal),
    /// At most.
    AtMost(Decimal),
}

/// A value in a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `yes` or `no`.
    YesNo(bool),
    /// A number.
    Number(Decimal),
    /// A word: a zone, a group.
    Word(String),
}

/// Yes, no, or not known for want of attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Depends on these attributes, which nobody stated.
    Unknown(BTreeSet<String>),
}

impl Truth {
    /// Whether it holds for certain.
    #[must_use]
    pub const fn is_true(&self) -> bool {
        matches!(self, Self::True)
    }

    /// "and" of three values: one "no" decides.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, other) => other,
            (this, Self::True) => this,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(&a | &b),
        }
    }

    /// "or" of three values: one "yes" decides.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, other) => other,
            (this, Self::False) => this,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(&a | &b),
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }
}

impl Expr {
    /// Evaluates it; `look_up` gives the value of an attribute, or nothing when nobody stated it.
    pub fn evaluate(&self, look_up: &dyn Fn(&str) -> Option<AttributeValue>) -> Truth {
        match self {
            Self::Test { attribute, test } => look_up(attribute).and_then(|value| test.holds(&value)).map_or_else(
                || Truth::Unknown(BTreeSet::from([attribute.clone()])),
                |holds| if holds { Truth::True } else { Truth::False },
            ),
            Self::And(a, b) => a.evaluate(look_up).and(b.evaluate(look_up)),
            Self::Or(a, b) => a.evaluate(look_up).or(b.evaluate(look_up)),
            Self::Not(inner) => !inner.evaluate(look_up),
        }
    }

    /// The attributes it asks for.
    pub fn attributes(&self, found: &mut BTreeSet<String>) {
        match self {
            Self::Test { attribute, .. } => {
                found.insert(attribute.clone());
            }
            Self::And(a, b) | Self::Or(a, b) => {
                a.attributes(found);
                b.attributes(found);
            }
            Self::Not(inner) => inner.attributes(found),
        }
    }
}

impl Test {
    /// Whether the value passes; nothing when the two can't be compared.
    fn holds(&self, value: &AttributeValue) -> Option<bool> {
        match self {
            Self::In(literals) => {
                let answers: Vec<Option<bool>> = literals.iter().map(|literal| literal.equals(value)).collect();
                if answers.contains(&Some(true)) {
                    return Some(true);
                }
                answers.contains(&Some(false)).then_some(false)
            }
            Self::More(bound) => number(value).map(|number| number > *bound),
            Self::AtLeast(bound) => number(value).map(|number| number >= *bound),
            Self::Less(bound) => number(value).map(|number| number < *bound),
            Self::AtMost(bound) => number(value).map(|number| number <= *bound),
        }
    }
}

impl Literal {
    fn equals(&self, value: &AttributeValue) -> Option<bool> {
        match self {
            Self::YesNo(wanted) => yes_no(value).map(|given| given == *wanted),
            Self::Number(wanted) => number(value).map(|given| given == *wanted),
            Self::Word(wanted) => match value {
                AttributeValue::Text(given) => Some(given == wanted),
                AttributeValue::YesNo(_) | AttributeValue::Number(_) => None,
            },
        }
    }
}

/// Attributes come from forms and files: a number may arrive as text.
fn number(value: &AttributeValue) -> Option<Decimal> {
    match value {
        AttributeValue::Number(number) => Some(*number),
        AttributeValue::Text(text) => vedich_values::number::parse_number(text).ok(),
        AttributeValue::YesNo(_) => None,
    }
}

/// Attributes come from forms and files: yes and no may arrive as words.
fn yes_no(value: &AttributeValue) -> Option<bool> {
    match value {
        AttributeValue::YesNo(yes) => Some(*yes),
        AttributeValue::Text(text) => match vedich_values::text::fold(text).as_str() {
            "yes" | "co" | "x" | "true" => Some(true),
            "no" | "khong" | "false" => Some(false),
            _ => None,
        },
        AttributeValue::Number(_) => None,
    }
}

#[cfg(test)]
mod tests;
