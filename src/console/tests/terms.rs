//! Terms of conclusions: said as people say them, shown as the day they become, completed.

use super::editor::{is_editing, texts};
use super::states::{calm, dated, pressed};
use crate::console::testing::Console;
use crate::console::words;
use crate::session::ItemId;
use crate::session::conclusions::Due;

pub(super) fn due(console: &Console) -> Option<Due> {
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
    assert!(
        console.shows("trước ngày 04/12/2026 (đã có trong câu)"),
        "{}",
        console.text()
    );
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
