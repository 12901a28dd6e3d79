// The connection: joins the hub, keeps its clock, comes back after a break with growing pauses, and
// sends every command again until it is answered, also after a reload. What the records mean is the
// concern of `session.js`; the wire is described in the program's own documentation (`wire`).

import { follow, forget, only, session } from "./session.js";

export const SESSION = location.pathname.split("/")[1];
const VERSION = 1;
const PING_EVERY = 10_000;
// How long the hub may be silent after it was asked something, in milliseconds.
const PATIENCE = 10_000;
const LONGEST_PAUSE = 15_000;

/** What outlives a reload, for this browser tab and this session only. */
export const store = {
  memory: new Map(),
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(`chair:${SESSION}:${key}`));
    } catch {
      return this.memory.get(key) ?? null;
    }
  },
  set(key, value) {
    this.memory.set(key, value);
    try {
      sessionStorage.setItem(`chair:${SESSION}:${key}`, JSON.stringify(value));
    } catch {
      // A browser that stores nothing still takes part; it only forgets on a reload.
    }
  },
};

/** The connection and what must survive it. */
export const link = {
  state: "off", // off, connecting, up, waiting (to try again), ended
  token: "",
  socket: null,
  bye: null,
  attempt: 0,
  retryAt: 0,
  asked: 0, // since when an answer is owed, 0 when none is
  heard: 0,
  pings: 0,
  pingSent: new Map(),
  role: null,
  delegate: null,
  journal: null,
  since: 0,
  head: 0,
  replays: false, // whether what comes happened before this page was here
  // Commands without an answer, in the order they were given.
  pending: store.get("pending") ?? [],
  // What was voted, by poll: only in polls that are not secret.
  votes: store.get("votes") ?? {},
  // The last refusal of each subject.
  refused: {},
};

/** Who is told: set by the page. */
export const on = { change() {}, record() {}, lost() {} };

/** The hub's clock, as well as it is known here. */
export const clock = {
  best: null,
  now() {
    return this.best ? this.best.hub + performance.now() - this.best.local : Date.now();
  },
  /** Takes a time the hub told, after a way there and back of `trip` milliseconds. */
  sample(hub, trip) {
    const local = performance.now();
    const stale = !this.best || local - this.best.local > 60_000;
    if (stale || trip <= this.best.trip + 20) this.best = { hub: hub + trip / 2, local, trip };
  },
};

/** Joins with this token. What somebody else left behind on this device is forgotten first. */
export function join(token) {
  if (token !== store.get("token")) reset();
  link.token = token;
  store.set("token", token);
  connect();
}

export function leave() {
  hangUp();
  reset();
  store.set("token", "");
  Object.assign(link, { state: "off", bye: null, token: "" });
  on.change();
}

function reset() {
  Object.assign(link, { role: null, delegate: null, journal: null, since: 0, votes: {}, refused: {} });
  store.set("votes", {});
  keep([]);
  forget();
}

export function connect() {
  hangUp();
  Object.assign(link, { state: "connecting", bye: null, asked: performance.now() });
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/${SESSION}/ws`, "chair.v1");
  link.socket = socket;
  socket.onopen = () => {
    const hello = { version: VERSION, token: link.token };
    if (link.journal) Object.assign(hello, { since: link.since, journal: link.journal });
    say({ hello });
  };
  socket.onmessage = (frame) => {
    if (socket !== link.socket) return;
    link.heard = performance.now();
    link.asked = 0;
    try {
      receive(JSON.parse(frame.data));
    } catch (error) {
      // Whatever was wrong with it, the whole story from the beginning puts it right.
      console.error(error);
      Object.assign(link, { journal: null, since: 0 });
      tryAgain();
    }
    on.change();
  };
  socket.onclose = () => {
    if (socket === link.socket) tryAgain();
  };
  on.change();
}

function hangUp() {
  const socket = link.socket;
  link.socket = null;
  // A broken connection takes minutes to close; what it still says is no longer listened to.
  socket?.close();
}

/** Waits a while and connects again: longer each time, and not everybody at the same moment. */
function tryAgain() {
  hangUp();
  if (link.state === "ended" || link.state === "off") return on.change();
  const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** link.attempt) * (0.5 + Math.random() / 2);
  link.attempt += 1;
  Object.assign(link, { state: "waiting", asked: 0, retryAt: performance.now() + pause });
  on.change();
}

function say(message) {
  if (link.socket?.readyState !== WebSocket.OPEN) return;
  link.asked ||= performance.now();
  link.socket.send(JSON.stringify(message));
}

function ping() {
  link.pings += 1;
  link.pingSent.clear();
  link.pingSent.set(link.pings, performance.now());
  say({ ping: { n: link.pings } });
}

/** Looks after the connection; called every second. */
export function beat() {
  const now = performance.now();
  if (link.state === "waiting" && now >= link.retryAt) return connect();
  if (link.state !== "up" && link.state !== "connecting") return;
  if (link.asked && now - link.asked > PATIENCE) return tryAgain();
  const due = link.pings < 3 || now - link.heard > PING_EVERY;
  if (link.state === "up" && due && !link.asked) ping();
}

/** After a sleep nothing is certain: neither the connection nor the clock. */
export function wake() {
  if (document.visibilityState === "hidden") return;
  if (link.state === "waiting") return connect();
  if (link.state !== "up") return;
  if (clock.best) clock.best.trip = Infinity;
  link.asked = performance.now() - PATIENCE / 2;
  ping();
}

function receive(message) {
  const [name, body] = only(message);
  switch (name) {
    case "welcome":
      return welcome(body);
    case "records":
      return records(body);
    case "reply":
      return reply(body);
    case "pong": {
      const sent = link.pingSent.get(body.n);
      if (sent) clock.sample(body.now, performance.now() - sent);
      return;
    }
    case "bye":
      return bye(body);
  }
}

function welcome({ journal, role, delegate, resumed, head, now }) {
  if (!resumed) {
    forget();
    link.since = 0;
  }
  if (store.get("journal") !== journal) {
    // The numbers in what was not answered mean something else in another journal.
    if (link.pending.length > 0) on.lost();
    keep([]);
    link.votes = {};
    store.set("votes", {});
    store.set("journal", journal);
  }
  Object.assign(link, {
    state: "up",
    journal,
    role,
    delegate: delegate ?? null,
    head,
    replays: !resumed,
    pings: 0,
  });
  if (!clock.best) clock.sample(now, 1_000);
  for (const { id, command } of link.pending) say({ command: { id, command } });
  ping();
}

function records({ upto, records }) {
  for (const record of records) {
    // What happened before this page was here is no news, what happened during a break is.
    if (session && !link.replays) on.record(record);
    follow(record);
  }
  link.since = Math.max(link.since, upto);
  if (link.since >= link.head) Object.assign(link, { attempt: 0, replays: false });
}

function bye(reason) {
  link.bye = reason;
  const passing = ["too_many_connections", "too_slow", "hub_stops", "journal_lost"];
  if (passing.includes(reason)) {
    if (reason !== "too_slow") link.attempt = Math.max(link.attempt, 2);
    return tryAgain();
  }
  hangUp();
  link.state = "ended";
}

/** Gives the hub a command; it is kept, and sent again, until the hub has answered. */
export function order(command) {
  const [subject, body] = only(command);
  const [name, details] = only(body);
  const poll = session.polls.find((poll) => poll.id === details.poll);
  const secret = poll?.question.manner === "secret";
  const id = uuid();
  delete link.refused[subject];
  if (name === "cast" && !secret) keepVote(voteKey(details.poll, details.delegate), details.choice);
  if (name === "answer") keepVote(`opinion-${details.opinion}`, details.choice);
  keep([...link.pending, { id, command, subject, name, details, secret }]);
  if (link.state === "up") say({ command: { id, command } });
  on.change();
}

function reply({ id, answer }) {
  const sent = link.pending.find((order) => order.id === id);
  // A secret vote is forgotten here and now: nothing may tell it once it has been counted.
  keep(link.pending.filter((order) => order.id !== id));
  if (!sent || !answer.refused) return;
  const { poll, opinion } = sent.details;
  const refusal = { ...answer.refused, poll, opinion };
  link.refused[sent.subject] = refusal;
  // Why a ballot was refused stands as long as its poll; the rest is soon of no interest.
  if (sent.subject !== "poll") setTimeout(() => forgive(sent.subject, refusal), 30_000);
  if (sent.name === "cast" && !sent.secret) keepVote(voteKey(sent.details.poll, sent.details.delegate), undefined);
}

function forgive(subject, refusal) {
  if (link.refused[subject] === refusal) delete link.refused[subject];
  on.change();
}

function keep(pending) {
  link.pending = pending;
  store.set("pending", pending);
}

/** Under which name a vote is remembered: a held voice has one of its own. */
export const voteKey = (poll, voice) => (voice ? `${poll}:${voice}` : poll);

function keepVote(key, choice) {
  link.votes[key] = choice;
  store.set("votes", link.votes);
}

/** The unanswered command of this name, if there is one. */
export function unanswered(subject, name, test = () => true) {
  return link.pending.find((o) => o.subject === subject && o.name === name && test(o.details));
}

/** A random UUID. The browser's own `randomUUID` is missing on pages without TLS. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
