// One chat on the page: head, messages, composer and the bot's reply keyboard.

import * as api from "./api.js";
import { attachMenu } from "./attach.js";
import { bubble, dayOf, hue, wordsOf } from "./bubble.js";
import { ask, copy, el, openMenu, tell, toast } from "./overlays.js";

export class Pane {
  // hooks: {onBack(), onSplit(pane)}
  constructor(hooks) {
    this.root = document.getElementById("pane-template").content.firstElementChild.cloneNode(true);
    this.hooks = hooks;
    this.messages = new Map();
    this.seen = 0;
    this.keysHidden = false;
    this.context = null; // {reply: message} or {edit: message}
    this.find = (selector) => this.root.querySelector(selector);
    this.list = this.find(".messages");
    this.scroller = this.find(".scroller");
    this.composer = this.find(".composer");
    this.wire();
  }

  wire() {
    this.find(".back").onclick = () => this.hooks.onBack();
    this.find(".more").onclick = (event) => this.openMore(event.currentTarget);
    this.find(".start").onclick = () => this.send("/start");
    this.find(".unblock").onclick = () => this.act("unblock");
    this.find(".attach").onclick = (event) => openMenu(event.currentTarget, attachMenu(this));
    this.find(".menu-button").onclick = (event) => openMenu(event.currentTarget, this.commands().map((entry) => ({
      glyph: "/", label: `${entry.command} · ${entry.description}`, run: () => this.send(`/${entry.command}`),
    })));
    this.find(".keys-toggle").onclick = () => { this.keysHidden = !this.keysHidden; this.drawKeys(); this.toBottom(); };
    this.find(".context button").onclick = () => this.setContext(null);
    this.find(".to-bottom").onclick = () => this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" });
    this.scroller.onscroll = () => { this.stuck = this.isAtBottom(); this.drawJump(); };
    // Stay at the newest message when a keyboard opens or the window changes.
    new ResizeObserver(() => { if (this.stuck) this.toBottom(); }).observe(this.scroller);
    this.find("form").onsubmit = (event) => { event.preventDefault(); this.submit(); };
    this.composer.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
      if (event.key === "Escape") this.setContext(null);
    };
    this.composer.oninput = () => { this.fit(); this.drawSuggestions(); };
  }

  open(person, chatId, bot) {
    const moved = this.person?.id !== person.id || this.chatId !== chatId;
    Object.assign(this, { person, chatId, bot });
    if (moved) {
      this.messages.clear();
      this.list.replaceChildren();
      this.seen = 0;
      this.view = null;
      this.setContext(null);
      this.composer.value = "";
    }
    this.drawHead();
    return this.refresh();
  }

  async refresh() {
    const asked = `${this.person.id}/${this.chatId}`;
    let view;
    try {
      view = await api.chat(this.chatId, this.seen);
    } catch {
      return;
    }
    if (asked !== `${this.person.id}/${this.chatId}`) return;
    const first = this.view === null || this.view === undefined;
    this.view = view;
    this.seen = Math.max(this.seen, view.change);
    const atBottom = first || this.stuck || this.isAtBottom();
    const added = this.merge(view.messages, first);
    this.drawHead();
    this.drawBottom();
    if (atBottom || added.some((message) => message.from?.id === this.person.id)) this.toBottom(first);
    this.drawJump();
    if (view.unread && document.visibilityState === "visible" && this.root.offsetParent && this.isAtBottom()) this.act("read");
  }

  merge(changed, first) {
    const added = [];
    for (const message of changed.sort((a, b) => a.message_id - b.message_id)) {
      const node = this.list.querySelector(`[data-message-id="${message.message_id}"]`);
      if (message.deleted) {
        this.messages.delete(message.message_id);
        node?.remove();
        continue;
      }
      const fresh = bubble(message, this.bubbleView());
      if (node) node.replaceWith(fresh);
      else {
        added.push(message);
        if (!first) fresh.classList.add("fresh");
        this.list.append(fresh);
      }
      this.messages.set(message.message_id, message);
    }
    this.regroup();
    return added;
  }

  // Put the dates between messages, and a little room where the speaker changes.
  regroup() {
    this.list.querySelectorAll(".day").forEach((node) => node.remove());
    let day = "";
    let speaker = 0;
    for (const node of [...this.list.children]) {
      const message = this.messages.get(Number(node.dataset.messageId));
      if (dayOf(message.date) !== day) {
        day = dayOf(message.date);
        node.before(el("li", { class: "day" }, day));
        speaker = 0;
      }
      node.classList.toggle("first", speaker !== message.from?.id);
      speaker = message.from?.id;
    }
  }

  bubbleView() {
    return {
      person: this.person.id,
      group: this.view.kind !== "private",
      onTap: (message, button, node) => this.tap(message, button, node),
      onMenu: (message, at) => this.openMessageMenu(message, at),
      onCommand: (text) => this.send(text),
    };
  }

  // Drawing

  drawHead() {
    const group = this.view && this.view.kind !== "private";
    const name = group ? this.view.title : this.bot.first_name;
    this.find(".chat-title h2").textContent = name;
    this.find(".chat-head .avatar").textContent = name[0];
    this.find(".chat-head .avatar").style.setProperty("--hue", group ? hue(this.chatId) : 212);
    this.find(".who").textContent = this.person.first_name;
    const status = this.find(".chat-status");
    const typing = Boolean(this.view?.action);
    status.classList.toggle("typing", typing);
    status.textContent = typing ? this.view.action.replace("_", " ") : group ? `${this.view.members.length + 1} members` : "bot";
    clearTimeout(this.typingTimer);
    if (typing) this.typingTimer = setTimeout(() => { this.view.action = ""; this.drawHead(); }, 5000);
  }

  drawBottom() {
    const { started, blocked, kind } = this.view;
    const live = !blocked && (started || kind !== "private");
    this.find(".start").hidden = blocked || live;
    this.find(".unblock").hidden = !blocked;
    this.find(".composer-bar").hidden = !live;
    this.find(".menu-button").hidden = !this.commands().length;
    const empty = this.find(".empty");
    empty.replaceChildren(...(this.messages.size ? [] : [el("h3", {}, "What can this bot do?"), el("p", {}, "Press START to say hello.")]));
    this.drawKeys();
  }

  drawKeys() {
    const markup = this.view?.keyboard;
    const live = markup?.keyboard && !this.find(".composer-bar").hidden;
    const stamp = JSON.stringify(markup || null);
    if (stamp !== this.keysStamp) { this.keysHidden = false; this.keysStamp = stamp; }
    const box = this.find(".reply-keys");
    const toggle = this.find(".keys-toggle");
    toggle.hidden = !live;
    toggle.setAttribute("aria-pressed", String(Boolean(live && !this.keysHidden)));
    box.hidden = !live || this.keysHidden;
    this.composer.placeholder = (live && markup.input_field_placeholder) || "Message";
    if (!live || box.dataset.stamp === stamp) return;
    box.dataset.stamp = stamp;
    box.replaceChildren(...markup.keyboard.map((row) => el("div", { class: "key-row" }, ...row.map((key) => el(
      "button", { type: "button", class: `reply-key ${key.style || ""}`, onclick: () => this.pressKey(key) }, key.text,
    )))));
  }

  drawJump() {
    const away = !this.isAtBottom();
    this.find(".to-bottom").hidden = !away;
    const badge = this.find(".to-bottom .badge");
    badge.hidden = !this.view?.unread;
    badge.textContent = this.view?.unread || "";
    if (!away && this.view?.unread && this.root.offsetParent) { this.view.unread = 0; this.act("read"); }
  }

  drawSuggestions() {
    const box = this.find(".suggestions");
    const typed = this.composer.value;
    const fits = /^\/\w*$/.test(typed) ? this.commands().filter((entry) => `/${entry.command}`.startsWith(typed)) : [];
    box.hidden = !fits.length;
    box.replaceChildren(...fits.map((entry) => el("li", {}, el("button", { type: "button", onclick: () => this.send(`/${entry.command}`) }, el("b", {}, `/${entry.command}`), el("span", {}, entry.description)))));
  }

  isAtBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80;
  }

  toBottom() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  fit() {
    this.composer.style.height = "auto";
    this.composer.style.height = `${Math.min(this.composer.scrollHeight, 160)}px`;
  }

  setContext(context) {
    this.context = context;
    this.find(".context").hidden = !context;
    if (!context) return;
    const message = context.edit || context.reply;
    this.find(".context-text").textContent = `${context.edit ? "Edit" : "Reply"}: ${wordsOf(message)}`;
    if (context.edit) this.composer.value = message.text ?? message.caption ?? "";
    this.fit();
    this.composer.focus();
  }

  commands() {
    return this.person.commands || [];
  }

  // Acts

  async act(name, given = {}) {
    try {
      const chat = this.chatId === this.person.id ? {} : { chat: this.chatId };
      return await api.act(this.person.id, name, { ...given, ...chat });
    } catch (trouble) {
      if (trouble instanceof api.Trouble) toast(trouble.message);
      else toast("The sandbox is not there. Is it still running?");
      return null;
    }
  }

  submit() {
    const text = this.composer.value.trim();
    if (!text) return;
    const { edit, reply } = this.context || {};
    this.composer.value = "";
    this.fit();
    this.setContext(null);
    if (edit) this.act("edit", { message: edit.message_id, text });
    else this.send(text, reply?.message_id);
  }

  send(text, replyTo) {
    this.find(".suggestions").hidden = true;
    if (this.composer.value.startsWith("/")) this.composer.value = "";
    return this.act("message", { text, ...(replyTo ? { reply_to: replyTo } : {}) });
  }

  async tap(message, button, node) {
    if (button.url) {
      window.open(button.url, "_blank", "noopener");
      return;
    }
    if (button.copy_text) {
      copy(button.copy_text.text);
      return;
    }
    if (!button.callback_data) {
      toast("This button does nothing here");
      return;
    }
    node.classList.add("waiting");
    const outcome = await this.act("tap", { message: message.message_id, data: button.callback_data });
    node.classList.remove("waiting");
    const answer = outcome?.answer;
    if (answer?.url) window.open(answer.url, "_blank", "noopener");
    if (!answer?.text) return;
    if (answer.show_alert) tell(answer.text, this.bot.first_name);
    else toast(answer.text);
  }

  async pressKey(key) {
    if (key.request_contact) {
      const agreed = await ask({
        title: "Share your phone number?",
        text: `The bot will know your phone number: +${this.person.phone.replace(/^\+/, "")}. This can be useful for integration with other services.`,
        ok: "SHARE CONTACT", cancel: "CANCEL",
      });
      if (!agreed) return;
    }
    if (key.request_location && !await ask({ title: "Share your location?", text: "This will send your current location to the bot." })) return;
    let users = [];
    if (key.request_users) {
      const chosen = await ask({ title: "Choose a person", fields: [{ name: "id", label: "Telegram id", inputmode: "numeric", required: true }] });
      if (!chosen) return;
      users = [Number(chosen.id)];
    }
    this.act("key", { label: key.text, users });
  }

  openMessageMenu(message, at) {
    const own = message.from?.id === this.person.id;
    const words = message.text ?? message.caption;
    const entries = [{ glyph: "↩", label: "Reply", run: () => this.setContext({ reply: message }) }];
    if (words) entries.push({ glyph: "⧉", label: "Copy text", run: () => copy(words) });
    if (own && words && !message.forward_origin) entries.push({ glyph: "✎", label: "Edit", run: () => this.setContext({ edit: message }) });
    if (!message.has_protected_content) entries.push({ glyph: "↪", label: "Forward to this chat", run: () => this.act("forward", { message: message.message_id }) });
    entries.push({ glyph: "✕", label: "Delete", danger: true, run: () => this.act("delete", { message: message.message_id }) });
    openMenu(at, entries);
  }

  openMore(anchor) {
    const entries = [
      { glyph: "🔗", label: "Open with a start link…", run: () => this.openLink() },
      { glyph: "◫", label: "Second phone beside this one", run: () => this.hooks.onSplit(this) },
      { glyph: "≡", label: "Transcript as text", run: () => window.open(api.transcriptUrl(this.chatId), "_blank") },
    ];
    if (this.view?.kind === "private") {
      entries.push(this.view.blocked
        ? { glyph: "✓", label: "Unblock the bot", run: () => this.act("unblock") }
        : { glyph: "⊘", label: "Stop and block the bot", danger: true, run: () => this.block() });
    }
    openMenu(anchor, entries);
  }

  async openLink() {
    const given = await ask({
      title: "Open a link to the bot",
      fields: [{ name: "payload", label: `t.me/${this.bot.username}?start=`, maxlength: 64, required: true, placeholder: "payload" }],
      ok: "Start",
    });
    if (given) this.send(`/start ${given.payload}`);
  }

  async block() {
    if (await ask({ title: "Block the bot?", text: "It can't write to you until you unblock it.", ok: "Block", danger: true })) this.act("block");
  }
}
