//! The answer of where the money goes, for the page and for the workbook.

use crate::pages::money::{Answer, Lines};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_roadmap::allocate::capital::{Gain, Payment, Report};
use vedich_roadmap::json::CapitalAsked;
use vedich_wording::Lang;
use vedich_wording::money::Money;

/// The answer as the page shows it.
#[must_use]
pub fn answer(lang: Lang, asked: &CapitalAsked, report: &Report) -> Answer {
    let money = Money { lang, names: &asked.names, unit_dong: asked.unit_dong };
    Answer {
        goals: money.goals(&report.answer).to_vec(),
        easy: easy(money, report),
        reached: reached(asked, report),
        years: years(money, asked, report),
        spent: spent(money, asked, report),
        left_out: left_out(money, asked, report),
        gains_title: lang.say("money-page.gains", &[("amount", &money.amount(report.more))]),
        gains: gains(money, asked, report),
    }
}

fn easy(money: Money<'_>, report: &Report) -> String {
    let easy = &report.easy;
    let (communes, criteria) = (easy.communes.value.to_string(), easy.criteria.value.to_string());
    let params = [("communes", communes.as_str()), ("criteria", &criteria), ("cost", &money.amount(easy.cost.value))];
    money.lang.say("money.easy-first", &params)
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

fn spent(money: Money<'_>, asked: &CapitalAsked, report: &Report) -> Lines {
    let lang = money.lang;
    let mut head = vec![lang.text("money.source").to_owned()];
    head.extend(asked.names.years.iter().map(ToString::to_string));
    head.push(lang.text("money.all-years").to_owned());
    let spent = report.answer.spent(&asked.question);
    let of =
        |spent: i64, budget: i64| lang.say("money.spent-of", &[("spent", &money.millions(spent)), ("budget", &money.millions(budget))]);
    let row = |(source, name): (usize, &String)| {
        let (spent, budgets) = (&spent[source], &asked.question.budgets[source]);
        let mut row = vec![name.clone()];
        row.extend(spent.iter().zip(budgets).map(|(spent, budget)| of(*spent, *budget)));
        row.push(of(spent.iter().sum(), budgets.iter().sum()));
        row
    };
    let rows: Vec<Vec<String>> = asked.names.sources.iter().enumerate().map(row).collect();
    let numbers = (1..head.len()).collect();
    Lines { head, rows, numbers }
}

fn left_out(money: Money<'_>, asked: &CapitalAsked, report: &Report) -> Lines {
    let head = ["money.commune", "money.needs", "money.why", "money.why-others"].map(|key| money.lang.text(key).to_owned()).to_vec();
    let row = |left: &vedich_roadmap::allocate::capital::LeftOut| {
        let instead = left.instead.as_ref().map(|instead| money.instead(instead)).unwrap_or_default();
        vec![asked.names.communes[left.commune].clone(), money.millions(left.cost), money.reason(left), instead]
    };
    Lines { head, rows: report.left_out.iter().map(row).collect(), numbers: vec![1] }
}

fn gains(money: Money<'_>, asked: &CapitalAsked, report: &Report) -> Lines {
    let lang = money.lang;
    let head = ["money.source", "money.year", "money.more-communes", "money.more-criteria", "money.by-price"];
    let found = |gain: &Gain| match gain.proven {
        true => gain.communes.to_string(),
        false => lang.say("money.at-least-so-many", &[("count", &gain.communes.to_string())]),
    };
    let row = |gain: &Gain| {
        vec![
            asked.names.sources[gain.source].clone(),
            asked.names.years[gain.year].to_string(),
            found(gain),
            gain.criteria.to_string(),
            gain.by_price.map_or_else(|| "–".to_owned(), |price| money.share(price)),
        ]
    };
    Lines { head: head.map(|key| lang.text(key).to_owned()).to_vec(), rows: report.gains.iter().map(row).collect(), numbers: vec![2, 3, 4] }
}

/// The answer as the sheets of a workbook.
#[must_use]
pub fn tables(lang: Lang, asked: &CapitalAsked, report: &Report) -> Vec<Table> {
    let money = Money { lang, names: &asked.names, unit_dong: asked.unit_dong };
    let title = lang.text("money-page.title").to_owned();
    let lines = money.goals(&report.answer).into_iter().chain([easy(money, report)]).chain(reached(asked, report));
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
    let gained = Table { name: more, ..sheet("money-page.answer", gains(money, asked, report)) };
    vec![
        summary,
        payments(money, asked, report),
        sheet("money-page.spent", spent(money, asked, report)),
        sheet("money-page.left-out", left_out(money, asked, report)),
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
