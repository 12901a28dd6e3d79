//! Writing, ordering and adopting conclusions, alone and two at a time.

use super::*;
use crate::session::testing::Meeting;
use crate::session::{Role, life};

fn says(text: &str) -> Content {
    Content {
        text: text.to_owned(),
        ..Content::default()
    }
}

fn write(meeting: &mut Meeting, after: Option<u32>, level: u8, text: &str) -> Result<u32, Refusal> {
    let command = Command::Write {
        item: ItemId(1),
        after: after.map(ConclusionId),
        level,
        content: says(text),
    };
    let events = meeting.secretary(command)?;
    match &events[..] {
        [crate::session::Event::Conclusions(Event::Written { conclusion, .. })] => Ok(conclusion.0),
        other => panic!("{other:?}"),
    }
}

fn place(conclusion: u32, after: Option<u32>, level: u8) -> Command {
    Command::Place {
        conclusion: ConclusionId(conclusion),
        after: after.map(ConclusionId),
        level,
    }
}

fn edit(conclusion: u32, version: u32, text: &str) -> Command {
    Command::Edit {
        conclusion: ConclusionId(conclusion),
        version,
        content: says(text),
    }
}

/// The outline as it is read.
fn read(meeting: &Meeting) -> String {
    let draft = &meeting.session.conclusions.of(ItemId(1)).unwrap().draft;
    let lines = marks(draft);
    let lines = lines.iter().zip(draft);
    let lines: Vec<_> = lines
        .map(|(mark, c)| format!("{mark} {}", c.content.text))
        .collect();
    lines.join(" | ")
}

/// 1. A | - B | + C | - D | 2. E, numbered 1 to 5.
fn outline() -> Meeting {
    let mut meeting = Meeting::open();
    let mut last = None;
    for (text, level) in [("A", 1), ("B", 2), ("C", 3), ("D", 2), ("E", 1)] {
        last = Some(write(&mut meeting, last, level, text).unwrap());
    }
    assert_eq!(read(&meeting), "1. A | - B | + C | - D | 2. E");
    meeting
}

#[test]
fn conclusions_are_written_behind_what_stands_beneath_the_one_before() {
    let mut meeting = outline();
    write(&mut meeting, Some(1), 1, "after A").unwrap();
    write(&mut meeting, Some(2), 2, "after B").unwrap();
    write(&mut meeting, Some(1), 2, "first under A").unwrap();
    write(&mut meeting, None, 1, "top").unwrap();
    assert_eq!(
        read(&meeting),
        "1. top | 2. A | - first under A | - B | + C | - after B | - D | 3. after A | 4. E"
    );
}

#[test]
fn no_level_is_left_out() {
    let mut meeting = outline();
    for (after, level) in [
        (None, 2),
        (None, 0),
        (Some(5), 3),
        (Some(3), 4),
        (Some(3), 255),
    ] {
        let refused = write(&mut meeting, after, level, "x");
        assert_eq!(refused, Err(Refusal::WrongLevel), "{after:?} {level}");
    }
    let conclusion = ConclusionId(99);
    let refused = write(&mut meeting, Some(99), 1, "x");
    assert_eq!(refused, Err(Refusal::NoSuchConclusion { conclusion }));
}

#[test]
fn a_conclusion_moves_with_all_beneath_it() {
    let mut meeting = outline();
    meeting.secretary(place(2, Some(4), 2)).unwrap();
    assert_eq!(read(&meeting), "1. A | - D | - B | + C | 2. E");
    meeting.secretary(place(2, Some(5), 1)).unwrap();
    assert_eq!(read(&meeting), "1. A | - D | 2. E | 3. B | - C");
    meeting.secretary(place(1, Some(5), 2)).unwrap();
    assert_eq!(read(&meeting), "1. E | - A | + D | 2. B | - C");
    meeting.secretary(place(2, None, 1)).unwrap();
    assert_eq!(read(&meeting), "1. B | - C | 2. E | - A | + D");
    assert_eq!(meeting.secretary(place(2, None, 1)), Ok(vec![]));
    for wrong in [
        place(2, Some(3), 2),
        place(2, Some(2), 1),
        place(5, Some(2), 2),
        place(2, None, 2),
    ] {
        assert_eq!(meeting.secretary(wrong), Err(Refusal::WrongLevel));
    }
}

#[test]
fn two_who_edit_at_once_lose_no_text() {
    let mut meeting = outline();
    meeting.secretary(edit(2, 1, "B của thư ký")).unwrap();
    let (conclusion, version) = (ConclusionId(2), 2);
    let meanwhile = Err(Refusal::EditedMeanwhile {
        conclusion,
        version,
    });
    assert_eq!(meeting.chair(edit(2, 1, "B của chủ trì")), meanwhile);
    let remove = |version| Command::Remove {
        conclusion,
        version,
    };
    meeting.chair(edit(2, 2, "B của cả hai")).unwrap();
    let version = 3;
    let meanwhile = Err(Refusal::EditedMeanwhile {
        conclusion,
        version,
    });
    assert_eq!(meeting.secretary(remove(2)), meanwhile);
    // The same words again change nothing, whatever they were based on.
    assert_eq!(meeting.secretary(edit(2, 1, "B của cả hai")), Ok(vec![]));
    assert_eq!(
        meeting.secretary(remove(3)),
        Err(Refusal::HasMoreBeneath { conclusion })
    );
    let (conclusion, version) = (ConclusionId(3), 1);
    meeting
        .secretary(Command::Remove {
            conclusion,
            version,
        })
        .unwrap();
    meeting.secretary(remove(3)).unwrap();
    assert_eq!(read(&meeting), "1. A | - D | 2. E");
    let conclusion = ConclusionId(2);
    let gone = Err(Refusal::NoSuchConclusion { conclusion });
    assert_eq!(meeting.chair(edit(2, 3, "B")), gone);
}

#[test]
fn what_is_written_is_cleaned() {
    let mut meeting = Meeting::open();
    let field = "text".to_owned();
    let empty = write(&mut meeting, None, 1, " \n\u{200b}");
    assert_eq!(empty, Err(Refusal::Empty { field }));
    let content = Content {
        text: "Giao\u{1b}[31m Sở\r\nthực hiện ".to_owned(),
        lead: " Sở\tKHCN ".to_owned(),
        with: vec![" ".to_owned(), "Văn phòng\u{202e}".to_owned()],
        due: Some(Due::Words(" 30/4/2024 ".to_owned())),
    };
    let (item, after, level) = (ItemId(1), None, 1);
    let write = Command::Write {
        item,
        after,
        level,
        content,
    };
    meeting.secretary(write).unwrap();
    let (_, written) = meeting.session.conclusions.get(ConclusionId(1)).unwrap();
    let cleaned = Content {
        text: "Giao Sở\nthực hiện".to_owned(),
        lead: "Sở KHCN".to_owned(),
        with: vec!["Văn phòng".to_owned()],
        due: Some(Due::Day(jiff::civil::date(2024, 4, 30))),
    };
    assert_eq!(written.content, cleaned);
}

#[test]
fn what_is_understood_of_a_term_is_for_the_hub_to_say() {
    let mut meeting = Meeting::open();
    let words = "hàng tuần".to_owned();
    let event = "x".to_owned();
    let (item, after, level) = (ItemId(1), None, 1);
    for kind in [
        Kind::After {
            event: event.clone(),
        },
        Kind::Until { event },
    ] {
        let words = words.clone();
        let content = Content {
            text: "Báo cáo".to_owned(),
            due: Some(Due::Term { words, kind }),
            ..Content::default()
        };
        let write = Command::Write {
            item,
            after,
            level,
            content,
        };
        meeting.secretary(write).unwrap();
    }
    let outline = &meeting.session.conclusions.of(item).unwrap().draft;
    let weekly = Due::read(&words);
    assert!(matches!(
        &weekly,
        Some(Due::Term {
            kind: Kind::Every { .. },
            ..
        })
    ));
    assert!(
        outline
            .iter()
            .all(|conclusion| conclusion.content.due == weekly)
    );
}

#[test]
fn the_room_gets_the_outline_when_it_is_adopted() {
    let mut meeting = outline();
    let item = ItemId(1);
    let adopted = |meeting: &Meeting| meeting.session.conclusions.of(item).unwrap().is_adopted();
    assert!(!adopted(&meeting));
    let adopt = Command::Adopt { item };
    meeting.secretary(adopt.clone()).unwrap();
    assert!(adopted(&meeting));
    assert_eq!(meeting.chair(adopt.clone()), Ok(vec![]));
    meeting.secretary(edit(5, 1, "E mới")).unwrap();
    assert!(!adopted(&meeting));
    for (id, version) in [(5, 2), (4, 1), (3, 1), (2, 1), (1, 1)] {
        let conclusion = ConclusionId(id);
        meeting
            .secretary(Command::Remove {
                conclusion,
                version,
            })
            .unwrap();
    }
    meeting.chair(adopt).unwrap();
    let outline = meeting.session.conclusions.of(item).unwrap();
    assert_eq!(
        outline.adopted,
        Some(vec![]),
        "what was adopted can be taken back"
    );
    let item = ItemId(2);
    let nothing = Err(Refusal::NothingToAdopt { item });
    assert_eq!(meeting.chair(Command::Adopt { item }), nothing);
}

#[test]
fn all_conclusions_together_are_bounded() {
    let mut meeting = Meeting::open();
    let long = "kết luận ".repeat(TEXT / 9);
    let full = (0..MOST_BYTES).find_map(|_| write(&mut meeting, None, 1, &long).err());
    assert_eq!(full, Some(Refusal::TooManyConclusions));
    let item = ItemId(1);
    let events = meeting.chair(Command::Adopt { item }).unwrap();
    let bytes = serde_json::to_string(&events).unwrap().len();
    assert!(bytes < crate::wire::MOST_HUB_BYTES);
    write(&mut meeting, None, 1, "ngắn").unwrap();
}

#[test]
fn conclusions_are_finished_after_the_meeting_by_the_head_table() {
    let mut meeting = outline();
    meeting.chair(life::Command::Close).unwrap();
    meeting.secretary(edit(1, 1, "A, đã sửa")).unwrap();
    write(&mut meeting, Some(5), 1, "F").unwrap();
    let item = ItemId(1);
    let adopt = Command::Adopt { item };
    let role = Role::Delegate;
    let refused = meeting.delegate(5, adopt.clone());
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    meeting.chair(adopt).unwrap();
}
