//! Elections and the confidence vote on the screen: put, filled in, counted, decided between those
//! who are level, held a second time, published.

use super::attention::row;
use super::states::{State, pressed};
use crate::console::pane::{Pane, vote};
use crate::console::spoken::{state, told};
use crate::console::testing::{Console, opened};
use crate::console::words;
use crate::session::election::Method;
use crate::session::poll::{self, Contest, Grade, Level, Manner, Matter, Outcome, Question};
use crate::session::testing::{about, contest};
use crate::session::{Actor, DelegateId, ItemId, PollId};
use crate::text::Lang;

const FIRST: PollId = PollId(1);
const PEOPLE: [&str; 4] = [
    "Nguyễn Thị Hồng Hạnh",
    "Trần Quốc Bảo",
    "Lê Minh Tâm",
    "Phạm Thu Thủy",
];

/// An election or a confidence vote, prepared before the chair.
pub(super) fn put(matter: Matter, manner: Manner) -> Console {
    let hub = opened();
    let question = Question {
        item: Some(ItemId(1)),
        text: "Bầu Ban Kiểm tra nhiệm kỳ 2026–2031".to_owned(),
        ..about(matter, manner, "majority of members", &PEOPLE)
    };
    let prepare = poll::Command::Prepare { question };
    hub.borrow_mut().secretary(prepare).unwrap();
    Console::chair(&hub)
}

/// The same, open.
pub(super) fn opened_with(matter: Matter) -> crate::console::testing::Hub {
    pressed(put(matter, Manner::Secret), "o<enter>").hub
}

/// The same, open, with so many of each ballot cast.
pub(super) fn cast(matter: Matter, manner: Manner, ballots: &[(u32, &[&[u8]])]) -> Console {
    let mut console = pressed(put(matter, manner), "o<enter>");
    let mut ballots = ballots
        .iter()
        .flat_map(|(n, ballot)| std::iter::repeat_n(*ballot, *n as usize));
    let poll = console.hub.borrow().session.polls.open().unwrap().id;
    let voters: Vec<_> = console
        .hub
        .borrow()
        .poll(poll)
        .entitled
        .keys()
        .copied()
        .collect();
    for who in voters {
        let Some(ballot) = ballots.next() else { break };
        let mut hub = console.hub.borrow_mut();
        hub.casts(who.0, poll, ballot).unwrap();
    }
    console.catch_up();
    console
}

/// Two seats by majority of 34: one has it, two are to be voted on again.
pub(super) fn second() -> Console {
    let ballots: [(u32, &[&[u8]]); 4] =
        [(12, &[&[0, 1]]), (9, &[&[0, 2]]), (4, &[&[1, 2]]), (3, &[])];
    let console = cast(contest(Method::Majority, 2), Manner::Secret, &ballots);
    pressed(console, "c<enter>")
}

/// One seat by the most votes: two are level.
fn level() -> Console {
    let ballots: [(u32, &[&[u8]]); 3] = [(14, &[&[1]]), (14, &[&[2]]), (4, &[&[3]])];
    let console = cast(contest(Method::Plurality, 1), Manner::Secret, &ballots);
    pressed(console, "c<enter>")
}

/// Ranked ballots that take three rounds.
fn ranked(method: Method) -> Console {
    let ballots: [(u32, &[&[u8]]); 3] = [
        (14, &[&[0], &[1]]),
        (11, &[&[1], &[2], &[0]]),
        (7, &[&[2], &[1]]),
    ];
    let console = cast(contest(method, 1), Manner::Named, &ballots);
    pressed(console, "c<enter>")
}

/// Everybody graded: the second of them low by two thirds of all, the third by more than half.
pub(super) fn graded() -> Console {
    let ballot = |grades: [Grade; 4]| {
        let cells = grades.iter().enumerate();
        cells
            .map(|(person, grade)| grade.of(person).0)
            .collect::<Vec<_>>()
    };
    use Grade::{High, Low, Middle};
    let (one, two, three) = (
        ballot([High, Low, Low, High]),
        ballot([Middle, Low, High, High]),
        ballot([High, Middle, High, Low]),
    );
    let console = cast(
        Matter::Confidence,
        Manner::Secret,
        &[(18, &[&one]), (6, &[&two]), (8, &[&three])],
    );
    pressed(console, "c<enter>")
}

/// A delegate with a ballot of this question before them.
pub(super) fn delegate(matter: Matter, keys: &str) -> Console {
    let chair = pressed(put(matter, Manner::Secret), "o<enter>");
    let own = Console::of(&chair.hub, Actor::delegate(DelegateId(5)));
    pressed(own, keys)
}

const STATES: &[State] = &[
    ("election_prepared", || {
        pressed(put(contest(Method::Majority, 2), Manner::Secret), "4")
    }),
    ("election_open", || {
        let ballots: [(u32, &[&[u8]]); 1] = [(20, &[&[0, 1]])];
        cast(contest(Method::Majority, 2), Manner::Secret, &ballots)
    }),
    ("election_second", second),
    ("election_second_announced", || pressed(second(), "u")),
    ("election_second_published", || {
        pressed(second(), "u<enter>4")
    }),
    ("election_second_put", || pressed(second(), "u<enter>E4")),
    ("election_level", level),
    ("election_level_asked", || pressed(level(), "B")),
    ("election_level_drawn", || {
        pressed(level(), "B2<enter><enter>")
    }),
    ("election_ranked", || pressed(ranked(Method::Irv), "4")),
    ("election_ranked_announced", || {
        pressed(ranked(Method::Irv), "4u")
    }),
    ("confidence", || pressed(graded(), "4")),
    ("confidence_announced", || pressed(graded(), "u")),
    ("ballot_marks", || {
        delegate(contest(Method::Majority, 2), "v<space><down><space>")
    }),
    ("ballot_ranks", || {
        delegate(contest(Method::Schulze, 1), "v31<down>=")
    }),
    ("ballot_grades", || delegate(Matter::Confidence, "v1323")),
    ("ballot_looked_through", || {
        delegate(contest(Method::Stv, 2), "v42<enter>")
    }),
];

#[test]
fn an_election_is_seen_at_every_stage() {
    for (name, state) in STATES {
        let small = Lang::ALL.map(|lang| state().lang(lang).screen());
        let large = Lang::ALL.map(|lang| state().lang(lang).size(200, 50).screen());
        insta::assert_snapshot!(*name, small.join("\n\n"));
        insta::assert_snapshot!(format!("{name}_200x50"), large.join("\n\n"));
    }
}

fn outcome(console: &Console, poll: PollId) -> Option<Outcome> {
    let hub = console.hub.borrow();
    hub.poll(poll).tally().map(|tally| tally.outcome)
}

fn elected(console: &Console, poll: PollId) -> Vec<u16> {
    let hub = console.hub.borrow();
    hub.poll(poll).elected().iter().map(|one| one.0).collect()
}

#[test]
fn the_lot_is_entered_by_naming_who_was_drawn_and_looked_through_first() {
    let mut chair = level();
    assert_eq!(outcome(&chair, FIRST), Some(Outcome::Tied));
    // Enter names whoever is pointed at, and what follows is told; pressed again it records nothing.
    chair.keys("B<enter><enter>");
    assert!(chair.shows("Trúng cử: Trần Quốc Bảo."), "{}", chair.text());
    assert!(chair.shows("không rút lại được"), "{}", chair.text());
    assert!(elected(&chair, FIRST).is_empty());
    // Any other key goes back to the names.
    chair.keys("<backspace><backspace><down><enter>");
    assert!(chair.shows("Trúng cử: Lê Minh Tâm."), "{}", chair.text());
    chair.keys("y");
    assert_eq!(chair.refused, []);
    assert_eq!(elected(&chair, FIRST), [2]);
    chair.keys("u<enter>");
    assert!(chair.shows("ĐÃ BẦU ĐỦ"), "{}", chair.text());
    // By number, as everywhere: the number names, Enter shows what follows, Enter records it.
    let mut chair = level();
    chair.keys("B1<enter>");
    assert!(elected(&chair, FIRST).is_empty());
    chair.keys("<enter>");
    assert_eq!(elected(&chair, FIRST), [1]);
}

/// Where two places are open among three who are level, Enter goes on to the next who was not named.
#[test]
fn enter_names_as_many_as_there_are_places() {
    let ballots: [(u32, &[&[u8]]); 3] = [(10, &[&[1]]), (10, &[&[2]]), (10, &[&[3]])];
    let level = cast(contest(Method::Plurality, 2), Manner::Secret, &ballots);
    let mut chair = pressed(level, "c<enter>");
    chair.keys("B<down><enter>");
    assert!(chair.shows("Còn phải nêu 1"), "{}", chair.text());
    chair.keys("<enter>");
    assert!(
        chair.shows("Trúng cử: Lê Minh Tâm, Phạm Thu Thủy."),
        "{}",
        chair.text()
    );
    chair.keys("<enter>y");
    assert_eq!(elected(&chair, FIRST), [2, 3]);
}

/// Half of all is not more than half of all: who has how many, what is required and what comes next is
/// told before anybody asks.
#[test]
fn where_nobody_has_a_majority_it_is_told_with_what_can_be_done() {
    let ballots: [(u32, &[&[u8]]); 2] = [(17, &[&[1]]), (17, &[&[2]])];
    let cast = || cast(contest(Method::Majority, 1), Manner::Secret, &ballots);
    let mut chair = pressed(cast(), "c<enter>");
    let told = "Không ai đủ 18 phiếu: Trần Quốc Bảo 17, Lê Minh Tâm 17";
    assert!(
        row(&chair).contains("Không ai đủ 18 phiếu: Trần Quốc Bảo 17"),
        "{}",
        row(&chair)
    );
    assert!(row(&chair).contains("u Công bố"), "{}", row(&chair));
    chair.keys("*");
    let text = chair.text();
    assert!(
        text.contains(told) && text.contains("thì bầu tiếp"),
        "{text}"
    );
    chair.keys("<esc>u<enter>");
    assert!(row(&chair).contains("E Bầu tiếp"), "{}", row(&chair));
    // Whoever listens is told the same, once.
    let said = vote::said(
        &chair.model,
        chair.model.session.as_ref().unwrap(),
        chair.hub.borrow().poll(FIRST),
    );
    assert!(said.iter().any(|said| said.contains(told)), "{said:?}");
    // The second ballot leaves it the same: then there is nobody left to vote on again.
    chair.keys("E");
    assert!(!row(&chair).contains("Không ai đủ"), "{}", row(&chair));
}

#[test]
fn the_second_ballot_is_offered_once_the_first_is_published() {
    let mut chair = second();
    chair.keys("E");
    assert!(
        chair.shows("Hãy công bố kết quả lần bầu trước"),
        "{}",
        chair.text()
    );
    chair.keys("u<enter>");
    assert!(chair.shows("Bầu tiếp bằng E"), "{}", chair.text());
    chair.keys("E");
    assert_eq!(chair.refused, []);
    assert!(chair.shows("CHUẨN BỊ"), "{}", chair.text());
    let hub = chair.hub.borrow();
    let next = hub.poll(PollId(2));
    assert_eq!(next.question.names(), PEOPLE[1..3].to_vec());
    assert_eq!(next.continues, Some(FIRST));
}

/// An election put on the spot, as far as who stands.
fn put_on_the_spot() -> Console {
    let mut chair = Console::chair(&opened());
    chair.keys(":");
    chair.types("poll.elect");
    chair.keys("<enter>");
    chair.types("Bầu thư ký đoàn");
    chair.keys("<enter>");
    chair
}

#[test]
fn an_election_is_put_on_the_spot_step_by_step() {
    let mut chair = put_on_the_spot();
    // Somebody twice is asked for again, with what was typed.
    chair.types("An; Bình; An");
    chair.keys("<enter>");
    assert!(chair.shows("An; Bình; An"), "{}", chair.text());
    chair.keys("<backspace><backspace>");
    chair.types("Chi");
    chair.keys("<enter>");
    chair.keys("1");
    chair.keys("<backspace>9<enter>");
    assert!(chair.shows("từ 1 đến 3"), "{}", chair.text());
    chair.keys("<backspace>2<enter>4");
    chair.keys("1");
    chair.keys("1");
    assert_eq!(chair.refused, []);
    let hub = chair.hub.borrow();
    let poll = hub.session.polls.latest().unwrap();
    assert_eq!(poll.question.names(), ["An", "Bình", "Chi"]);
    assert_eq!(poll.question.manner, Manner::Secret);
    assert_eq!(poll.question.rule.to_string(), "> 1/2 of members");
    let contest = Contest {
        method: Method::Majority,
        seats: 2,
        level: Level::SecondBallot,
        second: false,
    };
    assert_eq!(poll.question.matter, Matter::Election(contest));
}

#[test]
fn who_stands_is_completed_from_the_roster_and_a_comma_is_asked_about() {
    let mut chair = put_on_the_spot();
    let known = chair.hub.borrow().session.roster.name(DelegateId(7));
    let free = "Khách Mời Ngoài";
    chair.types("7");
    assert!(chair.shows(&known), "{}", chair.text());
    chair.keys("<tab>");
    chair.types(&format!("; {free}, Bình"));
    assert!(chair.shows("chứ không phải dấu phẩy"), "{}", chair.text());
    chair.keys("<enter>");
    assert!(chair.shows("3 người: "), "{}", chair.text());
    assert!(chair.shows("2 người: "), "{}", chair.text());
    // Enter alone takes neither.
    chair.keys("<enter>");
    assert!(chair.shows("3 người: "), "{}", chair.text());
    chair.keys("1");
    chair.keys("1<enter>1");
    chair.keys("1");
    chair.keys("1");
    assert_eq!(chair.refused, []);
    let hub = chair.hub.borrow();
    let poll = hub.session.polls.latest().unwrap();
    assert_eq!(poll.question.names(), [known.as_str(), free, "Bình"]);
}

#[test]
fn a_confidence_vote_is_put_on_the_spot() {
    let mut chair = Console::chair(&opened());
    chair.keys(":");
    chair.types("poll.confidence");
    chair.keys("<enter>");
    chair.types("Lấy phiếu tín nhiệm");
    chair.keys("<enter>");
    chair.types("An;Bình");
    chair.keys("<enter>");
    // Grades are not raised by hand.
    assert!(!chair.shows("giơ tay"), "{}", chair.text());
    chair.keys("1");
    assert_eq!(chair.refused, []);
    let hub = chair.hub.borrow();
    let poll = hub.session.polls.latest().unwrap();
    assert_eq!(poll.question.matter, Matter::Confidence);
}

#[test]
fn a_delegate_fills_in_a_ballot_looks_through_it_and_sends_it() {
    let voted = |console: &Console| {
        let hub = console.hub.borrow();
        let poll = hub.poll(FIRST);
        (
            poll.voted.len(),
            serde_json::to_string(&hub.sealed.of(FIRST).collect::<Vec<_>>()).unwrap(),
        )
    };
    let mut own = delegate(contest(Method::Majority, 2), "v1 2 3");
    assert!(own.shows("nhiều nhất 2"), "{}", own.text());
    own.keys("1 3<enter>");
    assert!(own.shows("Trần Quốc Bảo, Lê Minh Tâm"), "{}", own.text());
    assert_eq!(voted(&own).0, 0);
    own.keys("<down><enter><enter>");
    assert_eq!(own.refused, []);
    assert_eq!(voted(&own), (1, r#"[[[[1,2]],"1"]]"#.to_owned()));

    // Ranks close up when one is taken away; equal ranks share a place.
    let mut own = delegate(contest(Method::Schulze, 1), "v4 2 1 2<down>=");
    own.keys("<enter><enter>");
    assert_eq!(own.refused, []);
    assert_eq!(voted(&own).1, r#"[[[[3],[0,2]],"1"]]"#);

    // A blank ballot says so before it is sent.
    let mut own = delegate(Matter::Confidence, "v<enter>");
    assert!(own.shows("Phiếu trắng"), "{}", own.text());
    own.keys("<backspace>3 1<enter><enter>");
    assert_eq!(voted(&own).1, r#"[[[[2,3]],"1"]]"#);
}

#[test]
fn every_round_can_be_read_by_everybody_once_it_is_published() {
    let chair = pressed(ranked(Method::Schulze), "u<enter>");
    let mut own = Console::of(&chair.hub, Actor::delegate(DelegateId(5)));
    own.keys(":");
    own.types("poll.read_count");
    own.keys("<enter>");
    let all = own.text();
    assert!(all.contains("so với") && all.contains("Trúng cử"), "{all}");
}

#[test]
fn who_is_elected_is_told_by_name_in_the_log_in_lines_and_to_programs() {
    let mut chair = pressed(ranked(Method::Irv), "u<enter>");
    let names: Vec<String> = {
        let hub = chair.hub.borrow();
        let question = hub.poll(FIRST).question.names();
        let elected = hub.poll(FIRST).elected().iter();
        elected
            .map(|one| question[usize::from(one.0)].clone())
            .collect()
    };
    assert!(!names.is_empty());
    let all = names.join(", ");
    for (lang, log, line) in [
        (Lang::Vi, "Công bố kết quả bầu. Trúng cử: ", "Đã công bố, "),
        (
            Lang::En,
            "Result published. Elected: ",
            "Result published, ",
        ),
    ] {
        chair = chair.lang(lang);
        let last = chair.model.records.back().unwrap();
        let said = words::event(&chair.model, last);
        assert!(said.contains(log) && said.contains(&all), "{said}");
        let told = told::pane(&chair.model, Pane::Main).join("\n");
        assert!(told.contains(line) && told.contains(&all), "{told}");
    }
    assert_eq!(
        state::state(&chair.model)["vote"]["elected"],
        serde_json::json!(names)
    );
    // A motion elects nobody.
    let motion = super::states::published();
    assert!(state::state(&motion.model)["vote"]["elected"].is_null());
}
