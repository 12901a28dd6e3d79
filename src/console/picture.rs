//! A screen as a picture: SVG, for papers and pages.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::theme::{Meaning, Theme, on_screen};

/// The size of a cell in the picture's units.
const CELL: (u16, u16) = (9, 19);
/// How much room there is around the screen.
const MARGIN: u16 = 12;

/// Draws a screen on the ground that the theme paints or is made for. A cell without a colour of its
/// own has that of the theme's text.
#[must_use]
pub fn svg(screen: &Buffer, theme: &Theme) -> String {
    let ground = &hex(theme.ground()).unwrap_or_else(|| "#000000".to_owned());
    let ink = &hex(theme.style(Meaning::Text).fg).unwrap_or_else(|| "#ffffff".to_owned());
    let (width, height) = (screen.area.width, screen.area.height);
    let (cell_width, cell_height) = CELL;
    let (all_width, all_height) = (
        width * cell_width + 2 * MARGIN,
        height * cell_height + 2 * MARGIN,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {all_width} {all_height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n"
    );
    // All grounds first: letters may reach a little beyond their cells.
    let mut letters = String::new();
    for y in 0..height {
        for run in runs(screen, y) {
            draw((&mut svg, &mut letters), y, &run, ground, ink);
        }
    }
    svg.push_str(&letters);
    svg.push_str("</svg>\n");
    svg
}

/// Neighbouring cells of one look.
struct Run {
    x: u16,
    cells: u16,
    style: Style,
    text: String,
}

fn runs(screen: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for x in 0..screen.area.width {
        let cell = &screen[(x, y)];
        match runs.last_mut() {
            Some(run) if run.style == cell.style() => {
                run.cells += 1;
                run.text.push_str(cell.symbol());
            }
            _ => runs.push(Run {
                x,
                cells: 1,
                style: cell.style(),
                text: cell.symbol().to_owned(),
            }),
        }
    }
    runs
}

fn draw(
    (grounds, letters): (&mut String, &mut String),
    y: u16,
    run: &Run,
    ground: &str,
    ink: &str,
) {
    let (cell_width, cell_height) = CELL;
    let modifiers = run.style.add_modifier;
    let mut fg = hex(run.style.fg).unwrap_or_else(|| ink.to_owned());
    let mut bg = hex(run.style.bg);
    if modifiers.contains(Modifier::REVERSED) {
        let behind = bg.unwrap_or_else(|| ground.to_owned());
        bg = Some(std::mem::replace(&mut fg, behind));
    }
    let (left, top) = (run.x * cell_width + MARGIN, y * cell_height + MARGIN);
    let width = run.cells * cell_width;
    if let Some(bg) = bg.filter(|bg| bg != ground) {
        // Writing to a string does not fail.
        let _ = writeln!(
            grounds,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{cell_height}\" fill=\"{bg}\"/>"
        );
    }
    // Blanks at the ends are left out: not every viewer counts them.
    let text = run.text.trim();
    if text.is_empty() {
        return;
    }
    let blanks = |text: &str| u16::try_from(text.len()).unwrap_or(0);
    let before = blanks(&run.text) - blanks(run.text.trim_start());
    let behind = blanks(&run.text) - blanks(run.text.trim_end());
    let left = left + before * cell_width;
    let width = width - (before + behind) * cell_width;
    let mut looks = String::new();
    if modifiers.contains(Modifier::BOLD) {
        looks.push_str(" font-weight=\"bold\"");
    }
    if modifiers.contains(Modifier::UNDERLINED) {
        looks.push_str(" text-decoration=\"underline\"");
    }
    let baseline = top + 14;
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let _ = writeln!(
        letters,
        "<text x=\"{left}\" y=\"{baseline}\" textLength=\"{width}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{fg}\"{looks}>{text}</text>"
    );
}

fn hex(color: Option<Color>) -> Option<String> {
    let [red, green, blue] = on_screen(color?)?;
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::theme::Depth;
    use ratatui::layout::Rect;

    #[test]
    fn what_stands_on_the_screen_stands_in_the_picture() {
        let mut screen = Buffer::empty(Rect::new(0, 0, 20, 2));
        screen.set_string(0, 0, "chủ tọa <&>", Style::default());
        screen.set_string(0, 1, "▶", Style::default().fg(Color::Rgb(255, 0, 16)));
        let theme = Theme::shipped("light", Depth::True);
        let svg = svg(&screen, &theme);
        assert!(svg.contains("fill=\"#fbfaf7\"/>"), "the theme's ground");
        assert!(svg.contains("chủ tọa &lt;&amp;&gt;"));
        assert!(svg.contains("fill=\"#ff0010\">▶</text>"));
    }
}
