//! The reader of bulletins: articles of about 3 KB a second on one core, whether the time stays in proportion to the length, and texts
//! made to hurt.

use super::asked::Line;
use anyhow::{Context, Result};
use serde::Serialize;
use std::hint::black_box;
use std::time::{Duration, Instant};
use vedich_reference::{BULLETINS, reader};

/// Bytes of an article.
const ARTICLE: usize = 3_000;
/// How long articles are read, and how often: the best round counts.
const ROUND: Duration = Duration::from_millis(1_500);
const ROUNDS: usize = 3;
/// Bytes of a hostile text.
const HOSTILE: usize = 10_000_000;
/// Articles of 3 KB a second on one core.
const ASKED: u64 = 2_000;
/// Milliseconds a hostile text may take.
const ASKED_HOSTILE_MS: u64 = 5_000;
/// Hundredths: how much longer ten times the text may take than ten times the time.
const ASKED_LINEAR: u64 = 150;

/// Pieces that hostile texts repeat: numbers without end, brackets without end, places without end, aims, orders, damaged letters.
const HOSTILE_PIECES: [&str; 11] = [
    "1/2 ",
    "1/",
    "12-",
    "12/20 tiêu chí ",
    "((((",
    "xã A, ",
    "phấn đấu năm 2030 đạt 19/19 tiêu chí; ",
    "giao UBND xã A rà soát trước ngày 1/1; ",
    "n?ng th?n m?i ",
    "12 xã đạt 5 - 9 tiêu chí (",
    "tiêu chí chưa đạt: ",
];

/// Pieces of which no two are alike, `#` a number that changes: nothing in them is passed over as said before, and no full stop parts them.
const VARIED_PIECES: [&str; 6] = [
    "# xã: A đạt 12/19, B 13; ",
    "#/20 ",
    "#/20 tiêu chí, ",
    "còn # tiêu chí chưa đạt: thu nhập, môi trường, ",
    "hộ nghèo #%, BHYT #%, ",
    "hiến # m2 đất, ",
];

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    /// Articles of 3 KB a second, one thread.
    pub(crate) articles_per_s: u64,
    /// Time of a text ten times as long, in hundredths of ten times the time of the short one.
    pub(crate) linear_percent: u64,
    /// The slowest hostile text: its piece and milliseconds.
    pub(crate) hostile: Vec<(&'static str, u64)>,
}

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let slowest = self.hostile.iter().map(|(_, ms)| *ms).max().unwrap_or_default();
        vec![
            Line::at_least("bulletins_3kb_per_s", ASKED, None, self.articles_per_s),
            Line::at_most("bulletins_ten_times_the_length_percent", ASKED_LINEAR, None, self.linear_percent),
            Line::at_most("bulletins_hostile_10mb_ms", ASKED_HOSTILE_MS, None, slowest),
        ]
    }
}

/// Reads.
pub(crate) fn measure() -> Result<Report> {
    let whole: String = BULLETINS.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
    let articles: Vec<String> = (0..16).map(|shift| article(&whole, shift)).collect();
    articles.iter().for_each(|text| _ = black_box(reader().read(text, Some("2020-09"))));
    let best = (0..ROUNDS).map(|_| rate(&articles)).max().context("a round")?;
    let (short, long) = (copies(&whole, 100), copies(&whole, 1_000));
    let best_of = |text: &str| (0..ROUNDS).map(|_| timed(text)).min().context("a round");
    let (short_time, long_time) = (best_of(&short)?, best_of(&long)?);
    let linear = long_time.as_micros() * 100 / (short_time.as_micros() * 10).max(1);
    let alike = HOSTILE_PIECES.iter().map(|piece| (*piece, milliseconds(timed(&piece.repeat(HOSTILE / piece.len())))));
    let hostile = alike.chain(VARIED_PIECES.iter().map(|piece| (*piece, milliseconds(timed(&varied(piece)))))).collect();
    Ok(Report { articles_per_s: best, linear_percent: u64::try_from(linear).unwrap_or(u64::MAX), hostile })
}

/// An article of its length out of the samples, begun elsewhere each time.
fn article(whole: &str, shift: usize) -> String {
    let lines: Vec<&str> = whole.lines().collect();
    let mut text = String::new();
    for line in lines.iter().cycle().skip(shift * 3) {
        if text.len() + line.len() > ARTICLE {
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    // What is missing to the length is said without figures.
    while text.len() < ARTICLE {
        text.push_str("Cán bộ và nhân dân trong xã cùng nhau chung sức. ");
    }
    text
}

/// So many copies of a text with their lines numbered: what was said before word for word would be passed over.
fn copies(whole: &str, count: usize) -> String {
    (0..count).flat_map(|copy| whole.lines().map(move |line| format!("{copy}. {line}\n"))).collect()
}

/// A hostile text of a piece whose number changes, in a text of the programme.
fn varied(piece: &str) -> String {
    let mut text = String::from("Xã Tân Lập xây dựng nông thôn mới: ");
    let mut n = 0_u32;
    while text.len() < HOSTILE {
        n = (n * 37 + 11) % 9_973;
        text.push_str(&piece.replace('#', &(n % 97).to_string()));
    }
    text
}

/// Articles of 3 KB a second.
fn rate(articles: &[String]) -> u64 {
    let (start, mut bytes) = (Instant::now(), 0_usize);
    while start.elapsed() < ROUND {
        for text in articles {
            bytes += text.len();
            black_box(reader().read(text, Some("2020-09")));
        }
    }
    let read = u128::try_from(bytes / ARTICLE).unwrap_or_default();
    u64::try_from(read * 1_000_000 / start.elapsed().as_micros().max(1)).unwrap_or(u64::MAX)
}

fn timed(text: &str) -> Duration {
    let start = Instant::now();
    black_box(reader().read(text, Some("2020-09")));
    start.elapsed()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_have_their_length_and_differ() {
        let whole: String = BULLETINS.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
        let (a, b) = (article(&whole, 0), article(&whole, 1));
        assert!(a != b && (ARTICLE..ARTICLE + 100).contains(&a.len()), "{}", a.len());
    }
}
