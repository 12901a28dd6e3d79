//! When the quorum is looked at, whom it counts, and what follows where it is lacking.

use super::*;
use crate::session::attendance::{self, Mark};
use crate::session::ids::{DelegateId, SiteId};
use crate::session::plan::{Plan, Substitutes};
use crate::session::poll::{self, Manner, Outcome};
use crate::session::testing::{ABSTAIN, Meeting, YES, plan, question};
use crate::session::{Refusal, consent, life, voice};
use crate::text::Lang;

/// The body of Q1: 25 members and a quorum of two thirds, 17. The last six sit at a site of their own.
fn body(policy: Policy) -> Plan {
    let mut plan = plan();
    let member = plan.roster[0].clone();
    let line = |id| plan::Delegate {
        id: DelegateId(id),
        name: format!("Nguyễn Văn {id}"),
        site: Some(SiteId(if id > 19 { 2 } else { 1 })),
        ..member.clone()
    };
    plan.roster = (1..=25).map(line).collect();
    plan.rules.quorum.policy = policy;
    plan
}

use crate::session::plan;

/// So many of the 25 are here, the first of the roster first, and the session is open.
fn with_present(plan: Plan, present: u32) -> Meeting {
    let mut meeting = Meeting::of(plan);
    come(&mut meeting, 1..=present);
    meeting.chair(life::Command::Open).unwrap();
    meeting
}

fn come(meeting: &mut Meeting, who: impl IntoIterator<Item = u32>) {
    let delegates = who.into_iter().map(DelegateId).collect();
    let command = attendance::Command::MarkPresent { delegates };
    meeting.secretary(command).unwrap();
}

fn marked(meeting: &mut Meeting, who: u32, mark: Mark) {
    let delegate = DelegateId(who);
    let command = attendance::Command::Mark { delegate, mark };
    meeting.secretary(command).unwrap();
}

fn heads(count: u32) -> Weight {
    Weight::whole(count)
}

fn present(meeting: &Meeting) -> Weight {
    meeting.session.quorum(meeting.now).present
}

/// What the record says of the quorum, with the moments in seconds from now.
fn said(meeting: &Meeting) -> Vec<(i64, Event)> {
    let records = meeting.records.iter();
    let said = records.filter_map(|record| match record.event {
        crate::session::Event::Quorum(event) => {
            Some((record.at.since(meeting.now).seconds(), event))
        }
        _ => None,
    });
    said.collect()
}

fn challenge(meeting: &mut Meeting, by: u32) -> Result<(), Refusal> {
    meeting.delegate(by, Command::Challenge).map(|_| ())
}

/// Q1: 25 members, 17 are here, a vote opens; one leaves, so that 16 are left while it is open.
#[test]
fn losing_the_quorum_during_a_vote_does_what_the_policy_says() {
    for (policy, outcome) in [
        (Policy::Session, Outcome::Carried),
        (Policy::Vote, Outcome::NoQuorum),
        (Policy::Continuous, Outcome::NoQuorum),
        (Policy::Challenged, Outcome::Carried),
        (Policy::VotesCast, Outcome::NoQuorum),
    ] {
        let mut meeting = with_present(body(policy), 17);
        let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of members"));
        for id in 1..=13 {
            meeting.votes(id, poll, YES).unwrap();
        }
        marked(&mut meeting, 17, Mark::Left);
        assert_eq!(present(&meeting), heads(16));
        let stopped = policy == Policy::Continuous;
        assert_eq!(meeting.session.stopped().is_some(), stopped, "{policy:?}");
        assert_eq!(meeting.votes(14, poll, YES).is_err(), stopped, "{policy:?}");
        let tally = meeting.close(poll);
        assert_eq!(tally.outcome, outcome, "{policy:?}");
        let kept = if stopped { 13 } else { 14 };
        assert_eq!(tally.by_choice[0], heads(kept), "the ballots are kept");
        assert_eq!(tally.votes.len(), kept as usize);
    }
}

/// Q1, continuous: the vote stops by itself, says why, and goes on by itself with 17.
#[test]
fn a_vote_is_stopped_while_there_is_no_quorum() {
    let mut meeting = with_present(body(Policy::Continuous), 17);
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of members"));
    meeting.votes(1, poll, YES).unwrap();
    meeting.later(5);
    marked(&mut meeting, 17, Mark::Left);
    let at = meeting.now;
    let [present, required] = [heads(16), heads(17)];
    assert_eq!(said(&meeting), [(0, Event::Lost { present, required })]);
    meeting.later(5);
    let stopped = Refusal::VoteStopped {
        at,
        present,
        required,
    };
    assert_eq!(meeting.votes(2, poll, YES), Err(stopped.clone()));
    let cast = poll::Command::Cast {
        poll,
        choice: YES.into(),
        delegate: Some(DelegateId(2)),
    };
    assert_eq!(meeting.secretary(cast), Err(stopped));
    assert!(meeting.poll(poll).is_open());
    come(&mut meeting, [18]);
    let [present, required] = [heads(17), heads(17)];
    let regained = (0, Event::Regained { present, required });
    assert_eq!(said(&meeting).last(), Some(&regained));
    assert_eq!(meeting.session.stopped(), None);
    for id in 2..=13 {
        meeting.votes(id, poll, YES).unwrap();
    }
    assert_eq!(meeting.close(poll).outcome, Outcome::Carried);
}

#[test]
fn hands_are_not_counted_while_a_vote_is_stopped() {
    let mut meeting = with_present(body(Policy::Continuous), 17);
    let poll = meeting.vote_on(question(Manner::Hands, "> 1/2 of members"));
    marked(&mut meeting, 17, Mark::Left);
    let hands = vec![13, 0, 0];
    let refused = meeting.secretary(poll::Command::CountHands {
        poll,
        hands,
        teller: poll::Teller::First,
    });
    assert!(matches!(refused, Err(Refusal::VoteStopped { .. })));
}

#[test]
fn what_the_quorum_allows_to_begin() {
    // What is opened with 16 of 25: the session, then a vote.
    for (policy, session, vote) in [
        (Policy::Session, false, true),
        (Policy::Vote, true, false),
        (Policy::Continuous, true, false),
        (Policy::Challenged, true, true),
        (Policy::VotesCast, true, true),
    ] {
        let [present, required] = [heads(16), heads(17)];
        let no_quorum = Err(Refusal::NoQuorum { present, required });
        let mut meeting = Meeting::of(body(policy));
        come(&mut meeting, 1..=16);
        let opened = meeting.chair(life::Command::Open);
        if !session {
            assert_eq!(opened, no_quorum);
            come(&mut meeting, [17]);
            meeting.chair(life::Command::Open).unwrap();
            marked(&mut meeting, 17, Mark::Left);
        }
        let question = question(Manner::Named, "simple");
        meeting
            .secretary(poll::Command::Prepare { question })
            .unwrap();
        let poll = crate::session::PollId(1);
        let opened = meeting.chair(poll::Command::Open { poll });
        assert_eq!(opened.is_ok(), vote, "{policy:?}");
        if !vote {
            assert_eq!(opened, no_quorum);
        }
    }
}

/// Q2: a site of six goes dark with 23 present; its people count for 60 seconds, and then no more.
/// The moment on the record is the one at which the quorum was lost, not the one at which somebody
/// looked.
#[test]
fn a_site_that_goes_dark_counts_until_the_grace_has_passed() {
    for policy in Policy::ALL {
        let mut plan = body(policy);
        plan.rules.quorum.grace = Seconds(60);
        plan.rules.quorum.condition = Quorum::read("> 3/4 of members").unwrap();
        let mut meeting = Meeting::of(plan);
        come(&mut meeting, (1..=17).chain(20..=25));
        meeting.chair(life::Command::Open).unwrap();
        for id in 20..=25 {
            meeting.link(id, true);
        }
        assert_eq!(present(&meeting), heads(23));
        for id in 20..=25 {
            meeting.link(id, false);
            meeting.later(1);
        }
        // The first of them went six seconds ago.
        meeting.later(53);
        assert_eq!(present(&meeting), heads(23));
        meeting.later(30);
        assert_eq!(present(&meeting), heads(17));
        let lost = said(&meeting);
        if policy == Policy::Continuous {
            // 19 are required: the fifth of the six was too many.
            let [present, required] = [heads(18), heads(19)];
            assert_eq!(lost.last(), Some(&(-25, Event::Lost { present, required })));
        } else {
            assert_eq!(lost, []);
        }
        meeting.link(20, true);
        assert_eq!(present(&meeting), heads(18));
    }
}

/// Q3: who abstains and the chair count as present, and their ballots as cast.
#[test]
fn those_who_abstain_and_the_chair_count() {
    for policy in Policy::ALL {
        let mut meeting = with_present(body(policy), 17);
        assert_eq!(present(&meeting), heads(17));
        let poll = meeting.vote_on(question(Manner::Named, "simple"));
        meeting.votes(1, poll, YES).unwrap();
        for id in 2..=17 {
            meeting.votes(id, poll, ABSTAIN).unwrap();
        }
        assert_eq!(meeting.close(poll).outcome, Outcome::Carried, "{policy:?}");
    }
}

fn recuse(meeting: &mut Meeting, who: u32) {
    let command = voice::Command::Recuse {
        delegate: DelegateId(who),
        on: voice::Matter::Poll(crate::session::PollId(1)),
        reason: "Người thân".to_owned(),
    };
    meeting.secretary(command).unwrap();
}

/// Q4: who is recused counts for the quorum, unless the body's rules say otherwise.
#[test]
fn who_is_recused_counts_unless_the_rules_say_otherwise() {
    for (without, counted) in [(vec![], 17), (vec![Uncounted::Recused], 16)] {
        for policy in Policy::ALL {
            let mut plan = body(policy);
            plan.rules.quorum.without = without.clone();
            let mut meeting = with_present(plan, 17);
            let question = question(Manner::Named, "simple");
            let prepare = poll::Command::Prepare { question };
            meeting.secretary(prepare).unwrap();
            recuse(&mut meeting, 5);
            assert_eq!(present(&meeting), heads(counted));
            let poll = crate::session::PollId(1);
            let opened = meeting.chair(poll::Command::Open { poll });
            let looked_at = matches!(policy, Policy::Vote | Policy::Continuous);
            assert_eq!(opened.is_ok(), counted == 17 || !looked_at, "{policy:?}");
        }
    }
}

#[test]
fn the_rules_leave_out_the_chair_and_who_is_far_away() {
    for (without, counted) in [
        (vec![], 23),
        (vec![Uncounted::Chair], 22),
        (vec![Uncounted::Remote], 17),
        (vec![Uncounted::Remote, Uncounted::Chair], 16),
    ] {
        let mut plan = body(Policy::Vote);
        plan.rules.quorum.without = without;
        let mut meeting = with_present(plan, 17);
        come(&mut meeting, 20..=25);
        assert_eq!(present(&meeting), heads(counted));
    }
}

/// Somebody whose proxy is held is not here themselves.
#[test]
fn proxies_count_unless_the_rules_leave_them_out() {
    for (without, counted) in [(vec![], 18), (vec![Uncounted::Proxies], 17)] {
        let mut plan = body(Policy::Vote);
        plan.rules.rights.proxies = Substitutes::Vote;
        plan.rules.quorum.without = without;
        let mut meeting = with_present(plan, 17);
        let [delegate, to] = [18, 5].map(DelegateId);
        let give = voice::Command::GiveProxy { delegate, to };
        meeting.secretary(give).unwrap();
        assert_eq!(present(&meeting), heads(counted));
    }
}

#[test]
fn heads_are_counted_unless_the_rules_say_weights() {
    for (measure, counted, required) in [(Measure::Heads, 17, 17), (Measure::Weight, 18, 22)] {
        let mut plan = body(Policy::Vote);
        plan.rules.quorum.measure = measure;
        plan.roster[0].vote = Some("1.5".parse().unwrap());
        plan.roster[1].vote = Some("1.5".parse().unwrap());
        plan.roster[24].vote = Some(heads(7));
        let meeting = with_present(plan, 17);
        let standing = meeting.session.quorum(meeting.now);
        assert_eq!(standing.present, heads(counted), "{measure:?}");
        assert_eq!(standing.required, heads(required));
    }
}

#[test]
fn the_quorum_is_looked_at_when_it_is_challenged() {
    let mut meeting = with_present(body(Policy::Challenged), 17);
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of members"));
    challenge(&mut meeting, 3).unwrap();
    let [mut present, required] = [heads(17), heads(17)];
    assert_eq!(said(&meeting), [(0, Event::Counted { present, required })]);
    assert_eq!(meeting.session.stopped(), None);
    marked(&mut meeting, 17, Mark::Left);
    meeting.votes(1, poll, YES).unwrap();
    meeting.chair(Command::Challenge).unwrap();
    present = heads(16);
    let counted = (0, Event::Counted { present, required });
    assert_eq!(said(&meeting).last(), Some(&counted));
    let refused = meeting.votes(2, poll, YES);
    assert!(matches!(refused, Err(Refusal::VoteStopped { .. })));
    let cancel = poll::Command::Cancel {
        poll,
        fate: poll::Fate::Cancelled,
        reason: String::new(),
    };
    meeting.chair(cancel).unwrap();
    let question = question(Manner::Named, "simple");
    let prepare = poll::Command::Prepare { question };
    meeting.secretary(prepare).unwrap();
    let poll = crate::session::PollId(2);
    let opened = meeting.chair(poll::Command::Open { poll });
    assert_eq!(opened, Err(Refusal::NoQuorum { present, required }));
    come(&mut meeting, [18]);
    meeting.chair(poll::Command::Open { poll }).unwrap();
    marked(&mut meeting, 18, Mark::Left);
    meeting.votes(2, poll, YES).unwrap();
    let count = meeting.session.watch.counted.unwrap();
    assert_eq!((count.present, count.required), (heads(16), heads(17)));
}

#[test]
fn who_may_challenge_the_quorum() {
    let mut meeting = with_present(body(Policy::Challenged), 17);
    let delegate = DelegateId(18);
    let refused = challenge(&mut meeting, 18);
    assert_eq!(refused, Err(Refusal::NotPresent { delegate }));
    let role = crate::session::Role::Secretary;
    let refused = meeting.secretary(Command::Challenge);
    assert_eq!(refused, Err(Refusal::NotYourRole { role }));
    for policy in Policy::ALL {
        let mut meeting = with_present(body(policy), 17);
        let done = challenge(&mut meeting, 5);
        if policy == Policy::Challenged {
            assert_eq!(done, Ok(()));
        } else {
            assert_eq!(done, Err(Refusal::NoChallenge));
        }
    }
    let mut plan = body(Policy::Challenged);
    plan.roster[4].vote = None;
    let mut meeting = with_present(plan, 18);
    assert_eq!(challenge(&mut meeting, 5), Err(Refusal::NoVote));
}

/// By votes cast: 17 ballots are enough even of people who have left, 17 people without them not.
#[test]
fn ballots_make_the_quorum_where_votes_are_counted() {
    for (ballots, outcome) in [(17, Outcome::Carried), (16, Outcome::NoQuorum)] {
        for manner in [Manner::Named, Manner::Secret] {
            let mut meeting = with_present(body(Policy::VotesCast), 19);
            let poll = meeting.vote_on(question(manner, "simple"));
            for id in 1..=ballots {
                meeting.votes(id, poll, YES).unwrap();
            }
            for id in 2..=17 {
                marked(&mut meeting, id, Mark::Left);
            }
            assert_eq!(meeting.close(poll).outcome, outcome);
        }
        let mut meeting = with_present(body(Policy::VotesCast), 19);
        let poll = meeting.vote_on(question(Manner::Hands, "simple"));
        let hands = vec![ballots - 2, 1, 1];
        let count = poll::Command::CountHands {
            poll,
            hands,
            teller: poll::Teller::First,
        };
        meeting.secretary(count).unwrap();
        assert_eq!(meeting.close(poll).outcome, outcome);
    }
}

/// Everybody is here and the ballots are too few: it is said of the ballots, and never of the people.
#[test]
fn too_few_ballots_are_told_as_ballots() {
    for manner in [Manner::Named, Manner::Secret] {
        let mut meeting = with_present(body(Policy::VotesCast), 25);
        let poll = meeting.vote_on(question(manner, "simple"));
        for id in 1..=6 {
            meeting.votes(id, poll, YES).unwrap();
        }
        let tally = meeting.close(poll);
        assert_eq!(tally.quorum.map(|told| told.made_by), Some(MadeBy::Ballots));
        for (lang, told) in [
            (
                Lang::En,
                "no quorum: 17 votes needed for a quorum, 6 cast (of 25 members)",
            ),
            (
                Lang::Vi,
                "không đủ số phiếu: cần 17 phiếu để đủ số, có 6 phiếu (tổng số 25 thành viên)",
            ),
        ] {
            let poll = meeting.poll(poll);
            let said = meeting.session.say_standing(poll, meeting.now, lang);
            assert_eq!(said.first().map(String::as_str), Some(told));
        }
    }
}

/// What is counted in the room is not called carried where the votes are too few for a quorum; and that
/// they can't be enough is said before anybody votes.
#[test]
fn a_count_of_too_few_is_told_to_be_without_a_quorum_before_the_close() {
    let mut plan = body(Policy::VotesCast);
    plan.rules.rights.entitled = poll::Entitled::UntilClose;
    let mut meeting = with_present(plan, 17);
    let poll = meeting.vote_on(question(Manner::Hands, "simple"));
    let said = |meeting: &Meeting| {
        let poll = meeting.poll(poll);
        meeting
            .session
            .say_standing(poll, meeting.now, Lang::En)
            .join("; ")
    };
    let vain = "The quorum of votes cannot be reached: only 16 can vote";
    assert!(!said(&meeting).contains("quorum"), "{}", said(&meeting));
    let command = attendance::Command::Mark {
        delegate: DelegateId(17),
        mark: Mark::Left,
    };
    meeting.secretary(command).unwrap();
    assert!(said(&meeting).ends_with(vain), "{}", said(&meeting));
    let command = poll::Command::CountHands {
        poll,
        hands: vec![16, 0, 0],
        teller: poll::Teller::First,
    };
    meeting.secretary(command).unwrap();
    let few = "no quorum: 17 votes needed for a quorum, 16 cast (of 25 members)";
    assert_eq!(said(&meeting), few);
    assert_eq!(meeting.close(poll).outcome, Outcome::NoQuorum);
}

/// Ballots that are counted in the room weigh what each vote weighs; where votes weigh differently,
/// nobody knows whose they are.
#[test]
fn hands_and_paper_make_a_quorum_of_weights_only_where_all_weigh_the_same() {
    let weighing = |weights: [u32; 2]| {
        let mut plan = body(Policy::VotesCast);
        plan.rules.quorum.measure = Measure::Weight;
        for (line, delegate) in plan.roster.iter_mut().enumerate() {
            delegate.vote = Some(heads(weights[line % 2]));
        }
        with_present(plan, 25)
    };
    for (hands, outcome) in [(17, Outcome::Carried), (16, Outcome::NoQuorum)] {
        let mut meeting = weighing([3, 3]);
        let poll = meeting.vote_on(question(Manner::Hands, "simple"));
        let count = poll::Command::CountHands {
            poll,
            hands: vec![hands, 0, 0],
            teller: poll::Teller::First,
        };
        meeting.secretary(count).unwrap();
        let standing = meeting
            .session
            .quorum_at_close(meeting.poll(poll), meeting.now);
        let standing = standing.unwrap();
        assert_eq!(
            [standing.present, standing.required, standing.members],
            [heads(3 * hands), heads(50), heads(75)]
        );
        assert_eq!(meeting.close(poll).outcome, outcome);
    }
    for (manner, opens) in [
        (Manner::Hands, Err(Refusal::UnequalCounted)),
        (Manner::Paper, Err(Refusal::UnequalCounted)),
        (Manner::Named, Ok(())),
    ] {
        let mut meeting = weighing([3, 4]);
        let question = question(manner, "simple");
        meeting
            .secretary(poll::Command::Prepare { question })
            .unwrap();
        let poll = crate::session::PollId(1);
        let open = meeting.chair(poll::Command::Open { poll });
        assert_eq!(open.map(|_| ()), opens);
    }
}

/// Without a quorum the body cannot consent: the wait stops, and begins anew.
#[test]
fn a_wait_for_objections_is_stopped_with_the_quorum_and_begins_anew() {
    for policy in [Policy::Continuous, Policy::Challenged] {
        let mut meeting = with_present(body(policy), 17);
        let poll = meeting.vote_on(question(Manner::Named, "no objection"));
        meeting.later(4);
        marked(&mut meeting, 17, Mark::Left);
        if policy == Policy::Challenged {
            challenge(&mut meeting, 5).unwrap();
        }
        assert!(meeting.session.stopped().is_some());
        meeting.later(60);
        assert!(meeting.poll(poll).is_open(), "nothing is decided meanwhile");
        come(&mut meeting, [18]);
        assert_eq!(meeting.session.stopped(), None);
        let until = meeting.session.waits_until(meeting.poll(poll)).unwrap();
        assert_eq!(until.since(meeting.now).seconds(), 10);
        meeting.later(9);
        assert!(meeting.poll(poll).is_open());
        meeting.later(1);
        let outcome = meeting.poll(poll).tally().unwrap().outcome;
        assert_eq!(outcome, Outcome::Carried);
    }
}

#[test]
fn an_objection_is_heard_while_the_wait_is_stopped() {
    let mut meeting = with_present(body(Policy::Continuous), 17);
    let poll = meeting.vote_on(question(Manner::Named, "no objection"));
    marked(&mut meeting, 17, Mark::Left);
    meeting.later(60);
    let object = consent::Command::Object {
        poll,
        delegate: None,
    };
    meeting.delegate(5, object).unwrap();
    let objection = meeting.session.consent.objection(poll).unwrap();
    assert_eq!(objection.delegate, DelegateId(5));
    assert!(!meeting.poll(poll).is_open());
}

#[test]
fn where_silence_is_consent_those_present_make_the_quorum_of_votes() {
    for (there, outcome) in [(17, Outcome::Carried), (16, Outcome::NoQuorum)] {
        let mut meeting = with_present(body(Policy::VotesCast), there);
        let poll = meeting.vote_on(question(Manner::Named, "no objection"));
        meeting.later(60);
        let poll = meeting.poll(poll);
        assert_eq!(poll.tally().unwrap().outcome, outcome);
        let announced = meeting.session.announcement(poll, Lang::Vi).unwrap();
        let lacking = announced.contains(". Không đủ số người dự: cần 17");
        assert_eq!(lacking, outcome == Outcome::NoQuorum, "{announced}");
    }
}

#[test]
fn nobody_looks_while_the_session_is_suspended() {
    let mut meeting = with_present(body(Policy::Continuous), 17);
    meeting.chair(life::Command::Suspend).unwrap();
    marked(&mut meeting, 17, Mark::Left);
    meeting.later(600);
    assert_eq!(said(&meeting), []);
    meeting.chair(life::Command::Resume).unwrap();
    let [present, required] = [heads(16), heads(17)];
    assert_eq!(said(&meeting), [(0, Event::Lost { present, required })]);
}

fn required(text: &str, members: usize) -> Weight {
    let mut plan = plan();
    let member = plan.roster[0].clone();
    plan.roster = vec![member; members];
    plan.rules.quorum.condition = Quorum::read(text).unwrap();
    let meeting = Meeting::of(plan);
    meeting.session.quorum(meeting.now).required
}

#[test]
fn at_least_half_is_not_more_than_half() {
    for (text, members, count) in [
        ("half", 42, 21),
        ("half", 43, 22),
        ("majority", 42, 22),
        ("majority", 43, 22),
        ("two thirds", 25, 17),
        ("two thirds", 42, 28),
        ("two thirds", 43, 29),
        ("two thirds", 82, 55),
        ("none", 25, 0),
    ] {
        assert_eq!(required(text, members), heads(count), "{text} of {members}");
    }
}

#[test]
fn a_quorum_is_a_fraction_of_the_members() {
    for wrong in ["", "half of members", "> 1/2 of cast", "17"] {
        assert!(Quorum::read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_quorum_is_written_as_it_is_read() {
    for (text, policy, more) in [
        ("none", Policy::Vote, ""),
        (
            ">= 2/3 of members",
            Policy::VotesCast,
            r#","policy":"votes_cast","without":["remote"],"measure":"weight""#,
        ),
    ] {
        let told = policy != Policy::Vote;
        let quorum = Quorum {
            condition: Quorum::read(text).unwrap(),
            grace: Seconds(30),
            policy,
            without: if told {
                vec![Uncounted::Remote]
            } else {
                vec![]
            },
            measure: if told {
                Measure::Weight
            } else {
                Measure::Heads
            },
        };
        let json = serde_json::to_string(&quorum).unwrap();
        assert_eq!(json, format!(r#"{{"rule":"{text}","grace_s":30{more}}}"#));
        assert_eq!(serde_json::from_str::<Quorum>(&json).unwrap(), quorum);
    }
}
