// Written opinions: what this delegate is asked outside the votes of the meeting, and what came of it.

import { $, button, el, enable, fill, show, text } from "./dom.js";
import { link, order, unanswered } from "./link.js";
import { nameOf, refusalWords, ruleWords, t, timeOf, dateOf } from "./words.js";
import { session } from "./session.js";
import { SIGNS, resultOf } from "./vote.js";

/** What was chosen and not sent yet, by the number of the question. */
const chosen = new Map();

export function drawOpinions(me) {
  const mine = ({ stage, entitled }) => stage === "open" && Boolean(me) && entitled.has(link.delegate);
  const open = session.opinions.filter(mine);
  const published = session.opinions.filter(({ stage }) => stage === "published");
  show($("opinions"), open.length + published.length > 0);
  const questions = [open, published].map((list) => list.map(({ id, circular }) => [id, circular]));
  fill($("opinion-list"), questions, () => [...open.map(sheet), ...published.toReversed().map(result)]);
  for (const opinion of open) drawSheet(opinion);
}

/** The sheet to be filled in. What is typed stays where it is: the sheet is built once. */
function sheet({ id, circular }) {
  const { question, deadline, silence } = circular;
  const choices = question.choices.map((choice, no) => {
    const choose = () => {
      chosen.set(id, no);
      drawSheet(session.opinions.find((opinion) => opinion.id === id));
    };
    const sign = el("span", "sign", SIGNS[choice.sense]);
    return button(choice.sense, `opinion-${id}-${no}`, choose, sign, el("span", "", choice.label));
  });
  const field = el("textarea", "");
  Object.assign(field, { id: `opinion-text-${id}`, rows: 3, maxLength: 2000 });
  const label = el("label", "", t("opinion_text"));
  label.htmlFor = field.id;
  const sends = button("main", `opinion-send-${id}`, () => send(id), t("opinion_send"));
  sends.id = `opinion-send-${id}`;
  const status = el("p", "status", "");
  Object.assign(status, { id: `opinion-status-${id}` });
  status.setAttribute("role", "status");
  const until = t("opinion_until", { at: `${timeOf(deadline)} ${dateOf(deadline)}` });
  const group = el("div", "choices", ...choices);
  group.id = `opinion-choices-${id}`;
  group.setAttribute("role", "group");
  return el(
    "article",
    "opinion",
    el("p", "question", question.text),
    el("p", "small", until),
    el("p", "small", t("rule_is", { rule: ruleWords(question.rule) })),
    silence === "in_favour" && el("p", "small", t("silence_in_favour")),
    group,
    label,
    field,
    sends,
    status,
  );
}

function drawSheet({ id, circular, answered }) {
  const sent = unanswered("opinion", "answer", (details) => details.opinion === id);
  const before = link.votes[`opinion-${id}`];
  const choice = chosen.get(id) ?? (answered.has(link.delegate) ? before : undefined);
  [...$(`opinion-choices-${id}`).children].forEach((node, no) => {
    node.setAttribute("aria-pressed", String(no === choice));
    enable(node, !sent);
  });
  enable($(`opinion-send-${id}`), choice !== undefined && !sent);
  const refusal = link.refused.opinion;
  const status = $(`opinion-status-${id}`);
  let words = "";
  if (sent) words = t(link.state === "up" ? "sending" : "kept");
  else if (refusal && refusal.opinion === id) words = `✗ ${refusalWords(refusal)}`;
  else if (answered.has(link.delegate)) {
    const named = circular.question.choices[before]?.label;
    words = `✓ ${t(named ? "opinion_answered" : "opinion_answered_elsewhere", { choice: named })}`;
  }
  text(status, words);
  status.classList.toggle("refused", words.startsWith("✗"));
  status.classList.toggle("good", words.startsWith("✓"));
}

function send(id) {
  const { circular } = session.opinions.find((opinion) => opinion.id === id);
  const choice = chosen.get(id) ?? link.votes[`opinion-${id}`];
  if (choice === undefined || unanswered("opinion", "answer", (d) => d.opinion === id)) return;
  const words = $(`opinion-text-${id}`).value.trim();
  // Who is neither for nor against says what they mean.
  if (!words && circular.question.choices[choice].sense === "abstain") {
    text($(`opinion-status-${id}`), `✗ ${t("opinion_needs_text")}`);
    $(`opinion-text-${id}`).focus();
    return;
  }
  order({ opinion: { answer: { opinion: id, choice, ...(words && { text: words }) } } });
}

function result({ circular, findings }) {
  const { question, silence } = circular;
  const silent = findings.silent?.length ?? 0;
  const remarks = (findings.remarks ?? []).map(([who, words]) =>
    el("p", "small", el("strong", "", nameOf(who)), `: ${words}`),
  );
  return el(
    "article",
    "opinion",
    el("p", "question", question.text),
    el("p", "small", t("rule_is", { rule: ruleWords(question.rule) })),
    ...resultOf({ question, tally: findings.tally, repeated: false }),
    silence === "in_favour" && silent > 0 && el("p", "small", t("silent_counted", { n: silent })),
    ...remarks,
  );
}
