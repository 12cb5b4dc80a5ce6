// One message as an element: its bubble, and the buttons under it.

import { fileUrl } from "./api.js";
import { el, icon } from "./overlays.js";
import { formatted } from "./text.js";

const CORNERS = {
  url: '<path d="M7 17L17 7M9 7h8v8"/>',
  copy_text: '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 00-1-1H5a1 1 0 00-1 1v10a1 1 0 001 1h3"/>',
};
const TICKS = '<path d="M2 13l4.500 4.500L16 7"/><path d="M10 16l1.500 1.500L21 7"/>'.replaceAll("500", "5");

export const hue = (id) => Math.abs((id * 47) % 360);

export const timeOf = (date) => new Date(date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

export function dayOf(date) {
  const then = new Date(date * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return then.toLocaleDateString(undefined, { day: "numeric", month: "long", year: days > 300 ? "numeric" : undefined });
}

export function wordsOf(message) {
  if (message.text !== undefined) return message.text;
  for (const [kind, words] of Object.entries({ photo: "Photo", document: "Document", sticker: "Sticker", voice: "Voice message", contact: "Contact", location: "Location" })) {
    if (message[kind]) return message.caption || words;
  }
  return "Message";
}

// view: {person, group, find(id), onTap(message, button, node), onMenu(message, at), onCommand(text)}
export function bubble(message, view) {
  if (message.group_chat_created) return el("li", { class: "service", "data-message-id": message.message_id }, "Group created");
  if (message.users_shared) return el("li", { class: "service", "data-message-id": message.message_id }, "You shared contacts with the bot");
  const own = message.from?.id === view.person;
  const parts = content(message, view);
  const flat = Boolean(message.sticker);
  const box = el("div", { class: `bubble${flat ? " flat" : ""}${message.photo ? " media" : ""}` });
  if (view.group && !own) box.append(el("div", { class: "sender", style: `--hue:${hue(message.from.id)}` }, message.from.first_name));
  if (message.forward_origin) box.append(el("div", { class: "forwarded" }, `Forwarded from ${origin(message.forward_origin)}`));
  if (message.reply_to_message) box.append(el("div", { class: "quote-of" }, wordsOf(message.reply_to_message)));
  const edited = message.edit_date && !message.from?.is_bot; // Of a bot's messages, apps don't say it.
  const words = `${edited ? "edited " : ""}${timeOf(message.date)}`;
  const meta = el("span", { class: "meta" }, words, own ? icon(TICKS) : null);
  box.style.setProperty("--meta", `${words.length * 6.6 + (own ? 30 : 12)}px`);
  box.append(...parts, meta);
  const buttons = keyboard(message, view);
  const item = el(
    "li",
    { class: `message${own ? " own" : ""}${buttons ? " has-buttons" : ""}`, "data-message-id": message.message_id },
    el("div", { class: "bubble-line" }, box), buttons,
  );
  item.firstChild.append(el("button", {
    type: "button", class: "icon-button message-more", "aria-label": "Message options",
    onclick: (event) => view.onMenu(message, event.currentTarget),
  }, icon('<circle cx="6" cy="12" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="18" cy="12" r="1.4"/>')));
  box.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    view.onMenu(message, { x: event.clientX, y: event.clientY });
  });
  return item;
}

function origin(from) {
  return from.sender_user?.first_name || from.sender_user_name || from.chat?.title || from.sender_chat?.title || "somebody";
}

function content(message, view) {
  const text = (words, entities) => el("div", { class: "text" }, ...formatted(words, entities, view.onCommand));
  if (message.text !== undefined) return [text(message.text, message.entities)];
  const parts = [];
  if (message.photo) {
    const largest = message.photo[message.photo.length - 1];
    parts.push(el("a", { href: fileUrl(largest.file_id), target: "_blank" }, el("img", { class: "photo", src: fileUrl(largest.file_id), alt: message.caption || "Photo" })));
  } else if (message.document) {
    parts.push(file(message.document));
  } else if (message.sticker) {
    parts.push(el("div", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.sticker.emoji || "🙂"));
  } else if (message.voice) {
    const bars = Array.from({ length: 28 }, (_, i) => el("i", { style: `height:${5 + Math.abs(Math.sin(i * 1.7 + message.message_id)) * 19}px` }));
    parts.push(el("div", { class: "wave", role: "img", "aria-label": `Voice message, ${message.voice.duration} seconds` }, ...bars), text(`0:${String(message.voice.duration).padStart(2, "0")}`));
  } else if (message.contact) {
    const { first_name: first, last_name: last, phone_number: phone } = message.contact;
    parts.push(el("div", { class: "file" }, el("span", { class: "avatar file-icon", style: `--hue:${hue(message.contact.user_id || 5)}` }, first[0]), el("span", { class: "file-name" }, [first, last].filter(Boolean).join(" ")), el("span", { class: "file-note" }, phone)));
  } else if (message.location) {
    parts.push(text(`📍 ${message.location.latitude.toFixed(4)}, ${message.location.longitude.toFixed(4)}`));
  } else {
    parts.push(text("This message is not shown here"));
  }
  if (message.caption) parts.push(text(message.caption, message.caption_entities));
  return parts;
}

function file(document) {
  const size = document.file_size < 1024 ? `${document.file_size} B` : document.file_size < 1048576 ? `${(document.file_size / 1024).toFixed(1)} KB` : `${(document.file_size / 1048576).toFixed(1)} MB`;
  return el(
    "a", { class: "file", href: fileUrl(document.file_id), download: document.file_name || "file", title: "Download" },
    el("span", { class: "file-icon" }, icon('<path d="M12 4v12M6.5 11L12 16.5 17.5 11M5 20h14"/>')),
    el("span", { class: "file-name" }, document.file_name || "file"), el("span", { class: "file-note" }, size),
  );
}

function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el("div", { class: "buttons", role: "group", "aria-label": "Buttons" }, ...rows.map((row) => el("div", { class: "button-row" }, ...row.map((button) => {
    const kind = Object.keys(CORNERS).find((name) => button[name]);
    const node = el("button", {
      type: "button", class: `inline-button ${button.style || ""}`, disabled: Boolean(button.disabled), "data-testid": "inline-button",
      onclick: () => view.onTap(message, button, node),
    }, button.text);
    if (kind) {
      const corner = icon(CORNERS[kind]);
      corner.classList.add("corner");
      node.append(corner);
    }
    return node;
  }))));
}
