//! What can be told of a provider before anybody comes by it: for whoever sets it up.

use super::provider::Provider;
use super::{Ask, SingleSignOn, TwoFactors};
use std::sync::Arc;
use vedich_values::Timestamp;

/// A provider that answers as it has to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLook {
    /// The keys it signs with.
    pub keys: usize,
    /// What the settings count on and the provider does not say it can.
    pub lacks: Vec<Lack>,
}

/// Something a provider does not say it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// To ask that well (`acr_values_supported`): nobody will be taken to have shown two factors by it.
    Class(String),
    /// To say that of people (`claims_supported`).
    Claim(&'static str),
}

impl SingleSignOn {
    /// Asks the provider what it is and for its keys; nobody is signed in.
    ///
    /// # Errors
    /// In words for the log, when it does not answer, or not as it has to.
    pub async fn look(&self, ask: Arc<dyn Ask>, now: Timestamp) -> Result<ProviderLook, String> {
        let provider = Provider::new(self.issuer.clone(), ask);
        let found = provider.discovered(now).await?;
        let keys = provider.keys(None, now).await?.count();
        // Both lists may be left out; what is left out says nothing.
        let lacks = |list: &[String], one: &str| !list.is_empty() && !list.iter().any(|said| said == one);
        let classes = self.two_factors.iter().filter_map(|way| match way {
            TwoFactors::Class(class) if lacks(&found.acr_values_supported, class) => Some(Lack::Class(class.clone())),
            _ => None,
        });
        let needed = [
            ("acr", self.two_factors.iter().any(|way| matches!(way, TwoFactors::Class(_)))),
            ("amr", self.two_factors.iter().any(|way| matches!(way, TwoFactors::Method(_)))),
            ("auth_time", true),
            ("email_verified", self.link_by_email),
        ];
        let claims = needed.into_iter().filter(|(claim, counts)| *counts && lacks(&found.claims_supported, claim));
        let lacks = classes.chain(claims.map(|(claim, _)| Lack::Claim(claim))).collect();
        Ok(ProviderLook { keys, lacks })
    }
}
