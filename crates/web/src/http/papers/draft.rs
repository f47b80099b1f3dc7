//! One paper: what it says, writing on it, issuing it, giving it up.

use super::{Desk, may, readable, see, state_words, status, told, unit_name};
use crate::http::actor::Actor;
use crate::http::people::private;
use crate::http::{Answer, WebError};
use crate::pages::papers::draft as page;
use crate::parts::form::Sent;
use axum::extract::Path;
use axum::response::Response;
use std::collections::BTreeMap;
use vedich_app::AppError;
use vedich_app::papers::{Composed, IssuePaper, WritePaper};
use vedich_facts::PaperId;
use vedich_papers::PaperState;
use vedich_rights::{Action, On};
use vedich_values::date::{parse_date, print_date};
use vedich_values::{Diagnostic, FactSeq, Place};

/// Fields of a draft, at most: its passages and the lines of head and foot.
const MOST_FIELDS: usize = 200;

/// A paper the person may look at.
pub(super) async fn open(desk: &Desk, paper: &str) -> Result<(Actor, Composed), Response> {
    let actor = desk.actor()?;
    let id: PaperId = paper.parse().map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let Some(unit) = desk.app.papers().get(id).map(|line| line.unit) else { return Err(desk.visit.refuse(&WebError::not_found())) };
    readable(desk, &actor, unit)?;
    let composed = desk.app.compose(id).await.map_err(|error| desk.fail(error))?;
    Ok((actor, composed))
}

pub(super) async fn show(desk: Desk, Path(paper): Path<String>) -> Answer {
    let (actor, composed) = open(&desk, &paper).await?;
    show_paper(&desk, &actor, &composed, Sent::default())
}

fn show_paper(desk: &Desk, actor: &Actor, composed: &Composed, sent: Sent) -> Answer {
    let f = desk.frame();
    let line = &composed.line;
    let draft = line.state == PaperState::Draft;
    let today = desk.app.today();
    let next = desk.app.papers().next_number(line.unit, &composed.issuer, chrono::Datelike::year(&today));
    let typed = |key: &str, text: &str| {
        let name = format!("t-{key}");
        if sent.typed.iter().any(|(known, _)| *known == name) { sent.typed(&name).to_owned() } else { text.to_owned() }
    };
    let passage = |key: &str, label: &str, text: &str, changed: bool| page::Passage {
        key: key.to_owned(),
        label: label.to_owned(),
        text: typed(key, text),
        changed,
        choices: if key == "head-urgency" { urgencies(composed, f.text("papers.not-urgent")) } else { Vec::new() },
    };
    let problems = composed.problems.iter().map(|wrong| f.lang.problem_without_place(&wrong.told()));
    let said = |code: &'static str| f.lang.problem_without_place(&Diagnostic::error(code, Place::default()));
    let view = page::DraftView {
        id: line.id.to_string(),
        title: composed.title(),
        unit: unit_name(desk, line.unit),
        unit_id: line.unit.to_string(),
        state: state_words(desk, line),
        draft,
        may_write: draft && may(desk, actor, Action::Draft, line.unit),
        may_issue: draft && may(desk, actor, Action::Issue, line.unit),
        token: actor.token.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        base: line.version.to_string(),
        taken: composed.taken.filter(|_| draft).map(|day| f.date(day)).unwrap_or_default(),
        number: composed.layout.number_line(Some(next), &composed.layout.symbol(&composed.code, &composed.issuer)),
        today: print_date(today),
        prose: composed.prose.iter().map(|one| passage(&one.key, &one.label, &one.text, one.written)).collect(),
        head: composed.head.iter().map(|one| passage(one.key, f.text(head_label(one.key)), &one.text, one.text != one.proposed)).collect(),
        problems: problems.collect(),
        lacks: composed.lacks().into_iter().map(said).collect(),
        sent,
    };
    Ok(private(status(&view.sent), page::render(f, &view)))
}

/// The marks of urgency of the paper's layout, none first.
fn urgencies(composed: &Composed, none: &str) -> Vec<(String, String)> {
    let marks = composed.layout.urgency.iter().map(|known| (known.mark.clone(), known.mark.clone()));
    std::iter::once((String::new(), none.to_owned())).chain(marks).collect()
}

/// The words above a line of the head.
fn head_label(key: &str) -> &'static str {
    match key {
        "head-parent" => "papers.head-parent",
        "head-body" => "papers.head-body",
        "head-issuer" => "papers.head-issuer",
        "head-place" => "papers.head-place",
        "head-urgency" => "papers.head-urgency",
        "head-addressees" => "papers.head-addressees",
        "head-authority" => "papers.head-authority",
        "head-signer" => "papers.head-signer",
        "head-secretary" => "papers.head-secretary",
        _ => "papers.head-recipients",
    }
}

pub(super) async fn save(desk: Desk, Path(paper): Path<String>, body: String) -> Answer {
    // With the empty fields: a line that is emptied stays empty.
    let mut sent = desk.sent_with(&body, MOST_FIELDS)?;
    let (actor, composed) = open(&desk, &paper).await?;
    let may = desk.app.may(&actor.hand, Action::Draft, &On::unit(composed.line.unit));
    may.map_err(|refusal| desk.fail(AppError::Forbidden(refusal)))?;
    let texts = changed(&composed, &sent);
    let address = format!("/papers/{}", composed.line.id);
    if texts.is_empty() {
        return Ok(see(&address));
    }
    let base = FactSeq(sent.typed("base").parse().unwrap_or(0));
    let command = WritePaper { paper: composed.line.id, texts, base };
    match desk.app.write_paper(actor.by(sent.typed("command")), command).await {
        Ok(_) => Ok(see(&address)),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            show_paper(&desk, &actor, &composed, sent)
        }
    }
}

/// The places whose words differ from what stands there now; what is as proposed is not kept.
fn changed(composed: &Composed, sent: &Sent) -> BTreeMap<String, Option<String>> {
    let prose = composed.prose.iter().map(|one| (one.key.as_str(), one.proposed.as_str(), one.text.as_str()));
    let head = composed.head.iter().map(|one| (one.key, one.proposed.as_str(), one.text.as_str()));
    let mut texts = BTreeMap::new();
    for (key, proposed, text) in prose.chain(head) {
        let name = format!("t-{key}");
        let Some((_, typed)) = sent.typed.iter().find(|(known, _)| *known == name) else { continue };
        let typed = typed.replace("\r\n", "\n").trim().to_owned();
        if typed != text.trim() {
            texts.insert(key.to_owned(), (typed != proposed.trim()).then_some(typed));
        }
    }
    texts
}

pub(super) async fn act(desk: Desk, Path((paper, what)): Path<(String, String)>, body: String) -> Answer {
    let mut sent = desk.sent(&body)?;
    let (actor, composed) = open(&desk, &paper).await?;
    let by = actor.by(sent.typed("command"));
    let id = composed.line.id;
    let done = match what.as_str() {
        "issue" => {
            let dated = sent.given("dated").map(parse_date);
            if dated == Some(None) {
                sent.refuse("dated", desk.frame().text("web.confirm.no-date"));
                return show_paper(&desk, &actor, &composed, sent);
            }
            desk.app
                .issue_paper(
                    by,
                    IssuePaper {
                        paper: id,
                        dated: dated.flatten(),
                        number: None,
                        base: sent.given("base").and_then(|base| base.parse().ok()).map(FactSeq),
                    },
                )
                .await
        }
        "drop" => desk.app.drop_paper(by, id).await,
        "refresh" => desk.app.refresh_paper(by, id).await,
        _ => return Err(desk.visit.refuse(&WebError::not_found())),
    };
    match done {
        Ok(_) if what == "drop" => Ok(see(&crate::frame::address("/papers", [("unit", composed.line.unit.to_string().as_str())]))),
        Ok(_) => Ok(see(&format!("/papers/{id}"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            show_paper(&desk, &actor, &composed, sent)
        }
    }
}
