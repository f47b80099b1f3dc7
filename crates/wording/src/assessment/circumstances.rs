//! The conditions of set files in words: to whom a zone rule, a part or a demand applies.

use super::parts::attribute;
use crate::{Lang, number};
use vedich_criteria::Zone;
use vedich_criteria::expr::{Expr, Literal, Test, parse};

/// A condition of a set file in words: "xã an toàn khu và huyện nghèo"; plain words, and attributes we have no name for, stand as they
/// are. `zones` are those of the set.
#[must_use]
pub fn circumstances(lang: Lang, zones: &[Zone], text: &str) -> String {
    let speaker = Speaker { lang, zones };
    parse(text).ok().and_then(|expression| speaker.said(&expression)).unwrap_or_else(|| text.to_owned())
}

struct Speaker<'a> {
    lang: Lang,
    zones: &'a [Zone],
}

impl Speaker<'_> {
    fn said(&self, expression: &Expr) -> Option<String> {
        let lang = self.lang;
        Some(match expression {
            Expr::Test { attribute, test } => self.test(attribute, test)?,
            Expr::And(a, b) => format!("{} {} {}", self.operand(a)?, lang.text("assess.and"), self.operand(b)?),
            Expr::Or(a, b) => format!("{} {} {}", self.said(a)?, lang.text("assess.or"), self.said(b)?),
            Expr::Not(inner) => match &**inner {
                Expr::Test { attribute, test: Test::In(values) } if !is_yes(values) => {
                    lang.say("assess.none-of", &[("what", &self.name(attribute)?), ("values", &self.values(attribute, values))])
                }
                inner => lang.say("assess.not", &[("what", &self.operand(inner)?)]),
            },
        })
    }

    /// An alternative inside a conjunction stands in brackets.
    fn operand(&self, expression: &Expr) -> Option<String> {
        let said = self.said(expression)?;
        Some(if matches!(expression, Expr::Or(..)) { format!("({said})") } else { said })
    }

    fn test(&self, attribute: &str, test: &Test) -> Option<String> {
        let name = self.name(attribute)?;
        let compared = |sign: &str, bound| format!("{name} {sign} {}", number(self.lang, bound));
        Some(match test {
            Test::In(values) if is_yes(values) => name,
            // A type of unit says what it is.
            Test::In(values) if attribute.ends_with(".kind") => self.values(attribute, values),
            Test::In(values) if values == &[Literal::YesNo(false)] => self.lang.say("assess.not", &[("what", &name)]),
            Test::In(values) => format!("{name}: {}", self.values(attribute, values)),
            Test::More(bound) => compared(">", *bound),
            Test::AtLeast(bound) => compared("≥", *bound),
            Test::Less(bound) => compared("<", *bound),
            Test::AtMost(bound) => compared("≤", *bound),
        })
    }

    /// The name of an attribute; none when we have no word for it.
    fn name(&self, name: &str) -> Option<String> {
        Some(attribute(self.lang, name)).filter(|word| name == "zone" || !name.ends_with(word.as_str()))
    }

    fn values(&self, attribute: &str, values: &[Literal]) -> String {
        let said = |value: &Literal| match value {
            Literal::YesNo(yes) => self.lang.text(if *yes { "assess.yes" } else { "assess.no" }).to_owned(),
            Literal::Number(bound) => number(self.lang, *bound),
            Literal::Word(word) => self.word(attribute, word),
        };
        values.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    fn word(&self, attribute: &str, word: &str) -> String {
        if attribute.ends_with(".kind") {
            let key = format!("unit-kind.{word}");
            return Some(self.lang.text(&key)).filter(|text| *text != key).unwrap_or(word).to_owned();
        }
        self.zones.iter().find(|zone| zone.id.as_str() == word).map_or(word, |zone| self.lang.of(&zone.name)).to_owned()
    }
}

fn is_yes(values: &[Literal]) -> bool {
    values == [Literal::YesNo(true)]
}
