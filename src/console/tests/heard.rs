//! What is told where nobody sees: lines, help, and how a line goes on.

use super::spoken::{CONFIRMING, RECITING, question, verb_said};
use super::states;
use crate::console::pane::{PANES, Pane};
use crate::console::spoken::complete::complete;
use crate::console::spoken::offer::offers;
use crate::console::spoken::{Came, Manner, Words, Wrong, called, told, verb_of};
use crate::console::testing::{Console, briefing, opened};
use crate::console::verb;
use crate::console::verb::screen::{Reach, reach};
use crate::session::{Actor, DelegateId, Role};
use crate::text::Lang;

/// What the eye knows at a glance and an ear or a finger does not: signs, lines, columns.
fn is_plain(line: &str) -> bool {
    let is_plain = |c: char| {
        c.is_alphanumeric()
            || c.is_ascii_punctuation()
            || matches!(c, ' ' | '“' | '”' | '’' | '–' | '—' | '…')
    };
    line.chars().all(is_plain) && !line.contains("  ") && line.trim() == line
}

#[test]
fn every_pane_is_told_in_lines_and_every_state_of_it() {
    for (name, state) in states::MAIN.iter().chain(states::PANES) {
        for lang in Lang::ALL {
            let console = state().lang(lang);
            for pane in PANES {
                let lines = told::pane(&console.model, pane);
                for line in &lines {
                    assert!(is_plain(line), "{name}: {line}");
                    let shouts = !line.contains(char::is_lowercase);
                    assert!(!shouts, "{name}: nothing stands in capitals: {line}");
                }
                assert!(
                    !lines.is_empty() || console.model.session.is_none(),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_person_is_told_with_unit_and_seat_once() {
    let hub = opened();
    let mut chair = Console::chair(&hub).lang(Lang::En);
    chair.model.unseen = true;
    for line in ["floor.add 31", "floor.add 11", "floor.next"] {
        chair.says(line, RECITING).unwrap();
    }
    let lines = told::pane(&chair.model, Pane::Floor);
    let unit = "Trung tâm Ứng dụng và Thông tin KHCN";
    assert_eq!(
        lines[0],
        format!("Nguyễn Thị Bích Lam, {unit} speaks, 3 minutes left of 3 minutes")
    );
    assert_eq!(
        lines[2],
        "1. Nguyễn Thị Bích Lam, Phòng Kế hoạch - Tài chính, seat C2"
    );
    // Two have this name, and what happens says of whom it is told.
    let given = chair.model.records.back().unwrap();
    let said = told::record_said(&chair.model, given);
    assert!(
        said[0].contains(&format!("Nguyễn Thị Bích Lam ({unit})")),
        "{said:?}"
    );
    let mut own = Console::of(&hub, Actor::delegate(DelegateId(31)));
    own.says("assistance.ask micro hỏng", RECITING).unwrap();
    chair.catch_up();
    let lines = told::pane(&chair.model, Pane::Main);
    let help = lines
        .iter()
        .find(|line| line.contains("micro hỏng"))
        .unwrap();
    assert_eq!(help.matches(unit).count(), 1, "{help}");
    assert!(is_plain(help), "{help}");
}

#[test]
fn a_published_result_is_told_with_its_sums() {
    let mut console = states::voting(crate::session::poll::Manner::Named, 1);
    console.model.unseen = true;
    console.says("poll.close", CONFIRMING).unwrap();
    console.says("poll.publish", CONFIRMING).unwrap();
    let published = console.model.records.back().unwrap();
    let said = told::record_said(&console.model, published);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains(" được thông qua"), "{said:?}");
    assert!(!said[0].contains('…'), "{said:?}");
    assert!(said[1].starts_with("1. Tán thành: "), "{said:?}");
}

#[test]
fn short_words_ask_for_what_there_is_to_be_seen_in_either_language() {
    for role in Role::ALL {
        for (line, name) in [
            ("state", "screen.main"),
            ("where", "screen.main"),
            ("tình hình", "screen.main"),
            ("tinh hinh", "screen.main"),
            ("who", "screen.attendance"),
            ("ai", "screen.attendance"),
            ("queue", "screen.floor"),
            ("hang cho", "screen.floor"),
            ("bieu quyet", "screen.vote"),
            ("the vote", "screen.vote"),
            ("phát biểu", "screen.floor"),
            ("agenda", "screen.agenda"),
            ("chương trình", "screen.agenda"),
            ("kết luận", "screen.conclusions"),
            ("nhat ky", "screen.log"),
            ("kết nối", "screen.monitor"),
            ("trợ giúp", "screen.help"),
            ("lenh", "screen.help"),
            ("verbs", "screen.help"),
            ("thoát", "screen.quit"),
        ] {
            let found = verb_said(role, line);
            assert_eq!(found, Ok((name, String::new())), "{role:?}: {line}");
        }
    }
}

#[test]
fn a_verb_may_be_called_by_several_arguments() {
    let hub = briefing();
    let console = Console::of(&hub, Actor::of(Role::Chair));
    for (args, name, rest) in [
        (&["tình", "hình"][..], "screen.main", ""),
        (
            &["trợ", "giúp", "biểu", "quyết"],
            "screen.help",
            "biểu quyết",
        ),
        (&["thêm", "người", "Cao Bá Ước"], "floor.add", "Cao Bá Ước"),
        (&["floor.add", "7"], "floor.add", "7"),
    ] {
        let mut words = Words::of_args(args.iter().map(|arg| (*arg).to_owned()));
        let found = verb_of(&console.model, &mut words).map(|verb| verb.name);
        assert_eq!((found, words.text()), (Ok(name), rest.to_owned()));
    }
}

#[test]
fn what_means_something_on_the_screen_only_is_not_offered_and_says_so() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    for (line, name) in [
        ("đổi màu", "screen.theme"),
        ("screen.palette", "screen.palette"),
        ("screen.page_up", "screen.page_up"),
        ("Mouse on / off", "screen.mouse"),
        ("đã xem", "attention.seen"),
    ] {
        let wrong = chair.says(line, RECITING).unwrap_err();
        assert_eq!(wrong, Wrong::NotHere(name), "{line}");
        let told = wrong.say(&chair.model);
        assert!(told.contains("màn hình"), "{told}");
    }
    let offered = offers(&mut chair.model);
    assert!(offered.len() > 80);
    for offer in offered {
        let verb = verb::named(offer.name).unwrap();
        assert_ne!(reach(verb), Reach::Seen, "{}", offer.name);
        for word in ["con trỏ", "đang chọn", "trang"] {
            assert!(!offer.help.contains(word), "{}: {}", offer.name, offer.help);
        }
    }
}

#[test]
fn an_unknown_verb_is_told_with_words_that_there_are_and_the_nearest_comes_first() {
    let hub = opened();
    let chair = Console::chair(&hub);
    for (line, first) in [
        ("quuee", "screen.floor"),
        ("tinhhinh", "screen.main"),
        ("moitiep", "floor.next"),
        ("floor.nxt", "floor.next"),
        ("khaimạc", "life.open"),
        ("giao quyền", "life.hand_chair"),
    ] {
        let mut words = Words::of_line(line);
        let wrong = verb_of(&chair.model, &mut words).err();
        let wrong = wrong.unwrap_or_else(|| panic!("{line} calls a verb"));
        let Wrong::UnknownVerb { near, .. } = &wrong else {
            panic!("{line}: {wrong:?}");
        };
        assert_eq!(near.first(), Some(&first), "{line}: {near:?}");
        assert!(near.len() <= 5, "{line}: {near:?}");
    }
    for lang in Lang::ALL {
        let mut chair = Console::chair(&hub).lang(lang);
        let wrong = chair.says("xyzzy", RECITING).unwrap_err();
        assert_eq!(wrong.choices(&chair.model), []);
        let told = wrong.say(&chair.model);
        let help = called(lang, verb::named("screen.help").unwrap());
        assert!(told.contains(help), "{told}");
    }
}

#[test]
fn help_is_told_subject_by_subject_and_verb_by_verb() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    let mut told = |line: &str| match chair.says(line, RECITING) {
        Ok(Came::Told(lines)) => lines,
        other => panic!("{line}: {other:?}"),
    };
    let overview = told("trợ giúp");
    insta::assert_snapshot!("help", overview.join("\n"));
    let poll = told("help poll");
    assert_eq!(poll, told("trợ giúp biểu quyết"));
    assert_eq!(poll, told("tro giup bieu quyet"));
    assert_eq!(poll[0], "Biểu quyết:");
    assert!(poll[1..].iter().all(|line| line.starts_with("poll.")));
    let all = told("trợ giúp tất cả");
    assert!(all.len() > 90 && poll.iter().all(|line| all.contains(line)));
    // By words of their titles.
    let found = told("help chất vấn");
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.iter().all(|line| line.contains("chất vấn")));
    // One verb, with what it asks and why it can't be done now.
    let one = told("help floor.add");
    assert_eq!(
        one[0],
        "floor.add (Thêm người): Ghi người muốn phát biểu vào danh sách"
    );
    assert!(one[1].starts_with("Hỏi: "), "{one:?}");
    let one = told("help khai mạc");
    assert!(one[1].starts_with("Lúc này chưa được: "), "{one:?}");
    for line in overview.iter().chain(&all) {
        assert!(is_plain(line), "{line}");
    }
    let wrong = chair.says("help xyzzy", RECITING).unwrap_err();
    assert_eq!(wrong, Wrong::NoTopic("xyzzy".to_owned()));
    // In English, and for others.
    let mut own = Console::of(&hub, Actor::delegate(DelegateId(7))).lang(Lang::En);
    let Ok(Came::Told(lines)) = own.says("help", RECITING) else {
        panic!("help is told");
    };
    insta::assert_snapshot!("help_of_a_delegate", lines.join("\n"));
}

#[test]
fn a_line_goes_on_with_what_fits() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    for (line, from, put) in [
        ("floor.ad", 0, "floor.add"),
        ("mời tiế", 0, "Mời tiếp"),
        ("khai", 0, "Khai mạc"),
        ("tinh h", 0, "tình hình"),
        ("add sp", 0, "Thêm người"),
        (
            "floor.add hoàng thiên",
            10,
            "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thiên Hương",
        ),
        ("floor.add ước", 10, "Cao Bá Ước"),
        ("thêm người cao b", "thêm người ".len(), "Cao Bá Ước"),
        ("trợ giúp ket", "trợ giúp ".len(), "Kết luận"),
        ("help pol", 5, "poll"),
    ] {
        let completed = complete(&mut chair.model, line);
        let wanted = (from, Some(put.to_owned()), vec![]);
        assert_eq!(
            (completed.from, completed.put, completed.choices),
            wanted,
            "{line}"
        );
        let (before, _) = line.split_at(from);
        let mut words = Words::of_line(&format!("{before}{put}"));
        assert!(verb_of(&chair.model, &mut words).is_ok(), "{line}");
    }
    // As far as all that fit are the same; then they are told.
    for typed in ["moi", "mời", "Mờ"] {
        let common = complete(&mut chair.model, typed);
        assert_eq!(common.put.as_deref(), Some("Mời "), "{typed}");
    }
    let several = complete(&mut chair.model, "Mời ");
    assert_eq!(several.put, None);
    assert!(several.choices.len() > 2);
    // A word that is not the first of a name takes nothing away from the line.
    let several = complete(&mut chair.model, "floor.add thị");
    assert!(several.put.is_none() && several.choices.len() > 5);
    // Two have this name: their numbers tell them apart.
    let lam = complete(&mut chair.model, "floor.add bích lam");
    assert!(lam.put.is_none(), "{lam:?}");
    let answers: Vec<_> = lam.choices.iter().map(|c| c.answer.as_str()).collect();
    assert_eq!(answers, ["11", "31"]);
    // Nothing was done of all this.
    assert!(chair.queue().is_empty() && chair.model.overlay.is_none());
}

#[test]
fn an_answer_is_completed_where_it_is_asked_for() {
    let hub = opened();
    let mut chair = Console::chair(&hub);
    question(chair.says("floor.add", Manner::Conversing));
    let completed = complete(&mut chair.model, "  cao bá");
    assert_eq!(
        (completed.from, completed.put.as_deref()),
        (2, Some("Cao Bá Ước"))
    );
    chair.answers("Cao Bá Ước").unwrap();
    question(chair.says("agenda.start", Manner::Conversing));
    let completed = complete(&mut chair.model, "3");
    let named = "3. Danh mục nhiệm vụ khoa học và công nghệ cấp tỉnh năm 2027";
    assert_eq!(completed.put.as_deref(), Some(named));
    let unknown = complete(&mut chair.model, "không có");
    assert!(unknown.put.is_none() && unknown.choices.is_empty());
}
