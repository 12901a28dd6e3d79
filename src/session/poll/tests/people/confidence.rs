//! Confidence votes: three grades for each person, and what follows from those that are low.

use super::*;
use crate::session::rule::Confidence;

#[test]
fn the_grades_that_have_effect_are_told_before_and_their_share_after() {
    let mut meeting = Meeting::open();
    let two = ["An", "Bình"];
    let poll = meeting.vote_on(about(Matter::Confidence, Manner::Secret, "simple", &two));
    let before = standing(&meeting, poll);
    let thresholds =
        "Low grades from 5 of 9 members: may resign; from 6: removal is put to the vote";
    assert!(before.contains(thresholds), "{before}");
    for who in VOTERS.into_iter().take(5) {
        meeting.casts(who, poll, &[&[2, 3]]).unwrap();
    }
    meeting.casts(VOTERS[5], poll, &[&[0]]).unwrap();
    meeting.chair(Command::Close { poll }).unwrap();
    let session = &meeting.session;
    let said = session.say_standing(meeting.poll(poll), meeting.now, Lang::Vi);
    assert_eq!(
        said,
        [
            "An: tín nhiệm cao 1 (11,11 %), tín nhiệm 0 (0,00 %), tín nhiệm thấp 5 (55,56 %): có thể \
             xin từ chức, vì tín nhiệm thấp quá nửa tổng số 9 thành viên (từ 5 trở lên)",
            "Chỉ để so sánh, ở đây không tính như vậy: An, tính trên 6 phiếu theo Nghị quyết \
             96/2023/QH15 thì tín nhiệm thấp từ hai phần ba: tiến hành thủ tục miễn nhiệm",
            "Bình: tín nhiệm cao 5 (55,56 %), tín nhiệm 0 (0,00 %), tín nhiệm thấp 0 (0,00 %), không \
             đánh giá 1: không có hệ quả",
        ]
    );
}

/// A body of so many, all present.
fn body(members: u32) -> Meeting {
    let mut plan = plan();
    let like = plan.roster[3].clone();
    plan.roster.truncate(8);
    plan.roster.extend((9..=members).map(|id| Delegate {
        id: DelegateId(id),
        name: format!("Trần Thị {id}"),
        seat: format!("B{id}"),
        ..like.clone()
    }));
    Meeting::opened(plan)
}

#[test]
fn low_grades_of_half_and_two_thirds_of_all_members_are_where_something_follows() {
    for (low, follows, said) in [
        (30, Confidence::Stays, "nothing follows"),
        (
            31,
            Confidence::MayResign,
            "may resign, the low grades being more than half of all 60 members (31 or more)",
        ),
        (
            39,
            Confidence::MayResign,
            "may resign, the low grades being more than half of all 60 members (31 or more)",
        ),
        (
            40,
            Confidence::Removal,
            "removal is to be put to the vote, the low grades being at least two thirds of all 60 \
             members (40 or more)",
        ),
    ] {
        for manner in [Manner::Secret, Manner::Paper] {
            let mut meeting = body(60);
            let people = ["An", "Bình"];
            let poll = meeting.vote_on(about(Matter::Confidence, manner, "simple", &people));
            if manner == Manner::Paper {
                let ledger = Ledger {
                    issued: 60,
                    returned: 58,
                    valid: 58,
                    invalid: 0,
                    by_choice: vec![58 - low, 0, low, 58, 0, 0],
                };
                meeting
                    .secretary(Command::CountPaper { poll, ledger })
                    .unwrap();
            } else {
                // Everybody grades Bình, and two leave An out.
                for who in 1..=58 {
                    let an = if who <= low { Grade::Low } else { Grade::High };
                    let marks = [an.of(0).0, Grade::High.of(1).0];
                    meeting.casts(who, poll, &[&marks]).unwrap();
                }
                meeting.casts(59, poll, &[&[Grade::High.of(1).0]]).unwrap();
                meeting.casts(60, poll, &[]).unwrap();
            }
            let known = meeting.close(poll);
            let grades: Vec<_> = known.grades().collect();
            assert_eq!(grades[0].0.low, votes(low));
            assert_eq!((grades[0].1, grades[1].1), (follows, Confidence::Stays));
            assert_eq!(known.outcome, Outcome::Graded);
            // On paper all gave Bình the same grade, so each of them is known.
            let question = &meeting.poll(poll).question;
            let all_alike = manner == Manner::Paper;
            assert_eq!(known.reveals_everybody(question), all_alike);
            let high = 58 - low;
            let told = standing(&meeting, poll);
            // On paper every valid ballot graded both.
            let left = if manner == Manner::Paper {
                ""
            } else {
                ", left ungraded 1"
            };
            let begins = format!("An: high {high} (");
            assert!(told.starts_with(&begins), "{told}");
            let low = format!("%), confidence 0 (0.00%), low {low} (");
            assert!(told.contains(&low), "{told}");
            assert!(told.contains(&format!("%){left}: {said}")), "{told}");
        }
    }
}

#[test]
fn a_ledger_gives_nobody_more_grades_than_there_are_ballots() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(about(Matter::Confidence, Manner::Paper, "simple", &["An"]));
    let ledger = Ledger {
        issued: 9,
        returned: 8,
        valid: 8,
        invalid: 0,
        by_choice: vec![4, 4, 1],
    };
    let refused = meeting.secretary(Command::CountPaper { poll, ledger });
    assert_eq!(refused, Err(Refusal::VotesOfValid { votes: 9, valid: 8 }));
}
