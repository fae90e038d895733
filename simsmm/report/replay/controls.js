/* Plays, pauses and answers to keys, fingers and the address; follows drawing.js. */

// ---- playing ---------------------------------------------------------------------------------

/** Share of the playing time at a minute: quiet hours pass faster than busy ones. */
function played(minute) {
  const when = story.when;
  let low = 0, high = when.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (when[middle] <= minute) low = middle + 1;
    else high = middle;
  }
  const before = low ? when[low - 1] : 0, after = low < when.length ? when[low] : lastMinute;
  const rank = low + (after > before ? Math.min((minute - before) / (after - before), 1) : 0);
  return (BY_TIME * minute) / lastMinute + ((1 - BY_TIME) * rank) / (when.length + 1);
}

function minuteAt(share) {
  let low = 0, high = lastMinute;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (played(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

let before = 0;
let asked = false; // whether a picture is on order; two at a time would play twice as fast

function order() {
  if (!asked) requestAnimationFrame(tick);
  asked = true;
}

function tick(time) {
  asked = false;
  if (!now.playing) {
    if (pulses.length) order();
    return draw(pulses.length ? time : 0);
  }
  const passed = before ? time - before : 16;
  if (!calm.matches || passed >= STILL) {
    before = time;
    const share = played(now.minute) + (Math.min(passed, 1000) / 1000 / PLAYED) * Number(choices.speed.value);
    now.minute = share >= played(lastMinute) ? lastMinute : Math.max(minuteAt(share), now.minute);
    if (now.minute >= lastMinute) now.playing = false;
    draw(time);
    if (now.pinned >= 0) describe();
  } else if (!before) before = time;
  order();
}

function play(wanted) {
  if (wanted === now.playing) return;
  if (wanted && now.minute >= lastMinute) now.minute = 0;
  now.playing = wanted;
  before = 0;
  draw();
  if (wanted) order();
}

function go(minute) {
  now.minute = Math.min(Math.max(minute, 0), lastMinute);
  pulses = [];
  draw();
  describe();
}

function filter(name, value) {
  now[name] = value;
  choices[name].value = String(value);
  tell();
  go(now.minute);
}

function pin(person) {
  now.pinned = person;
  now.pointed = -1;
  go(now.minute);
}

// ---- hands -----------------------------------------------------------------------------------

function nearest(event, reach) {
  const box = board.getBoundingClientRect();
  const [left, top] = [event.clientX - box.left, event.clientY - box.top];
  let found = -1, best = reach * reach;
  for (let person = 0; person < people.id.length; person++) {
    const dot = dotOf(person), far = (x(dot) - left) ** 2 + (y(dot) - top) ** 2 - sizeOf(person) ** 2;
    if (far < best) [found, best] = [person, far];
  }
  return found;
}

board.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch" || now.pinned >= 0) return;
  const person = nearest(event, 8);
  board.style.cursor = person < 0 ? "default" : "pointer";
  if (person === now.pointed) return;
  now.pointed = person;
  if (!now.playing) draw();
  describe();
});
board.addEventListener("pointerleave", () => {
  if (now.pointed < 0) return;
  now.pointed = -1;
  if (!now.playing) draw();
  describe();
});
board.addEventListener("click", (event) => {
  const person = nearest(event, matchMedia("(pointer: coarse)").matches ? 22 : 10);
  pin(person === now.pinned ? -1 : person);
});

part("play").addEventListener("click", () => play(!now.playing));
slider.addEventListener("input", () => go(Number(slider.value)));
for (const name of ["post", "channel"]) {
  choices[name].addEventListener("change", () => filter(name, Number(choices[name].value)));
}
for (const button of root.querySelectorAll("button[data-person]")) {
  button.disabled = false;
  button.addEventListener("click", () => {
    play(false);
    now.post = now.channel = -1;
    choices.post.value = choices.channel.value = "-1";
    tell();
    now.minute = lastMinute;
    pin(Number(button.dataset.person));
    board.scrollIntoView({ block: "nearest" });
  });
}

const HOUR = 60, DAY = 1440;
const KEYS = {
  ArrowRight: (far) => go(now.minute + (far ? DAY : HOUR)),
  ArrowLeft: (far) => go(now.minute - (far ? DAY : HOUR)),
  PageUp: () => go(now.minute + DAY),
  PageDown: () => go(now.minute - DAY),
  Home: () => go(0),
  End: () => go(lastMinute),
  Escape: () => pin(-1),
  " ": () => play(!now.playing),
};

document.addEventListener("keydown", (event) => {
  const at = event.target, loose = at === document.body && root.dataset.alone === "true";
  const ours = [slider, board, part("play")].includes(at);
  if (!(loose || ours) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.key in KEYS) || (event.key === " " && at === part("play"))) return;
  event.preventDefault();
  KEYS[event.key](event.shiftKey);
});

// ---- page ------------------------------------------------------------------------------------

/** #t=0.5 is the middle of the run; #hour=36, #post=0, #channel=1, #person=12 and #play work too. */
function follow() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const value = (name) => (/^\d+(\.\d+)?$/.test(asked.get(name) ?? "") ? Number(asked.get(name)) : null);
  for (const [name, list] of [["post", plan.posts], ["channel", plan.channels]]) {
    if (value(name) !== null && value(name) in list) filter(name, value(name));
  }
  if (value("t") !== null) go(value("t") * lastMinute);
  if (value("hour") !== null) go(value("hour") * HOUR);
  if (value("person") !== null && value("person") in people.id) pin(value("person"));
  if (asked.has("play")) play(true);
}

let kept = null; // the minute to go back to after printing
addEventListener("beforeprint", () => {
  play(false);
  kept = now.minute;
  go(lastMinute);
});
addEventListener("afterprint", () => {
  if (kept !== null) go(kept);
  kept = null;
});
addEventListener("hashchange", follow);

slider.max = lastMinute;
root.classList.add("replay-alive");
if (plan.post >= 0) {
  now.post = plan.post;
  choices.post.value = String(plan.post);
}
tell();
describe();
new ResizeObserver(() => now.playing || draw()).observe(board);
draw();
follow();
