//! Pages, JSON API, assets.
