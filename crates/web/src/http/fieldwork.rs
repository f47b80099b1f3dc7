//! The daily work of people who signed in: verifying, what came back, evidence, responsibilities, visits.

pub(crate) mod attribute_api;
mod attributes;
mod duties;
pub(crate) mod duty_api;
mod evidence;
pub(crate) mod evidence_api;
pub(super) mod place;
mod verify;
pub(crate) mod verify_api;

use attribute_api::{list_attributes, state_attribute};
use duty_api::{end_duty, give_duty, import_duties, list_duties};
pub(super) use evidence::{exhibit, remarks_on, remarks_told, sent_file, told_later};
use verify_api::{correct, list_came_back, list_waiting, say};

pub(crate) mod visit_api;
mod visits;

use super::listed::Listed;
use axum::routing::{get, post};

/// The addresses.
pub(super) fn routes() -> Listed {
    Listed::new()
        .route("/verify", get(verify::show).post(verify::say))
        .route("/returned", get(verify::show_returned))
        .route("/returned/{what}", post(verify::mend))
        .route("/evidence/{unit}", get(evidence::show))
        .route("/evidence/{unit}/withdraw", post(evidence::withdraw))
        .route("/evidence/{unit}/{file}", get(evidence::file))
        .route("/responsibility/{unit}", get(duties::show))
        .route("/responsibility/{unit}/{what}", get(duties::table).post(duties::change))
        .route("/attributes/{unit}", get(attributes::show).post(attributes::state))
        .route("/visits/{unit}", get(visits::show))
        .route("/visits/{unit}/file/{file}", get(visits::file))
        .route("/api/v1/places/{unit}/attributes", get(list_attributes).post(state_attribute))
        .route("/api/v1/verify", get(list_waiting).post(say))
        .route("/api/v1/returned", get(list_came_back))
        .route("/api/v1/returned/{value}/correct", post(correct))
        .route("/api/v1/responsibilities/{unit}", get(list_duties).post(import_duties))
        .route("/api/v1/responsibilities/{unit}/give", post(give_duty))
        .route("/api/v1/responsibilities/{unit}/{duty}/end", post(end_duty))
        .route("/api/v1/evidence/{unit}", get(evidence_api::list_evidence))
        .route("/api/v1/evidence/{unit}/checklist", get(evidence_api::show_checklist))
        .route("/api/v1/evidence/{unit}/archive", get(evidence_api::fetch_archive))
        .route("/api/v1/evidence/{unit}/links", post(evidence_api::attach_link))
        .route("/api/v1/evidence/{unit}/{evidence}", get(evidence_api::show_evidence))
        .route("/api/v1/evidence/{unit}/{evidence}/content", get(evidence_api::fetch_evidence))
        .route("/api/v1/evidence/{unit}/{evidence}/withdraw", post(evidence_api::withdraw_evidence))
        .route("/api/v1/visits/{unit}", get(visit_api::list_visits).post(visit_api::record_visit))
        .route("/api/v1/visits/{unit}/{visit}/follow", post(visit_api::follow_visit))
        .route("/api/v1/visits/{unit}/{visit}/files/{place}", get(visit_api::fetch_visit_file))
}

/// The addresses that take files, whose bodies may be larger and slower than others.
pub(super) fn uploads() -> Listed {
    Listed::new()
        .route("/evidence/{unit}/attach", post(evidence::attach))
        .route("/visits/{unit}/record", post(visits::record))
        .route("/visits/{unit}/follow", post(visits::follow))
        .route("/responsibility/{unit}/file", post(duties::take_file))
        .route("/api/v1/evidence/{unit}/files", post(evidence_api::attach_file))
}
