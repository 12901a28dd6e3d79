//! The sample session, carried in the program: the same files that lie in `recordings/briefing/`,
//! read by the same reader as anybody's.

use anyhow::{anyhow, bail};

use crate::forms::{self, Dossier, FileProblem, Files, Mistake};
use crate::text::Lang;

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$((
            $path,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/recordings/briefing/", $path)),
        )),*]
    };
}

const SESSION: &str = "session.toml";

/// Every file of the sample session, by its path beside the session file.
const FILES: &[(&str, &[u8])] = embedded![
    "session.toml",
    "roster.csv",
    "documents/bang-giai-ngan.csv",
    "documents/bao-cao-chuyen-doi-so.md",
    "documents/bao-cao-giai-ngan.md",
    "documents/bao-cao-thang-11.md",
    "documents/danh-muc-nhiem-vu-2027.md",
    "documents/ghi-chu-can-bo.txt",
    "documents/iso-va-do-luong.md",
    "documents/ke-hoach-tong-ket-2026.md",
    "documents/to-trinh-danh-muc-2027.md",
];

struct Embedded;

impl Files for Embedded {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        let found = FILES.iter().find(|(name, _)| *name == path);
        let (_, bytes) = found.ok_or(FileProblem::Missing)?;
        Ok(bytes.to_vec())
    }
}

/// The sample session as its secretary prepared it.
///
/// # Errors
/// Where the files in the program have mistakes, which a test rules out.
pub(super) fn read() -> anyhow::Result<Dossier> {
    let Some((name, text)) = FILES.first() else {
        bail!("the program carries no {SESSION}");
    };
    forms::read(text, name, &Embedded).map_err(|mistakes| {
        let say = |mistake: &Mistake| {
            let said = mistake.say(Lang::En);
            format!("{}:{}: {said}", mistake.file, mistake.line)
        };
        let lines: Vec<_> = mistakes.iter().map(say).collect();
        anyhow!(lines.join("\n"))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_sample_session_has_no_mistakes() {
        let dossier = read().unwrap();
        assert_eq!(dossier.plan.agenda.len(), 5);
        assert_eq!(dossier.documents.len(), dossier.plan.documents.len());
    }

    #[test]
    fn every_document_of_the_folder_is_carried() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/briefing/documents");
        let mut there: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("documents/{}", entry.unwrap().file_name().to_str().unwrap()))
            .collect();
        there.sort();
        let carried: Vec<_> = FILES.iter().map(|(name, _)| *name).skip(2).collect();
        assert_eq!(carried, there);
        assert_eq!(FILES[0].0, SESSION);
    }
}
