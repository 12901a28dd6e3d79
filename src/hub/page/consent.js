// Consent: the question that is carried unless somebody objects, and the items that are put as one.

import { $, button, el, enable, fill, show, text } from "./dom.js";
import { clock, link, order, unanswered } from "./link.js";
import { hasVote, isPresent, itemOf, session, voiceOf } from "./session.js";
import { refusalWords, t } from "./words.js";

// From when on the button can be pressed: one that has just appeared is not meant yet.
const asked = { poll: null, since: 0 };

/** Whether silence is consent to this question. */
export const byConsent = (poll) => poll.question.rule === "no objection";

/** When the wait for an objection ends. */
const endOf = (poll) => poll.at + (session.plan.rules.wait_s ?? 10) * 1000;

export function drawConsent(me, poll) {
  const waits = Boolean(poll) && poll.stage === "open" && byConsent(poll);
  const mine = waits && Boolean(me) && poll.entitled.has(voiceOf(session, link.delegate));
  if (waits && asked.poll !== poll.id)
    Object.assign(asked, { poll: poll.id, since: performance.now() + 600 });
  if (!waits) asked.poll = null;
  const objecting = unanswered("consent", "object");
  show($("object"), mine);
  enable($("object"), isPresent(me) && !objecting);
  $("object").onclick = () => {
    if ($("object").getAttribute("aria-disabled") === "true" || performance.now() < asked.since) return;
    order({ consent: { object: { poll: poll.id } } });
  };

  const { items } = session.consent;
  show($("consent"), items.length > 0 && session.phase !== "closed");
  const may = Boolean(me) && hasVote(session, link.delegate) && session.phase !== "closed";
  const at = session.polls.find((other) => other.id === session.consent.asked);
  const open = may && (!at || at.stage === "prepared" || (at.stage === "open" && byConsent(at)));
  fill($("consent-list"), [items, open], () =>
    items.map((id) => {
      const item = itemOf(session, id);
      const out = () => {
        if (!unanswered("consent", "take_out")) order({ consent: { take_out: { item: id } } });
      };
      const name = el("span", "", `${item?.number}. ${item?.title}`);
      return el("li", "", name, open && button("quiet", `take-out-${id}`, out, t("take_out")));
    }),
  );
  const busy = objecting ?? unanswered("consent", "take_out");
  const refusal = link.refused.consent;
  const words = busy ? t(link.state === "up" ? "sending" : "kept") : refusal ? `✗ ${refusalWords(refusal)}` : "";
  for (const id of ["object-status", "consent-status"]) {
    text($(id), words);
    $(id).classList.toggle("refused", Boolean(refusal) && !busy);
  }
  drawWait(poll);
}

/** How long objections can still be made; drawn with the clocks. */
export function drawWait(poll) {
  // While the vote is stopped no time runs: the wait begins anew when it goes on.
  const waits =
    Boolean(poll) && poll.stage === "open" && byConsent(poll) && session.lost === null;
  const left = waits ? Math.max(0, Math.ceil((endOf(poll) - clock.now()) / 1000)) : 0;
  text($("object-clock"), waits ? t("consent_left", { n: left }) : "");
}
