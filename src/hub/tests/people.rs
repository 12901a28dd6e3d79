//! Elections over real connections: ballots of every form, a tie, a second ballot, and what of it is
//! sent to whom.

use super::client::Client;
use super::commands::opened;
use super::setting::*;
use crate::session::election::Method;
use crate::session::poll::{
    Choice, ChoiceNo, Contest, Grade, Level, Manner, Matter, Outcome, Question, Sense, Vote,
};
use crate::session::testing::contest;
use crate::session::{Command, PollId, Refusal, poll};
use crate::wire::Answer;

fn about(matter: Matter, manner: Manner) -> Question {
    let choice = |label: &str| Choice {
        label: label.to_owned(),
        sense: Sense::Yes,
    };
    Question {
        matter,
        choices: ["An", "Bình", "Chi"].map(choice).to_vec(),
        rule: "majority of members".parse().unwrap(),
        ..question(manner)
    }
}

fn cast(poll: PollId, ranks: &[&[u8]]) -> Command {
    let rank = |rank: &&[u8]| rank.iter().map(|no| ChoiceNo(*no)).collect();
    Command::Poll(poll::Command::Cast {
        poll,
        choice: Vote::new(ranks.iter().map(rank)),
        delegate: None,
    })
}

async fn chair_does(chair: &mut Client, command: poll::Command) {
    chair.done(Command::Poll(command)).await;
}

/// Puts a question and opens it.
async fn vote(chair: &mut Client, question: Question) -> PollId {
    chair_does(chair, poll::Command::Prepare { question }).await;
    let poll = chair.session().polls.latest().unwrap().id;
    chair_does(chair, poll::Command::Open { poll }).await;
    poll
}

/// Everybody casts the ballot that is theirs, each over a connection of their own.
async fn all_cast(hub: &Hub, poll: PollId, ballots: &[&[&[u8]]]) -> Vec<Client> {
    let mut clients = vec![];
    for (id, ballot) in (1..).zip(ballots) {
        let mut client = hub.join(&token(id)).await;
        client.done(cast(poll, ballot)).await;
        clients.push(client);
    }
    clients
}

fn outcome(client: &Client, poll: PollId) -> Option<Outcome> {
    let session = client.session();
    let tally = session.polls.get(poll).unwrap().tally().cloned();
    tally.map(|tally| tally.outcome)
}

#[tokio::test]
async fn a_secret_election_goes_into_a_second_ballot_and_a_lot_decides() {
    let hub = Hub::new().await;
    let mut chair = opened(&hub).await;
    let matter = Matter::Election(Contest {
        method: Method::Plurality,
        seats: 1,
        level: Level::SecondBallot,
        second: false,
    });
    let first = vote(&mut chair, about(matter, Manner::Secret)).await;
    let ballots: [&[&[u8]]; 6] = [&[&[0]], &[&[0]], &[&[1]], &[&[1]], &[&[2]], &[]];
    let mut clients = all_cast(&hub, first, &ballots).await;
    let wrong = clients[5].ask(cast(first, &[&[0]])).await;
    assert_eq!(
        wrong,
        Answer::Refused(Refusal::AlreadyVoted { poll: first })
    );
    chair_does(&mut chair, poll::Command::Close { poll: first }).await;
    assert_eq!(outcome(&chair, first), Some(Outcome::SecondBallot));
    clients[0].see(chair.upto).await;
    assert_eq!(
        outcome(&clients[0], first),
        None,
        "not known to the room yet"
    );

    chair_does(&mut chair, poll::Command::Publish { poll: first }).await;
    chair_does(&mut chair, poll::Command::Continue { poll: first }).await;
    let second = PollId(2);
    chair_does(&mut chair, poll::Command::Open { poll: second }).await;
    clients[0].see(chair.upto).await;
    let session = clients[0].session();
    let open = session.polls.open().unwrap();
    assert_eq!(open.question.names(), ["An", "Bình"]);
    for (place, client) in clients.iter_mut().enumerate() {
        let mark = u8::try_from(place % 2).unwrap();
        client.done(cast(second, &[&[mark]])).await;
    }
    chair_does(&mut chair, poll::Command::Close { poll: second }).await;
    assert_eq!(outcome(&chair, second), Some(Outcome::Tied));
    let order = vec![ChoiceNo(1)];
    let side = None;
    let lot = poll::Command::BreakTie {
        poll: second,
        side,
        order,
    };
    chair_does(&mut chair, lot).await;
    chair_does(&mut chair, poll::Command::Publish { poll: second }).await;
    clients[0].see(chair.upto).await;
    let session = clients[0].session();
    let elected = session.polls.get(second).unwrap().elected().to_vec();
    assert_eq!(elected.iter().map(|one| one.0).collect::<Vec<_>>(), [1]);
    hub.stop().await;
}

#[tokio::test]
async fn a_published_ranking_is_in_no_frame_unless_it_is_named() {
    for (manner, seen) in [(Manner::Secret, 0), (Manner::Named, 1)] {
        let hub = Hub::new().await;
        let mut chair = opened(&hub).await;
        let poll = vote(&mut chair, about(contest(Method::Stv, 1), manner)).await;
        let ballots: [&[&[u8]]; 4] = [&[&[0], &[1]], &[&[0], &[1]], &[&[2], &[0], &[1]], &[&[0]]];
        let mut clients = all_cast(&hub, poll, &ballots).await;
        let equal = hub.join(&token(5)).await.ask(cast(poll, &[&[0, 1]])).await;
        assert_eq!(equal, Answer::Refused(Refusal::EqualRanks { poll }));
        chair_does(&mut chair, poll::Command::Close { poll }).await;
        chair_does(&mut chair, poll::Command::Publish { poll }).await;
        let other = &mut clients[0];
        other.see(chair.upto).await;
        assert_eq!(outcome(other, poll), Some(Outcome::Elected));
        for client in [&*other, &chair] {
            let frames = client.frames.iter();
            let told = frames
                .filter(|frame| frame.contains("[[2],[0],[1]]"))
                .count();
            assert!((told > 0) == (seen > 0), "{manner:?}");
        }
        hub.stop().await;
    }
}

#[tokio::test]
async fn grades_are_given_and_told_person_by_person() {
    let hub = Hub::new().await;
    let mut chair = opened(&hub).await;
    let poll = vote(&mut chair, about(Matter::Confidence, Manner::Secret)).await;
    let ballot = [
        Grade::Low.of(0).0,
        Grade::High.of(1).0,
        Grade::Middle.of(2).0,
    ];
    let ballot: &[&[u8]] = &[&ballot];
    let ballots = [ballot; 4];
    all_cast(&hub, poll, &ballots).await;
    let twice = [Grade::Low.of(0).0, Grade::High.of(0).0];
    let refused = hub.join(&token(5)).await.ask(cast(poll, &[&twice])).await;
    assert_eq!(refused, Answer::Refused(Refusal::NamedTwice { poll }));
    chair_does(&mut chair, poll::Command::Close { poll }).await;
    let session = chair.session();
    let tally = session.polls.get(poll).unwrap().tally().unwrap().clone();
    let low: Vec<_> = tally
        .grades()
        .map(|(grades, _)| grades.low.to_string())
        .collect();
    assert_eq!(low, ["4", "0", "0"]);
    hub.stop().await;
}
