// A ballot on which people stand: several marked, ranked by tapping in order, or a grade for each;
// looked through before it is sent. And what came of such a ballot: who is elected, round by round.
//
// What is being filled in stands only here, in the memory of the page: nothing of it is kept.

import { $, button, el, enable, fill } from "./dom.js";
import { micro, only } from "./session.js";
import { number, percent, t } from "./words.js";

const GRADES = ["high", "middle", "low"];
const RANKED = ["irv", "stv", "schulze"];
const LISTS = ["sainte-lague", "d-hondt", "hare-niemeyer"];

/** What a question is about where that is no motion: its kind and, of an election, the contest. */
export function aboutPeople(question) {
  if (!question.matter || question.matter === "motion") return null;
  const [kind, contest] = only(question.matter);
  return { kind, ...contest };
}

/** How ballots are marked: `grades`, `ranks`, or `marks`, so many at most. */
function formOf(question) {
  const about = aboutPeople(question);
  if (about.kind === "confidence") return { kind: "grades" };
  if (RANKED.includes(about.method)) return { kind: "ranks", equals: about.method === "schulze" };
  return { kind: "marks", most: LISTS.includes(about.method) ? 1 : Math.min(about.seats, question.choices.length) };
}

/** What is asked, in words. */
export function asksWords(question) {
  const about = aboutPeople(question);
  const form = formOf(question);
  if (form.kind === "grades") return t("asks_grades");
  const seats = t(LISTS.includes(about.method) ? "asks_lists" : "asks_seats", {
    seats: about.seats,
    n: question.choices.length,
    method: t(`method_${about.method.replaceAll("-", "_")}`),
  });
  const how = form.kind === "ranks" ? t(form.equals ? "asks_ranks_equal" : "asks_ranks") : t("asks_marks", { most: form.most });
  return `${seats} ${how}`;
}

// What is being filled in: ranks of places, or a grade for each.
const draft = { key: "", ranks: [], grades: new Map(), level: false, review: false, full: false };

function begin(key) {
  if (draft.key === key) return;
  Object.assign(draft, { key, ranks: [], grades: new Map(), level: false, review: false, full: false });
}

const rankOf = (place) => draft.ranks.findIndex((rank) => rank.includes(place));

function tap(form, place) {
  draft.full = false;
  const at = rankOf(place);
  if (at >= 0) {
    draft.ranks = draft.ranks.map((rank) => rank.filter((other) => other !== place)).filter((rank) => rank.length);
  } else if (form.kind === "marks") {
    const marked = draft.ranks[0] ?? [];
    if (form.most === 1) draft.ranks = [[place]];
    else if (marked.length >= form.most) draft.full = true;
    else draft.ranks = [[...marked, place].sort((a, b) => a - b)];
  } else if (draft.level && draft.ranks.length) {
    draft.ranks[draft.ranks.length - 1].push(place);
  } else {
    draft.ranks.push([place]);
  }
}

/** The ballot as it is sent: the only choice, or ranks. */
function cast(form) {
  const ranks =
    form.kind === "grades"
      ? [[...draft.grades].sort(([a], [b]) => a - b).map(([person, grade]) => person * GRADES.length + grade)]
      : draft.ranks;
  const filled = ranks.filter((rank) => rank.length);
  return filled.length === 1 && filled[0].length === 1 ? filled[0][0] : filled;
}

/** A ballot in words, as it was sent. */
export function ballotWords(question, vote) {
  const ranks = typeof vote === "number" ? [[vote]] : (vote ?? []);
  if (!ranks.length) return t("ballot_blank");
  const label = (no) => question.choices[no]?.label ?? "";
  if (formOf(question).kind === "grades")
    return ranks
      .flat()
      .map((no) => `${label(Math.floor(no / GRADES.length))}: ${t(`grade_${GRADES[no % GRADES.length]}`)}`)
      .join("; ");
  const within = ranks.length > 1 ? " = " : ", ";
  return ranks.map((rank) => rank.map(label).join(within)).join(" > ");
}

function gradesOf(question, live, redraw) {
  return question.choices.map((choice, person) => {
    const name = el("p", "person", choice.label);
    name.id = `person-${person}`;
    const buttons = GRADES.map((grade, no) => {
      const press = () => {
        if (draft.grades.get(person) === no) draft.grades.delete(person);
        else draft.grades.set(person, no);
        redraw();
      };
      const node = button("grade", `grade-${person}-${no}`, () => live() && press(), t(`grade_${grade}`));
      node.setAttribute("aria-pressed", String(draft.grades.get(person) === no));
      return node;
    });
    const group = el("div", "grades", ...buttons);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", name.id);
    return el("div", "graded", name, group);
  });
}

function listOf(question, form, live, redraw) {
  const nodes = question.choices.map((choice, place) => {
    const at = rankOf(place);
    const sign = at < 0 ? "" : form.kind === "ranks" ? String(at + 1) : "✓";
    const press = () => {
      tap(form, place);
      redraw();
    };
    const parts = [el("span", "sign", sign), el("span", "", choice.label)];
    const node = button("", `choice-${place}`, () => live() && press(), ...parts);
    node.setAttribute("aria-pressed", String(at >= 0));
    if (at >= 0 && form.kind === "ranks")
      node.setAttribute("aria-label", t("ranked_as", { name: choice.label, n: at + 1 }));
    return node;
  });
  if (form.equals) {
    const press = () => {
      draft.level = !draft.level;
      redraw();
    };
    const level = button("quiet", "level", () => live() && press(), t("same_rank"));
    level.setAttribute("aria-pressed", String(draft.level));
    nodes.push(level);
  }
  return nodes;
}

function reviewOf(question, form, live, redraw, send) {
  const back = () => {
    draft.review = false;
    redraw();
  };
  const words = ballotWords(question, cast(form));
  return [
    el("p", "review-title", t("review_title")),
    el("p", "review", words),
    button("main", "send", () => live() && send(cast(form)), t("send_ballot")),
    button("", "change", () => live() && back(), t("change_ballot")),
  ];
}

/** Draws the ballot into the choices: as it is being filled in, or looked through. */
export function drawBallot(poll, voice, live, send) {
  const { question } = poll;
  const form = formOf(question);
  begin(`${poll.id} ${voice} ${poll.stage === "open"}`);
  const redraw = () => drawBallot(poll, voice, live, send);
  const shown = [draft.key, draft.ranks, [...draft.grades], draft.level, draft.review, draft.full, question.choices];
  fill($("choices"), shown, () => {
    if (draft.review) return reviewOf(question, form, live, redraw, send);
    const nodes = form.kind === "grades" ? gradesOf(question, live, redraw) : listOf(question, form, live, redraw);
    const review = () => {
      draft.review = true;
      redraw();
      $("choices").querySelector('[data-key="send"]')?.focus();
    };
    const count = form.kind === "grades" ? draft.grades.size : draft.ranks.flat().length;
    const of = form.most ?? question.choices.length;
    const full = draft.full ? t("ballot_full", { most: form.most }) : t("ballot_count", { n: count, of });
    const state = el("p", draft.full ? "small refused" : "small", full);
    state.setAttribute("role", "status");
    return [...nodes, state, button("main", "review", () => live() && review(), t("look_through"))];
  });
  for (const node of $("choices").querySelectorAll("button")) enable(node, live());
}

/** What a published result about people says: outcome, who is elected, a table, the rounds. */
export function peopleResult(poll) {
  const { question, tally } = poll;
  const about = aboutPeople(question);
  const good = tally.outcome === "elected" || tally.outcome === "graded";
  const head = el("p", `outcome ${good ? "yes" : "no"}`, `${good ? "✓" : "■"} ${t(`outcome_${tally.outcome}`)}`);
  const body = about.kind === "confidence" ? gradesTable(question, tally) : votesTable(question, tally, about);
  return [head, ...body];
}

function table(names, rows) {
  const head = el("tr", "", ...names.map((name) => el("th", "", name)));
  for (const cell of head.children) cell.scope = "col";
  for (const row of rows) row.firstChild.scope = "row";
  return el("table", "", el("thead", "", head), el("tbody", "", ...rows));
}

/** Ballots that name nobody, do not count or were not handed in: rows for a table of votes. */
function rest(tally, columns) {
  const blank = micro(tally.polled?.blank ?? "0");
  const invalid = micro(String(tally.ledger?.invalid ?? 0));
  const missing = micro(tally.entitled) - micro(tally.polled?.valid ?? "0") - blank - invalid;
  const all = [["ballots_blank", blank], ["invalid", invalid], ["did_not_vote", missing]];
  return all
    .filter(([, sum]) => sum > 0n)
    .map(([key, sum]) => {
      const empty = Array.from({ length: columns - 2 }, () => el("td", "", ""));
      return el("tr", "none", el("th", "", t(key)), el("td", "", number(sum)), ...empty);
    });
}

function votesTable(question, tally, about) {
  const count = tally.polled?.elected?.count;
  const elected = count?.elected ?? [];
  const members = micro(tally.members);
  const lists = LISTS.includes(about.method);
  const label = (no) => question.choices[no]?.label ?? "";
  const rows = question.choices.map((choice, no) => {
    const votes = micro(tally.by_choice[no] ?? "0");
    const seats = elected.filter((one) => one === no).length;
    const sign = seats ? "✓" : "·";
    const name = el("th", "", el("span", "sign", sign), choice.label);
    const last = lists ? t("seats", { n: seats }) : percent(votes, members);
    return el("tr", seats ? "yes" : "", name, el("td", "", number(votes)), el("td", "", last));
  });
  const columns = [t("candidate"), t(RANKED.includes(about.method) ? "first_choices" : "votes"), lists ? t("seats_head") : t("share")];
  const end = count?.end && count.end !== "complete" ? only(count.end) : null;
  const names = (list) => list.map(label).join(", ");
  const won = elected.length ? t("elected", { names: names([...new Set(elected)]) }) : t("nobody_elected");
  return [
    el("p", "", won),
    micro(tally.required) > 0n && el("p", "small", t("needed", { required: number(micro(tally.required)) })),
    end?.[0] === "second_ballot" && el("p", "", t("second_ballot", { seats: end[1].seats, names: names(end[1].between) })),
    end?.[0] === "second_ballot" && about.second && el("p", "", t("second_again")),
    end?.[0] === "open" && el("p", "", t("seats_open", { seats: end[1].seats })),
    tally.ledger && el("p", "small", t("ledger", tally.ledger)),
    table(columns, [...rows, ...rest(tally, 3)]),
    count && count.rounds.length > 1 && roundsOf(count, label),
  ].filter(Boolean);
}

/** Votes that may be fractions, `23/3`: as they are where they cannot be a decimal. */
const votesWords = (votes) => (votes.includes("/") ? fraction(votes) : number(micro(votes)));

function fraction(votes) {
  const [part, whole] = votes.split("/").map(BigInt);
  return `≈ ${number((part * 100n) / whole * 10_000n)}`;
}

function roundsOf(count, label) {
  const list = (votes) => votes.map(([no, n]) => `${label(no)} ${votesWords(n)}`).join(", ");
  const steps = (round) =>
    (round.steps ?? []).map((step) => {
      const [name, details] = only(step);
      if (name === "elected") return t("step_elected", { name: label(details.candidate) });
      if (name === "out") return t("step_out", { names: details.candidates.map(label).join(", ") });
      return t("step_moved", { from: label(details.from), to: list(details.to) || "–" });
    });
  const items = count.rounds.map((round) =>
    el("li", "", [list(round.votes), ...steps(round)].join(". ")),
  );
  const summary = el("summary", "", t("rounds", { n: count.rounds.length }));
  return el("details", "", summary, el("ol", "", ...items));
}

function gradesTable(question, tally) {
  const members = micro(tally.members);
  const rows = question.choices.flatMap((choice, person) => {
    const cells = GRADES.map((_, no) => micro(tally.by_choice[person * GRADES.length + no] ?? "0"));
    const low = cells[2];
    const row = el("tr", "", el("th", "", choice.label), ...cells.map((n) => el("td", "", number(n))));
    const follows = low > 0n && 3n * low >= 2n * members ? "removal" : 2n * low > members ? "may_resign" : null;
    if (!follows) return [row];
    const said = el("td", "small refused", t(follows, { name: choice.label }));
    said.colSpan = 4;
    return [row, el("tr", "", said)];
  });
  const columns = [t("person"), ...GRADES.map((grade) => t(`grade_${grade}`))];
  return [tally.ledger && el("p", "small", t("ledger", tally.ledger)), table(columns, [...rows, ...rest(tally, 4)])].filter(
    Boolean,
  );
}
