//! The tables of an answer: the page, the workbook and the command line show the same.

use super::Money;
use vedich_roadmap::allocate::capital::{Gain, LeftOut, Report};
use vedich_roadmap::json::CapitalAsked;

/// A table in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Headings.
    pub head: Vec<String>,
    /// Rows, as wide as the headings.
    pub rows: Vec<Vec<String>>,
    /// The columns with numbers, counted from 0.
    pub numbers: Vec<usize>,
}

impl Money<'_> {
    /// What funding the easy ones first would reach with the same money.
    #[must_use]
    pub fn easy_first(self, report: &Report) -> String {
        let easy = &report.easy;
        let (communes, criteria) = (easy.communes.value.to_string(), easy.criteria.value.to_string());
        let params = [("communes", communes.as_str()), ("criteria", &criteria), ("cost", &self.amount(easy.cost.value))];
        self.lang.say("money.easy-first", &params)
    }

    /// Spent of the budget, by source and year, millions of đồng.
    #[must_use]
    pub fn spent(self, asked: &CapitalAsked, report: &Report) -> Lines {
        let lang = self.lang;
        let mut head = vec![lang.text("money.source").to_owned()];
        head.extend(asked.names.years.iter().map(ToString::to_string));
        head.push(lang.text("money.all-years").to_owned());
        let spent = report.answer.spent(&asked.question);
        let of =
            |spent: i64, budget: i64| lang.say("money.spent-of", &[("spent", &self.millions(spent)), ("budget", &self.millions(budget))]);
        let row = |(name, (spent, budgets)): (&String, (&Vec<i64>, &Vec<i64>))| {
            let mut row = vec![name.clone()];
            row.extend(spent.iter().zip(budgets).map(|(spent, budget)| of(*spent, *budget)));
            row.push(of(spent.iter().sum(), budgets.iter().sum()));
            row
        };
        let rows = asked.names.sources.iter().zip(spent.iter().zip(&asked.question.budgets)).map(row).collect();
        let numbers = (1..head.len()).collect();
        Lines { head, rows, numbers }
    }

    /// The communes that do not reach the target, with the reason.
    #[must_use]
    pub fn left_out(self, asked: &CapitalAsked, report: &Report) -> Lines {
        let row = |left: &LeftOut| {
            let instead = left.instead.as_ref().map(|instead| self.instead(instead)).unwrap_or_default();
            vec![asked.names.communes[left.commune].clone(), self.millions(left.cost), self.reason(left), instead]
        };
        let head = self.headings(["money.commune", "money.needs", "money.why", "money.why-others"]);
        Lines { head, rows: report.left_out.iter().map(row).collect(), numbers: vec![1] }
    }

    /// What more money would bring: found by solving again, and by the price of the bound.
    #[must_use]
    pub fn gains(self, asked: &CapitalAsked, report: &Report) -> Lines {
        let found = |gain: &Gain| match gain.proven {
            true => gain.communes.to_string(),
            false => self.lang.say("money.at-least-so-many", &[("count", &gain.communes.to_string())]),
        };
        let row = |gain: &Gain| {
            vec![
                asked.names.sources[gain.source].clone(),
                asked.names.years[gain.year].to_string(),
                found(gain),
                gain.criteria.to_string(),
                gain.by_price.map_or_else(|| "–".to_owned(), |price| self.share(price)),
            ]
        };
        let head = self.headings(["money.source", "money.year", "money.more-communes", "money.more-criteria", "money.by-price"]);
        Lines { head, rows: report.gains.iter().map(row).collect(), numbers: vec![2, 3, 4] }
    }

    fn headings<const N: usize>(self, keys: [&str; N]) -> Vec<String> {
        keys.map(|key| self.lang.text(key).to_owned()).to_vec()
    }
}
