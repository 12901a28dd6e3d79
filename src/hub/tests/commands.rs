//! What becomes of commands.

use std::collections::HashSet;

use uuid::Uuid;

use super::client::Client;
use super::setting::*;
use crate::session::poll::{ChoiceNo, Manner};
use crate::session::{
    Command, CommandId, DelegateId, PollId, Refusal, RequestId, Role, Time, attendance, floor,
    life, poll,
};
use crate::wire::{Answer, HubMessage, MOST_COMMANDS};

fn give(request: u32) -> Command {
    Command::Floor(floor::Command::Give {
        request: RequestId(request),
    })
}

fn announce(text: &str) -> Command {
    Command::Life(life::Command::Announce {
        text: text.to_owned(),
    })
}

fn cast(choice: u8) -> Command {
    Command::Poll(poll::Command::Cast {
        poll: PollId(1),
        choice: ChoiceNo(choice).into(),
        delegate: None,
    })
}

/// Opens the session with everybody present.
pub(super) async fn opened(hub: &Hub) -> Client {
    let mut chair = hub.join(CHAIR).await;
    let delegates = (1..=6).map(DelegateId).collect();
    chair
        .done(Command::Attendance(attendance::Command::MarkPresent {
            delegates,
        }))
        .await;
    chair.done(Command::Life(life::Command::Open)).await;
    chair
}

async fn vote(chair: &mut Client, manner: Manner) {
    let question = question(manner);
    chair
        .done(Command::Poll(poll::Command::Prepare { question }))
        .await;
    let open = poll::Command::Open { poll: PollId(1) };
    chair.done(Command::Poll(open)).await;
}

#[tokio::test]
async fn two_chairs_who_press_next_at_once_skip_nobody() {
    let hub = Hub::new().await;
    let mut one = opened(&hub).await;
    let mut two = hub.join(CHAIR).await;
    for delegate in 1..=3 {
        let ask = floor::Command::ask(DelegateId(delegate), floor::Kind::Speech);
        one.done(Command::Floor(ask)).await;
    }
    let (first, second) = tokio::join!(one.ask(give(1)), two.ask(give(1)));
    let answers = [first, second];
    let done = |answer: &&Answer| matches!(answer, Answer::Done { .. });
    assert_eq!(answers.iter().filter(done).count(), 1, "{answers:?}");
    assert!(answers.contains(&Answer::Refused(Refusal::AlreadySpeaking {
        request: RequestId(1)
    })));
    two.see(one.upto).await;
    let floor = two.session().floor;
    assert_eq!(floor.current().unwrap().request.id, RequestId(1));
    let waiting: Vec<_> = floor.queue.iter().map(|request| request.id.0).collect();
    assert_eq!(waiting, [2, 3]);
    hub.stop().await;
}

#[tokio::test]
async fn nobody_acts_beyond_their_role() {
    let hub = Hub::new().await;
    let _chair = opened(&hub).await;
    for (token, role) in [
        (token(1), Role::Delegate),
        (SECRETARY.to_owned(), Role::Secretary),
        (TECHNICIAN.to_owned(), Role::Technician),
    ] {
        let mut client = hub.join(&token).await;
        let answer = client.ask(Command::Life(life::Command::Close)).await;
        assert_eq!(answer, Answer::Refused(Refusal::NotYourRole { role }));
    }
    hub.stop().await;
}

#[tokio::test]
async fn a_second_ballot_and_one_after_the_close_do_not_count() {
    let hub = Hub::new().await;
    let mut chair = opened(&hub).await;
    let (mut one, mut two) = (hub.join(&token(1)).await, hub.join(&token(2)).await);
    vote(&mut chair, Manner::Named).await;
    one.done(cast(0)).await;
    let poll = PollId(1);
    assert_eq!(
        one.ask(cast(1)).await,
        Answer::Refused(Refusal::AlreadyVoted { poll })
    );
    let closed = Time(START.0 + 5_000);
    hub.clock.set(closed);
    chair
        .done(Command::Poll(poll::Command::Close { poll }))
        .await;
    assert_eq!(
        two.ask(cast(0)).await,
        Answer::Refused(Refusal::VoteClosed { poll, at: closed })
    );
    chair.see(two.upto).await;
    let session = chair.session();
    let tally = session.polls.get(poll).unwrap().tally().unwrap().clone();
    assert_eq!(tally.votes, [(DelegateId(1), ChoiceNo(0).into())]);
    hub.stop().await;
}

#[tokio::test]
async fn the_same_command_twice_is_done_once() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let id = CommandId(Uuid::now_v7());
    // Both are likely to be decided together; a third comes when the first is long done.
    chair.send_as(id, announce("một lần")).await;
    chair.send_as(id, announce("một lần")).await;
    let first = chair.answer(id).await;
    assert_eq!(chair.answer(id).await, first);
    chair.send_as(id, announce("một lần")).await;
    assert_eq!(chair.answer(id).await, first);
    assert_eq!(chair.session().announcements.len(), 1);

    let mut secretary = hub.join(SECRETARY).await;
    secretary.send_as(id, announce("của người khác")).await;
    assert_eq!(
        secretary.answer(id).await,
        Answer::Refused(Refusal::CommandIdUsed)
    );
    hub.stop().await;
}

#[tokio::test]
async fn what_came_of_a_command_is_known_again_after_a_restart() {
    let journal = journal();
    let id = CommandId(Uuid::now_v7());
    let hub = Hub::with(journal.clone()).await;
    let mut chair = hub.join(CHAIR).await;
    chair.send_as(id, announce("một lần")).await;
    let first = chair.answer(id).await;
    hub.stop().await;

    let hub = Hub::with(journal).await;
    let mut chair = hub.join(CHAIR).await;
    chair.send_as(id, announce("một lần")).await;
    assert_eq!(chair.answer(id).await, first);
    assert_eq!(chair.session().announcements.len(), 1);
    hub.stop().await;
}

#[tokio::test]
async fn who_sends_too_fast_is_told_so() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    let mut ids = HashSet::new();
    for _ in 0..MOST_COMMANDS * 2 {
        ids.insert(chair.send(announce("nhanh")).await);
    }
    let mut too_fast = 0;
    while !ids.is_empty() {
        if let Some(HubMessage::Reply { id, answer }) = chair.next().await {
            ids.remove(&id);
            too_fast += u32::from(answer == Answer::Refused(Refusal::TooFast));
        }
    }
    assert!(too_fast > 0 && too_fast <= MOST_COMMANDS, "{too_fast}");
    hub.stop().await;
}

#[tokio::test]
async fn time_comes_from_the_hub_and_never_goes_back() {
    let hub = Hub::new().await;
    let mut chair = hub.join(CHAIR).await;
    hub.clock.set(Time(START.0 + 1_234));
    chair.done(announce("giờ")).await;
    assert_eq!(chair.records.last().unwrap().at, Time(START.0 + 1_234));
    chair.say(r#"{"ping":{"n":5}}"#).await;
    let pong = loop {
        if let HubMessage::Pong { n, now } = chair.next().await.unwrap() {
            break (n, now);
        }
    };
    assert_eq!(pong, (5, Time(START.0 + 1_234)));
    hub.stop().await;
}
