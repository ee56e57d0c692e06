// The graph of one record's versions: which of them nobody superseded. The same rule as models/versions/heads.py, and
// tests/vectors/heads.json is run by both. No recursion: a record may be edited a thousand times.

/** @typedef {import('./store/summary.js').Summary} Summary */

/**
 * Heads of one record among its done versions: those that no other follows. What was set aside and put right on the
 * server is here as its repair; an edge on a cycle supersedes nothing.
 * @param {Summary[]} rows
 * @returns {Summary[]} best first, in the order that the server uses too: put before withdraw, then depth, then sha256
 */
export function headsOf(rows) {
  const standing = standingAmong(rows);
  const parents = countedParents(rows);
  const superseded = new Set([...parents.values()].flat());
  const depths = depthsOf(standing, parents);
  const rank = (row) => [row.act === 'put' ? 0 : 1, -depths.get(row.vid), row.sha256];
  return standing.filter(({ vid }) => !superseded.has(vid)).sort((a, b) => compare(rank(a), rank(b)));
}

/** The parents whose edge counts, by vid. @param {Summary[]} rows @returns {Map<string, string[]>} */
export function countedParents(rows) {
  const repairs = repairsAmong(rows);
  const standing = standingAmong(rows);
  const here = new Set(standing.map(({ vid }) => vid));
  const known = new Map(standing.map((row) => [row.vid, parentsHere(row, here, repairs)]));
  const component = componentsOf(known);
  const isCounted = (vid) => (parent) => component.get(parent) !== component.get(vid);
  return new Map([...known].map(([vid, parents]) => [vid, parents.filter(isCounted(vid))]));
}

/** Everything that a version followed. @param {Map<string, string[]>} parents @returns {Set<string>} */
export function followedBy(vid, parents) {
  const found = new Set();
  const ahead = [...(parents.get(vid) ?? [])];
  while (ahead.length > 0) {
    const one = ahead.pop();
    if (found.has(one)) continue;
    found.add(one);
    ahead.push(...parents.get(one));
  }
  return found;
}

/** @returns {Map<string, string>} vid set aside → vid of its repair, of those whose repair is here */
function repairsAmong(rows) {
  return new Map(rows.filter(({ repairs }) => repairs).map(({ vid, repairs }) => [repairs, vid]));
}

function standingAmong(rows) {
  const repairs = repairsAmong(rows);
  return rows.filter(({ vid, stage }) => stage === 'done' && !repairs.has(vid));
}

function parentsHere({ vid, parents }, here, repairs) {
  const standing = parents.map((parent) => repairs.get(parent) ?? parent);
  return [...new Set(standing)].filter((parent) => here.has(parent) && parent !== vid);
}

/** Longest way to a root. A parent that is not here yet has depth 0, so that its arrival changes nothing. */
function depthsOf(rows, parents) {
  const isFollowing = (row) => row.parents.some((parent) => !parents.has(parent));
  const depths = new Map(rows.map((row) => [row.vid, isFollowing(row) ? 1 : 0]));
  for (const vid of parentsFirst(parents)) {
    depths.set(vid, Math.max(depths.get(vid), ...parents.get(vid).map((parent) => depths.get(parent) + 1)));
  }
  return depths;
}

/** Every vid after its parents, where there is no cycle between them. */
function parentsFirst(parents) {
  const order = [];
  const entered = new Set();
  for (const start of parents.keys()) {
    const stack = [[start, false]];
    while (stack.length > 0) {
      const [vid, isLeft] = stack.pop();
      if (isLeft) order.push(vid);
      if (isLeft || entered.has(vid)) continue;
      entered.add(vid);
      stack.push([vid, true], ...parents.get(vid).map((parent) => [parent, false]));
    }
  }
  return order;
}

/** Strongly connected components (Kosaraju): an edge lies on a cycle if both its ends are in one component. */
function componentsOf(parents) {
  const children = new Map([...parents.keys()].map((vid) => [vid, []]));
  for (const [vid, kept] of parents) for (const parent of kept) children.get(parent).push(vid);
  const component = new Map();
  for (const start of parentsFirst(parents).reverse()) {
    const stack = [start];
    while (stack.length > 0) {
      const vid = stack.pop();
      if (component.has(vid)) continue;
      component.set(vid, start);
      stack.push(...children.get(vid).filter((child) => !component.has(child)));
    }
  }
  return component;
}

function compare(a, b) {
  const at = a.findIndex((part, i) => part !== b[i]);
  if (at < 0) return 0;
  return a[at] > b[at] ? 1 : -1;
}
