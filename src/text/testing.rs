//! Texts that property tests of this room are tried with.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces that have broken somebody's screen before.
const PIECES: &[&str] = &[
    "Nguyễn ",
    "Đặng",
    "e\u{302}\u{301}",
    "u\u{31b}\u{323}",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n\n\n",
    "\u{1b}[31m",
    "\u{1b}[",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;x\u{1b}\\",
    "\u{1b}(B",
    "\u{1b}",
    "\u{9b}2J",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{e0041}",
    "\u{e000}",
    "\u{fdd0}",
    "\u{10ffff}",
    "👩\u{200d}🚒",
    "🏽",
    "🇻🇳",
    "🇻",
    "漢字",
    "각",
    "\u{1100}",
    "\u{1161}",
    "\u{11a8}",
    "क्ष",
    "\u{94d}",
    "\u{d4e}",
    "\u{111c2}",
    "ﾞ",
    "لا",
    "\u{2d7f}",
    "…",
];

/// Any text at all, with the difficult pieces far more often than chance would bring them.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(PIECES).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-zđA-Z .,]{1,6}",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}
