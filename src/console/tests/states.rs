//! The states a meeting comes to, each with a console before it.

use super::typing::composing;
use crate::console::Message;
use crate::console::testing::{Console, Hub, briefing, opened};
use crate::link::{News, Playback, replay};
use crate::session::attendance::{self, Mark, Place};
use crate::session::floor::{self, Kind};
use crate::session::poll::{self, ChoiceNo, Manner, Terms};
use crate::session::{Actor, DelegateId, ItemId, PollId, RequestId, Role, Seq, agenda, life};

/// A state's name and what brings a meeting there.
pub(crate) type State = (&'static str, fn() -> Console);

/// The main screen in all its states.
pub(crate) const MAIN: &[State] = &[
    ("joining", joining),
    ("planned", planned),
    ("calm", calm),
    ("speaking", speaking),
    ("last_minute", || later(speaking(), 140)),
    ("over", || later(speaking(), 200)),
    ("paused", paused),
    ("interposed", interposed),
    ("long_queue", long_queue),
    ("prepared", || voting(Manner::Named, 0)),
    ("vote", || voting(Manner::Named, 1)),
    ("vote_complete", || voting(Manner::Named, 2)),
    ("carried", || closed(0)),
    ("not_carried", || closed(1)),
    ("published", published),
    ("no_quorum", no_quorum),
    ("hands", || voting(Manner::Hands, 1)),
    ("hands_counted", hands_counted),
    ("quorum_lost", quorum_lost),
    ("suspended", suspended),
    ("over_for_good", over_for_good),
    ("lost", lost),
    ("recording", recording),
    ("deputy", deputy),
];

pub(crate) fn joining() -> Console {
    Console::starting(&briefing(), Actor::of(Role::Chair))
}

pub(crate) fn planned() -> Console {
    let hub = briefing();
    let present = |ids: std::ops::Range<u32>| attendance::Command::MarkPresent {
        delegates: ids.map(DelegateId).collect(),
    };
    hub.borrow_mut().secretary(present(1..24)).unwrap();
    Console::chair(&hub)
}

/// Open, the first item under way, nobody speaks.
pub(crate) fn calm() -> Console {
    let hub = opened();
    mark(&hub, 9, Mark::Absent);
    let reason = "đi công tác".to_owned();
    mark(&hub, 16, Mark::Excused { reason });
    mark(&hub, 8, Mark::Late { place: Place::Hall });
    let name = "Hoàng Văn Bền".to_owned();
    let place = Place::Hall;
    mark(&hub, 28, Mark::Substitute { place, name });
    start(&hub, 1);
    hub.borrow_mut().link(30, true);
    later(Console::chair(&hub), 130)
}

fn mark(hub: &Hub, delegate: u32, mark: Mark) {
    let delegate = DelegateId(delegate);
    let command = attendance::Command::Mark { delegate, mark };
    hub.borrow_mut().secretary(command).unwrap();
}

pub(crate) fn start(hub: &Hub, item: u32) {
    let item = ItemId(item);
    hub.borrow_mut()
        .chair(agenda::Command::Start { item })
        .unwrap();
}

pub(crate) fn later(mut console: Console, seconds: i64) -> Console {
    console.later(seconds);
    console
}

pub(crate) fn asks(console: &mut Console, delegate: u32, kind: Kind) -> RequestId {
    let request = console.hub.borrow_mut().asks(delegate, kind);
    console.catch_up();
    request
}

/// Somebody speaks, four wait.
pub(crate) fn speaking() -> Console {
    let mut console = calm();
    for id in [17, 29, 11, 31] {
        asks(&mut console, id, Kind::Speech);
    }
    console.keys("n");
    asks(&mut console, 24, Kind::Reply);
    asks(&mut console, 38, Kind::Speech);
    later(console, 25)
}

pub(crate) fn paused() -> Console {
    let mut console = speaking();
    console.keys("p");
    later(console, 20)
}

pub(crate) fn interposed() -> Console {
    let mut console = speaking();
    asks(&mut console, 5, Kind::PointOfOrder);
    asks(&mut console, 29, Kind::Interposed);
    console.keys("n");
    later(console, 12)
}

pub(crate) fn long_queue() -> Console {
    let mut console = speaking();
    for id in [2, 3, 5, 6, 7, 10, 12, 13, 14, 15, 18, 19, 20, 21, 40, 35] {
        asks(&mut console, id, Kind::Speech);
    }
    console.hub.borrow_mut().link(30, false);
    console.keys("l <down><down><down><down><down><down><down><down><down>");
    console
}

/// Much that matters at once: a vote is open, who speaks is over time, others wait.
pub(crate) fn busy() -> Console {
    let mut console = voting(Manner::Named, 0);
    for (id, kind) in [
        (17, Kind::Speech),
        (29, Kind::Speech),
        (24, Kind::PointOfOrder),
    ] {
        asks(&mut console, id, kind);
    }
    console.keys("n");
    asks(&mut console, 11, Kind::Speech);
    let mut console = later(console, 190);
    console.keys("o<enter>");
    for id in 1..28 {
        let choice = ChoiceNo(if id % 5 == 0 {
            1
        } else {
            u8::from(id % 9 == 0) * 2
        });
        let cast = console.hub.borrow_mut().votes(id, PollId(1), choice);
        cast.unwrap();
    }
    later(console, 6)
}

/// A vote that is prepared, open, or complete.
pub(crate) fn voting(manner: Manner, stage: u8) -> Console {
    voting_on(manner, stage, Terms::default())
}

/// The same, on these terms.
pub(crate) fn voting_on(manner: Manner, stage: u8, terms: Terms) -> Console {
    let hub = opened();
    start(&hub, 3);
    let mut console = later(Console::chair(&hub), 400);
    let mut question = {
        let hub = hub.borrow();
        let motion = hub.session.plan.motion(ItemId(3)).unwrap();
        poll::Question::of(ItemId(3), motion)
    };
    question.manner = manner;
    question.terms = terms;
    hub.borrow_mut()
        .secretary(poll::Command::Prepare { question })
        .unwrap();
    console.catch_up();
    let poll = PollId(1);
    for id in [1, 3, 4, 7, 8, 12, 20, 31] {
        hub.borrow_mut()
            .delegate(id, poll::Command::Ready { poll })
            .unwrap();
    }
    console.catch_up();
    if stage > 0 {
        console.keys("o<enter>");
    }
    if stage > 0 && !manner.is_counted() {
        let last = if stage > 1 { 35 } else { 28 };
        for id in 1..last {
            let no = id % 7 == 0;
            let choice = ChoiceNo(if no { 1 } else { 0 });
            hub.borrow_mut().votes(id, poll, choice).unwrap();
        }
    }
    later(console, 4)
}

pub(crate) fn closed(outcome: u8) -> Console {
    let mut console = voting(Manner::Named, 1);
    if outcome == 1 {
        console = voting(Manner::Secret, 0);
        console.keys("o<enter>");
        for id in 1..34 {
            let choice = ChoiceNo(u8::from(id > 17) + u8::from(id > 30));
            console
                .hub
                .borrow_mut()
                .votes(id, PollId(1), choice)
                .unwrap();
        }
    }
    console.catch_up();
    console.keys("c<enter>");
    console
}

pub(crate) fn published() -> Console {
    let mut console = closed(0);
    console.keys("u<enter>");
    console
}

/// So many leave during the vote that it decides nothing.
fn no_quorum() -> Console {
    let mut console = voting(Manner::Named, 1);
    for id in 1..20 {
        mark(&console.hub, id, Mark::Left);
    }
    console.catch_up();
    console.keys("c<enter>");
    console
}

fn hands_counted() -> Console {
    let mut console = voting(Manner::Hands, 1);
    console.keys("#");
    console.types("20 9 3");
    console.keys("<enter>");
    console
}

fn quorum_lost() -> Console {
    let mut console = speaking();
    for id in 18..34 {
        mark(&console.hub, id, Mark::Left);
    }
    console.catch_up();
    console
}

pub(crate) fn suspended() -> Console {
    let mut console = speaking();
    console.keys("S");
    later(console, 90)
}

pub(crate) fn over_for_good() -> Console {
    let mut console = published();
    console.keys("Q<enter>");
    console
}

pub(crate) fn lost() -> Console {
    let mut console = speaking();
    console.lose();
    later(console, 3)
}

pub(crate) fn recording() -> Console {
    replayed(&speaking().hub)
}

/// A console that watches what happened at this hub, as a replay tells it.
pub(crate) fn replayed(hub: &Hub) -> Console {
    let mut console = Console::starting(hub, Actor::of(Role::Technician));
    console.tell(Message::News(replay::joined()));
    let (now, records) = (hub.borrow().now, hub.borrow().records.clone());
    let upto = Seq(u32::try_from(records.len()).unwrap());
    console.tell(Message::News(News::Records { upto, records }));
    console.tell(Message::News(News::Playback(Playback {
        paused: false,
        speed: 8,
        at: upto,
        end: Seq(412),
        now,
    })));
    console
}

fn deputy() -> Console {
    let console = speaking();
    let to = DelegateId(2);
    console
        .hub
        .borrow_mut()
        .chair(life::Command::HandChair { to })
        .unwrap();
    let text = "Giải lao 10 phút sau nội dung này".to_owned();
    console
        .hub
        .borrow_mut()
        .secretary(life::Command::Announce { text })
        .unwrap();
    console
        .hub
        .borrow_mut()
        .secretary(floor::Command::CloseList)
        .unwrap();
    later(console, 1)
}

/// Every pane with something in it, and everything that can lie over one.
pub(crate) const PANES: &[State] = &[
    ("attendance", || pressed(calm(), "2<down><down>")),
    ("attendance_found", || pressed(calm(), "2/lam<enter>")),
    ("floor", || pressed(spoken(), "3<down><down>")),
    ("floor_empty", || pressed(calm(), "3")),
    ("vote_prepared", || {
        pressed(voting(Manner::Named, 0), "4<down>")
    }),
    ("vote_open", || pressed(voting(Manner::Named, 1), "4<down>")),
    ("vote_result", || pressed(closed(0), "4")),
    ("vote_none", || pressed(calm(), "4")),
    ("agenda", || pressed(calm(), "5<down><down><down>")),
    ("conclusions", || pressed(concluded(), "6<down>")),
    ("conclusions_none", || pressed(calm(), "6")),
    ("log", || pressed(spoken(), "7")),
    ("log_back", || pressed(spoken(), "7<up><up><up>")),
    ("monitor", || pressed(monitored(), "8")),
    ("help", || pressed(calm(), "?")),
    ("palette", || pressed(speaking(), ":")),
    ("palette_found", || pressed(speaking(), ":bieu")),
    ("confirm", || pressed(voting(Manner::Named, 0), "o")),
    ("confirm_close", || pressed(calm(), "Q")),
    ("field", || pressed(calm(), "A")),
    ("pick", || pressed(calm(), "a")),
    ("pick_homonyms", || pressed(calm(), "a lam")),
    ("pick_nobody", || pressed(calm(), "a zzz")),
    ("choose", || {
        pressed(voting(Manner::Named, 1), "4<down><enter>")
    }),
    ("choose_rule", || {
        let mut console = pressed(calm(), "V");
        console.types("Tạm dừng nội dung này đến phiên sau?");
        pressed(console, "<enter>3")
    }),
    ("reader", reader),
    ("editor_telex", telex),
    ("editor_slips", slips),
    ("editor_modules", || pressed(calm(), "w<ctrl-g>")),
    ("editor_blank", blank),
    ("editor_date", || dated("thứ sáu tuần sau")),
    ("editor_no_such_day", || dated("31/2/2027")),
    ("editor", || editing(calm())),
    ("editor_conflict", conflict),
    ("editor_offline", offline),
    ("quit", || pressed(calm(), "q")),
    ("small", || speaking().size(79, 24)),
    ("tiny", || speaking().size(30, 6)),
];

pub(crate) fn pressed(mut console: Console, keys: &str) -> Console {
    console.keys(keys);
    console
}

/// Three have spoken.
pub(crate) fn spoken() -> Console {
    let mut console = speaking();
    for seconds in [100, 70, 50] {
        console.later(seconds);
        console.keys("n");
    }
    later(console, 10)
}

/// Types a conclusion, without sending it.
/// A conclusion typed on plain keys, in the middle of a word.
fn telex() -> Console {
    let mut console = composing();
    console.keys("w");
    console.types("Giao Vawn phongf Sowr trieenr khai Windows Serv");
    console
}

/// A text module with its first blank filled and the second being completed.
fn blank() -> Console {
    let mut console = pressed(calm(), "w<ctrl-g><enter>");
    console.types("van phong so");
    console.keys("<enter><tab>");
    console.types("thanh tra");
    console
}

fn slips() -> Console {
    let mut console = pressed(calm(), "w");
    console.types("Quán quán triệt Nghị quyết số 57-NQ/TW đến toàn thể cán bộ, công chức, viên chức và và người lao động");
    console
}

/// A conclusion whose term is being typed.
pub(crate) fn dated(term: &str) -> Console {
    let mut console = pressed(calm(), "w");
    console.types("Hoàn thành báo cáo");
    console.keys("<tab><tab><tab>");
    console.types(term);
    console
}

pub(crate) fn editing(mut console: Console) -> Console {
    console.keys("w");
    console.types("Giao Văn phòng Sở tham mưu, trình Giám đốc Sở ban hành kế hoạch");
    console.keys("<tab>");
    console.types("Văn phòng Sở");
    console.keys("<tab><tab>");
    console.types("15/12/2026");
    console
}

pub(crate) fn concluded() -> Console {
    let mut console = editing(calm());
    console.keys("<ctrl-s><down><end>b");
    console.types("Gửi dự thảo đến các phòng, đơn vị trước ngày 05/12; tổng hợp ý kiến, tiếp thu và giải trình đầy đủ trước khi trình");
    console.keys("<tab>");
    console.types("Phòng Kế hoạch - Tài chính");
    console.keys("<tab>");
    console.types("Thanh tra Sở; Phòng Chuyển đổi số");
    console.keys("<ctrl-s><end>b");
    console.types("Ý kiến chậm coi như nhất trí");
    console.keys("<ctrl-s>");
    console.keys("<end><home>n");
    console.types("Thống nhất đánh giá kết quả công tác tháng 11");
    console.keys("<ctrl-s>");
    console
}

fn conflict() -> Console {
    let mut chair = concluded();
    let mut secretary = Console::of(&chair.hub, Actor::of(Role::Secretary));
    chair.keys("<home><enter>");
    chair.types(" năm 2027");
    secretary.keys("6<home><enter>");
    secretary.types(" trước Tết");
    secretary.keys("<ctrl-s>");
    chair.catch_up();
    chair
}

fn offline() -> Console {
    let mut console = editing(calm());
    console.lose();
    console.keys("<ctrl-s>");
    later(console, 2)
}

fn reader() -> Console {
    let mut console = pressed(calm(), "5<down><down><enter>");
    let text = include_str!("../../../recordings/briefing/documents/bao-cao-thang-11.md");
    let contents = crate::wire::Contents::Text(text.to_owned());
    let document = crate::session::DocumentId(1);
    console.tell(Message::News(News::Document { document, contents }));
    console
}

pub(crate) fn monitored() -> Console {
    use crate::wire::{Connection, Vitals};
    let mut console = spoken();
    let since = console.hub.borrow().session.plan.starts;
    let one = |role, delegate: Option<u32>, name: &str, unread| Connection {
        role,
        delegate: delegate.map(DelegateId),
        name: name.to_owned(),
        since,
        unread,
    };
    let delegates = (5..40).map(|id| one(Role::Delegate, Some(id), "", u32::from(id == 33) * 41));
    let table = [
        one(Role::Chair, None, "bàn chủ tọa", 0),
        one(Role::Secretary, None, "thư ký", 0),
        one(Role::Technician, None, "", 0),
    ];
    console.hub.borrow_mut().link(33, true);
    console.hub.borrow_mut().link(33, false);
    console.catch_up();
    console.tell(Message::News(News::Vitals(Vitals {
        connections: table.into_iter().chain(delegates).collect(),
        too_slow: 1,
        too_fast: 0,
        last_write_us: 412,
        longest_write_us: 9_830,
        records: 57,
        disk_free: Some(41_200_000_000),
    })));
    console
}
