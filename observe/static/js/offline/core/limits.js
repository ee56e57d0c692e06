// Numbers of the protocol, with their units.

export const PROTO = 1;

/** A push carries so many versions at most ... */
export const BATCH_VERSIONS = 50;
/** ... and so many bytes inflated, its own frame included, unless it is one version alone. */
export const BATCH_BYTES = 256 * 1024;
/** Room for what stands around the versions: ids, witness, times. */
export const FRAME_BYTES = 2 * 1024;
/** One version alone may be so long. */
export const VERSION_BYTES = 1024 * 1024;
/** After so many 5xx to one batch it is halved. */
export const SAME_BATCH_FAILURES = 3;

/** An inventory asks for so many versions a page. */
export const INVENTORY_VERSIONS = 2_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** While something is held and not settled, an empty push goes out this often at most. */
export const HEARTBEAT_MS = 15 * MINUTE_MS;
export const PULL_MS = 15 * MINUTE_MS;
/** Coming back to the page asks again if the last pull is older. */
export const PULL_FRESH_MS = MINUTE_MS;
export const INVENTORY_MS = 24 * HOUR_MS;
/** A draft untouched this long becomes a draft version at the next start. */
export const DRAFT_UNTOUCHED_MS = 12 * HOUR_MS;
/** The first try after a reconnect is spread, so that a whole school does not come at once. */
export const SPREAD_MS = 20_000;
