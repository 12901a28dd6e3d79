//! A small session, a journal that can fail, and a hub that serves them.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::client::Client;
use crate::hub::{House, Limits, ManualClock, SeededRandomness, serve};
use crate::journal::{Access, Journal, Store, memory::Memory};
use crate::session::plan::{
    Delegate, Document, FloorRules, Item, Limits as Speaking, Plan, Rules, Substitutes,
};
use crate::session::poll::{Choice, Manner, Matter, Question, Sense, Terms};
use crate::session::quorum::Quorum;
use crate::session::voice::Rights;
use crate::session::{
    DelegateId, DocumentId, Event, ItemId, Record, Role, Seconds, Seq, Time, Weight,
};

pub(crate) const NAME: &str = "giao-ban";
pub(crate) const START: Time = Time(1_700_000_000_000);
pub(crate) const CHAIR: &str = "0000000000000000000000CHA1";
pub(crate) const SECRETARY: &str = "00000000000000000000000SEC";
pub(crate) const TECHNICIAN: &str = "00000000000000000000000TEC";

/// Six delegates of one unit, two items, one document for all and one for the head table.
pub(crate) fn plan() -> Plan {
    let delegate = |id| Delegate {
        id: DelegateId(id),
        name: format!("Đại biểu {id}"),
        title: String::new(),
        unit: "Sở".to_owned(),
        group: None,
        site: None,
        seat: String::new(),
        vote: Some(Weight::ONE),
        proxy: None,
    };
    let item = |number: &str| Item {
        number: number.to_owned(),
        title: format!("Nội dung {number}"),
        presenter: None,
        allotted: Seconds(600),
        motion: None,
        consent: false,
    };
    let document = |id, file: &str, restricted| Document {
        id: DocumentId(id),
        item: ItemId(1),
        title: file.to_owned(),
        file: file.to_owned(),
        size: 0,
        hash: String::new(),
        restricted,
    };
    Plan {
        id: NAME.to_owned(),
        title: "Họp giao ban".to_owned(),
        kind: String::new(),
        starts: START,
        utc_offset: 420,
        place: String::new(),
        room: String::new(),
        superior: String::new(),
        agency: String::new(),
        help: String::new(),
        chair: DelegateId(1),
        deputies: vec![],
        secretary: DelegateId(2),
        rules: Rules {
            quorum: Quorum {
                condition: None,
                grace: Seconds(60),
                ..Quorum::default()
            },
            majority: "> 1/2 of cast".parse().unwrap(),
            manner: Manner::Named,
            choices: choices(),
            terms: Terms::default(),
            substitutes: Substitutes::None,
            rights: Rights::default(),
            wait: crate::session::consent::WAIT,
            limits: Speaking {
                speech: Seconds(300),
                reply: Seconds(120),
                point_of_order: Seconds(60),
                interposed: Seconds(60),
                ..Speaking::default()
            },
            floor: FloorRules::default(),
            accounts: None,
        },
        sites: vec![],
        agenda: vec![item("1"), item("2")],
        roster: (1..=6).map(delegate).collect(),
        opinions: vec![],
        documents: vec![
            document(1, "báo cáo.txt", false),
            document(2, "nội bộ.txt", true),
        ],
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
    ]
}

pub(crate) fn question(manner: Manner) -> Question {
    Question {
        matter: Matter::Motion,
        item: None,
        text: "Thông qua?".to_owned(),
        manner,
        rule: "> 1/2 of cast".parse().unwrap(),
        choices: choices(),
        terms: Terms::default(),
    }
}

pub(crate) fn documents() -> Vec<(DocumentId, Vec<u8>)> {
    vec![
        (DocumentId(1), "\u{feff}Số liệu tháng".as_bytes().to_vec()),
        (DocumentId(2), b"restricted words".to_vec()),
    ]
}

/// A journal in memory that holds the plan.
pub(crate) fn journal() -> Memory {
    let mut memory = Memory::new(Uuid::from_u128(7));
    let first = Record {
        seq: Seq(1),
        at: START,
        by: None,
        cause: None,
        event: Event::Prepared(Box::new(plan())),
    };
    memory.append(&[first], &[]).unwrap();
    memory
}

/// The token of a delegate.
pub(crate) fn token(delegate: u32) -> String {
    format!("DDDD-DDDD-000{delegate}")
}

pub(crate) fn access() -> Vec<Access> {
    let access = |role, delegate, token: &str| Access {
        role,
        delegate,
        token: token.to_owned(),
    };
    let mut all = vec![
        access(Role::Chair, None, CHAIR),
        access(Role::Secretary, None, SECRETARY),
        access(Role::Technician, None, TECHNICIAN),
    ];
    let delegates =
        (1..=6).map(|id| access(Role::Delegate, Some(DelegateId(id)), token(id).as_str()));
    all.extend(delegates);
    all
}

/// A hub that is running.
pub(crate) struct Hub {
    pub(crate) address: SocketAddr,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) house: Arc<House>,
    stop: CancellationToken,
    served: JoinHandle<std::io::Result<()>>,
    _dir: tempfile::TempDir,
}

impl Hub {
    /// A hub with the small session in this journal.
    pub(crate) async fn with(journal: impl Journal + 'static) -> Self {
        let hub = Self::empty(Limits::default(), "127.0.0.1:0").await;
        hub.seat(journal);
        hub
    }

    pub(crate) async fn new() -> Self {
        Self::with(journal()).await
    }

    /// A hub that serves nothing yet.
    pub(crate) async fn empty(limits: Limits, listen: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let randomness = Arc::new(SeededRandomness::new(1));
        let house = Arc::new(House::open(
            store,
            Arc::clone(&clock) as _,
            randomness,
            limits,
        ));
        let listener = TcpListener::bind(listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let served = tokio::spawn(serve(listener, Arc::clone(&house), stop.clone()));
        Self {
            address,
            clock,
            house,
            stop,
            served,
            _dir: dir,
        }
    }

    pub(crate) fn seat(&self, journal: impl Journal + 'static) {
        self.house.seat(NAME, Box::new(journal), access()).unwrap();
    }

    /// Stops and waits until all is at rest.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.served.await.unwrap().unwrap();
    }

    pub(crate) fn url(&self) -> String {
        format!("ws://{}/{NAME}/ws", self.address)
    }

    /// A client that has joined and seen everything.
    pub(crate) async fn join(&self, token: &str) -> Client {
        let mut client = Client::connect(&self.url()).await;
        client.hello(token).await;
        client.welcomed().await;
        client
    }
}
