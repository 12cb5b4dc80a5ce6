// Talks to the stand-in: acts of people, views of chats, and the stream that says "something changed".

const BASE = "/telegram-sandbox";

export class Trouble extends Error {}

async function read(response) {
  const value = await response.json();
  if (!response.ok) throw new Trouble(value.trouble || response.statusText);
  return value;
}

const post = (path, body) =>
  fetch(BASE + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then(read);

export const people = () => fetch(`${BASE}/people`).then(read);
export const addPerson = (person) => post("/people", person);
export const chat = (id, after) => fetch(`${BASE}/chats/${id}?after=${after}`).then(read);
export const act = (person, name, given = {}) => post(`/people/${person}/${name}`, given);
export const fileUrl = (id) => `${BASE}/files/${id}`;
export const transcriptUrl = (id) => `${BASE}/chats/${id}/transcript`;

export function onChange(callback) {
  const events = new EventSource(`${BASE}/events`);
  events.onmessage = () => callback();
  events.onopen = () => callback();
}
