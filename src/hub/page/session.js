// The session as a delegate needs it: records applied in order, as the program's `session::apply`
// does. Leaves out what the page does not show: devices, who spoke how long, drafts. Knows nothing
// of the page or of the connection.

import { Lately } from "./undo.js";

/** The one name in an externally tagged value, and what stands under it. */
export function only(value) {
  return typeof value === "string" ? [value, {}] : Object.entries(value)[0];
}

/** A weight in millionths. Whole numbers throughout: what decides is never rounded. */
export function micro(weight) {
  const [whole, part = ""] = String(weight).split(".");
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"));
}

/** What is known of the session; nothing before its first record. */
export let session = null;

const lately = new Lately(apply);

/** Applies a record; the first holds the plan. */
export function follow(record) {
  session = lately.follow(session, record);
}

export function forget() {
  session = null;
}

function prepared(plan) {
  return {
    plan,
    phase: "planned",
    phaseAt: null,
    presiding: plan.chair,
    roster: new Map(plan.roster.map((delegate) => [delegate.id, attendee(delegate)])),
    current: null,
    items: plan.agenda.map((item, place) => ({
      ...item,
      id: place + 1,
      used: 0,
      since: null,
      begun: false,
      done: false,
      adopted: null,
    })),
    listOpen: true,
    listEnds: null,
    policy: plan.rules.floor?.order ?? "first_come",
    queue: [],
    questions: [], // who waits to question somebody
    parked: [],
    calls: new Map(), // who waits for help: of these this delegate is told only their own
    speeches: [], // one for each open microphone, the one open longest first
    interrupted: [],
    unheard: [],
    contributed: new Set(),
    heard: 0, // speeches heard on the current item
    polls: [],
    lost: null, // since when a vote is stopped because the quorum is lost
    proxies: new Map(plan.roster.filter((one) => one.proxy).map((one) => [one.id, one.proxy])),
    recusals: [],
    consent: {
      items: plan.agenda.flatMap((item, place) => (item.consent && item.motion ? [place + 1] : [])),
      asked: null,
      decided: [],
    },
    opinions: [],
    announcements: [],
  };
}

const attendee = (delegate, presence = { state: "expected" }) => ({ delegate, presence });
export const ranFor = (clock, at) =>
  clock.used + (clock.since === null ? 0 : Math.max(0, at - clock.since));
export const isPresent = (person) => person?.presence.state === "present";

function halt(clock, at) {
  if (!clock) return;
  clock.used = ranFor(clock, at);
  clock.since = null;
}

function apply(s, { event, at }) {
  const [subject, body] = only(event);
  if (subject === "prepared") return prepared(body);
  const [name, details] = only(body);
  REDUCERS[subject]?.[name]?.(s, details, at);
  return s;
}

export const itemOf = (s, id) => s.items[id - 1];
const speechOf = (s, request) => s.speeches.find((speech) => speech.id === request);
export const pollOf = (s, id) => s.polls.find((poll) => poll.id === id);

const listOf = (s, request) => (request.kind === "questioning" ? s.questions : s.queue);

function take(s, id) {
  for (const list of [s.queue, s.questions, s.parked]) {
    const place = list.findIndex((request) => request.id === id);
    if (place >= 0) return list.splice(place, 1)[0];
  }
  return null;
}

/** Whose speech the page shows: this delegate's, or who was given the floor last. */
export const speechFor = (s, delegate) =>
  s.speeches.find((speech) => speech.delegate === delegate) ?? s.speeches[s.speeches.length - 1] ?? null;

function question(id, question, round, why) {
  return {
    id,
    question,
    round,
    why,
    stage: "prepared",
    at: null,
    ready: new Set(),
    entitled: new Map(),
    voted: new Map(),
    tally: null,
    repeated: false,
    fate: null, // what became of it otherwise than by votes, and why
    notes: [],
  };
}

function turn(s, id, stage, at, change) {
  const poll = pollOf(s, id);
  if (poll) Object.assign(poll, { stage, at }, change);
}

/** The poll that decides the consent list was put again, or taken back: what it decided is open again. */
function listFollows(s, poll, next) {
  const { consent } = s;
  if (consent.asked === poll) {
    consent.asked = next;
    return;
  }
  const decided = consent.decided.find((decided) => decided.poll === poll);
  if (!decided) return;
  consent.items = [...new Set([...consent.items, ...decided.items])].sort((a, b) => a - b);
  consent.asked = next;
  if (decided.outcome === "carried" && !decided.setAside)
    for (const id of decided.items) itemOf(s, id).done = false;
  decided.setAside = true;
}

function opinionOf(s, id, change) {
  const opinion = s.opinions.find((opinion) => opinion.id === id);
  if (opinion) Object.assign(opinion, change);
  return opinion;
}

const REDUCERS = {
  life: {
    opened: (s, _, at) => Object.assign(s, { phase: "open", phaseAt: at }),
    suspended(s, _, at) {
      Object.assign(s, { phase: "suspended", phaseAt: at });
      halt(itemOf(s, s.current), at);
    },
    resumed(s, _, at) {
      Object.assign(s, { phase: "open", phaseAt: at });
      if (s.current) itemOf(s, s.current).since = at;
    },
    closed: (s, _, at) => Object.assign(s, { phase: "closed", phaseAt: at, calls: new Map() }),
    chair_handed: (s, { to }) => {
      s.presiding = to;
    },
    announced: (s, { text }, at) => s.announcements.push({ at, text }),
  },
  attendance: {
    marked(s, { delegate, presence }) {
      const person = s.roster.get(delegate);
      if (person) person.presence = presence;
      if (["left", "absent", "excused"].includes(presence.state)) s.calls.delete(delegate);
    },
    added: (s, { delegate, presence }) => s.roster.set(delegate.id, attendee(delegate, presence)),
  },
  quorum: {
    counted(s, { present, required }, at) {
      s.lost = micro(present) < micro(required) ? (s.lost ?? at) : null;
    },
    lost(s, _, at) {
      s.lost ??= at;
    },
    regained(s) {
      s.lost = null;
    },
  },
  voice: {
    proxy_given: (s, { delegate, to }) => s.proxies.set(delegate, to),
    proxy_ended: (s, { delegate }) => s.proxies.delete(delegate),
    recused: (s, { delegate, on }) => s.recusals.push({ delegate, on }),
    rejoined(s, { delegate, on }) {
      s.recusals = s.recusals.filter((one) => one.delegate !== delegate || !sameMatter(one.on, on));
    },
  },
  agenda: {
    started(s, { item }, at) {
      Object.assign(s, { current: item, heard: 0 });
      if (itemOf(s, item)) Object.assign(itemOf(s, item), { begun: true, done: false, since: at });
    },
    stopped(s, { item, done }, at) {
      halt(itemOf(s, s.current), at);
      s.current = null;
      if (itemOf(s, item)) itemOf(s, item).done = done;
    },
  },
  floor: {
    asked: (s, { request, place }) => listOf(s, request).splice(place, 0, request),
    withdrawn: (s, { request }) => take(s, request),
    removed: (s, { request }) => take(s, request),
    moved(s, { request, before }) {
      const moved = take(s, request);
      if (!moved) return;
      const list = listOf(s, moved);
      const place = list.findIndex((other) => other.id === before);
      list.splice(place < 0 ? list.length : place, 0, moved);
    },
    ordered(s, { queue }) {
      const place = new Map(queue.map((id, at) => [id, at]));
      const at = ({ id }) => place.get(id) ?? queue.length;
      s.queue.sort((a, b) => at(a) - at(b));
    },
    policy_set: (s, { policy }) => {
      s.policy = policy;
    },
    given(s, { request, limit, interrupts }, at) {
      const given = take(s, request);
      if (!given) return;
      const speech = { ...given, limit: limit * 1000, used: 0, since: at };
      const below = interrupts ? s.speeches.pop() : null;
      if (below) {
        halt(below, at);
        speech.pauses = below.id;
        s.interrupted.push(below);
      }
      s.speeches.push(speech);
    },
    paused: (s, { request }, at) => halt(speechOf(s, request), at),
    resumed(s, { request }, at) {
      const speech = speechOf(s, request);
      if (speech) speech.since = at;
    },
    extended(s, { request, seconds }) {
      const speech = speechOf(s, request);
      if (speech) speech.limit += seconds * 1000;
    },
    ended(s, { request }) {
      const speech = speechOf(s, request);
      if (!speech) {
        // Whoever left while a question paused them: the question goes on and pauses what they did.
        const gone = s.interrupted.findIndex((paused) => paused.id === request);
        if (gone < 0) return;
        const [over] = s.interrupted.splice(gone, 1);
        for (const above of [...s.speeches, ...s.interrupted])
          if (above.pauses === request) above.pauses = over.pauses;
        s.heard += 1;
        return;
      }
      const below = s.interrupted.findIndex((paused) => paused.id === speech.pauses);
      const back = below < 0 ? [] : s.interrupted.splice(below, 1);
      s.speeches.splice(s.speeches.indexOf(speech), 1, ...back);
      s.heard += 1;
    },
    unheard(s, { requests }) {
      for (const request of requests) {
        const taken = take(s, request);
        if (taken) s.unheard.push(taken);
      }
    },
    referred: (s, { request }) => s.unheard.push(request),
    contributed: (s, { request }) => s.contributed.add(request),
    parked(s, { request }) {
      const taken = take(s, request);
      if (taken) s.parked.push(taken);
    },
    recalled(s, { request, place }) {
      const taken = take(s, request);
      if (taken) listOf(s, taken).splice(place, 0, taken);
    },
    list_ended: (s) => {
      s.listOpen = false;
    },
    debate_ended: (s) => {
      s.listOpen = false;
    },
    list_opened: (s) => {
      s.listOpen = true;
      s.listEnds = null;
    },
    list_closed: (s) => {
      s.listOpen = false;
      s.listEnds = null;
    },
    list_end_set: (s, { at }) => {
      s.listEnds = at;
    },
  },
  assistance: {
    asked: (s, { call, delegate, text = "" }, at) => s.calls.set(delegate, { id: call, at, text }),
    reworded(s, { delegate, text }) {
      const call = s.calls.get(delegate);
      if (call) call.text = text;
    },
    withdrawn: (s, { delegate }) => s.calls.delete(delegate),
    answered: (s, { delegate }) => s.calls.delete(delegate),
  },
  poll: {
    prepared: (s, { poll, question: put }) => s.polls.push(question(poll, put, 1, "")),
    repeated(s, { poll, next, reason }) {
      const old = pollOf(s, poll);
      if (!old) return;
      old.repeated = true;
      s.polls.push(question(next, old.question, old.round + 1, reason));
      listFollows(s, poll, next);
    },
    continued(s, { poll, next, question: put }) {
      const old = pollOf(s, poll);
      if (old) s.polls.push(question(next, put, old.round + 1, ""));
    },
    readied: (s, { poll, delegate }) => pollOf(s, poll)?.ready.add(delegate),
    opened: (s, { poll, entitled }, at) => turn(s, poll, "open", at, { entitled: new Map(entitled) }),
    entitled_changed(s, { poll, joined, left }) {
      const entitled = pollOf(s, poll)?.entitled;
      for (const [who, weight] of joined) entitled?.set(who, weight);
      for (const who of left) entitled?.delete(who);
    },
    cast: (s, { poll, delegate }, at) => pollOf(s, poll)?.voted.set(delegate, at),
    closed: (s, { poll }, at) => turn(s, poll, "closed", at),
    published: (s, { poll, tally }, at) => turn(s, poll, "published", at, { tally }),
    noted: (s, { poll, text }) => pollOf(s, poll)?.notes.push(text),
    cancelled(s, { poll, fate = "cancelled", reason = "" }, at) {
      const old = pollOf(s, poll);
      if (!old) return;
      old.fate = { name: fate, reason };
      // A result that is set aside stays to be read.
      if (old.stage !== "closed" && old.stage !== "published") turn(s, poll, "cancelled", at);
      listFollows(s, poll, null);
    },
  },
  consent: {
    listed: (s, { items }) => {
      s.consent.items = items;
    },
    taken_out: (s, { item }) => {
      s.consent.items = s.consent.items.filter((other) => other !== item);
    },
    asked: (s, { poll }) => {
      s.consent.asked = poll;
    },
    objected(s, { poll, rule }) {
      const old = pollOf(s, poll);
      if (!old) return;
      const again = question(poll, { ...old.question, rule }, old.round, old.why);
      s.polls[s.polls.indexOf(old)] = again;
    },
    waited_anew: (s, { poll }, at) => turn(s, poll, "open", at),
    decided(s, { poll, outcome, items }) {
      s.consent.asked = null;
      if (outcome !== "no_quorum") s.consent.items = [];
      s.consent.decided.push({ poll, outcome, items });
      if (outcome === "carried") for (const id of items) itemOf(s, id).done = true;
    },
  },
  opinion: {
    circulated: (s, { opinion, circular, entitled }) =>
      s.opinions.push({
        id: opinion,
        circular,
        stage: "open",
        entitled: new Map(entitled),
        answered: new Set(),
        findings: null,
      }),
    answered: (s, { opinion, delegate }) => opinionOf(s, opinion)?.answered.add(delegate),
    closed: (s, { opinion }) => opinionOf(s, opinion, { stage: "closed" }),
    published: (s, { opinion, findings }) => opinionOf(s, opinion, { stage: "published", findings }),
    cancelled: (s, { opinion }) => opinionOf(s, opinion, { stage: "cancelled" }),
  },
  conclusions: {
    adopted(s, { item, outline }) {
      if (itemOf(s, item)) itemOf(s, item).adopted = outline;
    },
  },
};

const sameMatter = (one, other) => one.item === other.item && one.poll === other.poll;

/** Whether somebody takes no part in deciding a poll. */
export function isRecused(s, delegate, poll) {
  const concerns = ({ item, poll: id }) => (id ? id === poll.id : item === (poll.question.item ?? null));
  return s.recusals.some((one) => one.delegate === delegate && concerns(one.on));
}

/** For whom somebody on the roster sits in. */
export const sitsFor = (s, delegate) =>
  [...s.roster.values()].find((one) => isPresent(one) && one.presence.sitting === delegate) ?? null;

/** Whose voice somebody speaks with: that of the member for whom they sit in, else their own. */
export const voiceOf = (s, delegate) => sitsFor(s, delegate)?.delegate.id ?? delegate;

/** Whether whoever sits there has a vote: a member, or who sits in for one where the rules let them. */
export function hasVote(s, delegate) {
  const person = s.roster.get(voiceOf(s, delegate));
  const inPerson = !person?.presence.substitute || s.plan.rules.substitutes === "vote";
  return Boolean(person?.delegate.vote) && inPerson;
}

/** The voices in a poll that somebody may cast: their own, or that of the member for whom they sit in,
 * then those whose proxies they hold. */
export function voicesOf(s, delegate, poll) {
  const present = (id) => isPresent(s.roster.get(id));
  const held = [...s.proxies].filter(([who, by]) => by === delegate && !present(who)).map(([who]) => who);
  const may = s.plan.rules.rights?.proxies === "vote" && present(delegate);
  const all = [voiceOf(s, delegate), ...(may ? held.sort((a, b) => a - b) : [])];
  return all.filter((who) => poll.entitled.has(who));
}

/** The poll the meeting is busy with: a result only until the next item is taken up. */
export function pollAtHand(s) {
  const poll = s.polls[s.polls.length - 1];
  if (!poll || poll.stage === "cancelled" || (poll.stage === "prepared" && s.phase === "closed"))
    return null;
  const over = poll.stage === "published" && (poll.question.item ?? null) !== s.current;
  return over ? null : poll;
}
