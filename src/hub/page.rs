//! The files of the delegates' page, built into the program. How they are served is the concern of
//! `server`.

/// The page's skeleton; `{session}` in it stands for the session's short name.
pub const SKELETON: &str = include_str!("page/index.html");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// What the skeleton loads: name, media type, contents.
const FILES: [(&str, &str, &str); 15] = [
    ("page.css", STYLE, include_str!("page/page.css")),
    ("page.js", SCRIPT, include_str!("page/page.js")),
    ("link.js", SCRIPT, include_str!("page/link.js")),
    ("session.js", SCRIPT, include_str!("page/session.js")),
    ("undo.js", SCRIPT, include_str!("page/undo.js")),
    ("news.js", SCRIPT, include_str!("page/news.js")),
    ("vote.js", SCRIPT, include_str!("page/vote.js")),
    ("ballot.js", SCRIPT, include_str!("page/ballot.js")),
    ("aid.js", SCRIPT, include_str!("page/aid.js")),
    ("consent.js", SCRIPT, include_str!("page/consent.js")),
    ("opinion.js", SCRIPT, include_str!("page/opinion.js")),
    ("reader.js", SCRIPT, include_str!("page/reader.js")),
    ("dom.js", SCRIPT, include_str!("page/dom.js")),
    ("words.js", SCRIPT, include_str!("page/words.js")),
    ("texts.js", SCRIPT, include_str!("page/texts.js")),
];

/// A file of the page: its media type and its contents.
#[must_use]
pub fn file(name: &str) -> Option<(&'static str, &'static str)> {
    FILES
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, media_type, contents)| (*media_type, *contents))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES
            .iter()
            .filter(|(_, media_type, _)| *media_type == SCRIPT)
            .map(|(name, _, contents)| (*name, *contents))
    }

    #[test]
    fn all_that_the_page_asks_for_is_served() {
        for (name, contents) in scripts() {
            for asked in contents.split("from \"./").skip(1) {
                let asked = asked.split('"').next().unwrap();
                assert!(file(asked).is_some(), "{name} asks for {asked}");
            }
        }
        for asked in SKELETON.split("\"/{session}/").skip(1) {
            let asked = asked.split('"').next().unwrap();
            assert!(file(asked).is_some(), "the skeleton asks for {asked}");
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere_and_nothing_is_put_in_as_markup() {
        let pieces = FILES.iter().map(|(name, _, contents)| (*name, *contents));
        for (name, contents) in pieces.chain([("index.html", SKELETON)]) {
            for wrong in [
                "http://",
                "https://",
                "innerHTML",
                "outerHTML",
                "insertAdjacent",
                "eval(",
                " style=\"",
                " onclick=\"",
            ] {
                assert!(!contents.contains(wrong), "{name} has {wrong}");
            }
        }
    }

    /// The names of the texts between these two lines, in order.
    fn names(texts: &'static str, from: &str, to: &str) -> Vec<&'static str> {
        let part = texts
            .split(from)
            .nth(1)
            .and_then(|rest| rest.split(to).next());
        let lines = part.unwrap().lines();
        lines
            .filter_map(|line| Some(line.split_once(": ")?.0.trim()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        let (_, texts) = file("texts.js").unwrap();
        let vietnamese = names(texts, "\n  vi: {", "\n  },\n");
        assert!(vietnamese.len() > 100);
        assert_eq!(vietnamese, names(texts, "\n  en: {", "\n  },\n"));
    }
}
