//! Pages of roadmaps: everybody looks; who may plan here changes.

mod area;
mod carry;
mod change;
mod count;
mod days_off;
mod planning;
pub(super) mod show;

use super::listed::Listed;
use axum::routing::{get, post};

/// The addresses everybody may look at.
pub(super) fn shown() -> Listed {
    Listed::new()
        .route("/roadmaps", get(show::list))
        .route("/roadmaps/{unit}", get(show::one))
        .route("/roadmaps/{unit}/count", get(count::show).post(count::save))
        .route("/roadmaps/{unit}/value", get(show::value))
        .route("/roadmaps/{unit}/agreed", get(show::agreed))
        .route("/roadmaps/area/{unit}", get(area::show))
        .route("/roadmaps/area/{unit}/{file}", get(area::table))
}

/// The addresses of who plans.
pub(super) fn planned() -> Listed {
    Listed::new()
        .route("/roadmaps/{unit}/make", get(change::show_make).post(change::make))
        .route("/roadmaps/{unit}/task", get(change::show_task).post(change::save_task))
        .route("/roadmaps/{unit}/head", get(change::show_head).post(change::save_head))
        .route("/roadmaps/{unit}/history", get(change::history))
        .route("/roadmaps/{unit}/table", post(change::save_table))
        .route("/roadmaps/{unit}/do/{what}", post(change::deed))
        .route("/roadmaps/{unit}/carry", post(carry::carry))
        .route("/days-off/{unit}", get(days_off::show).post(days_off::declare))
        .route("/days-off/{unit}/withdraw", post(days_off::withdraw))
}
