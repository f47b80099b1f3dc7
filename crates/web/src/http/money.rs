//! Where the money goes (vốn đi đâu): the question typed, pasted, taken from roadmaps or uploaded; worked out off the threads that answer
//! requests, for a few seconds at most. Nothing is recorded.

mod book;
mod demands;
mod question;

use super::error::WebError;
use super::files::attached;
use super::listed::Listed;
use super::people::{Desk, private, status};
use super::room::{SECONDS, worked};
use super::upload::Uploaded;
use super::{Answer, WebState};
use crate::pages::money::{self, MoneyView};
use crate::parts::form::Sent;
use crate::present::money as present;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::roadmaps::Followed;
use vedich_documents::Table;
use vedich_rights::Action;
use vedich_roadmap::allocate::capital::Report;
use vedich_roadmap::json::{CapitalAsked, capital_question};
use vedich_units::{COUNTRY, Resolution};
use vedich_values::{Diagnostic, Place};

/// A question of all communes of the country is about a megabyte.
const LARGEST_BYTES: usize = 4 * 1024 * 1024;

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new().route("/money", get(show).post(take))
}

/// Their router, with room for a question.
pub(crate) fn router() -> axum::Router<WebState> {
    routes()
        .into_router()
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_BYTES))
        .method_not_allowed_fallback(super::door::not_allowed)
}

/// The desk of a leader or a coordination office; everybody else is turned away.
fn office(desk: &Desk) -> Result<String, Response> {
    let actor = desk.actor()?;
    if [Action::Issue, Action::Plan].into_iter().all(|action| desk.app.may_somewhere(&actor.hand, action)) {
        Ok(actor.token)
    } else {
        Err(desk.visit.refuse(&WebError::forbidden()))
    }
}

async fn show(desk: Desk) -> Answer {
    let token = office(&desk)?;
    let year = i32::from(chrono::Datelike::year(&desk.app.today()) as u16);
    let years = format!("{}; {}; {}", year + 1, year + 2, year + 3);
    let sent = Sent { typed: vec![("years".to_owned(), years)], wrong: Vec::new() };
    page(&desk, MoneyView { token, sent, ..MoneyView::default() }).await
}

async fn page(desk: &Desk, mut view: MoneyView) -> Answer {
    view.seconds = SECONDS;
    view.demands = demands::shown(&view.sent);
    let status = status(&view.sent);
    let page = desk.visit.render(&desk.state, |s| Ok(money::render(s.f, &view))).await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status, page))
}

async fn take(desk: Desk, request: Request) -> Answer {
    let token = office(&desk)?;
    let mut uploaded = desk.uploaded(request).await?;
    let mut sent = Sent { typed: std::mem::take(&mut uploaded.fields), wrong: Vec::new() };
    demands::take(&mut sent);
    match sent.typed("step") {
        "keep" => {
            page(&desk, MoneyView { token, note: desk.frame().text("money-page.kept").to_owned(), sent, ..MoneyView::default() }).await
        }
        "take" => from_roadmaps(&desk, token, sent).await,
        "book" => workbook(&desk, "vedich-cau-hoi-von.xlsx", &book::tables(desk.frame().lang, &sent)),
        step => {
            let download = step == "xlsx";
            work_out(&desk, token, (uploaded, sent), download).await
        }
    }
}

/// The items of an area's roadmaps, written into the form.
async fn from_roadmaps(desk: &Desk, token: String, mut sent: Sent) -> Answer {
    let f = desk.frame();
    let registry = desk.app.reference().registry;
    let area = match sent.given("area") {
        None => Some(COUNTRY),
        Some(text) => match registry.resolve(text, f.as_of) {
            Resolution::One(unit) => Some(unit),
            Resolution::Ambiguous(_) | Resolution::NotFound(_) => None,
        },
    };
    let Some(area) = area else {
        let problem = Diagnostic::error("money-page.no-area", Place::default()).with("found", sent.typed("area"));
        sent.refuse("area", f.lang.problem_without_place(&problem));
        return page(desk, MoneyView { token, sent, ..MoneyView::default() }).await;
    };
    let budgets = sent.typed("budgets").to_owned();
    let taken = desk.visit.render(&desk.state, |s| Ok(question::of_roadmaps(s, &Followed::below(s.board, area), area, &budgets)));
    let taken = taken.await.map_err(|error| desk.visit.refuse(&error))?;
    sent.typed.retain(|(name, _)| name != "items");
    sent.typed.push(("items".to_owned(), taken.text));
    let none = taken.items == 0;
    let [items, communes, unknown] = [taken.items, taken.communes, taken.unknown].map(|count| count.to_string());
    let mut note = f.say("money-page.taken", &[("items", &items), ("communes", &communes), ("unknown", &unknown)]);
    if none {
        note = f.say("money-page.none-taken", &[("date", &f.date(f.as_of))]);
    }
    if !taken.partial.is_empty() {
        let (n, which) = (taken.partial.len().to_string(), taken.partial.join("; "));
        note = format!("{note} {}", f.say("money-page.partial", &[("n", &n), ("which", &which)]));
    }
    page(desk, MoneyView { token, sent, note, ..MoneyView::default() }).await
}

async fn work_out(desk: &Desk, token: String, (mut uploaded, mut sent): (Uploaded, Sent), download: bool) -> Answer {
    let lang = desk.frame().lang;
    let mut file = uploaded.take_file();
    let is_json = file.1.trim_ascii_start().starts_with(b"{");
    if !file.1.is_empty() && !is_json {
        match vedich_documents::read_table(&file.1, &file.0).and_then(|sheets| book::read(&sheets)) {
            Ok(fields) => take_in(&mut sent, fields),
            Err(problems) => {
                for problem in problems {
                    sent.refuse("file", lang.problem(&problem));
                }
                return page(desk, MoneyView { token, sent, ..MoneyView::default() }).await;
            }
        }
        file.1.clear();
    }
    let asked = match asked(&mut sent, &file.1, &file.0, lang) {
        Some(asked) => Arc::new(asked),
        None => return page(desk, MoneyView { token, sent, ..MoneyView::default() }).await,
    };
    match solved(Arc::clone(&asked)).await {
        Ok(report) if download => workbook(desk, "vedich-von.xlsx", &present::tables(lang, &asked, &report)),
        Ok(report) => {
            let answer = Some(present::answer(lang, &asked, &report));
            page(desk, MoneyView { token, sent, answer, ..MoneyView::default() }).await
        }
        Err(problem) => {
            sent.refuse("", lang.problem_without_place(&problem));
            page(desk, MoneyView { token, sent, ..MoneyView::default() }).await
        }
    }
}

/// What stands in a workbook takes the place of what was typed.
fn take_in(sent: &mut Sent, fields: Vec<(String, String)>) {
    sent.typed.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    sent.typed.extend(fields);
}

/// The question, out of the file when there is one, else out of what was typed; none: what is wrong stands in the form.
fn asked(sent: &mut Sent, file: &[u8], name: &str, lang: vedich_wording::Lang) -> Option<CapitalAsked> {
    let text = if file.is_empty() {
        match question::json(sent) {
            Ok(text) => text,
            Err(problems) => {
                for (field, problem) in problems {
                    sent.refuse(field, lang.problem_without_place(&problem));
                }
                return None;
            }
        }
    } else {
        String::from_utf8_lossy(file).into_owned()
    };
    let field = if file.is_empty() { "" } else { "file" };
    match capital_question(&text) {
        Ok(Some(asked)) => Some(asked),
        Ok(None) => {
            let problem = Diagnostic::error("roadmap.bad-shape", Place::default()).with("reason", "sources");
            sent.refuse(field, lang.problem_without_place(&problem));
            None
        }
        Err(error) => {
            let problem = error.problem(name);
            sent.refuse(field, if file.is_empty() { lang.problem_without_place(&problem) } else { lang.problem(&problem) });
            None
        }
    }
}

/// Works a question out.
async fn solved(asked: Arc<CapitalAsked>) -> Result<Report, Box<Diagnostic>> {
    worked(move |elapsed| asked.report(Duration::from_secs(SECONDS), elapsed).map_err(|error| Box::new(error.problem("")))).await
}

fn workbook(desk: &Desk, name: &str, tables: &[Table]) -> Answer {
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("the workbook could not be written: {error}")));
    let bytes = vedich_documents::write_workbook(&tables.iter().collect::<Vec<_>>()).map_err(failed)?;
    Ok(attached(bytes, vedich_documents::WORKBOOK_MEDIA, name))
}
