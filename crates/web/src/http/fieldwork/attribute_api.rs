//! Properties of units through the API: read and stated.

use crate::api::attribute_shapes::{AttributeRequest, AttributeShape};
use crate::api::steering_shapes::ItemWrittenAnswer;
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use crate::http::steering::write_api::written;
use axum::Json;
use axum::extract::Path;
use vedich_app::AppError;
use vedich_app::commands::StateAttribute;
use vedich_app::import::read_attribute;
use vedich_facts::{AttributeValue, Body, Recorded};
use vedich_rights::Action;
use vedich_values::Diagnostic;

/// What is stated of a unit beside values: tier worked towards, zone, group, what sets ask for; latest first.
#[utoipa::path(get, path = "/api/v1/places/{unit}/attributes", tag = "places",
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = Vec<AttributeShape>), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn list_attributes(asker: Asker, Path(id): Path<String>) -> Result<Json<Vec<AttributeShape>>, Problem> {
    let unit = super::duty_api::asked(&asker, &id, Action::Read)?;
    let stated = asker.app.live().place(unit, None).map(|place| place.attributes).unwrap_or_default();
    Ok(Json(stated.iter().filter_map(|recorded| shape(recorded)).collect()))
}

/// States a property of a unit from a day on.
#[utoipa::path(post, path = "/api/v1/places/{unit}/attributes", tag = "places", request_body = AttributeRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn state_attribute(
    Path(id): Path<String>,
    writing: Writing<AttributeRequest>,
) -> Result<Json<ItemWrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let lang = asker.lang;
    let unit = super::duty_api::asked(&asker, &id, Action::KeepRegister)?;
    let reference = asker.app.reference();
    let asked = reference.registry.get(unit).map(|unit| reference.catalogue.attributes(unit.level)).unwrap_or_default();
    let attribute = asked.iter().find(|attribute| attribute.name == sent.name);
    let names = || asked.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>().join(", ");
    let problem = |code: &'static str| Diagnostic::error(code, vedich_values::Place::default());
    let Some(attribute) = attribute else {
        let unknown = problem("fact.unknown-attribute").with("found", &sent.name).with("candidates", names());
        return Err(Problem::refused(lang, &[unknown]));
    };
    let Some(value) = read_attribute(attribute, &sent.value) else {
        return Err(Problem::refused(lang, &[problem("fact.wrong-attribute").with("attribute", &sent.name)]));
    };
    let AttributeRequest { name, from, to, source, .. } = sent;
    match asker.app.state_attribute(asker.by(), StateAttribute { unit, from, to, name, value, source }).await {
        Ok(done) => Ok(written(&id, &done)),
        Err(AppError::Refused(problems)) => Err(Problem::refused(lang, &problems)),
        Err(error) => Err(Problem::of_write(lang, error)),
    }
}

fn shape(recorded: &Recorded) -> Option<AttributeShape> {
    let Body::Attribute { name, value, to } = &recorded.fact.body else { return None };
    let value = match value {
        AttributeValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::Text(word) => word.clone(),
    };
    let source = recorded.fact.source.as_deref().map(str::to_owned);
    Some(AttributeShape { seq: recorded.seq.get(), name: name.clone(), value, from: recorded.fact.as_of, to: *to, source })
}
