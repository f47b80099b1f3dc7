//! Numbers as Vietnamese officials write them: `2.358`, `4.305,8`, `65.16`, `12,5`, `một`, `mười hai`.

use serde::{Serialize, Serializer};

/// A number in millionths: exact, comparable, no floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub i64);

impl Number {
    /// One.
    pub const ONE: i64 = 1_000_000;

    /// A whole number.
    #[must_use]
    pub fn whole(n: i64) -> Self {
        Self(n.saturating_mul(Self::ONE))
    }

    /// The whole number it is, if it is one.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        (self.0 % Self::ONE == 0).then_some(self.0 / Self::ONE)
    }

    /// Times a whole factor; `None` when it does not fit.
    #[must_use]
    pub fn times(self, factor: i64) -> Option<Self> {
        i64::try_from(i128::from(self.0) * i128::from(factor)).ok().map(Self)
    }

    /// What is left of the fraction when multiplied by `factor` and taken as a whole number (money: tỷ to đồng).
    #[must_use]
    pub fn scaled(self, factor: i64) -> Option<i64> {
        i64::try_from(i128::from(self.0) * i128::from(factor) / i128::from(Self::ONE)).ok()
    }

    /// Reads digits with `.` and `,` between them.
    ///
    /// Groups of three after a point are thousands, everything else after the last mark is a fraction:
    /// `2.358` = 2358, `4.305,8` = 4305.8, `65.16` = 65.16, `7.066,524` = 7066.524, `15,5` = 15.5.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Self::digits(text, "");
        }
        let groups: Vec<&str> = text.split(['.', ',']).collect();
        let marks: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
        if groups.iter().any(|g| g.is_empty() || g.len() > 15 || !g.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let (mut whole, mut fraction) = (String::from(groups[0]), "");
        let last = marks.len();
        for (i, mark) in marks.iter().enumerate() {
            let group = groups[i + 1];
            let same = marks.iter().filter(|m| *m == mark).count();
            let leading = groups[0].len() <= 3 && !(groups[0].starts_with('0') && group.len() == 3 && *mark == ',');
            let thousands = group.len() == 3 && leading && groups[0] != "0" && (*mark == '.' || same > 1);
            if thousands {
                whole.push_str(group);
            } else if i + 1 == last {
                fraction = group;
            } else {
                return None;
            }
        }
        Self::digits(&whole, fraction)
    }

    fn digits(whole: &str, fraction: &str) -> Option<Self> {
        if whole.len() > 15 {
            return None;
        }
        let cut = &fraction[..fraction.len().min(6)];
        let mut micro: i64 = if cut.is_empty() { 0 } else { cut.parse().ok()? };
        for _ in cut.len()..6 {
            micro *= 10;
        }
        Self(whole.parse::<i64>().ok()?.checked_mul(Self::ONE)?).0.checked_add(micro).map(Self)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / Self::ONE, (self.0 % Self::ONE).abs());
        if part == 0 {
            return write!(f, "{whole}");
        }
        let text = format!("{part:06}");
        write!(f, "{whole}.{}", text.trim_end_matches('0'))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(n) => s.serialize_i64(n),
            None => s.serialize_f64(self.to_string().parse().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_marks() {
        let check = |text, expected: &str| assert_eq!(Number::parse(text).map(|n| n.to_string()).as_deref(), Some(expected), "{text}");
        check("2.358", "2358");
        check("4.305,8", "4305.8");
        check("65.16", "65.16");
        check("15,5", "15.5");
        check("7.066,524", "7066.524");
        check("33.500.000", "33500000");
        check("1,237", "1.237");
        check("2160", "2160");
        check("1,234,567", "1234567");
        check("0.591", "0.591");
        check("05", "5");
        assert_eq!(Number::parse("1.2.3"), None);
        assert_eq!(Number::parse("5."), None);
    }
}
