//! How many terminal cells a text takes, and making it take a given number.
//!
//! Everything is counted as the drawing library counts it, a grapheme cluster at a time, so that a
//! column laid out here is where it is drawn. No cluster is ever cut. Decomposed text (NFD) is as
//! good as composed text. Text from others is made safe by [`clean`](super::clean) first: controls
//! are not drawn and count nothing here.

mod name;
mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use name::fit_name;
pub use wrap::wrap;

/// What stands for the part that was cut off.
const ELLIPSIS: &str = "…";

/// The cells a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    text.graphemes(true).map(cluster_width).sum()
}

/// The text itself if it takes at most `cells`, else its beginning and `…`. Nothing for 0 cells.
///
/// White space before the ellipsis is dropped, so the result may be narrower than it could be.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if cells == 0 {
        return Cow::Borrowed("");
    }
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut kept = start(text, cells - 1);
    while let Some(last) = kept.graphemes(true).next_back()
        && last.chars().all(char::is_whitespace)
    {
        kept = &kept[..kept.len() - last.len()];
    }
    Cow::Owned(format!("{kept}{ELLIPSIS}"))
}

/// The text fitted into `cells` and filled up with spaces on the right to exactly that width.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells).into_owned();
    let missing = cells.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The text fitted into `cells` and filled up with spaces on the left to exactly that width.
pub fn pad_left(text: &str, cells: usize) -> String {
    let fitted = fit(text, cells);
    let missing = cells.saturating_sub(width(&fitted));
    let mut out = " ".repeat(missing);
    out.push_str(&fitted);
    out
}

/// The longest beginning of whole clusters that takes at most `cells`.
fn start(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += cluster_width(cluster);
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// The cells of one cluster: as `ratatui` counts them, which leaves clusters with controls out and
/// gives the half-width sound marks the cell that terminals give them.
fn cluster_width(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    let sound_marks = cluster.chars().filter(|c| matches!(c, 'ﾞ' | 'ﾟ')).count();
    cluster.width() + sound_marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::text::testing::any_text;

    /// The places where a text may be cut.
    fn boundaries(text: &str) -> Vec<usize> {
        let ends = text
            .grapheme_indices(true)
            .map(|(at, cluster)| at + cluster.len());
        std::iter::once(0).chain(ends).collect()
    }

    #[test]
    fn vietnamese_takes_one_cell_a_letter_however_it_is_encoded() {
        assert_eq!(width("Nguyễn"), 6);
        assert_eq!(width("Nguye\u{302}\u{303}n"), 6);
        assert_eq!(width("ượ"), 2);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("🇻🇳"), 2);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn what_fits_is_left_alone() {
        assert!(matches!(fit("Nguyễn", 6), Cow::Borrowed("Nguyễn")));
        assert_eq!(fit("Nguyễn", 5), "Nguy…");
        assert_eq!(fit("Nguyễn Văn", 8), "Nguyễn…");
        assert_eq!(fit("Nguyễn", 1), "…");
        assert_eq!(fit("Nguyễn", 0), "");
        assert_eq!(fit("漢字", 3), "漢…");
        assert_eq!(fit("漢字", 2), "…");
    }

    #[test]
    fn padding_makes_columns() {
        assert_eq!(pad("Đà", 4), "Đà  ");
        assert_eq!(pad_left("42", 4), "  42");
        assert_eq!(pad("漢字漢", 4), "漢… ");
        assert_eq!(pad_left("漢字漢", 4), " 漢…");
        assert_eq!(pad("abc", 0), "");
    }

    proptest! {
        #[test]
        fn a_text_is_as_wide_as_it_is_drawn(text in any_text()) {
            let area = Rect::new(0, 0, 1000, 1);
            let (end, _) = Buffer::empty(area).set_stringn(0, 0, &text, 1000, Style::default());
            prop_assert_eq!(usize::from(end), width(&text));
        }

        #[test]
        fn fitted_text_fits(text in any_text(), cells in 0usize..30) {
            let fitted = fit(&text, cells);
            prop_assert!(width(&fitted) <= cells);
        }

        #[test]
        fn fitting_cuts_between_clusters(text in any_text(), cells in 1usize..30) {
            let fitted = fit(&text, cells);
            if width(&text) <= cells {
                prop_assert_eq!(&*fitted, &*text);
            } else {
                let kept = fitted.strip_suffix(ELLIPSIS).unwrap();
                prop_assert!(text.starts_with(kept));
                prop_assert!(boundaries(&text).contains(&kept.len()));
            }
        }

        #[test]
        fn padded_text_is_exactly_as_wide_as_asked(text in any_text(), cells in 0usize..30) {
            prop_assert_eq!(width(&pad(&text, cells)), cells);
            prop_assert_eq!(width(&pad_left(&text, cells)), cells);
        }
    }
}
