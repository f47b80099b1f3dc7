//! The registers of a unit and year: what went out, what came in.

use super::files::{Made, XLSX, sent as send};
use super::{Desk, SHOWN, asked, may, readable, see, status, told, unit_name};
use crate::http::actor::Actor;
use crate::http::people::private;
use crate::http::{Answer, WebError};
use crate::pages::papers::registers as page;
use crate::parts::form::Sent;
use axum::extract::Path;
use axum::response::Response;
use std::sync::Arc;
use vedich_app::papers::{
    CorrectArrival, ReceivePaper, RegisterSearch, Selected, follow_table, incoming_table, outgoing_table, tables_workbook,
};
use vedich_app::people::called;
use vedich_facts::{FollowUp, HandOver, Handed};
use vedich_papers::{Arrival, Earlier, Outgoing, Registers};
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

/// What the address, or the form that was sent, selects of the registers.
fn selected(desk: &Desk, unit: UnitId, sent: &Sent) -> Selected {
    let words = desk.frame().param("q").or_else(|| sent.given("q")).unwrap_or_default();
    let year = sent.given("year").and_then(|year| year.parse().ok()).unwrap_or_else(|| year(desk));
    desk.app.registers_of(RegisterSearch { unit, year, words: words.trim().to_owned() })
}

fn show_registers(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    readable(desk, actor, unit)?;
    let (papers, selected) = (desk.app.papers(), selected(desk, unit, &sent));
    let (year, today) = (selected.search().year, desk.app.today());
    let after = |name: &str| desk.frame().param(name).and_then(|text| text.parse().ok());
    let outgoing = selected.outgoing_page(after("out"), SHOWN);
    let incoming = selected.incoming_page(after("in"), SHOWN);
    let followed = selected.followed_page(after("open"), SHOWN);
    let next = |name: &str, next: Option<u64>| next.map(|next| desk.frame().here_with(&[(name, &next.to_string())])).unwrap_or_default();
    let mut shown = incoming.lines.clone();
    shown.extend(followed.lines.iter().filter(|line| !incoming.lines.iter().any(|other| other.seq == line.seq)));
    let view = page::RegistersView {
        unit: unit_name(desk, unit),
        unit_id: unit.to_string(),
        year: year.to_string(),
        words: selected.search().words.clone(),
        outgoing: (outgoing_table(year, outgoing.lines.iter().copied()), next("out", outgoing.next)),
        incoming: (incoming_table(year, incoming.lines.iter().copied()), next("in", incoming.next)),
        followed: (follow_table(year, followed.lines.iter().copied(), today), next("open", followed.next)),
        handed: handed_choices(&outgoing.lines, &shown),
        arrivals: shown.iter().map(|arrival| arrival_choice(arrival)).collect(),
        corrected: chosen(desk, &papers, unit, year, &sent),
        earlier: incoming.lines.iter().flat_map(|arrival| earlier(desk, arrival)).collect(),
        may_receive: may(desk, actor, Action::Draft, unit),
        token: actor.token.clone(),
        today: print_date(today),
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

/// The way back to the registers of a unit and year, with what was looked for there.
fn to_registers(unit: UnitId, year: i32, sent: &Sent) -> Response {
    let (unit, year) = (unit.to_string(), year.to_string());
    let words = sent.given("q").map(|words| ("q", words));
    see(&crate::frame::address("/papers/registers", [("unit", unit.as_str()), ("year", year.as_str())].into_iter().chain(words)))
}

fn arrival_choice(arrival: &Arrival) -> (String, String) {
    let receipt = &arrival.receipt;
    (receipt.number.to_string(), format!("{:02} · {} · {}", receipt.number, receipt.author, receipt.title))
}

/// Papers that can be handed over, of those shown: those issued, then those that came in.
fn handed_choices(issued: &[Outgoing<'_>], came: &[&Arc<Arrival>]) -> Vec<(String, String)> {
    let out = issued.iter().map(|(line, issue, _)| (format!("out-{}", line.id), format!("{} · {}", issue.symbol, issue.title)));
    let came = came.iter().map(|arrival| {
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
        Ok(_) => Ok(to_registers(unit, year, &sent)),
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
        Ok(_) => Ok(to_registers(unit, year, &sent)),
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
        Ok(_) => Ok(to_registers(unit, year, &sent)),
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
        Ok(_) => Ok(to_registers(unit, year, &sent)),
        Err(error) => {
            told(desk, &mut sent, error)?;
            show_registers(desk, actor, unit, sent)
        }
    }
}

/// A register as a workbook: `outgoing.xlsx`, `incoming.xlsx`, `follow-up.xlsx`: every line selected, in the order of their numbers.
pub(super) async fn file(desk: Desk, Path(file): Path<String>) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    readable(&desk, &actor, unit)?;
    let selected = selected(&desk, unit, &Sent::default());
    let year = selected.search().year;
    let [outgoing, incoming, followed] = selected.tables(desk.app.today());
    let table = match file.as_str() {
        "outgoing.xlsx" => outgoing,
        "follow-up.xlsx" => followed,
        "incoming.xlsx" => incoming,
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    let failed = |error| desk.visit.refuse(&WebError::internal(&format!("a register could not be written: {error}")));
    let bytes = tables_workbook(&[&table]).map_err(failed)?;
    Ok(send(Made { bytes, mime: XLSX, ending: "xlsx" }, &format!("{}-{unit}-{year}", file.trim_end_matches(".xlsx"))))
}
