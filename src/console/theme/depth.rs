//! How many colours a terminal has, and how it says so.

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen million.
    True,
    /// The 256 of the usual palette.
    Indexed,
    /// Sixteen.
    Sixteen,
    /// None.
    None,
}

/// Terminals that have all colours and say so by their name alone: over SSH, `COLORTERM` is usually
/// lost, and the name is not.
const ALL_COLOURS: &[&str] = &["alacritty", "foot", "ghostty", "kitty", "wezterm"];

impl Depth {
    /// Every depth, the deepest first.
    pub const ALL: [Self; 4] = [Self::True, Self::Indexed, Self::Sixteen, Self::None];

    /// As people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::Indexed => "256",
            Self::Sixteen => "16",
            Self::None => "none",
        }
    }

    /// What the terminal says of itself through the environment, and which variable says it; none
    /// where no variable says anything.
    ///
    /// `NO_COLOR` (<https://no-color.org>) and a `dumb` terminal: no colours. `COLORTERM`, a name
    /// that ends in `-direct`, a terminal known to have them: all. A name with `256color`: those.
    /// Any other name: sixteen, which every terminal with colours has.
    #[must_use]
    pub fn told(says: impl Fn(&str) -> Option<String>) -> Option<(Self, &'static str)> {
        let says = |name| says(name).filter(|value| !value.is_empty());
        if says("NO_COLOR").is_some() {
            return Some((Self::None, "NO_COLOR"));
        }
        let term = says("TERM");
        let is = |test: &dyn Fn(&str) -> bool| term.as_deref().is_some_and(test);
        if is(&|term| term == "dumb") {
            return Some((Self::None, "TERM"));
        }
        if says("COLORTERM").is_some_and(|value| matches!(&*value, "truecolor" | "24bit")) {
            return Some((Self::True, "COLORTERM"));
        }
        // Windows Terminal sets nothing else.
        if says("WT_SESSION").is_some() {
            return Some((Self::True, "WT_SESSION"));
        }
        let known = |term: &str| ALL_COLOURS.iter().any(|name| term.contains(name));
        if is(&|term| term.ends_with("-direct") || known(term)) {
            return Some((Self::True, "TERM"));
        }
        if is(&|term| term.contains("256color")) {
            return Some((Self::Indexed, "TERM"));
        }
        term.map(|_| (Self::Sixteen, "TERM"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(says: &[(&str, &str)]) -> Option<Depth> {
        let value = |name: &str| says.iter().find(|(n, _)| *n == name);
        Depth::told(|name| value(name).map(|(_, value)| (*value).to_owned())).map(|(d, _)| d)
    }

    #[test]
    fn a_terminal_says_how_many_colours_it_has() {
        for (says, depth) in [
            (&[][..], None),
            (&[("TERM", "")], None),
            (&[("TERM", "linux")], Some(Depth::Sixteen)),
            (&[("TERM", "xterm")], Some(Depth::Sixteen)),
            (&[("TERM", "screen")], Some(Depth::Sixteen)),
            (&[("TERM", "xterm-256color")], Some(Depth::Indexed)),
            (&[("TERM", "tmux-256color")], Some(Depth::Indexed)),
            (&[("TERM", "xterm-direct")], Some(Depth::True)),
            (&[("TERM", "xterm-kitty")], Some(Depth::True)),
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
                Some(Depth::True),
            ),
            (
                &[("TERM", "xterm"), ("COLORTERM", "1")],
                Some(Depth::Sixteen),
            ),
            (&[("WT_SESSION", "0")], Some(Depth::True)),
            (
                &[("TERM", "dumb"), ("COLORTERM", "truecolor")],
                Some(Depth::None),
            ),
            (
                &[("COLORTERM", "truecolor"), ("NO_COLOR", "1")],
                Some(Depth::None),
            ),
            (
                &[("COLORTERM", "24bit"), ("NO_COLOR", "")],
                Some(Depth::True),
            ),
        ] {
            assert_eq!(told(says), depth, "{says:?}");
        }
    }
}
