//! Vietnamese typed on plain keys, wherever something is typed.

use super::states::{calm, pressed};
use crate::console::overlay::Overlay;
use crate::console::testing::Console;
use crate::console::typing::Typing;
use crate::text::Lang;
use crate::text::compose::{Marks, Method};

/// What stands in the draft that is being written.
fn draft(console: &Console) -> String {
    let kept = console.kept();
    kept.values()
        .next()
        .map(|draft| draft.text.clone())
        .unwrap_or_default()
}

/// A console as it is in Vietnamese where nobody said otherwise.
pub(crate) fn composing() -> Console {
    let mut console = calm();
    console.model.typing = Typing::TELEX;
    console
}

/// An empty conclusion to be written.
fn writing() -> Console {
    let mut console = composing();
    console.keys("w");
    console
}

fn written(keys: &str) -> String {
    let mut console = writing();
    console.types(keys);
    draft(&console)
}

#[test]
fn a_conclusion_is_typed_by_telex() {
    assert_eq!(
        written("Giao Vawn phongf Sowr chur trif, phoosi howpj vowsi UBND caaps huyeenj "),
        "Giao Văn phòng Sở chủ trì, phối hợp với UBND cấp huyện "
    );
    assert_eq!(
        written("Trieenr khai Windows Server, email theo QDD-UBND, NDD 30/2020 (data)."),
        "Triển khai Windows Server, email theo QĐ-UBND, NĐ 30/2020 (data)."
    );
}

#[test]
fn vni_is_chosen_in_the_palette() {
    let mut console = writing();
    console.keys("<esc>");
    console.keys(":");
    console.types("telex hay");
    console.keys("<enter>");
    assert_eq!(console.model.typing.method, Method::Vni);
    console.keys("w");
    console.types("Giao d9o62ng chi1 6 tha1ng 2026");
    assert_eq!(draft(&console), "Giao đồng chí 6 tháng 2026");
    assert!(console.shows("VI VNI"), "{}", console.text());
}

#[test]
fn tone_marks_follow_the_setting() {
    let mut console = writing();
    console.model.typing.marks = Marks::New;
    console.types("hoaf bifnh ");
    assert_eq!(draft(&console), "hoà bình ");
}

#[test]
fn what_was_not_meant_is_undone() {
    assert_eq!(written("data"), "dât");
    assert_eq!(written("data "), "data ");
    let mut console = writing();
    console.types("data");
    console.keys("<tab>");
    assert_eq!(draft(&console), "data");
    let mut console = writing();
    console.types("law");
    console.keys("<ctrl-s>");
    let hub = console.hub.borrow();
    let conclusions = &hub.session.conclusions;
    let outline = conclusions.of(crate::session::ItemId(1)).unwrap();
    assert_eq!(outline.draft[0].content.text, "law");
}

#[test]
fn words_of_other_languages_keep_the_letters_they_double() {
    let words = "Offer buffer suffer differ boss press staff office (kick-off) ";
    assert_eq!(written(words), words);
    assert_eq!(written("bus lisst maxx buss ass "), "bú list max bus as ");
    // Whoever wants it otherwise takes the letter out, and it stays out.
    let mut console = writing();
    console.types("boss ");
    console.keys("<backspace><backspace>");
    console.types(" ");
    assert_eq!(draft(&console), "bos ");
}

#[test]
fn one_key_switches_and_gives_back_what_was_typed_of_the_word() {
    let mut console = writing();
    console.types("soos max");
    assert_eq!(draft(&console), "số mã");
    console.keys("<ctrl-t>");
    assert_eq!(draft(&console), "số max");
    console.types(" as");
    assert_eq!(draft(&console), "số max as");
    assert!(console.shows("^T EN"), "{}", console.text());
    console.keys("<ctrl-t>");
    console.types(" ddaay");
    assert_eq!(draft(&console), "số max as đây");
    assert!(console.shows("^T VI Telex"), "{}", console.text());
}

#[test]
fn a_backspace_takes_what_is_seen_and_the_word_is_written_on() {
    let mut console = writing();
    console.types("vieejt");
    console.keys("<backspace>");
    assert_eq!(draft(&console), "việ");
    console.types("n");
    assert_eq!(draft(&console), "viện");
    console.keys("<backspace><backspace>");
    console.types("f");
    assert_eq!(draft(&console), "vì");
    console.keys("<backspace><backspace>");
    console.types("lisst");
    console.keys("<backspace>");
    console.types("t");
    assert_eq!(draft(&console), "list");
}

#[test]
fn a_word_is_mended_where_it_stands() {
    let mut console = writing();
    console.types("hop toan the");
    console.keys("<left><left><left><left>");
    console.types("f");
    assert_eq!(draft(&console), "hop toàn the");
    console.keys("<home><right><right>");
    console.types("o");
    assert_eq!(draft(&console), "hôp toàn the");
    console.keys("<right>");
    console.types("j");
    assert_eq!(draft(&console), "hộp toàn the");
    console.keys("<end>");
    console.types("er ");
    assert_eq!(draft(&console), "hộp toàn thể ");
}

#[test]
fn a_foreign_word_is_not_changed_after_the_fact() {
    let mut console = writing();
    console.paste("max");
    console.types("s");
    assert_eq!(draft(&console), "maxs");
}

#[test]
fn whoever_has_an_input_method_is_left_alone() {
    let mut console = writing();
    // As such a method sends it: letters, backspaces, ready letters.
    console.types("ca");
    console.keys("<backspace>");
    console.types("á");
    assert!(!console.model.typing.on);
    assert!(console.shows("bộ gõ của chair"), "{}", console.text());
    console.types("c as max test");
    assert_eq!(draft(&console), "các as max test");
    // It is said as long as any word is, whatever is typed on.
    assert!(console.shows("bộ gõ của chair"), "{}", console.text());
    console.later(9);
    assert!(!console.shows("tự tắt"), "{}", console.text());
}

#[test]
fn a_paste_is_taken_as_it_is() {
    let mut console = writing();
    console.paste("Vieejt Nam, Việt");
    assert_eq!(draft(&console), "Vieejt Nam, Việt");
    assert!(console.model.typing.on);
}

#[test]
fn it_works_in_lines_lists_and_fields() {
    let mut console = pressed(composing(), "A");
    console.types("Nghir giair lao 15 phust");
    assert!(console.shows("Nghỉ giải lao 15 phút"), "{}", console.text());
    let mut console = pressed(composing(), "a");
    console.types("thuwowng");
    assert!(console.shows("thương"), "{}", console.text());
    let mut console = pressed(composing(), ":");
    console.types("keets luaanj");
    assert!(console.shows(" : kết luận"), "{}", console.text());
    let mut console = writing();
    console.types("x");
    console.keys("<tab>");
    console.types("Vawn phongf");
    assert_eq!(console.kept().values().next().unwrap().lead, "Văn phòng");
    assert!(matches!(console.model.overlay, Some(Overlay::Editor(_))));
}

#[test]
fn a_line_is_emptied_by_one_key() {
    let mut console = pressed(calm(), "A");
    console.types("Giai lao");
    console.keys("<ctrl-u>");
    console.types("Het gio");
    assert!(console.shows(" Het gio"), "{}", console.text());
    assert!(!console.shows("Gia"), "{}", console.text());
}

#[test]
fn in_english_keys_are_taken_as_they_come() {
    let hub = calm().hub;
    let mut console = Console::chair(&hub).lang(Lang::En);
    console.model.typing = Typing::OFF;
    console.keys("w");
    console.types("The office has a boss");
    assert_eq!(draft(&console), "The office has a boss");
    assert!(console.shows("^T EN"));
}

#[test]
fn a_line_that_is_longer_than_its_field_says_at_which_side_it_goes_on() {
    let field = |console: &Console| {
        let text = console.text();
        let rows: Vec<_> = text.lines().collect();
        rows[rows.len() - 2].trim_start().to_owned()
    };
    let mut console = calm();
    console.keys("A");
    let long = "một hai ba bốn năm sáu bảy tám chín mười ".repeat(3);
    console.types(long.trim_end());
    let typed = field(&console);
    assert!(typed.contains('‹') && !typed.contains('›'), "{typed}");
    assert!(typed.ends_with("chín mười"), "{typed}");
    console.keys("<home>");
    let typed = field(&console);
    assert!(typed.contains("một hai") && !typed.contains('‹'), "{typed}");
    assert!(typed.ends_with('›'), "{typed}");
    // In the middle it goes on at both.
    for _ in 0..75 {
        console.keys("<right>");
    }
    let typed = field(&console);
    assert!(typed.contains('‹') && typed.ends_with('›'), "{typed}");
    // What is announced has none of these signs.
    console.keys("<enter>");
    let announced = console.hub.borrow().session.announcements.last().cloned();
    assert_eq!(announced.unwrap().text, long.trim_end());
    // A line that fits, even if only just, has none.
    let mut console = calm();
    console.keys("A");
    console.types("Giải lao");
    assert!(!console.shows("‹") && !console.shows("›"));
}
