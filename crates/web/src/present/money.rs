//! The answer of where the money goes, for the page and for the workbook.

use crate::pages::money::Answer;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_roadmap::allocate::capital::{Payment, Report};
use vedich_roadmap::json::CapitalAsked;
use vedich_wording::Lang;
use vedich_wording::money::{Lines, Money};

/// The answer as the page shows it.
#[must_use]
pub fn answer(lang: Lang, asked: &CapitalAsked, report: &Report) -> Answer {
    let money = Money { lang, names: &asked.names, unit_dong: asked.unit_dong };
    Answer {
        goals: money.goals(&report.answer).to_vec(),
        easy: money.easy_first(report),
        reached: reached(asked, report),
        years: years(money, asked, report),
        spent: money.spent(asked, report),
        left_out: money.left_out(asked, report),
        gains_title: lang.say("money-page.gains", &[("amount", &money.amount(report.more))]),
        gains: money.gains(asked, report),
    }
}

fn reached(asked: &CapitalAsked, report: &Report) -> Vec<String> {
    let reached = report.answer.reached.iter().zip(&asked.names.communes).filter(|(reached, _)| **reached);
    reached.map(|(_, name)| name.clone()).collect()
}

/// Payments of a year, largest commune first as asked: by commune, criterion, source.
fn payments_of(report: &Report, year: usize) -> Vec<&Payment> {
    let mut payments: Vec<&Payment> = report.answer.payments.iter().filter(|payment| payment.year == year).collect();
    payments.sort_by_key(|payment| (payment.commune, payment.need, payment.source));
    payments
}

fn years(money: Money<'_>, asked: &CapitalAsked, report: &Report) -> Vec<(String, Lines)> {
    let lang = money.lang;
    let names = &asked.names;
    let head = ["money.commune", "money-page.criterion", "money.source", "money-page.amount"].map(|key| lang.text(key).to_owned()).to_vec();
    let of_year = |(year, number): (usize, &i32)| {
        let payments = payments_of(report, year);
        let sum: i64 = payments.iter().map(|payment| payment.amount).sum();
        let params = [("year", number.to_string()), ("count", payments.len().to_string()), ("amount", money.amount(sum))];
        let title = lang.say("money-page.of-year", &params.each_ref().map(|(name, value)| (*name, value.as_str())));
        let row = |payment: &&Payment| {
            vec![
                names.communes[payment.commune].clone(),
                names.needs[payment.commune][payment.need].clone(),
                names.sources[payment.source].clone(),
                money.millions(payment.amount),
            ]
        };
        (title, Lines { head: head.clone(), rows: payments.iter().map(row).collect(), numbers: vec![3] })
    };
    names.years.iter().enumerate().map(of_year).collect()
}

/// The answer as the sheets of a workbook.
#[must_use]
pub fn tables(lang: Lang, asked: &CapitalAsked, report: &Report) -> Vec<Table> {
    let money = Money { lang, names: &asked.names, unit_dong: asked.unit_dong };
    let title = lang.text("money-page.title").to_owned();
    let lines = money.goals(&report.answer).into_iter().chain([money.easy_first(report)]).chain(reached(asked, report));
    let summary = Table {
        name: lang.text("money-page.summary").to_owned(),
        title: title.clone(),
        columns: vec![Column::new(lang.text("money-page.answer"), Kind::Text).wide(100)],
        rows: lines.map(|line| vec![Content::Text(line)]).collect(),
        ..Table::default()
    };
    let sheet = |key: &str, lines: Lines| Table {
        name: lang.text(key).replace(['{', '}'], ""),
        title: title.clone(),
        columns: columns(&lines),
        rows: lines.rows.iter().map(|row| row.iter().map(|cell| Content::text(cell)).collect()).collect(),
        ..Table::default()
    };
    let more = lang.say("money.more", &[("amount", &money.amount(report.more))]);
    let gained = Table { name: more, ..sheet("money-page.answer", money.gains(asked, report)) };
    vec![
        summary,
        payments(money, asked, report),
        sheet("money-page.spent", money.spent(asked, report)),
        sheet("money-page.left-out", money.left_out(asked, report)),
        gained,
    ]
}

fn columns(lines: &Lines) -> Vec<Column> {
    let kind = |place: usize| if lines.numbers.contains(&place) { Kind::Number } else { Kind::Text };
    lines.head.iter().enumerate().map(|(place, head)| Column::new(head, kind(place))).collect()
}

/// Payments with amounts as numbers, so that a spreadsheet adds them up.
fn payments(money: Money<'_>, asked: &CapitalAsked, report: &Report) -> Table {
    let (lang, names) = (money.lang, &asked.names);
    let head = [
        ("money.year", Kind::Code),
        ("money.commune", Kind::Text),
        ("money-page.criterion", Kind::Text),
        ("money.source", Kind::Text),
        ("money-page.amount", Kind::Number),
    ];
    let row = |payment: &Payment| {
        let dong = vedich_values::Decimal::from(payment.amount) * vedich_values::Decimal::from(asked.unit_dong);
        vec![
            Content::Text(names.years[payment.year].to_string()),
            Content::Text(names.communes[payment.commune].clone()),
            Content::Text(names.needs[payment.commune][payment.need].clone()),
            Content::Text(names.sources[payment.source].clone()),
            Content::Number((dong / vedich_values::Decimal::from(1_000_000)).normalize()),
        ]
    };
    let years = 0..names.years.len();
    Table {
        name: lang.text("money-page.chosen").to_owned(),
        title: lang.text("money-page.title").to_owned(),
        columns: head.iter().map(|(key, kind)| Column::new(lang.text(key), *kind)).collect(),
        rows: years.flat_map(|year| payments_of(report, year)).map(row).collect(),
        ..Table::default()
    }
}
