//! The cases of `tests/golden/speakers.json` that are about order, as they stand there, told by what a
//! chair and delegates do; those about time are run by `tests/time.rs`.

use serde_json::Value;

use super::order::Policy;
use super::{Command, Kind};
use crate::session::testing::{Meeting, plan};
use crate::session::{DelegateId, GroupId, RequestId};

#[test]
fn every_case_comes_out_as_decided() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/golden/speakers.json")).unwrap();
    for case in &cases {
        match text(&case["policy"]) {
            "fewest-speeches-then-arrival" => fewest(case),
            "quota-hard" => balanced(case, Policy::StrictlyBalanced),
            "quota-soft" => balanced(case, Policy::Balanced),
            "poo-first" | "poo-ranked" => points_of_order(case),
            "openslides-kinds" => kinds(case),
            "questioner-first-in-debate" => questioner(case),
            "group-budget" | "timer" | "vn-national-assembly-71-2022" | "max-open-mics" => {}
            other => panic!("{other} has no runner"),
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn names(value: &Value) -> Vec<&str> {
    list(value).iter().map(text).collect()
}

/// A meeting of the people of a case, beside those of the plan.
struct Case<'c> {
    value: &'c Value,
    meeting: Meeting,
    people: Vec<&'c str>,
}

impl<'c> Case<'c> {
    fn of(
        value: &'c Value,
        policy: Policy,
        groups: &[(&str, Vec<&'c str>)],
        others: Vec<&'c str>,
    ) -> Self {
        let mut plan = plan();
        let rules = &mut plan.rules.floor;
        rules.order = policy;
        rules.groups = groups.iter().map(|(name, _)| (*name).to_owned()).collect();
        rules.points_of_order = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let grouped = groups.iter().zip(rules.group_ids());
        let grouped =
            grouped.flat_map(|((_, names), group)| names.iter().map(move |n| (*n, Some(group))));
        let everybody: Vec<(&str, Option<GroupId>)> = grouped
            .chain(others.into_iter().map(|name| (name, None)))
            .collect();
        let mut next = plan.roster[4].clone();
        let mut people = vec![];
        for (id, (name, group)) in (11..).zip(&everybody) {
            (next.id, next.name, next.group) = (DelegateId(id), (*name).to_owned(), *group);
            plan.roster.push(next.clone());
            people.push(*name);
        }
        let meeting = Meeting::opened(plan);
        Self {
            value,
            meeting,
            people,
        }
    }

    fn id(&self, name: &str) -> DelegateId {
        let place = self.people.iter().position(|other| *other == name).unwrap();
        DelegateId(u32::try_from(place).unwrap() + 11)
    }

    fn asks(&mut self, name: &str, kind: Kind) -> RequestId {
        self.meeting.asks(self.id(name).0, kind)
    }

    fn call(&mut self, name: &str, kind: Kind) {
        let delegate = self.id(name);
        self.meeting
            .chair(Command::Call { delegate, kind })
            .unwrap();
    }

    fn end(&mut self) {
        let request = self.meeting.session.floor.current().unwrap().request.id;
        self.meeting.chair(Command::End { request }).unwrap();
    }

    fn names(&self, requests: &[RequestId]) -> Vec<&'c str> {
        let floor = &self.meeting.session.floor;
        let delegates = requests
            .iter()
            .map(|id| floor.waiting(*id).unwrap().delegate);
        delegates
            .map(|id| self.people[id.0 as usize - 11])
            .collect()
    }

    /// The order is the one expected: as proposed, as it stands in the queue, and as people speak
    /// when the chair always takes whoever is proposed.
    fn comes_out(mut self) {
        let id = text(&self.value["id"]);
        let (expected, left) = (names(&self.value["expect"]), names(&self.value["left"]));
        let proposal = self.meeting.session.proposal();
        assert_eq!(self.names(&proposal.order), expected, "{id}");
        assert_eq!(self.names(&proposal.left), left, "{id}");
        let queue: Vec<_> = self
            .meeting
            .session
            .floor
            .queue
            .iter()
            .map(|r| r.id)
            .collect();
        assert_eq!(queue, [proposal.order, proposal.left].concat(), "{id}");
        let mut spoke = vec![];
        while let Some(next) = self.meeting.session.proposal().next {
            spoke.extend(self.names(&[next]));
            self.meeting.give(next).unwrap();
        }
        assert_eq!(spoke, expected, "{id}");
        assert_eq!(self.meeting.session.floor.queue.len(), left.len(), "{id}");
    }
}

fn fewest(value: &Value) {
    let arrivals = names(&value["arrivals"]);
    let mut case = Case::of(value, Policy::FewestSpeeches, &[], arrivals.clone());
    for (name, times) in value["spoken"].as_object().unwrap() {
        for _ in 0..times.as_u64().unwrap() {
            case.call(name, Kind::Speech);
            case.end();
        }
    }
    for name in arrivals {
        case.asks(name, Kind::Speech);
    }
    case.comes_out();
}

fn balanced(value: &Value, policy: Policy) {
    let [first, second] = ["W", "O"].map(|group| names(&value["queues"][group]));
    let groups = [("W", first.clone()), ("O", second.clone())];
    let mut case = Case::of(value, policy, &groups, vec![]);
    for name in second.into_iter().chain(first) {
        case.asks(name, Kind::Speech);
    }
    case.comes_out();
}

fn points_of_order(value: &Value) {
    let entry = |value: &'_ Value| value.get("n").unwrap_or(value).as_str().unwrap().to_owned();
    let entries: Vec<_> = list(&value["start"])
        .iter()
        .chain(list(&value["add"]))
        .collect();
    let people = entries
        .iter()
        .map(|e| e.get("n").unwrap_or(e).as_str().unwrap());
    let mut case = Case::of(value, Policy::FirstCome, &[], people.collect());
    for (place, entry_of) in entries.iter().enumerate() {
        let delegate = case.id(&entry(entry_of));
        let point = entry_of.get("poo");
        let kind = point.map_or(Kind::Speech, |_| Kind::PointOfOrder);
        let category = point
            .and_then(Value::as_u64)
            .map(|rank| u8::try_from(rank).unwrap());
        let ask = Command::Ask {
            delegate,
            kind,
            category,
        };
        case.meeting.secretary(ask).unwrap();
        // Who stands at the end of what was there first, and would not by rank, was put there.
        let queue = &case.meeting.session.floor.queue;
        let request = queue.iter().find(|r| r.delegate == delegate).unwrap().id;
        if place < list(&value["start"]).len() && queue.last().unwrap().id != request {
            let before = None;
            case.meeting
                .chair(Command::Move { request, before })
                .unwrap();
        }
    }
    case.comes_out();
}

fn kinds(value: &Value) {
    let arrivals: Vec<_> = list(&value["arrivals"]).iter().map(names).collect();
    let people = arrivals
        .iter()
        .map(|arrival| arrival[0])
        .chain(["X"])
        .collect();
    let mut case = Case::of(value, Policy::FirstCome, &[], people);
    case.call("X", Kind::Speech);
    for arrival in arrivals {
        let kind = match arrival[1] {
            "normal" => Kind::Speech,
            "poo" => Kind::PointOfOrder,
            "intervention" => Kind::Intervention,
            "interposed" => Kind::Interposed,
            other => panic!("{other}"),
        };
        case.asks(arrival[0], kind);
    }
    case.comes_out();
}

fn questioner(value: &Value) {
    let arrivals = names(&value["arrivals"]);
    let people = arrivals.iter().copied().chain(["minister"]).collect();
    let mut case = Case::of(value, Policy::QuestionerFirst, &[], people);
    case.call(text(&value["original_questioner"]), Kind::Questioning);
    case.call("minister", Kind::Answer);
    for name in arrivals {
        case.asks(name, Kind::Reply);
    }
    case.comes_out();
}
