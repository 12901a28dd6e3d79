//! `chair host`: the hub over a data directory.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::args::Host;
use super::files::{Folder, read_up_to};
use super::settings::Settings;
use super::{check, links, log_to_file, say};
use crate::forms::{self, MOST_SESSION};
use crate::hub::{Added, House, HouseError, Limits, Links, SystemClock, SystemRandomness, server};
use crate::journal::{SessionInfo, Store};
use crate::text::{Lang, Trouble};

/// Serves until the program is told to end. Answers whether the session files were right; where one
/// has mistakes, they are told and nothing is served.
///
/// # Errors
/// Where a session file cannot be read, the data directory is in use, or the address is.
pub async fn run(options: &Host, settings: &Settings) -> anyhow::Result<bool> {
    let lang = settings.lang();
    log_to_file(settings);
    raise_open_files();
    let data = options.data.clone().map_or_else(|| settings.data(), Ok)?;
    let mut dossiers = vec![];
    for file in &options.files {
        match read(file, lang)? {
            Some(dossier) => dossiers.push(dossier),
            None => return Ok(false),
        }
    }
    // Where nobody can be let in, nothing is begun either.
    let asked = options.listen.unwrap_or_else(|| settings.listen());
    let listener = listen(asked, lang).await?;
    let base = options
        .url
        .as_deref()
        .or(settings.url())
        .map_or_else(|| address(&listener, asked), str::to_owned);
    let store = Store::open(&data).map_err(|error| anyhow!(error.text(lang)))?;
    let (clock, randomness) = (Arc::new(SystemClock::new()), Arc::new(SystemRandomness));
    let house = Arc::new(House::open(store, clock, randomness, Limits::default()));
    let told = |error: HouseError| anyhow!(error.text(lang));
    house.note_address(&base).map_err(told)?;
    for dossier in dossiers {
        let title = dossier.plan.id.clone();
        if house.add(dossier.plan, &dossier.documents).map_err(told)? == Added::Resumed {
            say(&lang.fill("cli.host.resumed", &[("title", &title)]))?;
        }
    }
    let kept = house.kept().map_err(told)?;
    if kept.is_empty() {
        bail!(lang.fill("cli.host.nothing", &[("data", &data.display())]));
    }
    for session in &kept {
        house.resume(&session.name).map_err(told)?;
        if let Some(own) = house.links(&session.name, &base) {
            let file = write_links(&data, &session.name, &base, lang)?;
            tell(
                session,
                &own,
                &file,
                &again(&data, &session.name),
                asked,
                lang,
            )?;
        }
    }
    say(&lang.fill(
        "cli.host.serving",
        &[("base", &base), ("data", &data.display())],
    ))?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        if told_to_end().await.is_ok() {
            told.cancel();
        }
    });
    server::serve(listener, house, stop)
        .await
        .context(lang.text("cli.host.broken"))?;
    say(lang.text("cli.host.stopped"))?;
    Ok(true)
}

/// Reads a session file; where it has mistakes, they are told as `check` does, and there is none.
fn read(file: &Path, lang: Lang) -> anyhow::Result<Option<forms::Dossier>> {
    let name = file
        .file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy();
    let right = read_up_to(file, MOST_SESSION)
        .ok()
        .and_then(|text| forms::read(&text, &name, &Folder::of(file)).ok());
    if right.is_none() {
        let mut told = io::stderr().lock();
        check::run(file, lang, false, &mut told)?;
        let mistakes = lang.fill("cli.host.mistakes", &[("file", &file.display())]);
        writeln!(told, "{mistakes}")?;
    }
    Ok(right)
}

async fn listen(address: SocketAddr, lang: Lang) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let key = match error.kind() {
            io::ErrorKind::AddrInUse => "cli.host.port_in_use",
            io::ErrorKind::PermissionDenied => "cli.host.port_forbidden",
            _ => "cli.host.port_wrong",
        };
        let why = Trouble::new(error.kind(), &error).say(lang);
        anyhow!(lang.fill(key, &[("address", &address), ("why", &why)]))
    })
}

/// The hub's address as people on the network reach it.
fn address(listener: &TcpListener, asked: SocketAddr) -> String {
    let bound = listener.local_addr().unwrap_or(asked);
    let host = if bound.ip().is_unspecified() {
        own_address()
    } else {
        bound.ip()
    };
    format!("http://{}", SocketAddr::new(host, bound.port()))
}

/// This machine's address on the network it would reach others by. Nothing is sent for this.
fn own_address() -> IpAddr {
    let route = || -> io::Result<IpAddr> {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        // An address reserved for documentation (RFC 5737).
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        Ok(socket.local_addr()?.ip())
    };
    route().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Writes everybody's own link to a file that only its owner may read.
fn write_links(data: &Path, name: &str, base: &str, lang: Lang) -> anyhow::Result<PathBuf> {
    let path = data.join(format!("{name}-links.csv"));
    let open = || -> io::Result<fs::File> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)
    };
    let mut file = open().with_context(|| path.display().to_string())?;
    links::run(data, Some(name), base, lang, &mut file)?;
    Ok(path)
}

/// The command that tells the links of a session again. It finds the address by itself.
fn again(data: &Path, name: &str) -> String {
    format!("chair links {name} --data '{}'", data.display())
}

/// Whether nothing but this machine is reached under this address.
fn is_only_here(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '#']).next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address: Option<IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

/// Prints the links of a session, and the delegates' as a picture for their phones.
fn tell(
    session: &SessionInfo,
    links: &Links,
    file: &Path,
    again: &str,
    asked: SocketAddr,
    lang: Lang,
) -> anyhow::Result<()> {
    say(&format!("\n{}", session.title))?;
    // The picture first: on a small terminal what comes last is what is seen. A telephone that is told
    // of this machine's own loopback would look for a hub in itself.
    let code = QrCode::new(&links.room).ok();
    if let Some(code) = code.filter(|_| !is_only_here(&links.room)) {
        say(&code.render::<Dense1x2>().quiet_zone(true).build())?;
    }
    for (role, link) in [
        ("session.role.chair", &links.chair),
        ("session.role.secretary", &links.secretary),
        ("session.role.technician", &links.technician),
    ] {
        say(&format!("  {:<12} chair join '{link}'", lang.text(role)))?;
    }
    say(&format!(
        "  {:<12} {}",
        lang.text("session.role.delegate"),
        links.room
    ))?;
    if is_only_here(&links.room) {
        let port = asked.port();
        say(&format!(
            "  {}",
            lang.fill("cli.host.only_here", &[("port", &port)])
        ))?;
    }
    say(&format!(
        "  {}",
        lang.fill(
            "cli.host.codes",
            &[("file", &file.display()), ("again", &again)]
        )
    ))?;
    Ok(())
}

/// Every connection is an open file; systems often allow a thousand where more may be asked for.
fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let maximum = getrlimit(Resource::Nofile).maximum;
        let raised = Rlimit {
            current: maximum,
            maximum,
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, "no more files may be opened than before");
        }
    }
}

/// Waits for what ends a program.
pub(super) async fn told_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_machine_alone_is_known() {
        for (url, here) in [
            ("http://127.0.0.1:7878/briefing", true),
            ("http://127.3.0.9/briefing", true),
            ("http://[::1]:80/briefing", true),
            ("http://localhost:7878", true),
            ("http://10.0.0.5:7878/briefing", false),
            ("https://hop.example.vn/localhost", false),
            ("http://[fd00::1]:7878/briefing", false),
        ] {
            assert_eq!(is_only_here(url), here, "{url}");
        }
    }
}
