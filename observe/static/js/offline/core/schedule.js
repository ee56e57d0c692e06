// What to do next, one exchange at a time, and when to look again.
import { planEnrolment } from './enrolment.js';
import { planInventory } from './inventory.js';
import { HEARTBEAT_MS, INVENTORY_MS, PULL_MS } from './limits.js';
import { planPull } from './pull.js';
import { planPush } from './push.js';

/** Somebody's observation goes before everything else. */
const PLANS = [planPush, planEnrolment, planInventory, planPull];

/** The next request, if one is due and none is under way. */
export function begin(state, now) {
  if (!state.awake || state.busy || state.stolen) return { state, effects: [] };
  for (const plan of PLANS) {
    const next = plan(state, now);
    if (next) return begun(next);
  }
  return { state, effects: [{ kind: 'wake', at: nextLook(state, now) }] };
}

function begun({ state, busy, effect }) {
  const id = state.n + 1;
  return { state: { ...state, n: id, busy: { ...busy, id } }, effects: [{ ...effect, id }] };
}

/** The earliest moment at which something may be due; a quarter of an hour at most, for clocks may change. */
function nextLook(state, now) {
  const waits = [...Object.values(state.waits), ...Object.values(state.alone)].map((wait) => wait.until);
  const beats = [(state.pushed_at ?? now) + HEARTBEAT_MS, (state.pulled_at ?? now) + PULL_MS];
  const daily = (state.inventory?.at ?? now) + INVENTORY_MS;
  const ahead = [...waits, ...beats, daily].filter((at) => at > now);
  return Math.min(now + PULL_MS, ...ahead);
}
