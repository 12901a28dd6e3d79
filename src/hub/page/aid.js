// Help at one's seat: a delegate asks for it, sees that it is on its way, takes the call back. The hub
// tells nobody else of the room.

import { $, enable, show, text } from "./dom.js";
import { link, order, unanswered } from "./link.js";
import { session } from "./session.js";
import { t, timeOf } from "./words.js";

// The call that was seen last: once it is over, what was typed for it is of no use any more.
let seen = null;

const own = () => session?.calls.get(link.delegate) ?? null;

/** Draws it, and says whether a command about it is on its way. */
export function drawAid(me) {
  const call = own();
  const may = Boolean(me) && session.phase !== "closed";
  show($("aid"), may);
  if (seen !== null && call?.id !== seen) $("aid-text").value = "";
  seen = call?.id ?? null;
  const busy = unanswered("assistance", "ask") ?? unanswered("assistance", "withdraw");
  text($("aid-title"), t(call ? "aid_again" : "aid_ask"));
  const said = call?.text ? ` (${call.text})` : "";
  text($("aid-words"), call ? `✓ ${t("aid_asked", { at: timeOf(call.at) })}${said}` : "");
  show($("aid-withdraw"), may && Boolean(call));
  for (const id of ["aid-send", "aid-withdraw"]) enable($(id), !busy);
  return busy;
}

export function startAid() {
  $("aid-form").onsubmit = (event) => {
    event.preventDefault();
    if (unanswered("assistance", "ask")) return;
    const said = $("aid-text").value.trim();
    order({ assistance: { ask: said ? { text: said } : {} } });
    $("aid").open = false;
    $("aid-title").focus();
  };
  $("aid-withdraw").onclick = () => {
    const call = own();
    if (call && !unanswered("assistance", "withdraw")) order({ assistance: { withdraw: { call: call.id } } });
  };
}
