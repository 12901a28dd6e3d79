//! The roll call, people who come and go, and how complete the meeting is.

use super::*;
use crate::session::testing::{Meeting, plan};
use crate::session::{Event as Happened, Millis, Role, Seconds, floor, life};

const HALL: Place = Place::Hall;

fn mark(delegate: u32, mark: Mark) -> Command {
    let delegate = DelegateId(delegate);
    Command::Mark { delegate, mark }
}

fn present(late: bool) -> Presence {
    Presence::Present {
        place: HALL,
        late,
        substitute: None,
        sitting: None,
    }
}

fn left(at: Time, late: bool, substitute: Option<&str>) -> Presence {
    let substitute = substitute.map(str::to_owned);
    Presence::Left {
        at,
        late,
        substitute,
    }
}

fn substituted(place: Place, late: bool) -> Presence {
    let substitute = Some("Bình".to_owned());
    Presence::Present {
        place,
        late,
        substitute,
        sitting: None,
    }
}

fn newcomer(name: &str) -> Newcomer {
    Newcomer {
        name: name.to_owned(),
        title: String::new(),
        unit: "Trung tâm".to_owned(),
        site: Some(SiteId(1)),
        seat: String::new(),
        vote: None,
    }
}

fn presence(meeting: &Meeting, id: u32) -> &Presence {
    &meeting.session.roster.get(DelegateId(id)).unwrap().presence
}

#[test]
fn everybody_can_be_marked_in_every_way() {
    let mut meeting = Meeting::planned();
    let name = "  Lê Thị\u{1b}[31m Ba\u{301}n ".to_owned();
    let reason = "Đi công\ntác".to_owned();
    let at = meeting.now;
    let remote = Place::Remote;
    for (id, as_what, becomes) in [
        (1, Mark::Present { place: HALL }, present(false)),
        (2, Mark::Late { place: HALL }, present(true)),
        (3, Mark::Absent, Presence::Absent),
        (
            4,
            Mark::Substitute {
                place: remote,
                name,
            },
            Presence::Present {
                place: remote,
                late: false,
                substitute: Some("Lê Thị Bán".to_owned()),
                sitting: None,
            },
        ),
        (
            5,
            Mark::Excused { reason },
            Presence::Excused {
                reason: "Đi công tác".to_owned(),
            },
        ),
        (1, Mark::Left, left(at, false, None)),
        (2, Mark::Expected, Presence::Expected),
    ] {
        meeting.secretary(mark(id, as_what)).unwrap();
        assert_eq!(*presence(&meeting, id), becomes);
    }
}

#[test]
fn marking_what_is_so_already_records_nothing() {
    let mut meeting = Meeting::open();
    assert_eq!(
        meeting.secretary(mark(5, Mark::Present { place: HALL })),
        Ok(vec![])
    );
    meeting.secretary(mark(5, Mark::Left)).unwrap();
    meeting.later(60);
    assert_eq!(meeting.secretary(mark(5, Mark::Left)), Ok(vec![]));
}

#[test]
fn changing_places_changes_nothing_else() {
    let mut meeting = Meeting::planned();
    let (place, delegate) = (Place::Remote, DelegateId(5));
    let reason = "Ốm".to_owned();
    for marks in [
        vec![Mark::Expected],
        vec![Mark::Excused { reason }],
        vec![Mark::Absent],
        vec![Mark::Present { place: HALL }, Mark::Left],
    ] {
        for away in marks {
            meeting.secretary(mark(5, away)).unwrap();
        }
        let before = presence(&meeting, 5).clone();
        let refused = meeting.secretary(mark(5, Mark::Place { place }));
        assert_eq!(refused, Err(Refusal::NotPresent { delegate }));
        assert_eq!(*presence(&meeting, 5), before);
    }
    let name = "Bình".to_owned();
    meeting
        .secretary(mark(5, Mark::Late { place: HALL }))
        .unwrap();
    meeting.secretary(mark(5, Mark::Place { place })).unwrap();
    meeting
        .secretary(mark(5, Mark::Substitute { place, name }))
        .unwrap();
    assert_eq!(*presence(&meeting, 5), substituted(place, true));
    for place in [HALL, Place::Remote] {
        meeting.secretary(mark(5, Mark::Place { place })).unwrap();
        assert_eq!(*presence(&meeting, 5), substituted(place, true));
    }
    assert_eq!(
        meeting.secretary(mark(5, Mark::Place { place })),
        Ok(vec![])
    );
}

#[test]
fn what_is_known_of_somebody_outlasts_their_coming_and_going() {
    let mut meeting = Meeting::open();
    let (name, at) = ("Bình".to_owned(), meeting.now);
    let place = HALL;
    meeting
        .secretary(mark(5, Mark::Substitute { place, name }))
        .unwrap();
    meeting.secretary(mark(5, Mark::Late { place })).unwrap();
    assert_eq!(*presence(&meeting, 5), substituted(place, true));
    meeting.secretary(mark(5, Mark::Left)).unwrap();
    assert_eq!(*presence(&meeting, 5), left(at, true, Some("Bình")));
    meeting.delegate(5, Command::CheckIn { place }).unwrap();
    assert_eq!(*presence(&meeting, 5), substituted(place, true));
    meeting.delegate(5, Command::CheckOut).unwrap();
    assert_eq!(*presence(&meeting, 5), left(at, true, Some("Bình")));
    meeting.secretary(mark(5, Mark::Late { place })).unwrap();
    assert_eq!(*presence(&meeting, 5), substituted(place, true));
    // "Present" takes back what was marked by mistake.
    meeting.secretary(mark(5, Mark::Present { place })).unwrap();
    assert_eq!(*presence(&meeting, 5), present(false));
}

#[test]
fn only_who_was_here_can_leave() {
    let mut meeting = Meeting::planned();
    let delegate = DelegateId(5);
    let refused = Err(Refusal::NotPresent { delegate });
    assert_eq!(meeting.secretary(mark(5, Mark::Left)), refused);
    assert_eq!(meeting.delegate(5, Command::CheckOut), refused);
}

#[test]
fn a_substitute_has_a_name() {
    let mut meeting = Meeting::planned();
    let nameless = Mark::Substitute {
        place: HALL,
        name: "\u{200b} ".to_owned(),
    };
    let field = "name".to_owned();
    assert_eq!(
        meeting.secretary(mark(5, nameless)),
        Err(Refusal::Empty { field })
    );
    let delegate = DelegateId(99);
    let nobody = meeting.secretary(mark(99, Mark::Absent));
    assert_eq!(nobody, Err(Refusal::NoSuchDelegate { delegate }));
}

#[test]
fn all_present_spares_whom_somebody_marked_meanwhile() {
    let mut meeting = Meeting::planned();
    meeting.chair(mark(5, Mark::Absent)).unwrap();
    let delegates: Vec<_> = [10, 5, 4, 4].map(DelegateId).to_vec();
    let events = meeting
        .secretary(Command::MarkPresent { delegates })
        .unwrap();
    let who = |event: &Happened| match event {
        Happened::Attendance(Event::Marked { delegate, .. }) => delegate.0,
        other => panic!("{other:?}"),
    };
    assert_eq!(events.iter().map(who).collect::<Vec<_>>(), [4, 10]);
    assert_eq!(*presence(&meeting, 5), Presence::Absent);
    let there = Presence::Present {
        place: Place::Remote,
        late: false,
        substitute: None,
        sitting: None,
    };
    assert_eq!(*presence(&meeting, 10), there);
    let delegates = vec![DelegateId(1), DelegateId(99)];
    let delegate = DelegateId(99);
    let refused = meeting.secretary(Command::MarkPresent { delegates });
    assert_eq!(refused, Err(Refusal::NoSuchDelegate { delegate }));
    assert_eq!(*presence(&meeting, 1), Presence::Expected);
}

#[test]
fn a_delegate_checks_in_late_once_the_session_is_open() {
    let mut meeting = Meeting::planned();
    meeting
        .delegate(5, Command::CheckIn { place: HALL })
        .unwrap();
    assert_eq!(*presence(&meeting, 5), present(false));
    assert_eq!(
        meeting.delegate(5, Command::CheckIn { place: HALL }),
        Ok(vec![])
    );
    meeting.chair(life::Command::Open).unwrap();
    meeting
        .delegate(6, Command::CheckIn { place: HALL })
        .unwrap();
    assert_eq!(*presence(&meeting, 6), present(true));
    meeting.delegate(5, Command::CheckOut).unwrap();
    meeting
        .delegate(5, Command::CheckIn { place: HALL })
        .unwrap();
    assert_eq!(
        *presence(&meeting, 5),
        present(false),
        "who came back is not late"
    );
    let role = Role::Chair;
    let chair = meeting.chair(Command::CheckIn { place: HALL });
    assert_eq!(chair, Err(Refusal::NotYourRole { role }));
}

#[test]
fn somebody_unexpected_is_added_and_is_here() {
    let mut meeting = Meeting::open();
    let newcomer = newcomer(" Trần\u{1b}[2J Văn Mới ");
    meeting.secretary(Command::Add { newcomer }).unwrap();
    let added = meeting.session.roster.get(DelegateId(11)).unwrap();
    assert_eq!(added.delegate.name, "Trần Văn Mới");
    assert_eq!(added.presence, present(true));
    assert!(!added.is_member());
    assert_eq!(meeting.session.roster.len(), 11);
}

#[test]
fn a_newcomer_needs_a_name_a_site_that_exists_and_a_possible_weight() {
    let mut meeting = Meeting::open();
    let mut add = |change: &dyn Fn(&mut Newcomer)| {
        let mut newcomer = newcomer("Mới");
        change(&mut newcomer);
        meeting.secretary(Command::Add { newcomer })
    };
    let field = "name".to_owned();
    assert_eq!(add(&|n| n.name.clear()), Err(Refusal::Empty { field }));
    for site in [0, 3, u32::MAX].map(SiteId) {
        assert_eq!(
            add(&|n| n.site = Some(site)),
            Err(Refusal::NoSuchSite { site })
        );
    }
    for vote in [Weight::ZERO, Weight::MOST + Weight::ONE] {
        assert_eq!(add(&|n| n.vote = Some(vote)), Err(Refusal::WrongWeight));
    }
    let mut plan = plan();
    plan.roster[0].id = DelegateId(u32::MAX);
    let mut meeting = Meeting::of(plan);
    let newcomer = newcomer("Mới");
    assert_eq!(
        meeting.secretary(Command::Add { newcomer }),
        Err(Refusal::RosterFull)
    );
}

#[test]
fn a_broken_line_makes_nobody_absent() {
    let mut meeting = Meeting::open();
    meeting.link(10, true);
    meeting.link(10, true);
    meeting.link(10, false);
    meeting.link(10, false);
    let attendee = meeting.session.roster.get(DelegateId(10)).unwrap();
    assert!(attendee.presence.is_present() && attendee.is_cut_off());
    let since = meeting.now;
    assert_eq!(attendee.link, Link::Lost { since });
    let changes = meeting.records.iter().filter(|record| {
        matches!(
            record.event,
            Happened::Attendance(Event::LinkChanged { .. })
        )
    });
    assert_eq!(changes.count(), 2);
    meeting.link(99, true);
    meeting.chair(life::Command::Close).unwrap();
    let now = meeting.now;
    assert_eq!(meeting.session.link_changed(DelegateId(10), true, now), []);
}

#[test]
fn a_lost_line_counts_for_the_quorum_until_the_grace_has_passed() {
    let mut plan = plan();
    plan.rules.quorum.grace = Seconds(60);
    let mut meeting = Meeting::opened(plan);
    for id in [5, 10] {
        meeting.link(id, true);
        meeting.link(id, false);
    }
    let count = |meeting: &Meeting| meeting.session.quorum(meeting.now).present;
    assert_eq!(count(&meeting), heads(9));
    meeting.later(59);
    assert_eq!(count(&meeting), heads(9));
    meeting.later(1);
    assert_eq!(
        count(&meeting),
        heads(8),
        "only who takes part over a line is cut off"
    );
    meeting.link(10, true);
    assert_eq!(count(&meeting), heads(9));
}

fn heads(count: u32) -> Weight {
    Weight::whole(count)
}

#[test]
fn the_quorum_counts_members_and_says_how_many_are_missing() {
    let mut meeting = Meeting::planned();
    let standing = meeting.session.quorum(meeting.now);
    assert_eq!((standing.present, standing.members), (heads(0), heads(9)));
    assert_eq!(
        (standing.required, standing.missing()),
        (heads(6), heads(6))
    );
    for id in [9, 1, 2, 3, 4, 5] {
        meeting
            .delegate(id, Command::CheckIn { place: HALL })
            .unwrap();
    }
    let standing = meeting.session.quorum(meeting.now);
    assert_eq!((standing.present, standing.missing()), (heads(5), heads(1)));
    assert!(!standing.is_reached());
    meeting
        .delegate(6, Command::CheckIn { place: HALL })
        .unwrap();
    assert!(meeting.session.quorum(meeting.now).is_reached());
}

#[test]
fn units_are_represented_by_one() {
    let mut meeting = Meeting::planned();
    for id in [1, 2, 3, 9] {
        meeting
            .delegate(id, Command::CheckIn { place: HALL })
            .unwrap();
    }
    let units = meeting.session.units();
    let standing: Vec<_> = units
        .iter()
        .map(|u| (&*u.unit, u.is_represented(), u.present))
        .collect();
    assert_eq!(
        standing,
        [
            ("Văn phòng", true, 2),
            ("Phòng Kế hoạch", true, 1),
            ("Phòng Tài chính", false, 0),
            ("Trung tâm", false, 0),
            ("Huyện", false, 0),
        ]
    );
}

#[test]
fn each_site_has_its_own_count() {
    let mut meeting = Meeting::open();
    meeting.link(10, true);
    meeting.link(10, false);
    let sites = meeting.session.sites();
    let counts: Vec<_> = sites
        .iter()
        .map(|s| (s.invited, s.present, s.cut_off))
        .collect();
    assert_eq!(counts, [(9, 9, 0), (1, 1, 1)]);
}

#[test]
fn attendance_stands_still_once_the_session_is_closed() {
    let mut meeting = Meeting::open();
    meeting.chair(life::Command::Close).unwrap();
    let refused = Err(Refusal::SessionClosed);
    assert_eq!(meeting.secretary(mark(5, Mark::Absent)), refused);
    assert_eq!(meeting.delegate(5, Command::CheckOut), refused);
}

/// Whoever is not here has neither the floor nor a place among those who wait for it.
#[test]
fn who_leaves_ends_their_speech_and_waits_no_more() {
    let leaves = |id: u32| Command::Mark {
        delegate: DelegateId(id),
        mark: Mark::Left,
    };
    for (mark, by_themselves) in [
        (Some(Mark::Left), false),
        (Some(Mark::Absent), false),
        (Some(Mark::Expected), false),
        (None, true),
    ] {
        let mut meeting = Meeting::open();
        let speech = meeting.asks(5, floor::Kind::Speech);
        meeting.give(speech).unwrap();
        let later = meeting.asks(5, floor::Kind::Speech);
        let order = meeting.asks(5, floor::Kind::PointOfOrder);
        let other = meeting.asks(6, floor::Kind::Speech);
        meeting.later(30);
        let events = match (mark, by_themselves) {
            (Some(mark), _) => {
                let delegate = DelegateId(5);
                meeting.secretary(Command::Mark { delegate, mark })
            }
            (None, _) => meeting.delegate(5, Command::CheckOut),
        };
        // All of it is one decision.
        assert!(events.unwrap().len() >= 4);
        let floor = &meeting.session.floor;
        assert!(floor.speaking.is_empty());
        assert_eq!(floor.heard[0].spoken, Millis(30_000));
        assert_eq!(meeting.queue(), [6]);
        let parked: Vec<_> = floor.parked.iter().map(|request| request.id).collect();
        assert_eq!(parked, [order, later]);
        assert_eq!(meeting.session.proposal().next, Some(other));
        // Back again they are called as the head table pleases, or are not heard.
        meeting
            .delegate(5, Command::CheckIn { place: Place::Hall })
            .unwrap();
        let recall = floor::Command::Recall { request: later };
        meeting.secretary(recall).unwrap();
        assert_eq!(meeting.queue(), [6, 5]);
    }
    // Whose speech a question has paused ends beneath it.
    let mut meeting = Meeting::open();
    let speech = meeting.asks(5, floor::Kind::Speech);
    meeting.give(speech).unwrap();
    let question = meeting.asks(6, floor::Kind::Interposed);
    meeting.give(question).unwrap();
    let another = meeting.asks(7, floor::Kind::Interposed);
    meeting.give(another).unwrap();
    meeting.secretary(leaves(6)).unwrap();
    assert_eq!(meeting.session.floor.current().unwrap().request.id, another);
    meeting
        .chair(floor::Command::End { request: another })
        .unwrap();
    assert_eq!(meeting.session.floor.current().unwrap().request.id, speech);
    assert!(meeting.session.floor.interrupted.is_empty());
}

#[test]
fn a_lost_line_takes_the_floor_from_nobody() {
    let mut meeting = Meeting::open();
    meeting.link(10, true);
    let speech = meeting.asks(10, floor::Kind::Speech);
    meeting.give(speech).unwrap();
    meeting.asks(10, floor::Kind::PointOfOrder);
    meeting.link(10, false);
    meeting.later(3_600);
    assert_eq!(meeting.session.floor.current().unwrap().request.id, speech);
    assert_eq!(meeting.queue(), [10]);
}

fn sits_in(delegate: u32, by: u32) -> Command {
    let (place, by) = (HALL, DelegateId(by));
    mark(delegate, Mark::SitIn { place, by })
}

/// Somebody on the roster without a vote can sit in, and is here for it; nobody counts twice.
#[test]
fn who_sits_in_from_the_roster_is_here_and_counts_once() {
    let mut meeting = Meeting::open();
    let by = DelegateId(9);
    meeting.secretary(mark(9, Mark::Absent)).unwrap();
    meeting.secretary(sits_in(5, 9)).unwrap();
    assert_eq!(*presence(&meeting, 9), present(false));
    let name = meeting.session.roster.name(by);
    let here = meeting.session.attendee(DelegateId(5)).unwrap();
    assert_eq!(
        (here.substitute(), here.sitting()),
        (Some(name.as_str()), Some(by))
    );
    assert_eq!(meeting.session.voice_of(by), DelegateId(5));
    // Again, or in another place, is the same person.
    assert_eq!(meeting.secretary(sits_in(5, 9)), Ok(vec![]));
    meeting
        .secretary(mark(
            5,
            Mark::Place {
                place: Place::Remote,
            },
        ))
        .unwrap();
    assert_eq!(
        meeting.session.attendee(DelegateId(5)).unwrap().sitting(),
        Some(by)
    );
    for (delegate, who, refusal) in [
        (6, 9, Refusal::CannotSitIn { delegate: by }),
        (9, 9, Refusal::CannotSitIn { delegate: by }),
        (
            5,
            6,
            Refusal::HasOwnVote {
                delegate: DelegateId(6),
            },
        ),
        (
            5,
            99,
            Refusal::NoSuchDelegate {
                delegate: DelegateId(99),
            },
        ),
    ] {
        assert_eq!(
            meeting.secretary(sits_in(delegate, who)),
            Err(refusal),
            "{who}"
        );
    }
    // The member has come: nobody sits in any more.
    meeting
        .secretary(mark(5, Mark::Present { place: HALL }))
        .unwrap();
    assert_eq!(meeting.session.voice_of(by), by);
    meeting.secretary(sits_in(6, 9)).unwrap();
}

/// With who sits in, the member's place is left, whichever way they go.
#[test]
fn who_sits_in_and_goes_leaves_the_place_they_sat_at() {
    let name = || Meeting::open().session.roster.name(DelegateId(9));
    for gone in [
        mark(9, Mark::Left),
        mark(9, Mark::Absent),
        mark(
            9,
            Mark::Substitute {
                place: HALL,
                name: "Bình".to_owned(),
            },
        ),
    ] {
        let mut meeting = Meeting::open();
        meeting.secretary(sits_in(5, 9)).unwrap();
        meeting.secretary(gone.clone()).unwrap();
        let at = meeting.now;
        assert_eq!(
            *presence(&meeting, 5),
            left(at, false, Some(&name())),
            "{gone:?}"
        );
    }
    let mut meeting = Meeting::open();
    meeting.secretary(sits_in(5, 9)).unwrap();
    meeting.delegate(9, Command::CheckOut).unwrap();
    assert!(!presence(&meeting, 5).is_present());
    // Nobody else's.
    assert!(presence(&meeting, 6).is_present());
}
