//! What the system says when it refuses something, in the words of the language.
//!
//! The usual kinds have words of their own. What is unknown keeps the words of the system or the
//! library, in brackets at the end, for whoever is asked for help.

use std::fmt::Display;
use std::io::ErrorKind;

use super::{Lang, clean};

/// How much of what a system or library says is told, in clusters.
const SAID: usize = 120;

/// Why the system refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    kind: ErrorKind,
    said: String,
}

impl Trouble {
    /// Of this kind, and what the system itself said.
    #[must_use]
    pub fn new(kind: ErrorKind, said: &dyn Display) -> Self {
        let said = said.to_string();
        Self { kind, said }
    }

    /// Of no kind that has words of its own.
    #[must_use]
    pub fn unknown(said: &dyn Display) -> Self {
        Self::new(ErrorKind::Other, said)
    }

    /// Why, as part of a sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match name(self.kind) {
            Some(name) => lang.text(&format!("common.trouble.{name}")).to_owned(),
            None => {
                let said = clean::line(&self.said, SAID);
                lang.fill("common.trouble.unknown", &[("said", &said)])
            }
        }
    }
}

/// The name of a kind that has words of its own.
fn name(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "not_found",
        ErrorKind::PermissionDenied => "not_allowed",
        ErrorKind::ReadOnlyFilesystem => "read_only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "full",
        ErrorKind::FileTooLarge => "too_large",
        ErrorKind::AlreadyExists => "exists",
        ErrorKind::NotADirectory => "no_folder",
        ErrorKind::IsADirectory => "folder",
        ErrorKind::InvalidFilename => "file_name",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "busy",
        ErrorKind::AddrInUse => "address_in_use",
        ErrorKind::AddrNotAvailable => "no_address",
        ErrorKind::ConnectionRefused => "refused",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe => "cut_off",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "no_network"
        }
        ErrorKind::TimedOut => "too_late",
        ErrorKind::UnexpectedEof => "ends_early",
        ErrorKind::OutOfMemory => "no_memory",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    #[test]
    fn what_is_usual_is_told_in_the_language_and_the_rest_in_brackets_at_the_end() {
        let of = |error: Error| Trouble::new(error.kind(), &error);
        let missing = of(Error::from_raw_os_error(2));
        assert_eq!(missing.say(Lang::En), "there is no such file or folder");
        assert_eq!(missing.say(Lang::Vi), "không có tệp hoặc thư mục này");
        let odd = of(Error::other("exit\u{1b}[31m status: 3"));
        for lang in Lang::ALL {
            let said = odd.say(lang);
            assert!(said.ends_with("status: 3)"), "{said}");
            assert!(!said.contains('\u{1b}'), "{said}");
        }
    }

    #[test]
    fn what_systems_usually_say_has_words_of_its_own() {
        // As Linux numbers them: may not, exists, no folder, a folder, full, read only, broken, in
        // use, unreachable, reset, timed out, refused.
        for number in [1, 13, 17, 20, 21, 28, 30, 32, 98, 101, 104, 110, 111, 113] {
            let error = Error::from_raw_os_error(number);
            let trouble = Trouble::new(error.kind(), &error);
            for lang in Lang::ALL {
                let said = trouble.say(lang);
                assert!(!said.contains("os error"), "{number}: {said}");
            }
        }
    }
}
