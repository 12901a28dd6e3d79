//! A small meeting for tests: ten people, three items, a clock that a test sets forward.
//!
//! | | | |
//! |---|---|---|
//! | 1 the chair, 2 the secretary | Văn phòng | hall |
//! | 3 the deputy, 4 | Phòng Kế hoạch | hall |
//! | 5, 6 | Phòng Tài chính | hall |
//! | 7, 8 | Trung tâm | hall |
//! | 9, a guest | Báo chí | hall |
//! | 10 | Huyện | remote |
//!
//! Nine have a vote of weight 1. The quorum is two thirds, six; a motion needs more than half of the
//! members, five.

pub(crate) mod any;
pub(crate) mod events;

use super::election::Method;
use super::floor::Kind;
use super::plan::{Delegate, FloorRules, Item, Limits, Motion, Rules, Site, SiteKind, Substitutes};
use super::poll::{
    Choice, ChoiceNo, Contest, Level, Manner, Matter, Question, SealedBallots, Sense, Terms, Vote,
};
use super::quorum::Quorum;
use super::voice::Rights;
use super::{
    Actor, Command, CommandId, Context, DelegateId, Event, ItemId, Plan, PollId, Record, Refusal,
    RequestId, Role, Seconds, Seq, Session, SiteId, Time, Weight, agenda, assistance, attendance,
    conclusions, consent, decide, due, floor, life, opinion, poll, quorum, undo, voice,
};

/// In favour, among the choices of [`question`].
pub(crate) const YES: ChoiceNo = ChoiceNo(0);
/// Against.
pub(crate) const NO: ChoiceNo = ChoiceNo(1);
/// Abstaining.
pub(crate) const ABSTAIN: ChoiceNo = ChoiceNo(2);

/// A session together with everything a hub keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    pub(crate) session: Session,
    pub(crate) records: Vec<Record>,
    pub(crate) sealed: SealedBallots,
    pub(crate) now: Time,
}

pub(crate) fn plan() -> Plan {
    let units = [
        "Văn phòng",
        "Phòng Kế hoạch",
        "Phòng Tài chính",
        "Trung tâm",
        "Báo chí",
    ];
    let roster = (1..=10).map(|id| Delegate {
        id: DelegateId(id),
        name: format!("Nguyễn Văn {id}"),
        title: String::new(),
        unit: match id {
            10 => "Huyện",
            id => units[(id as usize - 1) / 2],
        }
        .to_owned(),
        group: None,
        site: Some(SiteId(if id == 10 { 2 } else { 1 })),
        seat: format!("A{id}"),
        vote: (id != 9).then_some(Weight::ONE),
        proxy: None,
    });
    let site = |name: &str, kind| Site {
        name: name.to_owned(),
        kind,
        seats: 0,
    };
    let item = |number: &str, minutes, motion| Item {
        number: number.to_owned(),
        title: format!("Nội dung {number}"),
        presenter: Some(DelegateId(3)),
        allotted: Seconds::minutes(minutes),
        motion,
        consent: false,
    };
    let motion = Motion {
        text: "Thông qua kế hoạch".to_owned(),
        manner: Manner::Named,
        rule: "majority of members".parse().unwrap(),
        choices: choices(),
        terms: Terms::default(),
        matter: Matter::Motion,
    };
    Plan {
        id: "giao-ban".to_owned(),
        title: "Họp giao ban".to_owned(),
        kind: "giao ban".to_owned(),
        starts: Time(3_600_000),
        utc_offset: 420,
        place: String::new(),
        room: String::new(),
        superior: String::new(),
        agency: "Sở Khoa học và Công nghệ".to_owned(),
        help: String::new(),
        chair: DelegateId(1),
        deputies: vec![DelegateId(3)],
        secretary: DelegateId(2),
        rules: Rules {
            quorum: Quorum {
                condition: Quorum::read("two thirds").unwrap(),
                grace: Quorum::GRACE,
                ..Quorum::default()
            },
            majority: "majority of members".parse().unwrap(),
            manner: Manner::Named,
            choices: choices(),
            terms: Terms::default(),
            substitutes: Substitutes::None,
            rights: Rights::default(),
            wait: consent::WAIT,
            limits: Limits {
                speech: Seconds(300),
                reply: Seconds(120),
                point_of_order: Seconds(60),
                interposed: Seconds(60),
                ..Limits::default()
            },
            floor: FloorRules::default(),
            accounts: None,
        },
        sites: vec![
            site("Hội trường", SiteKind::Hall),
            site("Huyện", SiteKind::Remote),
        ],
        agenda: vec![
            item("1", 10, None),
            item("2", 20, Some(motion)),
            item("3", 0, None),
        ],
        roster: roster.collect(),
        opinions: vec![],
        documents: vec![],
    }
}

pub(crate) fn choices() -> Vec<Choice> {
    let choice = |label: &str, sense| Choice {
        label: label.to_owned(),
        sense,
    };
    vec![
        choice("Tán thành", Sense::Yes),
        choice("Không tán thành", Sense::No),
        choice("Không biểu quyết", Sense::Abstain),
    ]
}

pub(crate) fn question(manner: Manner, rule: &str) -> Question {
    Question {
        item: Some(ItemId(2)),
        text: "Thông qua kế hoạch".to_owned(),
        manner,
        rule: rule.parse().unwrap(),
        choices: choices(),
        terms: Terms::default(),
        matter: Matter::Motion,
    }
}

/// A question about these people, answered in this manner.
pub(crate) fn about(matter: Matter, manner: Manner, rule: &str, people: &[&str]) -> Question {
    let choice = |label: &&str| Choice {
        label: (*label).to_owned(),
        sense: Sense::Yes,
    };
    Question {
        text: "Bầu Ban Kiểm tra".to_owned(),
        choices: people.iter().map(choice).collect(),
        matter,
        ..question(manner, rule)
    }
}

/// An election by this method.
pub(crate) fn contest(method: Method, seats: u16) -> Matter {
    Matter::Election(Contest {
        method,
        seats,
        level: Level::Lot,
        second: false,
    })
}

/// A question to be answered in writing within a day, with a reminder an hour before the end.
pub(crate) fn circular(rule: &str) -> opinion::Circular {
    opinion::Circular {
        question: Question {
            item: None,
            ..question(Manner::Named, rule)
        },
        deadline: Time(plan().starts.0 + 86_400_000),
        remind_s: Seconds(3_600),
        silence: opinion::Silence::NotVoting,
    }
}

/// The meeting's answer to a command.
pub(crate) type Answer = Result<Vec<Event>, Refusal>;

impl Meeting {
    /// Not yet opened, nobody here.
    pub(crate) fn planned() -> Self {
        Self::of(plan())
    }

    /// Open, with everybody here, at the time it was to begin.
    pub(crate) fn open() -> Self {
        Self::opened(plan())
    }

    pub(crate) fn of(plan: Plan) -> Self {
        let now = plan.starts;
        let prepared = Event::Prepared(Box::new(plan.clone()));
        let mut meeting = Self {
            session: Session::prepared(plan),
            records: vec![],
            sealed: SealedBallots::default(),
            now,
        };
        meeting.record(prepared, None, None, now);
        meeting
    }

    pub(crate) fn opened(plan: Plan) -> Self {
        let delegates = plan.roster.iter().map(|d| d.id).collect();
        let mut meeting = Self::of(plan);
        meeting
            .secretary(attendance::Command::MarkPresent { delegates })
            .unwrap();
        meeting.chair(life::Command::Open).unwrap();
        meeting
    }

    pub(crate) fn chair(&mut self, command: impl Into<Command>) -> Answer {
        self.by(&Actor::of(Role::Chair), command)
    }

    pub(crate) fn secretary(&mut self, command: impl Into<Command>) -> Answer {
        self.by(&Actor::of(Role::Secretary), command)
    }

    pub(crate) fn delegate(&mut self, id: u32, command: impl Into<Command>) -> Answer {
        self.by(&Actor::delegate(DelegateId(id)), command)
    }

    pub(crate) fn by(&mut self, actor: &Actor, command: impl Into<Command>) -> Answer {
        let context = Context {
            now: self.now,
            sealed: &self.sealed,
        };
        let decision = decide(&self.session, actor, command.into(), &context)?;
        let cause = Some(CommandId(uuid::Uuid::from_u128(self.records.len() as u128)));
        for event in &decision.events {
            self.record(event.clone(), Some(actor.clone()), cause, self.now);
        }
        if let Some(ballot) = decision.sealed {
            self.sealed.add(ballot);
        }
        self.settle();
        Ok(decision.events)
    }

    /// Writes down what has come due, as the hub does.
    fn settle(&mut self) {
        loop {
            let context = Context {
                now: self.now,
                sealed: &self.sealed,
            };
            let Some(come) = due(&self.session, &context) else {
                return;
            };
            let last = self.records.last().map_or(come.at, |record| record.at);
            for event in come.events {
                self.record(event, None, None, come.at.max(last));
            }
        }
    }

    /// Writes down what happened.
    pub(crate) fn record(
        &mut self,
        event: Event,
        by: Option<Actor>,
        cause: Option<CommandId>,
        at: Time,
    ) {
        let record = Record {
            seq: Seq(u32::try_from(self.records.len()).unwrap() + 1),
            at,
            by,
            cause,
            event,
        };
        self.session.apply(&record);
        self.records.push(record);
    }

    /// The hub sees a delegate's device join or go.
    pub(crate) fn link(&mut self, delegate: u32, up: bool) {
        for event in self
            .session
            .link_changed(DelegateId(delegate), up, self.now)
        {
            self.record(event, None, None, self.now);
        }
        self.settle();
    }

    /// The hub was away and comes back.
    pub(crate) fn comes_back(&mut self) {
        if let Some(event) = self.session.wait_again() {
            self.record(event, None, None, self.now);
        }
        self.settle();
    }

    pub(crate) fn later(&mut self, seconds: i64) {
        self.now.0 += seconds * 1000;
        self.settle();
    }

    /// Asks for the floor; answers with the request.
    pub(crate) fn asks(&mut self, id: u32, kind: Kind) -> RequestId {
        let delegate = DelegateId(id);
        let events = self.delegate(id, floor::Command::ask(delegate, kind));
        match &events.unwrap()[..] {
            // The order of those who wait may follow.
            [Event::Floor(floor::Event::Asked { request, .. }), ..] => request.id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn give(&mut self, request: RequestId) -> Answer {
        self.chair(floor::Command::Give { request })
    }

    /// The people in the queue.
    pub(crate) fn queue(&self) -> Vec<u32> {
        let queue = self.session.floor.queue.iter();
        queue.map(|request| request.delegate.0).collect()
    }

    /// Puts a question and opens it.
    pub(crate) fn vote_on(&mut self, question: Question) -> PollId {
        self.secretary(poll::Command::Prepare { question }).unwrap();
        let poll = self.session.polls.latest().unwrap().id;
        self.chair(poll::Command::Open { poll }).unwrap();
        poll
    }

    /// A delegate votes for themselves.
    pub(crate) fn votes(&mut self, id: u32, poll: PollId, choice: ChoiceNo) -> Answer {
        let delegate = None;
        let cast = poll::Command::Cast {
            poll,
            choice: choice.into(),
            delegate,
        };
        self.delegate(id, cast)
    }

    /// A delegate casts this ballot: ranks of choices, the first first.
    pub(crate) fn casts(&mut self, id: u32, poll: PollId, ranks: &[&[u8]]) -> Answer {
        let rank = |rank: &&[u8]| rank.iter().map(|no| ChoiceNo(*no)).collect();
        let cast = poll::Command::Cast {
            poll,
            choice: Vote::new(ranks.iter().map(rank)),
            delegate: None,
        };
        self.delegate(id, cast)
    }

    pub(crate) fn close(&mut self, poll: PollId) -> poll::Tally {
        self.chair(poll::Command::Close { poll }).unwrap();
        self.poll(poll).tally().unwrap().clone()
    }

    pub(crate) fn poll(&self, poll: PollId) -> &poll::Poll {
        self.session.polls.get(poll).unwrap()
    }
}

macro_rules! subject {
    ($($subject:ident $name:ident)*) => {$(
        impl From<$subject::Command> for Command {
            fn from(command: $subject::Command) -> Self {
                Self::$name(command)
            }
        }
    )*};
}

subject! {
    life Life
    attendance Attendance
    quorum Quorum
    voice Voice
    agenda Agenda
    floor Floor
    assistance Assistance
    poll Poll
    consent Consent
    opinion Opinion
    conclusions Conclusions
    undo Undo
}
