//! Text identifiers taken from decisions: criteria sets, criteria, indicators, zones.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it stands; whether a set knows it is the set's business.
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(Arc::from(text))
            }

            /// The identifier as written in the decision or data file.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id! {
    /// Identity of a criteria set (bộ tiêu chí): `vn[-province].subject.period.tier`, e.g. `vn.commune.2016-2020.standard`.
    SetId
}
text_id! {
    /// Code of an indicator (chỉ tiêu) inside its set: `2.1`, or the criterion's number when it has one indicator.
    IndicatorCode
}
text_id! {
    /// Key of a part of an indicator that is measured on its own (`hop_ve_sinh`, `nuoc_sach`).
    PartKey
}
text_id! {
    /// A zone (vùng) or commune group (nhóm) that thresholds differ by: `dbsh`, `nhom2`.
    ZoneId
}
text_id! {
    /// A roadmap (lộ trình) among those of its unit: `1`, `2`; never reused there.
    RoadmapKey
}
text_id! {
    /// A task (công việc) among those of its roadmap, for ever: `tc2.3`, or what an imported plan calls it.
    TaskId
}
text_id! {
    /// A meeting, a task or a proposal, for ever and everywhere: made when it is first written down.
    ItemKey
}

/// Number of a criterion (tiêu chí) in its set, 1 and up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CriterionNo(pub u16);

impl std::fmt::Display for CriterionNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A criterion of a set, which is what a number alone does not name: every decision numbers its criteria anew.
///
/// ```
/// use vedich_values::CriterionKey;
/// let key: CriterionKey = "vn.commune.2021-2025.standard:5".parse().unwrap();
/// assert_eq!((key.set.as_str(), key.no.0), ("vn.commune.2021-2025.standard", 5));
/// assert_eq!(key.to_string(), "vn.commune.2021-2025.standard:5");
/// assert!("5".parse::<CriterionKey>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionKey {
    /// The set.
    pub set: SetId,
    /// Its number there.
    pub no: CriterionNo,
}

impl std::fmt::Display for CriterionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.set, self.no)
    }
}

impl std::str::FromStr for CriterionKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (set, no) = text.rsplit_once(':').filter(|(set, _)| !set.is_empty()).ok_or(())?;
        Ok(Self { set: set.into(), no: CriterionNo(no.parse().map_err(|_| ())?) })
    }
}

/// Orders indicator codes as officials do: `2.10` after `2.9`, `20.x1` last in its criterion.
///
/// ```
/// use vedich_values::code::compare_codes;
/// let mut codes = ["2.10", "2.9", "2", "10.1", "2.x1"];
/// codes.sort_by(|a, b| compare_codes(a, b));
/// assert_eq!(codes, ["2", "2.9", "2.10", "2.x1", "10.1"]);
/// ```
#[must_use]
pub fn compare_codes(a: &str, b: &str) -> std::cmp::Ordering {
    let key = |s: &str| -> Vec<(u32, String)> {
        s.split('.').map(|part| part.parse().map_or_else(|_| (u32::MAX, part.to_owned()), |n| (n, String::new()))).collect()
    };
    key(a).cmp(&key(b))
}

/// Whether a code is this project's placeholder, not the number of the decision: a part of it is no number (`3.x1`, `2.a`).
///
/// ```
/// use vedich_values::code::is_placeholder;
/// assert!(is_placeholder("3.x1") && is_placeholder("2.a"));
/// assert!(!is_placeholder("3.1") && !is_placeholder("7"));
/// ```
#[must_use]
pub fn is_placeholder(code: &str) -> bool {
    code.split('.').any(|part| !part.bytes().all(|letter| letter.is_ascii_digit()))
}
