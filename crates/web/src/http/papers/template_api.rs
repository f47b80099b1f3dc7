//! Templates of papers through the API: the one in force for a unit, set for its area, or given up for the one above.

use super::api::readable;
use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::steering_shapes::{TemplateQuery, TemplateRequest, TemplateShape};
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::Path;
use vedich_papers::Form;
use vedich_reference::paper_forms;
use vedich_values::UnitId;
use vedich_wording::Lang;

/// The template in force for the papers of a unit: its own, that of the nearest unit above that set one, or the shipped one.
#[utoipa::path(get, path = "/api/v1/papers/templates/{form}", tag = "papers",
    params(("form" = String, Path, description = "report, notice, invitation, minutes, count, chase, reminder, proposals"),
        TemplateQuery),
    responses((status = 200, body = TemplateShape), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 404, body = ProblemShape)))]
pub(crate) async fn show_template(
    asker: Asker,
    Path(id): Path<String>,
    Asking(query): Asking<TemplateQuery>,
) -> Result<Json<TemplateShape>, Problem> {
    let (lang, app, unit) = (asker.lang, &asker.app, UnitId(query.unit));
    readable(lang, app, &asker.actor, unit)?;
    let form = known(lang, &id)?;
    let set_by = app.template_set_by(unit, form).map(UnitId::get);
    Ok(Json(TemplateShape { form: form.id.clone(), unit: unit.get(), set_by, text: app.template(unit, form).to_string() }))
}

/// Sets the template of a form for the papers of a unit and of all below it that set none themselves; without a text, the one above holds
/// again. A template that asks for what is not there is refused with every problem.
#[utoipa::path(post, path = "/api/v1/papers/templates/{form}", tag = "papers", request_body = TemplateRequest,
    params(("form" = String, Path, description = "report, notice, invitation, minutes, count, chase, reminder, proposals")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn set_template(Path(id): Path<String>, writing: Writing<TemplateRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let form = known(asker.lang, &id)?;
    let done = asker.app.set_template(asker.by(), UnitId(sent.unit), &form.id, sent.text).await;
    Ok(Json(done.map_err(asker.of_write())?.into()))
}

fn known(lang: Lang, form: &str) -> Result<&'static Form, Problem> {
    paper_forms().get(form).ok_or_else(|| Problem::not_found(lang, "api.no-such-address", form))
}
