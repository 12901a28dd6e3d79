//! Screens that say much by colour, where there are fewer colours or none: how they look is compared
//! cell by cell, and nothing is told by colour alone.

use super::states::{self, State, later, pressed, speaking};
use crate::console::display;
use crate::console::testing::Console;
use crate::console::theme::Depth;
use crate::session::election::Method;
use crate::session::floor::Kind;
use crate::session::testing::contest;
use crate::session::{Actor, DelegateId};

fn own_ballot() -> Console {
    let hub = super::elections::opened_with(contest(Method::Majority, 2));
    pressed(Console::of(&hub, Actor::delegate(DelegateId(5))), "v1 3")
}

/// Somebody is over their time while a point of order waits.
fn attention() -> Console {
    let mut console = later(speaking(), 200);
    states::asks(&mut console, 5, Kind::PointOfOrder);
    later(console, 1)
}

fn hall(console: Console) -> Console {
    let mut hall = Console::chair(&console.hub);
    hall.model.display = true;
    hall
}

const STATES: &[State] = &[
    ("ballot", own_ballot),
    ("attention", attention),
    ("undo", || pressed(speaking(), "+")),
    ("trying_a_theme", || states::busy()),
    ("display_vote", || hall(states::busy())),
    ("display_result", || hall(states::published())),
    ("attendance", || pressed(states::busy(), "2")),
    ("floor", || pressed(states::busy(), "3")),
    ("vote", || pressed(states::busy(), "4")),
    ("result", || pressed(states::published(), "4")),
    ("agenda", || pressed(states::busy(), "5")),
    ("conclusions", || pressed(states::busy(), "6")),
    ("log", || pressed(states::busy(), "7")),
];

/// The state on a terminal with so many colours.
fn at(state: &State, depth: Depth) -> Console {
    let (name, state) = state;
    let mut console = state();
    console.model.depth = depth;
    let theme = match console.model.display {
        true => display::THEME,
        false => "dark",
    };
    console.model.dress(theme).unwrap();
    match *name {
        "trying_a_theme" => pressed(console, "D<down><down>"),
        _ => console,
    }
}

#[test]
fn with_fewer_colours_and_with_none() {
    for state in STATES {
        for depth in [Depth::Indexed, Depth::Sixteen, Depth::None] {
            let console = at(state, depth);
            let name = format!("depth_{}_{}", state.0, depth.name());
            insta::assert_snapshot!(name, console.styled());
            assert_eq!(console.text(), at(state, Depth::True).text(), "{}", state.0);
        }
    }
}

#[test]
fn without_colours_no_cell_has_one() {
    for state in STATES {
        let console = at(state, Depth::None);
        let buffer = console.buffer();
        let plain = ratatui::style::Color::Reset;
        let coloured = buffer
            .content
            .iter()
            .find(|c| c.fg != plain || c.bg != plain);
        assert_eq!(coloured, None, "{}", state.0);
    }
}
