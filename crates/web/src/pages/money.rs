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
    /// Seconds a search lasts at most.
    pub seconds: u64,
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
