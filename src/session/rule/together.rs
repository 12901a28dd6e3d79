//! Several rules as one: what is put together must not be carried by less than each part asks.

use super::{Form, MOST_CONDITIONS, Rule};

impl Rule {
    /// The rule that asks all that these ask; none where there are none, where one of them has no
    /// conditions to be joined with others, or where there would be too many.
    #[must_use]
    pub fn together<'r>(rules: impl IntoIterator<Item = &'r Self>) -> Option<Self> {
        let mut rules = rules.into_iter();
        let mut all = rules.next()?.clone();
        for rule in rules {
            if all == *rule {
                continue;
            }
            let (Form::All(joined), Form::All(more)) = (&mut all.0, &rule.0) else {
                return None;
            };
            for condition in more {
                if !joined.contains(condition) {
                    joined.push(*condition);
                }
            }
        }
        (all.conditions().len() <= MOST_CONDITIONS).then_some(all)
    }

    /// Whether this rule asks at least what the other asks, as far as their words tell: nobody
    /// against is enough for every rule, and otherwise each condition of the other stands in this
    /// one.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        if self == other || self.is_no_objection() {
            return true;
        }
        match (&self.0, &other.0) {
            (Form::All(own), Form::All(asked)) => asked.iter().all(|asked| own.contains(asked)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Rule {
        text.parse().unwrap()
    }

    fn together(texts: &[&str]) -> Option<String> {
        let rules: Vec<_> = texts.iter().map(|text| rule(text)).collect();
        Rule::together(&rules).map(|rule| rule.to_string())
    }

    #[test]
    fn together_they_ask_what_each_of_them_asks() {
        let (half, two_thirds) = ("> 1/2 of members", ">= 2/3 of cast");
        assert_eq!(together(&[half, half]).as_deref(), Some(half));
        let both = together(&[half, two_thirds, half]).unwrap();
        assert_eq!(both, "> 1/2 of members and >= 2/3 of cast");
        assert_eq!(together(&[]), None);
        let alone = "no objection";
        assert_eq!(together(&[alone, alone]).as_deref(), Some(alone));
        assert_eq!(together(&[alone, half]), None);
        assert_eq!(together(&[half, "plurality"]), None);
        let many: Vec<_> = (2..12).map(|n| format!("> 1/{n} of cast")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(together(&many), None);
    }

    #[test]
    fn a_rule_covers_what_asks_no_more() {
        let (half, both) = ("> 1/2 of members", "> 1/2 of members and >= 2/3 of cast");
        assert!(rule(both).covers(&rule(half)));
        assert!(!rule(half).covers(&rule(both)));
        assert!(rule("no objection").covers(&rule(both)));
        assert!(!rule(both).covers(&rule("no objection")));
        assert!(!rule(both).covers(&rule("plurality")));
        assert!(rule("plurality").covers(&rule("plurality")));
    }
}
