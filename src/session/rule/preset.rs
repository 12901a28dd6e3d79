//! Rules that have a name, each with its source and a worked example.
//!
//! Laws and house rules change; a preset is a starting point that any session file can replace by
//! conditions of its own. The confidence vote has three grades instead of two sides and a judgement
//! of its own, [`Confidence`](super::Confidence).

use super::{Base, Condition, Form, Rule, TieRule};
use crate::text::fold;

/// A rule that has a name.
///
/// This page has all of them: in the table the conditions a name stands for, and the tie rule and the
/// [quorum](crate::session::quorum::Quorum) that it brings to a session file that writes no other;
/// below, for each, its source and a worked example that is run as a test.
///
#[doc = include_str!("presets.md")]
///
/// The names of quorums stand for: `half` or `một nửa`, `>= 1/2 of members`; `majority` or `quá nửa`,
/// `> 1/2 of members`; `two thirds` or `hai phần ba`, `>= 2/3 of members`.
///
/// Written as a rule, the name stands for the conditions alone: what a body does with a tie and how
/// many must be there is told beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The English name.
    pub name: &'static str,
    /// The Vietnamese name.
    pub vietnamese: &'static str,
    /// What is done with a tie.
    pub tie: TieRule,
    /// The preset of [`Quorum`](crate::session::quorum::Quorum) that belongs to it, where one does.
    pub quorum: Option<&'static str>,
    stands_for: StandsFor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StandsFor {
    Conditions(&'static [Condition]),
    NoObjection,
    Plurality,
}

impl Preset {
    /// More votes for than against; abstentions and invalid ballots do not count.
    ///
    /// Robert's Rules (majority), the German Civil Code § 32, the European Parliament's usual rule.
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "simple".parse().unwrap();
    /// assert!(rule.carries(&Sums::votes(10, 9, 0)));
    /// assert!(!rule.carries(&Sums::votes(10, 10, 0)), "a tie is lost");
    /// assert!(rule.carries(&Sums::votes(40, 30, 30)), "abstentions do not count");
    /// ```
    pub const SIMPLE: Self = Self {
        name: "simple",
        vietnamese: "quá nửa số phiếu",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Cast)]),
    };

    /// More than half of all votes, where an abstention works like a vote against.
    ///
    /// What the software Antragsgrün calls an absolute majority; it is none of the members.
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "majority of cast with abstentions".parse().unwrap();
    /// assert!(!rule.carries(&Sums::votes(40, 30, 30)));
    /// assert!(rule.carries(&Sums::votes(51, 19, 30)));
    /// ```
    pub const CAST_WITH_ABSTENTIONS: Self = Self {
        name: "majority of cast with abstentions",
        vietnamese: "quá nửa số phiếu kể cả không biểu quyết",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::CastWithAbstentions)]),
    };

    /// More than half of those present: who abstains or keeps silent works against, and so does who is
    /// here and recused, for a recusal makes nobody absent.
    ///
    /// Robert's Rules, majority of the members present.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "majority of present".parse().unwrap();
    /// let of_13 = |votes| Sums { present: Weight::whole(13), ..votes };
    /// assert!(rule.carries(&of_13(Sums::votes(7, 4, 2))));
    /// assert!(!rule.carries(&of_13(Sums::votes(2, 1, 10))));
    /// ```
    pub const PRESENT: Self = Self {
        name: "majority of present",
        vietnamese: "quá nửa số người có mặt",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Present)]),
    };

    /// More than half of all who have a vote in the body, present or not.
    ///
    /// The European Parliament's majority of its component Members; the usual majority of Vietnamese
    /// bodies (Law 77/2015 on the organisation of local government, art. 91 and 117).
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "majority of members".parse().unwrap();
    /// let of_82 = |votes| Sums { members: Weight::whole(82), ..votes };
    /// assert!(rule.carries(&of_82(Sums::votes(42, 38, 0))));
    /// assert!(!rule.carries(&of_82(Sums::votes(41, 3, 36))), "exactly half");
    /// ```
    pub const MEMBERS: Self = Self {
        name: "majority of members",
        vietnamese: "quá nửa tổng số thành viên",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Members)]),
    };

    /// At least two thirds of the votes for and against.
    ///
    /// Robert's Rules, two-thirds vote; in the United States suspending the rules and constitutional
    /// amendments in either house.
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "two thirds of cast".parse().unwrap();
    /// assert!(rule.carries(&Sums::votes(20, 10, 0)));
    /// assert!(!rule.carries(&Sums::votes(20, 11, 0)));
    /// assert!(!rule.carries(&Sums::votes(0, 0, 12)), "never without a vote in favour");
    /// ```
    pub const TWO_THIRDS_OF_CAST: Self = Self {
        name: "two thirds of cast",
        vietnamese: "hai phần ba số phiếu",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(2, 3, Base::Cast)]),
    };

    /// At least two thirds of all members.
    ///
    /// The Constitution of Viet Nam for amending it (art. 120); removal of a deputy by a People's Council
    /// (Law 77/2015 art. 91.3).
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "two thirds of members".parse().unwrap();
    /// let of_500 = |yes| Sums { members: Weight::whole(500), ..Sums::votes(yes, 0, 0) };
    /// assert!(rule.carries(&of_500(334)));
    /// assert!(!rule.carries(&of_500(333)), "66.6 % is less than two thirds");
    /// ```
    pub const TWO_THIRDS_OF_MEMBERS: Self = Self {
        name: "two thirds of members",
        vietnamese: "hai phần ba tổng số thành viên",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(2, 3, Base::Members)]),
    };

    /// At least three quarters of the votes for and against.
    ///
    /// The German Civil Code, § 33 (changing the statutes) and § 41 (dissolving an association).
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "three quarters of cast".parse().unwrap();
    /// assert!(rule.carries(&Sums::votes(60, 20, 20)));
    /// assert!(!rule.carries(&Sums::votes(59, 20, 21)));
    /// ```
    pub const THREE_QUARTERS_OF_CAST: Self = Self {
        name: "three quarters of cast",
        vietnamese: "ba phần tư số phiếu",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(3, 4, Base::Cast)]),
    };

    /// At least three fifths of all members.
    ///
    /// The Senate of the United States: cloture, and waivers of the budget act.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "three fifths of members".parse().unwrap();
    /// let of_100 = |votes| Sums { members: Weight::whole(100), ..votes };
    /// assert!(!rule.carries(&of_100(Sums::votes(58, 41, 0))));
    /// assert!(rule.carries(&of_100(Sums::votes(60, 40, 0))));
    /// ```
    pub const THREE_FIFTHS_OF_MEMBERS: Self = Self {
        name: "three fifths of members",
        vietnamese: "ba phần năm tổng số thành viên",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(3, 5, Base::Members)]),
    };

    /// Nobody against and at least one in favour: nemine contradicente. Abstaining is no dissent.
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "unanimous".parse().unwrap();
    /// assert!(rule.carries(&Sums::votes(5, 0, 20)));
    /// assert!(!rule.carries(&Sums::votes(24, 1, 0)));
    /// assert!(!rule.carries(&Sums::votes(0, 0, 25)));
    /// ```
    pub const UNANIMOUS: Self = Self {
        name: "unanimous",
        vietnamese: "nhất trí",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(1, 1, Base::Cast)]),
    };

    /// Every member in favour: who is away or abstains prevents it.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "all members".parse().unwrap();
    /// let of_25 = |votes| Sums { members: Weight::whole(25), ..votes };
    /// assert!(!rule.carries(&of_25(Sums::votes(24, 0, 0))), "one did not vote");
    /// assert!(rule.carries(&of_25(Sums::votes(25, 0, 0))));
    /// ```
    pub const ALL_MEMBERS: Self = Self {
        name: "all members",
        vietnamese: "toàn thể thành viên",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::at_least(1, 1, Base::Members)]),
    };

    /// Unanimous consent: nobody objects within the wait, which is counted as votes against. One
    /// objection, and the question has to be put to an ordinary vote. The only rule by which silence is
    /// consent.
    ///
    /// Robert's Rules, general consent.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "no objection".parse().unwrap();
    /// let of_25 = |votes| Sums { entitled: Weight::whole(25), ..votes };
    /// assert!(rule.carries(&of_25(Sums::votes(0, 0, 0))));
    /// assert!(!rule.carries(&of_25(Sums::votes(0, 1, 0))));
    /// ```
    pub const NO_OBJECTION: Self = Self {
        name: "no objection",
        vietnamese: "không ai phản đối",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::NoObjection,
    };

    /// More than any other side has. For a question that is answered yes or no: more for than against.
    ///
    /// ```
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "plurality".parse().unwrap();
    /// assert!(rule.carries(&Sums::votes(3, 2, 20)));
    /// assert!(!rule.carries(&Sums::votes(3, 3, 0)));
    /// ```
    pub const PLURALITY: Self = Self {
        name: "plurality",
        vietnamese: "nhiều phiếu hơn",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Plurality,
    };

    /// Two thirds of the votes for and against and more than half of those present: neither few votes
    /// nor a bare majority is enough. Conditions and presets are joined by `and`; this is
    /// `two thirds of cast and majority of present`.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "double threshold".parse().unwrap();
    /// let of_13 = |votes| Sums { present: Weight::whole(13), ..votes };
    /// assert!(!rule.carries(&of_13(Sums::votes(7, 4, 2))), "8 of 11 needed");
    /// assert!(!rule.carries(&of_13(Sums::votes(2, 1, 10))), "7 of 13 needed");
    /// assert!(rule.carries(&of_13(Sums::votes(8, 4, 1))));
    /// assert_eq!(rule, "two thirds of cast and majority of present".parse().unwrap());
    /// ```
    pub const DOUBLE_THRESHOLD: Self = Self {
        name: "double threshold",
        vietnamese: "hai điều kiện",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[
            Condition::at_least(2, 3, Base::Cast),
            Condition::more_than(1, 2, Base::Present),
        ]),
    };

    /// A People's Council (Hội đồng nhân dân) adopting a resolution: more than half of all deputies.
    /// Sessions are valid with two thirds of them.
    ///
    /// Law 77/2015 on the organisation of local government, art. 91.3; carried into Law 72/2025, art. 35.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "HĐND".parse().unwrap();
    /// let of_82 = |votes| Sums { members: Weight::whole(82), ..votes };
    /// assert!(rule.carries(&of_82(Sums::votes(42, 38, 0))));
    /// assert!(!rule.carries(&of_82(Sums::votes(41, 3, 36))));
    /// ```
    pub const COUNCIL: Self = Self {
        name: "people's council",
        vietnamese: "HĐND",
        tie: TieRule::Lost,
        quorum: Some("two thirds"),
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Members)]),
    };

    /// A People's Council removing a deputy: at least two thirds of all deputies.
    ///
    /// Law 77/2015, art. 91.3.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "HĐND bãi nhiệm".parse().unwrap();
    /// let of_82 = |votes| Sums { members: Weight::whole(82), ..votes };
    /// assert!(rule.carries(&of_82(Sums::votes(55, 27, 0))));
    /// assert!(!rule.carries(&of_82(Sums::votes(54, 0, 28))));
    /// ```
    pub const COUNCIL_REMOVAL: Self = Self {
        name: "people's council, removal",
        vietnamese: "HĐND bãi nhiệm",
        tie: TieRule::Lost,
        quorum: Some("two thirds"),
        stands_for: StandsFor::Conditions(&[Condition::at_least(2, 3, Base::Members)]),
    };

    /// A People's Committee (Ủy ban nhân dân): more than half of all members; where as many are for as
    /// against, the side of the chair wins. Meetings are valid with two thirds of the members.
    ///
    /// Law 77/2015, art. 117.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    /// use chair_console::session::rule::{Chair, Preset, Said, Side};
    /// use chair_console::session::verdict::{Case, Outcome};
    ///
    /// let preset = Preset::named("UBND").unwrap();
    /// let rule: Rule = preset.rule();
    /// let of_25 = |votes| Sums { members: Weight::whole(25), entitled: Weight::whole(25), ..votes };
    /// let judge = |sums, chair| {
    ///     let said = Said { chair, drawn: None };
    ///     let case = Case { rule: &rule, tie: preset.tie, said, quorum: None, sums: of_25(sums) };
    ///     case.judge().outcome
    /// };
    /// let in_favour = Some(Chair::Votes(Side::Yes));
    /// assert_eq!(judge(Sums::votes(12, 12, 1), in_favour), Outcome::Carried);
    /// assert_eq!(judge(Sums::votes(12, 12, 1), None), Outcome::Tied);
    /// assert_eq!(judge(Sums::votes(12, 11, 2), in_favour), Outcome::NotCarried);
    /// ```
    pub const COMMITTEE: Self = Self {
        name: "people's committee",
        vietnamese: "UBND",
        tie: TieRule::ChairSide,
        quorum: Some("two thirds"),
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Members)]),
    };

    /// The Government (Chính phủ): more than half of all members; where as many are for as against, the
    /// side of the Prime Minister wins.
    ///
    /// Law on the Organisation of the Government.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    /// use chair_console::session::rule::{Chair, Preset, Said, Side};
    /// use chair_console::session::verdict::{Case, Outcome};
    ///
    /// let preset = Preset::named("Chính phủ").unwrap();
    /// let rule: Rule = preset.rule();
    /// let of_25 = |votes| Sums { members: Weight::whole(25), entitled: Weight::whole(25), ..votes };
    /// let judge = |sums, chair| {
    ///     let said = Said { chair, drawn: None };
    ///     let case = Case { rule: &rule, tie: preset.tie, said, quorum: None, sums: of_25(sums) };
    ///     case.judge().outcome
    /// };
    /// let in_favour = Some(Chair::Votes(Side::Yes));
    /// assert_eq!(judge(Sums::votes(12, 12, 1), in_favour), Outcome::Carried);
    /// assert_eq!(judge(Sums::votes(12, 12, 1), None), Outcome::Tied);
    /// assert_eq!(judge(Sums::votes(12, 11, 2), in_favour), Outcome::NotCarried);
    /// ```
    pub const GOVERNMENT: Self = Self {
        name: "government",
        vietnamese: "Chính phủ",
        tie: TieRule::ChairSide,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Members)]),
    };

    /// The Standing Committee of the National Assembly (Ủy ban thường vụ Quốc hội): more than half of all
    /// members; a tie is too few.
    ///
    /// Working rules of the Standing Committee.
    ///
    /// ```
    /// use chair_console::session::Weight;
    /// use chair_console::session::rule::{Rule, Sums};
    ///
    /// let rule: Rule = "UBTVQH".parse().unwrap();
    /// let of_18 = |votes| Sums { members: Weight::whole(18), ..votes };
    /// assert!(rule.carries(&of_18(Sums::votes(10, 2, 0))));
    /// assert!(!rule.carries(&of_18(Sums::votes(9, 2, 0))), "exactly half");
    /// ```
    pub const STANDING_COMMITTEE: Self = Self {
        name: "standing committee of the national assembly",
        vietnamese: "UBTVQH",
        tie: TieRule::Lost,
        quorum: None,
        stands_for: StandsFor::Conditions(&[Condition::more_than(1, 2, Base::Members)]),
    };

    /// Every preset.
    pub const ALL: [Self; 18] = [
        Self::SIMPLE,
        Self::CAST_WITH_ABSTENTIONS,
        Self::PRESENT,
        Self::MEMBERS,
        Self::TWO_THIRDS_OF_CAST,
        Self::TWO_THIRDS_OF_MEMBERS,
        Self::THREE_QUARTERS_OF_CAST,
        Self::THREE_FIFTHS_OF_MEMBERS,
        Self::UNANIMOUS,
        Self::ALL_MEMBERS,
        Self::NO_OBJECTION,
        Self::PLURALITY,
        Self::DOUBLE_THRESHOLD,
        Self::COUNCIL,
        Self::COUNCIL_REMOVAL,
        Self::COMMITTEE,
        Self::GOVERNMENT,
        Self::STANDING_COMMITTEE,
    ];

    /// The preset with this name, in either language, whatever its case and accents.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        const ALL: &[Preset] = &Preset::ALL;
        let folded = fold(name);
        ALL.iter().find(|preset| preset.is_called(&folded))
    }

    /// Whether a folded text is one of its names.
    fn is_called(&self, folded: &str) -> bool {
        [self.name, self.vietnamese]
            .iter()
            .any(|name| fold(name) == folded)
    }

    /// The conditions it stands for.
    #[must_use]
    pub fn rule(&self) -> Rule {
        Rule(match self.stands_for {
            StandsFor::Conditions(conditions) => Form::All(conditions.to_vec()),
            StandsFor::NoObjection => Form::NoObjection,
            StandsFor::Plurality => Form::Plurality,
        })
    }
}
