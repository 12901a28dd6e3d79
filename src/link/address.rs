//! Join links: `http://HOST:PORT/SESSION#TOKEN`.

use std::fmt;
use std::str::FromStr;

use tokio_tungstenite::tungstenite::http::Uri;

use crate::text::Lang;

/// Where a session is, and what opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// A name or a number, as it is looked up.
    pub host: String,
    /// The port; 80 where the link names none.
    pub port: u16,
    /// Host and port, as they stand in the link.
    authority: String,
    /// The session's short name.
    pub session: String,
    /// The access token.
    pub token: String,
}

/// Why a text is no join link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
pub enum WrongAddress {
    /// It is no address of the web at all.
    NotALink,
    /// It begins with `https://`.
    Encrypted,
    /// No session is named.
    NoSession,
    /// Nothing stands behind the `#`.
    NoToken,
}

impl WrongAddress {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        lang.text(match self {
            Self::NotALink => "link.address.not_a_link",
            Self::Encrypted => "link.address.encrypted",
            Self::NoSession => "link.address.no_session",
            Self::NoToken => "link.address.no_token",
        })
    }
}

impl FromStr for Address {
    type Err = WrongAddress;

    fn from_str(text: &str) -> Result<Self, WrongAddress> {
        let text = text.trim();
        let (place, token) = text.split_once('#').unwrap_or((text, ""));
        let uri: Uri = place.parse().map_err(|_| WrongAddress::NotALink)?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => return Err(WrongAddress::Encrypted),
            _ => return Err(WrongAddress::NotALink),
        }
        let authority = uri.authority().ok_or(WrongAddress::NotALink)?;
        if authority.host().is_empty() || authority.as_str().contains('@') {
            return Err(WrongAddress::NotALink);
        }
        let session = uri.path().trim_matches('/');
        if session.is_empty() {
            return Err(WrongAddress::NoSession);
        }
        if session.contains('/') || uri.query().is_some() {
            return Err(WrongAddress::NotALink);
        }
        if token.trim().is_empty() {
            return Err(WrongAddress::NoToken);
        }
        let host = authority.host();
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        Ok(Self {
            host: bare.unwrap_or(host).to_owned(),
            port: authority.port_u16().unwrap_or(80),
            authority: authority.as_str().to_owned(),
            session: session.to_owned(),
            token: token.trim().to_owned(),
        })
    }
}

impl Address {
    /// Where it is, as people know it: without what opens it.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}/{}", self.host, self.port, self.session)
    }

    /// Where the WebSocket is.
    #[must_use]
    pub fn websocket(&self) -> String {
        format!("ws://{}/{}/ws", self.authority, self.session)
    }
}

/// Without the token, which must not come into a log.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}/{}#…", self.authority, self.session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_join_link_is_read() {
        let address: Address = " http://10.0.0.5:8080/giao-ban#K7QM-3XPD-9TRW\n"
            .parse()
            .unwrap();
        assert_eq!(address.websocket(), "ws://10.0.0.5:8080/giao-ban/ws");
        assert_eq!(address.session, "giao-ban");
        assert_eq!(address.token, "K7QM-3XPD-9TRW");
        let address: Address = "http://[::1]/a/#T".parse().unwrap();
        assert_eq!(address.websocket(), "ws://[::1]/a/ws");
        assert_eq!((address.host.as_str(), address.port), ("::1", 80));
    }

    #[test]
    fn the_token_is_never_shown() {
        let address: Address = "http://h:1/a#SECRET".parse().unwrap();
        assert_eq!(format!("{address:?}"), "http://h:1/a#…");
    }

    #[test]
    fn each_mistake_is_named() {
        for (text, mistake) in [
            ("", WrongAddress::NotALink),
            ("giao-ban#T", WrongAddress::NotALink),
            ("ftp://h/a#T", WrongAddress::NotALink),
            ("http://h/a/b#T", WrongAddress::NotALink),
            ("http://u:p@h/a#T", WrongAddress::NotALink),
            ("http://h /a#T", WrongAddress::NotALink),
            ("https://h/a#T", WrongAddress::Encrypted),
            ("http://h:8080/#T", WrongAddress::NoSession),
            ("http://h:8080#T", WrongAddress::NoSession),
            ("http://h:8080/a", WrongAddress::NoToken),
            ("http://h:8080/a#", WrongAddress::NoToken),
        ] {
            assert_eq!(text.parse::<Address>(), Err(mistake), "{text}");
        }
    }
}
