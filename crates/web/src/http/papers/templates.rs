//! Templates of an area: edited by its coordination office, tried with the sample, refused when they ask for what is not there.

use super::{Desk, asked, form_name, private, readable, see, status, told, unit_name};
use crate::http::actor::Actor;
use crate::http::{Answer, WebError};
use crate::pages::papers::template as page;
use crate::parts::form::Sent;
use axum::extract::Path;
use vedich_app::papers::Report;
use vedich_papers::{Form, write_html};
use vedich_reference::{paper_forms, paper_sample};
use vedich_values::UnitId;

pub(super) async fn show(desk: Desk, Path(form): Path<String>) -> Answer {
    let (actor, unit) = asked(&desk, desk.frame().param("unit"))?;
    let form = paper_forms().get(&form).ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    show_template(&desk, &actor, unit, form, Sent::default())
}

fn show_template(desk: &Desk, actor: &Actor, unit: UnitId, form: &Form, sent: Sent) -> Answer {
    readable(desk, actor, unit)?;
    let source = desk.app.template(unit, form);
    let text = sent.typed.iter().find(|(name, _)| name == "text").map_or_else(|| source.to_string(), |(_, typed)| typed.clone());
    let tried = desk.app.try_template(unit, form, &text, &Report::sample(form));
    let preview = tried.ok().filter(|composed| composed.problems.is_empty()).map(|one| write_html(&one.paper, &one.layout));
    let others = paper_forms().iter().map(|other| {
        let address = crate::frame::address(&format!("/papers/templates/{}", other.id), [("unit", unit.to_string().as_str())]);
        crate::parts::Link::new(form_name(desk, &other.id), address)
    });
    let view = page::TemplateView {
        unit: unit_name(desk, unit),
        unit_id: unit.to_string(),
        form: form.id.clone(),
        name: form_name(desk, &form.id),
        forms: others.collect(),
        text,
        fields: serde_json::to_string_pretty(&paper_sample(form)).unwrap_or_default(),
        preview,
        token: actor.token.clone(),
        command: uuid::Uuid::now_v7().to_string(),
        sent,
    };
    Ok(private(status(&view.sent), page::render(desk.frame(), &view)))
}

pub(super) async fn save(desk: Desk, Path(form): Path<String>, body: String) -> Answer {
    let mut sent = desk.sent(&body)?;
    let (actor, unit) = asked(&desk, sent.given("unit"))?;
    let form = paper_forms().get(&form).ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    let text = match sent.typed("what") {
        "try" => return show_template(&desk, &actor, unit, form, sent),
        "reset" => None,
        _ => Some(sent.typed("text").to_owned()),
    };
    match desk.app.set_template(actor.by(sent.typed("command")), unit, &form.id, text).await {
        Ok(_) => Ok(see(&crate::frame::address(&format!("/papers/templates/{}", form.id), [("unit", unit.to_string().as_str())]))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            show_template(&desk, &actor, unit, form, sent)
        }
    }
}
