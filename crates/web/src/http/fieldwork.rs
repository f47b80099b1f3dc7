//! The daily work of people who signed in: verifying, what came back, evidence, responsibilities, visits.

pub(crate) mod attribute_api;
mod attributes;
mod duties;
pub(crate) mod duty_api;
mod evidence;
pub(super) mod place;
mod verify;
pub(crate) mod verify_api;

use attribute_api::{list_attributes, state_attribute};
use duty_api::{import_duties, list_duties};
pub(super) use evidence::{exhibit, sent_file};
use verify_api::{list_came_back, list_waiting, say};

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
        .route("/visits/{unit}/follow", post(visits::follow))
        .route("/visits/{unit}/file/{file}", get(visits::file))
        .route("/api/v1/places/{unit}/attributes", get(list_attributes).post(state_attribute))
        .route("/api/v1/verify", get(list_waiting).post(say))
        .route("/api/v1/returned", get(list_came_back))
        .route("/api/v1/responsibilities/{unit}", get(list_duties).post(import_duties))
}

/// The addresses that take files, whose bodies may be larger and slower than others.
pub(super) fn uploads() -> Listed {
    Listed::new()
        .route("/evidence/{unit}/attach", post(evidence::attach))
        .route("/visits/{unit}/record", post(visits::record))
        .route("/responsibility/{unit}/file", post(duties::take_file))
}
