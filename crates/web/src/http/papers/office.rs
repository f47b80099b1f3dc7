//! An office's own bodies, layouts and weights: a page and a call that check a file and show what papers would look like with it.

use super::files::{Made, sent};
use super::{Desk, asked, private, readable, unit_name};
use crate::api::steering_shapes::{OfficeFileAnswer, OfficeFileRequest, OfficeSampleShape};
use crate::api::{Problem, ProblemShape};
use crate::http::actor::Actor;
use crate::http::asker::Writing;
use crate::http::{Answer, WebError, address};
use crate::pages::papers::office as page;
use crate::parts::Link;
use axum::Json;
use axum::http::StatusCode;
use vedich_app::AppError;
use vedich_app::papers::OfficeSample;
use vedich_papers::write_html;
use vedich_reference::{OfficeFile, office_files};
use vedich_rights::{Action, On};
use vedich_values::UnitId;

/// The name under which a file is told of, whatever somebody made of it in the form.
fn file_name(typed: &str) -> &'static str {
    let mut known = office_files().map(|(name, _)| name);
    known.find(|name| *name == typed).unwrap_or("bodies.toml")
}

pub(super) async fn show(desk: Desk) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    readable(&desk, &actor, unit)?;
    let name = file_name(desk.frame().param("file").unwrap_or_default());
    let text = office_files().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    Ok(private(StatusCode::OK, page::render(desk.frame(), &begun(&desk, &actor, unit, name, text.to_owned()))))
}

/// The page before anything of the file is known.
fn begun(desk: &Desk, actor: &Actor, unit: UnitId, name: &str, text: String) -> page::OfficeView {
    let id = unit.to_string();
    let way =
        |(file, _): (&'static str, &str)| Link::new(file, crate::frame::address("/papers/office", [("unit", id.as_str()), ("file", file)]));
    page::OfficeView {
        unit: unit_name(desk, unit),
        unit_id: id.clone(),
        file: name.to_owned(),
        files: office_files().map(way).collect(),
        text,
        token: actor.token.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        ..page::OfficeView::default()
    }
}

/// Checks what was sent: shown on samples, or handed over as a file when it is right.
pub(super) async fn check(desk: Desk, body: String) -> Answer {
    let given = desk.sent(&body)?;
    let (actor, unit) = asked(&desk, given.given("unit"))?;
    desk.app.may(&actor.hand, Action::KeepTemplates, &On::unit(unit)).map_err(|refusal| desk.fail(AppError::Forbidden(refusal)))?;
    let (name, text) = (file_name(given.typed("file")), address::verbatim(&body, "text").unwrap_or_default());
    let mut view = begun(&desk, &actor, unit, name, text.clone());
    let (app, tried) = (desk.app.clone(), text.clone());
    let made = tokio::task::spawn_blocking(move || app.try_office_file(name, &tried, unit)).await;
    match made.map_err(|_| desk.visit.refuse(&WebError::internal("a file of an office could not be checked")))? {
        Ok(_) if given.typed("what") == "save" => {
            let name = name.trim_end_matches(".toml");
            Ok(sent(
                Made { bytes: format!("{}\n", text.trim_end()).into_bytes(), mime: "application/toml; charset=utf-8", ending: "toml" },
                name,
            ))
        }
        Ok((file, samples)) => {
            view.right = true;
            view.samples = samples.iter().map(|sample| shown(&desk, sample)).collect();
            view.weights = match file {
                OfficeFile::Weights(schemes) => Some(schemes),
                OfficeFile::Bodies(_) | OfficeFile::Layout(_) => None,
            };
            Ok(private(StatusCode::OK, page::render(desk.frame(), &view)))
        }
        Err(AppError::Refused(problems)) => {
            view.problems = problems.iter().map(|problem| desk.frame().lang.problem(problem)).collect();
            Ok(private(StatusCode::UNPROCESSABLE_ENTITY, page::render(desk.frame(), &view)))
        }
        Err(other) => Err(desk.fail(other)),
    }
}

fn shown(desk: &Desk, sample: &OfficeSample) -> page::Sample {
    // The head as it is filled in; where no unit fits, as the file has it.
    let filled = sample.composed.as_ref().map(|one| one.paper.head.body.join(" "));
    let head = filled.or_else(|| sample.body.as_ref().map(|lines| lines.join(" ")));
    let layout = sample.composed.as_ref().map_or_else(|| sample.layout.clone(), |one| desk.frame().lang.of(&one.layout.name).to_owned());
    let title = [head, Some(layout)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    page::Sample { title, paper: sample.composed.as_ref().map(|one| write_html(&one.paper, &one.layout)) }
}

/// Checks a file of an office's own (bodies, layout, weights of emulation) and shows samples written with it; nothing of it is put to use.
#[utoipa::path(post, path = "/api/v1/papers/office-files", tag = "papers", request_body = OfficeFileRequest,
    responses((status = 200, body = OfficeFileAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn check_office_file(writing: Writing<OfficeFileRequest>) -> Result<Json<OfficeFileAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let unit = UnitId(sent.unit);
    let may = asker.app.may(&asker.actor.hand, Action::KeepTemplates, &On::unit(unit));
    may.map_err(|refusal| asker.of_write()(AppError::Forbidden(refusal)))?;
    let (app, name) = (asker.app.clone(), sent.name.unwrap_or_else(|| "office.toml".to_owned()));
    let tried = tokio::task::spawn_blocking(move || app.try_office_file(&name, &sent.text, unit)).await;
    let (file, samples) = tried.map_err(|_| asker.of_write()(AppError::Stopped))?.map_err(asker.of_write())?;
    let kind = match file {
        OfficeFile::Bodies(_) => "bodies",
        OfficeFile::Layout(_) => "layout",
        OfficeFile::Weights(_) => "weights",
    };
    let shape = |sample: &OfficeSample| OfficeSampleShape {
        body: sample.body.as_ref().map(|lines| lines.join(" ")),
        unit: sample.unit.map(UnitId::get),
        layout: sample.layout.clone(),
        html: sample.composed.as_ref().map(|one| write_html(&one.paper, &one.layout)),
    };
    Ok(Json(OfficeFileAnswer { kind, samples: samples.iter().map(shape).collect() }))
}
