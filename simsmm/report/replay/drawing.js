/* Draws people, links, pulses and the time axis of a replay; follows story.js. */

function fit(canvas) {
  const box = canvas.getBoundingClientRect(), sharp = Math.min(devicePixelRatio || 1, 3);
  const wide = Math.round(box.width * sharp), high = Math.round(box.height * sharp);
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  const pen = canvas.getContext("2d");
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.clearRect(0, 0, box.width, box.height);
  return { pen, wide: box.width, high: box.height };
}

let frame = { wide: 1, high: 1 };
const MARGIN = 14;
const x = (dot) => MARGIN + (dot.x / 1000) * (frame.wide - 2 * MARGIN);
const y = (dot) => MARGIN + (dot.y / 1000) * (frame.high - 2 * MARGIN);
const dotOf = (person) => ({ x: people.x[person], y: people.y[person] });
const sizeOf = (person) => {
  const plain = Math.max(1.7, Math.min(2.8, frame.wide / 250));
  if (!seen.passed[person]) return plain;
  // Smaller among many, so that they leave one another room.
  const room = Math.min(Math.sqrt(300 / story.passes.length), 1);
  return plain + room * (1.2 + Math.min(Math.sqrt(story.viewers[person]) * 0.28, 6));
};

function line(pen, a, b) {
  pen.moveTo(x(a), y(a));
  pen.lineTo(x(b), y(b));
}

/** A dot's outline: round if earned, a diamond if owned, a square if paid. */
function outline(pen, dot, size, medium) {
  const [left, top] = [x(dot), y(dot)];
  pen.moveTo(left + size, top);
  if (medium === 1) {
    const far = size * 1.25;
    pen.moveTo(left, top - far);
    pen.lineTo(left + far, top);
    pen.lineTo(left, top + far);
    pen.lineTo(left - far, top);
    pen.closePath();
  } else if (medium === 0) pen.rect(left - size * 0.9, top - size * 0.9, size * 1.8, size * 1.8);
  else pen.arc(left, top, size, 0, 7);
}

function arrow(pen, a, b, short) {
  const [ax, ay, bx, by] = [x(a), y(a), x(b), y(b)];
  const turn = Math.atan2(by - ay, bx - ax);
  const [tx, ty] = [bx - short * Math.cos(turn), by - short * Math.sin(turn)];
  pen.beginPath();
  pen.moveTo(ax, ay);
  pen.lineTo(tx, ty);
  pen.stroke();
  pen.beginPath();
  pen.moveTo(tx, ty);
  for (const side of [-0.45, 0.45]) {
    pen.lineTo(tx - 7 * Math.cos(turn + side), ty - 7 * Math.sin(turn + side));
  }
  pen.fill();
}

/** A canvas behind the board, as large as it: what is on it need not be drawn again. */
function layer(canvas) {
  const same = canvas.width === board.width && canvas.height === board.height;
  if (!same) [canvas.width, canvas.height] = [board.width, board.height];
  const pen = canvas.getContext("2d");
  pen.setTransform(board.width / frame.wide, 0, 0, board.height / frame.high, 0, 0);
  return { pen, same };
}

const ties = document.createElement("canvas"), trail = document.createElement("canvas");

function web() {
  const { pen, same } = layer(ties);
  if (same) return ties;
  pen.lineWidth = 0.6;
  pen.strokeStyle = TIE;
  pen.beginPath();
  for (let tie = 0; tie < plan.ties.length; tie += 2) {
    line(pen, dotOf(plan.ties[tie]), dotOf(plan.ties[tie + 1]));
  }
  pen.stroke();
  return ties;
}

/** Lines from who passed it on to who saw it: each is added once. */
function links() {
  const { pen, same } = layer(trail);
  if (!same) seen.drawn = 0;
  if (!seen.drawn) pen.clearRect(0, 0, frame.wide, frame.high);
  pen.lineWidth = 0.8;
  pen.strokeStyle = COLOURS[EARNED];
  pen.globalAlpha = 0.3;
  for (; seen.drawn < seen.links.length; seen.drawn++) {
    const row = seen.links[seen.drawn];
    pen.beginPath();
    line(pen, start(row), dotOf(events.person[row]));
    pen.stroke();
  }
  return trail;
}

const start = (row) => {
  const source = events.source[row], person = sources.person[source];
  if (person === NOBODY) return origins[sources.origin[source]];
  return person >= 0 ? dotOf(person) : null;
};

function drawBoard(time) {
  frame = fit(board);
  const pen = frame.pen, focus = now.pinned >= 0 ? now.pinned : now.pointed;
  pen.drawImage(web(), 0, 0, frame.wide, frame.high);
  pen.globalAlpha = focus >= 0 ? 0.3 : 1;
  pen.drawImage(links(), 0, 0, frame.wide, frame.high);
  pen.globalAlpha = focus >= 0 ? 0.3 : 1;
  drawPeople(pen);
  pen.globalAlpha = 1;
  if (focus >= 0) drawFocus(pen, focus);
  if (time) drawPulses(pen, time);
  drawOrigins(pen);
}

function drawPeople(pen) {
  const groups = [[], [], [], [], []]; // paid, owned, earned, not reached, began with it
  for (let person = 0; person < people.id.length; person++) {
    const row = seen.first[person];
    const group = seen.passed[person] === 2 ? 4 : row < 0 ? 3 : mediumOf(events.source[row]);
    groups[group].push(person);
  }
  for (const group of [3, 0, 1, 2, 4]) {
    for (const large of [false, true]) {
      pen.beginPath();
      for (const person of groups[group]) {
        if (large !== seen.passed[person] > 0) continue;
        outline(pen, dotOf(person), sizeOf(person), group);
      }
      pen.fillStyle = group === 4 ? INK : COLOURS[group] || UNREACHED;
      pen.fill();
      if (!large) continue;
      pen.lineWidth = 1;
      pen.strokeStyle = "#fff";
      pen.stroke();
    }
  }
}

function drawFocus(pen, person) {
  pen.lineWidth = 1;
  pen.strokeStyle = pen.fillStyle = COLOURS[EARNED];
  for (const row of seen.links) {
    if (sources.person[events.source[row]] !== person) continue;
    arrow(pen, dotOf(person), dotOf(events.person[row]), 3);
  }
  pen.lineWidth = 2;
  pen.strokeStyle = pen.fillStyle = INK;
  const chain = chainOf(lastOf(person));
  for (const row of chain) {
    const before = start(row), size = sizeOf(events.person[row]);
    if (before) arrow(pen, before, dotOf(events.person[row]), size + 1);
  }
  const began = chain.length ? sources.person[events.source[chain.at(-1)]] : NOBODY;
  const lit = [person, ...chain.map((row) => events.person[row]), ...(began >= 0 ? [began] : [])];
  for (const one of new Set(lit)) {
    const row = seen.first[one];
    pen.beginPath();
    outline(pen, dotOf(one), sizeOf(one) + 1, row < 0 ? EARNED : mediumOf(events.source[row]));
    const plain = row < 0 ? UNREACHED : COLOURS[mediumOf(events.source[row])];
    pen.fillStyle = seen.passed[one] === 2 ? INK : plain;
    pen.fill();
    pen.stroke();
  }
}

function drawPulses(pen, time) {
  pulses = pulses.filter((pulse) => time - pulse.at < PULSE);
  for (const { row, at } of pulses) {
    const a = start(row), b = dotOf(events.person[row]), done = (time - at) / PULSE;
    if (!a) continue;
    const medium = mediumOf(events.source[row]), way = 1 - (1 - done) ** 3;
    const spot = { x: a.x + (b.x - a.x) * way, y: a.y + (b.y - a.y) * way };
    pen.globalAlpha = (medium === EARNED ? 0.9 : 0.3) * (1 - done);
    pen.strokeStyle = pen.fillStyle = COLOURS[medium];
    pen.lineWidth = medium === EARNED ? 1.6 : 0.8;
    pen.beginPath();
    line(pen, a, spot);
    pen.stroke();
    pen.beginPath();
    pen.arc(x(b), y(b), 3 + 9 * done, 0, 7);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function drawOrigins(pen) {
  const small = frame.wide < 480, high = small ? 13 : 15, taken = [];
  pen.font = `600 ${small ? 10 : 11.5}px system-ui, sans-serif`;
  pen.textBaseline = "middle";
  origins.forEach((origin, place) => {
    const theirs = sources.origin.some((one, source) => one === place && chosen(source));
    if (!theirs) return;
    pen.fillStyle = COLOURS[origin.medium];
    pen.beginPath();
    outline(pen, origin, 6, origin.medium);
    for (const [width, colour] of [[6, "#fff"], [3, INK]]) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.stroke();
    }
    pen.fill();
    const wide = pen.measureText(origin.short).width;
    const left = x(origin) + 12 + wide < frame.wide ? x(origin) + 11 : x(origin) - 11 - wide;
    let top = y(origin);
    // Down, or up from the bottom, until no other name is in the way.
    const down = top < frame.high / 2 ? 1 : -1;
    const clash = (box) =>
      left < box.right && left + wide > box.left && Math.abs(top - box.top) < high;
    while (taken.some(clash)) top += down;
    taken.push({ left, right: left + wide, top });
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    pen.strokeStyle = "rgba(255,255,255,.9)";
    pen.strokeText(origin.short, left, top);
    pen.fillStyle = INK;
    pen.fillText(origin.short, left, top);
  });
}

// ---- the time axis ---------------------------------------------------------------------------

const EDGE = 9; // half of the slider's thumb, so that both stand above one another
const across = (minute) => EDGE + (minute / lastMinute) * (frameOfAxis.wide - 2 * EDGE);
let frameOfAxis = { wide: 1, high: 1 };

const labelRows = (wide) => (wide < 480 ? 3 : 2);

function drawAxis() {
  frameOfAxis = fit(axis);
  const { pen, wide, high } = frameOfAxis;
  const top = 13 * labelRows(wide) + 4, foot = high - 17, peak = Math.max(story.reach.at(-1), 1);
  const level = (sum) => foot - (sum / peak) * (foot - top);
  const area = (until) => {
    pen.beginPath();
    pen.moveTo(across(0), foot);
    story.reach.forEach((sum, place) => {
      const minute = Math.min(place * plan.step * 60, lastMinute);
      if (minute <= until) pen.lineTo(across(minute), level(sum));
    });
    pen.lineTo(across(until), level(amount("reach", until)));
    pen.lineTo(across(until), foot);
    pen.closePath();
    pen.fill();
  };
  pen.fillStyle = "#e6eaee";
  area(lastMinute);
  pen.fillStyle = "#a9cfcc";
  area(now.minute);
  drawDays(pen, wide, foot);
  drawPosts(pen, wide, foot);
  pen.fillStyle = INK;
  pen.fillRect(across(now.minute) - 1, top - 4, 2, foot - top + 4);
  pen.beginPath();
  pen.arc(across(now.minute), foot, 6, 0, 7);
  pen.fill();
}

function drawDays(pen, wide, foot) {
  const days = plan.hours / 24;
  const every = [1, 2, 7, 14, 28, 56, 112, 224].find((step) => (days / step) * 46 < wide) || 365;
  pen.font = "11px system-ui, sans-serif";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = QUIET;
  pen.strokeStyle = "#c9d1d8";
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(across(0), foot + 0.5);
  pen.lineTo(across(lastMinute), foot + 0.5);
  for (let day = 0; day < days; day += every) {
    const left = across(day * 1440);
    pen.moveTo(left, foot);
    pen.lineTo(left, foot + 4);
    const text = say("day", { day: day + 1 });
    if (left + pen.measureText(text).width < wide) pen.fillText(text, left + 2, foot + 14);
  }
  pen.stroke();
}

function drawPosts(pen, wide, foot) {
  const free = Array(labelRows(wide)).fill(0);
  pen.font = "11px system-ui, sans-serif";
  pen.lineWidth = 1;
  pen.setLineDash([2, 3]);
  pen.strokeStyle = QUIET;
  for (const { name, minute } of story.starts) {
    const spot = across(minute), size = pen.measureText(name).width;
    const left = Math.max(Math.min(spot + 3, wide - size), 0);
    const row = free.findIndex((end) => end < left);
    pen.beginPath();
    pen.moveTo(spot, row < 0 ? 13 * free.length : 13 * row + 2);
    pen.lineTo(spot, foot);
    pen.stroke();
    if (row < 0) continue;
    free[row] = left + size + 8;
    pen.fillStyle = minute <= now.minute ? INK : QUIET;
    pen.fillText(name, left, 13 * row + 11);
  }
  pen.setLineDash([]);
}

function draw(time) {
  catchUp(time && !calm.matches ? time : 0);
  drawBoard(time);
  drawAxis();
  label();
}
