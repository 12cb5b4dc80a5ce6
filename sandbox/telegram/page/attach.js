// The paper-clip menu: everything a person may send that is not text.

import { ask, pickFile } from "./overlays.js";

export function attachMenu(pane) {
  const upload = async (kind, accept) => pane.act(kind, await pickFile(accept));
  return [
    { glyph: "🖼", label: "Photo", run: () => upload("photo", "image/*") },
    { glyph: "📄", label: "Document", run: () => upload("document", "*/*") },
    { glyph: "🎤", label: "Voice message", run: () => pane.act("voice", { seconds: 4 }) },
    { glyph: "🙂", label: "Sticker", run: () => sticker(pane) },
    { glyph: "📍", label: "Location", run: () => pane.act("location") },
    { glyph: "👤", label: "Contact", run: () => contact(pane) },
    { glyph: "↪", label: "Forwarded message", run: () => forwarded(pane) },
  ];
}

async function sticker(pane) {
  const given = await ask({ title: "Sticker", fields: [{ name: "emoji", label: "Emoji", value: "👍", required: true }], ok: "Send" });
  if (given) pane.act("sticker", given);
}

async function contact(pane) {
  const given = await ask({
    title: "Share a contact",
    fields: [
      { name: "of", label: "Whose", options: [["own", "My own"], ["forged", "Somebody else's"], ["missing", "One without a Telegram account"]] },
      { name: "phone", label: "Phone number", value: pane.person.phone, inputmode: "tel" },
    ],
    ok: "Send",
  });
  if (given) pane.act("contact", given);
}

async function forwarded(pane) {
  const given = await ask({
    title: "Forward a message",
    fields: [
      { name: "text", label: "Text", required: true },
      { name: "origin", label: "From", options: [["user", "A person"], ["hidden_user", "A person with a hidden account"], ["chat", "A group"], ["channel", "A channel"]] },
    ],
    ok: "Forward",
  });
  if (given) pane.act("forward", given);
}
