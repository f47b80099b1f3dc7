//! A router that knows its addresses, so that a test can ask about every one of them.

use super::WebState;
use axum::Router;
use axum::routing::MethodRouter;

/// A router and the list of its addresses.
pub(crate) struct Listed {
    router: Router<WebState>,
    addresses: Vec<&'static str>,
}

impl Listed {
    pub(crate) fn new() -> Self {
        Self { router: Router::new(), addresses: Vec::new() }
    }

    /// Adds an address.
    pub(crate) fn route(mut self, address: &'static str, methods: MethodRouter<WebState>) -> Self {
        self.router = self.router.route(address, methods);
        self.addresses.push(address);
        self
    }

    /// Adds the addresses of another.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.addresses.extend(other.addresses);
        self
    }

    pub(crate) fn into_router(self) -> Router<WebState> {
        self.router
    }

    pub(crate) fn into_addresses(self) -> Vec<&'static str> {
        self.addresses
    }
}
