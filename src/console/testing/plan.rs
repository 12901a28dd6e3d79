//! The plan of the sample session, as far as the screen needs it: the roster is the sample's own.

use crate::session::plan::{
    Delegate, Document, FloorRules, Item, Limits, Motion, Rules, Site, SiteKind, Substitutes,
};
use crate::session::poll::{Choice, Manner, Matter, Sense, Terms};
use crate::session::quorum::Quorum;
use crate::session::voice::Rights;
use crate::session::{DelegateId, DocumentId, ItemId, Plan, Seconds, SiteId, Time, Weight};
use crate::text::clean;

const ROSTER: &str = include_str!("../../../recordings/briefing/roster.csv");

const SITES: [(&str, SiteKind); 3] = [
    ("Hội trường tầng 3", SiteKind::Hall),
    ("Phòng mở rộng tầng 4", SiteKind::Room),
    ("Trung tâm Ứng dụng và Thông tin KHCN", SiteKind::Remote),
];

const AGENDA: [(&str, u32, u32); 5] = [
    (
        "Kết quả công tác tháng 11, nhiệm vụ trọng tâm tháng 12 năm 2026",
        5,
        15,
    ),
    (
        "Tình hình giải ngân kinh phí khoa học và công nghệ năm 2026",
        10,
        15,
    ),
    (
        "Danh mục nhiệm vụ khoa học và công nghệ cấp tỉnh năm 2027",
        13,
        20,
    ),
    (
        "Chuyển đổi số và duy trì hệ thống quản lý chất lượng",
        29,
        15,
    ),
    ("Chuẩn bị tổng kết năm 2026 và công tác cán bộ", 3, 10),
];

const DOCUMENTS: [(u32, &str, u64, bool); 6] = [
    (1, "Báo cáo công tác tháng 11 năm 2026", 4_812, false),
    (2, "Báo cáo giải ngân đến ngày 25/11/2026", 3_377, false),
    (2, "Bảng số liệu giải ngân", 1_204, false),
    (3, "Tờ trình về Danh mục nhiệm vụ năm 2027", 4_100, false),
    (3, "Danh mục nhiệm vụ năm 2027 (dự thảo)", 28_310_528, false),
    (5, "Ghi chú về công tác cán bộ", 1_515, true),
];

/// The sample session: forty people of ten units and five guests' houses, five items, one motion.
pub(crate) fn briefing() -> Plan {
    let choices = || {
        [
            ("Tán thành", Sense::Yes),
            ("Không tán thành", Sense::No),
            ("Không biểu quyết", Sense::Abstain),
        ]
        .map(|(label, sense)| Choice {
            label: label.to_owned(),
            sense,
        })
        .to_vec()
    };
    let motion = Motion {
        text: "Thông qua Danh mục 12 nhiệm vụ khoa học và công nghệ cấp tỉnh năm 2027, trình Ủy ban nhân dân tỉnh phê duyệt".to_owned(),
        manner: Manner::Named,
        rule: "majority of members".parse().unwrap(),
        choices: choices(),
        terms: Terms::default(),
        matter: Matter::Motion,
    };
    let agenda = AGENDA.iter().enumerate().map(|(place, item)| Item {
        number: (place + 1).to_string(),
        title: item.0.to_owned(),
        presenter: Some(DelegateId(item.1)),
        allotted: Seconds::minutes(item.2),
        motion: (place == 2).then(|| motion.clone()),
        consent: false,
    });
    let documents = (1..).zip(DOCUMENTS).map(|(id, document)| Document {
        id: DocumentId(id),
        item: ItemId(document.0),
        title: document.1.to_owned(),
        file: format!("documents/{id}.md"),
        size: document.2,
        hash: format!("{id:x}c5ff4e8b19a").repeat(6)[..64].to_owned(),
        restricted: document.3,
    });
    Plan {
        id: "briefing".to_owned(),
        title: "Họp giao ban tháng 11 năm 2026".to_owned(),
        kind: "Họp giao ban tháng".to_owned(),
        // 30/11/2026 08:00 at UTC+7.
        starts: Time(1_796_000_400_000),
        utc_offset: 420,
        place: "Trụ sở Sở Khoa học và Công nghệ tỉnh Lạc Sơn".to_owned(),
        room: "Hội trường tầng 3".to_owned(),
        superior: "ỦY BAN NHÂN DÂN TỈNH LẠC SƠN".to_owned(),
        agency: "SỞ KHOA HỌC VÀ CÔNG NGHỆ".to_owned(),
        help: String::new(),
        chair: DelegateId(1),
        deputies: vec![DelegateId(2), DelegateId(3)],
        secretary: DelegateId(4),
        rules: Rules {
            quorum: Quorum {
                condition: Quorum::read(">= 2/3 of members").unwrap(),
                grace: Quorum::GRACE,
                ..Quorum::default()
            },
            majority: "majority of members".parse().unwrap(),
            manner: Manner::Named,
            choices: choices(),
            terms: Terms::default(),
            substitutes: Substitutes::None,
            rights: Rights::default(),
            wait: crate::session::consent::WAIT,
            limits: Limits {
                speech: Seconds(180),
                reply: Seconds(120),
                point_of_order: Seconds(60),
                interposed: Seconds(60),
                ..Limits::default()
            },
            floor: FloorRules::default(),
            accounts: None,
        },
        sites: SITES
            .iter()
            .map(|(name, kind)| Site {
                name: (*name).to_owned(),
                kind: *kind,
                seats: 0,
            })
            .collect(),
        agenda: agenda.collect(),
        roster: roster(),
        opinions: vec![],
        documents: documents.collect(),
    }
}

fn roster() -> Vec<Delegate> {
    let rows = ROSTER.lines().skip(1).map(|row| {
        let fields: Vec<_> = row
            .split(';')
            .map(|field| clean::line(field, 200))
            .collect();
        let [id, name, title, unit, site, seat, vote, _] = &fields[..] else {
            panic!("{row}");
        };
        let site = SITES.iter().position(|(known, _)| known == site).unwrap();
        Delegate {
            id: DelegateId(id.parse().unwrap()),
            name: name.clone(),
            title: title.clone(),
            unit: unit.clone(),
            group: None,
            site: Some(SiteId(u32::try_from(site).unwrap() + 1)),
            seat: seat.clone(),
            vote: (!vote.is_empty()).then_some(Weight::ONE),
            proxy: None,
        }
    });
    rows.collect()
}
