//! Writing conclusions: nothing typed is lost, whoever else writes and whatever is unplugged.

use super::states::{calm, concluded, editing, pressed};
use crate::console::draft::Aim;
use crate::console::keys::{Input, Key};
use crate::console::model::Model;
use crate::console::overlay::Overlay;
use crate::console::testing::{Console, opened};
use crate::console::{Effect, Message};
use crate::session::conclusions::{self, Due};
use crate::session::{Actor, ConclusionId, ItemId, Role};
use crate::text::Lang;

pub(super) fn texts(console: &Console) -> Vec<String> {
    let hub = console.hub.borrow();
    let outline = hub.session.conclusions.of(ItemId(1));
    let draft = outline.iter().flat_map(|outline| &outline.draft);
    draft
        .map(|conclusion| conclusion.content.text.clone())
        .collect()
}

pub(super) fn is_editing(model: &Model) -> bool {
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
fn what_the_sentence_says_already_is_offered_to_the_fields() {
    let mut console = pressed(calm(), "w");
    console.types(
        "Giao Phòng Kế hoạch chủ trì, phối hợp với Thanh tra Sở rà soát, báo cáo trước 11/12/2026",
    );
    console.keys("<tab>");
    let lead = "Phòng Kế hoạch - Tài chính (đã có trong câu)";
    assert!(console.shows(lead), "{}", console.text());
    console.keys("<enter>");
    assert!(!console.shows(lead), "{}", console.text());
    console.keys("<tab><enter><tab><enter><ctrl-s>");
    let hub = console.hub.borrow();
    let content = &hub.session.conclusions.of(ItemId(1)).unwrap().draft[0].content;
    assert_eq!(content.lead, "Phòng Kế hoạch - Tài chính");
    assert_eq!(content.with, ["Thanh tra Sở"]);
    assert_eq!(content.due, Due::read("trước ngày 11/12/2026"));
}

#[test]
fn what_the_sentence_says_is_taken_over_only_by_who_wants_it() {
    let mut console = pressed(calm(), "w");
    console.types("Giao Thanh tra Sở rà soát");
    console.keys("<tab><tab><ctrl-s>");
    let hub = console.hub.borrow();
    let content = &hub.session.conclusions.of(ItemId(1)).unwrap().draft[0].content;
    assert_eq!(content.lead, "");
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
