// The delegates' page: puts the session on the page and takes what a delegate does there. It decides
// nothing: the hub does, and refuses with a reason.
//
// Beneath it: `link.js` (connection, clock, commands), `session.js` (records applied), `vote.js`,
// `consent.js` and `opinion.js` (what is asked), `aid.js` (help), `news.js` (what somebody is told at once), `reader.js` (documents), `dom.js`, `words.js` and `texts.js`.

import { $, button, el, enable, fill, show, text } from "./dom.js";
import {
  SESSION,
  beat,
  clock,
  connect,
  join,
  leave,
  link,
  on,
  order,
  store,
  unanswered,
  wake,
} from "./link.js";
import { drawAid, startAid } from "./aid.js";
import { drawConsent, drawWait } from "./consent.js";
import { newsOf } from "./news.js";
import { drawOpinions } from "./opinion.js";
import { openDocument } from "./reader.js";
import { isPresent, itemOf, only, pollAtHand, ranFor, session, sitsFor, speechFor, voicesOf } from "./session.js";
import { drawVote, pollParts } from "./vote.js";
import {
  choose,
  clockWords,
  dateOf,
  nameOf,
  presenceWords,
  refusalWords,
  size,
  t,
  timeOf,
} from "./words.js";

const KINDS = [
  "speech",
  "for",
  "against",
  "reply",
  "interposed",
  "intervention",
  "questioning",
  "point_of_order",
];
// Of these, somebody may wait with one only.
const ON_ITEM = ["speech", "for", "against", "reply"];

let drawing = 0;
const notice = { calm: null, urgent: null, shown: null, calmUntil: 0 };
// A button that must be pressed twice, and between which moments the second press counts.
const armed = { button: null, from: 0, until: 0 };

/** Draws soon: once for many changes, also where the page is not looked at. */
function draw() {
  drawing ||= setTimeout(() => {
    drawing = 0;
    drawAll();
  }, 16);
}

function drawAll() {
  const gate = link.state === "off" || link.bye === "unknown_token";
  drawLink(gate);
  show($("gate"), gate);
  text($("gate-words"), t(link.bye === "unknown_token" ? "gate_wrong" : "gate_words"));
  $("gate-words").classList.toggle("refused", link.bye === "unknown_token");
  const officer = !gate && link.role && link.role !== "delegate";
  show($("officer"), officer);
  if (officer) {
    text($("officer-title"), t("officer_title", { role: t(`role_${link.role}`) }));
    text($("officer-command"), `chair join ${location.origin}/${SESSION}#${t("officer_token")}`);
  }
  show($("session"), !gate && Boolean(session));
  show($("leave"), !gate);
  if (gate || !session) {
    drawNotice();
    document.title = "chair";
    text($("title"), t("joining_title"));
    for (const id of ["agency", "when", "help"]) text($(id), "");
    return;
  }
  const me = link.role === "delegate" ? (session.roster.get(link.delegate) ?? null) : null;
  const poll = pollAtHand(session);
  drawHead(poll);
  drawMe(me);
  drawVote(me, poll);
  drawConsent(me, poll);
  drawOpinions(me);
  drawNow(me);
  drawFloor(me);
  drawNews();
  drawAgenda(poll);
  drawClocks();
  drawNotice();
}

function drawLink(gate) {
  const up = link.state === "up";
  const caughtUp = up && link.since >= link.head;
  const state = gate ? "off" : up && !caughtUp ? "connecting" : link.state;
  document.body.dataset.link = state;
  text($("link-sign"), { up: "●", waiting: "▲", ended: "✗" }[state] ?? "○");
  const why = link.bye && !gate && !caughtUp ? ` ${t(`bye_${link.bye}`)}` : "";
  text($("link-words"), t(`link_${state}`) + why);
  show($("retry"), state === "waiting" || state === "ended");
}

/** Whether a voice is left that this delegate may cast. */
const voteIsAsked = (poll) =>
  voicesOf(session, link.delegate, poll).some((who) => !poll.voted.has(who));

function drawNotice() {
  const now = performance.now();
  if (notice.calm && now > notice.calmUntil) notice.calm = null;
  const poll = session && pollAtHand(session);
  const over = {
    called: () => !session?.speeches.some((speech) => speech.delegate === link.delegate),
    vote: () => poll?.stage !== "open" || !voteIsAsked(poll),
  };
  if (notice.urgent && over[notice.urgent.urgent]()) notice.urgent = null;
  text($("notice-calm"), notice.calm?.words ?? "");
  text($("notice-urgent"), notice.urgent?.words ?? "");
  // What somebody has before their eyes covers nothing; those who listen are told all the same.
  const seen = (news) => {
    const place = news?.go && $(news.go).getBoundingClientRect();
    return Boolean(place) && place.height > 0 && place.top >= 0 && place.top < innerHeight * 0.6;
  };
  for (const name of ["calm", "urgent"]) $(`notice-${name}`).classList.toggle("unseen", seen(notice[name]));
  const shown = [notice.urgent, notice.calm].find((news) => news && !seen(news));
  notice.shown = shown;
  $("notice").classList.toggle("shown", Boolean(shown));
  show($("notice-go"), Boolean(shown?.go));
  show($("notice-close"), Boolean(shown));
}

/** Tells something at the foot of the screen, and to those who listen rather than look. */
function notify(news) {
  if (!news) return;
  if (news.urgent) {
    notice.urgent = news;
    navigator.vibrate?.([200, 100, 200]);
  } else {
    notice.calm = news;
    notice.calmUntil = performance.now() + 20_000;
  }
}

function drawHead(poll) {
  const { plan } = session;
  text($("agency"), plan.agency ?? "");
  text($("title"), plan.title);
  text($("when"), [`${timeOf(plan.starts)} ${dateOf(plan.starts)}`, plan.room].filter(Boolean).join(" · "));
  text($("help"), plan.help ?? "");
  const called = session.speeches.some((speech) => speech.delegate === link.delegate);
  const asked =
    poll?.stage === "open" && voteIsAsked(poll);
  const first = called ? `● ${t("notice_called")} – ` : asked ? `● ${t("vote_open")} – ` : "";
  const title = first + plan.title;
  if (document.title !== title) document.title = title;
}

function drawMe(me) {
  show($("me"), Boolean(me));
  if (!me) return;
  const { delegate, presence } = me;
  text($("me-name"), delegate.name);
  const site = session.plan.sites?.[delegate.site - 1];
  const seat = delegate.seat ? t("seat", { seat: delegate.seat }) : "";
  const guest = delegate.vote ? "" : t("guest");
  const particulars = new Set([delegate.title, delegate.unit, site?.name, seat, guest].filter(Boolean));
  text($("me-unit"), [...particulars].join(" · "));
  const here = isPresent(me);
  text($("me-here"), `${here ? "✓" : "○"} ${presenceWords(presence)}`);
  $("me-here").classList.toggle("good", here);
  const sits = sitsWords(me);
  show($("me-sits"), Boolean(sits));
  text($("me-sits"), sits);
  const remote = site?.kind === "remote";
  show($("check-in"), !here && session.phase !== "closed");
  show($("check-out"), here && session.phase !== "closed");
  // The usual way to take part is the one that stands out.
  $("in-hall").classList.toggle("main", !remote);
  $("in-remote").classList.toggle("main", remote);
  const busy = unanswered("attendance", "check_in") || unanswered("attendance", "check_out");
  for (const id of ["in-hall", "in-remote", "check-out"]) enable($(id), !busy);
  text($("check-out"), label($("check-out"), "check_out"));
  status($("me-status"), "attendance", busy);
  status($("aid-status"), "assistance", drawAid(me));
}

/** That this delegate sits in for a member, or that somebody does here, and what who sits in may do. */
function sitsWords(me) {
  const member = sitsFor(session, link.delegate);
  const name = member ? member.delegate.name : me.presence.substitute;
  if (!name || !isPresent(me)) return "";
  const rule = session.plan.rules.substitutes;
  const may = (member ?? me).delegate.vote && ["vote", "attendance"].includes(rule) ? rule : "none";
  return t(`sits_${member ? "for" : "here"}_${may}`, { name });
}

/** What became of the last command of a subject: on its way, refused, or nothing to say. */
function status(node, subject, busy) {
  const refusal = link.refused[subject];
  node.classList.toggle("refused", Boolean(refusal) && !busy);
  text(
    node,
    busy ? t(link.state === "up" ? "sending" : "kept") : refusal ? `✗ ${refusalWords(refusal)}` : "",
  );
}

function drawNow(me) {
  const { plan, phase, phaseAt, current } = session;
  const speech = speechFor(session, link.delegate);
  const at = phaseAt ?? plan.starts;
  text($("now-title"), t(`phase_${phase}`, { at: timeOf(at) }));
  const item = itemOf(session, current);
  text($("now-item"), item ? `${item.number}. ${item.title}` : phase === "open" ? t("no_item") : "");
  const own = Boolean(me) && speech?.delegate === link.delegate;
  const who = speech && session.roster.get(speech.delegate)?.delegate;
  show($("speaker"), phase === "open" || Boolean(speech));
  $("speaker").classList.toggle("own", own);
  text($("speaker-label"), speech ? t(`kind_${speech.kind}`) : "");
  text($("speaker-name"), own ? t("notice_called") : who ? nameOf(speech.delegate) : t("nobody_speaks"));
  const beside = session.speeches.filter((other) => other !== speech).map((other) => nameOf(other.delegate));
  const unit = own ? nameOf(speech.delegate) : (who?.unit ?? "");
  const others = beside.length > 0 ? t("also_speaks", { names: beside.join(", ") }) : "";
  text($("speaker-unit"), [unit, others].filter(Boolean).join(" · "));
  show($("end"), own);
  text($("end"), label($("end"), "end"));
  enable($("end"), !unanswered("floor", "end"));
}

/** What runs: drawn every quarter of a second, changed once a second. */
function drawClocks() {
  const wait = Math.max(0, Math.ceil((link.retryAt - performance.now()) / 1000));
  text($("retry"), link.state === "waiting" ? t("retry_in", { n: wait }) : t("retry"));
  if (armed.button && performance.now() > armed.until) {
    armed.button = null;
    draw();
  }
  if (notice.calm || notice.urgent) drawNotice();
  if (!session) return;
  drawWait(pollAtHand(session));
  const now = clock.now();
  const item = itemOf(session, session.current);
  const allotted = item?.allotted ? ` / ${clockWords(item.allotted)}` : "";
  const presiding = t("presiding", { name: nameOf(session.presiding) });
  const used = item ? `${t("item_time")} ${clockWords(ranFor(item, now) / 1000)}${allotted}` : "";
  text($("now-time"), [used, presiding].filter(Boolean).join(" · "));
  const speech = speechFor(session, link.delegate);
  const spoken = speech ? ranFor(speech, now) : 0;
  const left = speech?.limit ? speech.limit - spoken : null;
  const seconds = Math.floor((left ?? spoken) / 1000);
  text($("speaker-clock"), speech ? clockWords(seconds) : "–:––");
  let urgency = speech ? "calm" : "none";
  // The same steps as the console's: the last minute, or third of a short speech; ten seconds; over.
  if (left !== null && left <= Math.min(60_000, speech.limit / 3)) urgency = "minute";
  if (left !== null && left <= 10_000) urgency = "seconds";
  if (left !== null && left <= 0) urgency = "over";
  $("speaker").dataset.urgency = urgency;
  let words = t("left");
  if (!speech) words = "";
  else if (speech.since === null) words = `❚❚ ${t("paused")}`;
  else if (left === null) words = t("spoken");
  else if (urgency === "over") words = `▲ ${t("over")}`;
  text($("speaker-words"), words);
}

function drawFloor(me) {
  const { phase, policy, queue, questions, parked, listOpen, heard } = session;
  const speech = speechFor(session, link.delegate);
  show($("floor"), phase !== "closed");
  const here = phase === "open" && isPresent(me);
  const isMine = (request) => me && request.delegate === link.delegate;
  const mine = [...queue, ...questions, ...parked].filter(isMine);
  const listOf = (request) => (questions.includes(request) ? questions : queue);
  const places = mine.map((request) => [
    request.id,
    request.kind,
    listOf(request).indexOf(request) + 1, // 0 where it was put aside
    listOf(request).length,
  ]);
  fill($("mine"), places, () =>
    places.map(([id, kind, n, of]) => {
      const withdraw = () => {
        const sent = unanswered("floor", "withdraw", (details) => details.request === id);
        if (!sent) order({ floor: { withdraw: { request: id } } });
      };
      const place = el("strong", "", n ? t("your_place", { n, of }) : t("put_aside"));
      return el(
        "li",
        "",
        el("span", "", place, ` ${t(`kind_${kind}`)}`),
        button("quiet", `withdraw-${id}`, withdraw, t("withdraw")),
      );
    }),
  );
  const waits = (...kinds) => mine.some((request) => kinds.includes(request.kind));
  const speaking = speech && speech.delegate === link.delegate;
  const free = here && listOpen && !speaking;
  const may = free && !waits(...ON_ITEM);
  const sides = policy === "for_and_against";
  const questioned = policy === "questioner_first" || questions.length > 0;
  const sensible = {
    speech: may,
    for: may && sides,
    against: may && sides,
    reply: may && (heard > 0 || Boolean(speech)),
    interposed: free && Boolean(speech) && !waits("interposed"),
    intervention: free && Boolean(speech) && !waits("intervention"),
    questioning: free && questioned && !waits("questioning"),
    point_of_order: here && !waits("point_of_order"),
  };
  const busy = unanswered("floor", "ask") ?? unanswered("floor", "withdraw") ?? unanswered("floor", "end");
  for (const kind of KINDS) {
    const node = $(`ask-${kind}`);
    text(node, t(kind === "speech" && sides ? "ask_neither" : `ask_${kind}`));
    show(node, sensible[kind]);
    enable(node, !unanswered("floor", "ask"));
  }
  let hint = "";
  if (!me) hint = "";
  else if (phase !== "open") hint = t("floor_not_open");
  else if (!here) hint = t("floor_absent");
  else if (!listOpen) hint = t("list_closed");
  text($("floor-hint"), hint);
  status($("floor-status"), "floor", busy);
  drawWriting(me);
  drawList("queue", queue, t("queue", { n: queue.length }));
  drawList("questions", questions, t("questions", { n: questions.length }));
}

/** Those who wait on a list, in order; of very many, the first. */
function drawList(id, list, title) {
  show($(id), list.length > 0);
  text($(`${id}-title`), title);
  const shown = list
    .slice(0, 30)
    .map((r) => [r.id, nameOf(r.delegate), r.kind, r.delegate === link.delegate]);
  fill($(`${id}-list`), shown, () =>
    shown.map(([, name, kind, own]) => {
      return el("li", own ? "own" : "", name, " ", el("span", "small", t(`kind_${kind}`)));
    }),
  );
}

/** What somebody was not heard with they may send in writing; also when the session is over. */
function drawWriting(me) {
  const missed = me ? session.unheard.filter((request) => request.delegate === link.delegate) : [];
  const request = missed.find((one) => !session.contributed.has(one.id)) ?? missed[missed.length - 1];
  show($("writing"), Boolean(request));
  if (!request) return;
  show($("floor"), true);
  const busy = unanswered("floor", "contribute");
  const item = itemOf(session, request.item);
  const on = item ? `${item.number}. ${item.title}` : "";
  text($("writing-words"), t(session.contributed.has(request.id) ? "writing_sent" : "writing", { on }));
  $("writing").dataset.request = request.id;
  enable($("writing-send"), !busy);
}

function drawNews() {
  const news = [...session.announcements].reverse();
  show($("news"), news.length > 0);
  fill($("news-list"), news, () => {
    const lines = news.map(({ at, text }) => el("p", "", el("span", "small", timeOf(at)), " ", text));
    const earlier = lines.slice(1);
    if (earlier.length === 0) return lines;
    return [
      lines[0],
      el("details", "", el("summary", "", t("earlier", { n: earlier.length })), ...earlier),
    ];
  });
}

function drawAgenda(atHand) {
  const { items, plan, current, polls } = session;
  const list = $("agenda-list");
  // The result at hand stands above, so not here as well.
  const published = polls.filter((poll) => poll.stage === "published" && poll !== atHand);
  const loose = published.filter((poll) => !itemOf(session, poll.question.item));
  while (list.children.length < items.length) list.append(el("details", "item"));
  while (list.children.length > items.length + 1) list.lastChild.remove();
  items.forEach((item, place) => {
    const node = list.children[place];
    const now = item.id === current;
    const results = published.filter((poll) => poll.question.item === item.id);
    if (now && node.dataset.state !== "now") node.open = true;
    node.dataset.state = now ? "now" : item.done ? "done" : item.begun ? "left" : "ahead";
    const shown = [
      plan.id,
      node.dataset.state,
      item.adopted,
      results.map((poll) => [poll.id, poll.repeated]),
    ];
    fill(node, shown, () => itemParts(item, node.dataset.state, results));
  });
  if (loose.length > 0 && !list.children[items.length]) list.append(el("div", "item"));
  if (loose.length > 0)
    fill(
      list.children[items.length],
      loose.map((poll) => [poll.id, poll.repeated]),
      () => loose.flatMap(pollParts),
    );
}

function itemParts(item, state, results) {
  const { plan } = session;
  const sign = { now: "▶", done: "✓", left: "◐", ahead: "○" }[state];
  const minutes = item.allotted ? t("minutes", { n: Math.round(item.allotted / 60) }) : "";
  const presenter = item.presenter ? t("presenter", { name: nameOf(item.presenter) }) : "";
  const documents = (plan.documents ?? []).filter((document) => document.item === item.id);
  const title = el("span", "", `${item.number}. ${item.title} `, el("span", "small", t(`item_${state}`)));
  const summary = el("summary", "", el("span", "sign", sign), title);
  summary.dataset.key = `item-${item.id}`;
  summary.firstChild.setAttribute("aria-hidden", "true");
  const parts = [summary, el("p", "small", [presenter, minutes].filter(Boolean).join(" · "))];
  if (documents.length > 0) {
    const lines = documents.map((document) => {
      const read = () => openDocument(document);
      const words = [el("span", "", document.title), el("span", "small", size(document.size))];
      return el("li", "", button("document", `document-${document.id}`, read, ...words));
    });
    parts.push(el("h3", "", t("documents")), el("ul", "documents", ...lines));
  }
  parts.push(...results.flatMap(pollParts));
  if (item.adopted) parts.push(el("h3", "", t("conclusions")), ...conclusionParts(item.adopted));
  return parts;
}

function conclusionParts(outline) {
  let number = 0;
  return outline.map(({ level, text, lead, with: others, due }) => {
    const mark = level <= 1 ? `${(number += 1)}.` : level === 2 ? "-" : "+";
    const [kind, said] = due ? only(due) : [];
    const dated = kind === "day" || kind === "month";
    const term = dated ? said.split("-").reverse().join("/") : (said?.words ?? said);
    const details = [
      lead && t("lead", { unit: lead }),
      others?.length && t("with", { units: others.join(", ") }),
      term && t("due", { day: term }),
    ]
      .filter(Boolean)
      .join(" · ");
    const body = el("div", "", el("div", "words", text), details && el("div", "small", details));
    return el("div", `conclusion level-${Math.min(3, Math.max(1, level))}`, el("span", "", mark), body);
  });
}

/** A button's words; while it waits for its second press, what that will do. */
function label(node, key) {
  return t(armed.button === node ? `${key}_sure` : key);
}

/** Acts on the second press only. A second press that comes too fast is a slip of the finger. */
function twice(node, act) {
  node.onclick = () => {
    if (node.getAttribute("aria-disabled") === "true") return;
    const now = performance.now();
    if (armed.button !== node) Object.assign(armed, { button: node, from: now + 400, until: now + 5_000 });
    else if (now >= armed.from) {
      armed.button = null;
      act();
    }
    draw();
  };
}

function once(node, act) {
  node.onclick = () => {
    if (node.getAttribute("aria-disabled") !== "true") act();
  };
}

function speak(language) {
  choose(language);
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) text(node, t(node.dataset.text));
  text($("language"), t("other_language"));
  $("language").lang = t("other_locale");
  text($("notice-close"), "✕");
  $("notice-close").setAttribute("aria-label", t("close"));
  draw();
}

function start() {
  once($("in-hall"), () => order({ attendance: { check_in: { place: "hall" } } }));
  once($("in-remote"), () => order({ attendance: { check_in: { place: "remote" } } }));
  twice($("check-out"), () => order({ attendance: "check_out" }));
  twice($("end"), () => {
    const own = session.speeches.find((speech) => speech.delegate === link.delegate);
    if (own) order({ floor: { end: { request: own.id } } });
  });
  startAid();
  $("writing").onsubmit = (event) => {
    event.preventDefault();
    const text = $("writing-text").value.trim();
    const request = Number($("writing").dataset.request);
    if (text && !unanswered("floor", "contribute")) order({ floor: { contribute: { request, text } } });
  };
  for (const kind of KINDS) {
    once($(`ask-${kind}`), () => order({ floor: { ask: { delegate: link.delegate, kind } } }));
  }
  once($("ready"), () => order({ poll: { ready: { poll: pollAtHand(session).id } } }));
  $("retry").onclick = connect;
  $("language").onclick = () => {
    try {
      localStorage.setItem("chair:language", t("other_locale"));
    } catch {
      /* not remembered */
    }
    speak(t("other_locale"));
  };
  $("leave").onclick = () => {
    // The token leaves the address too, so that the next person at this device starts afresh.
    history.replaceState(null, "", location.pathname);
    Object.assign(notice, { calm: null, urgent: null });
    $("code").value = "";
    leave();
  };
  $("gate-form").onsubmit = (event) => {
    event.preventDefault();
    const code = $("code").value.trim();
    if (code) join(code);
  };
  $("notice-close").onclick = () => {
    Object.assign(notice, { calm: null, urgent: null });
    draw();
  };
  $("notice-go").onclick = () => {
    const section = $(notice.shown?.go);
    section?.scrollIntoView();
    section?.querySelector("h2")?.focus({ preventScroll: true });
    drawNotice();
  };
  $("reader-close").onclick = () => $("reader").close();
  const fromAddress = () => location.hash.slice(1);
  addEventListener("hashchange", () => fromAddress() && join(fromAddress()));
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  Object.assign(on, {
    change: draw,
    record: (record) => notify(newsOf(session, record)),
    lost: () => notify({ words: t("notice_lost") }),
  });
  setInterval(beat, 1_000);
  setInterval(drawClocks, 250);
  let remembered = null;
  try {
    remembered = localStorage.getItem("chair:language");
  } catch {
    /* not remembered */
  }
  speak(remembered ?? (navigator.language?.startsWith("en") ? "en" : "vi"));
  const token = fromAddress() || store.get("token");
  if (token) join(token);
}

start();
