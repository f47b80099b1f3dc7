//! Papers through the API: begun, written on, issued, read. Their files are at `/papers/{paper}/paper.docx`, `.pdf`, `.html`, `tables.xlsx`.

use crate::api::steering_shapes::{
    IssueRequest, ItemWrittenAnswer, PaperDetail, PaperRequest, PaperShape, PaperTextsRequest, PapersQuery, PapersState,
};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::actor::Actor;
use crate::http::asker::{Asker, Writing};
use crate::http::steering::write_api::{span, written};
use axum::Json;
use axum::extract::Path;
use vedich_app::App;
use vedich_app::papers::{BeginFrom, BeginPaper, Composed, IssuePaper, Occasion, PaperSearch, WritePaper};
use vedich_board::steering::{ProposalScope, TaskScope};
use vedich_facts::PaperId;
use vedich_papers::{Forms, PaperLine, PaperState};
use vedich_rights::{Action, On};
use vedich_values::{FactSeq, ItemKey, UnitId};
use vedich_wording::Lang;

/// What papers are made of.
const FORMS: &str = "report, notice, invitation, minutes, count, chase, reminder, proposals";
/// Papers of a list at most.
const MOST: usize = 500;

/// A page of the papers of a unit, the latest first; it goes on with the id of its last one as `after`.
#[utoipa::path(get, path = "/api/v1/papers", tag = "papers",
    params(PapersQuery),
    responses((status = 200, body = Vec<PaperShape>), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_papers(asker: Asker, Asking(query): Asking<PapersQuery>) -> Result<Json<Vec<PaperShape>>, Problem> {
    let (lang, app, unit) = (asker.lang, &asker.app, UnitId(query.unit));
    let issued = query.state.map(|state| state == PapersState::Issued);
    let search = PaperSearch { words: query.q.unwrap_or_default(), issued, year: query.year };
    let mut after = query.after.map(PaperId);
    readable(lang, app, &asker.actor, unit)?;
    let mut lines = Vec::new();
    loop {
        let found = app.find_papers(unit, &search, after, MOST - lines.len());
        lines.extend(found.lines.iter().map(|line| shape(line)));
        after = found.next;
        if !found.cut {
            return Ok(Json(lines));
        }
    }
}

/// Begins a draft: a report of a period, or a paper made of a meeting, of tasks, of proposals, with their figures.
#[utoipa::path(post, path = "/api/v1/papers", tag = "papers", request_body = PaperRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn begin_paper(writing: Writing<PaperRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let (unit, layout) = (UnitId(asked.unit), asked.layout.clone().unwrap_or_else(|| "state".to_owned()));
    let by = asker.by();
    let begun = if asked.form == "report" {
        let text = asked.period.as_deref().unwrap_or_default();
        let period = vedich_reference::paper_forms()
            .parse_period(text)
            .ok_or_else(|| Problem::unusable(lang, "period", text, "2026-11, 2026-Q4, 2026-H1, 2026-9M, 2026"))?;
        let form = asked.form;
        app.begin_paper(by, BeginPaper { unit, form, layout, period: Some(period), fields: None, on: None }).await
    } else {
        let occasion = occasion(lang, &asked)?;
        seen(lang, app, &asker.actor, &occasion).await?;
        app.begin_from(by, BeginFrom { unit, layout, occasion, on: asked.on }).await
    };
    let begun = begun.map_err(asker.of_write())?;
    Ok(written(&begun.facts.start.to_string(), &begun))
}

fn occasion(lang: Lang, asked: &PaperRequest) -> Result<Occasion, Problem> {
    let area = UnitId(asked.area.unwrap_or(asked.unit));
    let meeting = || asked.meeting.as_deref().map(ItemKey::new).ok_or_else(|| Problem::missing(lang, "meeting"));
    Ok(match asked.form.as_str() {
        "notice" => Occasion::Notice(meeting()?),
        "invitation" => Occasion::Invitation(meeting()?),
        "minutes" => Occasion::Minutes(meeting()?),
        "count" => Occasion::Count(area, span(lang, asked.span.as_deref())?),
        "chase" => Occasion::Chase(TaskScope::Area(area)),
        "reminder" => Occasion::Reminder(TaskScope::Area(area)),
        "proposals" if asked.sent => Occasion::Register(ProposalScope::From(area)),
        "proposals" => Occasion::Register(ProposalScope::With(area)),
        other => return Err(Problem::unusable(lang, "form", other, FORMS)),
    })
}

/// What a paper is made of has to be readable to whoever makes it: steering is read within one's own area.
async fn seen(lang: Lang, app: &App, actor: &Actor, occasion: &Occasion) -> Result<(), Problem> {
    let units = match occasion {
        Occasion::Notice(key) | Occasion::Invitation(key) | Occasion::Minutes(key) => {
            let meeting = app.meeting_now(key).await.map_err(|error| Problem::of_write(lang, error))?;
            std::iter::once(meeting.unit).chain(meeting.plan.places).collect()
        }
        Occasion::Count(area, _) | Occasion::Chase(TaskScope::Area(area)) | Occasion::Reminder(TaskScope::Area(area)) => vec![*area],
        Occasion::Register(ProposalScope::From(area) | ProposalScope::With(area)) => vec![*area],
        Occasion::Chase(_) | Occasion::Reminder(_) | Occasion::Register(_) => Vec::new(),
    };
    let found = units.into_iter().any(|unit| app.may_within(&actor.hand, Action::Read, unit));
    if found { Ok(()) } else { Err(Problem::forbidden(lang)) }
}

/// A paper with its words and figures: an issued one as it was issued, a draft with the present figures.
#[utoipa::path(get, path = "/api/v1/papers/{paper}", tag = "papers", params(("paper" = u64, Path, description = "The paper")),
    responses((status = 200, body = PaperDetail), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn show_paper(asker: Asker, Path(id): Path<String>) -> Result<Json<PaperDetail>, Problem> {
    let (lang, app) = (asker.lang, &asker.app);
    let (paper, unit) = known(lang, app, &id)?;
    readable(lang, app, &asker.actor, unit)?;
    let composed = app.compose(paper).await.map_err(asker.of_write())?;
    Ok(Json(detail(&composed)))
}

/// Writes on a draft. What others wrote into the same places since is never lost: refused then.
#[utoipa::path(post, path = "/api/v1/papers/{paper}", tag = "papers", request_body = PaperTextsRequest,
    params(("paper" = u64, Path, description = "The paper")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn write_paper(Path(id): Path<String>, writing: Writing<PaperTextsRequest>) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let PaperTextsRequest { texts, base } = sent;
    let (paper, _) = known(lang, app, &id)?;
    let base = base.map_or_else(|| app.papers().get(paper).map_or(FactSeq(0), |line| line.version), FactSeq);
    let done = app.write_paper(asker.by(), WritePaper { paper, texts, base }).await;
    Ok(written(&paper.to_string(), &done.map_err(asker.of_write())?))
}

/// Issues a draft: it gets its number and never changes again. Or drops it, or takes the figures of a draft out of steering down anew.
#[utoipa::path(post, path = "/api/v1/papers/{paper}/{what}", tag = "papers", request_body = IssueRequest,
    params(("paper" = u64, Path, description = "The paper"), ("what" = String, Path, description = "issue, drop or refresh")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn end_paper(
    Path((id, what)): Path<(String, String)>,
    writing: Writing<IssueRequest>,
) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let (paper, _) = known(lang, app, &id)?;
    let by = asker.by();
    let done = match what.as_str() {
        "issue" => {
            let IssueRequest { dated, number, base } = sent;
            app.issue_paper(by, IssuePaper { paper, dated, number, base: base.map(FactSeq) }).await
        }
        "drop" => app.drop_paper(by, paper).await,
        "refresh" => app.refresh_paper(by, paper).await,
        _ => return Err(Problem::not_found(lang, "api.no-such-address", &what)),
    };
    Ok(written(&paper.to_string(), &done.map_err(asker.of_write())?))
}

pub(super) fn readable(lang: Lang, app: &App, actor: &Actor, unit: UnitId) -> Result<(), Problem> {
    app.may(&actor.hand, Action::Read, &On::unit(unit)).map_err(|_| Problem::forbidden(lang))
}

fn known(lang: Lang, app: &App, id: &str) -> Result<(PaperId, UnitId), Problem> {
    let paper: Option<PaperId> = id.parse().ok();
    let line = paper.and_then(|paper| app.papers().get(paper).cloned());
    line.map(|line| (line.id, line.unit)).ok_or_else(|| Problem::not_found(lang, "api.no-such-address", id))
}

fn shape(line: &PaperLine) -> PaperShape {
    let (state, symbol, dated) = match &line.state {
        PaperState::Draft => ("draft", None, None),
        PaperState::Dropped => ("dropped", None, None),
        PaperState::Issued { issue, dated } => ("issued", Some(issue.symbol.clone()), Some(*dated)),
    };
    PaperShape {
        id: line.id.0,
        unit: line.unit.get(),
        form: line.form.clone(),
        layout: line.layout.clone(),
        period: line.period.as_ref().map(Forms::period_code),
        state,
        symbol,
        dated,
        version: line.version.get(),
    }
}

fn detail(composed: &Composed) -> PaperDetail {
    let prose = composed.prose.iter().map(|one| (one.key.clone(), one.text.clone()));
    let head = composed.head.iter().map(|one| (one.key.to_owned(), one.text.clone()));
    let files = ["paper.docx", "paper.pdf", "paper.html", "tables.xlsx"];
    PaperDetail {
        paper: shape(&composed.line),
        title: composed.title(),
        texts: prose.chain(head).collect(),
        problems: composed.problems.iter().map(|wrong| wrong.code.to_owned()).collect(),
        content: serde_json::to_value(&composed.paper).unwrap_or_default(),
        files: files.map(|file| format!("/papers/{}/{file}", composed.line.id)).to_vec(),
    }
}
