//! Right texts in which a syllable stands twice, and slips.

use super::*;

/// The second of each two words that stand there twice by mistake.
fn found(text: &str) -> Vec<&str> {
    let slips = doubled(text).into_iter();
    slips.map(|(_, second)| &text[second]).collect()
}

#[test]
fn a_syllable_that_ends_one_word_and_begins_the_next_is_no_slip() {
    for right in [
        "Triển khai khai thác hệ thống, thực hiện hiện đại hóa",
        "các công trình trình UBND thành phố",
        "tờ trình trình Hội đồng nhân dân",
        "quản lý lý lịch cán bộ",
        "tổ chức chức năng giám sát",
        "kiểm tra tra cứu",
        "phát triển triển khai",
        "Ủy ban ban hành quyết định",
        "đại biểu biểu quyết thông qua",
        "các ý kiến kiến nghị của cử tri",
        "Hội đồng đồng ý chủ trương",
        "hệ thống thống nhất, hệ thống thống kê",
        "đầu tư tư nhân",
        "giao thông thông minh",
        "thu hút người dân dân tộc thiểu số",
        "đã trở thành thành viên",
        "quy định định kỳ hằng tháng",
        "biện pháp pháp lý",
        "thiết bị bị hỏng",
        "những tồn tại tại đơn vị; hiện tại tại địa phương",
        "dự án nhà ở ở đô thị",
        "vì lý do do thời tiết",
        "giải phóng mặt bằng bằng ngân sách",
        "Theo theo dõi của Văn phòng",
        "Trưởng phòng Phòng Kế hoạch, Phó Trưởng ban Ban Pháp chế",
        "trụ sở Sở Y tế; cán bộ Bộ Tài chính",
        "điều kiện kiện toàn bộ máy",
        "bảo vệ vệ sinh môi trường trường học",
        "trách nhiệm nhiệm vụ được giao",
        "chuyển đổi đổi mới; sản xuất xuất khẩu",
        "một số số liệu",
        "văn hoá hoá đơn, văn hóa hoá đơn",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
        let upper = right.to_uppercase();
        assert_eq!(found(&upper), [""; 0], "{upper}");
    }
}

#[test]
fn a_word_that_is_written_twice_is_no_slip() {
    for right in [
        "luôn luôn, thường thường, dần dần, mãi mãi",
        "trong năm năm tới",
        "ngày ngày, đêm đêm, đời đời",
        "người người thi đua, nhà nhà thi đua, ngành ngành thi đua",
        "Từ từ rồi đến, xa xa, nơi nơi, đâu đâu",
        "had had enough; he said that that was right",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn everything_else_that_stands_twice_is_one() {
    for (wrong, second) in [
        ("Quán quán triệt Nghị quyết", "quán"),
        ("giao Sở\nSở Tài chính", "Sở"),
        ("báo cáo cáo.", "cáo"),
        ("báo cáo cáo kết quả", "cáo"),
        ("thực hiện hiện nhiệm vụ", "hiện"),
        ("khai khai thác", "khai"),
        ("triển, khai khai thác", "khai"),
        ("triển khai khai, thác", "khai"),
        ("quản lý lý nhà nước", "lý"),
        ("các các đơn vị", "các"),
        ("và và", "và"),
        ("được được giao", "được"),
        ("trình trình Chủ tịch", "trình"),
        ("đơn vị bị bị hỏng", "bị"),
        ("trưởng phòng phòng", "phòng"),
        ("hoàn thành thành trước ngày 30/11", "thành"),
        ("“quán quán triệt”", "quán"),
        ("(the the cat)", "the"),
        ("The the report is is due", "the"),
        ("to to", "to"),
    ] {
        assert_eq!(found(wrong).first(), Some(&second), "{wrong}");
    }
    assert_eq!(found("the the a a the"), ["the", "a"]);
    let text = "Sở sở Tài chính";
    assert_eq!(doubled(text), [(0..4, 5..9)]);
}

#[test]
fn signs_and_figures_between_are_none() {
    for right in [
        "",
        "Quán triệt",
        "thực hiện, hiện nay",
        "số 12 12",
        "phòng, phòng ban",
        "sở (sở mới)",
        "- -",
        "a. a",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

/// What is in a table by mistake must be seen by whoever edits it.
#[test]
fn the_tables_hold_what_they_are_for() {
    let compounds: Vec<_> = entries(include_str!("compounds.txt")).collect();
    assert!(compounds.len() > 500, "{}", compounds.len());
    let mut seen = BTreeSet::new();
    for compound in compounds {
        assert!(seen.insert(compound), "{compound} stands there twice");
        let syllables: Vec<_> = compound.split(' ').collect();
        assert!((2..=4).contains(&syllables.len()), "{compound}");
        let is_lower =
            |syllable: &&str| !syllable.is_empty() && syllable.chars().all(char::is_lowercase);
        assert!(syllables.iter().all(is_lower), "{compound}");
    }
    let known = &*KNOWN;
    for words in [&known.twice, &known.first, &known.second, &known.bodies] {
        assert!(!words.is_empty());
        assert!(words.iter().all(|word| !word.contains(' ')), "{words:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in "(\\PC| |\n|khai |triển |“){0,30}") {
        for (first, second) in doubled(&text) {
            proptest::prop_assert_eq!(syllable(&text[first]), syllable(&text[second]));
        }
    }
}
