//! The registers of a unit and year: what went out, what came in.

use super::files::{Made, XLSX, sent as send};
use super::{Desk, asked, may, readable, see, status, told, unit_name};
use crate::http::actor::Actor;
use crate::http::people::private;
use crate::http::{Answer, WebError};
use crate::pages::papers::registers as page;
use crate::parts::form::Sent;
use crate::present::writer::called;
use axum::extract::Path;
use axum::response::Response;
use vedich_app::papers::{CorrectArrival, ReceivePaper, follow_table, incoming_table, outgoing_table, tables_workbook};
use vedich_facts::{FollowUp, HandOver, Handed};
use vedich_papers::{Arrival, Earlier, Registers};
use vedich_rights::Action;
use vedich_values::date::{parse_date, print_date};
use vedich_values::{Date, FactSeq, UnitId};

pub(super) async fn show(desk: Desk) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    show_registers(&desk, &actor, unit, Sent::default())
}

fn year(desk: &Desk) -> i32 {
    let this = chrono::Datelike::year(&desk.app.today());
    desk.frame().param("year").and_then(|text| text.trim().parse().ok()).filter(|year| (1900..=2200).contains(year)).unwrap_or(this)
}

fn show_registers(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    readable(desk, actor, unit)?;
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
        corrected: chosen(desk, &papers, unit, year, &sent),
        earlier: papers.incoming(unit, year).into_iter().flat_map(|arrival| earlier(desk, arrival)).collect(),
        may_receive: may(desk, actor, Action::Submit, unit),
        token: actor.token.clone(),
        today: print_date(desk.app.today()),
        sent,
    };
    Ok(private(status(&view.sent), page::render(desk.frame(), &view)))
}

/// The line that is being corrected: chosen in the address, or sent back.
fn chosen(desk: &Desk, papers: &Registers, unit: UnitId, year: i32, sent: &Sent) -> Option<(String, String, Sent)> {
    let number = sent.given("number").filter(|_| sent.typed("what") == "correct").or_else(|| desk.frame().param("correct"))?;
    let arrival = papers.arrival(unit, year, number.parse().ok()?)?;
    let receipt = &arrival.receipt;
    let day = |date: Option<Date>| date.map(print_date).unwrap_or_default();
    let stands = [
        ("author", receipt.author.clone()),
        ("subject", receipt.title.clone()),
        ("symbol", receipt.symbol.clone()),
        ("dated", day(Some(receipt.dated))),
        ("came", day(Some(arrival.came))),
        ("due", day(receipt.due)),
        ("given-to", receipt.given_to.clone()),
    ];
    let typed = stands.map(|(name, value)| (name.to_owned(), value)).to_vec();
    Some((number.to_owned(), arrival.version().to_string(), Sent { typed, ..Sent::default() }))
}

/// What a line said before each of its corrections, the latest first.
fn earlier(desk: &Desk, arrival: &Arrival) -> Vec<String> {
    let f = desk.frame();
    let said = |earlier: &Earlier| {
        let Earlier { came, receipt, replaced } = earlier;
        let due = receipt.due.map(|due| f.lang.say("paper.due", &[("date", &print_date(due))])).unwrap_or_default();
        let dates = [f.date(*came), receipt.author.clone(), receipt.symbol.clone(), f.date(receipt.dated)];
        let parts = dates.into_iter().chain([receipt.title.clone(), receipt.given_to.clone(), due]);
        let what = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let at = vedich_wording::date_time(f.lang, replaced.at);
        let by = called(&desk.app.rights(), f.lang, &replaced.by, Some(arrival.unit), *came);
        let number = format!("{:02}", receipt.number);
        f.say("papers.was", &[("number", &number), ("what", &what), ("at", &at), ("by", &by), ("reason", &replaced.reason)])
    };
    arrival.earlier.iter().rev().map(said).collect()
}

/// The way back to the registers of a unit and year.
fn to_registers(unit: UnitId, year: i32) -> Response {
    see(&crate::frame::address("/papers/registers", [("unit", unit.to_string().as_str()), ("year", year.to_string().as_str())]))
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
async fn follow(desk: &Desk, actor: &Actor, unit: UnitId, mut sent: Sent) -> Answer {
    let own = |name: &str| sent.typed(name).to_owned();
    let (year, number) = (own("year").parse().unwrap_or_else(|_| year(desk)), own("number").parse().unwrap_or(0));
    let follow = FollowUp { year, number, progress: own("progress"), answer: own("answer"), note: own("note") };
    match desk.app.follow_paper(actor.by(sent.typed("command")), unit, follow).await {
        Ok(_) => Ok(to_registers(unit, year)),
        Err(error) => {
            told(desk, &mut sent, error)?;
            show_registers(desk, actor, unit, sent)
        }
    }
}

/// How a paper was handed over.
async fn hand_over(desk: &Desk, actor: &Actor, unit: UnitId, mut sent: Sent) -> Answer {
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
        Ok(_) => Ok(to_registers(unit, year)),
        Err(error) => {
            told(desk, &mut sent, error)?;
            show_registers(desk, actor, unit, sent)
        }
    }
}

/// A line of the incoming register as a form gives it; none when a day in it is wrong, which is told.
fn line_of(desk: &Desk, unit: UnitId, sent: &mut Sent) -> Option<ReceivePaper> {
    let no_date = desk.frame().text("web.confirm.no-date");
    let came = sent.given("came").map_or(Some(desk.app.today()), parse_date);
    let dated = parse_date(sent.typed("dated"));
    let due = sent.given("due").map(parse_date);
    for (name, wrong) in [("came", came.is_none()), ("dated", dated.is_none()), ("due", due == Some(None))] {
        if wrong {
            sent.refuse(name, no_date);
        }
    }
    let own = |name: &str| sent.typed(name).to_owned();
    Some(ReceivePaper {
        unit,
        came: came?,
        author: own("author"),
        symbol: own("symbol"),
        dated: dated?,
        title: own("subject"),
        given_to: own("given-to"),
        due: due.flatten(),
    })
    .filter(|_| sent.wrong.is_empty())
}

pub(super) async fn receive(desk: Desk, body: String) -> Answer {
    let mut sent = desk.sent(&body)?;
    let (actor, unit) = asked(&desk, sent.given("unit"))?;
    match sent.typed("what") {
        "follow" => return follow(&desk, &actor, unit, sent).await,
        "hand-over" => return hand_over(&desk, &actor, unit, sent).await,
        "correct" => return correct(&desk, &actor, unit, sent).await,
        _ => {}
    }
    let Some(command) = line_of(&desk, unit, &mut sent) else { return show_registers(&desk, &actor, unit, sent) };
    let year = chrono::Datelike::year(&command.came);
    match desk.app.receive_paper(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(to_registers(unit, year)),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            show_registers(&desk, &actor, unit, sent)
        }
    }
}

/// A line of the incoming register, written anew with a reason.
async fn correct(desk: &Desk, actor: &Actor, unit: UnitId, mut sent: Sent) -> Answer {
    let Some(line) = line_of(desk, unit, &mut sent) else { return show_registers(desk, actor, unit, sent) };
    let year = sent.typed("year").parse().unwrap_or_else(|_| year(desk));
    let base = sent.typed("base").parse().ok().map(FactSeq);
    let command =
        CorrectArrival { line, year, number: sent.typed("number").parse().unwrap_or(0), reason: sent.typed("reason").to_owned(), base };
    match desk.app.correct_arrival(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(to_registers(unit, year)),
        Err(error) => {
            told(desk, &mut sent, error)?;
            show_registers(desk, actor, unit, sent)
        }
    }
}

/// A register as a workbook: `outgoing.xlsx`, `incoming.xlsx`.
pub(super) async fn file(desk: Desk, Path(file): Path<String>) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    readable(&desk, &actor, unit)?;
    let (papers, year) = (desk.app.papers(), year(&desk));
    let table = match file.as_str() {
        "outgoing.xlsx" => outgoing_table(&papers, unit, year),
        "follow-up.xlsx" => follow_table(&papers, unit, year, desk.app.today()),
        "incoming.xlsx" => incoming_table(&papers, unit, year),
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("a register could not be written: {error}")));
    let bytes = tables_workbook(&[&table]).map_err(failed)?;
    Ok(send(Made { bytes, mime: XLSX, ending: "xlsx" }, &format!("{}-{unit}-{year}", file.trim_end_matches(".xlsx"))))
}
