//! Papers: lists, drafts, files, issuing, registers, templates, an office's own files.

pub(crate) mod api;
mod draft;
mod files;
pub(crate) mod office;
pub(crate) mod register_api;
mod registers;
pub(crate) mod template_api;
mod templates;

use super::actor::Actor;
use super::listed::Listed;
use super::people::{Desk, private, see, status, told};
use super::{Answer, WebError};
use crate::pages::papers::list as page;
use crate::parts::Link;
use crate::parts::form::Sent;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use vedich_app::AppError;
use vedich_app::papers::{BeginPaper, PaperSearch};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::PaperId;
use vedich_papers::{PaperLine, PaperState};
use vedich_reference::paper_forms;
use vedich_rights::{Action, On};
use vedich_units::Resolution;
use vedich_values::{Date, UnitId};

/// Papers of a list shown at once.
const SHOWN: usize = 50;
/// Papers of a list in a file.
const EXPORTED: usize = 20_000;
/// Units near a name that are offered.
const NEAR: usize = 6;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/papers", get(list).post(begin))
        .route("/papers/registers", get(registers::show).post(registers::receive))
        .route("/papers/registers/{file}", get(registers::file))
        .route("/papers/export/{file}", get(export))
        .route("/papers/templates/{form}", get(templates::show).post(templates::save))
        .route("/papers/office", get(office::show).post(office::check))
        .route("/papers/{paper}", get(draft::show).post(draft::save))
        .route("/papers/{paper}/{what}", get(files::file).post(draft::act))
        .route("/api/v1/papers", get(api::list_papers).post(api::begin_paper))
        .route("/api/v1/papers/office-files", post(office::check_office_file))
        .route("/api/v1/papers/registers", get(register_api::show_registers))
        .route("/api/v1/papers/registers/incoming", post(register_api::receive_paper))
        .route("/api/v1/papers/registers/correct", post(register_api::correct_arrival))
        .route("/api/v1/papers/registers/follow-up", post(register_api::follow_paper))
        .route("/api/v1/papers/registers/hand-over", post(register_api::hand_over))
        .route("/api/v1/papers/templates/{form}", get(template_api::show_template).post(template_api::set_template))
        .route("/api/v1/papers/{paper}", get(api::show_paper).post(api::write_paper))
        .route("/api/v1/papers/{paper}/{what}", post(api::end_paper))
}

/// A unit somebody asked for that there is not: what they typed, why, and units near it.
struct NoUnit {
    typed: String,
    why: String,
    near: Vec<Link>,
}

/// The person who asks, and the unit in the address: what the form names, else the unit of their first post. A name that fits no unit or
/// several is shown on the list of papers, with those it may mean.
fn asked(desk: &Desk, typed: Option<&str>) -> Result<(Actor, UnitId), Response> {
    let actor = desk.actor()?;
    let unit = match typed.map(str::trim).filter(|text| !text.is_empty()) {
        None => own_unit(desk, &actor).ok_or_else(|| desk.visit.refuse(&WebError::forbidden()))?,
        Some(text) => named(desk, text)?.map_err(|unknown| show_unknown(desk, &actor, unknown))?,
    };
    Ok((actor, unit))
}

/// The unit of that id or name, today or on the day of the address: units that have ended bear their names on a day they existed.
fn named(desk: &Desk, text: &str) -> Result<Result<UnitId, NoUnit>, Response> {
    let (registry, today) = (desk.app.reference().registry, desk.app.today());
    let on = match desk.frame().param("on").filter(|text| !text.trim().is_empty()) {
        None => today,
        Some(text) => match vedich_values::date::parse_date(text) {
            Some(day) => day.min(today),
            None => return Err(desk.visit.refuse(&WebError::bad_request(desk.frame().text("web.confirm.no-date").to_owned()))),
        },
    };
    if let Some(id) = text.parse::<UnitId>().ok().filter(|id| registry.get(*id).is_some()) {
        return Ok(Ok(id));
    }
    Ok(match registry.resolve(text, on) {
        Resolution::One(unit) => Ok(unit),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => {
            let way = |one: &vedich_units::Found| {
                Link::new(registry.path(one.unit, one.on), crate::frame::address("/papers", [("unit", one.unit.to_string().as_str())]))
            };
            let why = desk.frame().say("papers.no-unit", &[("unit", text), ("date", &desk.frame().date(on))]);
            Err(NoUnit { typed: text.to_owned(), why, near: found.iter().take(NEAR).map(way).collect() })
        }
    })
}

/// The list of one's own papers, with what is wrong with the unit that was asked for.
fn show_unknown(desk: &Desk, actor: &Actor, unknown: NoUnit) -> Response {
    let sent = Sent { typed: vec![("unit".to_owned(), unknown.typed)], wrong: vec![("unit", unknown.why)] };
    let Some(unit) = own_unit(desk, actor) else { return desk.visit.refuse(&WebError::forbidden()) };
    let shown = list_view(desk, actor, unit, sent).map(|view| page::ListView { near: unknown.near, ..view });
    shown.map_or_else(|elsewhere| elsewhere, |view| private(status(&view.sent), page::render(desk.frame(), &view)))
}

/// The unit of a person's first post that is in force, or what became of it.
fn own_unit(desk: &Desk, actor: &Actor) -> Option<UnitId> {
    let Some(person) = actor.hand.whose() else { return Some(vedich_units::COUNTRY) };
    let (registry, today) = (desk.app.reference().registry, desk.app.today());
    let unit = desk.app.rights().acting(person, today).map(|post| post.unit).next()?;
    if registry.at(unit, today).is_some() {
        return Some(unit);
    }
    let heir = registry.heirs(unit).into_iter().map(|heir| heir.unit).find(|heir| registry.at(*heir, today).is_some());
    Some(heir.unwrap_or(unit))
}

/// Drafts and registers are for the people of a unit and those above it.
fn readable(desk: &Desk, actor: &Actor, unit: UnitId) -> Result<(), Response> {
    desk.app.may(&actor.hand, Action::Read, &On::unit(unit)).map_err(|refusal| desk.fail(AppError::Forbidden(refusal)))
}

fn may(desk: &Desk, actor: &Actor, action: Action, unit: UnitId) -> bool {
    desk.app.may(&actor.hand, action, &On::unit(unit)).is_ok()
}

/// The last day of a unit that is no more.
fn ended(desk: &Desk, unit: UnitId) -> Option<Date> {
    let today = desk.app.today();
    desk.app.reference().registry.get(unit).and_then(|known| known.span.to).filter(|to| *to < today)
}

/// The name of a unit today, or of its last day.
fn unit_name(desk: &Desk, unit: UnitId) -> String {
    let registry = desk.app.reference().registry;
    let today = desk.app.today();
    let on = registry.get(unit).and_then(|known| known.span.to).map_or(today, |to| to.min(today));
    registry.path(unit, on)
}

fn form_name(desk: &Desk, id: &str) -> String {
    paper_forms().get(id).map_or_else(|| id.to_owned(), |form| desk.frame().lang.of(&form.name).to_owned())
}

/// What a paper is called in a list.
fn line_name(desk: &Desk, line: &PaperLine) -> String {
    let form = form_name(desk, &line.form);
    let period = line.period.as_ref().map(|period| desk.frame().lang.of(&paper_forms().period_name(period)).to_owned());
    period.map_or(form.clone(), |period| format!("{form}, {period}"))
}

fn state_words(desk: &Desk, line: &PaperLine) -> String {
    let f = desk.frame();
    match &line.state {
        PaperState::Draft => f.text("papers.draft").to_owned(),
        PaperState::Dropped => f.text("papers.dropped").to_owned(),
        PaperState::Issued { issue, dated } => f.say("papers.issued", &[("symbol", &issue.symbol), ("date", &f.date(*dated))]),
    }
}

async fn list(desk: Desk) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    show_list(&desk, &actor, unit, Sent::default())
}

fn show_list(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    let view = list_view(desk, actor, unit, sent)?;
    Ok(private(status(&view.sent), page::render(desk.frame(), &view)))
}

/// What the address looks for.
fn search(desk: &Desk) -> PaperSearch {
    let f = desk.frame();
    let issued = f.param("state").and_then(|state| ["draft", "issued"].contains(&state).then_some(state == "issued"));
    let year = f.param("year").and_then(|year| year.trim().parse().ok());
    PaperSearch { words: f.param("q").unwrap_or_default().to_owned(), issued, year }
}

fn row(desk: &Desk, line: &PaperLine) -> page::PaperRow {
    let (subject, issued) = match &line.state {
        PaperState::Issued { issue, .. } => (issue.title.clone(), true),
        PaperState::Draft | PaperState::Dropped => (String::new(), false),
    };
    page::PaperRow {
        name: Link::new(line_name(desk, line), format!("/papers/{}", line.id)),
        subject,
        state: state_words(desk, line),
        issued,
        changed: vedich_wording::date_time(desk.frame().lang, line.changed),
    }
}

fn list_view(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Result<page::ListView, Response> {
    readable(desk, actor, unit)?;
    let f = desk.frame();
    let after = f.param("after").and_then(|after| after.parse::<u64>().ok()).map(PaperId);
    let search = search(desk);
    let found = desk.app.find_papers(unit, &search, after, SHOWN);
    let today = desk.app.today();
    let year = chrono::Datelike::year(&today);
    let parts = paper_forms().parts(year).into_iter().map(|(code, name)| (code, crate::present::words::upper_first(f.lang.of(&name))));
    let kept = [("unit", unit.to_string()), ("q", search.words.clone()), ("state", f.param("state").unwrap_or_default().to_owned())];
    let kept = kept.into_iter().chain([("year", search.year.map(|year| year.to_string()).unwrap_or_default())]);
    let kept: Vec<(&str, String)> = kept.filter(|(_, value)| !value.is_empty()).collect();
    let export = crate::frame::address("/papers/export/papers.xlsx", kept.iter().map(|(key, value)| (*key, value.as_str())));
    Ok(page::ListView {
        unit: unit_name(desk, unit),
        unit_id: unit.to_string(),
        on: ended(desk, unit).map(|day| f.date_field(day)).unwrap_or_default(),
        near: Vec::new(),
        token: actor.token.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        may_begin: may(desk, actor, Action::Draft, unit),
        may_templates: may(desk, actor, Action::KeepTemplates, unit),
        parts: parts.collect(),
        proposed: (format!("{:02}", chrono::Datelike::month(&today)), year.to_string()),
        words: search.words,
        state: f.param("state").unwrap_or_default().to_owned(),
        year: search.year.map(|year| year.to_string()).unwrap_or_default(),
        lines: found.lines.iter().map(|line| row(desk, line)).collect(),
        next: found.next.map(|next| next_page(&kept, next)).unwrap_or_default(),
        cut: found.cut,
        export,
        sent,
    })
}

/// Where a list goes on.
fn next_page(kept: &[(&str, String)], after: PaperId) -> String {
    let after = after.to_string();
    let kept = kept.iter().map(|(key, value)| (*key, value.as_str()));
    crate::frame::address("/papers", kept.chain([("after", after.as_str())]))
}

/// The papers that are looked for as a workbook.
async fn export(desk: Desk, Path(file): Path<String>) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    readable(&desk, &actor, unit)?;
    if file != "papers.xlsx" {
        return Err(desk.visit.refuse(&WebError::not_found()));
    }
    let f = desk.frame();
    let found = desk.app.find_papers(unit, &search(&desk), None, EXPORTED);
    let rows = found.lines.iter().map(|line| row(&desk, line));
    let cells = rows.map(|row| [&row.name.text, &row.subject, &row.state, &row.changed].map(|text| Content::text(text)).to_vec());
    let headings = ["papers.form", "papers.subject", "papers.state", "papers.changed"];
    let table = Table {
        name: f.text("papers.title").to_owned(),
        title: f.say("papers.list", &[("unit", &unit_name(&desk, unit))]),
        columns: headings.map(|key| Column::new(f.text(key), Kind::Text)).to_vec(),
        rows: cells.collect(),
        ..Table::default()
    };
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("a list of papers could not be written: {error}")));
    let bytes = vedich_documents::write_xlsx(&table).map_err(failed)?;
    Ok(files::sent(files::Made { bytes, mime: files::XLSX, ending: "xlsx" }, &format!("papers-{unit}")))
}

async fn begin(desk: Desk, body: String) -> Answer {
    let mut sent = desk.sent(&body)?;
    let (actor, unit) = asked(&desk, sent.given("unit"))?;
    let (part, year) = (sent.typed("part"), sent.typed("period-year"));
    let code = if part.is_empty() { year.to_owned() } else { format!("{year}-{part}") };
    let period = paper_forms().parse_period(&code);
    if period.is_none() {
        sent.refuse("period-year", desk.frame().text("papers.period-hint"));
        return show_list(&desk, &actor, unit, sent);
    }
    let layout = sent.given("layout").unwrap_or("state").to_owned();
    let command = BeginPaper { unit, form: "report".to_owned(), layout, period, fields: None, on: None };
    match desk.app.begin_paper(actor.by(sent.typed("command")), command).await {
        Ok(begun) => Ok(see(&format!("/papers/{}", begun.facts.start))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            show_list(&desk, &actor, unit, sent)
        }
    }
}
