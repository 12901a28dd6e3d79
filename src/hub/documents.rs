//! Documents as they are handed out: as text for a console, as a file for the delegate page.

use axum::http::HeaderValue;

use crate::wire::Contents;

/// How long a document may be to be read in a console, in bytes.
const MOST_TEXT: usize = 1024 * 1024;
/// Files that are text, by what their names end in.
const TEXT: [&str; 8] = ["txt", "md", "csv", "tsv", "log", "json", "toml", "ics"];

/// What a console is told of a document: its text as it is, for it is cleaned where it is shown.
pub(super) fn contents(file: &str, bytes: Vec<u8>) -> Contents {
    if !TEXT.contains(&extension(file).as_str()) {
        return Contents::NotText;
    }
    if bytes.len() > MOST_TEXT {
        return Contents::TooLong;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Contents::Text(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }),
        Err(_) => Contents::NotText,
    }
}

/// What a browser is told a file is. Nothing that could run: pages and pictures that hold scripts
/// are plain bytes.
pub(super) fn media_type(file: &str) -> &'static str {
    match extension(file).as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "tsv" | "log" | "toml" | "ics" => "text/plain; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        _ => "application/octet-stream",
    }
}

/// Under which name a browser saves a file (RFC 6266, names as in RFC 8187).
pub(super) fn disposition(file: &str) -> HeaderValue {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut text = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

fn extension(file: &str) -> String {
    let end = file.rsplit_once('.').map_or("", |(_, end)| end);
    end.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_files_are_read_without_their_mark() {
        let text = "\u{feff}Báo cáo tháng".as_bytes().to_vec();
        assert_eq!(
            contents("documents/bao-cao.MD", text),
            Contents::Text("Báo cáo tháng".to_owned())
        );
    }

    #[test]
    fn what_is_not_text_is_not_shown_as_text() {
        assert_eq!(contents("a.pdf", b"text".to_vec()), Contents::NotText);
        assert_eq!(contents("a.txt", vec![0xff, 0xfe]), Contents::NotText);
        assert_eq!(contents("txt", b"text".to_vec()), Contents::NotText);
    }

    #[test]
    fn a_long_text_is_left_to_the_page() {
        let long = vec![b'x'; MOST_TEXT + 1];
        assert_eq!(contents("a.txt", long), Contents::TooLong);
    }

    #[test]
    fn names_are_saved_with_their_marks_and_without_folders() {
        let saved = disposition("tài liệu/Dự \"thảo\"\r\n.pdf");
        assert_eq!(
            saved.to_str().unwrap(),
            "attachment; filename*=UTF-8''D%E1%BB%B1%20%22th%E1%BA%A3o%22%0D%0A.pdf"
        );
    }

    #[test]
    fn nothing_that_runs_is_named_as_what_it_is() {
        for file in ["a.html", "a.svg", "a.js", "a", "a.xml"] {
            assert_eq!(media_type(file), "application/octet-stream");
        }
    }
}
