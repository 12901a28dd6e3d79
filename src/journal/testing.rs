//! A short meeting in which something of everything happens, for the tests of this room.

use std::sync::LazyLock;

use super::chain::Hash;
use super::store::{Access, Store};
use super::{Journal, Kept};
use crate::session::attendance::{Mark, Newcomer, Place};
use crate::session::conclusions::Content;
use crate::session::floor::Kind;
use crate::session::plan::{
    Delegate, Document, FloorRules, Item, Limits, Motion, Plan, Rules, Site, SiteKind, Substitutes,
};
use crate::session::poll::{
    Choice, ChoiceNo, Manner, Matter, Question, SealedBallot, SealedBallots, Sense, Teller, Terms,
};
use crate::session::quorum::Quorum;
use crate::session::voice::Rights;
use crate::session::{
    Actor, Command, CommandId, ConclusionId, Context, DelegateId, DocumentId, Event, ItemId,
    Millis, PollId, Record, RequestId, Role, Seconds, Seq, Session, SiteId, Time, agenda,
    attendance, conclusions, decide, floor, life, poll,
};

/// The bytes of the one document.
pub const DOCUMENT: &[u8] = "Dự thảo báo cáo\n".as_bytes();

fn choices() -> Vec<Choice> {
    [
        ("Tán thành", Sense::Yes),
        ("Không tán thành", Sense::No),
        ("Không biểu quyết", Sense::Abstain),
    ]
    .map(|(label, sense)| Choice {
        label: label.into(),
        sense,
    })
    .into()
}

fn item(number: &str, title: &str, motion: Option<Motion>) -> Item {
    Item {
        number: number.into(),
        title: title.into(),
        presenter: Some(DelegateId(2)),
        allotted: Seconds::minutes(15),
        motion,
        consent: false,
    }
}

fn delegate(id: u32, name: &str, vote: Option<&str>) -> Delegate {
    Delegate {
        id: DelegateId(id),
        name: name.into(),
        title: String::new(),
        unit: format!("Phòng {}", 1 + id % 2),
        group: None,
        site: Some(SiteId(1)),
        seat: format!("A{id}"),
        vote: vote.map(|vote| vote.parse().unwrap()),
        proxy: None,
    }
}

fn plan() -> Plan {
    let rule = "> 1/2 of entitled".parse().unwrap();
    let motion = Motion {
        text: "Thông qua kế hoạch tháng 12".into(),
        manner: Manner::Named,
        rule,
        choices: choices(),
        terms: Terms::default(),
        matter: Matter::Motion,
    };
    Plan {
        id: "giao-ban".into(),
        title: "Họp giao ban tháng 11".into(),
        kind: "Giao ban tháng".into(),
        starts: Time(1_700_000_000_000),
        utc_offset: 420,
        place: String::new(),
        room: "Phòng họp A".into(),
        superior: String::new(),
        agency: "Sở Khoa học và Công nghệ".into(),
        help: String::new(),
        chair: DelegateId(1),
        deputies: vec![DelegateId(2)],
        secretary: DelegateId(3),
        rules: Rules {
            quorum: Quorum {
                condition: Quorum::read(">= 2/3 of members").unwrap(),
                grace: Quorum::GRACE,
                ..Quorum::default()
            },
            majority: motion.rule.clone(),
            manner: Manner::Named,
            choices: choices(),
            terms: Terms::default(),
            substitutes: Substitutes::None,
            rights: Rights::default(),
            wait: crate::session::consent::WAIT,
            limits: Limits {
                speech: Seconds::minutes(5),
                reply: Seconds::minutes(2),
                point_of_order: Seconds::minutes(1),
                interposed: Seconds::minutes(1),
                ..Limits::default()
            },
            floor: FloorRules::default(),
            accounts: None,
        },
        sites: vec![Site {
            name: "Hội trường".into(),
            kind: SiteKind::Hall,
            seats: 25,
        }],
        agenda: vec![
            item("1", "Kết quả tháng 11", None),
            item("2", "Kế hoạch tháng 12", Some(motion)),
        ],
        roster: vec![
            delegate(1, "Nguyễn Thị Ánh Tuyết", Some("1.5")),
            delegate(2, "Trần Văn Đức", Some("1.5")),
            delegate(3, "Lê Hoàng Yến", Some("1.5")),
            delegate(4, "Phạm Minh Quân", Some("1.5")),
            delegate(5, "Khách mời", None),
        ],
        opinions: vec![],
        documents: vec![Document {
            id: DocumentId(1),
            item: ItemId(1),
            title: "Dự thảo báo cáo".into(),
            file: "documents/bao-cao.txt".into(),
            size: DOCUMENT.len() as u64,
            hash: Hash::of(DOCUMENT).to_string(),
            restricted: false,
        }],
    }
}

/// A session being run as a hub would run it.
struct Meeting {
    session: Session,
    now: Time,
    records: Vec<Record>,
    sealed: Vec<SealedBallot>,
    sums: SealedBallots,
}

impl Meeting {
    fn new() -> Self {
        let plan = plan();
        let now = Time(1_700_000_000_000);
        let first = Record {
            seq: Seq(1),
            at: now,
            by: None,
            cause: None,
            event: Event::Prepared(Box::new(plan.clone())),
        };
        Self {
            session: Session::prepared(plan),
            now,
            records: vec![first],
            sealed: vec![],
            sums: SealedBallots::default(),
        }
    }

    fn asks(&mut self, by: &Actor, command: Command) {
        self.now = self.now + Millis(1_234);
        let context = Context {
            now: self.now,
            sealed: &self.sums,
        };
        let decision = decide(&self.session, by, command, &context).unwrap();
        let cause = CommandId(uuid::Uuid::from_u128(self.records.len() as u128));
        for event in decision.events {
            let record = Record {
                seq: self.records.last().unwrap().seq.next(),
                at: self.now,
                by: Some(by.clone()),
                cause: Some(cause),
                event,
            };
            self.session.apply(&record);
            self.records.push(record);
        }
        if let Some(ballot) = decision.sealed {
            self.sums.add(ballot.clone());
            self.sealed.push(ballot);
        }
    }

    fn chair(&mut self, command: Command) {
        self.asks(&Actor::of(Role::Chair), command);
    }

    fn delegate(&mut self, id: u32, command: Command) {
        self.asks(&Actor::delegate(DelegateId(id)), command);
    }

    fn vote(&mut self, poll: PollId, id: u32, choice: u8) {
        let command = poll::Command::Cast {
            poll,
            choice: ChoiceNo(choice).into(),
            delegate: None,
        };
        self.delegate(id, Command::Poll(command));
    }

    fn ask_for_floor(&mut self, id: u32, kind: Kind) {
        let delegate = DelegateId(id);
        self.delegate(id, Command::Floor(floor::Command::ask(delegate, kind)));
    }
}

fn hold() -> Meeting {
    let mut meeting = Meeting::new();
    let secretary = Actor {
        name: "máy thư ký".into(),
        ..Actor::of(Role::Secretary)
    };
    for id in 1..=4 {
        let place = Place::Hall;
        let here = attendance::Command::CheckIn { place };
        meeting.delegate(id, Command::Attendance(here));
    }
    let excused = attendance::Command::Mark {
        delegate: DelegateId(5),
        mark: Mark::Excused {
            reason: "ốm \"nặng\" \\ xin vắng".into(),
        },
    };
    meeting.asks(&secretary, Command::Attendance(excused));
    meeting.chair(Command::Life(life::Command::Open));
    let newcomer: Newcomer = serde_json::from_value(serde_json::json!({
        "name": "Vũ Thu Hà", "unit": "Phòng 2", "site": 1, "vote": "1.5"
    }))
    .unwrap();
    let add = attendance::Command::Add { newcomer };
    meeting.asks(&secretary, Command::Attendance(add));
    meeting.chair(Command::Agenda(agenda::Command::Start { item: ItemId(1) }));

    meeting.ask_for_floor(2, Kind::Speech);
    meeting.ask_for_floor(3, Kind::Speech);
    meeting.ask_for_floor(4, Kind::Reply);
    let (first, second, third) = (RequestId(1), RequestId(2), RequestId(3));
    for command in [
        floor::Command::Give { request: first },
        floor::Command::Extend {
            request: first,
            seconds: Seconds(60),
        },
        floor::Command::Pause { request: first },
        floor::Command::Resume { request: first },
        floor::Command::Move {
            request: third,
            before: Some(second),
        },
        floor::Command::Give { request: second },
    ] {
        meeting.chair(Command::Floor(command));
    }
    meeting.ask_for_floor(2, Kind::Interposed);
    let (interposed, close) = (RequestId(4), floor::Command::CloseList);
    meeting.chair(Command::Floor(floor::Command::Give {
        request: interposed,
    }));
    meeting.chair(Command::Floor(close));
    meeting.chair(Command::Life(life::Command::Suspend));
    meeting.chair(Command::Life(life::Command::Resume));
    let write = conclusions::Command::Write {
        item: ItemId(1),
        after: None,
        level: 1,
        content: Content {
            text: "Giao Phòng 1 chủ trì.\nBáo cáo trước ngày 15.".into(),
            ..Content::default()
        },
    };
    meeting.asks(&secretary, Command::Conclusions(write));
    let edit = conclusions::Command::Edit {
        conclusion: ConclusionId(1),
        version: 1,
        content: Content {
            text: "Giao Phòng 1 chủ trì, Phòng 2 phối hợp.".into(),
            ..Content::default()
        },
    };
    meeting.asks(&secretary, Command::Conclusions(edit));
    let adopt = conclusions::Command::Adopt { item: ItemId(1) };
    meeting.asks(&secretary, Command::Conclusions(adopt));
    meeting.chair(Command::Agenda(agenda::Command::Start { item: ItemId(2) }));

    for (number, manner) in [Manner::Named, Manner::Secret, Manner::Hands]
        .into_iter()
        .enumerate()
    {
        let poll = PollId(number as u32 + 1);
        let question = Question {
            matter: Matter::Motion,
            item: Some(ItemId(2)),
            text: "Thông qua kế hoạch tháng 12".into(),
            manner,
            rule: "> 1/2 of entitled".parse().unwrap(),
            choices: choices(),
            terms: Terms::default(),
        };
        let prepare = poll::Command::Prepare { question };
        meeting.asks(&secretary, Command::Poll(prepare));
        meeting.delegate(2, Command::Poll(poll::Command::Ready { poll }));
        meeting.chair(Command::Poll(poll::Command::Open { poll }));
        if manner == Manner::Hands {
            let hands = vec![3, 1, 0];
            let count = poll::Command::CountHands {
                poll,
                hands,
                teller: Teller::First,
            };
            meeting.asks(&secretary, Command::Poll(count));
        } else {
            for (id, choice) in [(1, 0), (2, 0), (4, 1)] {
                meeting.vote(poll, id, choice);
            }
        }
        meeting.chair(Command::Poll(poll::Command::Close { poll }));
        meeting.chair(Command::Poll(poll::Command::Publish { poll }));
    }
    let text = "Nghỉ giải lao 10 phút".into();
    meeting.chair(Command::Life(life::Command::Announce { text }));
    meeting.chair(Command::Life(life::Command::HandChair {
        to: DelegateId(2),
    }));
    meeting.chair(Command::Life(life::Command::Close));
    meeting
}

static MEETING: LazyLock<Meeting> = LazyLock::new(hold);

/// The records of the meeting.
pub fn records() -> Vec<Record> {
    MEETING.records.clone()
}

/// The records of the meeting, and the ballots that were sealed.
pub fn meeting() -> (Vec<Record>, Vec<SealedBallot>) {
    (MEETING.records.clone(), MEETING.sealed.clone())
}

/// The meeting as a journal of this number has kept it.
pub fn kept(id: u128) -> Kept {
    Kept {
        id: uuid::Uuid::from_u128(id),
        records: MEETING.records.clone(),
        sealed: MEETING.sums.clone(),
    }
}

/// Makes a session of this name of which only the plan is known yet.
pub fn create(store: &Store, name: &str) {
    let documents = [(DocumentId(1), DOCUMENT.to_vec())];
    let access = [Access {
        role: Role::Chair,
        delegate: None,
        token: format!("token-of-{name}"),
    }];
    let first = &MEETING.records[0];
    store
        .create(name, number(name), first, &documents, &access)
        .unwrap();
}

/// The number of the journal of the session of this name.
pub fn number(name: &str) -> uuid::Uuid {
    let bytes = Hash::of(name.as_bytes()).0;
    uuid::Uuid::from_slice(&bytes[..16]).unwrap()
}

/// Keeps the whole meeting under this name.
pub fn keep(store: &Store, name: &str) {
    create(store, name);
    let (records, sealed) = meeting();
    let mut journal = store.journal(name).unwrap();
    journal.append(&records[1..], &sealed).unwrap();
}
