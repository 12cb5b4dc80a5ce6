// Text with entities as elements. Offsets are UTF-16 units, which is what JavaScript counts in.

import { copy, el, toast } from "./overlays.js";

const BLOCKS = ["BLOCKQUOTE", "PRE"];
const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, sorted, 0, text.length, onCommand);
}

function nodes(text, entities, start, end, onCommand) {
  const result = [];
  let at = start;
  // A block ends its line by itself: the line break behind it is not shown as an empty line.
  const plain = (from, to) => text.slice(BLOCKS.includes(result.at(-1)?.tagName) && text[from] === "\n" ? from + 1 : from, to);
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to || from < at) continue;
    if (from > at) result.push(plain(at, from));
    const inner = entities.slice(index + 1).filter((other) => other.offset < to && other.offset + other.length > from);
    result.push(shown(entity, text.slice(from, to), nodes(text, inner, from, to, onCommand), onCommand));
    at = to;
  }
  if (at < end) result.push(plain(at, end));
  return result;
}

function shown(entity, plain, children, onCommand) {
  const kind = entity.type;
  if (SIMPLE[kind]) return el(SIMPLE[kind], {}, ...children);
  if (kind === "spoiler") return spoiler(children);
  if (kind === "code") return el("code", { title: "Tap to copy", onclick: (event) => { event.stopPropagation(); copy(plain); } }, ...children);
  if (kind === "pre") return el("pre", { onclick: () => copy(plain) }, ...children);
  if (kind === "blockquote") return el("blockquote", {}, ...children);
  if (kind === "expandable_blockquote") {
    const quote = el("blockquote", { class: "expandable", tabindex: "0", role: "button", "aria-expanded": "false" }, el("div", { class: "fold" }, ...children));
    press(quote, () => quote.setAttribute("aria-expanded", String(quote.classList.toggle("open"))));
    return quote;
  }
  if (kind === "text_link" || kind === "url") {
    const href = entity.url || (/^[a-z]+:/i.test(plain) ? plain : `http://${plain}`);
    return el("a", { href, target: "_blank", rel: "noopener" }, ...children);
  }
  if (kind === "email") return el("a", { href: `mailto:${plain}` }, ...children);
  if (kind === "bot_command") return el("a", { href: "#", onclick: (event) => { event.preventDefault(); onCommand(plain); } }, ...children);
  if (kind === "date_time") return dateTime(entity, plain);
  if (["mention", "hashtag", "cashtag", "text_mention"].includes(kind)) return el("a", { href: "#", onclick: (event) => { event.preventDefault(); toast(plain); } }, ...children);
  return el("span", {}, ...children);
}

function press(node, run) {
  node.addEventListener("click", run);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); run(); }
  });
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, tap to show" }, ...children);
  press(node, () => {
    const open = node.classList.toggle("open");
    if (open) node.removeAttribute("aria-label");
    else node.setAttribute("aria-label", "Hidden text, tap to show");
  });
  return node;
}

// The format is a string of letters: w weekday, d/D short or long date, t/T short or long time, r relative.
function dateTime(entity, plain) {
  const date = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format || "";
  const full = date.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" });
  const words = [];
  if (format.includes("r")) words.push(relative(date));
  if (format.includes("w")) words.push(date.toLocaleDateString(undefined, { weekday: "long" }));
  if (format.includes("D")) words.push(date.toLocaleDateString(undefined, { dateStyle: "long" }));
  else if (format.includes("d")) words.push(date.toLocaleDateString(undefined, { dateStyle: "short" }));
  if (format.includes("T")) words.push(date.toLocaleTimeString(undefined, { timeStyle: "medium" }));
  else if (format.includes("t")) words.push(date.toLocaleTimeString(undefined, { timeStyle: "short" }));
  return el("time", { datetime: date.toISOString(), title: full }, words.join(", ") || plain);
}

function relative(date) {
  const seconds = (date - Date.now()) / 1000;
  const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]].find(([length]) => Math.abs(seconds) >= length) || [1, "second"];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
