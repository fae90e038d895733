/* What a replay tells: the data beside it, the moment shown, and words about both.
   The three scripts of this folder are joined into one function; names are only ever text. */

const COLOURS = ["#009e73", "#0072b2", "#d55e00"]; // paid, owned, earned (Okabe and Ito 2008)
const INK = "#1b2733", QUIET = "#53606d", UNREACHED = "#c3ccd5", TIE = "rgba(120,135,150,.13)";
const EARNED = 2, NOBODY = -1, HIDDEN = -2;
const PLAYED = 40; // seconds at normal speed
const BY_TIME = 0.3; // share of the playing time that follows the clock; the rest follows events
const PULSE = 900; // milliseconds that a new sight is seen to travel
const MOST_PULSES = 400;
const STILL = 500; // milliseconds between pictures for those who want less motion

const root = document.currentScript.closest(".replay");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const { people, origins, sources, events, ...plan } = JSON.parse(part("data").textContent);
const texts = plan.texts;
const say = (name, places = {}) =>
  texts[name].replace(/\{(\w+)\}/g, (_, place) => String(places[place]));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const lastMinute = 60 * plan.hours;

let running = 0;
events.minute = events.wait.map((wait) => (running += wait));
const mediumOf = (source) =>
  sources.person[source] !== NOBODY ? EARNED : origins[sources.origin[source]].medium;

const board = part("board"), axis = part("axis"), slider = part("slider");
const choices = { post: part("post"), channel: part("channel"), speed: part("speed") };

// What is looked at now. Times are minutes from the start.
const now = { minute: lastMinute, post: -1, channel: -1, playing: false, pinned: -1, pointed: -1 };
let story; // events, shares and counts of the chosen post and channel
let seen; // what had happened by the minute shown
let pulses = [];

// ---- the part of the story that the filters leave --------------------------------------------

const chosen = (source) =>
  (now.post < 0 || sources.post[source] === now.post) &&
  (now.channel < 0 || sources.channel[source] === now.channel);

function tell() {
  const rows = [...events.minute.keys()].filter((row) => chosen(events.source[row]));
  const passes = [...sources.person.keys()]
    .filter((source) => sources.person[source] >= 0 && chosen(source))
    .sort((a, b) => sources.minute[a] - sources.minute[b] || a - b);
  const curve = plan.curves.find((one) => one.post === now.post && one.channel === now.channel);
  const sum = (growth) => (growth || []).reduce((all, more) => [...all, all.at(-1) + more], [0]);
  story = { rows, passes, when: rows.map((row) => events.minute[row]) };
  for (const name of ["reach", "shares", "chain"]) story[name] = sum(curve && curve[name]);
  story.viewers = new Int32Array(people.id.length);
  for (const source of passes) {
    story.viewers[sources.person[source]] += sources.viewers[source];
  }
  story.starts = starts();
  rewind();
}

/** When each post first appears, the first first; bought impressions do not count. */
function starts() {
  const first = plan.posts.map((name) => ({ name, minute: Infinity }));
  sources.parent.forEach((parent, source) => {
    const origin = origins[sources.origin[source]];
    if (parent >= 0 || (origin && origin.bought) || !chosen(source)) return;
    if (sources.person[source] === HIDDEN) return;
    const post = first[sources.post[source]];
    post.minute = Math.min(post.minute, sources.minute[source]);
  });
  return first.filter((post) => post.minute < lastMinute).sort((a, b) => a.minute - b.minute);
}

function rewind() {
  const count = people.id.length;
  seen = {
    row: 0, share: 0,
    first: new Int32Array(count).fill(-1), // a person's first event
    passed: new Uint8Array(count), // 1: passed it on; 2: began with it
    links: [], // events that had it from a person
    drawn: 0, // so many of them are on their canvas
    minute: -1,
  };
  pulses = [];
}

function catchUp(alive) {
  if (now.minute < seen.minute) rewind();
  for (; seen.row < story.rows.length; seen.row++) {
    const row = story.rows[seen.row];
    if (events.minute[row] > now.minute) break;
    const person = events.person[row], source = events.source[row];
    if (seen.first[person] < 0) seen.first[person] = row;
    if (sources.person[source] >= 0) seen.links.push(row);
    if (alive) pulses.push({ row, at: alive });
  }
  for (; seen.share < story.passes.length; seen.share++) {
    const source = story.passes[seen.share];
    if (sources.minute[source] > now.minute) break;
    const person = sources.person[source];
    seen.passed[person] = Math.max(seen.passed[person], sources.parent[source] < 0 ? 2 : 1);
  }
  if (pulses.length > MOST_PULSES) pulses = pulses.slice(-MOST_PULSES);
  seen.minute = now.minute;
}

function amount(name, minute) {
  const sums = story[name], place = Math.min(minute / 60 / plan.step, sums.length - 1);
  if (minute >= lastMinute || sums.length < 2) return sums.at(-1);
  const low = Math.floor(place);
  if (name === "chain") return sums[low];
  const end = Math.min(low + 1, sums.length - 1);
  return Math.floor(sums[low] + (place - low) * (sums[end] - sums[low]));
}

// ---- words -----------------------------------------------------------------------------------

const number = (value) =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, texts.thousands);
const two = (value) => String(value).padStart(2, "0");
const clock = (minute) => {
  const whole = Math.min(Math.floor(minute), lastMinute - 1);
  const time = `${two(Math.floor(whole / 60) % 24)}:${two(whole % 60)}`;
  return say("clock", { day: Math.floor(whole / 1440) + 1, time });
};
const personName = (person) =>
  person >= 0 ? say("person", { id: people.id[person] }) : texts.hidden;
const from = (source) =>
  sources.person[source] === NOBODY
    ? origins[sources.origin[source]].name
    : personName(sources.person[source]);

function element(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

/** Events from a person's first sight back to where it began, the last first. */
function chainOf(row) {
  const found = [];
  while (row >= 0) {
    found.push(row);
    row = sources.parent[events.source[row]];
  }
  return found;
}

/** A person's first share by now; or undefined. */
const shareOf = (person) =>
  story.passes.find((s) => sources.person[s] === person && sources.minute[s] <= now.minute);

/** The event that a person's chain ends with: what they passed on, else what they first saw. */
function lastOf(person) {
  const share = shareOf(person);
  return share === undefined ? seen.first[person] : sources.parent[share];
}

const placed = (source, minute) => ({
  post: plan.posts[sources.post[source]],
  channel: plan.channels[sources.channel[source]],
  when: clock(minute),
  from: from(source),
});

function describe() {
  const person = now.pinned >= 0 ? now.pinned : now.pointed, card = part("card");
  card.replaceChildren();
  if (person < 0) return card.append(element("p", texts.hint, "replay-hint"));
  card.append(element("h3", personName(person)));
  card.append(element("p", plan.segments[people.segment[person]], "replay-quiet"));
  const row = seen.first[person], share = shareOf(person);
  const add = (text) => card.append(element("p", text));
  if (row >= 0) add(say("saw", placed(events.source[row], events.minute[row])));
  else if (share === undefined) add(texts.nothing);
  const theirs = story.rows.filter(
    (event) => events.person[event] === person && events.minute[event] <= now.minute,
  );
  const acts = theirs.reduce((all, event) => all | events.acts[event], 0);
  const did = texts.acts.filter((_, bit) => acts & (1 << bit));
  if (theirs.length) add(did.length ? say("did", { acts: did.join(", ") }) : texts.idle);
  if (share !== undefined) {
    const parent = sources.parent[share], when = sources.minute[share];
    const cause = parent < 0 ? share : events.source[parent];
    add(say(parent < 0 ? "began" : "passed", placed(cause, when)));
    add(say("told", { number: number(story.viewers[person]) }));
  }
  const last = lastOf(person);
  if (last < 0) return;
  const list = element("ol", "", "replay-chain");
  for (const step of chainOf(last).reverse()) {
    if (!list.children.length) list.append(element("li", from(events.source[step])));
    list.append(element("li", `${personName(events.person[step])}, ${clock(events.minute[step])}`));
  }
  card.append(element("p", texts.chain, "replay-quiet"), list);
}

let spoken = 0;
function label() {
  const told = {
    reach: number(amount("reach", now.minute) * plan.scale),
    shares: number(amount("shares", now.minute) * plan.scale),
    chain: number(amount("chain", now.minute)),
  };
  for (const name in told) part(name).textContent = told[name];
  part("clock").textContent = clock(now.minute);
  slider.value = now.minute;
  const sentence = say("moment", { when: clock(now.minute), ...told });
  slider.setAttribute("aria-valuetext", sentence);
  root.dataset.minute = Math.floor(now.minute);
  root.dataset.playing = now.playing;
  clearTimeout(spoken);
  if (!now.playing) spoken = setTimeout(() => (part("spoken").textContent = sentence), 400);
  part("play").textContent = now.playing ? texts.pause : texts.play;
}
