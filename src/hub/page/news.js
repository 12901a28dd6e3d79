// What a delegate is told when it happens: the few records that concern them, in words.

import { link } from "./link.js";
import { itemOf, micro, only, pollOf } from "./session.js";
import { nameOf, presenceWords, t } from "./words.js";

/** What this delegate should be told of a record that is about to be applied, if anything. */
export function newsOf(s, { event, by, at }) {
  const me = link.delegate;
  const [subject, body] = only(event);
  const [name, details] = only(body);
  const mine = (id) => s.queue.some((request) => request.id === id && request.delegate === me);
  const poll = pollOf(s, details.poll);
  const key = `${subject}.${name}`;
  switch (key) {
    case "life.opened":
    case "life.suspended":
    case "life.resumed":
    case "life.closed":
      return { words: t(`notice_${name}`) };
    case "life.announced":
      return { words: `${t("news_title")}: ${details.text}`, go: "news" };
    case "attendance.marked": {
      if (details.delegate !== me || by?.role === "delegate") return null;
      return { words: t("notice_marked", { presence: presenceWords(details.presence) }), go: "me" };
    }
    case "floor.given":
      return mine(details.request) ? { words: t("notice_called"), urgent: "called", go: "now" } : null;
    case "floor.removed":
      if (!mine(details.request)) return null;
      return {
        words: t("notice_removed", { reason: details.reason ? ` ${t("reason")}: ${details.reason}` : "" }),
      };
    case "floor.referred":
      if (details.request.delegate !== me) return null;
      return { words: t("notice_referred"), go: "floor" };
    case "floor.parked":
      return mine(details.request) ? { words: t("notice_parked"), go: "floor" } : null;
    case "floor.unheard":
      return details.requests.some(mine) ? { words: t("notice_unheard") } : null;
    case "assistance.answered":
      return details.delegate === me ? { words: t("notice_helped"), go: "me" } : null;
    case "poll.prepared":
      return { words: t("notice_prepared"), go: "vote" };
    case "poll.opened": {
      const entitled = details.entitled.map(([who]) => who);
      const mine = [me, ...[...s.proxies].filter(([, by]) => by === me).map(([who]) => who)];
      if (!poll || !mine.some((who) => entitled.includes(who))) return null;
      if (poll.question.rule === "no objection")
        return { words: t("notice_consent"), urgent: "vote", go: "vote" };
      const hands = poll.question.manner === "hands" || poll.question.manner === "paper";
      return { words: t(hands ? "notice_hands" : "notice_vote"), urgent: "vote", go: "vote" };
    }
    case "poll.entitled_changed":
      if (!poll || !details.joined.some(([who]) => who === me)) return null;
      return { words: t("notice_vote"), urgent: "vote", go: "vote" };
    case "quorum.counted":
      if (micro(details.present) >= micro(details.required)) return null;
      return { words: t("notice_no_quorum"), go: "vote" };
    case "quorum.lost":
      return { words: t("notice_no_quorum"), go: "vote" };
    case "quorum.regained":
      return { words: t("notice_quorum"), go: "vote" };
    case "voice.proxy_given": {
      const words = { name: s.roster.get(details.delegate)?.delegate.name ?? "" };
      return details.to === me ? { words: t("notice_proxy", words) } : null;
    }
    case "poll.published":
      return poll
        ? { words: `${t("result")}: ${t(`outcome_${details.tally.outcome}`)}`, go: "vote" }
        : null;
    case "poll.cancelled": {
      const reason = details.reason ? ` ${t("reason")}: ${details.reason}` : "";
      const fate = t(`fate_${details.fate ?? "cancelled"}`);
      return { words: t("notice_cancelled", { fate, reason }) };
    }
    case "poll.noted":
      return { words: t("note", { text: details.text }), go: "agenda" };
    case "consent.objected":
      return { words: t("notice_objected", { name: nameOf(details.delegate) }), go: "vote" };
    case "opinion.circulated":
      return details.entitled.some(([who]) => who === me) ? { words: t("notice_opinion"), go: "opinions" } : null;
    case "opinion.reminded":
      return details.missing.includes(me) ? { words: t("notice_reminded"), go: "opinions" } : null;
    case "opinion.published":
      return { words: t("notice_opinion_result"), go: "opinions" };
    case "conclusions.adopted":
      return {
        words: t("notice_adopted", { number: itemOf(s, details.item)?.number ?? "" }),
        go: "agenda",
      };
    default:
      return null;
  }
}
