//! Text modules: their blanks are filled, completed and noted in the fields they belong to.

use super::editor::{is_editing, texts};
use super::states::{calm, pressed};
use super::terms::due;
use crate::console::Message;
use crate::console::draft::Draft;
use crate::console::keymap::Preset;
use crate::console::modules::Source;
use crate::console::mouse::Kind;
use crate::console::testing::{Console, opened};
use crate::session::conclusions::Due;
use crate::session::{Actor, ItemId, Role};
use crate::text::Lang;

#[test]
fn a_blank_for_any_term_takes_the_words_that_go_before_it() {
    for (typed, put, kept) in [
        // A day alone is in time itself.
        (
            "thứ sáu tuần sau",
            "báo cáo chậm nhất ngày 11/12/2026.",
            "11/12/2026",
        ),
        (
            "trước thứ sáu tuần sau",
            "báo cáo trước ngày 11/12/2026.",
            "trước ngày 11/12/2026",
        ),
        (
            "cham nhat la thu sau",
            "báo cáo chậm nhất là ngày 04/12/2026.",
            "chậm nhất là ngày 04/12/2026",
        ),
        (
            "đến cuối quý",
            "báo cáo đến ngày 31/12/2026.",
            "đến ngày 31/12/2026",
        ),
        (
            "vào 4/12",
            "báo cáo vào ngày 04/12/2026.",
            "vào ngày 04/12/2026",
        ),
        (
            "từ 4/12",
            "báo cáo từ ngày 04/12/2026.",
            "từ ngày 04/12/2026",
        ),
        (
            "trong tháng sau",
            "báo cáo trong tháng 12 năm 2026.",
            "12/2026",
        ),
        ("hằng tuần", "báo cáo hằng tuần.", "hằng tuần"),
    ] {
        let mut console = pressed(calm(), "w<ctrl-g>");
        console.types("tuy chon");
        console.keys("<enter>");
        console.types("Sở A");
        console.keys("<tab>");
        console.types("báo cáo");
        console.keys("<tab>");
        console.types(typed);
        console.keys("<tab><ctrl-s>");
        assert_eq!(
            texts(&console),
            [format!("Giao Sở A {put}")],
            "{}",
            console.text()
        );
        assert_eq!(due(&console), Due::read(kept));
    }
}

/// A module with one blank, filled: the text, and the term that is noted.
fn filled(lang: Lang, module: &str, typed: &str) -> (String, Option<Due>) {
    let mut console = calm().lang(lang);
    let own = format!("[[module]]\nname = \"Riêng\"\ntext = \"{module}\"");
    console.model.modules = Source::of(&own);
    console.keys("w<ctrl-g><enter>");
    console.types(typed);
    console.keys("<tab><ctrl-s>");
    (texts(&console).remove(0), due(&console))
}

/// The sentence of a module says on which side of a day it means, and keeps saying it; unless
/// somebody says another in the blank.
#[test]
fn a_blank_for_a_day_keeps_the_word_before_it_and_what_is_said_in_it() {
    for (lang, module, typed, text, noted) in [
        (
            Lang::Vi,
            "Báo cáo trước ngày {date}.",
            "4/12",
            "Báo cáo trước ngày 04/12/2026.",
            "trước ngày 04/12/2026",
        ),
        (
            Lang::Vi,
            "Báo cáo chậm nhất là ngày {date}.",
            "thứ sáu",
            "Báo cáo chậm nhất là ngày 04/12/2026.",
            "chậm nhất là ngày 04/12/2026",
        ),
        (
            Lang::Vi,
            "Báo cáo trước ngày {date}.",
            "chậm nhất 4/12",
            "Báo cáo chậm nhất ngày 04/12/2026.",
            "chậm nhất ngày 04/12/2026",
        ),
        (
            Lang::Vi,
            "Báo cáo trước ngày {date}.",
            "trước tháng 4",
            "Báo cáo trước ngày 01/04/2027.",
            "trước ngày 01/04/2027",
        ),
        (
            Lang::Vi,
            "Báo cáo trước {term}.",
            "4/12",
            "Báo cáo trước ngày 04/12/2026.",
            "trước ngày 04/12/2026",
        ),
        (
            Lang::Vi,
            "Họp lại ngày {date}.",
            "thứ sáu",
            "Họp lại ngày 04/12/2026.",
            "04/12/2026",
        ),
        (
            Lang::Vi,
            "Báo cáo trước ngày {date}.",
            "khi họp lại",
            "Báo cáo trước ngày khi họp lại.",
            "khi họp lại",
        ),
        (
            Lang::En,
            "It reports by {date}.",
            "next friday",
            "It reports by 11/12/2026.",
            "by 11/12/2026",
        ),
        (
            Lang::En,
            "It reports by {date}.",
            "before next friday",
            "It reports before 11/12/2026.",
            "before 11/12/2026",
        ),
        (
            Lang::En,
            "It reports {term}.",
            "next friday",
            "It reports by 11/12/2026.",
            "11/12/2026",
        ),
        (
            Lang::En,
            "It reports {term}.",
            "no later than friday",
            "It reports no later than 04/12/2026.",
            "no later than 04/12/2026",
        ),
        (
            Lang::En,
            "It begins {term}.",
            "from next month",
            "It begins from 01/12/2026.",
            "from 01/12/2026",
        ),
    ] {
        let expected = (text.to_owned(), Due::read(noted));
        assert_eq!(filled(lang, module, typed), expected, "{module} {typed}");
    }
}

#[test]
fn a_text_module_is_put_in_and_its_blanks_filled() {
    let mut console = pressed(calm(), "w<ctrl-g>");
    console.types("giao nhiem");
    console.keys("<enter>");
    console.types("van phong so");
    console.keys("<enter><tab>");
    console.types("thanh tra");
    console.keys("<enter>");
    console.types("; phong ke hoach");
    console.keys("<enter><tab>");
    console.types("rà soát hồ sơ");
    console.keys("<tab>");
    console.types("Giám đốc Sở");
    console.keys("<tab>");
    console.types("thứ sáu tuần sau");
    assert!(
        console.shows("trước ngày 11/12/2026 (chậm nhất 10/12/2026)"),
        "{}",
        console.text()
    );
    console.keys("<tab><ctrl-s>");
    let hub = console.hub.borrow();
    let content = &hub.session.conclusions.of(ItemId(1)).unwrap().draft[0].content;
    assert_eq!(content.lead, "Văn phòng Sở");
    assert_eq!(content.with, ["Thanh tra Sở", "Phòng Kế hoạch - Tài chính"]);
    // The sentence says before: so does the term.
    assert_eq!(content.due, Due::read("trước ngày 11/12/2026"));
    assert_eq!(
        content.text,
        "Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở, Phòng Kế hoạch - Tài chính \
         rà soát hồ sơ; báo cáo Giám đốc Sở trước ngày 11/12/2026."
    );
}

/// The module with one unit and one day, with this typed into the blank for the day.
fn pressed_for(day: &str) -> Console {
    let mut console = pressed(calm(), "w<ctrl-g>");
    console.types("don doc");
    console.keys("<enter>");
    console.types("Sở X");
    console.keys("<tab>");
    console.types("làm");
    console.keys("<tab>");
    console.types(day);
    console
}

/// What is kept of the conclusion that is being written: its words, who leads, by when.
fn kept(console: &Console) -> (String, String, String) {
    let draft = console.kept().into_values().next().unwrap_or_else(|| {
        let hub = console.hub.borrow();
        let outline = hub.session.conclusions.of(ItemId(1)).unwrap();
        Draft::of(ItemId(1), &outline.draft[0])
    });
    (draft.text, draft.lead, draft.due)
}

/// What it is called, and how it is done.
type Way<'a> = (&'a str, &'a dyn Fn(&mut Console));

/// Whichever way a blank is left, what was said in it is in its field, and stands there as a date.
#[test]
fn what_stands_in_a_blank_is_noted_whichever_way_it_is_left() {
    let clicks_on_a_field = |console: &mut Console| {
        let (column, row) = console.place("Đơn vị chủ trì");
        console.mouse((column + 23, row), Kind::Press);
    };
    let ways: [Way<'_>; 15] = [
        ("<tab>", &|console| console.keys("<tab>")),
        ("<shift-tab>", &|console| console.keys("<shift-tab>")),
        ("<enter>", &|console| console.keys("<enter>")),
        ("<ctrl-s>", &|console| console.keys("<ctrl-s>")),
        ("<ctrl-l>", &|console| console.keys("<ctrl-l>")),
        ("<ctrl-g>", &|console| console.keys("<ctrl-g>")),
        ("<esc>", &|console| console.keys("<esc>")),
        ("<ctrl-c>", &|console| console.keys("<ctrl-c>")),
        ("<ctrl-x>", &|console| console.keys("<ctrl-x>")),
        ("<right>", &|console| console.keys("<right>")),
        ("<end>", &|console| console.keys("<end>")),
        ("<home>", &|console| console.keys("<home>")),
        ("<f2>", &|console| {
            console.model.take_keys(Preset::Function, None).unwrap();
            console.keys("<f2>");
        }),
        ("a click on a word", &|console| console.click("khẩn trương")),
        ("a click on a field", &clicks_on_a_field),
    ];
    for (way, leave) in ways {
        let mut console = pressed_for("thứ sáu tuần sau");
        console.model.mouse = true;
        leave(&mut console);
        let (text, lead, due) = kept(&console);
        assert_eq!(
            text, "Sở X khẩn trương làm, hoàn thành trước ngày 11/12/2026.",
            "{way}"
        );
        assert_eq!(lead, "Sở X", "{way}");
        assert!(due.ends_with("11/12/2026"), "{way}: {due}");
    }
}

#[test]
fn what_is_completed_in_a_blank_is_noted_and_no_more_is_taken_in() {
    let mut console = pressed_for("cuối tháng");
    console.keys("<enter>");
    assert!(!console.shows("chưa có thời hạn"), "{}", console.text());
    console.types(" Theo theo dõi");
    console.keys("<tab>");
    let (text, _, due) = kept(&console);
    assert_eq!(
        text,
        "Sở X khẩn trương làm, hoàn thành trước ngày 30/11/2026 Theo theo dõi."
    );
    assert!(due.ends_with("30/11/2026"), "{due}");
    console.keys("<ctrl-s>");
    assert!(
        matches!(
            super::terms::due(&console),
            Some(Due::Day(_) | Due::Term { .. })
        ),
        "{:?}",
        super::terms::due(&console)
    );

    // Begun only, and completed by the key.
    let mut console = pressed_for("thu sau tuan s");
    console.keys("<enter>");
    assert!(!console.shows("chưa có thời hạn"), "{}", console.text());
    console.types(", gửi Sở");
    let (text, _, due) = kept(&console);
    assert_eq!(
        text,
        "Sở X khẩn trương làm, hoàn thành trước ngày 11/12/2026, gửi Sở."
    );
    assert!(due.ends_with("11/12/2026"), "{due}");
}

#[test]
fn what_was_completed_in_a_blank_and_is_changed_is_noted_as_changed() {
    let mut console = pressed(calm(), "w<ctrl-g>");
    console.types("don doc");
    console.keys("<enter>");
    console.types("thanh");
    console.keys("<enter>");
    assert_eq!(kept(&console).1, "Thanh tra Sở");
    // It was another that was meant.
    console.keys("<backspace><backspace><backspace>");
    assert_eq!(kept(&console).1, "");
    console.types(" tỉnh");
    console.keys("<tab>");
    assert_eq!(kept(&console).1, "Thanh tra tỉnh");
    // What stands in a field already stays there.
    let mut console = pressed_for("cuối tháng");
    console.keys("<shift-tab>");
    console.keys("<ctrl-u>");
    console.types("30/4/2027");
    console.keys("<tab><ctrl-g>");
    console.types("don doc");
    console.keys("<enter>");
    console.types("Sở Y");
    console.keys("<ctrl-s>");
    let hub = console.hub.borrow();
    let content = &hub.session.conclusions.of(ItemId(1)).unwrap().draft[0].content;
    assert_eq!(content.lead, "Sở X");
    assert_eq!(content.due, Some(Due::Day(jiff::civil::date(2027, 4, 30))));
}

#[test]
fn several_units_are_completed_one_after_the_other_and_noted_each_time() {
    let mut console = pressed(calm(), "w<ctrl-g>");
    console.types("giao nhiem");
    console.keys("<enter>");
    console.types("Sở X");
    console.keys("<tab>");
    let with = |console: &Console| console.kept().into_values().next().unwrap().with;
    console.types("thanh tra");
    console.keys("<enter>");
    assert_eq!(with(&console), "Thanh tra Sở");
    console.types("; phong ke hoach");
    console.keys("<enter>");
    assert_eq!(with(&console), "Thanh tra Sở; Phòng Kế hoạch - Tài chính");
    console.types(" rà soát");
    assert_eq!(with(&console), "Thanh tra Sở; Phòng Kế hoạch - Tài chính");
    let text = kept(&console).0;
    assert!(
        text.contains("với Thanh tra Sở, Phòng Kế hoạch - Tài chính rà soát {việc cần làm};"),
        "{text}"
    );
}

#[test]
fn a_blank_is_never_parted_and_the_key_for_the_next_is_shown() {
    for lang in Lang::ALL {
        let console = Console::of(&opened(), Actor::of(Role::Secretary)).lang(lang);
        let mut console = pressed(console, "w<ctrl-g>");
        let modules = crate::console::modules::shipped(lang);
        console.types(&modules[0].name);
        console.keys("<enter>");
        let next = lang.text("console.hint.next_blank");
        for width in 80..=120 {
            console.tell(Message::Resized(width, 24));
            let text = console.text();
            for (_, after) in text.match_indices('{').map(|(at, _)| text.split_at(at)) {
                let row = after.lines().next().unwrap();
                assert!(row.contains('}'), "{width}: {text}");
            }
            assert!(console.shows(next), "{text}");
        }
        console.tell(Message::Resized(80, 24));
        console.types("thanh");
        let complete = lang.text("console.hint.complete");
        assert!(
            console.shows(complete) && console.shows(next),
            "{}",
            console.text()
        );
        let foot = console.text().lines().last().unwrap().to_owned();
        assert!(
            foot.trim_end().ends_with("EN") && foot.contains("^S"),
            "{foot}"
        );
    }
}

#[test]
fn a_blank_that_is_left_is_a_slip_and_no_trap() {
    let mut console = pressed(calm(), "w<ctrl-g>");
    console.types("don doc");
    console.keys("<enter><end>");
    assert!(
        console.shows("! còn chỗ trống {unit}"),
        "{}",
        console.text()
    );
    console.keys("<tab>");
    console.types("Văn phòng Sở");
    assert!(console.kept().values().next().unwrap().lead == "Văn phòng Sở");
}

#[test]
fn modules_come_from_a_persons_own_file_and_a_broken_one_changes_nothing() {
    let mut console = calm();
    console.model.modules =
        Source::of("[[module]]\nname = \"Riêng\"\ntext = \"Thống nhất {nội dung}.\"");
    console.keys("w<ctrl-g><enter>");
    console.types("kế hoạch");
    assert!(console.shows("Thống nhất kế hoạch."), "{}", console.text());
    console.keys("<esc>");
    console.model.modules = Source::of("[[module");
    console.keys("w<ctrl-g>");
    assert!(console.shows("modules.toml:1: "), "{}", console.text());
    assert!(console.shows("Giao nhiệm vụ"));
    console.keys("<esc>");
    assert!(is_editing(&console.model));
}
