// The page: the list of people at the side, one chat or two beside it, kept fresh by the server's events.

import * as api from "./api.js";
import { dayOf, hue, timeOf } from "./bubble.js";
import { ask, el, toast } from "./overlays.js";
import { Pane } from "./pane.js";

const app = document.getElementById("app");
const holder = document.getElementById("panes");
const panes = [];
let world = { bot: { first_name: "Bot" }, people: [] };
let refreshing = null; // the refresh that is under way, and whether another is wanted after it
let again = false;

function entries() {
  return world.people.flatMap((person) => [
    { person, chat: person.chats.find((chat) => chat.id === person.id) || { id: person.id, last: "", unread: 0, date: 0 } },
    ...person.chats.filter((chat) => chat.id !== person.id).map((chat) => ({ person, chat })),
  ]);
}

function drawPeople() {
  const current = panes[0];
  document.getElementById("people").replaceChildren(...entries().map(({ person, chat }) => {
    const group = chat.id !== person.id;
    const name = [person.first_name, person.last_name].filter(Boolean).join(" ") + (group ? ` in ${chat.title}` : "");
    const chosen = current?.person?.id === person.id && current.chatId === chat.id;
    const when = chat.date ? (dayOf(chat.date) === "Today" ? timeOf(chat.date) : dayOf(chat.date)) : "";
    return el("li", {}, el(
      "button",
      { type: "button", class: "person", "aria-current": String(chosen), "data-testid": `person-${person.id}`, onclick: () => choose(person.id, chat.id) },
      el("span", { class: "avatar", style: `--hue:${hue(person.id)}`, "aria-hidden": "true" }, name[0]),
      el("span", { class: "person-name" }, name),
      el("span", { class: "person-time" }, when),
      el("span", { class: "person-last" }, chat.last || (person.id === 1000 ? "Staff" : person.phone ? `+${person.phone.replace(/^\+/, "")}` : "")),
      chat.unread ? el("span", { class: "badge", "aria-label": `${chat.unread} unread` }, String(chat.unread)) : null,
    ));
  }));
  const unread = entries().reduce((sum, { chat }) => sum + chat.unread, 0);
  document.title = unread ? `(${unread}) ${world.bot.first_name}` : world.bot.first_name;
}

// Resolves when the page shows what the server knew at the call, or later.
function refresh() {
  again = true;
  refreshing ??= refreshAll();
  return refreshing;
}

async function refreshAll() {
  try {
    while (again) {
      again = false;
      world = await api.people();
      for (const pane of [...panes]) {
        const person = world.people.find((one) => one.id === pane.person.id);
        if (person) await pane.open(person, pane.chatId, world.bot);
        else close(pane);
      }
      if (!panes.length && world.people.length) fromAddress() || show(world.people[0].id, world.people[0].id);
      drawPeople();
    }
  } catch (error) {
    again = false;
    if (!(error instanceof api.NoAnswer)) throw error; // a mistake on this page: into the console
    toast("The sandbox is not there. Is it still running?");
  } finally {
    refreshing = null;
  }
}

function close(pane) {
  panes.splice(panes.indexOf(pane), 1);
  pane.root.remove();
}

function show(personId, chatId, pane = panes[0]) {
  const person = world.people.find((one) => one.id === personId);
  if (!person) return false;
  if (!pane) {
    pane = new Pane({ onBack: () => { app.classList.remove("in-chat"); }, onSplit: split });
    panes.push(pane);
    holder.append(pane.root);
  }
  pane.open(person, chatId, world.bot);
  drawPeople();
  return true;
}

function choose(personId, chatId) {
  app.classList.add("in-chat");
  history.replaceState(null, "", `#${personId}/${chatId}`);
  show(personId, chatId);
}

function fromAddress() {
  const [personId, chatId] = location.hash.slice(1).split("/").map(Number);
  if (!personId) return false;
  const found = show(personId, chatId || personId);
  app.classList.toggle("in-chat", found);
  return found;
}

function split(pane) {
  if (panes.length > 1) { close(panes[1]); return; }
  if (innerWidth <= 760) { window.open(location.href, "_blank"); return; }
  const next = world.people[(world.people.findIndex((one) => one.id === pane.person.id) + 1) % world.people.length];
  const second = new Pane({ onBack: () => {}, onSplit: split });
  panes.push(second);
  holder.append(second.root);
  show(next.id, next.id, second);
}

document.getElementById("add-person").onclick = async () => {
  const given = await ask({
    title: "Add a person",
    fields: [
      { name: "first_name", label: "First name", required: true, placeholder: "Ada" },
      { name: "last_name", label: "Last name" },
      { name: "phone", label: "Phone number", value: `23480${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`, inputmode: "tel", required: true },
      { name: "language_code", label: "Language of the phone", options: [["en", "English"], ["pcm", "Pidgin"], ["ha", "Hausa"], ["yo", "Yoruba"], ["ig", "Igbo"]] },
    ],
    ok: "Add",
  });
  if (!given) return;
  const person = await api.addPerson(given);
  await refresh();
  choose(person.id, person.id);
};

addEventListener("hashchange", fromAddress);
document.addEventListener("visibilitychange", refresh);
api.onChange(refresh);
refresh();
