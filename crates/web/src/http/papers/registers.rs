//! The registers of a unit and year: what went out, what came in.

use super::files::{Made, XLSX, sent as send};
use super::{Desk, asked, may, readable, see, status, told, unit_name};
use crate::http::WebError;
use crate::http::actor::Actor;
use crate::http::people::private;
use crate::pages::papers::registers as page;
use crate::parts::form::Sent;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::papers::{ReceivePaper, follow_table, incoming_table, outgoing_table, tables_workbook};
use vedich_facts::{FollowUp, HandOver, Handed};
use vedich_papers::{Arrival, Registers};
use vedich_rights::Action;
use vedich_values::UnitId;
use vedich_values::date::{parse_date, print_date};

pub(super) async fn show(desk: Desk) -> Response {
    let typed = desk.frame().param("unit").map(ToOwned::to_owned);
    match asked(&desk, typed.as_deref()) {
        Ok((actor, unit)) => show_registers(&desk, &actor, unit, Sent::default()),
        Err(elsewhere) => elsewhere,
    }
}

fn year(desk: &Desk) -> i32 {
    let this = chrono::Datelike::year(&desk.app.today());
    desk.frame().param("year").and_then(|text| text.trim().parse().ok()).filter(|year| (1900..=2200).contains(year)).unwrap_or(this)
}

fn show_registers(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Response {
    if let Err(refused) = readable(desk, actor, unit) {
        return refused;
    }
    let (papers, year) = (desk.app.papers(), year(desk));
    let view = page::RegistersView {
        unit: unit_name(desk, unit),
        unit_id: unit.to_string(),
        year: year.to_string(),
        outgoing: outgoing_table(&papers, unit, year),
        incoming: incoming_table(&papers, unit, year),
        followed: follow_table(&papers, unit, year, desk.app.today()),
        handed: handed_choices(&papers, unit, year),
        arrivals: papers.incoming(unit, year).into_iter().map(|arrival| arrival_choice(arrival)).collect(),
        may_receive: may(desk, actor, Action::Submit, unit),
        token: actor.token.clone(),
        today: print_date(desk.app.today()),
        sent,
    };
    private(status(&view.sent), page::render(desk.frame(), &view))
}

fn arrival_choice(arrival: &Arrival) -> (String, String) {
    let receipt = &arrival.receipt;
    (receipt.number.to_string(), format!("{:02} · {} · {}", receipt.number, receipt.author, receipt.title))
}

/// Papers that can be handed over: those issued, then those that came in.
fn handed_choices(papers: &Registers, unit: UnitId, year: i32) -> Vec<(String, String)> {
    let out = papers.outgoing(unit, year).into_iter();
    let out = out.map(|(line, issue, _)| (format!("out-{}", line.id), format!("{} · {}", issue.symbol, issue.title)));
    let came = papers.incoming(unit, year).into_iter().map(|arrival| {
        let (number, words) = arrival_choice(arrival);
        (format!("in-{number}"), words)
    });
    out.chain(came).collect()
}

/// What became of a paper that came in.
async fn follow(desk: &Desk, actor: &Actor, unit: UnitId, mut sent: Sent) -> Response {
    let own = |name: &str| sent.typed(name).to_owned();
    let (year, number) = (own("year").parse().unwrap_or_else(|_| year(desk)), own("number").parse().unwrap_or(0));
    let follow = FollowUp { year, number, progress: own("progress"), answer: own("answer"), note: own("note") };
    match desk.app.follow_paper(actor.by(sent.typed("command")), unit, follow).await {
        Ok(_) => {
            see(&crate::frame::address("/papers/registers", [("unit", unit.to_string().as_str()), ("year", year.to_string().as_str())]))
        }
        Err(error) => match told(desk, &mut sent, error) {
            Ok(()) => show_registers(desk, actor, unit, sent),
            Err(elsewhere) => elsewhere,
        },
    }
}

/// How a paper was handed over.
async fn hand_over(desk: &Desk, actor: &Actor, unit: UnitId, mut sent: Sent) -> Response {
    let (today, year) = (desk.app.today(), sent.typed("year").parse().unwrap_or_else(|_| year(desk)));
    let on = sent.given("on").map_or(Some(today), parse_date);
    let copies = sent.given("copies").map(|text| text.parse::<u32>().ok());
    let what = match sent.typed("which").split_once('-') {
        Some(("out", id)) => id.parse().ok().map(Handed::Issued),
        Some(("in", number)) => number.parse().ok().map(|number| Handed::Arrival { year, number }),
        _ => None,
    };
    if on.is_none() {
        sent.refuse("on", desk.frame().text("web.confirm.no-date"));
    }
    if copies == Some(None) {
        sent.refuse("copies", desk.frame().text("papers.copies-hint"));
    }
    let (Some(on), Some(what), true) = (on, what, sent.wrong.is_empty()) else { return show_registers(desk, actor, unit, sent) };
    let own = |name: &str| sent.typed(name).to_owned();
    let over = HandOver { what, copies: copies.flatten(), kept_by: own("kept-by"), received_by: own("received-by"), note: own("note") };
    match desk.app.hand_over(actor.by(sent.typed("command")), unit, on, over).await {
        Ok(_) => {
            see(&crate::frame::address("/papers/registers", [("unit", unit.to_string().as_str()), ("year", year.to_string().as_str())]))
        }
        Err(error) => match told(desk, &mut sent, error) {
            Ok(()) => show_registers(desk, actor, unit, sent),
            Err(elsewhere) => elsewhere,
        },
    }
}

pub(super) async fn receive(desk: Desk, body: String) -> Response {
    let mut sent = match desk.sent(&body) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let (actor, unit) = match asked(&desk, sent.given("unit")) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    match sent.typed("what") {
        "follow" => return follow(&desk, &actor, unit, sent).await,
        "hand-over" => return hand_over(&desk, &actor, unit, sent).await,
        _ => {}
    }
    let today = desk.app.today();
    let no_date = desk.frame().text("web.confirm.no-date");
    let came = sent.given("came").map_or(Some(today), parse_date);
    let dated = parse_date(sent.typed("dated"));
    let due = sent.given("due").map(parse_date);
    for (name, wrong) in [("came", came.is_none()), ("dated", dated.is_none()), ("due", due == Some(None))] {
        if wrong {
            sent.refuse(name, no_date);
        }
    }
    let (Some(came), Some(dated), true) = (came, dated, sent.wrong.is_empty()) else {
        return show_registers(&desk, &actor, unit, sent);
    };
    let own = |name: &str| sent.typed(name).to_owned();
    let command = ReceivePaper {
        unit,
        came,
        author: own("author"),
        symbol: own("symbol"),
        dated,
        title: own("subject"),
        given_to: own("given-to"),
        due: due.flatten(),
    };
    match desk.app.receive_paper(actor.by(sent.typed("command")), command).await {
        Ok(_) => {
            let year = chrono::Datelike::year(&came).to_string();
            see(&crate::frame::address("/papers/registers", [("unit", unit.to_string().as_str()), ("year", year.as_str())]))
        }
        Err(error) => match told(&desk, &mut sent, error) {
            Ok(()) => show_registers(&desk, &actor, unit, sent),
            Err(elsewhere) => elsewhere,
        },
    }
}

/// A register as a workbook: `outgoing.xlsx`, `incoming.xlsx`.
pub(super) async fn file(desk: Desk, Path(file): Path<String>) -> Response {
    let typed = desk.frame().param("unit").map(ToOwned::to_owned);
    let (actor, unit) = match asked(&desk, typed.as_deref()) {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere,
    };
    if let Err(refused) = readable(&desk, &actor, unit) {
        return refused;
    }
    let (papers, year) = (desk.app.papers(), year(&desk));
    let table = match file.as_str() {
        "outgoing.xlsx" => outgoing_table(&papers, unit, year),
        "follow-up.xlsx" => follow_table(&papers, unit, year, desk.app.today()),
        "incoming.xlsx" => incoming_table(&papers, unit, year),
        _ => return desk.visit.refuse(&WebError::not_found()),
    };
    match tables_workbook(&[&table]) {
        Ok(bytes) => send(Made { bytes, mime: XLSX, ending: "xlsx" }, &format!("{}-{unit}-{year}", file.trim_end_matches(".xlsx"))),
        Err(error) => desk.visit.refuse(&WebError::internal(&format!("a register could not be written: {error}"))),
    }
}
