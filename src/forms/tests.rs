//! Properties of the room as a whole; single cases stand in `tests/forms.rs`.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::agenda::hash;
use super::word::{
    ENTITLED, ITEM_CHANGES, MANNERS, MEASURES, ORDERS, POLICIES, SENSES, SILENCES, SITES,
    SUBSTITUTES, TIES, UNCOUNTED,
};
use super::*;
use crate::session::floor::Policy;
use crate::session::opinion::Circular;
use crate::session::plan::{
    Accounts, Delegate, Document, FloorRules, Item, Limits, MOST_MICROPHONES, Motion, Rules, Site,
    Substitutes,
};
use crate::session::poll::{Changing, Choice, Manner, Matter, Question, Sense, Terms};
use crate::session::quorum::Quorum;
use crate::session::rule::{Preset, Rule, TieRule};
use crate::session::voice::Rights;
use crate::session::{DelegateId, ItemId, Seconds, SiteId, Time, Weight, consent};
use crate::text::{Lang, clean};

/// Files that lie in memory.
#[derive(Debug, Default)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileProblem> {
        self.0.get(path).cloned().ok_or(FileProblem::Missing)
    }
}

const BRIEFING: &str = include_str!("../../recordings/briefing/session.toml");
const ROSTER: &[u8] = include_bytes!("../../recordings/briefing/roster.csv");
const COUNCIL: &str = include_str!("../../recordings/council/session.toml");

fn briefing() -> Memory {
    let mut files = Memory::default();
    files.0.insert("roster.csv".to_owned(), ROSTER.to_owned());
    files
}

/// A text of one line, as it stands in a plan.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-ZÀ-ỹđĐ0-9 ]{1,8}",
        2 => select(vec!["\"", "\\", "'", "\"\"\"", "#", "=", "[", "]]", "{", "\t", "“", "🇻🇳", "漢"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 1..6)
        .prop_map(|pieces| clean::line(&pieces.concat(), 20))
        .prop_filter("says something", |text| {
            !text.is_empty() && !text.contains(char::REPLACEMENT_CHARACTER)
        })
}

fn remark() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), line()]
}

fn rule() -> impl Strategy<Value = Rule> {
    let presets = Preset::ALL.map(|preset| preset.name.to_owned()).into_iter();
    let more = [
        "> 3/7 of cast with invalid".to_owned(),
        ">= 2/3 of cast with abstentions and > 1/2 of entitled".to_owned(),
    ];
    select(presets.chain(more).collect::<Vec<_>>()).prop_map(|text| text.parse().unwrap())
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let sense = select(SENSES.to_vec()).prop_map(|(_, sense)| sense);
    let choice = (line(), sense).prop_map(|(label, sense)| Choice { label, sense });
    prop_oneof![
        Just(choice::usual()),
        vec(choice, 2..9).prop_filter("labels differ, one is in favour", |choices| {
            let labels: BTreeSet<_> = choices.iter().map(|choice| &choice.label).collect();
            labels.len() == choices.len() && choices.iter().any(|choice| choice.sense == Sense::Yes)
        }),
    ]
}

fn terms(tie: TieRule, until_close: bool, two_tellers: bool) -> Terms {
    let changing = match until_close {
        true => Changing::UntilClose,
        false => Changing::Final,
    };
    Terms {
        tie,
        changing,
        two_tellers,
    }
}

prop_compose! {
    fn rules()(
        quorum in select(vec!["none", ">= 2/3 of members", "> 1/2 of members"]),
        grace in 0..=session::LONGEST,
        wait in consent::SHORTEST..=consent::LONGEST,
        majority in rule(),
        manner in select(MANNERS.to_vec()),
        choices in choices(),
        tie in select(TIES.to_vec()),
        [until_close, two_tellers] in any::<[bool; 2]>(),
        substitutes in select(SUBSTITUTES.to_vec()),
        (policy, without, measure) in (select(POLICIES.to_vec()), vec(select(UNCOUNTED.to_vec()), 0..4), select(MEASURES.to_vec())),
        (entitled, proxies, most_proxies) in (select(ENTITLED.to_vec()), select(SUBSTITUTES.to_vec()), 0..=session::MOST_PROXIES),
        [speech, reply, point_of_order, interposed] in [0..=session::LONGEST, 0..=9, 0..=9, 0..=9],
        [later, presentation, explanation] in [option::of(0..=9u32), option::of(0..=9), option::of(0..=9)],
        [intervention, questioning, answer] in [option::of(0..=9u32), option::of(0..=9), option::of(0..=9)],
        order in select(ORDERS.to_vec()),
        groups in btree_set(line(), 0..4),
        points_of_order in btree_set(line(), 0..3),
        speeches in option::of(1..=floor::MOST_SPEECHES),
        (microphones, one_request) in (1..=MOST_MICROPHONES, any::<bool>()),
        item_change in select(ITEM_CHANGES.to_vec()),
        accounts in option::of((1..=session::LONGEST, any::<bool>())),
    ) -> Rules {
        Rules {
            quorum: Quorum {
                condition: Quorum::read(quorum).unwrap(),
                grace: Seconds(grace),
                policy: policy.1,
                without: without.into_iter().map(|(_, who)| who).collect(),
                measure: measure.1,
            },
            majority,
            manner: manner.1,
            choices,
            terms: terms(tie.1, until_close && !manner.1.is_secret(), two_tellers),
            substitutes: substitutes.1,
            rights: Rights { entitled: entitled.1, proxies: proxies.1, most_proxies },
            wait: Seconds(wait),
            limits: Limits {
                speech: Seconds(speech),
                reply: Seconds(reply),
                point_of_order: Seconds(point_of_order),
                interposed: Seconds(interposed),
                later_speech: later.map(Seconds),
                presentation: presentation.map(Seconds),
                explanation: explanation.map(Seconds),
                intervention: intervention.map(Seconds),
                questioning: questioning.map(Seconds),
                answer: answer.map(Seconds),
                speeches,
            },
            floor: FloorRules {
                microphones,
                one_request,
                item_change: item_change.1,
                order: order.1,
                groups: groups.into_iter().collect(),
                points_of_order: points_of_order.into_iter().collect(),
            },
            accounts: accounts.map(|(each, per_item)| Accounts {
                each: Seconds(each),
                per_item,
                units: vec![],
            }),
        }
    }
}

fn opinion() -> impl Strategy<Value = Circular> {
    let deadline = -62_000_000_000_000i64..253_000_000_000_000;
    let choices = prop_oneof![Just(opinions::usual()), choices()];
    let silence = select(SILENCES.to_vec());
    (line(), deadline, rule(), choices, 0u32..=720, silence).prop_map(
        |(text, deadline, rule, choices, hours, (_, silence))| Circular {
            question: Question {
                item: None,
                text,
                manner: Manner::Named,
                rule,
                choices,
                terms: Terms::default(),
                matter: Matter::Motion,
            },
            deadline: Time(deadline),
            remind_s: Seconds(hours * opinions::HOUR),
            silence,
        },
    )
}

/// What is generated of an item, its documents with it.
type Draft = (
    String,
    u32,
    u32,
    Option<(String, usize, Rule, Option<Vec<Choice>>, Option<Terms>)>,
    Vec<(String, Vec<u8>, bool)>,
);

fn item() -> impl Strategy<Value = Draft> {
    let manner = 0..MANNERS.len();
    let own = (select(TIES.to_vec()), any::<[bool; 2]>());
    let own = own.prop_map(|(tie, [changing, two])| terms(tie.1, changing, two));
    let motion = (
        line(),
        manner,
        rule(),
        option::of(choices()),
        option::of(own),
    );
    let document = (line(), vec(any::<u8>(), 0..9), any::<bool>());
    let allotted = prop_oneof![0..=agenda::LONGEST, (0u32..99).prop_map(|m| m * 60)];
    (
        line(),
        0u32..5,
        allotted,
        option::of(motion),
        vec(document, 0..3),
    )
}

prop_compose! {
    fn plan()(
        [title, kind, place, room, superior, agency, help] in
            [line().boxed(), remark().boxed(), remark().boxed(), remark().boxed(),
             remark().boxed(), remark().boxed(), remark().boxed()],
        starts in -62_000_000_000_000i64..253_000_000_000_000,
        utc_offset in -1439..=1439,
        people in vec((line(), remark(), remark(), 0u32..4, any::<bool>(), option::of(1u64..3_000_000)), 1..5),
        deputies in vec(1u32..2, 0..3),
        mut rules in rules(),
        sites in vec((select(SITES.to_vec()), 0u32..99), 0..4),
        items in vec(item(), 1..4),
        opinions in vec(opinion(), 0..3),
    ) -> (Plan, Memory) {
        // Everybody belongs to a group in turn: none may be empty.
        let floor = &mut rules.floor;
        floor.groups.truncate(people.len());
        if floor.groups.len() < 2 && floor.order.needs_groups() {
            floor.order = Policy::FirstCome;
        }
        let mut groups: Vec<_> = rules.floor.group_ids().map(Some).collect();
        groups.resize(people.len(), None);
        let roster: Vec<_> = people.into_iter().zip(1..).map(|((name, title, unit, site, seated, vote), id)| {
            let site = (1..=sites.len()).contains(&(site as usize)).then_some(SiteId(site));
            Delegate {
                id: DelegateId(id),
                name,
                title,
                unit,
                group: groups[id as usize - 1],
                site,
                seat: if seated { format!("A{id}") } else { String::new() },
                vote: vote.map(Weight::millionths),
                proxy: None,
            }
        }).collect();
        let mut roster = roster;
        // The last gives a proxy to the first, where both have a voice and the rules know proxies.
        let last = roster.len() - 1;
        let voices = roster[0].vote.and(roster[last].vote).is_some() && last > 0;
        if voices && rules.rights.proxies != Substitutes::None {
            roster[last].proxy = Some(DelegateId(1));
        }
        let sites = sites.into_iter().zip(1..).map(|(((_, kind), seats), number)| Site {
            name: format!("Điểm cầu {number}"),
            kind,
            seats,
        }).collect();
        let mut files = Memory::default();
        let mut documents = vec![];
        let mut agenda = vec![];
        for ((title, presenter, allotted, motion, papers), item) in items.into_iter().zip(1..) {
            let motion = motion.map(|(text, manner, rule, choices, terms)| Motion {
                text,
                manner: MANNERS[manner].1,
                rule,
                choices: choices.unwrap_or_else(|| rules.choices.clone()),
                terms: terms.unwrap_or(rules.terms).in_manner(MANNERS[manner].1),
                matter: Matter::Motion,
            });
            agenda.push(Item {
                number: format!("{item}a"),
                title,
                presenter: (1..=roster.len()).contains(&(presenter as usize)).then_some(DelegateId(presenter)),
                allotted: Seconds(allotted),
                consent: motion.is_some() && item % 2 == 0,
                motion,
            });
            for (title, bytes, restricted) in papers {
                let id = DocumentId(documents.len() as u32 + 1);
                let file = format!("documents/tài liệu {id}.md");
                documents.push(Document {
                    id,
                    item: ItemId(item),
                    title,
                    file: file.clone(),
                    size: bytes.len() as u64,
                    hash: hash(&bytes),
                    restricted,
                });
                files.0.insert(file, bytes);
            }
        }
        let plan = Plan {
            id: "hop-giao-ban".to_owned(),
            title,
            kind,
            starts: Time(starts),
            utc_offset,
            place,
            room,
            superior,
            agency,
            help,
            chair: DelegateId(1),
            deputies: deputies.into_iter().map(DelegateId).collect(),
            secretary: roster.last().unwrap().id,
            rules,
            sites,
            agenda,
            roster,
            opinions,
            documents,
        };
        (plan, files)
    }
}

/// A right session file in which something was cut out, put in or replaced.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let file = select(vec![BRIEFING, COUNCIL]).prop_map(|text| text.as_bytes().to_owned());
    let piece = prop_oneof![
        vec(any::<u8>(), 0..4),
        select(vec![
            "\"", "[", "]", "{", "}", "=", "\n", "[[", "\"\"\"", "'", "#", ".", "\u{feff}"
        ])
        .prop_map(|text| text.as_bytes().to_owned()),
    ];
    let change = (any::<prop::sample::Index>(), 0usize..40, piece);
    (file, vec(change, 1..5)).prop_map(|(mut file, changes)| {
        for (at, length, piece) in changes {
            let at = at.index(file.len() + 1);
            let end = (at + length).min(file.len());
            file.splice(at..end, piece);
        }
        file
    })
}

/// Reads, and says every mistake: in order, in its file, safe to show.
fn look(text: &[u8], files: &Memory) {
    let Err(mistakes) = read(text, "session.toml", files) else {
        return;
    };
    assert!(!mistakes.is_empty());
    let ends = text.iter().filter(|byte| matches!(byte, b'\n' | b'\r'));
    let lines = ends.count() + 1;
    let mut last = 0;
    for mistake in mistakes.iter().filter(|m| m.file == "session.toml") {
        assert!(mistake.line >= last.max(1), "{mistakes:#?}");
        assert!(mistake.line as usize <= lines, "{mistake:?}");
        last = mistake.line;
    }
    for mistake in &mistakes {
        for lang in Lang::ALL {
            let said = mistake.say(lang);
            assert!(clean::is_clean_line(&said), "{said:?}");
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again((plan, files) in plan(), vi in any::<bool>()) {
        let text = write(&plan, if vi { Lang::Vi } else { Lang::En });
        let dossier = read(text.as_bytes(), "session.toml", &files);
        prop_assert_eq!(dossier.as_ref().map(|d| &d.plan), Ok(&plan), "{}", text);
        for (id, bytes) in dossier.unwrap().documents {
            let document = plan.documents.iter().find(|d| d.id == id).unwrap();
            prop_assert_eq!(&files.0[&document.file], &bytes);
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(text in vec(any::<u8>(), 0..400)) {
        look(&text, &Memory::default());
    }

    #[test]
    fn no_damage_makes_reading_panic(text in damaged()) {
        look(&text, &briefing());
    }

    #[test]
    fn no_roster_makes_reading_panic(
        header in select(vec!["mã;tên", "id,name,role", "id\tname\tvote\tsite\tseat"]),
        rows in vec(any::<u8>(), 0..200),
    ) {
        let mut files = Memory::default();
        let roster = [header.as_bytes(), b"\n", &rows].concat();
        files.0.insert("roster.csv".to_owned(), roster);
        look(BRIEFING.as_bytes(), &files);
    }
}

#[test]
fn every_key_stands_in_the_documentation() {
    let documentation = include_str!("mod.rs");
    for keys in [
        &key::SESSION,
        &key::RULES,
        &key::LIMITS,
        &key::FLOOR,
        &key::ACCOUNTS,
        &key::UNIT,
        &key::SITE,
        &key::ITEM,
        &key::DOCUMENT,
        &key::MOTION,
        &key::OPINION,
        &key::CHOICE,
        &key::PERSON,
    ] {
        for name in keys.names() {
            let named = [format!("`{name}`"), format!("{name}]"), format!("{name} =")];
            assert!(named.iter().any(|n| documentation.contains(n)), "{name}");
        }
    }
}

#[test]
fn a_roster_of_any_length_is_bounded() {
    let rows = (1..=10_001).map(|id| format!("{id},x\n"));
    let mut files = briefing();
    let roster = format!("id,name\n{}", rows.collect::<String>());
    files.0.insert("roster.csv".to_owned(), roster.into_bytes());
    let mistakes = read(BRIEFING.as_bytes(), "session.toml", &files).unwrap_err();
    let rows: Vec<_> = mistakes.iter().filter(|m| m.file == "roster.csv").collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].line, 10_002);
    assert_eq!(rows[0].what, Fault::TooManyRows { most: 10_000 });
}

#[test]
fn documents_are_bounded() {
    let mut files = Memory::default();
    let large = usize::try_from(MOST_DOCUMENT).unwrap() + 1;
    files.0.insert("a.md".to_owned(), vec![0; large]);
    let text = COUNCIL.replace(
        "minutes = 20",
        "documents = [{ title = \"A\", file = \"a.md\" }]",
    );
    let mistakes = read(text.as_bytes(), "session.toml", &files).unwrap_err();
    assert_eq!(
        mistakes[0].what,
        Fault::File {
            path: "a.md".to_owned(),
            problem: FileProblem::TooLarge,
            most: MOST_DOCUMENT
        }
    );
    assert_eq!(mistakes.len(), 1);
}

#[test]
fn sites_are_bounded_and_the_roster_is_not_blamed_for_it() {
    let site = "[[sites]]\nname = \"x\"\nkind = \"room\"\n";
    let text = format!("{BRIEFING}\n{}", site.repeat(session::MOST_SITES));
    let mistakes = read(text.as_bytes(), "session.toml", &briefing()).unwrap_err();
    let here: Vec<_> = mistakes.iter().map(|m| m.what.clone()).collect();
    let missing = |fault: &Fault| matches!(fault, Fault::File { .. });
    let (key, most) = ("sites", session::MOST_SITES);
    assert!(here.contains(&Fault::TooMany { key, most }));
    assert!(
        here.iter().filter(|fault| !missing(fault)).count() == 1,
        "{here:#?}"
    );
}

/// The council's session file with these lines in `[rules]` and these words in the motion.
fn council(rules: &str, motion: &str) -> Result<Dossier, Vec<Mistake>> {
    let mut text = COUNCIL.replace("[rules]\n", &format!("[rules]\n{rules}\n"));
    for key in rules.lines().filter_map(|line| line.split(" =").next()) {
        // What stands there already gives way.
        let (head, rest) = text.split_once("[rules]\n").unwrap();
        let mut seen = false;
        let lines = rest.lines().filter(|line| {
            let same = line.starts_with(&format!("{key} ="));
            !same || !std::mem::replace(&mut seen, same)
        });
        let rest: Vec<_> = lines.collect();
        text = format!("{head}[rules]\n{}\n", rest.join("\n"));
    }
    with_its_files(&text.replace("ballot = \"hands\" }", &format!("{motion} }}")))
}

/// A session with a short text for each document it names.
fn with_its_files(text: &str) -> Result<Dossier, Vec<Mistake>> {
    let mut files = Memory::default();
    for line in text.lines().filter(|line| line.contains("file = ")) {
        for part in line.split("file = \"").skip(1) {
            let name = part.split('"').next().unwrap();
            files.0.insert(name.to_owned(), b"text".to_vec());
        }
    }
    read(text.as_bytes(), "session.toml", &files)
}

fn terms_of(rules: &str, motion: &str) -> Terms {
    let dossier = council(rules, motion).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let mut motions = dossier
        .plan
        .agenda
        .iter()
        .filter_map(|item| item.motion.as_ref());
    motions.next().unwrap().terms
}

#[test]
fn a_preset_brings_its_tie_rule_unless_another_is_written() {
    use TieRule::{CastingVote, ChairSide, Lost, Lot};
    for (rules, motion, tie) in [
        ("majority = \"UBND\"", "ballot = \"named\"", ChairSide),
        (
            "majority = \"Chính phủ\"",
            "majority = \"simple\"",
            ChairSide,
        ),
        ("majority = \"HĐND\"", "majority = \"UBND\"", ChairSide),
        ("majority = \"HĐND\"", "ballot = \"named\"", Lost),
        (
            "majority = \"UBND\"\ntie = \"lost\"",
            "ballot = \"named\"",
            Lost,
        ),
        ("tie = \"lost\"", "majority = \"UBND\"", Lost),
        ("tie = \"casting-vote\"", "ballot = \"named\"", CastingVote),
        ("tie = \"casting-vote\"", "tie = \"lot\"", Lot),
        (
            "majority = \"> 1/2 of members\"",
            "ballot = \"named\"",
            Lost,
        ),
    ] {
        assert_eq!(terms_of(rules, motion).tie, tie, "{rules} / {motion}");
    }
}

/// A body that answers in its own words does so in writing, too.
#[test]
fn a_written_opinion_is_answered_in_the_words_of_the_body() {
    let opinion = "\n[[opinions]]\ntext = \"Lịch họp\"\ndeadline = 2026-12-11T17:00:00+07:00\n";
    let usual = COUNCIL.replace("choices = [\"In favour\", \"Against\", \"Abstain\"]\n", "");
    for (file, answers) in [
        (COUNCIL, ["In favour", "Against", "Abstain"]),
        (&usual, ["Tán thành", "Không tán thành", "Ý kiến khác"]),
    ] {
        let dossier = with_its_files(&format!("{file}{opinion}"));
        let plan = dossier.unwrap_or_else(|wrong| panic!("{wrong:#?}")).plan;
        let choices = plan.opinions[0].question.choices.iter();
        let labels: Vec<_> = choices.map(|choice| &choice.label).collect();
        assert_eq!(labels, answers);
    }
}

/// A body whose name stands for its rules has its quorum too, unless another is written.
#[test]
fn a_named_body_brings_its_quorum() {
    for (rules, quorum, from) in [
        ("majority = \"HĐND\"", ">= 2/3 of members", true),
        ("majority = \"UBND\"", ">= 2/3 of members", true),
        ("majority = \"HĐND\"\nquorum = \"none\"", "none", false),
        (
            "majority = \"HĐND\"\nquorum = \"half\"",
            ">= 1/2 of members",
            false,
        ),
        ("majority = \"simple\"", "none", false),
        ("tie = \"lot\"", "none", false),
    ] {
        let text = COUNCIL.replace("\nquorum = ", "\n# quorum = ");
        let text = text.replace("\nmajority = \"> 1/2 of cast\"", &format!("\n{rules}"));
        let dossier = with_its_files(&text).unwrap();
        assert_eq!(dossier.plan.rules.quorum.to_string(), quorum, "{rules}");
        assert_eq!(dossier.quorum_from.is_some(), from, "{rules}");
        // What is written out says it, whatever the majority.
        let written = write(&dossier.plan, Lang::En);
        assert!(
            written.contains(&format!("\nquorum = \"{quorum}\"")),
            "{written}"
        );
    }
}

#[test]
fn nobody_can_ask_for_secret_votes_that_change() {
    let until = "changing = \"until close\"";
    let secret = "ballot = \"secret\"";
    for (rules, motion) in [
        (format!("{secret}\n{until}"), "tie = \"lot\"".to_owned()),
        (secret.to_owned(), until.to_owned()),
        ("tie = \"lot\"".to_owned(), format!("{secret}, {until}")),
        (
            "tie = \"lot\"".to_owned(),
            format!("ballot = \"paper\", {until}"),
        ),
    ] {
        let wrong = council(&rules, &motion).unwrap_err();
        let faults: Vec<_> = wrong.iter().map(|mistake| &mistake.what).collect();
        assert_eq!(faults, [&Fault::SecretIsFinal], "{rules} / {motion}");
    }
    // A body that lets votes be changed may still vote in secret: those votes are final.
    assert_eq!(terms_of(until, secret), Terms::default());
    let named = terms_of(until, "ballot = \"named\"");
    assert_eq!(named.changing, Changing::UntilClose);
    assert!(terms_of("tellers = 2", "ballot = \"hands\"").two_tellers);
}
