// The page's hands: small helpers that change the document only where something is different, keep
// the keyboard where it is, and put in what comes from others as text, never as markup.

import { lang } from "./words.js";

export const $ = (id) => document.getElementById(id);

export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

export function el(tag, cls, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

export function button(cls, key, press, ...children) {
  const node = el("button", cls, ...children);
  node.dataset.key = key;
  node.onclick = press;
  return node;
}

/** Shows or hides; the keyboard is never left on something that is gone. */
export function show(node, on) {
  if (node.hidden === !on) return;
  const held = !on && node.contains(document.activeElement);
  node.hidden = !on;
  if (held) node.closest("section")?.querySelector("h2")?.focus();
}

/** Switches a button off where it stands, without taking the keyboard from it. */
export function enable(node, on) {
  node.setAttribute("aria-disabled", String(!on));
}

/** Builds a node's children anew, only where what they show has changed. */
export function fill(node, shown, build) {
  const key = JSON.stringify([lang, shown]);
  if (node.shown === key) return;
  node.shown = key;
  const held = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  node.replaceChildren(...build());
  if (held) node.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
}
