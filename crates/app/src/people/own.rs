//! What people do with their own account: password and second factor. Each asks for the present password.

use super::links::ChooseError;
use super::session::Signed;
use super::signin::SignInError;
use super::{Visitor, password, signin, totp};
use crate::{App, AppError};
use chrono::TimeDelta;
use vedich_journal::vault::Credential;
use vedich_values::{Diagnostic, Place, Timestamp};

/// How long coming in by single sign-on stands for a password: what it takes to read a page and fill in a form.
const JUST_NOW: TimeDelta = TimeDelta::minutes(10);

/// How far having come in by single sign-on stands for a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameBySso {
    /// It does: the provider says that it has just asked them (`auth_time`), or they have just shown a code of ours.
    JustNow,
    /// It was too long ago: they show it once more.
    Earlier,
    /// They have just come, and the provider does not say when it asked them: they may have been signed in there since the morning.
    Untimed,
}

/// A second factor to be set up on a device.
#[derive(Clone, PartialEq, Eq)]
pub struct Device {
    /// The secret, to be typed.
    pub secret: String,
    /// The same as an address, for a QR code.
    pub uri: String,
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Device").finish_non_exhaustive()
    }
}

impl App {
    /// What the vault knows of a person: whether there is a password, a second factor.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn own_credential(&self, signed: &Signed) -> Result<Option<Credential>, AppError> {
        Ok(self.entrance().vault.credential(signed.person.id).await?)
    }

    /// How many recovery codes they have left.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn recovery_codes_left(&self, signed: &Signed) -> Result<u64, AppError> {
        Ok(self.entrance().vault.recovery_codes_left(signed.person.id).await?)
    }

    /// Changes their password and ends their other sessions.
    ///
    /// # Errors
    /// When the present one is wrong, the new one too weak, or the journal does not answer.
    pub async fn change_password(&self, signed: &Signed, present: &str, chosen: &str) -> Result<(), ChooseError> {
        self.prove(signed, present).await?;
        password::check(chosen, &signed.person.login, &signed.person.name)?;
        let hash = self.hash_password(chosen).await;
        let vault = &self.entrance().vault;
        vault.set_password(signed.person.id, &hash, self.clock().now()).await.map_err(AppError::from)?;
        vault.drop_links(signed.person.id).await.map_err(AppError::from)?;
        self.shut(signed.person.id, Some(signed.token())).await?;
        Ok(self.note("change-password", signed.hand()).await?)
    }

    /// Begins a second factor: the device to set up. It is asked for once [`App::confirm_device`] has seen a code of it.
    ///
    /// # Errors
    /// When the password is wrong, the keys of the installation were renewed since this process began, or the journal does not answer.
    pub async fn begin_device(&self, signed: &Signed, present: &str) -> Result<Device, ChooseError> {
        self.prove(signed, present).await?;
        if !self.entrance().keys.are_current(&self.entrance().vault).await.map_err(AppError::from)? {
            // Sealed with the old key, the seed would open nothing once the process is started again.
            tracing::warn!("the keys of the installation were renewed: this process has to be started again");
            return Err(AppError::Refused(vec![Diagnostic::error("account.keys-renewed", Place::default())]).into());
        }
        let secret = totp::secret();
        let sealed = self.entrance().keys.seal(&signin::purpose(&signed.person), &secret);
        self.entrance().vault.begin_totp(signed.person.id, &sealed).await.map_err(AppError::from)?;
        Ok(self.pending_device(signed).await?.unwrap_or(Device { secret: String::new(), uri: String::new() }))
    }

    /// The device being set up, if there is one.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn pending_device(&self, signed: &Signed) -> Result<Option<Device>, AppError> {
        let totp = self.own_credential(signed).await?.and_then(|known| known.totp).filter(|totp| totp.confirmed_at.is_none());
        let secret = totp.and_then(|totp| self.entrance().keys.unseal(&signin::purpose(&signed.person), &totp.sealed));
        Ok(secret.map(|secret| Device { secret: totp::base32(&secret), uri: totp::uri(&signed.person.login, &secret) }))
    }

    /// Asks for the second factor from now on; the answer is the recovery codes, shown once.
    ///
    /// # Errors
    /// When the code is wrong, or the journal does not answer.
    pub async fn confirm_device(&self, signed: &Signed, code: &str) -> Result<Vec<String>, ChooseError> {
        let vault = &self.entrance().vault;
        let (keys, now) = (&self.entrance().keys, self.clock().now());
        let begun = self.own_credential(signed).await?.and_then(|known| known.totp).filter(|totp| totp.confirmed_at.is_none());
        let secret = begun.and_then(|totp| keys.unseal(&signin::purpose(&signed.person), &totp.sealed));
        let step = secret.and_then(|secret| totp::step_of(&secret, code, now)).ok_or(ChooseError::WrongCode)?;
        if !vault.use_totp_step(signed.person.id, step).await.map_err(AppError::from)? {
            return Err(ChooseError::WrongCode);
        }
        let codes = totp::recovery_codes();
        let hashes: Vec<_> = codes.iter().map(|code| totp::recovery_hash(code)).collect();
        vault.confirm_totp(signed.person.id, now, &hashes).await.map_err(AppError::from)?;
        vault.close_sessions(signed.person.id, Some(signed.token())).await.map_err(AppError::from)?;
        self.note("add-second-factor", signed.hand()).await?;
        Ok(codes)
    }

    /// Takes the second factor away.
    ///
    /// # Errors
    /// When the password is wrong, or the journal does not answer.
    pub async fn remove_device(&self, signed: &Signed, present: &str) -> Result<(), ChooseError> {
        self.prove(signed, present).await?;
        self.entrance().vault.remove_totp(signed.person.id).await.map_err(AppError::from)?;
        Ok(self.note("remove-second-factor", signed.hand()).await?)
    }

    /// New recovery codes; the old ones no longer open.
    ///
    /// # Errors
    /// When the password is wrong, or the journal does not answer.
    pub async fn renew_recovery_codes(&self, signed: &Signed, present: &str) -> Result<Vec<String>, ChooseError> {
        self.prove(signed, present).await?;
        let codes = totp::recovery_codes();
        let hashes: Vec<_> = codes.iter().map(|code| totp::recovery_hash(code)).collect();
        self.entrance().vault.set_recovery_codes(signed.person.id, &hashes).await.map_err(AppError::from)?;
        self.note("renew-recovery-codes", signed.hand()).await?;
        Ok(codes)
    }

    /// How far having come in by single sign-on stands for the password somebody has not got here; none: they came in another way.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn came_by_sso(&self, signed: &Signed) -> Result<Option<CameBySso>, AppError> {
        let now = self.clock().now();
        let is_now = |at: Timestamp| now - at < JUST_NOW;
        if !signed.came_by_sso() {
            return Ok(None);
        }
        if !is_now(signed.session.started_at) {
            return Ok(Some(CameBySso::Earlier));
        }
        if matches!(signed.session.means.as_str(), "sso+totp" | "sso+recovery") {
            return Ok(Some(CameBySso::JustNow));
        }
        Ok(Some(match self.asked_at_sso(signed).await? {
            None => CameBySso::Untimed,
            Some(at) if is_now(at) => CameBySso::JustNow,
            Some(_) => CameBySso::Earlier,
        }))
    }

    /// Whoever sits at an open session still has to know the password; guessing it there counts as failing to sign in.
    pub(super) async fn prove(&self, signed: &Signed, present: &str) -> Result<(), ChooseError> {
        let visitor = Visitor { address: signed.session.address.clone(), agent: String::new() };
        let told = |error| match error {
            SignInError::Wait(seconds) => ChooseError::Wait(seconds),
            SignInError::Wrong => ChooseError::WrongOld,
            SignInError::App(error) => ChooseError::App(error),
        };
        let _turn = self.awaited(&signed.person.login, &visitor).await.map_err(told)?;
        let stored = self.own_credential(signed).await?.and_then(|known| known.password);
        if stored.is_none() && self.came_by_sso(signed).await.map_err(ChooseError::App)? == Some(CameBySso::JustNow) {
            return Ok(());
        }
        if self.verify_password(present, stored).await {
            return Ok(());
        }
        self.failed(&signed.person.login, &visitor).await.map_err(told)
    }
}
