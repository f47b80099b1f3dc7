//! "Did you mean": the nearest of the words that are allowed.

/// The allowed word nearest to what was written, if it is near enough to be meant.
#[must_use]
pub fn nearest<'w>(found: &str, allowed: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let folded = found.to_lowercase().replace(['-', ' '], "_");
    allowed
        .into_iter()
        .map(|word| (distance(&folded, &word.to_lowercase().replace(['-', ' '], "_")), word))
        .filter(|(steps, word)| *steps <= (word.chars().count() / 3).clamp(1, 3))
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, word)| word)
}

/// Insertions, deletions, replacements and swaps of neighbours between two words; long inputs count as far apart.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn misspelt_words_find_their_neighbour() {
        let keys = ["threshold", "threshold_by", "measure", "confidence", "label_confidence"];
        assert_eq!(nearest("treshold", keys), Some("threshold"));
        assert_eq!(nearest("Measure", keys), Some("measure"));
        assert_eq!(nearest("label-confidence", keys), Some("label_confidence"));
        assert_eq!(nearest("colour", keys), None);
    }
}
