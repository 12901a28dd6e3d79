//! The demo's own hub: on a loopback port, with a journal in a folder of its own.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::forms::Dossier;
use crate::hub::{Added, Clock, House, HouseError, Limits, Links, Randomness, serve};
use crate::journal::Store;
use crate::text::Lang;

/// A hub that serves one session.
pub(super) struct EmbeddedHub {
    /// What opens the session.
    pub(super) links: Links,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

impl EmbeddedHub {
    /// Begins to serve a session that is new in this folder.
    ///
    /// # Errors
    /// Where the folder holds the session already or cannot be used, or there is no port.
    pub(super) async fn open(
        data: &Path,
        dossier: Dossier,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        lang: Lang,
    ) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .context(lang.text("demo.no_port"))?;
        let base = format!("http://{}", listener.local_addr()?);
        let store = Store::open(data).map_err(|error| anyhow!(error.text(lang)))?;
        let house = Arc::new(House::open(store, clock, randomness, Limits::default()));
        let session = dossier.plan.id.clone();
        let told = |error: HouseError| anyhow!(error.text(lang));
        if house.add(dossier.plan, &dossier.documents).map_err(told)? == Added::Resumed {
            house.stop().await;
            bail!(lang.fill("demo.not_new", &[("data", &data.display())]));
        }
        house.note_address(&base).map_err(told)?;
        let links = house
            .links(&session, &base)
            .context(lang.text("demo.no_port"))?;
        let stop = CancellationToken::new();
        let server = tokio::spawn(serve(listener, house, stop.clone()));
        Ok(Self {
            links,
            stop,
            server,
        })
    }

    /// Fires when the hub goes down.
    pub(super) fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Stops the hub and waits until everything is at rest.
    ///
    /// # Errors
    /// Where the listener failed.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        self.stop.cancel();
        self.server.await??;
        Ok(())
    }
}
