//! Where things are kept on this machine, by the platform's custom.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::text::Lang;

/// What a person sets: `$XDG_CONFIG_HOME/chair`.
///
/// # Errors
/// Where the account has no home.
pub fn config() -> anyhow::Result<PathBuf> {
    Ok(base()?.config_dir().join("chair"))
}

/// The account has no home.
#[derive(Debug, thiserror::Error)]
#[error("{}", Lang::En.text(NO_HOME))]
pub struct NoHome;

/// The text that says so.
pub const NO_HOME: &str = "cli.no_home";

fn base() -> anyhow::Result<Xdg> {
    Ok(Xdg::new().map_err(|_| NoHome)?)
}

/// What sessions are kept in: `$XDG_DATA_HOME/chair`.
///
/// # Errors
/// Where the account has no home.
pub fn data() -> anyhow::Result<PathBuf> {
    Ok(base()?.data_dir().join("chair"))
}

/// What this program keeps for itself, drafts and its log: `$XDG_STATE_HOME/chair`.
///
/// # Errors
/// Where the account has no home.
pub fn state() -> anyhow::Result<PathBuf> {
    let base = base()?;
    Ok(base
        .state_dir()
        .unwrap_or_else(|| base.data_dir())
        .join("chair"))
}
