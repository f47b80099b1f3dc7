//! Papers: lists, drafts, files, issuing, registers, templates.

pub(crate) mod api;
mod draft;
mod files;
pub(crate) mod register_api;
mod registers;
mod templates;

use super::WebError;
use super::actor::Actor;
use super::listed::Listed;
use super::people::{Desk, private, see, status, told};
use crate::pages::papers::list as page;
use crate::parts::Link;
use crate::parts::form::Sent;
use axum::response::Response;
use axum::routing::{get, post};
use vedich_app::AppError;
use vedich_app::papers::BeginPaper;
use vedich_papers::{Forms, PaperLine, PaperState};
use vedich_reference::paper_forms;
use vedich_rights::{Action, On};
use vedich_units::Resolution;
use vedich_values::{Date, UnitId};

/// Papers of a list shown at once.
const SHOWN: usize = 200;

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/papers", get(list).post(begin))
        .route("/papers/registers", get(registers::show).post(registers::receive))
        .route("/papers/registers/{file}", get(registers::file))
        .route("/papers/templates/{form}", get(templates::show).post(templates::save))
        .route("/papers/{paper}", get(draft::show).post(draft::save))
        .route("/papers/{paper}/{what}", get(files::file).post(draft::act))
        .route("/api/v1/papers", get(api::list_papers).post(api::begin_paper))
        .route("/api/v1/papers/registers", get(register_api::show_registers))
        .route("/api/v1/papers/registers/incoming", post(register_api::receive_paper))
        .route("/api/v1/papers/registers/follow-up", post(register_api::follow_paper))
        .route("/api/v1/papers/registers/hand-over", post(register_api::hand_over))
        .route("/api/v1/papers/{paper}", get(api::show_paper).post(api::write_paper))
        .route("/api/v1/papers/{paper}/{what}", post(api::end_paper))
}

/// The person who asks, and the unit in the address: what the form names, else the unit of their first post.
fn asked(desk: &Desk, typed: Option<&str>) -> Result<(Actor, UnitId), Response> {
    let actor = desk.actor()?;
    let registry = desk.app.reference().registry;
    let today = desk.app.today();
    // Units that have ended bear their names on a day they existed.
    let on = match desk.frame().param("on").filter(|text| !text.trim().is_empty()) {
        None => today,
        Some(text) => match vedich_values::date::parse_date(text) {
            Some(day) => day.min(today),
            None => return Err(desk.visit.refuse(&WebError::bad_request(desk.frame().text("web.confirm.no-date").to_owned()))),
        },
    };
    let named = typed.filter(|text| !text.trim().is_empty()).map(|text| {
        let id = text.trim().parse::<UnitId>().ok().filter(|id| registry.get(*id).is_some());
        id.map_or_else(|| registry.resolve(text, on), Resolution::One)
    });
    let unit = match named {
        Some(Resolution::One(unit)) => unit,
        Some(Resolution::Ambiguous(found) | Resolution::NotFound(found)) => {
            let near = found.iter().take(4).map(|one| registry.path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
            let near = if near.is_empty() { "–".to_owned() } else { near };
            let why = desk
                .frame()
                .say("papers.no-unit", &[("unit", typed.unwrap_or_default()), ("date", &desk.frame().date(on)), ("near", &near)]);
            return Err(desk.visit.refuse(&WebError::bad_request(why)));
        }
        None => own_unit(desk, &actor).ok_or_else(|| desk.visit.refuse(&WebError::forbidden()))?,
    };
    Ok((actor, unit))
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

async fn list(desk: Desk) -> Response {
    let typed = desk.frame().param("unit").map(ToOwned::to_owned);
    match asked(&desk, typed.as_deref()) {
        Ok((actor, unit)) => show_list(&desk, &actor, unit, Sent::default()),
        Err(elsewhere) => elsewhere,
    }
}

fn show_list(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Response {
    if let Err(refused) = readable(desk, actor, unit) {
        return refused;
    }
    let papers = desk.app.papers();
    let lines = papers.of_unit(unit).take(SHOWN).map(|line| page::PaperRow {
        name: Link::new(line_name(desk, line), format!("/papers/{}", line.id)),
        state: state_words(desk, line),
        issued: matches!(line.state, PaperState::Issued { .. }),
        changed: vedich_wording::date_time(desk.frame().lang, line.changed),
    });
    let view = page::ListView {
        unit: unit_name(desk, unit),
        unit_id: unit.to_string(),
        on: ended(desk, unit).map(|day| desk.frame().date_field(day)).unwrap_or_default(),
        token: actor.token.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        may_begin: may(desk, actor, Action::Submit, unit),
        may_templates: may(desk, actor, Action::KeepTemplates, unit),
        proposed: proposed_period(desk.app.today()),
        lines: lines.collect(),
        sent,
    };
    private(status(&view.sent), page::render(desk.frame(), &view))
}

/// The period that ended last or ends next: the month of today.
fn proposed_period(today: Date) -> String {
    let (year, month) = (chrono::Datelike::year(&today), chrono::Datelike::month(&today));
    paper_forms().period("month", year, month).as_ref().map(Forms::period_code).unwrap_or_default()
}

async fn begin(desk: Desk, body: String) -> Response {
    let mut sent = match desk.sent(&body) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let (actor, unit) = match asked(&desk, sent.given("unit")) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    let period = paper_forms().parse_period(sent.typed("period"));
    if period.is_none() {
        sent.refuse("period", desk.frame().text("papers.period-hint"));
        return show_list(&desk, &actor, unit, sent);
    }
    let layout = sent.given("layout").unwrap_or("state").to_owned();
    let command = BeginPaper { unit, form: "report".to_owned(), layout, period, fields: None, on: None };
    match desk.app.begin_paper(actor.by(sent.typed("command")), command).await {
        Ok(begun) => see(&format!("/papers/{}", begun.facts.start)),
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => show_list(&desk, &actor, unit, sent),
            Err(elsewhere) => elsewhere,
        },
    }
}
