// How things are said: the chosen language, and numbers, times, rules, presence and refusals in it.
// The texts themselves stand in `texts.js`.

import { session } from "./session.js";
import { TEXTS } from "./texts.js";

export let lang = "vi";

export function choose(language) {
  lang = TEXTS[language] ? language : "vi";
}

export function t(key, values = {}) {
  return (TEXTS[lang][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function nameOf(id) {
  const person = session.roster.get(id);
  return person ? (person.presence.substitute ?? person.delegate.name) : `#${id}`;
}

export function presenceWords(presence) {
  if (presence.state !== "present") {
    return t(`here_${presence.state}`, { at: presence.at ? timeOf(presence.at) : "" });
  }
  const words = [t(`here_${presence.place}`)];
  if (presence.late) words.push(t("here_late"));
  if (presence.substitute) words.push(t("here_substitute", { name: presence.substitute }));
  return words.join(", ");
}

export function refusalWords(refusal) {
  const words = TEXTS[lang].refusals[refusal.reason];
  if (!words) return t("refused", { reason: refusal.reason });
  return words.replace("{at}", refusal.at ? timeOf(refusal.at, true) : "");
}

/** The rule in words; as it is written where it is of an unknown form. */
export function ruleWords(rule) {
  const words = rule.split(" and ").map((part) => {
    const [, compare, up, down, base] = /^(>=?) (\d+)\/(\d+) of (.+)$/.exec(part) ?? [];
    const of = TEXTS[lang].bases[base];
    if (!of) return part;
    if (compare === ">" && up === "1" && down === "2") return t("more_than_half", { of });
    return t(compare === ">" ? "more_than" : "at_least", { fraction: `${up}/${down}`, of });
  });
  return words.join(t("and"));
}

export function number(millionths) {
  const whole = String(millionths / 1_000_000n).replace(/\B(?=(\d{3})+$)/g, t("group"));
  const part = String(millionths % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return part ? whole + t("decimal") + part : whole;
}

/** With two decimals, rounded half up: for the eye only. */
export function percent(part, whole) {
  if (whole === 0n) return "–";
  const hundredths = (part * 20_000n + whole) / (2n * whole);
  return `${hundredths / 100n}${t("decimal")}${String(hundredths % 100n).padStart(2, "0")}${t("percent")}`;
}

export function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  while (bytes >= 1024 && unit < 3) [bytes, unit] = [bytes / 1024, unit + 1];
  return `${bytes.toFixed(unit ? 1 : 0).replace(".", t("decimal"))} ${units[unit]}`;
}

export function clockWords(seconds) {
  const all = Math.abs(Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  return `${seconds < 0 ? "-" : ""}${hours ? `${hours}:` : ""}${two(minutes)}:${two(all % 60)}`;
}

/** The time of day where the meeting is held, whatever this device believes. */
const local = (at) => new Date(at + session.plan.utc_offset * 60_000);
export const timeOf = (at, seconds) =>
  local(at)
    .toISOString()
    .slice(11, seconds ? 19 : 16);
export const dateOf = (at) =>
  local(at).toLocaleDateString(t("locale"), {
    timeZone: "UTC",
    day: "numeric",
    month: t("month"),
    year: "numeric",
  });
