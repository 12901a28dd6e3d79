//! The whole screen in every state, as text; a sum of all styles at the end of each, so that a change of
//! looks is seen, too.

use super::cut;
use super::states::{self, MAIN, PANES, State};
use crate::console::theme::{Depth, SHIPPED, Theme};
use crate::console::verb;
use crate::text::{self, Lang};

/// The terminal that shows everything.
const LEAST: (u16, u16) = (80, 24);

pub(super) fn written(states: &[State]) {
    for (name, state) in states {
        let screens = Lang::ALL.map(|lang| {
            let console = state().lang(lang);
            let screen = console.screen();
            // A smaller one keeps what is vital, and cuts the rest.
            if console.model.size >= LEAST {
                cut::is_whole(lang, name, &screen);
            }
            screen
        });
        insta::assert_snapshot!(*name, screens.join("\n\n"));
    }
}

#[test]
fn the_main_screen() {
    written(MAIN);
}

#[test]
fn panes_and_what_lies_over_them() {
    written(PANES);
}

#[test]
fn a_large_terminal_shows_more() {
    for (name, state) in MAIN.iter().chain(PANES) {
        let large = [
            "speaking",
            "over",
            "vote",
            "carried",
            "interposed",
            "lost",
            "vote_open",
            "attendance",
            "floor",
            "monitor",
            "help",
            "editor_conflict",
        ];
        if large.contains(name) {
            let screen = state().size(200, 50).screen();
            insta::assert_snapshot!(format!("{name}_200x50"), screen);
        }
    }
}

/// A vote is open and the speaker is over time: much that matters at once.
#[test]
fn a_busy_screen_in_every_theme() {
    for (theme, _) in SHIPPED {
        let mut console = states::busy();
        console.model.theme = Theme::shipped(theme, Depth::True);
        insta::assert_snapshot!(format!("busy_{theme}"), console.styled());
    }
}

/// The text is the same in every theme and depth; what differs is in the sum.
#[test]
fn every_theme_in_every_depth() {
    let mut sums = vec![];
    for (theme, _) in SHIPPED {
        for depth in Depth::ALL {
            let mut console = states::busy();
            let before = console.text();
            console.model.theme = Theme::shipped(theme, depth);
            assert_eq!(console.text(), before);
            let screen = console.screen();
            let sum = screen.lines().last().unwrap_or_default().to_owned();
            sums.push(format!("{theme} {depth:?} {sum}"));
        }
    }
    insta::assert_snapshot!("themes", sums.join("\n"));
}

/// Beside its key and what it does there is room for so much of a name at 80 columns.
#[test]
fn every_name_of_what_can_be_done_stands_whole() {
    for verb in verb::all() {
        for lang in Lang::ALL {
            let label = lang.text(&format!("verb.{}.label", verb.name));
            assert!(text::width(label) <= 23, "{label}");
        }
    }
}
