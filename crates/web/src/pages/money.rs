//! Where the money goes: the question as a form that keeps what was typed, and the answer above it.

use crate::frame::Frame;
use crate::parts::form::{Field, Sent, problem};
use crate::parts::layout::{Head, page};
use maud::{Markup, html};
use vedich_wording::money::Lines;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct MoneyView {
    /// What the form carries.
    pub token: String,
    /// What was typed, and what is wrong with it.
    pub sent: Sent,
    /// What was just done.
    pub note: String,
    /// The answer, when there is one.
    pub answer: Option<Answer>,
    /// The items of the question, to be chosen from: must be funded, must not.
    pub demands: Vec<Demand>,
    /// Seconds a search lasts at most.
    pub seconds: u64,
}

/// What is demanded of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// It is funded as it works out.
    #[default]
    Free,
    /// It must be funded.
    Must,
    /// It must not be funded.
    Never,
}

impl Choice {
    const ALL: [Self; 3] = [Self::Free, Self::Must, Self::Never];

    /// The value in the form.
    const fn name(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::Must => "must",
            Self::Never => "never",
        }
    }

    /// The choice of that value.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }

    /// The word in a line of the question.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::Must => "bắt buộc",
            Self::Never => "không",
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Self::Free => "money-page.free",
            Self::Must => "money-page.must",
            Self::Never => "money-page.never",
        }
    }
}

/// An item of the question as the table of demands shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// What its line is known by.
    pub key: String,
    /// The commune.
    pub commune: String,
    /// The criterion.
    pub criterion: String,
    /// Its cost as typed.
    pub cost: String,
    /// The area.
    pub area: String,
    /// The unit that leads it (đơn vị chủ trì).
    pub lead: String,
    /// What is demanded of it.
    pub choice: Choice,
}

/// The answer in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The three goals with what is proven.
    pub goals: Vec<String>,
    /// Easy first beside it.
    pub easy: String,
    /// Communes that reach the target.
    pub reached: Vec<String>,
    /// What is paid, year by year.
    pub years: Vec<(String, Lines)>,
    /// Spent of the budgets.
    pub spent: Lines,
    /// Who is left out and why.
    pub left_out: Lines,
    /// What the gains are about.
    pub gains_title: String,
    /// What more money would bring.
    pub gains: Lines,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &MoneyView) -> Markup {
    let head =
        Head { title: f.text("money-page.title").to_owned(), sub: f.text("money-page.sub").to_owned(), part: "money", ..Head::default() };
    let body = html! {
        @if let Some(answer) = &view.answer { (shown(f, answer)) }
        (form(f, view))
    };
    page(f, &head, &body)
}

fn shown(f: &Frame, answer: &Answer) -> Markup {
    html! {
        section.section aria-labelledby="answer" {
            h2 id="answer" { (f.text("money-page.answer")) }
            ul.money-goals { @for goal in &answer.goals { li { (goal) } } }
            p.quiet { b { (f.text("money-page.easy")) ": " } (answer.easy) }
            h3 { (f.text("money-page.reached")) }
            @if answer.reached.is_empty() { p { (f.text("money-page.nobody")) } } @else { p { b { (answer.reached.join(", ")) } } }
            h3 { (f.text("money-page.chosen")) }
            @for (title, lines) in &answer.years {
                details open[lines.rows.len() <= 30] {
                    summary { (title) }
                    @if !lines.rows.is_empty() { (table(lines)) }
                }
            }
            h3 { (f.text("money-page.spent")) }
            (table(&answer.spent))
            @if !answer.left_out.rows.is_empty() {
                h3 { (f.text("money-page.left-out")) }
                (table(&answer.left_out))
            }
            @if !answer.gains.rows.is_empty() {
                h3 { (answer.gains_title) }
                (table(&answer.gains))
                p.quiet.small { (f.text("money-page.gains-means")) }
            }
        }
    }
}

fn table(lines: &Lines) -> Markup {
    let class = |place: usize| if lines.numbers.contains(&place) { "num" } else { "" };
    html! {
        div.boxed.scroll {
            table.plain-table {
                thead { tr { @for (place, head) in lines.head.iter().enumerate() { th scope="col" class=(class(place)) { (head) } } } }
                tbody {
                    @for row in &lines.rows {
                        tr { @for (place, cell) in row.iter().enumerate() { td class=(class(place)) { (cell) } } }
                    }
                }
            }
        }
    }
}

/// Items of the table of demands, at most: a page of a thousand menus is slow on a cheap phone.
const MOST_DEMANDS: usize = 300;

/// Must be funded, must not: a menu for each item.
fn demands(f: &Frame, demands: &[Demand]) -> Markup {
    let heads = ["money.commune", "money-page.criterion", "money-page.cost", "money-page.lead", "money-page.demand"].map(|key| f.text(key));
    let count = f.count(u32::try_from(demands.len()).unwrap_or(u32::MAX));
    html! {
        @if !demands.is_empty() {
            details.section.money-demands open[demands.len() <= 40 || demands.iter().any(|one| one.choice != Choice::Free)] {
                summary { (f.say("money-page.demands", &[("count", &count)])) }
                p.quiet.small { (f.text("money-page.demands-hint")) }
                div.boxed.scroll { table.plain-table.cards-on-phone {
                    caption.vh { (f.say("money-page.demands", &[("count", &count)])) }
                    thead { tr { @for (place, head) in heads.iter().enumerate() { th scope="col" class=[(place == 2).then_some("num")] { (head) } } } }
                    tbody { @for one in demands.iter().take(MOST_DEMANDS) { tr {
                        th scope="row" { (one.commune) @if !one.area.is_empty() { br; small.quiet { (one.area) } } }
                        td data-l=(heads[1]) { (one.criterion) }
                        td.num data-l=(heads[2]) { (one.cost) }
                        td data-l=(heads[3]) { (one.lead) }
                        td data-l=(heads[4]) { (menu(f, one)) }
                    } } }
                } }
                @if demands.len() > MOST_DEMANDS { p.note { (f.say("money-page.demands-cut", &[("shown", &MOST_DEMANDS.to_string()), ("count", &count)])) } }
                p { button.act.light type="submit" name="step" value="keep" { (f.text("money-page.keep")) } }
            }
        }
    }
}

fn menu(f: &Frame, one: &Demand) -> Markup {
    html! {
        input type="hidden" name={ "was:" (one.key) } value=(one.choice.name());
        select name={ "demand:" (one.key) } aria-label={ (f.text("money-page.demand")) ": " (one.commune) ", " (one.criterion) } {
            @for choice in Choice::ALL { option value=(choice.name()) selected[choice == one.choice] { (f.text(choice.said())) } }
        }
    }
}

fn form(f: &Frame, view: &MoneyView) -> Markup {
    let sent = &view.sent;
    let area = |name: &'static str, label: &'static str, hint: &'static str, rows: u8| {
        let why: Vec<&str> = sent.wrong.iter().filter(|(field, _)| *field == name).map(|(_, why)| why.as_str()).collect();
        let id = format!("money-{name}");
        html! {
            div class=(if why.is_empty() { "field" } else { "field wrong" }) {
                label for=(id) { (label) }
                textarea id=(id) name=(name) rows=(rows) spellcheck="false" aria-describedby={ (id) "-why" } { "\n" (sent.typed(name)) }
                @if !why.is_empty() { span.why { @for one in &why { (one) " " } } }
                span.hint id={ (id) "-why" } { (hint) }
            }
        }
    };
    let wrong_file = sent.wrong.iter().find(|(name, _)| *name == "file").map(|(_, why)| why.as_str());
    html! {
        section.section.card.no-print id="question" aria-labelledby="question-title" {
            h2 id="question-title" { (f.text("money-page.question")) }
            (problem(sent))
            @if !view.note.is_empty() { p.note role="status" { b { (view.note) } } }
            form.tall.money-form method="post" action={ (f.link("/money")) "#answer" } enctype="multipart/form-data" {
                input type="hidden" name="token" value=(view.token);
                // The first button is what the return key does.
                button.vh type="submit" name="step" value="solve" tabindex="-1" aria-hidden="true" { (f.text("money-page.solve")) }
                (Field::text("area", f.text("money-page.take")).hint(f.text("money-page.take-hint")).show(sent, "money"))
                p { button.act.light type="submit" name="step" value="take" { (f.text("money-page.take-go")) } }
                (Field::text("years", f.text("money-page.years")).hint(f.text("money-page.years-hint")).show(sent, "money"))
                (area("budgets", f.text("money-page.budgets"), f.text("money-page.budgets-hint"), 5))
                (area("items", f.text("money-page.items"), f.text("money-page.items-hint"), 12))
                (demands(f, &view.demands))
                (area("floors", f.text("money-page.floors"), f.text("money-page.floors-hint"), 3))
                div class=(if wrong_file.is_some() { "field wrong" } else { "field" }) {
                    label for="money-file" { (f.text("money-page.file")) }
                    input id="money-file" type="file" name="file" accept=".xlsx,.csv,.json" aria-describedby="money-file-why";
                    span id="money-file-why" class=(if wrong_file.is_some() { "why" } else { "hint" }) { (wrong_file.unwrap_or(f.text("money-page.file-hint"))) }
                }
                p {
                    button.act type="submit" name="step" value="solve" { (f.text("money-page.solve")) }
                    " "
                    button.act.light type="submit" name="step" value="xlsx" { (f.text("money-page.download")) }
                    " "
                    button.act.light type="submit" name="step" value="book" { (f.text("money-page.download-question")) }
                }
                p.quiet { (f.say("money-page.note", &[("seconds", &view.seconds.to_string())])) }
            }
        }
    }
}
