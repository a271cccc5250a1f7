// How links and nodes look. Every state differs in more than its color: in its line, its shape or its sign.

const DASH = [7, 5];
const DOTS = [1.5, 5];

/** More dashed lines than this take too long to draw; they are thick lines then. */
const DASHED = 300;

export function drawLinks(c, {pairs, spots, filter, selected, colors, k}) {
  const by = {v: [], u: [], m: [], differ: []};
  for (const pair of pairs) {
    const isOneWay = pair.worse === 'm' && (pair.there === 'v' || pair.back === 'v');
    const list = isOneWay ? by.differ : by[pair.worse];
    list.push(pair);
  }
  const width = w => w / Math.sqrt(Math.max(k, 0.3));
  if (filter === 'all') lines(c, by.v, spots, {color: colors['ok-line'], width: width(pairs.length > 400 ? 0.3 : 1.3), dash: []});
  if (filter !== 'missing') lines(c, by.u, spots, {color: colors.unknown, width: width(by.u.length > DASHED ? 0.6 : 1.3), dash: by.u.length > DASHED ? [] : DOTS, alpha: by.u.length > DASHED ? 0.12 : 0.8});
  const isMany = by.m.length + by.differ.length > DASHED;
  lines(c, by.m, spots, {color: colors.bad, width: width(isMany ? 0.5 : 2.4), dash: isMany ? [] : DASH, alpha: isMany ? 0.6 : 1});
  const isFew = by.differ.length <= 20;
  for (const pair of by.differ) oneWay(c, pair, spots, colors, width, isFew);
  if (by.m.length <= 20) by.m.forEach(pair => cross(c, middle(pair, spots), colors, width));
  if (selected) emphasize(c, pairs.filter(selected), spots, colors, width);
}

const middle = (pair, spots) => ({x: (spots[pair.a].x + spots[pair.b].x) / 2, y: (spots[pair.a].y + spots[pair.b].y) / 2});

function lines(c, pairs, spots, {color, width, dash, alpha = 1}) {
  if (pairs.length === 0) return;
  c.save();
  c.globalAlpha = alpha;
  c.strokeStyle = color;
  c.lineWidth = width;
  c.lineCap = dash === DOTS ? 'round' : 'butt';
  c.setLineDash(dash);
  c.beginPath();
  for (const {a, b} of pairs) {
    c.moveTo(spots[a].x, spots[a].y);
    c.lineTo(spots[b].x, spots[b].y);
  }
  c.stroke();
  c.restore();
}

/** Two lines beside each other, each with its arrow, because the two directions differ. */
function oneWay(c, pair, spots, colors, width, isCrossed) {
  direction(c, spots[pair.a], spots[pair.b], pair.there, colors, width, isCrossed);
  direction(c, spots[pair.b], spots[pair.a], pair.back, colors, width, isCrossed);
}

function direction(c, from, to, state, colors, width, isCrossed) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const off = width(3.5);
  const color = {v: colors.ok, m: colors.bad, u: colors.unknown}[state];
  const [sx, sy] = [from.x - uy * off + ux * 12, from.y + ux * off + uy * 12];
  const [ex, ey] = [to.x - uy * off - ux * 13, to.y + ux * off - uy * 13];
  c.save();
  c.strokeStyle = c.fillStyle = color;
  c.lineWidth = width(state === 'm' ? 2.4 : 1.6);
  c.setLineDash({v: [], m: DASH, u: DOTS}[state]);
  c.beginPath();
  c.moveTo(sx, sy);
  c.lineTo(ex, ey);
  c.stroke();
  c.setLineDash([]);
  const size = width(8);
  c.beginPath();
  c.moveTo(ex + ux * 3, ey + uy * 3);
  c.lineTo(ex - ux * size - uy * size * 0.5, ey - uy * size + ux * size * 0.5);
  c.lineTo(ex - ux * size + uy * size * 0.5, ey - uy * size - ux * size * 0.5);
  c.fill();
  c.restore();
  if (state === 'm' && isCrossed) cross(c, {x: (sx + ex) / 2, y: (sy + ey) / 2}, colors, width);
}

function cross(c, {x, y}, colors, width) {
  const r = width(4.5);
  c.save();
  c.fillStyle = colors.card;
  c.beginPath();
  c.arc(x, y, r * 1.8, 0, 7);
  c.fill();
  c.strokeStyle = colors.bad;
  c.lineWidth = width(2.2);
  c.beginPath();
  c.moveTo(x - r, y - r);
  c.lineTo(x + r, y + r);
  c.moveTo(x + r, y - r);
  c.lineTo(x - r, y + r);
  c.stroke();
  c.restore();
}

function emphasize(c, pairs, spots, colors, width) {
  const alive = pairs.filter(pair => pair.worse === 'v');
  lines(c, alive, spots, {color: colors.ok, width: width(2), dash: []});
  if (pairs.length === 1) lines(c, pairs, spots, {color: colors.accent, width: width(11), dash: [], alpha: 0.25});
}

const FILLED = new Set(['Meshed', 'Unreachable']);
const SIGNS = {LinksMissing: '!', Unreachable: '✕', Starting: '…', Leaving: '↗', Unknown: '?'};

export function drawNode(c, node, spot, {colors, r, isSelected, isFaded, revision}) {
  const color = {Meshed: colors.ok, LinksMissing: colors.bad, Unreachable: colors.bad}[node.state] ?? colors.unknown;
  c.save();
  c.globalAlpha = isFaded ? 0.25 : 1;
  if (isSelected) ring(c, spot, r + 5, colors.accent, 3, []);
  c.fillStyle = FILLED.has(node.state) ? color : colors.card;
  c.beginPath();
  c.arc(spot.x, spot.y, r, 0, 7);
  c.fill();
  ring(c, spot, r, color, 2, node.state === 'Starting' ? [3, 3] : []);
  if (revision === 'old') ring(c, spot, r - 4, colors.card, 1.5, []);
  if (revision === 'new') dot(c, spot, colors.card);
  const sign = SIGNS[node.state];
  if (sign) {
    c.fillStyle = FILLED.has(node.state) ? colors.card : color;
    c.font = 'bold 12px system-ui, sans-serif';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.fillText(sign, spot.x, spot.y + 0.5);
  }
  c.restore();
}

function ring(c, {x, y}, r, color, width, dash) {
  c.strokeStyle = color;
  c.lineWidth = width;
  c.setLineDash(dash);
  c.beginPath();
  c.arc(x, y, Math.max(1, r), 0, 7);
  c.stroke();
  c.setLineDash([]);
}

function dot(c, {x, y}, color) {
  c.fillStyle = color;
  c.beginPath();
  c.arc(x, y, 2.5, 0, 7);
  c.fill();
}

/** Names of many nodes point outwards, so that they do not cover each other. */
export function drawName(c, name, spot, {colors, r, size, isRadial, isStrong, isFaded}) {
  c.save();
  c.globalAlpha = isFaded ? 0.25 : 1;
  c.fillStyle = isStrong ? colors.ink : colors.quiet;
  c.font = (isStrong ? '600 ' : '') + size + 'px system-ui, sans-serif';
  c.textBaseline = 'middle';
  c.translate(spot.x, spot.y);
  const angle = spot.angle ?? 0;
  const isLeft = angle > Math.PI;
  if (isRadial) {
    c.rotate(angle - Math.PI / 2 + (isLeft ? Math.PI : 0));
    c.textAlign = isLeft ? 'right' : 'left';
    c.fillText(name, isLeft ? -(r + 6) : r + 6, 0);
  } else {
    const side = Math.sin(angle);
    c.textAlign = side > 0.3 ? 'left' : side < -0.3 ? 'right' : 'center';
    c.fillText(name, side * (r + 8), -Math.cos(angle) * (r + 2 + size * 0.8));
  }
  c.restore();
}

export function drawGroup(c, group, colors, size) {
  c.save();
  c.fillStyle = colors.quiet;
  c.strokeStyle = colors.line;
  c.font = '600 ' + size + 'px system-ui, sans-serif';
  c.textAlign = 'center';
  if (group.kind === 'island') {
    ring(c, group, group.r - 18, colors.line, 1.5, group.isRest ? [4, 4] : []);
    c.fillText(group.name, group.x, group.y + (group.inner > 80 ? 4 : group.r - 34));
  } else {
    c.lineWidth = 3;
    c.beginPath();
    c.arc(0, 0, group.r - 20, group.from - Math.PI / 2, group.to - Math.PI / 2);
    c.stroke();
    const middle = (group.from + group.to) / 2;
    const [x, y] = [(group.r - 54) * Math.sin(middle), -(group.r - 54) * Math.cos(middle)];
    c.strokeStyle = colors.card;
    c.lineWidth = 5;
    c.lineJoin = 'round';
    c.strokeText(group.name, x, y);
    c.fillStyle = colors.ink;
    c.fillText(group.name, x, y);
  }
  c.restore();
}

export function drawStranger(c, stranger, colors, isSelected, size) {
  c.save();
  c.translate(stranger.x, stranger.y);
  c.rotate(Math.PI / 4);
  c.fillStyle = colors.card;
  c.strokeStyle = colors.bad;
  c.lineWidth = isSelected ? 4 : 2;
  c.fillRect(-7, -7, 14, 14);
  c.strokeRect(-7, -7, 14, 14);
  c.rotate(-Math.PI / 4);
  c.fillStyle = colors.ink;
  c.font = size + 'px system-ui, sans-serif';
  c.textBaseline = 'middle';
  c.fillText(stranger.name, 14, 0);
  c.restore();
}
