// Things above the page: toasts, menus and dialogs. One of each at a time.

const toastBox = document.getElementById("toast");
const menuBox = document.getElementById("menu");
const dialogBox = document.getElementById("dialog");
let toastTimer = 0;

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function icon(path) {
  const holder = document.createElement("span");
  holder.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;
  return holder.firstChild;
}

export function toast(text) {
  clearTimeout(toastTimer);
  toastBox.textContent = text;
  toastBox.hidden = true;
  void toastBox.offsetWidth; // restart the animation
  toastBox.hidden = false;
  toastTimer = setTimeout(() => { toastBox.hidden = true; }, 2000 + text.length * 40);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("Copied to clipboard");
}

// entries: [{glyph, label, run, danger}]
export function openMenu(anchor, entries) {
  const opener = document.activeElement;
  menuBox.replaceChildren(...entries.map((entry) => el(
    "button",
    { type: "button", role: "menuitem", class: entry.danger ? "danger" : "", onclick: () => { closeMenu(); entry.run(); } },
    el("span", { class: "glyph", "aria-hidden": "true" }, entry.glyph), entry.label,
  )));
  menuBox.hidden = false;
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { offsetWidth: width, offsetHeight: height } = menuBox;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 6 + height <= innerHeight;
  menuBox.style.left = `${left}px`;
  menuBox.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`;
  menuBox.style.setProperty("--origin", `${below ? "top" : "bottom"} ${left < at.left ? "right" : "left"}`);
  menuBox.firstElementChild?.focus();
  menuBox.onkeydown = (event) => {
    const items = [...menuBox.children];
    const here = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") items[(here + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(here + items.length - 1) % items.length].focus();
    else if (event.key === "Escape") { closeMenu(); opener?.focus(); } else return;
    event.preventDefault();
  };
}

export function closeMenu() {
  menuBox.hidden = true;
}

document.addEventListener("pointerdown", (event) => {
  if (!menuBox.hidden && !menuBox.contains(event.target)) closeMenu();
}, true);

// Ask something; resolves to the form's values, or null when it was cancelled.
export function ask({ title, text, fields = [], ok = "OK", cancel = "Cancel", danger = false, note }) {
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog" }, title ? el("h3", {}, title) : null, text ? el("p", {}, text) : null);
    for (const field of fields) {
      const input = field.options
        ? el("select", { name: field.name }, ...field.options.map(([value, label]) => el("option", { value }, label)))
        : el("input", { name: field.name, placeholder: field.placeholder, required: field.required, maxlength: field.maxlength, autocomplete: "off", inputmode: field.inputmode });
      if (field.value !== undefined) input.value = field.value;
      form.append(el("label", {}, field.label, input));
    }
    if (note) form.append(el("p", { class: "quiet" }, note));
    const actions = el("div", { class: "dialog-actions" });
    if (cancel) actions.append(el("button", { type: "button", "data-testid": "dialog-cancel", onclick: () => dialogBox.close("") }, cancel));
    actions.append(el("button", { type: "submit", value: "ok", class: danger ? "danger" : "", "data-testid": "dialog-ok" }, ok));
    form.append(actions);
    dialogBox.replaceChildren(form);
    dialogBox.returnValue = "";
    dialogBox.onclose = () => resolve(dialogBox.returnValue === "ok" ? Object.fromEntries(new FormData(form)) : null);
    dialogBox.showModal();
  });
}

export const tell = (text, title) => ask({ title, text, cancel: "" });

export function pickFile(accept) {
  return new Promise((resolve) => {
    const input = document.getElementById("file");
    input.accept = accept;
    input.value = "";
    input.onchange = () => {
      const file = input.files[0];
      const reader = new FileReader();
      reader.onload = () => resolve({ file_name: file.name, mime_type: file.type || "application/octet-stream", content_base64: reader.result.split(",")[1] });
      reader.readAsDataURL(file);
    };
    input.click();
  });
}
