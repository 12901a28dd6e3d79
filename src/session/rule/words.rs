//! The words of both languages in which rules are written. Each table says what a [`Phrase`] means; what
//! may follow what is for `written`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrase::{Phrase, Table, Token, length, tokens};
use super::{Base, Compare, Form, Preset};

/// How a condition begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub compare: Compare,
    /// The fraction, where the words say it as well.
    pub fraction: Option<(u32, u32)>,
    /// Whether it says `at least` only together with `or more` at the end.
    pub needs_or_more: bool,
}

const fn opening(compare: Compare, fraction: Option<(u32, u32)>) -> Opening {
    Opening {
        compare,
        fraction,
        needs_or_more: false,
    }
}

/// What may stand before a condition and says nothing.
const LEAD: &[&str] = &["", "có", "được", "đạt", "phải được", "phải có", "phải đạt"];

const OPENINGS: &[(Opening, Phrase)] = &[
    (
        opening(Compare::MoreThan, None),
        &[
            LEAD,
            &[
                ">",
                "quá",
                "trên",
                "hơn",
                "nhiều hơn",
                "lớn hơn",
                "vượt",
                "vượt quá",
                "more than",
                "over",
                "above",
                "greater than",
            ],
        ],
    ),
    (
        opening(Compare::AtLeast, None),
        &[
            LEAD,
            &[
                ">=",
                "=>",
                "≥",
                "ít nhất",
                "tối thiểu",
                "không dưới",
                "không ít hơn",
                "không thấp hơn",
                "at least",
                "no less than",
                "not less than",
                "no fewer than",
                "not fewer than",
            ],
            &["", "là", "bằng"],
        ],
    ),
    (
        Opening {
            needs_or_more: true,
            ..opening(Compare::AtLeast, None)
        },
        &[LEAD, &["từ"]],
    ),
    (
        opening(Compare::MoreThan, Some((1, 2))),
        &[
            LEAD,
            &[
                "quá bán",
                "đa số",
                "đa số tuyệt đối",
                "đa số quá bán",
                "majority",
                "a majority",
                "majority vote",
                "a majority vote",
                "simple majority",
                "a simple majority",
                "absolute majority",
                "an absolute majority",
                "the absolute majority",
            ],
        ],
    ),
    (
        opening(Compare::AtLeast, Some((1, 1))),
        &[LEAD, &["đủ", "all of", "all"]],
    ),
];

const FRACTIONS: &[((u32, u32), Phrase)] = &[
    (
        (1, 2),
        &[&["nửa", "một nửa", "half", "a half", "one half", "½"]],
    ),
    ((1, 3), &[&["⅓", "a third"]]),
    ((2, 3), &[&["⅔"]]),
    ((1, 4), &[&["¼", "a quarter"]]),
    ((3, 4), &[&["¾"]]),
    ((1, 5), &[&["⅕"]]),
    ((2, 5), &[&["⅖"]]),
    ((3, 5), &[&["⅗"]]),
    ((4, 5), &[&["⅘"]]),
    ((1, 6), &[&["⅙"]]),
    ((5, 6), &[&["⅚"]]),
    ((1, 8), &[&["⅛"]]),
    ((3, 8), &[&["⅜"]]),
    ((5, 8), &[&["⅝"]]),
    ((7, 8), &[&["⅞"]]),
];

const NUMBERS: &[(u32, Phrase)] = &[
    (1, &[&["một", "mốt", "one"]]),
    (2, &[&["hai", "two"]]),
    (3, &[&["ba", "three"]]),
    (4, &[&["bốn", "tư", "four"]]),
    (5, &[&["năm", "lăm", "five"]]),
    (6, &[&["sáu", "six"]]),
    (7, &[&["bảy", "seven"]]),
    (8, &[&["tám", "eight"]]),
    (9, &[&["chín", "nine"]]),
    (10, &[&["mười", "ten"]]),
    (20, &[&["hai mươi", "twenty"]]),
    (30, &[&["ba mươi", "thirty"]]),
    (40, &[&["bốn mươi", "forty"]]),
    (50, &[&["năm mươi", "fifty"]]),
    (60, &[&["sáu mươi", "sixty"]]),
    (70, &[&["bảy mươi", "seventy"]]),
    (80, &[&["tám mươi", "eighty"]]),
    (90, &[&["chín mươi", "ninety"]]),
    (100, &[&["một trăm", "one hundred", "a hundred"]]),
];

/// Lower parts of fractions, as English says them.
const PARTS: &[(u32, Phrase)] = &[
    (2, &[&["halves"]]),
    (3, &[&["third", "thirds"]]),
    (4, &[&["quarter", "quarters", "fourth", "fourths"]]),
    (5, &[&["fifth", "fifths"]]),
    (6, &[&["sixth", "sixths"]]),
    (7, &[&["seventh", "sevenths"]]),
    (8, &[&["eighth", "eighths"]]),
    (9, &[&["ninth", "ninths"]]),
    (10, &[&["tenth", "tenths"]]),
];

/// What stands between or behind the numbers and words of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Between the two parts of a fraction.
    Slash,
    /// Behind a percentage.
    Percent,
    /// Behind a fraction: that one more is asked.
    Plus,
    /// Before the base.
    Of,
    /// Behind it: the fraction itself is enough.
    OrMore,
    /// Behind it: that these are the votes in favour.
    InFavour,
    /// Between two conditions.
    And,
}

const LINKS: &[(Link, Phrase)] = &[
    (Link::Slash, &[&["/", "⁄", "∕", "phần", "trên", "out of"]]),
    (Link::Percent, &[&["%", "phần trăm", "percent", "per cent"]]),
    (Link::Plus, &[&["+", "cộng", "cộng thêm", "plus"]]),
    (Link::Of, &[&["of", "của", "trên", "trong", "so với"]]),
    (Link::OrMore, &[&["trở lên", "or more"]]),
    (
        Link::InFavour,
        &[
            &["", "biểu quyết", "bỏ phiếu"],
            &["tán thành", "đồng ý", "in favour", "in favor"],
        ],
    ),
    (
        Link::And,
        &[&["and", "và", "&", "đồng thời", "và đồng thời"]],
    ),
];

const TOTAL: &[&str] = &["tổng số", "toàn thể", "toàn bộ", "tất cả"];
const THE: &[&str] = &["", "the", "all", "all the"];
const COUNT: &[&str] = &["", "số", "tổng số", "the", "all", "all the", "those"];
const PEOPLE: &[&str] = &[
    "đại biểu",
    "thành viên",
    "ủy viên",
    "members",
    "deputies",
    "delegates",
];
const ANYBODY: &[&str] = &[
    "",
    "người",
    "đại biểu",
    "thành viên",
    "ủy viên",
    "members",
    "deputies",
    "delegates",
];
const BODY: &[&str] = &[
    "",
    "hội đồng nhân dân",
    "HĐND",
    "ủy ban nhân dân",
    "UBND",
    "quốc hội",
    "chính phủ",
    "hội đồng",
    "ủy ban",
    "ban chấp hành",
];
const VOTES: &[&str] = &["", "số", "tổng số", "the", "all", "all the"];
const WITH: &[&str] = &["kể cả", "tính cả", "gồm cả", "bao gồm", "bao gồm cả"];

/// What a fraction is taken of; none where the words could mean several things.
const BASES: &[(Option<Base>, Phrase)] = &[
    (
        Some(Base::Cast),
        &[
            &["", "số", "the"],
            &["phiếu", "cast", "votes", "votes cast"],
        ],
    ),
    (
        Some(Base::Cast),
        &[
            COUNT,
            &["", "members", "deputies", "delegates"],
            &["present and voting"],
        ],
    ),
    (
        Some(Base::Cast),
        &[
            VOTES,
            &[
                "phiếu tán thành và không tán thành",
                "votes for and against",
            ],
        ],
    ),
    (
        Some(Base::CastWithAbstentions),
        &[
            VOTES,
            &["phiếu"],
            WITH,
            &["", "phiếu"],
            &["không biểu quyết"],
        ],
    ),
    (
        Some(Base::CastWithAbstentions),
        &[
            VOTES,
            &["cast", "votes", "votes cast"],
            &[
                "with abstentions",
                "abstentions included",
                "including abstentions",
            ],
        ],
    ),
    (
        Some(Base::CastWithInvalid),
        &[VOTES, &["phiếu"], WITH, &["", "phiếu"], &["không hợp lệ"]],
    ),
    (
        Some(Base::CastWithInvalid),
        &[
            VOTES,
            &["cast", "votes", "votes cast"],
            &["with invalid", "invalid included", "including invalid"],
        ],
    ),
    (
        Some(Base::Present),
        &[COUNT, ANYBODY, BODY, &["có mặt", "dự họp", "present"]],
    ),
    (
        Some(Base::Entitled),
        &[
            COUNT,
            ANYBODY,
            BODY,
            &[
                "được biểu quyết",
                "có quyền biểu quyết",
                "được quyền biểu quyết",
                "entitled",
                "entitled to vote",
            ],
        ],
    ),
    (
        Some(Base::Members),
        &[TOTAL, &["", "đại biểu", "thành viên", "ủy viên"], BODY],
    ),
    (Some(Base::Members), &[THE, &["members"]]),
    (
        Some(Base::Members),
        &[&["all", "all the"], &["deputies", "delegates"]],
    ),
    (None, &[&["", "số"], PEOPLE, BODY]),
    (None, &[&["all", "everybody"]]),
    (None, &[&["tổng số"], &["phiếu"]]),
    (None, &[&["số", "tổng số"], &["người"]]),
    (
        None,
        &[
            &["", "số", "tổng số"],
            &["phiếu"],
            &["hợp lệ", "thu về", "phát ra", "bầu", "đã bỏ", "biểu quyết"],
        ],
    ),
];

/// Other wordings of presets than their names.
const SAYINGS: &[(Preset, Phrase)] = &[
    (Preset::SIMPLE, &[&["simple majority"]]),
    (
        Preset::ALL_MEMBERS,
        &[&["tất cả", "toàn bộ", "toàn thể", "all", "all the"], PEOPLE],
    ),
    (
        Preset::PLURALITY,
        &[&[
            "more votes for than against",
            "nhiều phiếu tán thành hơn không tán thành",
            "relative majority",
            "a relative majority",
            "đa số tương đối",
            "theo đa số tương đối",
        ]],
    ),
    (
        Preset::NO_OBJECTION,
        &[&[
            "không có ai phản đối",
            "không có ý kiến phản đối",
            "no objections",
            "unanimous consent",
        ]],
    ),
];

/// Names of majorities that every body uses in a sense of its own, unless they say of what they are one:
/// of all members, of those present, of the votes.
const VAGUE: &[(Option<Form>, Phrase)] = &[
    (
        None,
        &[
            &["", "an", "the", "theo"],
            &[
                "absolute majority",
                "overall majority",
                "majority vote",
                "majority of all",
                "qualified majority",
                "special majority",
            ],
        ],
    ),
    (
        None,
        &[
            &["", "theo"],
            &["đa số"],
            &["", "phiếu", "tuyệt đối", "quá bán", "đặc biệt"],
        ],
    ),
    (None, &[&["", "theo"], &["tuyệt đại đa số", "đại đa số"]]),
    (
        None,
        &[&["an", "the"], &["overwhelming majority", "great majority"]],
    ),
];

/// All tables, ready to be compared.
pub(super) struct Words {
    presets: Table<Option<Form>>,
    openings: Table<Opening>,
    fractions: Table<(u32, u32)>,
    numbers: Table<u32>,
    parts: Table<u32>,
    links: Table<Link>,
    bases: Table<Option<Base>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut presets = vec![];
    for preset in Preset::ALL {
        let names = [preset.name, preset.vietnamese];
        let words = |name| tokens(name).into_iter().map(|token| token.word).collect();
        presets.push((Some(preset.rule().0), vec![names.map(words).to_vec()]));
    }
    let sayings: Vec<_> = SAYINGS
        .iter()
        .map(|(preset, phrase)| (Some(preset.rule().0), *phrase))
        .collect();
    presets.extend(Table::of(&sayings).0);
    presets.extend(Table::of(VAGUE).0);
    Words {
        presets: Table(presets),
        openings: Table::of(OPENINGS),
        fractions: Table::of(FRACTIONS),
        numbers: Table::of(NUMBERS),
        parts: Table::of(PARTS),
        links: Table::of(LINKS),
        bases: Table::of(BASES),
    }
});

/// Every word of the tables, as it is spelt.
pub(super) fn vocabulary() -> &'static [&'static str] {
    static VOCABULARY: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let names = Preset::ALL.iter().flat_map(|p| [p.name, p.vietnamese]);
        let mut wordings: Vec<&str> = names.collect();
        wordings.extend(wordings_of(SAYINGS));
        wordings.extend(wordings_of(VAGUE));
        wordings.extend(wordings_of(OPENINGS));
        wordings.extend(wordings_of(FRACTIONS));
        wordings.extend(wordings_of(NUMBERS));
        wordings.extend(wordings_of(PARTS));
        wordings.extend(wordings_of(LINKS));
        wordings.extend(wordings_of(BASES));
        let words = wordings.into_iter().flat_map(str::split_whitespace);
        let mut seen = HashSet::new();
        words
            .filter(|word| word.starts_with(char::is_alphabetic) && seen.insert(*word))
            .collect()
    });
    &VOCABULARY
}

fn wordings_of<T>(table: &[(T, Phrase)]) -> impl Iterator<Item = &'static str> {
    let places = table.iter().flat_map(|(_, phrase)| phrase.iter());
    places.flat_map(|wordings| wordings.iter().copied())
}

/// What stands at the beginning of some words, and how many of them it takes.
type Stands<T> = Option<(T, usize)>;

/// A preset; none where the name could mean several.
pub(super) fn preset(tokens: &[Token]) -> Stands<Option<Form>> {
    WORDS.presets.longest(tokens)
}

pub(super) fn opens(tokens: &[Token]) -> Stands<Opening> {
    WORDS.openings.longest(tokens)
}

/// A fraction that is said in one word.
pub(super) fn fraction(tokens: &[Token]) -> Stands<(u32, u32)> {
    WORDS.fractions.longest(tokens)
}

/// A whole number in digits or in words, such as `66` or `sáu mươi sáu`.
pub(super) fn whole_number(tokens: &[Token]) -> Stands<u32> {
    let first = tokens.first()?;
    if first.word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((first.word.parse().ok()?, 1));
    }
    let (number, length) = WORDS.numbers.longest(tokens)?;
    let ones = WORDS.numbers.longest(tokens.get(length..)?);
    match ones.filter(|(ones, _)| number >= 20 && *ones < 10) {
        Some((ones, more)) => Some((number + ones, length + more)),
        None => Some((number, length)),
    }
}

/// The lower part of a fraction in English, such as `thirds`.
pub(super) fn part(tokens: &[Token]) -> Stands<u32> {
    WORDS.parts.longest(tokens)
}

pub(super) fn base(tokens: &[Token]) -> Stands<Option<Base>> {
    WORDS.bases.longest(tokens)
}

/// How many words this link takes, if it stands at the beginning.
pub(super) fn link(link: Link, tokens: &[Token]) -> Option<usize> {
    let entry = WORDS.links.0.iter().find(|(of, _)| *of == link);
    entry.and_then(|(_, places)| length(places, tokens))
}
