//! Writing conclusions: nothing typed is lost, whoever else writes and whatever is unplugged.

use super::states::{calm, concluded, dated, editing, pressed};
use crate::console::draft::{Aim, Draft};
use crate::console::keymap::Preset;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::modules::Source;
use crate::console::mouse::Kind;
use crate::console::overlay::Overlay;
use crate::console::testing::{Console, opened};
use crate::console::words;
use crate::console::{Effect, Message};
use crate::session::conclusions::{self, Due};
use crate::session::{Actor, ConclusionId, ItemId, Role};
use crate::text::Lang;

fn texts(console: &Console) -> Vec<String> {
    let hub = console.hub.borrow();
    let outline = hub.session.conclusions.of(ItemId(1));
    let draft = outline.iter().flat_map(|outline| &outline.draft);
    draft
        .map(|conclusion| conclusion.content.text.clone())
        .collect()
}

fn is_editing(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Editor(_)))
}

/// Presses ctrl-s without letting the hub answer.
fn sends(console: &mut Console) {
    console.tell(Message::Key(Input {
        key: Key::Char('s'),
        ctrl: true,
        ..Input::default()
    }));
}

#[test]
fn a_conclusion_is_written_with_unit_and_term() {
    let mut console = editing(calm());
    console.keys("<ctrl-s>");
    let hub = console.hub.borrow();
    let written = &hub.session.conclusions.of(ItemId(1)).unwrap().draft[0];
    assert_eq!(written.content.lead, "Văn phòng Sở");
    assert_eq!(
        written.content.due,
        Some(Due::Day(jiff::civil::date(2026, 12, 15)))
    );
    assert!(!is_editing(&console.model));
    assert!(console.model.drafts.is_empty() && console.kept().is_empty());
}

/// What was just saved is what the next key is for, also where the same words stand there twice.
#[test]
fn the_cursor_is_on_what_was_saved() {
    let mut console = calm();
    for n in 1..=2 {
        console.keys("w");
        console.types("Đồng ý");
        console.keys("<ctrl-s>");
        let saved = Some(ConclusionId(n));
        assert_eq!(
            console.model.looking.conclusion,
            saved,
            "{}",
            console.text()
        );
    }
    console.keys("<home><enter>");
    console.types(" cả");
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console), ["Đồng ý cả", "Đồng ý"]);
    console.keys("b");
    console.types("Gửi trước");
    console.keys("<ctrl-s><enter>");
    assert!(
        console.shows("SỬA KẾT LUẬN") && console.shows("Gửi trước"),
        "{}",
        console.text()
    );
}

#[test]
fn every_key_is_kept() {
    let mut console = pressed(calm(), "w");
    for (place, letter) in "Đồng ý".chars().enumerate() {
        console.types(&letter.to_string());
        let kept = console.kept();
        let draft = kept.values().next().unwrap();
        assert_eq!(draft.text.chars().count(), place + 1);
    }
    console.paste("\u{1b}[31m, giao Văn phòng");
    assert_eq!(
        console.kept().values().next().unwrap().text,
        "Đồng ý, giao Văn phòng"
    );
}

#[test]
fn what_was_typed_is_found_again_after_a_crash() {
    let crashed = editing(calm());
    let mut console = Console::starting(&crashed.hub, Actor::of(Role::Chair));
    console.model.drafts = crashed.kept();
    console.model.has_found = true;
    console.join();
    assert!(
        console.shows("Còn 1 bản nháp chưa gửi"),
        "{}",
        console.text()
    );
    console.keys("w");
    assert!(console.shows("Giao Văn phòng Sở tham mưu"));
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console).len(), 1);
}

#[test]
fn two_who_change_the_same_conclusion_lose_nothing() {
    let mut chair = concluded();
    let mut secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    chair.keys("<home><enter>");
    chair.types(" năm 2027");
    secretary.keys("6<home><enter>");
    secretary.types(" trước Tết");
    secretary.keys("<tab><ctrl-u>");
    secretary.keys("<ctrl-s>");
    chair.catch_up();
    let both = chair.text();
    assert!(
        both.contains("kế hoạch năm 2027") && both.contains("kế hoạch trước Tết"),
        "{both}"
    );
    chair.keys("<ctrl-o>");
    let merged = chair.text();
    assert!(
        merged.contains("năm 2027") && merged.contains("trước Tết"),
        "{merged}"
    );
    chair.keys("<ctrl-s>");
    assert_eq!(chair.refused, []);
    let stands = &texts(&chair)[0];
    assert!(
        stands.contains("năm 2027") && stands.contains("trước Tết"),
        "{stands}"
    );
}

#[test]
fn two_who_send_at_once_lose_nothing() {
    let mut chair = concluded();
    let mut secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    chair.keys("<home><enter>");
    chair.types(" A");
    secretary.keys("6<home><enter>");
    secretary.types(" B");
    sends(&mut chair);
    sends(&mut secretary);
    secretary.catch_up();
    chair.catch_up();
    assert_eq!(chair.refused.len(), 1);
    assert!(is_editing(&chair.model) && chair.shows("kế hoạch A") && chair.shows("kế hoạch B"));
    assert!(!chair.kept().is_empty());
    // Having seen the other's words, the chair sends again: it is a decision now.
    chair.keys("<ctrl-s>");
    assert!(texts(&chair)[0].ends_with(" A"));
    assert!(!is_editing(&chair.model));
}

#[test]
fn what_is_typed_while_the_first_words_are_on_their_way_stays() {
    let mut console = pressed(calm(), "w");
    console.types("Một");
    sends(&mut console);
    console.tell(Message::Key(Input {
        key: Key::Char('!'),
        ..Input::default()
    }));
    console.catch_up();
    assert_eq!(texts(&console), ["Một"]);
    assert!(is_editing(&console.model) && console.shows("Một!"));
    assert!(!console.shows("Người khác"), "{}", console.text());
    assert_eq!(console.kept().len(), 1);
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console), ["Một!"]);
    assert!(console.kept().is_empty() && console.refused.is_empty());
}

#[test]
fn what_is_on_its_way_is_not_sent_twice() {
    let mut console = pressed(calm(), "w");
    console.types("Một");
    console.lose();
    console.keys("<ctrl-s>");
    assert!(
        console.shows("sẽ gửi ngay khi có lại"),
        "{}",
        console.text()
    );
    console.keys("<ctrl-s><esc> w <ctrl-s>");
    assert_eq!(console.model.awaited.len(), 1);
    assert_eq!(console.kept().len(), 1);
    console.join();
    assert_eq!(texts(&console), ["Một"]);
    assert!(console.kept().is_empty());
}

#[test]
fn a_refused_text_is_intact() {
    let mut console = concluded();
    console.keys("<home><enter>");
    console.types(" và báo cáo");
    console.later(1);
    // Somebody removes all conclusions meanwhile.
    for _ in 0..2 {
        for id in (1..=4).rev() {
            let (conclusion, version) = (ConclusionId(id), 1);
            let remove = conclusions::Command::Remove {
                conclusion,
                version,
            };
            let _ = console.hub.borrow_mut().secretary(remove);
        }
    }
    console.catch_up();
    assert!(console.shows("KẾT LUẬN GHI LẠI"), "{}", console.text());
    assert!(console.shows("và báo cáo"));
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console).len(), 1);
    assert!(texts(&console)[0].ends_with("và báo cáo"));
    assert!(console.kept().is_empty());
}

#[test]
fn a_new_one_whose_place_is_gone_goes_to_the_end() {
    let mut console = concluded();
    console.keys("<end><up>b");
    console.types("Mới");
    let draft = console.model.drafts.values().next().cloned().unwrap();
    let Aim::New {
        after: Some(after), ..
    } = draft.aim
    else {
        panic!("{draft:?}");
    };
    let remove = conclusions::Command::Remove {
        conclusion: after,
        version: 1,
    };
    console.hub.borrow_mut().secretary(remove).unwrap();
    // Sent before the news of it came: refused, with the text intact, and sent again to the end.
    console.keys("<ctrl-s>");
    assert_eq!(console.refused.len(), 1);
    assert!(is_editing(&console.model) && console.kept().len() == 1);
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console).last().unwrap(), "Mới");
}

#[test]
fn leaving_keeps_a_changed_text_and_forgets_an_unchanged_one() {
    let mut console = concluded();
    console.keys("<home><enter><esc>");
    assert!(console.kept().is_empty());
    console.keys("<enter>a<backspace><esc>");
    assert!(console.kept().is_empty());
    console.keys("<enter>a<esc>");
    assert_eq!(console.kept().len(), 1);
    assert!(console.shows("✎ 1 bản nháp chưa gửi"), "{}", console.text());
    console.keys("<enter><ctrl-x>");
    assert!(is_editing(&console.model));
    console.keys("<ctrl-x>");
    assert!(console.kept().is_empty() && !is_editing(&console.model));
}

#[test]
fn a_unit_is_completed_and_lines_stay_lines() {
    let mut console = pressed(calm(), "w");
    console.types("Đồng ý");
    console.keys("<tab>");
    console.types("thanh");
    assert!(console.shows("Thanh tra Sở"));
    console.keys("<enter><ctrl-m><ctrl-j><tab>");
    console.types("chuyen");
    console.keys("<enter>");
    console.types("; van");
    console.keys("<enter>");
    let draft = console.kept().into_values().next().unwrap();
    assert_eq!(draft.lead, "Thanh tra Sở");
    assert_eq!(
        draft.content().with,
        ["Phòng Chuyển đổi số", "Văn phòng Sở"]
    );
}

#[test]
fn a_conclusion_moves_in_its_outline() {
    let mut console = concluded();
    let shape = |console: &Console| -> Vec<(u8, String)> {
        let hub = console.hub.borrow();
        let draft = &hub.session.conclusions.of(ItemId(1)).unwrap().draft;
        let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        draft
            .iter()
            .map(|c| (c.level, first(&c.content.text)))
            .collect()
    };
    let named = |shape: &[(u8, &str)]| -> Vec<(u8, String)> {
        shape
            .iter()
            .map(|(level, text)| (*level, (*text).to_owned()))
            .collect()
    };
    assert_eq!(
        shape(&console),
        named(&[(1, "Giao"), (2, "Gửi"), (3, "Ý"), (1, "Thống")])
    );
    console.keys("<end>K");
    assert_eq!(
        shape(&console),
        named(&[(1, "Thống"), (1, "Giao"), (2, "Gửi"), (3, "Ý")])
    );
    console.keys("J<tab>");
    assert_eq!(
        shape(&console),
        named(&[(1, "Giao"), (2, "Gửi"), (3, "Ý"), (2, "Thống")])
    );
    console.keys("<shift-tab>");
    assert_eq!(shape(&console).last().unwrap().0, 1);
    console.keys("x<enter>");
    assert_eq!(shape(&console).len(), 3);
    console.keys("<home>x");
    assert!(console.shows("Còn kết luận cấp dưới"), "{}", console.text());
    console.keys("C<enter>");
    assert!(console.shows("✓ đã chốt"));
    assert_eq!(console.refused, []);
    assert!(!console.effects.contains(&Effect::Quit));
}

fn due(console: &Console) -> Option<Due> {
    let hub = console.hub.borrow();
    hub.session.conclusions.of(ItemId(1)).unwrap().draft[0]
        .content
        .due
        .clone()
}

#[test]
fn a_term_is_said_as_people_say_it_and_shown_before_it_is_kept() {
    let mut console = dated("thứ sáu tuần sau");
    let day = words::meeting_day(&console.hub.borrow().session);
    assert_eq!(day, jiff::civil::date(2026, 11, 30));
    assert!(
        console.shows("thứ Sáu, ngày 11 tháng 12 năm 2026"),
        "{}",
        console.text()
    );
    console.keys("<ctrl-s>");
    assert_eq!(
        due(&console),
        Some(Due::Day(jiff::civil::date(2026, 12, 11)))
    );
    let mut console = dated("cuối tháng");
    console.keys("<tab>");
    assert!(console.shows("30/11/2026"), "{}", console.text());
    assert_eq!(console.kept().values().next().unwrap().due, "30/11/2026");
    let mut console = dated("sớm nhất");
    assert!(console.shows("bằng lời: sớm nhất"), "{}", console.text());
    console.keys("<ctrl-s>");
    assert_eq!(due(&console), Some(Due::Words("sớm nhất".to_owned())));
}

#[test]
fn terms_of_every_kind_are_told_before_and_after_they_are_kept() {
    for (typed, told, kept) in [
        (
            "trong tháng sau",
            "trong tháng 12 năm 2026 (chậm nhất 31/12/2026)",
            "thời hạn: trong tháng 12 năm 2026",
        ),
        (
            "trước thứ sáu tuần sau",
            "trước ngày 11/12/2026 (chậm nhất 10/12/2026)",
            "thời hạn: trước ngày 11/12/2026",
        ),
        (
            "chậm nhất thứ sáu tuần sau",
            "chậm nhất thứ Sáu, ngày 11 tháng 12 năm 2026",
            "thời hạn: chậm nhất ngày 11/12/2026",
        ),
        (
            "thứ sáu hằng tuần đến cuối quý",
            "định kỳ: thứ sáu hằng tuần đến 31/12/2026",
            "định kỳ: thứ sáu hằng tuần đến 31/12/2026",
        ),
        (
            "ngay sau khi có nghị quyết",
            "theo sự kiện: ngay sau khi có nghị quyết",
            "theo sự kiện: ngay sau khi có nghị quyết",
        ),
        (
            "cho đến khi xong",
            "kéo dài: cho đến khi xong",
            "kéo dài: cho đến khi xong",
        ),
        (
            "theo 155/QĐ-UBND",
            "theo thời hạn của văn bản: theo 155/QĐ-UBND",
            "theo văn bản: theo 155/QĐ-UBND",
        ),
    ] {
        let mut console = dated(typed);
        assert!(console.shows(told), "{typed}: {}", console.text());
        console.keys("<ctrl-s>");
        assert_eq!(texts(&console).len(), 1, "{typed}");
        assert!(console.shows(kept), "{typed}: {}", console.text());
        // Opened again it stands there as it was kept.
        let due = due(&console);
        console.keys("<down><enter><ctrl-s>");
        assert_eq!(self::due(&console), due);
    }
}

#[test]
fn a_day_is_offered_with_the_date_it_becomes_and_completed() {
    let mut console = pressed(calm(), "w");
    console.types("Báo cáo trước ngày ");
    assert!(console.shows("ngày mai → 01/12/2026"), "{}", console.text());
    console.types("thứ s");
    assert!(console.shows("thứ Sáu tuần này → 04/12/2026"));
    console.keys("<tab>");
    assert!(
        console.shows("Báo cáo trước ngày 04/12/2026"),
        "{}",
        console.text()
    );
    assert!(!console.shows("→"), "{}", console.text());
    // In the field for it, and as words that are none of a day.
    console.keys("<tab><tab><tab>");
    assert!(console.shows("tuần sau → 11/12/2026"), "{}", console.text());
    console.types("hang tu");
    assert!(
        console.shows("hằng tuần cho đến khi hoàn thành"),
        "{}",
        console.text()
    );
    console.keys("<enter><ctrl-s>");
    let weekly = Due::read("hằng tuần cho đến khi hoàn thành");
    assert!(matches!(weekly, Some(Due::Term { .. })));
    assert_eq!(due(&console), weekly);
}

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
fn a_day_that_is_in_no_calendar_is_not_taken_for_words() {
    let mut console = dated("31/2/2027");
    assert!(console.shows("Không có ngày này trong lịch: 31/2/2027"));
    console.keys("<tab><ctrl-s>");
    assert!(is_editing(&console.model) && texts(&console).is_empty());

    console.keys("<backspace><backspace><backspace><backspace><backspace><backspace><backspace><backspace><backspace>");
    console.types("28/2/2027");
    console.keys("<ctrl-s>");
    assert_eq!(
        due(&console),
        Some(Due::Day(jiff::civil::date(2027, 2, 28)))
    );
}

#[test]
fn slips_are_marked_and_hold_nothing_up() {
    let mut console = pressed(calm(), "w");
    assert!(!console.shows("!"), "{}", console.text());
    console.types("Quán quán triệt Nghị quyết");
    for slip in [
        "! lặp từ “Quán”",
        "! chưa có đơn vị chủ trì",
        "! chưa có thời hạn",
    ] {
        assert!(console.shows(slip), "{slip}: {}", console.text());
    }
    console.keys("<tab>");
    console.types("Sở A; Sở B");
    console.keys("<shift-tab>");
    assert!(
        console.shows("! chỉ giao một đơn vị chủ trì"),
        "{}",
        console.text()
    );
    console.keys("<ctrl-s>");
    assert_eq!(texts(&console), ["Quán quán triệt Nghị quyết"]);
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
        matches!(self::due(&console), Some(Due::Day(_) | Due::Term { .. })),
        "{:?}",
        self::due(&console)
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
fn a_word_is_marked_only_where_it_stands_twice_by_mistake() {
    let mut console = pressed(calm(), "w");
    console.types("Triển khai khai thác hệ thống, thực hiện hiện đại hóa công trình trình UBND");
    assert!(!console.shows("lặp từ"), "{}", console.text());
    console.types(" tỉnh tỉnh");
    assert!(console.shows("! lặp từ “tỉnh”"), "{}", console.text());
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

#[test]
fn a_persons_own_editor_gets_the_text_and_gives_it_back() {
    let mut console = pressed(calm(), "w");
    console.types("Giao Văn phòng");
    console.keys("<ctrl-l>");
    let lent = console.effects.iter().find_map(|effect| match effect {
        Effect::OpenEditor(draft) => Some(draft.clone()),
        _ => None,
    });
    let lent = lent.unwrap();
    assert_eq!(lent.text, "Giao Văn phòng");
    // It was kept before the terminal was lent.
    assert_eq!(console.kept().values().next(), Some(&lent));
    let edited = "Giao Văn phòng Sở\u{1b}[31m\ntrước Tết".to_owned();
    console.tell(Message::Edited(lent, Ok(edited)));
    assert!(console.shows("trước Tết"), "{}", console.text());
    let kept = console.kept();
    assert_eq!(
        kept.values().next().unwrap().text,
        "Giao Văn phòng Sở\ntrước Tết"
    );
}

#[test]
fn an_editor_that_failed_or_came_back_late_loses_nothing() {
    let mut console = pressed(calm(), "w");
    console.types("Một");
    console.keys("<ctrl-l>");
    let lent = console.kept().values().next().unwrap().clone();
    console.lose();
    console.tell(Message::Edited(
        lent.clone(),
        Err(crate::text::Trouble::unknown(&"vi: 1")),
    ));
    assert!(
        console.shows("(vi: 1)") && console.shows("Một"),
        "{}",
        console.text()
    );
    // The editor of conclusions was left meanwhile: what comes back is a draft.
    console.keys("<esc>");
    console.tell(Message::Edited(lent, Ok("Một, hai".to_owned())));
    assert_eq!(console.kept().values().next().unwrap().text, "Một, hai");
    console.keys("w");
    assert!(console.shows("Một, hai"));
}

#[test]
fn what_is_missing_is_said_as_long_as_it_is() {
    for lang in Lang::ALL {
        let mut secretary = Console::of(&opened(), Actor::of(Role::Secretary)).lang(lang);
        secretary.keys("w");
        secretary.types("Giao rà soát");
        let due = lang.text("console.slip.no_due");
        let lead = lang.text("console.slip.no_lead");
        for _ in 0..4 {
            assert!(
                secretary.shows(due) && secretary.shows(lead),
                "{}",
                secretary.text()
            );
            secretary.keys("<tab>");
        }
        secretary.keys("<tab>");
        secretary.types("Văn phòng");
        assert!(
            !secretary.shows(lead) && secretary.shows(due),
            "{}",
            secretary.text()
        );
        secretary.keys("<tab><tab>");
        secretary.types("30/4/2027");
        assert!(!secretary.shows(due), "{}", secretary.text());
    }
}
