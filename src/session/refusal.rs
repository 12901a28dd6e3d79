//! Why a command was not carried out, in a form that can be translated.
//!
//! The words for each reason stand in the text catalogue under `refusal.<reason>`; they say what
//! happened, why, and what to do instead.

use serde::{Deserialize, Serialize};

use super::actor::Role;
use super::ids::{
    CallId, ConclusionId, DelegateId, ItemId, OpinionId, PollId, RequestId, Seq, SiteId,
};
use super::rule::Side;
use super::time::Time;
use super::weight::Weight;

/// The reason for which a command was refused. The session is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason", deny_unknown_fields)]
pub enum Refusal {
    /// The sender's role may not do this.
    NotYourRole {
        /// The sender's role.
        role: Role,
    },
    /// A delegate may act only for themselves.
    NotYourself,
    /// Something that must be said was left empty.
    Empty {
        /// What: `name`, `text`, `question`, `opinion` or `reason`.
        field: String,
    },

    /// The session has not been opened yet.
    SessionNotOpen,
    /// The session was opened before.
    SessionAlreadyOpen,
    /// The session is suspended.
    SessionSuspended,
    /// The session is not suspended.
    SessionNotSuspended,
    /// The session is over.
    SessionClosed,
    /// This person presides already.
    AlreadyPresiding {
        /// Who.
        delegate: DelegateId,
    },
    /// This person is neither the chair nor a deputy.
    NotADeputy {
        /// Who.
        delegate: DelegateId,
    },

    /// Nobody on the roster has this number.
    NoSuchDelegate {
        /// Who.
        delegate: DelegateId,
    },
    /// This person is not present.
    NotPresent {
        /// Who.
        delegate: DelegateId,
    },
    /// The session has no such site.
    NoSuchSite {
        /// Which.
        site: SiteId,
    },
    /// The roster can hold no more people.
    RosterFull,
    /// A vote weighs more than nothing and at most a million.
    WrongWeight,

    /// This person has no vote.
    NoVote,
    /// Who has a vote of their own sits in for nobody.
    HasOwnVote {
        /// Who.
        delegate: DelegateId,
    },
    /// Who sits in for somebody already, or does not sit at their own place, sits in for nobody else.
    CannotSitIn {
        /// Who.
        delegate: DelegateId,
    },
    /// This body knows no proxies.
    NoProxies,
    /// Who is here speaks for themselves.
    GrantorPresent {
        /// Who.
        delegate: DelegateId,
    },
    /// Only a member who has not given their own voice away can hold a proxy, and nobody passes one
    /// on.
    CannotHold {
        /// Who.
        delegate: DelegateId,
    },
    /// This person holds as many proxies as the body allows.
    TooManyProxies {
        /// Who.
        delegate: DelegateId,
        /// How many one person may hold.
        most: u32,
    },
    /// The holder is recused on the vote that is open, so the voice would be silent in it.
    HolderRecused {
        /// Who was to hold it.
        delegate: DelegateId,
    },
    /// Nobody holds a proxy of this person.
    NoProxy {
        /// Whose.
        delegate: DelegateId,
    },
    /// This person is recused and casts no voice here.
    Recused {
        /// Who.
        delegate: DelegateId,
    },
    /// This person is recused on this already.
    AlreadyRecused {
        /// Who.
        delegate: DelegateId,
    },
    /// This person is not recused on this.
    NotRecused {
        /// Who.
        delegate: DelegateId,
    },

    /// The agenda has no such item.
    NoSuchItem {
        /// Which.
        item: ItemId,
    },
    /// The item is being dealt with already.
    ItemIsCurrent {
        /// Which.
        item: ItemId,
    },
    /// The item is not being dealt with.
    ItemIsNotCurrent {
        /// Which.
        item: ItemId,
    },

    /// No such request waits: it was heard, withdrawn or removed.
    NoSuchRequest {
        /// Which.
        request: RequestId,
    },
    /// The person waits already.
    AlreadyAsked {
        /// With which request.
        request: RequestId,
    },
    /// The list of speakers is closed.
    ListClosed,
    /// A balance needs at least two groups, and the session has none.
    NoGroups,
    /// The rules name no such category of points of order.
    NoSuchCategory {
        /// Which.
        category: u8,
    },
    /// This request was neither moved nor given the floor out of order.
    NotOutOfOrder {
        /// Which.
        request: RequestId,
    },
    /// A question can be interposed only while somebody speaks.
    NobodySpeaks,
    /// The queue can hold no more requests.
    QueueFull,
    /// This request has the floor already.
    AlreadySpeaking {
        /// Which.
        request: RequestId,
    },
    /// This request does not have the floor.
    NotSpeaking {
        /// Which.
        request: RequestId,
    },
    /// The speech is paused already.
    AlreadyPaused {
        /// Which.
        request: RequestId,
    },
    /// The speech is not paused.
    NotPaused {
        /// Which.
        request: RequestId,
    },
    /// The speech has no limit that could be extended.
    NoLimit {
        /// Which.
        request: RequestId,
    },
    /// Time is added in steps of a second to an hour.
    TooMuchTime,
    /// The time named has passed already.
    TimeHasPassed {
        /// Which.
        at: Time,
    },
    /// The meeting has ended the list, or the debate.
    ListEnded,
    /// This request was not put aside.
    NotParked {
        /// Which.
        request: RequestId,
    },
    /// One may ask to speak once on an item.
    OneRequest,
    /// The person has spoken on the item as often as one may; what else they have to say they say in
    /// writing.
    SpokenEnough,
    /// The request was not left unheard, so nothing is filed for it in writing.
    NotUnheard {
        /// Which.
        request: RequestId,
    },
    /// The session accounts for nobody's time.
    NoAccounts,
    /// Nobody on the roster has this unit.
    NoSuchUnit {
        /// Which.
        unit: String,
    },
    /// Somebody of the unit has the floor.
    UnitSpeaks {
        /// With which request.
        request: RequestId,
    },
    /// The unit has time left.
    NotOverdrawn {
        /// Which.
        unit: String,
    },

    /// Nobody waits for help with this call: it was dealt with or taken back.
    NoSuchCall {
        /// Which.
        call: CallId,
    },

    /// There is no such poll.
    NoSuchPoll {
        /// Which.
        poll: PollId,
    },
    /// Votes are being taken; close or cancel the poll first.
    VoteIsOpen {
        /// Which.
        poll: PollId,
    },
    /// Another question is prepared; open or cancel it first.
    PollIsPrepared {
        /// Which.
        poll: PollId,
    },
    /// The poll was opened or cancelled before.
    NotPrepared {
        /// Which.
        poll: PollId,
    },
    /// No votes are being taken in this poll.
    NotOpen {
        /// Which.
        poll: PollId,
    },
    /// The vote was closed before this ballot came.
    VoteClosed {
        /// Which.
        poll: PollId,
        /// When, on the hub's clock.
        at: Time,
    },
    /// The poll has no result to publish or to repeat.
    NotClosed {
        /// Which.
        poll: PollId,
    },
    /// The poll has a result and cannot be cancelled any more.
    HasResult {
        /// Which.
        poll: PollId,
    },
    /// The question was taken off, or its result made void.
    TakenBack {
        /// Which.
        poll: PollId,
    },
    /// The result is not published yet.
    NotPublished {
        /// Of which.
        poll: PollId,
    },
    /// A tie waits for the chair.
    TieWaits {
        /// In which poll.
        poll: PollId,
    },
    /// There is no tie on which anything is still to be said.
    NoTie {
        /// In which poll.
        poll: PollId,
    },
    /// The order does not tell apart those who are level in an election.
    WrongOrder {
        /// In which poll.
        poll: PollId,
        /// How many of them must be named, the first first.
        wanted: u32,
    },
    /// This election left no seat open for a second ballot.
    NoSecondBallot {
        /// Which.
        poll: PollId,
    },
    /// A second ballot is held once everybody knows the result of the first.
    PublishFirst {
        /// Which.
        poll: PollId,
    },
    /// A side must be said: nobody can decline where the rule names the chair's side or a lot.
    SideNeeded,
    /// A secret vote cannot be changed.
    SecretIsFinal,
    /// The poll was repeated before.
    AlreadyRepeated {
        /// The round that took its place.
        poll: PollId,
    },
    /// This person may not vote in this poll.
    NotEntitled {
        /// Which.
        poll: PollId,
    },
    /// This person has voted; the first vote counts.
    AlreadyVoted {
        /// In which poll.
        poll: PollId,
    },
    /// The poll has no such choice.
    NoSuchChoice {
        /// Which.
        poll: PollId,
    },
    /// Somebody stands on the ballot twice, or has two grades.
    NamedTwice {
        /// In which poll.
        poll: PollId,
    },
    /// More are marked on the ballot than may be, or they are ranked where no order counts.
    TooManyMarks {
        /// In which poll.
        poll: PollId,
        /// How many may be.
        most: u32,
    },
    /// Two share a rank where each has one of their own.
    EqualRanks {
        /// In which poll.
        poll: PollId,
    },
    /// The vote is taken in another manner.
    WrongManner {
        /// In which poll.
        poll: PollId,
    },
    /// A question needs two to nine choices with labels that differ, one at least in favour.
    WrongChoices,
    /// Those who stand in an election or a confidence vote are 1 to 60, each named, no two alike.
    WrongPeople,
    /// An election fills one seat at least, and no more than there are candidates; by `irv` one.
    WrongSeats {
        /// How many at most.
        most: u32,
    },
    /// Nobody is elected by silence.
    NoOneBySilence,
    /// Grades are not given by raising hands.
    NoGradesByHand,
    /// Hands are counted only where everybody raises one once: for one seat, or for lists.
    OneHandEach,
    /// Rankings are cast here; on paper and by hand there would be only totals to be entered.
    RankingsAreCast,
    /// An election, or a vote by other grades than for and against, can't be adopted with others, by
    /// silence or in writing.
    OnlyMotions,
    /// Too few members are present.
    NoQuorum {
        /// How many are: heads, or the weights of their votes.
        present: Weight,
        /// How many must be.
        required: Weight,
    },
    /// The vote is stopped until there is a quorum again.
    VoteStopped {
        /// Since when.
        at: Time,
        /// How many are present: heads, or the weights of their votes.
        present: Weight,
        /// How many must be.
        required: Weight,
    },
    /// The quorum of this body is not looked at by challenges.
    NoChallenge,
    /// Nobody present has a vote.
    NobodyMayVote,
    /// Among so few, a secret result would tell who voted what.
    TooFewForSecret,
    /// More hands were counted than there are people with a vote.
    TooManyHands {
        /// Hands counted.
        counted: u64,
        /// People with a vote.
        entitled: u64,
    },
    /// The hands have not been counted yet; where two tellers count, by both.
    NoHandsCounted {
        /// In which poll.
        poll: PollId,
    },
    /// The two tellers found different numbers of hands.
    TellersDiffer {
        /// In which poll.
        poll: PollId,
    },
    /// The ballots of paper have not been counted yet.
    NoPaperCounted {
        /// In which poll.
        poll: PollId,
    },
    /// More ballots of paper were issued than there are people with a vote.
    TooManyIssued {
        /// Ballots issued.
        issued: u32,
        /// People with a vote.
        entitled: u64,
    },
    /// More ballots of paper came back than were issued.
    MoreReturnedThanIssued {
        /// Ballots that came back.
        returned: u32,
        /// Ballots issued.
        issued: u32,
    },
    /// Valid and invalid ballots do not come to those that came back.
    ValidAndInvalid {
        /// Ballots that count.
        valid: u32,
        /// Ballots that do not.
        invalid: u32,
        /// Ballots that came back.
        returned: u32,
    },
    /// The votes for all choices do not come to the valid ballots.
    VotesOfValid {
        /// Votes for all choices.
        votes: u64,
        /// Ballots that count.
        valid: u32,
    },
    /// So many valid ballots, on which so many people may be marked, can't hold these votes.
    MarksOfValid {
        /// Votes for all candidates.
        votes: u64,
        /// Ballots that count.
        valid: u32,
        /// How many may be marked on one.
        most: u32,
    },
    /// Votes weigh differently: a secret sum would tell who cast them.
    UnequalSecret,
    /// Votes weigh differently, and the quorum is made by the weight of those cast: of people who are
    /// counted in the room nobody knows whose they were.
    UnequalCounted,
    /// Whoever presides has voted for this side by name, and it is that side which decides the tie.
    SideWasCast {
        /// For which side.
        side: Side,
    },
    /// Whoever presides has voted already, and a casting vote is for a chair who has not.
    ChairHasVoted {
        /// Who.
        delegate: DelegateId,
    },

    /// This person has no vote.
    HasNoVote {
        /// Who.
        delegate: DelegateId,
    },
    /// The item has no motion that could be adopted with others.
    NoMotion {
        /// Which.
        item: ItemId,
    },
    /// The item is finished.
    ItemIsDone {
        /// Which.
        item: ItemId,
    },
    /// The item does not stand on the consent list.
    NotOnList {
        /// Which.
        item: ItemId,
    },
    /// Nothing stands on the consent list.
    NothingOnList,
    /// The consent list is being put to the vote; cancel that first.
    ListIsAsked {
        /// By which poll.
        poll: PollId,
    },
    /// The rule asks less than the motion of a listed item does.
    AsksLess {
        /// Which item.
        item: ItemId,
    },
    /// Nobody is being asked for objections to this question.
    NoWait {
        /// Which.
        poll: PollId,
    },
    /// The wait for objections is not over; it ends by itself.
    WaitRuns {
        /// For which question.
        poll: PollId,
        /// When it ends.
        at: Time,
    },

    /// There is no such written opinion.
    NoSuchOpinion {
        /// Which.
        opinion: OpinionId,
    },
    /// A written opinion is given by name.
    OpinionIsNamed,
    /// The same question is being answered already.
    OpinionRuns {
        /// As which.
        opinion: OpinionId,
        /// Until when, on the hub's clock.
        at: Time,
    },
    /// No more answers are taken.
    OpinionClosed {
        /// To which.
        opinion: OpinionId,
        /// Since when, on the hub's clock.
        at: Time,
    },
    /// The question was taken back.
    OpinionCancelled {
        /// Which.
        opinion: OpinionId,
    },
    /// There is no result to publish yet.
    OpinionHasNoResult {
        /// Of which.
        opinion: OpinionId,
    },
    /// This person was not asked: they were no member when the question went out.
    NotAsked {
        /// Which.
        opinion: OpinionId,
    },
    /// The question has no such answer.
    NoSuchAnswer {
        /// Which.
        opinion: OpinionId,
    },
    /// Before the deadline it is closed only once everybody has answered.
    AnswersMissing {
        /// Which.
        opinion: OpinionId,
        /// How many have not answered.
        missing: u32,
    },
    /// The session can circulate no more questions.
    TooManyOpinions,

    /// There is no such conclusion any more.
    NoSuchConclusion {
        /// Which.
        conclusion: ConclusionId,
    },
    /// Somebody else changed the conclusion meanwhile.
    EditedMeanwhile {
        /// Which.
        conclusion: ConclusionId,
        /// Its version now.
        version: u32,
    },
    /// The outline goes from 1 to 3 without leaving a level out, and nothing stands beneath itself.
    WrongLevel,
    /// Others stand beneath the conclusion.
    HasMoreBeneath {
        /// Which.
        conclusion: ConclusionId,
    },
    /// The item has no conclusions.
    NothingToAdopt {
        /// Which.
        item: ItemId,
    },
    /// The session can hold no more conclusions, or no more text in them.
    TooManyConclusions,

    /// The step was done more than a minute ago, or there is no such step.
    TooLateToUndo,
    /// Somebody has undone the step already.
    AlreadyUndone {
        /// Which: its first record.
        step: Seq,
    },
    /// Only steps of the floor, of attendance and of the agenda can be undone.
    CannotBeUndone,
    /// Something that was done later builds on the step; that can be undone first.
    LaterStepFirst {
        /// The later step: its first record.
        step: Seq,
    },
    /// Since then a vote was opened or closed, the session opened or suspended, or something else was
    /// done that builds on the step and can't be undone.
    MovedOnSince,

    /// The hub could not write to its journal; nothing was done.
    NotSaved,
    /// The number of this command was used before by somebody else.
    CommandIdUsed,
    /// The command is longer than a message may be; it was not sent.
    TooLong,
    /// The sender sends faster than the hub allows; the command was not looked at.
    TooFast,
}

impl Refusal {
    pub(super) fn empty(field: &str) -> Self {
        Self::Empty {
            field: field.to_owned(),
        }
    }
}
