// Documents: fetched, compared with the record of them, and read on the page or handed to the device.

import { $, show, text } from "./dom.js";
import { SESSION, link } from "./link.js";
import { size, t } from "./words.js";

/** Fetches a document and shows it where it is text, else offers to open or keep it. */
export async function openDocument(document) {
  const reader = $("reader");
  const name = document.file.split("/").pop();
  for (const anchor of [$("reader-open"), $("reader-save")]) {
    if (anchor.href) URL.revokeObjectURL(anchor.href);
    anchor.removeAttribute("href");
    show(anchor, false);
  }
  text($("reader-title"), document.title);
  text($("reader-text"), "");
  show($("reader-text"), false);
  text($("reader-status"), t("document_loading"));
  reader.dataset.document = document.id;
  if (!reader.open) reader.showModal();
  const stale = () => reader.dataset.document !== String(document.id) || !reader.open;
  let bytes;
  try {
    const answer = await fetch(`/${SESSION}/documents/${document.id}`, {
      headers: { Authorization: `Bearer ${link.token}` },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    bytes = await answer.arrayBuffer();
  } catch (error) {
    if (!stale())
      text($("reader-status"), t(/^4(?!29)/.test(error.message) ? "document_missing" : "document_failed"));
    return;
  }
  if (stale()) return;
  if (!(await isWhole(bytes, document))) return text($("reader-status"), t("document_wrong"));
  const ending = name.split(".").pop().toLowerCase();
  // Only what a browser shows without running anything in it is opened; the rest is kept as bytes.
  const shows = {
    pdf: "application/pdf",
    png: "image/png",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    webp: "image/webp",
  }[ending];
  const isText = ["md", "txt", "csv", "tsv"].includes(ending);
  if (isText) text($("reader-text"), new TextDecoder().decode(bytes));
  show($("reader-text"), isText);
  if (shows) $("reader-open").href = URL.createObjectURL(new Blob([bytes], { type: shows }));
  $("reader-save").href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  $("reader-save").download = name;
  show($("reader-open"), Boolean(shows));
  show($("reader-save"), true);
  text($("reader-status"), `${name} · ${size(document.size)}`);
}

/** Whether these are the document's bytes: by their hash where the browser can, else their number. */
async function isWhole(bytes, { size, hash }) {
  if (bytes.byteLength !== size) return false;
  if (!crypto.subtle) return true; // only there on pages with TLS
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hash === Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
