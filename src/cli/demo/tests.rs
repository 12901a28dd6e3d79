//! The demo as it is run without a terminal, against a real hub and a real journal.

use std::path::Path;

use super::*;
use crate::journal::{Store, recording};
use crate::session::attendance::Link;
use crate::session::poll::Outcome;
use crate::session::{Phase, Session};

/// The seconds and the seed with which the recording in the sample session's folder was made.
const SECONDS: u32 = 1_200;
const SEED: u64 = 7;

struct Run {
    dir: tempfile::TempDir,
    said: String,
    is_sound: bool,
}

impl Run {
    fn options(dir: &Path, seed: u64, seconds: u32) -> Options {
        Options {
            display: false,
            role: Role::Chair,
            seed,
            headless: Some(seconds),
            data: Some(dir.join("data")),
            record: Some(dir.join("record.jsonl")),
            settings: Settings::default(),
        }
    }

    async fn new(seed: u64, seconds: u32) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let options = Self::options(dir.path(), seed, seconds);
        let mut out = Vec::new();
        let is_sound = run(&options, &mut out).await.unwrap();
        let said = String::from_utf8(out).unwrap();
        Self {
            dir,
            said,
            is_sound,
        }
    }

    fn recording(&self) -> Vec<u8> {
        std::fs::read(self.dir.path().join("record.jsonl")).unwrap()
    }

    fn session(&self) -> Session {
        let store = Store::open_read_only(&self.dir.path().join("data")).unwrap();
        store.verify("briefing").unwrap().session
    }
}

#[tokio::test]
async fn the_recording_is_what_the_demo_does_to_the_byte() {
    let run = Run::new(SEED, SECONDS).await;
    assert!(run.is_sound, "{}", run.said);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/briefing/record.jsonl");
    let (kept, made) = (std::fs::read(kept).unwrap(), run.recording());
    let lines = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (kept_lines, made_lines) = (lines(&kept), lines(&made));
    let mut pairs = kept_lines.lines().zip(made_lines.lines());
    let first = pairs.find(|(kept, made)| kept != made);
    assert_eq!(first, None, "make it anew as recordings/README.md says");
    assert!(kept == made, "make it anew as recordings/README.md says");
    recording::read(&kept).unwrap().verify().unwrap();
}

#[tokio::test]
async fn in_english_the_meeting_of_the_district_comes_to_its_end_without_a_fault() {
    let dir = tempfile::tempdir().unwrap();
    let settings = Settings::here(&vec![("language", "en".to_owned())]);
    let options = Options {
        settings,
        ..Run::options(dir.path(), 1, SECONDS)
    };
    let mut out = Vec::new();
    let is_sound = run(&options, &mut out).await.unwrap();
    let said = String::from_utf8(out).unwrap();
    assert!(is_sound, "{said}");
    let store = Store::open_read_only(&dir.path().join("data")).unwrap();
    let session = store.verify("district").unwrap().session;
    assert!(session.phase.is_closed());
    let poll = session.polls.iter().next().unwrap();
    assert_ne!(poll.tally().unwrap().outcome, Outcome::NoQuorum);
    // Nothing in it is said in another language than its own.
    let foreign = ['đ', 'ơ', 'ư', 'ạ', 'ế', 'ộ'];
    assert!(!said.contains(foreign), "{said}");
}

#[tokio::test]
async fn a_run_that_ends_before_the_meeting_leaves_it_to_be_gone_on_with() {
    let run = Run::new(4, 60).await;
    assert!(run.is_sound, "{}", run.said);
    let session = run.session();
    assert!(session.phase.is_planned());
    let connected = session.roster.iter().filter(|a| a.link == Link::Up);
    assert!(connected.count() > 20, "nobody was seen to go");
    assert!(run.said.contains("chair host --data"));
}

#[tokio::test]
async fn a_folder_that_holds_the_meeting_already_is_left_alone() {
    let first = Run::new(4, 5).await;
    let options = Run::options(first.dir.path(), 4, 5);
    let error = run(&options, &mut Vec::new()).await.unwrap_err();
    assert!(error.to_string().contains("chair host --data"), "{error}");
}

#[tokio::test]
async fn whatever_the_seed_the_meeting_comes_to_its_end_without_a_fault() {
    for seed in [1, 2, 3] {
        let run = Run::new(seed, SECONDS).await;
        assert!(run.is_sound, "{seed}: {}", run.said);
        let session = run.session();
        let Phase::Closed { at } = session.phase else {
            panic!("{seed}: not closed");
        };
        let minutes = at.since(session.opened_at.unwrap()).seconds() / 60;
        assert!((11..=16).contains(&minutes), "{seed}: {minutes} minutes");
        let poll = session.polls.iter().next().unwrap();
        assert_ne!(poll.tally().unwrap().outcome, Outcome::NoQuorum);
        for item in session.plan.item_ids() {
            assert!(session.conclusions.of(item).unwrap().is_adopted(), "{seed}");
        }
    }
}
