//! What can be done, found by what is typed of it, and told whole: in the help, in the palette and in a
//! word to the person nothing is cut, in either language, with any keys.

use super::keymap::with;
use super::states::{State, calm, closed, lost, over_for_good, planned, pressed, speaking};
use crate::console::Message;
use crate::console::keymap::{OwnKeys, Preset};
use crate::console::pane::Pane;
use crate::console::testing::{Console, opened};
use crate::console::verb::{self, Able};
use crate::session::{Actor, DelegateId, Role};
use crate::text::Lang;

/// The names in the order in which the palette offers them.
fn offered(console: Console, typed: &str) -> Vec<String> {
    let mut console = pressed(console, ":");
    console.types(typed);
    let text = console.text();
    let rows = text.lines().skip_while(|row| !row.starts_with(" : "));
    let rows = rows.skip(1).filter(|row| row.starts_with("  "));
    rows.map(|row| {
        let label = row.chars().skip(6).take(24).collect::<String>();
        label.trim().trim_end_matches('?').to_owned()
    })
    .filter(|label| !label.is_empty())
    .collect()
}

#[test]
fn the_palette_offers_what_was_meant_first() {
    let english = || calm().lang(Lang::En);
    // A whole word goes before the beginning of another.
    assert_eq!(offered(english(), "tie")[..2], ["Break tie", "Tiếng Việt"]);
    // The name itself goes before names that go on, also where it can't be done now.
    assert_eq!(offered(english(), "undo")[0], "Undo");
    assert_eq!(offered(english(), "pause")[0], "Pause");
    // Of what fits as well, what can be done goes first.
    let next = offered(speaking().lang(Lang::En), "next");
    assert_eq!(next[..2], ["Next", "Next item"]);
    assert_eq!(offered(english(), "floor.end")[0], "End speech");
    // The beginning of the name, then of a word in it, then what is found in another way.
    let list = offered(english(), "li");
    assert_eq!(list[..2], ["Close list", "Close list in …"]);
    let ranks: Vec<_> = list
        .iter()
        .map(|label| !label.to_lowercase().contains("li"))
        .collect();
    assert!(ranks.is_sorted(), "{list:?}");
    assert_eq!(offered(calm(), "hoan tac")[0], "Hoàn tác");
    assert_eq!(offered(calm(), "biểu quyết lại")[0], "Biểu quyết lại");
}

#[test]
fn what_cannot_be_done_is_said_where_one_is() {
    // A pane's own verb, called while the connection is lost: nothing moves.
    let mut chair = pressed(lost().lang(Lang::En), ":conclusions.deeper<enter>");
    let why = "The connection is lost: this can't be done now.";
    assert!(chair.shows(&format!("✗ {why}")), "{}", chair.text());
    assert_eq!(chair.model.pane, Pane::Main);
    // Something else can be chosen at once.
    assert!(chair.model.overlay.is_some());
    chair.keys("<esc>");
    assert!(chair.model.overlay.is_none());
    // What only wants somebody to be pointed at shows where that is done.
    let chair = pressed(calm().lang(Lang::En), ":conclusions.deeper<enter>");
    assert_eq!(chair.model.pane, Pane::Conclusions);
    assert!(chair.model.overlay.is_none());
    // Once the meeting is over, too.
    let chair = pressed(over_for_good(), ":attendance.late<enter>");
    assert_eq!(chair.model.pane, Pane::Main);
    assert!(chair.shows("✗ Phiên họp đã bế mạc."), "{}", chair.text());
}

/// Everything that stands in what is scrolled through with this, one blank between words.
fn read_through(mut console: Console) -> String {
    let (mut read, mut before) = (String::new(), String::new());
    loop {
        let text = console.text();
        if text == before {
            return read.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        // The keys at the foot and the row beneath the header are no part of it.
        let rows: Vec<_> = text.lines().skip(2).collect();
        read.push_str(&rows[..rows.len() - 1].join(" "));
        read.push(' ');
        console.keys("<pagedown>");
        before = text;
    }
}

fn people() -> [Actor; 4] {
    [
        Actor::of(Role::Chair),
        Actor::of(Role::Secretary),
        Actor::of(Role::Technician),
        Actor::delegate(DelegateId(5)),
    ]
}

#[test]
fn help_and_palette_cut_nothing() {
    let hub = opened();
    for actor in people() {
        for (lang, preset) in Lang::ALL.iter().flat_map(|l| Preset::ALL.map(|p| (*l, p))) {
            // What others can do is nearly the same: their widest keys are enough.
            if actor.role != Role::Chair && preset != Preset::Function {
                continue;
            }
            let console = || with(Console::of(&hub, actor.clone()), preset).lang(lang);
            let opened = |name: &str| {
                let mut console = console();
                verb::invoke(&mut console.model, verb::named(name).unwrap());
                read_through(console)
            };
            let (help, palette) = (opened("screen.help"), opened("screen.palette"));
            let model = console().model;
            for verb in verb::all().filter(|verb| verb.is_for(actor.role)) {
                let (label, told) = (verb.label(&model), verb.help(&model));
                let asks = crate::console::foot::asks(&model, verb);
                let label = format!("{label}{}", if asks { "?" } else { "" });
                let (aside, reason) = match (verb.able)(&model) {
                    Able::Yes => (told.to_owned(), None),
                    Able::No(reason) => (model.text(reason), Some(model.text(reason))),
                };
                let line = format!("{} {label} {aside}", model.way(verb));
                assert!(
                    palette.contains(line.trim()),
                    "{preset:?}: {line}\n{palette}"
                );
                let mut aside: Vec<_> = reason.into_iter().map(|why| format!("{why} ·")).collect();
                let panes: Vec<_> = verb.panes.iter().map(|pane| pane.title(lang)).collect();
                if !panes.is_empty() {
                    aside.push(format!("{}:", panes.join(", ")));
                }
                aside.push(told.to_owned());
                // Further keys stand in rows of their own, between the words.
                let keys = model.keymap.told(verb);
                let aside = aside.join(" ");
                let mut left = help.as_str();
                for word in format!("{label} {aside}").split(' ') {
                    let at = left.find(word);
                    assert!(at.is_some(), "{preset:?}: {label} {aside}\n{help}");
                    left = &left[at.unwrap_or_default()..];
                }
                for keys in keys {
                    assert!(
                        help.contains(&keys),
                        "{preset:?}: {keys} of {label}\n{help}"
                    );
                }
            }
        }
    }
}

#[test]
fn help_is_closed_by_the_key_that_opened_it_and_on_the_way_back() {
    for (preset, keys) in [
        (Preset::Default, "?"),
        (Preset::Vi, "?"),
        (Preset::Function, "<f1>"),
    ] {
        let chair = pressed(with(speaking(), preset), &format!("{keys}<pagedown>{keys}"));
        assert!(chair.model.overlay.is_none(), "{preset:?}");
    }
    // The first key of those that lead to the main screen is taken as such.
    let mut chair = pressed(with(speaking(), Preset::Function), "<f1><f12>");
    assert!(chair.shows("F12 …"), "{}", chair.text());
    chair.keys("<f2>");
    assert_eq!(chair.model.pane, Pane::Attendance);
    let chair = pressed(speaking(), "2?1");
    assert!(chair.model.overlay.is_none());
    assert_eq!(chair.model.pane, Pane::Main);
    // What is pressed to read on does not close it.
    let chair = pressed(with(speaking(), Preset::Vi), "?gj");
    assert!(chair.model.overlay.is_some());
}

#[test]
fn the_foot_offers_nothing_of_a_meeting_that_is_over_or_out_of_reach() {
    let foot = |console: &Console| console.text().lines().last().unwrap_or_default().to_owned();
    for lang in Lang::ALL {
        for state in [over_for_good, lost] {
            let console = state().lang(lang);
            let words: Vec<_> = verb::all()
                .filter(|verb| verb.is_for(Role::Chair) && !verb.is_able(&console.model))
                .map(|verb| {
                    format!(
                        "{} {} ",
                        console.model.way(verb),
                        verb.label(&console.model)
                    )
                })
                .collect();
            let shown = words.iter().find(|words| foot(&console).contains(&**words));
            assert_eq!(shown, None, "{}", foot(&console));
        }
        // While the meeting goes on, what is looked for stands there, dimmed.
        let console = calm().lang(lang).size(200, 50);
        let next = verb::named("floor.next").unwrap();
        assert!(!next.is_able(&console.model));
        assert!(foot(&console).contains(next.label(&console.model)));
    }
}

#[test]
fn a_long_word_to_the_person_is_read_whole() {
    for console in [
        planned(),
        pressed(speaking(), "a"),
        closed(0),
        pressed(calm(), "?"),
    ] {
        let mut console = console.lang(Lang::En);
        let name = "muc-tieu-rat-dai-khong-co-trong-bang-".repeat(2);
        let text = format!("[everywhere]\n\"f8\" = \"{name}\"").into_bytes();
        let file = "/home/somebody/.config/chair/keys.toml".to_owned();
        console.tell(Message::Keys(Preset::Default, Some(OwnKeys { file, text })));
        let said = console.model.notice.clone().unwrap().text;
        let rows: Vec<_> = console
            .text()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let shown = rows.concat();
        assert!(
            shown.contains(&said.split_whitespace().collect::<String>()),
            "{}",
            console.text()
        );
        // The clock stays where it is.
        assert!(
            console.model.overlay.is_none()
                || !console.shows("Bùi Mạnh Tuyển")
                || console.shows_clock("02:35")
        );
    }
}

/// The keys that a text tells to press: what stands behind “Nhấn” or “Press”, up to what for.
fn told_to_press(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut told = vec![];
    for (press, what_for) in [("Nhấn ", " để "), ("Press ", " to ")] {
        let parts = text.split(press).skip(1);
        told.extend(parts.filter_map(|part| Some(part.split_once(what_for)?.0.to_owned())));
    }
    told
}

#[test]
fn where_there_is_nothing_the_key_that_changes_it_is_told_and_no_other() {
    let empty: [State; 9] = [
        ("1", calm),
        ("2/zzz<enter>", calm),
        ("3", calm),
        ("4", calm),
        ("5", planned),
        ("6", calm),
        ("7", planned),
        ("8", planned),
        ("1", planned),
    ];
    for (keys, state) in empty {
        for (lang, preset) in Lang::ALL.iter().flat_map(|l| Preset::ALL.map(|p| (*l, p))) {
            for actor in people() {
                let hub = state().hub;
                let mut console = Console::of(&hub, actor.clone());
                console.keys(keys);
                let console = with(console, preset).lang(lang);
                let (model, role) = (&console.model, actor.role);
                let text = console.text();
                let own: Vec<_> = verb::all().filter(|v| v.is_for(role)).collect();
                let known = |told: &String| {
                    let mut own = own.iter().filter(|verb| verb::can(model, verb.name));
                    own.any(|verb| model.keymap.told_here(model, verb) == *told)
                };
                let wrong: Vec<_> = told_to_press(&text)
                    .into_iter()
                    .filter(|k| !known(k))
                    .collect();
                assert_eq!(wrong, [""; 0], "{preset:?} {role:?}\n{text}");
            }
        }
    }
    // A chair is told what to press in each pane that has nothing in it.
    for (keys, what) in [
        ("1", "floor.add"),
        ("2/zzz<enter>", "attendance.find"),
        ("4", "poll.ask"),
        ("6", "conclusions.write"),
    ] {
        for (lang, preset) in Lang::ALL.iter().flat_map(|l| Preset::ALL.map(|p| (*l, p))) {
            let console = with(pressed(calm(), keys), preset).lang(lang);
            let key = console
                .model
                .keymap
                .told_here(&console.model, verb::named(what).unwrap());
            let told = told_to_press(&console.text());
            assert!(told.contains(&key), "{key} in {told:?}\n{}", console.text());
        }
    }
}

#[test]
fn no_text_names_a_key_that_somebody_may_have_moved() {
    for lang in Lang::ALL {
        let catalog = match lang {
            Lang::Vi => include_str!("../../text/vi/console.toml"),
            Lang::En => include_str!("../../text/en/console.toml"),
        };
        let fixed = |line: &&str| {
            let bare: Vec<char> = line.chars().collect();
            bare.windows(3)
                .any(|w| w[0] == '(' && w[2] == ')' && w[1].is_ascii_alphanumeric())
        };
        let wrong: Vec<_> = catalog.lines().filter(fixed).collect();
        assert_eq!(wrong, [""; 0]);
    }
}

/// A line goes after a few seconds; what takes longer to read stays as long as that takes, and goes at
/// once with the next thing that is done.
#[test]
fn a_long_word_stays_as_long_as_it_takes_to_read() {
    let mut console = calm();
    console.model.say("Đã lưu.".to_owned());
    console.later(7);
    assert!(console.shows("Đã lưu."));
    console.later(1);
    assert!(!console.shows("Đã lưu."));
    // Five rows at 80 columns: four hundred letters, ten in a second.
    let long = "bốn trăm. ".repeat(40);
    console.model.warn(long.trim_end().to_owned());
    console.later(39);
    assert!(console.shows("bốn trăm."), "{}", console.text());
    console.later(1);
    assert!(!console.shows("bốn trăm."));
    console.model.warn(long);
    console.keys("2");
    assert!(!console.shows("bốn trăm."));
}
