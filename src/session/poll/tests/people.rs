//! Elections, from the question to the second ballot, and what they have in common with confidence
//! votes.

mod confidence;

use proptest::prelude::*;

use super::*;
use crate::session::election::{Candidate, End, Method};
use crate::session::testing::{Answer, about, contest};
use crate::session::voice::{self, Matter as Of};
use crate::text::Lang;

const FOUR: [&str; 4] = ["An", "Bình", "Chi", "Dũng"];
/// Everybody of the small meeting who has a vote.
const VOTERS: [u32; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 10];

fn election(method: Method, seats: u16, level: Level) -> Matter {
    Matter::Election(Contest {
        method,
        seats,
        level,
        second: false,
    })
}

/// An election in which these ballots are cast, one by each who has a vote, and which is closed.
fn held(matter: Matter, manner: Manner, ballots: &[&[&[u8]]]) -> (Meeting, PollId) {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(about(matter, manner, "majority of members", &FOUR));
    for (who, ballot) in VOTERS.into_iter().zip(ballots) {
        meeting.casts(who, poll, ballot).unwrap();
    }
    meeting.chair(Command::Close { poll }).unwrap();
    (meeting, poll)
}

fn tally(meeting: &Meeting, poll: PollId) -> &Tally {
    meeting.poll(poll).tally().unwrap()
}

fn elected(meeting: &Meeting, poll: PollId) -> Vec<u16> {
    meeting.poll(poll).elected().iter().map(|c| c.0).collect()
}

fn order(meeting: &mut Meeting, poll: PollId, order: &[u8]) -> Answer {
    let order = order.iter().map(|no| ChoiceNo(*no)).collect();
    let side = None;
    meeting.chair(Command::BreakTie { poll, side, order })
}

fn standing(meeting: &Meeting, poll: PollId) -> String {
    let session = &meeting.session;
    let said = session.say_standing(meeting.poll(poll), meeting.now, Lang::En);
    said.join(" | ")
}

#[test]
fn seats_go_to_those_with_most_marks_and_a_tie_for_the_last_one_waits_for_the_lot() {
    let matter = contest(Method::Plurality, 2);
    let marks: [&[&[u8]]; 9] = [
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 2]],
        &[&[0, 2]],
        &[&[0]],
        &[&[3]],
        &[],
        &[&[1, 2]],
        &[],
    ];
    let (mut meeting, poll) = held(matter, Manner::Secret, &marks[..8]);
    let known = tally(&meeting, poll);
    assert_eq!(known.by_choice, [5, 3, 3, 1].map(Weight::whole));
    let polled = known.polled.as_ref().unwrap();
    assert_eq!((polled.valid, polled.blank), (votes(7), votes(1)));
    assert_eq!((known.not_voting(), known.entitled), (votes(1), votes(9)));
    assert_eq!(known.outcome, Outcome::Tied);
    assert_eq!(elected(&meeting, poll), [0]);
    assert_eq!(
        standing(&meeting, poll),
        "Elected: An | Level for the seats still open (1): Bình, Chi. Who comes first is decided by \
         lot."
    );

    // Until the lot is drawn nothing is published, nothing else begins, nobody outside is elected.
    let publish = Command::Publish { poll };
    assert_eq!(
        meeting.chair(publish.clone()),
        Err(Refusal::TieWaits { poll })
    );
    let wrong = Refusal::WrongOrder { poll, wanted: 1 };
    for named in [&[][..], &[0], &[3], &[2, 2]] {
        assert_eq!(
            order(&mut meeting, poll, named),
            Err(wrong.clone()),
            "{named:?}"
        );
    }
    order(&mut meeting, poll, &[2]).unwrap();
    assert_eq!(elected(&meeting, poll), [0, 2]);
    assert_eq!(tally(&meeting, poll).outcome, Outcome::Elected);
    assert_eq!(
        order(&mut meeting, poll, &[1]),
        Err(Refusal::NoTie { poll })
    );
    meeting.chair(publish).unwrap();
    let announced = meeting.session.announcement(meeting.poll(poll), Lang::Vi);
    assert_eq!(
        announced.unwrap(),
        "Kết quả biểu quyết: Bầu Ban Kiểm tra. An 5, Bình 3, Chi 3, Dũng 1, Phiếu trắng 1, Không bỏ \
         phiếu 1. Trúng cử: An, Chi. Cùng 3 phiếu: Bình, Chi; xét theo kết quả bốc thăm: Chi trúng \
         cử. Tỉ lệ trên tổng số 9 thành viên: An 55,56 %, Chi 33,33 %."
    );
}

#[test]
fn who_has_not_more_than_half_of_all_goes_into_a_second_ballot_for_the_seats_left() {
    let matter = contest(Method::Majority, 2);
    let marks: [&[&[u8]]; 9] = [
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 2]],
        &[&[0, 2]],
        &[&[2]],
        &[&[2, 3]],
        &[&[3]],
    ];
    let (mut meeting, first) = held(matter, Manner::Secret, &marks);
    let known = tally(&meeting, first);
    assert_eq!(known.by_choice, [6, 4, 4, 2].map(Weight::whole));
    assert_eq!(
        (known.required, known.outcome),
        (votes(5), Outcome::SecondBallot)
    );
    assert_eq!(elected(&meeting, first), [0]);
    assert_eq!(
        standing(&meeting, first),
        "Elected: An | Votes required: 5 (more than half of all 9 members) | Seats still open: 1. \
         Too few have what is required; another ballot is held between: Bình, Chi. | Votes still missing: Bình 1, Chi 1, Dũng 3"
    );

    // Everybody knows the result before they vote again.
    let again = Command::Continue { poll: first };
    assert_eq!(
        meeting.chair(again.clone()),
        Err(Refusal::PublishFirst { poll: first })
    );
    meeting.chair(Command::Publish { poll: first }).unwrap();
    meeting.chair(again.clone()).unwrap();
    let second = PollId(2);
    let poll = meeting.poll(second);
    assert_eq!(poll.question.names(), ["Bình", "Chi"]);
    assert_eq!((poll.round, poll.continues), (2, Some(first)));
    let seats = poll.question.matter.contest().unwrap();
    assert_eq!((seats.seats, seats.second), (1, true));
    assert_eq!(meeting.poll(first).continued_by, Some(second));
    assert_eq!(elected(&meeting, first), [0], "what was decided stands");
    let refused = Refusal::AlreadyRepeated { poll: second };
    assert_eq!(meeting.chair(again.clone()), Err(refused));

    // A second ballot that was taken back can be held once more.
    meeting
        .chair(Command::Cancel {
            poll: second,
            fate: Fate::Cancelled,
            reason: String::new(),
        })
        .unwrap();
    meeting.chair(again).unwrap();
    let third = PollId(3);
    meeting.chair(Command::Open { poll: third }).unwrap();
    for (place, who) in VOTERS.into_iter().enumerate() {
        let mark: &[u8] = if place < 5 { &[1] } else { &[0] };
        meeting.casts(who, third, &[mark]).unwrap();
    }
    meeting.chair(Command::Close { poll: third }).unwrap();
    assert_eq!(tally(&meeting, third).outcome, Outcome::Elected);
    assert_eq!(elected(&meeting, third), [1]);
}

#[test]
fn after_a_second_ballot_that_elects_nobody_the_body_decides_whether_there_is_another() {
    let again = "Not decided by the second ballot either: whether another is held or the seats stay \
                 open, the body decides.";
    let four_each: [&[&[u8]]; 8] = [
        &[&[0]],
        &[&[0]],
        &[&[0]],
        &[&[0]],
        &[&[1]],
        &[&[1]],
        &[&[1]],
        &[&[1]],
    ];
    let (mut meeting, first) = held(contest(Method::Majority, 1), Manner::Secret, &four_each);
    assert!(!standing(&meeting, first).contains(again));
    meeting.chair(Command::Publish { poll: first }).unwrap();
    meeting.chair(Command::Continue { poll: first }).unwrap();
    let second = PollId(2);
    meeting.chair(Command::Open { poll: second }).unwrap();
    for (who, marks) in VOTERS.into_iter().zip(four_each) {
        meeting.casts(who, second, marks).unwrap();
    }
    meeting.chair(Command::Close { poll: second }).unwrap();
    assert!(standing(&meeting, second).contains(again));
    // Which is open to the chair: a third ballot, or everything anew.
    meeting.chair(Command::Publish { poll: second }).unwrap();
    let third = Command::Continue { poll: second };
    meeting.chair(third).unwrap();
}

#[test]
fn why_a_ranking_elects_somebody_is_announced_by_their_duels_and_not_by_first_choices() {
    let ranked: [&[&[u8]]; 5] = [
        &[&[0], &[2], &[1]],
        &[&[0], &[2], &[1]],
        &[&[1], &[2], &[0]],
        &[&[1], &[2], &[0]],
        &[&[2], &[0], &[1]],
    ];
    let (mut meeting, poll) = held(contest(Method::Schulze, 1), Manner::Secret, &ranked);
    assert_eq!(elected(&meeting, poll), [2]);
    let why = "Chi beats one by one: An 3 to 2, Bình 3 to 2, Dũng 5 to 0";
    assert!(standing(&meeting, poll).contains(why));
    meeting.chair(Command::Publish { poll }).unwrap();
    let announced = meeting.session.announcement(meeting.poll(poll), Lang::Vi);
    assert_eq!(
        announced.unwrap(),
        "Kết quả biểu quyết: Bầu Ban Kiểm tra. Số phiếu xếp thứ nhất, để tham khảo: An 2, Bình 2, Chi \
         1, Dũng 0. Chi trúng cử: trong số còn lại không ai hơn Chi. Chi so với từng người: với An \
         3–2, với Bình 3–2, với Dũng 5–0. Không bỏ phiếu 4. Trúng cử: Chi."
    );
}

#[test]
fn what_is_required_of_a_candidate_is_told_of_the_ballots_that_there_are() {
    let mut meeting = Meeting::open();
    let matter = contest(Method::Majority, 1);
    let poll = meeting.vote_on(about(matter, Manner::Named, "simple", &FOUR));
    let before = standing(&meeting, poll);
    let required = "| Votes required: up to 5 (more than half of the valid ballots) |";
    assert!(before.contains(required), "{before}");
    for (who, ballot) in [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)] {
        meeting.casts(who, poll, &[&[ballot]]).unwrap();
    }
    meeting.chair(Command::Close { poll }).unwrap();
    assert_eq!(
        standing(&meeting, poll),
        "Elected: An | Votes required: 3 (more than half of the 5 valid ballots) | Votes still \
         missing: Bình 1, Chi 3, Dũng 3"
    );
    meeting.chair(Command::Publish { poll }).unwrap();
    let said = meeting.session.announcement(meeting.poll(poll), Lang::Vi);
    let said = said.unwrap();
    for part in [
        "Cần 3 phiếu để trúng cử: quá nửa số phiếu hợp lệ (5).",
        "Tỉ lệ trên tổng số 9 thành viên: An 33,33 %.",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn who_had_enough_votes_and_no_seat_is_named() {
    // Three have more than half of nine, and there are two seats.
    let marks: [&[&[u8]]; 9] = [
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 1]],
        &[&[0, 2]],
        &[&[0, 2]],
        &[&[0, 2]],
        &[&[1, 2]],
        &[&[1, 2]],
    ];
    let (meeting, poll) = held(contest(Method::Majority, 2), Manner::Secret, &marks);
    assert_eq!(elected(&meeting, poll), [0, 1]);
    let said = standing(&meeting, poll);
    let without = "Enough votes, but no seat left: Chi 5";
    assert!(said.contains(without), "{said}");
}

#[test]
fn a_body_may_send_those_who_are_level_into_a_second_ballot_once() {
    let matter = election(Method::Plurality, 1, Level::SecondBallot);
    let level: [&[&[u8]]; 4] = [&[&[0]], &[&[0]], &[&[1]], &[&[1]]];
    let (mut meeting, first) = held(matter, Manner::Named, &level);
    assert_eq!(tally(&meeting, first).outcome, Outcome::SecondBallot);
    meeting.chair(Command::Publish { poll: first }).unwrap();
    meeting.chair(Command::Continue { poll: first }).unwrap();
    let second = PollId(2);
    meeting.chair(Command::Open { poll: second }).unwrap();
    meeting.casts(1, second, &[&[0]]).unwrap();
    meeting.casts(2, second, &[&[1]]).unwrap();
    meeting.chair(Command::Close { poll: second }).unwrap();
    assert_eq!(tally(&meeting, second).outcome, Outcome::Tied);
    assert!(standing(&meeting, second).ends_with("A second ballot can't decide this: a lot does"));
    order(&mut meeting, second, &[1]).unwrap();
    assert_eq!(elected(&meeting, second), [1]);
}

#[test]
fn a_chair_who_is_recused_decides_between_nobody() {
    let matter = election(Method::Plurality, 1, Level::Chair);
    let mut meeting = Meeting::open();
    let question = about(matter, Manner::Named, "simple", &FOUR);
    meeting.secretary(Command::Prepare { question }).unwrap();
    let (poll, delegate) = (PollId(1), DelegateId(1));
    let recuse = voice::Command::Recuse {
        delegate,
        on: Of::Poll(poll),
        reason: "Họ hàng".to_owned(),
    };
    meeting.secretary(recuse).unwrap();
    meeting.chair(Command::Open { poll }).unwrap();
    meeting.casts(4, poll, &[&[0]]).unwrap();
    meeting.casts(5, poll, &[&[1]]).unwrap();
    meeting.chair(Command::Close { poll }).unwrap();
    assert_eq!(
        order(&mut meeting, poll, &[0]),
        Err(Refusal::Recused { delegate })
    );
}

#[test]
fn rankings_are_counted_in_rounds_and_never_published() {
    // Nobody has half of the first choices; the last one's votes go on.
    let ballots: [&[&[u8]]; 9] = [
        &[&[0], &[1]],
        &[&[0], &[1]],
        &[&[0]],
        &[&[0], &[2]],
        &[&[1], &[2]],
        &[&[1], &[2]],
        &[&[1], &[2], &[0]],
        &[&[2], &[1]],
        &[&[2], &[1]],
    ];
    for manner in [Manner::Secret, Manner::Named] {
        let (mut meeting, poll) = held(contest(Method::Irv, 1), manner, &ballots);
        assert_eq!(
            tally(&meeting, poll).by_choice,
            [4, 3, 2, 0].map(Weight::whole)
        );
        assert_eq!(elected(&meeting, poll), [1]);
        meeting.chair(Command::Publish { poll }).unwrap();
        let said = meeting.session.announcement(meeting.poll(poll), Lang::En);
        assert_eq!(
            said.unwrap(),
            "Result of the vote: Bầu Ban Kiểm tra. Round 1: An 4, Bình 3, Chi 2, Dũng 0; needed for \
             the seat more than 4.5. Dũng is out: the fewest votes. Round 2: An 4, Bình 3, Chi 2; \
             needed for the seat more than 4.5. Chi is out: the fewest votes. The votes of Chi go \
             to: Bình 2. Round 3: Bình 5, An 4; needed for the seat more than 4.5. Bình is elected: \
             5 votes are enough. Elected: Bình."
        );
        let records = serde_json::to_string(&meeting.records).unwrap();
        assert_eq!(records.contains("[[1],[2],[0]]"), manner == Manner::Named);
    }
}

#[test]
fn a_tie_within_the_count_is_asked_for_until_the_order_is_known() {
    // Bình, Chi and Dũng are level and last in every round, and it matters who goes.
    let ballots: [&[&[u8]]; 9] = [
        &[&[0]],
        &[&[0]],
        &[&[0]],
        &[&[1], &[2]],
        &[&[1], &[2]],
        &[&[2], &[3]],
        &[&[2], &[3]],
        &[&[3], &[1]],
        &[&[3], &[1]],
    ];
    let (mut meeting, poll) = held(contest(Method::Irv, 1), Manner::Secret, &ballots);
    let wrong = Refusal::WrongOrder { poll, wanted: 2 };
    assert_eq!(order(&mut meeting, poll, &[2]), Err(wrong));
    order(&mut meeting, poll, &[2, 1]).unwrap();
    // Dũng went, whose votes make Bình first.
    assert_eq!(tally(&meeting, poll).outcome, Outcome::Elected);
    assert_eq!(elected(&meeting, poll), [1]);
}

#[test]
fn a_ballot_that_does_not_fit_the_method_is_refused_with_the_reason() {
    let too_many = |poll, most| Refusal::TooManyMarks { poll, most };
    let twice = |poll| Refusal::NamedTwice { poll };
    let equal = |poll| Refusal::EqualRanks { poll };
    let nobody = |poll| Refusal::NoSuchChoice { poll };
    type Case<'c> = (Matter, &'c [&'c [u8]], Option<Refusal>);
    let poll = PollId(1);
    let marks = contest(Method::Majority, 2);
    let cases: [Case<'_>; 16] = [
        (marks, &[&[0, 1]], None),
        (marks, &[], None),
        (marks, &[&[0, 1, 2]], Some(too_many(poll, 2))),
        (marks, &[&[0], &[1]], Some(too_many(poll, 2))),
        (marks, &[&[0, 0]], Some(twice(poll))),
        (marks, &[&[4]], Some(nobody(poll))),
        (contest(Method::DHondt, 7), &[&[1]], None),
        (
            contest(Method::DHondt, 7),
            &[&[1, 2]],
            Some(too_many(poll, 1)),
        ),
        (contest(Method::Stv, 2), &[&[3], &[1], &[0]], None),
        (contest(Method::Stv, 2), &[&[3, 1]], Some(equal(poll))),
        (contest(Method::Stv, 2), &[&[3], &[3]], Some(twice(poll))),
        (contest(Method::Schulze, 1), &[&[3, 1], &[0]], None),
        (
            contest(Method::Schulze, 1),
            &[&[3], &[9]],
            Some(nobody(poll)),
        ),
        (Matter::Confidence, &[&[0, 4, 8, 11]], None),
        (Matter::Confidence, &[&[0, 1]], Some(twice(poll))),
        (Matter::Confidence, &[&[12]], Some(nobody(poll))),
    ];
    for (matter, ballot, refusal) in cases {
        let mut meeting = Meeting::open();
        let poll = meeting.vote_on(about(matter, Manner::Secret, "simple", &FOUR));
        let answer = meeting.casts(5, poll, ballot);
        assert_eq!(answer.err(), refusal, "{matter:?} {ballot:?}");
    }
}

#[test]
fn a_question_about_people_must_be_one_that_can_be_counted() {
    let mut sixty_one: Vec<_> = (0..61).map(|n| format!("Người {n}")).collect();
    let many: Vec<_> = sixty_one.iter().map(String::as_str).collect();
    let two = contest(Method::Majority, 2);
    let cases: [(Matter, Manner, &str, &[&str], Refusal); 12] = [
        (two, Manner::Hands, "simple", &FOUR, Refusal::OneHandEach),
        (
            contest(Method::Stv, 2),
            Manner::Paper,
            "simple",
            &FOUR,
            Refusal::RankingsAreCast,
        ),
        (
            contest(Method::Schulze, 1),
            Manner::Hands,
            "simple",
            &FOUR,
            Refusal::RankingsAreCast,
        ),
        (
            Matter::Confidence,
            Manner::Hands,
            "simple",
            &FOUR,
            Refusal::NoGradesByHand,
        ),
        (
            two,
            Manner::Named,
            "no objection",
            &FOUR,
            Refusal::NoOneBySilence,
        ),
        (two, Manner::Named, "simple", &[], Refusal::WrongPeople),
        (
            two,
            Manner::Named,
            "simple",
            &["An", "Bình", "an"],
            Refusal::WrongPeople,
        ),
        (
            two,
            Manner::Named,
            "simple",
            &["An", " An "],
            Refusal::WrongPeople,
        ),
        (two, Manner::Named, "simple", &many, Refusal::WrongPeople),
        (
            contest(Method::Majority, 5),
            Manner::Named,
            "simple",
            &FOUR,
            Refusal::WrongSeats { most: 4 },
        ),
        (
            contest(Method::Irv, 2),
            Manner::Named,
            "simple",
            &FOUR,
            Refusal::WrongSeats { most: 1 },
        ),
        (
            contest(Method::Majority, 0),
            Manner::Named,
            "simple",
            &FOUR,
            Refusal::WrongSeats { most: 4 },
        ),
    ];
    for (matter, manner, rule, people, refusal) in cases {
        let mut meeting = Meeting::open();
        let question = about(matter, manner, rule, people);
        let answer = meeting.secretary(Command::Prepare { question });
        assert_eq!(answer, Err(refusal));
    }
    // What means nothing for the method does not stand in the record.
    sixty_one.truncate(60);
    let many: Vec<_> = sixty_one.iter().map(String::as_str).collect();
    let mut meeting = Meeting::open();
    let mut question = about(
        contest(Method::Stv, 60),
        Manner::Secret,
        "no objection",
        &many,
    );
    question.terms.tie = crate::session::rule::TieRule::CastingVote;
    let poll = meeting.vote_on(question);
    let asked = &meeting.poll(poll).question;
    assert_eq!(asked.rule.to_string(), "plurality");
    assert_eq!(asked.terms, Terms::default());
}

#[test]
fn hands_and_paper_are_counted_by_candidate() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(about(
        contest(Method::Majority, 1),
        Manner::Hands,
        "simple",
        &FOUR,
    ));
    let hands = vec![2, 4, 1, 0];
    let teller = Teller::First;
    meeting
        .secretary(Command::CountHands {
            poll,
            hands,
            teller,
        })
        .unwrap();
    assert!(standing(&meeting, poll).starts_with("Elected: Bình"));
    assert_eq!(meeting.close(poll).outcome, Outcome::Elected);

    let mut meeting = Meeting::open();
    let two = contest(Method::Majority, 2);
    let poll = meeting.vote_on(about(two, Manner::Paper, "majority of members", &FOUR));
    let ledger = |by_choice: [u32; 4]| Ledger {
        issued: 9,
        returned: 9,
        valid: 8,
        invalid: 1,
        by_choice: by_choice.to_vec(),
    };
    let count = |ledger| Command::CountPaper { poll, ledger };
    let most = 2;
    let misfit = |votes| Refusal::MarksOfValid {
        votes,
        valid: 8,
        most,
    };
    for (by_choice, refusal) in [
        ([9, 1, 0, 0], Refusal::VotesOfValid { votes: 9, valid: 8 }),
        ([8, 8, 1, 0], misfit(17)),
        ([4, 2, 1, 0], misfit(7)),
    ] {
        assert_eq!(meeting.secretary(count(ledger(by_choice))), Err(refusal));
    }
    meeting.secretary(count(ledger([6, 5, 3, 1]))).unwrap();
    let known = meeting.close(poll);
    assert_eq!(
        (known.outcome, known.handed_in()),
        (Outcome::Elected, votes(9))
    );
    assert_eq!(elected(&meeting, poll), [0, 1]);
    let said = meeting.session.announcement(meeting.poll(poll), Lang::Vi);
    assert_eq!(
        said.unwrap(),
        "Kết quả biểu quyết: Bầu Ban Kiểm tra. Phát ra 9 phiếu, thu về 9 phiếu: 8 hợp lệ, 1 không \
         hợp lệ. An 6, Bình 5, Chi 3, Dũng 1. Trúng cử: An, Bình. Cần 5 phiếu để trúng cử: quá nửa \
         tổng số 9 thành viên. Số phiếu còn thiếu: Chi 2, Dũng 4. Tỉ lệ trên tổng số 9 thành viên: An \
         66,67 %, Bình 55,56 %."
    );
}

#[test]
fn without_a_quorum_at_the_close_nobody_is_elected() {
    let mut meeting = Meeting::open();
    let poll = meeting.vote_on(about(
        contest(Method::Plurality, 1),
        Manner::Named,
        "simple",
        &FOUR,
    ));
    meeting.casts(4, poll, &[&[0]]).unwrap();
    for delegate in 5..=8 {
        meeting.secretary(mark(delegate, Mark::Left)).unwrap();
    }
    let known = meeting.close(poll);
    assert_eq!(known.outcome, Outcome::NoQuorum);
    assert_eq!(elected(&meeting, poll), Vec::<u16>::new());
    assert!(standing(&meeting, poll).contains("quorum"));
}

#[test]
fn an_election_is_neither_on_the_consent_list_nor_asked_in_writing() {
    use crate::session::{consent, opinion};
    let mut meeting = Meeting::open();
    let question = about(
        contest(Method::Plurality, 1),
        Manner::Named,
        "simple",
        &FOUR,
    );
    let circular = opinion::Circular {
        question: question.clone(),
        ..crate::session::testing::circular("simple")
    };
    let asked = meeting.secretary(opinion::Command::Circulate { circular });
    assert_eq!(asked, Err(Refusal::OnlyMotions));
    let items = vec![ItemId(2)];
    meeting.secretary(consent::Command::List { items }).unwrap();
    let asked = meeting.secretary(consent::Command::Ask { question });
    assert_eq!(asked, Err(Refusal::OnlyMotions));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Whoever votes first: the result is the same, and so it is whether it was secret.
    #[test]
    fn the_order_and_the_secrecy_of_ballots_make_no_difference(
        method in proptest::sample::select(Method::NAMES.map(|(method, _)| method).to_vec()),
        ballots in proptest::collection::vec(Just(vec![0u8, 1, 2, 3]).prop_shuffle(), 9),
        voters in Just(VOTERS.to_vec()).prop_shuffle(),
    ) {
        let held = |manner, voters: &[u32]| {
            let mut meeting = Meeting::open();
            let question = about(contest(method, 1), manner, "majority of members", &FOUR);
            let poll = meeting.vote_on(question);
            for (who, ballot) in voters.iter().zip(&ballots) {
                let ranks: Vec<&[u8]> = match meeting.poll(poll).question.matter.most_marks(4) {
                    Some(_) => vec![&ballot[..1]],
                    None => ballot.chunks(1).collect(),
                };
                meeting.casts(*who, poll, &ranks).unwrap();
            }
            let tally = meeting.close(poll);
            prop_assert_eq!(tally.handed_in() + tally.not_voting(), tally.entitled);
            let json = serde_json::to_string(&tally).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Tally>(&json).unwrap(), &tally);
            Ok((tally.polled, tally.by_choice, tally.outcome))
        };
        let one = held(Manner::Named, &VOTERS)?;
        prop_assert_eq!(&one, &held(Manner::Named, &voters)?);
        prop_assert_eq!(&one, &held(Manner::Secret, &voters)?);
        let polled = one.0.unwrap().elected.unwrap();
        let some: Vec<Candidate> = polled.count.elected.clone();
        prop_assert!(some.len() == 1 || polled.count.end != End::Complete);
    }
}
