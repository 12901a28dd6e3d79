//! Any command by anybody, with numbers small enough to meet each other.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::attendance::{Mark, Newcomer, Place};
use super::super::conclusions::{Content, Due};
use super::super::election::Method;
use super::super::floor::{Kind, Policy};
use super::super::opinion::Silence;
use super::super::poll::{
    Changing, ChoiceNo, Contest, Elected, Fate, Ledger, Level, Manner, Matter, Stage, Teller,
    Terms, Vote,
};
use super::super::rule::{Side, TieRule};
use super::super::{
    Actor, CallId, Command, ConclusionId, DelegateId, ItemId, OpinionId, PollId, RequestId, Role,
    Seconds, Seq, Session, SiteId, Time, Weight, agenda, assistance, attendance, conclusions,
    consent, floor, life, opinion, poll, quorum, undo, voice,
};
use super::{about, circular, question};

/// One thing that happens to a meeting.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Somebody sends a command.
    Command(Actor, Command),
    /// Somebody sends a command at something that is there: which, the number says.
    Aimed(Actor, Command, usize),
    /// A delegate's device joins or goes.
    Link(u32, bool),
    /// So many seconds pass.
    Later(i64),
    /// The hub was away and comes back.
    Back,
}

/// A step; commands by those who may send them come more often than chance would bring them.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        16 => (command(), 1..12u32, 0..4usize, 0..16usize).prop_map(|(command, id, role, at)| {
            let actor = match &command {
                Command::Attendance(
                    attendance::Command::CheckIn { .. } | attendance::Command::CheckOut,
                )
                | Command::Poll(
                    poll::Command::Ready { .. } | poll::Command::Cast { delegate: None, .. },
                ) => Actor::delegate(DelegateId(id)),
                Command::Consent(
                    consent::Command::TakeOut { delegate: None, .. }
                    | consent::Command::Object { delegate: None, .. },
                )
                | Command::Opinion(opinion::Command::Answer { delegate: None, .. }) => {
                    Actor::delegate(DelegateId(id))
                }
                Command::Floor(floor::Command::Ask { delegate, .. }) => Actor::delegate(*delegate),
                Command::Assistance(
                    assistance::Command::Ask { .. } | assistance::Command::Withdraw { .. },
                ) => Actor::delegate(DelegateId(id)),
                _ if role > 0 => Actor::of(Role::Chair),
                _ => Actor::of(Role::Secretary),
            };
            Step::Aimed(actor, command, at)
        }),
        2 => (command(), actor()).prop_map(|(command, actor)| Step::Command(actor, command)),
        1 => (1..12u32, any::<bool>()).prop_map(|(id, up)| Step::Link(id, up)),
        2 => (0..90i64).prop_map(Step::Later),
        1 => Just(Step::Back),
    ]
}

fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        select(&Role::ALL[..]).prop_map(Actor::of),
        delegate().prop_map(Actor::delegate),
    ]
}

fn delegate() -> impl Strategy<Value = DelegateId> {
    (0..12u32).prop_map(DelegateId)
}

fn text() -> impl Strategy<Value = String> {
    select(
        &[
            "",
            " ",
            "Tán thành",
            "Nguye\u{302}\u{303}n\u{1b}[31m",
            "a\nb",
        ][..],
    )
    .prop_map(str::to_owned)
}

fn place() -> impl Strategy<Value = Place> {
    select(&[Place::Hall, Place::Remote][..])
}

/// Any command at all.
pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => life().prop_map(Command::Life),
        3 => attendance().prop_map(Command::Attendance),
        1 => Just(Command::Quorum(quorum::Command::Challenge)),
        3 => voice().prop_map(Command::Voice),
        1 => agenda().prop_map(Command::Agenda),
        6 => floor().prop_map(Command::Floor),
        2 => assistance().prop_map(Command::Assistance),
        8 => poll().prop_map(Command::Poll),
        3 => consent().prop_map(Command::Consent),
        3 => opinion().prop_map(Command::Opinion),
        3 => conclusions().prop_map(Command::Conclusions),
        3 => (0..40u32).prop_map(|step| Command::Undo(undo::Command::Step { step: Seq(step) })),
    ]
}

fn life() -> impl Strategy<Value = life::Command> {
    use life::Command::{Announce, Close, HandChair, Open, Resume, Suspend};
    prop_oneof![
        20 => Just(Open),
        10 => Just(Suspend),
        60 => Just(Resume),
        2 => Just(Close),
        10 => delegate().prop_map(|to| HandChair { to }),
        10 => text().prop_map(|text| Announce { text }),
    ]
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        Just(Mark::Expected),
        place().prop_map(|place| Mark::Present { place }),
        place().prop_map(|place| Mark::Place { place }),
        place().prop_map(|place| Mark::Late { place }),
        (place(), text()).prop_map(substitute),
        text().prop_map(|reason| Mark::Excused { reason }),
        Just(Mark::Absent),
        Just(Mark::Left),
    ]
}

/// Somebody from outside; or, where no name is there, the guest of the roster.
fn substitute((place, name): (Place, String)) -> Mark {
    let by = DelegateId(9);
    match name.is_empty() {
        true => Mark::SitIn { place, by },
        false => Mark::Substitute { place, name },
    }
}

fn newcomer() -> impl Strategy<Value = Newcomer> {
    (text(), 0..4u32, 0..3u32).prop_map(|(name, site, vote)| Newcomer {
        title: String::new(),
        unit: name.clone(),
        name,
        site: site.checked_sub(1).map(SiteId),
        seat: String::new(),
        vote: vote.checked_sub(1).map(Weight::whole),
    })
}

fn attendance() -> impl Strategy<Value = attendance::Command> {
    use attendance::Command::{Add, CheckIn, CheckOut, Mark, MarkPresent};
    prop_oneof![
        1 => (delegate(), mark()).prop_map(|(delegate, mark)| Mark { delegate, mark }),
        2 => vec((1..11u32).prop_map(DelegateId), 0..10)
            .prop_map(|delegates| MarkPresent { delegates }),
        1 => newcomer().prop_map(|newcomer| Add { newcomer }),
        8 => place().prop_map(|place| CheckIn { place }),
        1 => Just(CheckOut),
    ]
}

fn voice() -> impl Strategy<Value = voice::Command> {
    use voice::Command::{EndProxy, GiveProxy, Recuse, Rejoin};
    let on = || {
        prop_oneof![
            3 => (0..4u32).prop_map(|item| voice::Matter::Item(ItemId(item))),
            1 => (1..6u32).prop_map(|poll| voice::Matter::Poll(PollId(poll))),
        ]
    };
    prop_oneof![
        4 => (delegate(), delegate()).prop_map(|(delegate, to)| GiveProxy { delegate, to }),
        1 => delegate().prop_map(|delegate| EndProxy { delegate }),
        2 => (delegate(), on(), text())
            .prop_map(|(delegate, on, reason)| Recuse { delegate, on, reason }),
        1 => (delegate(), on()).prop_map(|(delegate, on)| Rejoin { delegate, on }),
    ]
}

fn agenda() -> impl Strategy<Value = agenda::Command> {
    use agenda::Command::{Finish, Start};
    let item = (0..5u32).prop_map(ItemId);
    (item, any::<bool>()).prop_map(|(item, start)| match start {
        true => Start { item },
        false => Finish { item },
    })
}

fn floor() -> impl Strategy<Value = floor::Command> {
    use floor::Command::{
        AddTime, Ask, Call, CloseList, Contribute, End, EndDebate, EndList, Explain, Extend, Give,
        Move, OpenList, Park, Pause, Recall, Remove, Resume, SetListEnd, SetPolicy, Withdraw,
    };
    let request = || (0..16u32).prop_map(RequestId);
    // Those between whom a policy chooses come more often than the others.
    let kind = || prop_oneof![Just(Kind::Speech), select(&Kind::ALL[..])];
    let before = (0..16u32).prop_map(|id| id.checked_sub(1).map(RequestId));
    prop_oneof![
        9 => (delegate(), kind(), 0..3u8).prop_map(|(delegate, kind, category)| Ask {
            delegate,
            kind,
            category: (kind == Kind::PointOfOrder && category > 0).then_some(category),
        }),
        3 => select(&Policy::ALL[..]).prop_map(|policy| SetPolicy { policy }),
        1 => (request(), text()).prop_map(|(request, reason)| Explain { request, reason }),
        1 => request().prop_map(|request| Withdraw { request }),
        1 => (request(), text()).prop_map(|(request, reason)| Remove { request, reason }),
        2 => (request(), before).prop_map(|(request, before)| Move { request, before }),
        8 => request().prop_map(|request| Give { request }),
        2 => (delegate(), kind()).prop_map(|(delegate, kind)| Call { delegate, kind }),
        2 => request().prop_map(|request| Pause { request }),
        2 => request().prop_map(|request| Resume { request }),
        1 => (request(), 0..4000u32)
            .prop_map(|(request, n)| Extend { request, seconds: Seconds(n) }),
        2 => request().prop_map(|request| End { request }),
        6 => Just(OpenList),
        1 => Just(CloseList),
        1 => (0..7_200_000i64).prop_map(|ms| SetListEnd { at: Time(3_600_000 + ms) }),
        1 => Just(EndList),
        1 => Just(EndDebate),
        3 => request().prop_map(|request| Park { request }),
        2 => request().prop_map(|request| Recall { request }),
        4 => select(&["Trung tâm", "Văn phòng", "Phòng Tài chính", ""][..])
            .prop_map(|unit| AddTime { unit: unit.to_owned() }),
        2 => (request(), text()).prop_map(|(request, text)| Contribute { request, text }),
    ]
}

fn assistance() -> impl Strategy<Value = assistance::Command> {
    use assistance::Command::{Answer, Ask, Withdraw};
    let call = || (0..8u32).prop_map(CallId);
    prop_oneof![
        3 => text().prop_map(|text| Ask { text }),
        1 => call().prop_map(|call| Withdraw { call }),
        1 => call().prop_map(|call| Answer { call }),
    ]
}

/// Every way in which a tie can be dealt with, a vote changed and hands counted.
fn terms() -> impl Strategy<Value = Terms> {
    let tie = select(TieRule::NAMES.map(|(tie, _)| tie).to_vec());
    (tie, any::<bool>(), any::<bool>()).prop_map(|(tie, changing, two_tellers)| Terms {
        tie,
        changing: match changing {
            true => Changing::UntilClose,
            false => Changing::Final,
        },
        two_tellers,
    })
}

/// Ledgers that mostly are right.
fn ledger() -> impl Strategy<Value = Ledger> {
    (vec(0..3u32, 3), 0..2u32, 0..2u32, 0..8u32).prop_map(|(by_choice, invalid, kept, slip)| {
        let valid = by_choice.iter().sum::<u32>() + u32::from(slip == 0);
        Ledger {
            issued: valid + invalid + kept,
            returned: valid + invalid,
            valid,
            invalid,
            by_choice,
        }
    })
}

/// What can be voted on beside motions.
fn matter() -> impl Strategy<Value = Matter> {
    let methods: Vec<_> = Method::NAMES.iter().map(|(method, _)| *method).collect();
    let levels: Vec<_> = Level::NAMES.iter().map(|(level, _)| *level).collect();
    let contest = (select(methods), 1..4u16, select(levels)).prop_map(|(method, seats, level)| {
        Matter::Election(Contest {
            method,
            seats,
            level,
            second: false,
        })
    });
    prop_oneof![8 => contest, 1 => Just(Matter::Confidence)]
}

/// Ballots on which up to three stand, in any order and also level; a few name somebody twice.
fn ranks() -> impl Strategy<Value = Vec<Vec<ChoiceNo>>> {
    let rank = || vec((0..3u8).prop_map(ChoiceNo), 1..3);
    prop_oneof![
        3 => rank().prop_map(|rank| vec![rank]),
        3 => Just(vec![0, 1, 2]).prop_shuffle().prop_map(|order| {
            order.into_iter().map(|no| vec![ChoiceNo(no)]).collect()
        }),
        1 => vec(rank(), 0..3),
    ]
}

fn poll() -> impl Strategy<Value = poll::Command> {
    use poll::Command::{
        BreakTie, Cancel, Cast, Close, Continue, CountHands, CountPaper, Note, Open, Prepare,
        Publish, Put, Ready, Repeat,
    };
    let poll = || (1..6u32).prop_map(PollId);
    let manner = select(&[Manner::Named, Manner::Secret, Manner::Hands, Manner::Paper][..]);
    let (manner_of_people, manner_put) = (manner.clone(), manner.clone());
    let rule = select(
        &[
            // Ties come about by this one.
            "simple",
            "simple",
            "simple",
            "> 1/2 of members and > 1/2 of present",
            ">= 2/3 of entitled",
            ">= 2/3 of cast with abstentions",
            "no objection",
        ][..],
    );
    let choice = || (0..3u8).prop_map(|choice| ChoiceNo(choice).into());
    let teller = select(&[Teller::First, Teller::Second][..]);
    let side = select(&[None, Some(Side::Yes), Some(Side::No)][..]);
    let whom = (0..24u32).prop_map(|id| (id > 11).then(|| DelegateId(id - 12)));
    prop_oneof![
        3 => (manner, rule, terms(), text()).prop_map(|(manner, rule, terms, text)| {
            let mut question = question(manner, rule);
            question.terms = terms.in_manner(manner);
            question.text.push_str(&text);
            Prepare { question }
        }),
        3 => (manner_of_people, matter(), text()).prop_map(|(manner, matter, text)| {
            let mut question = about(matter, manner, "majority of members", &["An", "Bình", "Chi"]);
            question.text.push_str(&text);
            Prepare { question }
        }),
        2 => (manner_put, text()).prop_map(|(manner, text)| {
            let mut question = question(manner, "simple");
            question.text.push_str(&text);
            Put { question }
        }),
        1 => poll().prop_map(|poll| Ready { poll }),
        12 => (poll(), ranks()).prop_map(|(poll, ranks)| {
            let choice = Vote::new(ranks);
            Cast { poll, choice, delegate: None }
        }),
        6 => poll().prop_map(|poll| Open { poll }),
        30 => (poll(), choice(), whom)
            .prop_map(|(poll, choice, delegate)| Cast { poll, choice, delegate }),
        4 => (poll(), vec(0..4u32, 3), teller)
            .prop_map(|(poll, hands, teller)| CountHands { poll, hands, teller }),
        3 => (poll(), ledger()).prop_map(|(poll, ledger)| CountPaper { poll, ledger }),
        3 => (poll(), side, ranks()).prop_map(|(poll, side, ranks)| {
            let order = ranks.into_iter().flatten().collect();
            BreakTie { poll, side, order }
        }),
        4 => poll().prop_map(|poll| Continue { poll }),
        3 => (poll(), text()).prop_map(|(poll, text)| Note { poll, text }),
        4 => poll().prop_map(|poll| Close { poll }),
        3 => poll().prop_map(|poll| Publish { poll }),
        1 => (poll(), select(&Fate::ALL[..]), text())
            .prop_map(|(poll, fate, reason)| Cancel { poll, fate, reason }),
        6 => (poll(), text()).prop_map(|(poll, reason)| Repeat { poll, reason }),
    ]
}

fn consent() -> impl Strategy<Value = consent::Command> {
    use consent::Command::{Ask, List, Object, TakeOut};
    let item = || (0..5u32).prop_map(ItemId);
    let whom = || (0..24u32).prop_map(|id| (id > 11).then(|| DelegateId(id - 12)));
    let rule = select(&["no objection", "majority of members", "simple"][..]);
    prop_oneof![
        4 => vec(item(), 0..4).prop_map(|items| List { items }),
        2 => (item(), text(), whom())
            .prop_map(|(item, reason, delegate)| TakeOut { item, reason, delegate }),
        4 => rule.prop_map(|rule| Ask { question: question(Manner::Named, rule) }),
        4 => ((1..6u32).prop_map(PollId), whom())
            .prop_map(|(poll, delegate)| Object { poll, delegate }),
    ]
}

fn opinion() -> impl Strategy<Value = opinion::Command> {
    use opinion::Command::{Answer, Cancel, Circulate, Close, Publish, Remind};
    let opinion = || (1..4u32).prop_map(OpinionId);
    let whom = (0..24u32).prop_map(|id| (id > 11).then(|| DelegateId(id - 12)));
    prop_oneof![
        2 => (0..400i64, any::<bool>()).prop_map(|(seconds, silent)| {
            let mut circular = circular("majority of members");
            circular.deadline = Time(3_600_000 + seconds * 1_000);
            if silent {
                circular.silence = Silence::InFavour;
            }
            Circulate { circular }
        }),
        9 => (opinion(), (0..4u8).prop_map(ChoiceNo), text(), whom)
            .prop_map(|(opinion, choice, text, delegate)| Answer { opinion, choice, text, delegate }),
        1 => opinion().prop_map(|opinion| Remind { opinion }),
        1 => opinion().prop_map(|opinion| Close { opinion }),
        4 => opinion().prop_map(|opinion| Publish { opinion }),
        2 => (opinion(), text()).prop_map(|(opinion, reason)| Cancel { opinion, reason }),
    ]
}

fn content() -> impl Strategy<Value = Content> {
    (text(), text(), vec(text(), 0..3), 0..7u8).prop_map(|(text, lead, with, due)| Content {
        text,
        lead,
        with,
        due: match due {
            0 => None,
            1 => Due::read("30/4/2024"),
            2 => Due::read("04/2024"),
            3 => Due::read("thứ sáu hàng tuần cho đến khi xong"),
            4 => Due::read("ngay sau khi có nghị quyết"),
            5 => Due::read("trước ngày 30/4/2024"),
            _ => Some(Due::Words("hàng tuần".to_owned())),
        },
    })
}

fn conclusions() -> impl Strategy<Value = conclusions::Command> {
    use conclusions::Command::{Adopt, Edit, Place, Remove, Write};
    let item = || (0..4u32).prop_map(ItemId);
    let conclusion = || (1..9u32).prop_map(ConclusionId);
    let after = || (0..9u32).prop_map(|id| id.checked_sub(1).map(ConclusionId));
    let level = || prop_oneof![8 => 1..4u8, 1 => 0..6u8];
    prop_oneof![
        4 => (item(), after(), level(), content()).prop_map(|(item, after, level, content)| {
            Write { item, after, level, content }
        }),
        2 => (conclusion(), 1..3u32, content()).prop_map(|(conclusion, version, content)| {
            Edit { conclusion, version, content }
        }),
        4 => (conclusion(), after(), level()).prop_map(|(conclusion, after, level)| {
            Place { conclusion, after, level }
        }),
        1 => (conclusion(), 1..3u32)
            .prop_map(|(conclusion, version)| Remove { conclusion, version }),
        2 => item().prop_map(|item| Adopt { item }),
    ]
}

impl Step {
    /// The same step, but in most cases at something that is there: a command at random numbers
    /// alone hardly ever meets what it needs.
    pub(crate) fn aimed(self, session: &Session) -> Self {
        let Self::Aimed(mut actor, mut command, at) = self else {
            return self;
        };
        match &mut command {
            Command::Floor(command) => aim_floor(command, session, at),
            Command::Poll(command) => {
                if let Some(last) = session.polls.iter().last() {
                    aim_poll(command, last.id);
                    // Most of it only the head table may do, and ties are rare.
                    let own = matches!(
                        command,
                        poll::Command::Cast { .. } | poll::Command::Ready { .. }
                    );
                    if !own && at.is_multiple_of(2) {
                        actor = Actor::of(Role::Chair);
                    }
                    if last.second_ballot().is_some() && at.is_multiple_of(3) {
                        let poll = last.id;
                        *command = match last.stage {
                            Stage::Published { .. } => poll::Command::Continue { poll },
                            _ => poll::Command::Publish { poll },
                        };
                        actor = Actor::of(Role::Chair);
                    }
                    if let poll::Command::CountHands { hands, .. } = command {
                        hands[1] = hands[0];
                    }
                    if last.is_tied() && at.is_multiple_of(2) {
                        let side = [Some(Side::Yes), Some(Side::No), None][at % 3];
                        let poll = last.id;
                        let elected = last
                            .tally()
                            .and_then(|t| t.polled.as_ref()?.elected.as_ref());
                        let open = elected.and_then(Elected::to_be_ordered);
                        let order = open.map_or_else(Vec::new, |(open, wanted)| {
                            let first = open.into_iter().take(wanted);
                            first.map(|one| ChoiceNo(one.0 as u8)).collect()
                        });
                        *command = poll::Command::BreakTie { poll, side, order };
                        actor = Actor::of(Role::Chair);
                    }
                }
            }
            Command::Assistance(command) => {
                aim_assistance(command, &mut actor, session, at);
            }
            Command::Conclusions(command) => aim_conclusions(command, session, at),
            Command::Voice(command) => aim_voice(command, session, at),
            Command::Consent(command) => aim_consent(command, session),
            Command::Opinion(command) => aim_opinion(command, session),
            Command::Undo(undo::Command::Step { step }) => {
                // Mostly the last, which nothing builds on yet.
                let mut steps = session.lately.steps().rev();
                *step = steps.nth(at / 4).map_or(*step, |step| step.seq);
            }
            Command::Life(_) | Command::Attendance(_) | Command::Quorum(_) | Command::Agenda(_) => {
            }
        }
        Self::Command(actor, command)
    }
}

fn aim_floor(command: &mut floor::Command, session: &Session, at: usize) {
    use floor::Command::{
        AddTime, Ask, Call, CloseList, Contribute, End, EndDebate, EndList, Explain, Extend, Give,
        Move, OpenList, Park, Pause, Recall, Remove, Resume, SetListEnd, SetPolicy, Withdraw,
    };
    let floor = &session.floor;
    let waiting = |n: usize| {
        let everybody: Vec<_> = floor.everybody().map(|r| r.id).collect();
        everybody.get(n % everybody.len().max(1)).copied()
    };
    let departed = |n: usize| {
        let departed: Vec<_> = floor.departures.keys().copied().collect();
        departed.get(n % departed.len().max(1)).copied()
    };
    let speaking = floor.current().map(|speech| speech.request.id);
    let (request, aim) = match command {
        Move { request, before } => {
            *before = before.and_then(|before| waiting(before.0 as usize));
            (request, waiting(at))
        }
        Give { request } | Withdraw { request } | Remove { request, .. } | Park { request } => {
            (request, waiting(at))
        }
        Pause { request } | Resume { request } | Extend { request, .. } | End { request } => {
            (request, speaking)
        }
        Recall { request } => (request, floor.parked.first().map(|parked| parked.id)),
        Contribute { request, .. } => (request, floor.unheard.first().map(|unheard| unheard.id)),
        Explain { request, .. } => (request, departed(at)),
        // Only a unit whose people have spoken can be over its time.
        AddTime { unit } => {
            let heard = floor.heard.iter();
            let heard = heard.filter_map(|heard| session.roster.get(heard.request.delegate));
            let heard: Vec<_> = heard.collect();
            if let Some(one) = heard.get(at % heard.len().max(1)) {
                unit.clone_from(&one.delegate.unit);
            }
            return;
        }
        Ask { .. }
        | Call { .. }
        | SetPolicy { .. }
        | OpenList
        | CloseList
        | SetListEnd { .. }
        | EndList
        | EndDebate => return,
    };
    *request = aim.unwrap_or(*request);
}

/// Only who is not here gives a proxy, and only what was recorded can be undone.
fn aim_voice(command: &mut voice::Command, session: &Session, at: usize) {
    use voice::Command::{EndProxy, GiveProxy, Recuse, Rejoin};
    match command {
        GiveProxy { delegate, .. } => {
            let away: Vec<_> = session.roster.members().collect();
            let away: Vec<_> = away.iter().filter(|a| !a.presence.is_present()).collect();
            if let Some(one) = away.get(at % away.len().max(1)) {
                *delegate = one.delegate.id;
            }
        }
        EndProxy { delegate } => {
            let grantors: Vec<_> = session.voices.proxies.keys().collect();
            if let Some(one) = grantors.get(at % grantors.len().max(1)) {
                *delegate = **one;
            }
        }
        Rejoin { delegate, on } => {
            let recusals = &session.voices.recusals;
            if let Some(one) = recusals.get(at % recusals.len().max(1)) {
                (*delegate, *on) = (one.delegate, one.on);
            }
        }
        Recuse { .. } => {}
    }
}

fn aim_poll(command: &mut poll::Command, last: PollId) {
    use poll::Command::{
        BreakTie, Cancel, Cast, Close, Continue, CountHands, CountPaper, Note, Open, Prepare,
        Publish, Put, Ready, Repeat,
    };
    match command {
        Prepare { .. } | Put { .. } => {}
        Ready { poll }
        | Open { poll }
        | Cast { poll, .. }
        | CountHands { poll, .. }
        | CountPaper { poll, .. }
        | BreakTie { poll, .. }
        | Continue { poll }
        | Note { poll, .. }
        | Close { poll }
        | Publish { poll }
        | Cancel { poll, .. }
        | Repeat { poll, .. } => *poll = last,
    }
}

/// The one item that has a motion, and the question at hand.
fn aim_consent(command: &mut consent::Command, session: &Session) {
    use consent::Command::{Ask, List, Object, TakeOut};
    let motion = ItemId(2);
    match command {
        Ask { .. } => {}
        List { items } => *items = vec![motion],
        TakeOut { item, .. } => *item = motion,
        Object { poll, .. } => {
            if let Some(last) = session.polls.iter().last() {
                *poll = last.id;
            }
        }
    }
}

fn aim_opinion(command: &mut opinion::Command, session: &Session) {
    use opinion::Command::{Answer, Cancel, Circulate, Close, Publish, Remind};
    let Some(last) = session.opinions.iter().last() else {
        return;
    };
    match command {
        Circulate { .. } => {}
        Answer { opinion, .. }
        | Remind { opinion }
        | Close { opinion }
        | Publish { opinion }
        | Cancel { opinion, .. } => *opinion = last.id,
    }
}

fn aim_assistance(
    command: &mut assistance::Command,
    actor: &mut Actor,
    session: &Session,
    at: usize,
) {
    use assistance::Command::{Answer, Ask, Withdraw};
    let open: Vec<_> = session.assistance.calls().collect();
    let one = open.get(at % open.len().max(1));
    match (command, one) {
        // Every other one by somebody who waits already.
        (Ask { .. }, Some(one)) if at.is_multiple_of(2) => *actor = Actor::delegate(one.delegate),
        (Withdraw { call }, Some(one)) => {
            *call = one.id;
            *actor = Actor::delegate(one.delegate);
        }
        (Answer { call }, Some(one)) => *call = one.id,
        _ => {}
    }
}

fn aim_conclusions(command: &mut conclusions::Command, session: &Session, at: usize) {
    use conclusions::Command::{Adopt, Edit, Place, Remove, Write};
    // One item gets most of the conclusions, so that they come to stand beneath each other.
    let item = ItemId(1);
    let outline = session.conclusions.of(item);
    let all: Vec<_> = outline.iter().flat_map(|outline| &outline.draft).collect();
    let one = |n: usize| all.get(n % all.len().max(1));
    match command {
        Adopt { item: of } => *of = item,
        Write {
            item: of, after, ..
        } => {
            *of = item;
            *after = one(at).map(|one| one.id);
        }
        Edit {
            conclusion,
            version,
            ..
        }
        | Remove {
            conclusion,
            version,
        } => {
            if let Some(one) = one(at) {
                (*conclusion, *version) = (one.id, one.version);
            }
        }
        Place {
            conclusion, after, ..
        } => {
            *conclusion = one(at).map_or(*conclusion, |one| one.id);
            *after = after.and_then(|after| one(after.0 as usize).map(|one| one.id));
        }
    }
}
