//! Proxies, recusals, and who may vote until when.

use super::*;
use crate::session::attendance::{self, Mark, Newcomer};
use crate::session::poll::{self, Manner, Outcome};
use crate::session::rule::{Side, TieRule};
use crate::session::testing::{Answer, Meeting, NO, YES, plan, question};
use crate::session::{Refusal, SiteId, Weight, life};

const MEMBERS: &str = "> 1/2 of members";

/// Everybody is here but 7 and 8, in a body whose rules on proxies are these.
fn without_two(proxies: Substitutes, most_proxies: u32) -> Meeting {
    let mut plan = plan();
    plan.rules.rights = Rights {
        proxies,
        most_proxies,
        ..Rights::default()
    };
    let mut meeting = Meeting::opened(plan);
    for id in [7, 8] {
        leaves(&mut meeting, id);
    }
    meeting
}

fn mark(meeting: &mut Meeting, id: u32, mark: Mark) {
    let delegate = DelegateId(id);
    let command = attendance::Command::Mark { delegate, mark };
    meeting.secretary(command).unwrap();
}

fn leaves(meeting: &mut Meeting, id: u32) {
    mark(meeting, id, Mark::Left);
}

fn comes(meeting: &mut Meeting, id: u32) {
    let place = Place::Hall;
    mark(meeting, id, Mark::Present { place });
}

fn gives(from: u32, to: u32) -> Command {
    Command::GiveProxy {
        delegate: DelegateId(from),
        to: DelegateId(to),
    }
}

fn recuses(id: u32, on: Matter) -> Command {
    Command::Recuse {
        delegate: DelegateId(id),
        on,
        reason: "Có người thân dự thầu".to_owned(),
    }
}

fn votes_for(meeting: &mut Meeting, by: u32, whose: u32, poll: PollId, choice: u8) -> Answer {
    let cast = poll::Command::Cast {
        poll,
        choice: poll::ChoiceNo(choice).into(),
        delegate: Some(DelegateId(whose)),
    };
    meeting.delegate(by, cast)
}

fn entitled(meeting: &Meeting, poll: PollId) -> Vec<u32> {
    let entitled = meeting.poll(poll).entitled.keys();
    entitled.map(|id| id.0).collect()
}

fn heads(count: u32) -> Weight {
    Weight::whole(count)
}

#[test]
fn a_proxy_counts_as_the_body_says() {
    for (rule, counted, voters) in [
        (Substitutes::None, 7, 7),
        (Substitutes::Attendance, 8, 7),
        (Substitutes::Vote, 8, 8),
    ] {
        let mut meeting = without_two(rule, 0);
        let given = meeting.secretary(gives(7, 5));
        if rule == Substitutes::None {
            assert_eq!(given, Err(Refusal::NoProxies));
        }
        let quorum = meeting.session.quorum(meeting.now);
        assert_eq!(quorum.present, heads(counted));
        let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
        assert_eq!(entitled(&meeting, poll).len(), voters);
        let voted = votes_for(&mut meeting, 5, 7, poll, 0);
        assert_eq!(voted.is_ok(), rule == Substitutes::Vote);
    }
}

#[test]
fn each_voice_has_a_ballot_of_its_own() {
    for manner in [Manner::Named, Manner::Secret] {
        let mut meeting = without_two(Substitutes::Vote, 2);
        meeting.secretary(gives(7, 5)).unwrap();
        meeting.delegate(8, gives(8, 5)).unwrap();
        let held: Vec<_> = meeting.session.held_voices(DelegateId(5)).collect();
        let held: Vec<_> = held.iter().map(|a| a.delegate.id.0).collect();
        assert_eq!(held, [7, 8]);
        let poll = meeting.vote_on(question(manner, MEMBERS));
        meeting.votes(5, poll, YES).unwrap();
        votes_for(&mut meeting, 5, 7, poll, 1).unwrap();
        votes_for(&mut meeting, 5, 8, poll, 0).unwrap();
        let again = votes_for(&mut meeting, 5, 7, poll, 0);
        assert_eq!(again, Err(Refusal::AlreadyVoted { poll }));
        let theirs = votes_for(&mut meeting, 6, 8, poll, 0);
        assert_eq!(theirs, Err(Refusal::NotYourself));
        assert_eq!(meeting.session.turnout(meeting.poll(poll)), (3, 9));
        let tally = meeting.close(poll);
        assert_eq!(tally.by_choice, [heads(2), heads(1), heads(0)]);
        if manner == Manner::Named {
            let votes: Vec<_> = tally
                .votes
                .iter()
                .map(|(id, no)| (id.0, no.clone()))
                .collect();
            assert_eq!(votes, [(5, YES.into()), (7, NO.into()), (8, YES.into())]);
        }
    }
}

#[test]
fn a_proxy_ends_when_its_grantor_comes() {
    let mut meeting = without_two(Substitutes::Vote, 1);
    meeting.secretary(gives(7, 5)).unwrap();
    comes(&mut meeting, 7);
    assert_eq!(meeting.session.voices.proxies.len(), 0);
    let last = meeting.records.last().unwrap();
    let delegate = DelegateId(7);
    let ended = crate::session::Event::Voice(Event::ProxyEnded { delegate });
    assert_eq!((&last.event, &last.by), (&ended, &None));
    leaves(&mut meeting, 7);
    assert_eq!(meeting.session.held_voices(DelegateId(5)).count(), 0);
    let back = Command::EndProxy { delegate };
    assert_eq!(
        meeting.secretary(back.clone()),
        Err(Refusal::NoProxy { delegate })
    );
    meeting.delegate(7, gives(7, 6)).unwrap();
    meeting.delegate(7, back).unwrap();
    assert_eq!(meeting.session.voices, Voices::default());
}

#[test]
fn who_can_hold_whose_proxy() {
    let mut meeting = without_two(Substitutes::Vote, 1);
    let cannot = |id| {
        let delegate = DelegateId(id);
        Err(Refusal::CannotHold { delegate })
    };
    let delegate = DelegateId(5);
    let present = Refusal::GrantorPresent { delegate };
    assert_eq!(meeting.secretary(gives(5, 6)), Err(present));
    assert_eq!(meeting.secretary(gives(7, 7)), cannot(7));
    assert_eq!(meeting.secretary(gives(7, 9)), cannot(9));
    assert_eq!(meeting.secretary(gives(9, 5)), Err(Refusal::NoVote));
    let unknown = DelegateId(99);
    let nobody = Err(Refusal::NoSuchDelegate { delegate: unknown });
    assert_eq!(meeting.secretary(gives(7, 99)), nobody);
    assert_eq!(
        meeting.delegate(6, gives(7, 6)),
        Err(Refusal::NotYourself),
        "nobody takes the voice of somebody else"
    );
    meeting.secretary(gives(7, 5)).unwrap();
    assert_eq!(meeting.secretary(gives(7, 5)), Ok(vec![]));
    let most = 1;
    let full = Refusal::TooManyProxies { delegate, most };
    assert_eq!(meeting.secretary(gives(8, 5)), Err(full));
    assert_eq!(meeting.secretary(gives(8, 7)), cannot(7));
    leaves(&mut meeting, 5);
    assert_eq!(meeting.secretary(gives(5, 6)), cannot(6));
    // Another holder takes the place of the first.
    meeting.secretary(gives(7, 6)).unwrap();
    let holder = meeting.session.voices.proxies[&DelegateId(7)];
    assert_eq!(holder, DelegateId(6));
}

#[test]
fn a_holder_who_leaves_takes_the_voice_along() {
    let mut meeting = without_two(Substitutes::Vote, 0);
    meeting.secretary(gives(7, 5)).unwrap();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    leaves(&mut meeting, 5);
    let delegate = DelegateId(7);
    let cast = poll::Command::Cast {
        poll,
        choice: YES.into(),
        delegate: Some(delegate),
    };
    let refused = meeting.secretary(cast.clone());
    assert_eq!(refused, Err(Refusal::NotPresent { delegate }));
    // Whoever holds it then may cast it: the voice is what is entitled.
    meeting.secretary(gives(7, 6)).unwrap();
    meeting.secretary(cast).unwrap();
}

#[test]
fn one_person_speaks_for_two_units_from_two_lines() {
    let mut plan = plan();
    plan.rules.rights.proxies = Substitutes::Vote;
    plan.roster[5].name = plan.roster[4].name.clone();
    plan.roster[5].unit = "Trung tâm".to_owned();
    plan.roster[5].proxy = Some(DelegateId(5));
    let mut meeting = Meeting::of(plan);
    let delegates = [1, 2, 3, 4, 5, 7].map(DelegateId).to_vec();
    let here = attendance::Command::MarkPresent { delegates };
    meeting.secretary(here).unwrap();
    meeting.chair(life::Command::Open).unwrap();
    assert_eq!(meeting.session.quorum(meeting.now).present, heads(7));
    let poll = meeting.vote_on(question(Manner::Named, "simple"));
    meeting.votes(5, poll, YES).unwrap();
    votes_for(&mut meeting, 5, 6, poll, 0).unwrap();
    let tally = meeting.close(poll);
    assert_eq!(tally.by_choice[0], heads(2));
    assert_eq!(tally.entitled, heads(7));
}

#[test]
fn a_recusal_lowers_those_entitled_and_never_the_members() {
    let item = Matter::Item(ItemId(2));
    let mut meeting = Meeting::open();
    meeting.delegate(5, recuses(5, item)).unwrap();
    let delegate = DelegateId(5);
    let again = meeting.secretary(recuses(5, item));
    assert_eq!(again, Err(Refusal::AlreadyRecused { delegate }));
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    let recused = Err(Refusal::Recused { delegate });
    assert_eq!(meeting.votes(5, poll, YES), recused);
    let during = meeting.secretary(recuses(6, item));
    assert_eq!(during, Err(Refusal::VoteIsOpen { poll }));
    let undo = Command::Rejoin { delegate, on: item };
    assert_eq!(
        meeting.secretary(undo.clone()),
        Err(Refusal::VoteIsOpen { poll })
    );
    for id in 1..=4 {
        meeting.votes(id, poll, YES).unwrap();
    }
    let tally = meeting.close(poll);
    assert_eq!((tally.entitled, tally.members), (heads(8), heads(9)));
    assert_eq!(tally.required, heads(5));
    assert_eq!(tally.outcome, Outcome::NotCarried);
    meeting.secretary(undo).unwrap();
    let reason = "Đếm lại".to_owned();
    meeting
        .chair(poll::Command::Repeat { poll, reason })
        .unwrap();
    let poll = PollId(2);
    meeting.secretary(recuses(6, Matter::Poll(poll))).unwrap();
    let ready = poll::Command::Ready { poll };
    let delegate = DelegateId(6);
    let recused = Err(Refusal::Recused { delegate });
    assert_eq!(meeting.delegate(6, ready), recused);
    meeting.chair(poll::Command::Open { poll }).unwrap();
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 5, 7, 8, 10]);
}

/// Present are those who are here and have a vote, recused or not; entitled only who may vote.
#[test]
fn who_is_recused_is_present_all_the_same() {
    let item = Matter::Item(ItemId(2));
    for (entitled_until, late) in [(Entitled::Frozen, 0), (Entitled::UntilClose, 1)] {
        let mut plan = plan();
        plan.rules.rights.entitled = entitled_until;
        let mut meeting = Meeting::opened(plan);
        for id in [5, 6, 7, 8] {
            meeting.secretary(recuses(id, item)).unwrap();
        }
        // One of them left before, one comes during the vote, one leaves during it.
        leaves(&mut meeting, 7);
        leaves(&mut meeting, 8);
        let question = question(Manner::Named, "> 1/2 of present");
        let prepare = poll::Command::Prepare { question };
        meeting.secretary(prepare).unwrap();
        let poll = PollId(1);
        let required = meeting
            .session
            .required_now(meeting.poll(poll), meeting.now);
        assert_eq!(required, heads(4), "more than half of the 7 who are here");
        meeting.chair(poll::Command::Open { poll }).unwrap();
        comes(&mut meeting, 8);
        leaves(&mut meeting, 6);
        for id in [1, 2, 3] {
            meeting.votes(id, poll, YES).unwrap();
        }
        let tally = meeting.close(poll);
        let there = 6 + late;
        assert_eq!((tally.present, tally.entitled), (heads(there), heads(5)));
        assert_eq!(tally.outcome, Outcome::NotCarried, "3 of {there}");
    }
}

#[test]
fn a_guest_and_who_only_attends_for_a_member_are_no_part_of_those_present() {
    let mut plan = plan();
    plan.rules.substitutes = Substitutes::Attendance;
    let mut meeting = Meeting::opened(plan);
    let (place, name) = (Place::Hall, "Trần Thị B".to_owned());
    mark(&mut meeting, 5, Mark::Substitute { place, name });
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of present"));
    let tally = meeting.close(poll);
    assert_eq!(meeting.session.quorum(meeting.now).present, heads(9));
    assert_eq!((tally.present, tally.entitled), (heads(8), heads(8)));
}

/// Who may vote is frozen at the opening: a voice that counts there is not given to somebody with
/// whom it would fall silent.
#[test]
fn a_voice_in_an_open_vote_is_not_given_to_who_is_recused_on_it() {
    let mut plan = plan();
    plan.rules.rights.proxies = Substitutes::Vote;
    let mut meeting = Meeting::opened(plan);
    let item = Matter::Item(ItemId(2));
    meeting.secretary(recuses(5, item)).unwrap();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.votes(8, poll, YES).unwrap();
    leaves(&mut meeting, 7);
    leaves(&mut meeting, 8);
    let delegate = DelegateId(5);
    let silent = Err(Refusal::HolderRecused { delegate });
    assert_eq!(meeting.secretary(gives(7, 5)), silent);
    // Whose vote is cast, or who has none in this, loses nothing.
    meeting.secretary(gives(8, 5)).unwrap();
    meeting.secretary(gives(7, 6)).unwrap();
    votes_for(&mut meeting, 6, 7, poll, 0).unwrap();
    assert_eq!(meeting.close(poll).not_voting(), heads(6));
}

#[test]
fn a_recusal_names_a_matter_and_a_reason() {
    let mut meeting = Meeting::open();
    let item = ItemId(9);
    let unknown = meeting.secretary(recuses(5, Matter::Item(item)));
    assert_eq!(unknown, Err(Refusal::NoSuchItem { item }));
    let poll = PollId(1);
    let unknown = meeting.secretary(recuses(5, Matter::Poll(poll)));
    assert_eq!(unknown, Err(Refusal::NoSuchPoll { poll }));
    let on = Matter::Item(ItemId(1));
    let silent = Command::Recuse {
        delegate: DelegateId(5),
        on,
        reason: " ".to_owned(),
    };
    assert_eq!(meeting.secretary(silent), Err(Refusal::empty("reason")));
    let other = meeting.delegate(6, recuses(5, on));
    assert_eq!(other, Err(Refusal::NotYourself));
    let delegate = DelegateId(5);
    let undo = meeting.secretary(Command::Rejoin { delegate, on });
    assert_eq!(undo, Err(Refusal::NotRecused { delegate }));
    meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.close(poll);
    let over = meeting.secretary(recuses(5, Matter::Poll(poll)));
    assert_eq!(over, Err(Refusal::NotPrepared { poll }));
}

#[test]
fn a_proxy_that_goes_to_somebody_else_is_told_to_have_ended() {
    let mut meeting = without_two(Substitutes::Vote, 0);
    meeting.secretary(gives(7, 5)).unwrap();
    let before = meeting.records.len();
    meeting.secretary(gives(7, 6)).unwrap();
    let (delegate, to) = (DelegateId(7), DelegateId(6));
    let told: Vec<_> = meeting.records[before..]
        .iter()
        .map(|record| record.event.clone())
        .collect();
    let expected = [
        Event::ProxyEnded { delegate },
        Event::ProxyGiven { delegate, to },
    ];
    assert_eq!(told, expected.map(crate::session::Event::Voice));
    assert_eq!(meeting.session.voices.proxies.get(&delegate), Some(&to));
}

#[test]
fn who_is_recused_casts_no_voice_they_hold() {
    let mut meeting = without_two(Substitutes::Vote, 0);
    meeting.secretary(gives(7, 5)).unwrap();
    let item = Matter::Item(ItemId(2));
    meeting.secretary(recuses(5, item)).unwrap();
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 6, 10]);
    // Who is named is who is recused, not whose voice it is.
    let own = DelegateId(5);
    let cast = votes_for(&mut meeting, 5, 7, poll, 0);
    assert_eq!(cast, Err(Refusal::Recused { delegate: own }));
}

/// One of nine is late; 4 leaves early without a vote, 5 with one.
fn late_and_early(entitled_until: Entitled) -> (Meeting, PollId) {
    let mut plan = plan();
    plan.rules.rights.entitled = entitled_until;
    let mut meeting = Meeting::opened(plan);
    mark(&mut meeting, 8, Mark::Absent);
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of entitled"));
    meeting.votes(5, poll, YES).unwrap();
    comes(&mut meeting, 8);
    leaves(&mut meeting, 4);
    leaves(&mut meeting, 5);
    (meeting, poll)
}

#[test]
fn who_may_vote_is_frozen_at_the_opening() {
    let (mut meeting, poll) = late_and_early(Entitled::Frozen);
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 5, 6, 7, 10]);
    let late = meeting.votes(8, poll, YES);
    assert_eq!(late, Err(Refusal::NotEntitled { poll }));
}

#[test]
fn who_may_vote_is_counted_until_the_close() {
    let (mut meeting, poll) = late_and_early(Entitled::UntilClose);
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 5, 6, 7, 8, 10]);
    let session = &meeting.session;
    let required = session.required_now(session.polls.get(poll).unwrap(), meeting.now);
    assert_eq!(required, heads(5));
    meeting.votes(8, poll, YES).unwrap();
    // Who comes as a member adds to the members, too.
    let newcomer = Newcomer {
        name: "Lê Văn Mới".to_owned(),
        title: String::new(),
        unit: String::new(),
        site: Some(SiteId(1)),
        seat: String::new(),
        vote: Some(Weight::ONE),
    };
    let add = attendance::Command::Add { newcomer };
    meeting.secretary(add).unwrap();
    meeting.votes(11, poll, NO).unwrap();
    let tally = meeting.close(poll);
    assert_eq!((tally.entitled, tally.members), (heads(9), heads(10)));
    assert_eq!(tally.by_choice, [heads(2), heads(1), heads(0)]);
    assert_eq!(tally.required, heads(5));
}

/// Where those entitled are counted until the close, a recusal lowers them also during the vote, with
/// the voices held and not cast; who has cast one has taken part already.
#[test]
fn who_has_not_voted_leaves_a_vote_that_counts_until_the_close() {
    let mut plan = plan();
    plan.rules.rights = Rights {
        entitled: Entitled::UntilClose,
        proxies: Substitutes::Vote,
        most_proxies: 0,
    };
    let mut meeting = Meeting::opened(plan);
    for id in [7, 8] {
        leaves(&mut meeting, id);
    }
    meeting.secretary(gives(7, 5)).unwrap();
    meeting.secretary(gives(8, 6)).unwrap();
    let poll = meeting.vote_on(question(Manner::Named, "> 1/2 of entitled"));
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 5, 6, 7, 8, 10]);
    meeting.votes(4, poll, YES).unwrap();
    votes_for(&mut meeting, 6, 8, poll, 0).unwrap();
    let on = Matter::Item(ItemId(2));
    // One of them by their own ballot, one by a ballot they hold.
    for id in [4, 6] {
        let took_part = Err(Refusal::AlreadyVoted { poll });
        assert_eq!(meeting.secretary(recuses(id, on)), took_part);
    }
    meeting.secretary(recuses(5, on)).unwrap();
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 6, 8, 10]);
    let delegate = DelegateId(5);
    let recused = Err(Refusal::Recused { delegate });
    assert_eq!(meeting.votes(5, poll, YES), recused);
    // The voice that fell silent can be held by somebody else.
    meeting.secretary(gives(7, 3)).unwrap();
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 6, 7, 8, 10]);
    let back = Command::Rejoin { delegate, on };
    meeting.secretary(back).unwrap();
    assert_eq!(entitled(&meeting, poll).len(), 9);
    let one = Matter::Poll(poll);
    meeting.delegate(5, recuses(5, one)).unwrap();
    let tally = meeting.close(poll);
    assert_eq!((tally.entitled, tally.members), (heads(8), heads(9)));
    assert_eq!((tally.present, tally.required), (heads(9), heads(5)));
}

#[test]
fn whose_line_is_lost_is_counted_until_the_grace_has_passed() {
    let mut plan = plan();
    plan.rules.rights.entitled = Entitled::UntilClose;
    let mut meeting = Meeting::opened(plan);
    meeting.link(10, true);
    let poll = meeting.vote_on(question(Manner::Named, MEMBERS));
    meeting.link(10, false);
    meeting.later(90);
    assert_eq!(entitled(&meeting, poll), [1, 2, 3, 4, 5, 6, 7, 8]);
    let last = meeting.records.last().unwrap();
    assert_eq!(meeting.now.since(last.at), Millis(30_000));
    meeting.link(10, true);
    assert_eq!(entitled(&meeting, poll).len(), 9);
}

#[test]
fn hands_that_were_counted_stand() {
    let mut plan = plan();
    plan.rules.rights.entitled = Entitled::UntilClose;
    let mut meeting = Meeting::opened(plan);
    let poll = meeting.vote_on(question(Manner::Hands, MEMBERS));
    leaves(&mut meeting, 8);
    assert_eq!(entitled(&meeting, poll).len(), 8);
    let hands = vec![8, 0, 0];
    let count = poll::Command::CountHands {
        poll,
        hands,
        teller: poll::Teller::First,
    };
    meeting.secretary(count).unwrap();
    leaves(&mut meeting, 7);
    let recusal = meeting.secretary(recuses(5, Matter::Poll(poll)));
    assert_eq!(recusal, Err(Refusal::VoteIsOpen { poll }));
    let tally = meeting.close(poll);
    assert_eq!((tally.entitled, tally.by_choice[0]), (heads(8), heads(8)));
}

#[test]
fn a_chair_who_is_recused_breaks_no_tie_but_who_presides_then_does() {
    let mut plan = plan();
    plan.deputies = vec![DelegateId(2)];
    let mut meeting = Meeting::opened(plan);
    let recused = recuses(1, Matter::Item(ItemId(2)));
    meeting.secretary(recused).unwrap();
    let mut asked = question(Manner::Named, "simple");
    asked.terms.tie = TieRule::ChairSide;
    let poll = meeting.vote_on(asked);
    meeting.votes(3, poll, YES).unwrap();
    meeting.votes(4, poll, NO).unwrap();
    assert_eq!(meeting.close(poll).outcome, Outcome::Tied);
    let side = Some(Side::Yes);
    let breaks = poll::Command::BreakTie {
        poll,
        side,
        order: vec![],
    };
    let delegate = DelegateId(1);
    let refused = Err(Refusal::Recused { delegate });
    assert_eq!(meeting.chair(breaks.clone()), refused);
    let to = DelegateId(2);
    meeting.chair(life::Command::HandChair { to }).unwrap();
    meeting.chair(breaks).unwrap();
    let tally = meeting.poll(poll).tally().unwrap();
    assert_eq!(tally.outcome, Outcome::Carried);
}
