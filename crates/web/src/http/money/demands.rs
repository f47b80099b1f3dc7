//! What must be funded and what must not, chosen item by item in a table, without scripts: the table shows the lines of the question,
//! and what is chosen in it is written back into their lines.

use crate::pages::money::{Choice, Demand};
use crate::parts::form::Sent;
use vedich_values::text::fold;

/// The column of a line that says must or never, counted from 0.
const COLUMN: usize = 4;
/// Before the item in the name of a field that was chosen, and of the one that says what stood there before.
const FIELDS: [&str; 2] = ["demand:", "was:"];

/// The lines of the question as the table shows them: those with a commune and a criterion.
pub(super) fn shown(sent: &Sent) -> Vec<Demand> {
    super::question::lines(sent.typed("items")).filter_map(|(_, cells)| demand(&cells)).collect()
}

fn demand(cells: &[&str]) -> Option<Demand> {
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
    let [commune, criterion, cost, area, lead] = [0, 1, 2, 6, 7].map(|place| cell(place).to_owned());
    if commune.is_empty() || criterion.is_empty() {
        return None;
    }
    Some(Demand { key: key(cells), commune, criterion, cost, area, lead, choice: choice(cell(COLUMN)).unwrap_or_default() })
}

/// What a line is known by, whatever else is changed in it.
fn key(cells: &[&str]) -> String {
    [0, 1, 6].map(|place| fold(cells.get(place).copied().unwrap_or_default())).join("/")
}

/// What is written in the column; none: nothing anybody could read.
pub(super) fn choice(text: &str) -> Option<Choice> {
    match fold(text).as_str() {
        "" => Some(Choice::Free),
        "bat buoc" | "must" | "x" => Some(Choice::Must),
        "khong" | "never" => Some(Choice::Never),
        _ => None,
    }
}

/// Writes what was chosen into the lines. A choice that is as the table showed it changes nothing: whoever typed into the line meant that.
pub(super) fn take(sent: &mut Sent) {
    let chosen = |cells: &[&str]| {
        let key = key(cells);
        let [now, was] =
            FIELDS.map(|field| sent.typed.iter().find(|(name, _)| name.strip_prefix(field) == Some(&key)).map(|(_, value)| value));
        Choice::from_name(now?).filter(|_| now != was)
    };
    let line = |line: &str| {
        let between = if line.contains('\t') { "\t" } else { "; " };
        let mut cells: Vec<&str> = line.split(between.trim_end_matches(' ')).map(str::trim).collect();
        let Some(choice) = chosen(&cells) else { return line.to_owned() };
        cells.resize(cells.len().max(COLUMN + 1), "");
        cells[COLUMN] = choice.word();
        cells.join(between)
    };
    let items: Vec<String> = sent.typed("items").lines().map(line).collect();
    sent.typed.retain(|(name, _)| name != "items" && !FIELDS.iter().any(|field| name.starts_with(field)));
    sent.typed.push(("items".to_owned(), items.join("\n")));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent { typed: pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), wrong: Vec::new() }
    }

    const LINES: &str = "Lâm Hợp; 2. Giao thông; 100; ; ; 2027; Kỳ Anh; UBND xã\n\nLâm Hợp; 17. Môi trường; 50; ; không\nKỳ Lạc\t2\t70";

    #[test]
    fn the_table_shows_every_item_with_its_lead_and_what_is_demanded() {
        let shown = shown(&sent(&[("items", LINES)]));
        let told: Vec<_> = shown.iter().map(|one| (one.commune.as_str(), one.criterion.as_str(), one.lead.as_str(), one.choice)).collect();
        let expected = [
            ("Lâm Hợp", "2. Giao thông", "UBND xã", Choice::Free),
            ("Lâm Hợp", "17. Môi trường", "", Choice::Never),
            ("Kỳ Lạc", "2", "", Choice::Free),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_chosen_is_written_into_its_line_and_nothing_else_changes() {
        let mut typed = sent(&[("items", LINES)]);
        for (one, (now, was)) in shown(&typed).iter().zip([("must", ""), ("never", "never"), ("never", "")]) {
            typed.typed.push((format!("demand:{}", one.key), now.to_owned()));
            typed.typed.push((format!("was:{}", one.key), was.to_owned()));
        }
        take(&mut typed);
        let expected = "Lâm Hợp; 2. Giao thông; 100; ; bắt buộc; 2027; Kỳ Anh; UBND xã\n\nLâm Hợp; 17. Môi trường; 50; ; không\nKỳ Lạc\t2\t70\t\tkhông";
        assert_eq!(typed.typed("items"), expected);
        assert_eq!(typed.typed.len(), 1);
    }

    #[test]
    fn a_line_typed_over_wins_over_a_choice_nobody_made() {
        let items = "Lâm Hợp; 2; 100; ; bắt buộc";
        let mut typed = sent(&[("items", items), ("demand:lam hop/2/", ""), ("was:lam hop/2/", "")]);
        take(&mut typed);
        assert_eq!(typed.typed("items"), items);
    }
}
