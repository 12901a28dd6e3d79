// The vote: the question at hand, the ballot, what became of it, and published results.

import { $, button, el, enable, fill, show, text } from "./dom.js";
import { link, order, unanswered, voteKey } from "./link.js";
import { aboutPeople, asksWords, ballotWords, drawBallot, peopleResult } from "./ballot.js";
import { byConsent } from "./consent.js";
import { hasVote, isPresent, isRecused, micro, pollOf, session, voiceOf, voicesOf } from "./session.js";
import { number, percent, refusalWords, ruleWords, t, timeOf } from "./words.js";

export const SIGNS = { yes: "✓", no: "✗", abstain: "○" };
// From when on the choices can be pressed: see `drawVote`.
const ballot = { voice: null, poll: null, since: 0 };

/** Whose ballot is before the delegate: the first of their voices that was not cast, else their own. */
function voiceAt(poll) {
  const voices = voicesOf(session, link.delegate, poll);
  return voices.find((who) => !poll.voted.has(who)) ?? voices[0] ?? link.delegate;
}

/** Why somebody has no vote. */
const noVote = (me) => (me.delegate.vote ? "no_vote_substitute" : "no_vote_guest");

/** How a voice is named in a command: not at all where it is the delegate's own. */
const named = (voice) => (voice === link.delegate ? {} : { delegate: voice });
const isFor = (voice) => (details) => (details.delegate ?? link.delegate) === voice;

export function drawVote(me, poll) {
  show($("vote"), Boolean(poll));
  if (!poll) return;
  const { question, stage } = poll;
  const open = stage === "open";
  // Where silence is consent nobody votes.
  const consent = byConsent(poll);
  const byHand = question.manner === "hands" || question.manner === "paper" || consent;
  const secret = question.manner === "secret";
  const changing = question.terms?.changing === "until_close";
  const voice = voiceAt(poll);
  const has = Boolean(me) && hasVote(session, link.delegate);
  const held = voice !== link.delegate;
  const stopped = open && session.lost !== null;
  const entitled = Boolean(me) && poll.entitled.has(voice);
  const voted = Boolean(me) && poll.voted.has(voice);
  const sending = (details) => details.poll === poll.id && isFor(voice)(details);
  const cast = !voted && unanswered("poll", "cast", sending);
  const readying = unanswered("poll", "ready", (details) => details.poll === poll.id);
  $("vote").dataset.stage = stage;
  show($("vote-voice"), held && open);
  if (held) {
    const sits = voice === voiceOf(session, link.delegate);
    const name = session.roster.get(voice)?.delegate.name ?? "";
    text($("vote-voice"), t(sits ? "voice_sits" : "voice_of", { name }));
  }
  const round = poll.round > 1 ? t("round", { n: poll.round }) : "";
  const turnout = open && !byHand ? t("turnout", { n: poll.voted.size, of: poll.entitled.size }) : "";
  const title = stopped ? t("vote_stopped") : open && consent ? t("vote_consent") : t(`vote_${stage}`);
  text($("vote-title"), [title, round, turnout].filter(Boolean).join(" · "));
  text($("vote-question"), question.text);
  text(
    $("vote-manner"),
    [t(`manner_${consent ? "consent" : question.manner}`), poll.why && `${t("again_because")}: ${poll.why}`]
      .filter(Boolean)
      .join(" "),
  );
  const rule = consent ? t("rule_consent", { n: session.plan.rules.wait_s ?? 10 }) : ruleOf(question);
  text($("vote-rule"), rule);

  // A button that has just appeared, or come alive, under a finger on its way is not meant yet.
  if (open && (ballot.poll !== poll.id || ballot.voice !== voice))
    Object.assign(ballot, { poll: poll.id, voice, since: performance.now() + 600 });
  const offered =
    has && !byHand && (stage === "prepared" || (open && entitled && !(secret && voted)));
  show($("choices"), Boolean(offered));
  const people = aboutPeople(question);
  const may = () => open && !stopped && (changing || !voted) && !cast && performance.now() >= ballot.since;
  if (people && offered && (cast || (voted && !changing))) fill($("choices"), [poll.id, voice, "cast"], () => []);
  else if (people && offered) drawBallot(poll, voice, may, (choice) => vote(poll.id, voice, choice));
  if (!people) fill($("choices"), [poll.id, voice, question.choices], () =>
    question.choices.map((choice, no) => {
      const press = () => vote(poll.id, voice, no);
      return button(
        choice.sense,
        `choice-${no}`,
        press,
        el("span", "sign", SIGNS[choice.sense]),
        el("span", "", choice.label),
      );
    }),
  );
  const chosen = cast ? cast.details.choice : voted && !secret ? link.votes[voteKey(poll.id, named(voice).delegate)] : undefined;
  if (!people) [...$("choices").children].forEach((node, no) => {
    enable(node, open && !stopped && (changing || !voted) && !cast);
    node.setAttribute("aria-pressed", String(no === chosen));
  });
  const ready = Boolean(me) && poll.ready.has(link.delegate);
  show($("ready"), stage === "prepared" && !byHand && has && !ready);
  enable($("ready"), !readying);

  const busy = cast || readying;
  const refusal = link.refused.poll?.poll === poll.id ? link.refused.poll : null;
  const at = voted ? timeOf(poll.voted.get(voice), true) : "";
  const label = people
    ? chosen !== undefined && ballotWords(question, chosen)
    : question.choices[chosen]?.label;
  let words = "";
  if (cast) words = t(link.state === "up" ? "vote_sending" : "vote_kept", { choice: label });
  else if (readying) words = t(link.state === "up" ? "sending" : "kept");
  else if (stage === "published") words = "";
  else if (voted && secret) words = `✓ ${t("voted_secret", { at })}`;
  else if (voted && changing && open && label) words = `✓ ${t("voted_changing", { choice: label, at })}`;
  else if (voted) words = `✓ ${label ? t("voted", { choice: label, at }) : t("voted_elsewhere", { at })}`;
  else if (refusal) words = `✗ ${refusalWords(refusal)}`;
  else if (!me) words = "";
  else if ((open || stage === "prepared") && isRecused(session, voiceOf(session, link.delegate), poll)) words = t("recused");
  else if (stopped) words = t("vote_waits");
  else if (stage === "prepared" && !has) words = t(noVote(me));
  else if (stage === "prepared" && !isPresent(me)) words = t("no_vote_absent");
  else if (stage === "prepared" && ready) words = `✓ ${t("is_ready")}`;
  else if (open && !entitled) words = t(has ? "no_vote_late" : noVote(me));
  else if (open && consent) words = t("may_object");
  else if (open && byHand) words = t(question.manner === "paper" ? "on_paper" : "raise_hand");
  else if (open && people) words = t(changing ? "fill_in_changing" : "fill_in");
  else if (open) words = t(changing ? "choose_changing" : "choose");
  else if (stage === "closed" && entitled && !byHand) words = t("not_voted");
  if (stage === "closed" && poll.fate) words = fateWords(poll);
  else if (stage === "closed") words = [words, t("wait_for_result")].filter(Boolean).join(" · ");
  text($("vote-status"), words);
  $("vote-status").classList.toggle("refused", Boolean(refusal) && !busy && !voted);
  $("vote-status").classList.toggle("good", voted);
  fill($("vote-result"), poll.tally && [poll.id, poll.tally, poll.fate, poll.notes.length], () => (poll.tally ? resultOf(poll) : []));
}

function vote(poll, voice, choice) {
  if (performance.now() < ballot.since) return;
  const at = pollOf(session, poll);
  const cast = unanswered("poll", "cast", (details) => details.poll === poll && isFor(voice)(details));
  const final = at?.question.terms?.changing !== "until_close";
  if (at?.stage !== "open" || cast || (final && at.voted.has(voice))) return;
  order({ poll: { cast: { poll, choice, ...named(voice) } } });
}

/** What became of a question otherwise than by votes. */
const fateWords = ({ fate }) =>
  [t(`fate_${fate.name}`), fate.reason && `${t("reason")}: ${fate.reason}`].filter(Boolean).join(". ");

/** How a tie ended, where somebody had to say so. */
function tieWords({ said }) {
  const side = said?.chair?.votes ?? said?.drawn;
  if (!said || (!side && said.chair !== "abstains")) return null;
  if (!side) return t("tie_no_vote");
  return t(said.drawn ? "tie_lot" : "tie_chair", { side: t(`side_${side}`) });
}

/** What a question asks for, in words. */
function ruleOf(question) {
  if (!aboutPeople(question)) return t("rule_is", { rule: ruleWords(question.rule) });
  const needs = question.rule === "plurality" ? "" : t("elected_with", { rule: ruleWords(question.rule) });
  return [asksWords(question), needs].filter(Boolean).join(" ");
}

/** How it ended: where a quorum was lacking, how far from it, in people or in ballots. */
function outcomeWords({ outcome, quorum }) {
  if (outcome !== "no_quorum" || !quorum) return t(`outcome_${outcome}`);
  const [present, required] = [micro(quorum.present), micro(quorum.required)].map(number);
  return t(quorum.made_by === "ballots" ? "too_few_ballots" : "too_few_present", { present, required });
}

/** A published result: outcome, rule and sums, and this delegate's own vote where it is on record. */
export function resultOf(poll) {
  const { question, tally, repeated, fate, notes = [] } = poll;
  const sums = tally.by_choice.map(micro);
  const members = micro(tally.members);
  const all = sums.reduce((sum, one) => sum + one, 0n);
  const yes = sums.reduce((sum, one, no) => (question.choices[no]?.sense === "yes" ? sum + one : sum), 0n);
  const invalid = micro(String(tally.ledger?.invalid ?? 0));
  const missing = micro(tally.entitled) - all - invalid;
  const row = (sign, name, sum, sense) =>
    el(
      "tr",
      sense,
      el("th", "", el("span", "sign", sign), name),
      el("td", "", number(sum)),
      el("td", "", percent(sum, members)),
    );
  const rows = question.choices.map((choice, no) =>
    row(SIGNS[choice.sense], choice.label, sums[no] ?? 0n, choice.sense),
  );
  if (invalid > 0n) rows.push(row("–", t("invalid"), invalid, "none"));
  if (missing > 0n) rows.push(row("–", t("did_not_vote"), missing, "none"));
  const head = el("tr", "", el("th", "", t("choice")), el("th", "", t("votes")), el("th", "", t("share")));
  for (const cell of head.children) cell.scope = "col";
  for (const line of rows) line.firstChild.scope = "row";
  const own = tally.votes?.find(([who]) => who === voiceOf(session, link.delegate));
  if (aboutPeople(question))
    return [
      fate && el("p", "outcome no", `✗ ${fateWords(poll)}`),
      ...(tally.outcome === "no_quorum"
        ? [el("p", "outcome no", `✗ ${outcomeWords(tally)}`)]
        : peopleResult(poll)),
      ...notes.map((note) => el("p", "small", t("note", { text: note }))),
      own && el("p", "small", t("own_vote", { choice: ballotWords(question, own[1]) })),
      repeated && el("p", "small", t("was_repeated")),
    ].filter(Boolean);
  const carried = tally.outcome === "carried";
  const tie = tieWords(tally);
  if (question.rule === "no objection" && !tally.votes?.length)
    return [
      fate && el("p", "outcome no", `✗ ${fateWords(poll)}`),
      el("p", `outcome ${carried ? "yes" : "no"}`, `${carried ? "✓" : "✗"} ${outcomeWords(tally)}`),
      carried && el("p", "small", t("nobody_objected")),
    ].filter(Boolean);
  return [
    fate && el("p", "outcome no", `✗ ${fateWords(poll)}`),
    el("p", `outcome ${carried ? "yes" : "no"}`, `${carried ? "✓" : "✗"} ${outcomeWords(tally)}`),
    el(
      "p",
      "small",
      t("result_words", {
        yes: number(yes),
        members: number(members),
        percent: percent(yes, members),
        required: number(micro(tally.required)),
      }),
    ),
    tie && el("p", "small", tie),
    tally.ledger && el("p", "small", t("ledger", tally.ledger)),
    el("table", "", el("thead", "", head), el("tbody", "", ...rows)),
    ...notes.map((note) => el("p", "small", t("note", { text: note }))),
    own && el("p", "small", t("own_vote", { choice: question.choices[own[1]]?.label ?? "" })),
    repeated && el("p", "small", t("was_repeated")),
  ].filter(Boolean);
}

export function pollParts(poll) {
  const title = t("result") + (poll.round > 1 ? ` · ${t("round", { n: poll.round })}` : "");
  return [
    el("h3", "", title),
    el("p", "", poll.question.text),
    !byConsent(poll) && el("p", "small", ruleOf(poll.question)),
    ...resultOf(poll),
  ].filter(Boolean);
}
