//! The sample sessions, carried in the program, one in each language: the same files that lie in
//! `recordings/briefing/` and `recordings/district/`, read by the same reader as anybody's.

use anyhow::{anyhow, bail};

use crate::forms::{self, Dossier, FileProblem, Files, Mistake};
use crate::text::Lang;

macro_rules! embedded {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$((
            $path,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/recordings/", $folder, "/", $path)),
        )),*]
    };
}

const SESSION: &str = "session.toml";

/// Every file of a sample session, by its path beside the session file.
type Carried = &'static [(&'static str, &'static [u8])];

/// The briefing of a provincial department.
const BRIEFING: Carried = embedded![
    "briefing":
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

/// The meeting of a district council.
const DISTRICT: Carried = embedded![
    "district":
    "session.toml",
    "roster.csv",
    "documents/annual-meeting.md",
    "documents/online-services.md",
    "documents/paper-programme-2027.md",
    "documents/programme-2027.md",
    "documents/quality-audit.md",
    "documents/report-november.md",
    "documents/spending.csv",
    "documents/spending.md",
    "documents/staffing-notes.txt",
];

/// The one in this language.
fn carried(lang: Lang) -> Carried {
    match lang {
        Lang::Vi => BRIEFING,
        Lang::En => DISTRICT,
    }
}

struct Embedded(Carried);

impl Files for Embedded {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        let (_, bytes) = found.ok_or(FileProblem::Missing)?;
        Ok(bytes.to_vec())
    }
}

/// The sample session in this language as its secretary prepared it.
///
/// # Errors
/// Where the files in the program have mistakes, which a test rules out.
pub(super) fn read(lang: Lang) -> anyhow::Result<Dossier> {
    let files = carried(lang);
    let Some((name, text)) = files.first() else {
        bail!("the program carries no {SESSION}");
    };
    forms::read(text, name, &Embedded(files)).map_err(|mistakes| {
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
    fn the_sample_sessions_have_no_mistakes_and_the_same_breadth() {
        let plans = Lang::ALL.map(|lang| {
            let dossier = read(lang).unwrap();
            assert_eq!(dossier.plan.agenda.len(), 5);
            assert_eq!(dossier.documents.len(), dossier.plan.documents.len());
            dossier.plan
        });
        let [one, other] = plans;
        assert_ne!(one.id, other.id);
        assert_eq!(one.roster.len(), other.roster.len());
        assert_eq!(one.documents.len(), other.documents.len());
        let motions = |plan: &crate::session::Plan| {
            let items = 1..=u32::try_from(plan.agenda.len()).unwrap();
            let motions = items.filter(|n| plan.motion(crate::session::ItemId(*n)).is_some());
            motions.collect::<Vec<_>>()
        };
        assert_eq!(motions(&one), motions(&other));
    }

    #[test]
    fn every_document_of_the_folders_is_carried() {
        for (folder, files) in [("briefing", BRIEFING), ("district", DISTRICT)] {
            let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings");
            let folder = recordings.join(folder).join("documents");
            let mut there: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| format!("documents/{}", entry.unwrap().file_name().to_str().unwrap()))
                .collect();
            there.sort();
            let carried: Vec<_> = files.iter().map(|(name, _)| *name).skip(2).collect();
            assert_eq!(carried, there);
            assert_eq!(files[0].0, SESSION);
        }
    }
}
