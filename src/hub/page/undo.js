// Undo: a step of the last minute is taken back, as the program's `session::undo` does. The session
// of a minute ago is kept, and what was recorded since; from these it is told anew without the step.
// What a record does to a session is the concern of `session.js`, which says so by `apply`.

const WITHIN = 60_000;

/** A copy of which nothing is shared but the plan, which never changes. */
function copy(value) {
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, copy(one)]));
  if (value instanceof Set) return new Set(value);
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === "plan" ? one : copy(one)]));
}

/** The clocks that run: of speeches, and of the item that is dealt with. */
function running(s) {
  const speeches = s.speeches.filter((speech) => speech.since !== null);
  const item = s.items[s.current - 1];
  const items = item && item.since !== null ? [{ item: s.current }] : [];
  return [...speeches.map(({ id }) => ({ speech: id })), ...items];
}

const clockOf = (s, { speech, item }) =>
  item ? s.items[item - 1] : s.speeches.find(({ id }) => id === speech);

const isOf = (subject, names) => ({ record: { event } }) => {
  const body = event[subject];
  const name = typeof body === "string" ? body : Object.keys(body ?? {})[0];
  return name !== undefined && (!names || names.includes(name));
};
const isOfAgenda = isOf("agenda");
const isOfList = isOf("floor", ["list_opened", "list_closed", "list_end_set", "list_ended", "debate_ended"]);

export class Lately {
  constructor(apply) {
    Object.assign(this, { apply, base: null, entries: [] });
  }

  /** Takes a record in, and gives the session as it is then. */
  follow(session, record) {
    if (record.event.prepared) {
      Object.assign(this, { base: this.apply(null, record), entries: [] });
      return this.apply(null, record);
    }
    while (this.entries.length && record.at - this.entries[0].record.at >= WITHIN)
      this.tell(this.base, this.entries.shift());
    const entry = { record, undone: false, stood: [], wentOn: [] };
    const step = record.event.undo?.undone?.step;
    const first = this.entries.find((known) => known.record.seq === step && !known.undone);
    this.entries.push(entry);
    if (step === undefined) return this.apply(session, record);
    return first ? this.takeBack(session, first, entry) : session;
  }

  /** What an entry does to a session, or what is left of one that was undone. */
  tell(s, { record, undone, stood, wentOn }) {
    if (!undone) this.apply(s, record);
    for (const id of stood) {
      const clock = clockOf(s, id);
      if (clock?.since == null) continue;
      clock.used += Math.max(0, record.at - clock.since);
      clock.since = null;
    }
    for (const id of wentOn) {
      const clock = clockOf(s, id);
      if (clock) clock.since ??= record.at;
    }
  }

  told(entries) {
    const s = copy(this.base);
    for (const entry of entries) this.tell(s, entry);
    return s;
  }

  takeBack(session, first, undoing) {
    const place = this.entries.indexOf(first);
    const step = this.entries.filter(({ record }) => record.cause === first.record.cause);
    const later = this.entries.slice(place).filter((entry) => !step.includes(entry));
    const before = this.told(this.entries.slice(0, place));
    const after = copy(before);
    for (const entry of step) this.tell(after, entry);
    const still = running(after).map((id) => JSON.stringify(id));
    const stopped = running(before).filter((id) => !still.includes(JSON.stringify(id)));

    for (const entry of step) entry.undone = true;
    // What the hub noticed because of it goes with it.
    const marked = step.map(({ record }) => record.event.attendance?.marked?.delegate);
    for (const entry of later.filter(({ record }) => !record.by)) {
      const ended = entry.record.event.voice?.proxy_ended?.delegate;
      const closed = isOf("floor", ["list_closed"])(entry) && step.some(isOfList);
      if (closed || (ended !== undefined && marked.includes(ended))) entry.undone = true;
    }
    first.stood = stopped;
    undoing.wentOn = stopped;
    const told = this.told(this.entries);
    if (!step.some(isOfAgenda)) return told;
    // Who asked on an item that was taken up by mistake asked on the one that is dealt with again.
    for (const entry of later) this.askOn(entry, session.current, told.current);
    return this.told(this.entries);
  }

  askOn(entry, from, to) {
    for (const name of ["asked", "referred"]) {
      const asked = entry.record.event.floor?.[name];
      if (!asked || (asked.request.item ?? null) !== from) continue;
      const request = { ...asked.request, item: to };
      entry.record = { ...entry.record, event: { floor: { [name]: { ...asked, request } } } };
    }
  }
}
