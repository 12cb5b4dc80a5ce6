// Talks to the stand-in: acts of people, views of chats, and the stream that says "something changed".

const BASE = "/telegram-sandbox";

export class Trouble extends Error {} // it refused
export class NoAnswer extends Error {} // it was not reached, or broke off

async function ask(path, given) {
  let response;
  let text;
  try {
    response = await fetch(BASE + path, given);
    text = await response.text();
  } catch (error) {
    throw new NoAnswer(error.message, { cause: error });
  }
  const value = JSON.parse(text);
  if (!response.ok) throw new Trouble(value.trouble || response.statusText);
  return value;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const people = () => ask("/people");
export const addPerson = (person) => post("/people", person);
export const chat = (id, after) => ask(`/chats/${id}?after=${after}`);
export const act = (person, name, given = {}) => post(`/people/${person}/${name}`, given);
export const fileUrl = (id) => `${BASE}/files/${id}`;
export const transcriptUrl = (id) => `${BASE}/chats/${id}/transcript`;

export function onChange(callback) {
  const events = new EventSource(`${BASE}/events`);
  events.onmessage = () => callback();
  events.onopen = () => callback();
}
