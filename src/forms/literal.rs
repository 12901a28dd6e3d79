//! Where a place of a text stands in the file, whose quotation marks and escapes are no part of the
//! text.

/// At which byte of a literal the byte `at` of its text stands; where the text ends, the byte of the
/// closing quotation mark. What follows the literal makes no difference; none where it is no text.
pub(super) fn offset(literal: &str, at: usize) -> Option<usize> {
    let quote = literal.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let three: String = [quote; 3].iter().collect();
    let mut place = match literal.strip_prefix(&three) {
        // A line break right behind the three marks belongs to them.
        Some(rest) if rest.starts_with("\r\n") => 5,
        Some(rest) if rest.starts_with('\n') => 4,
        Some(_) => 3,
        None => 1,
    };
    let mut read = 0;
    loop {
        if quote == '"' {
            place += skipped(literal.get(place..)?);
        }
        if read >= at {
            return Some(place);
        }
        let (written, meant) = sign(literal.get(place..)?, quote == '"')?;
        place += written;
        read += meant;
    }
}

/// How many bytes the first character takes as it is written, and in the text.
fn sign(rest: &str, escapes: bool) -> Option<(usize, usize)> {
    let first = rest.chars().next()?;
    let Some(escape) = rest.strip_prefix('\\').filter(|_| escapes) else {
        return Some((first.len_utf8(), first.len_utf8()));
    };
    let digits = match escape.chars().next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return Some((2, 1)),
    };
    let code = u32::from_str_radix(escape.get(1..=digits)?, 16).ok()?;
    Some((2 + digits, char::from_u32(code)?.len_utf8()))
}

/// How long what stands for nothing is at the beginning: a backslash at the end of a line, and the
/// white space that follows.
fn skipped(rest: &str) -> usize {
    let Some(line) = rest.strip_prefix('\\') else {
        return 0;
    };
    let gap = line.len() - line.trim_start().len();
    match line.get(..gap).is_some_and(|gap| gap.contains('\n')) {
        true => 1 + gap,
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn a_place_of_a_text_is_found_in_the_file() {
        for (literal, at, stands) in [
            (r#""> 1/2 of membres" # and on"#, 9, "membres"),
            (r"'> 1/2 of membres'", 9, "membres"),
            (r#""quá nửa số phiéu""#, "quá nửa số ".len(), "phiéu"),
            (r#""qu\u00e1 nửa tổngg""#, "quá nửa ".len(), "tổngg"),
            (r#""\t> 1/2 of membres""#, 10, "membres"),
            (r#""\U0001F600 x""#, 5, "x"),
            ("\"\"\"\n> 1/2 of \\\n   membres\"\"\"", 9, "membres"),
            ("'''\r\nmembres'''", 0, "membres"),
            (r#""members and""#, 11, "\""),
        ] {
            let place = offset(literal, at).unwrap();
            assert!(literal[place..].starts_with(stands), "{literal}: {place}");
        }
        assert_eq!(offset("12", 0), None);
        assert_eq!(offset("\"ab", 7), None);
    }
}
