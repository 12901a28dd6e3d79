//! What is cut at the edge of what holds it: names, titles and what others wrote may be; what the
//! console itself says, what to press and how things stand, never.

use crate::text::Lang;

/// From how many letters on a piece says which text it was.
const LEAST: usize = 6;

/// The pieces of a screen that are the beginning of something the console says and go no further.
fn cut(lang: Lang, screen: &str) -> Vec<String> {
    let texts: Vec<_> = lang.keys().map(|key| lang.text(key)).collect();
    let mut found = vec![];
    for line in screen.lines() {
        let mut before = 0;
        for (end, _) in line.match_indices('…') {
            let piece = line[before..end].rsplit("  ").next().unwrap_or_default();
            let piece = piece.rsplit(" · ").next().unwrap_or_default();
            let piece = piece.trim_start();
            before = end + '…'.len_utf8();
            let goes_on = |text: &&'static str| {
                text.find(piece)
                    .is_some_and(|at| text[at + piece.len()..].chars().any(char::is_alphanumeric))
            };
            let is_said = |text: &&'static str| {
                text.contains(&format!("{piece}…")) || text.contains(&format!("{piece} …"))
            };
            let is_long = piece.chars().count() >= LEAST;
            if is_long && texts.iter().any(goes_on) && !texts.iter().any(is_said) {
                found.push(line.trim().to_owned());
            }
        }
    }
    found
}

/// Nothing on this screen that the console itself says is cut.
pub(super) fn is_whole(lang: Lang, name: &str, screen: &str) {
    let cut = cut(lang, screen);
    assert!(
        cut.is_empty(),
        "{name} cuts what it says:\n{}\n{screen}",
        cut.join("\n")
    );
}

#[test]
fn what_is_cut_is_found() {
    let found = |screen: &str| cut(Lang::Vi, screen).len();
    for cut in [
        " khách 6 · muộn 1 · ⌁ mất kết n…",
        " CHỜ PHÁT BIỂU 5  đã khóa  ai đăng ký…",
        " Mỗi phiếu chọ…",
    ] {
        assert_eq!(found(cut), 1, "{cut}");
    }
    for whole in [
        "  1    Bùi Mạnh Tuyển             Phòng Quả…",
        " thiếu: Chi cục Tiêu chuẩn Đo l…",
        " ngay sau khi",
        "",
    ] {
        assert_eq!(found(whole), 0, "{whole}");
    }
}
