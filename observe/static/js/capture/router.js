// The notebook's addresses are hashes, so that one cached page answers them all, with or without a network.

const SCREENS = new Map([
  ['', { screen: 'home', record: false }],
  ['new', { screen: 'new_visit', record: false }],
  ['visit', { screen: 'visit', record: true }],
  ['teacher', { screen: 'change_teacher', record: true }],
  ['pupils', { screen: 'pupils', record: true }],
  ['finish', { screen: 'finish', record: true }],
  ['record', { screen: 'record', record: true }],
  ['left', { screen: 'left_draft', record: true }],
  ['resolve', { screen: 'resolve', record: true }],
  ['outbox', { screen: 'outbox', record: false }],
  ['receipt', { screen: 'receipt', record: false }],
  ['device', { screen: 'device', record: false }],
  ['notice', { screen: 'notice', record: false }],
  ['sign-out', { screen: 'sign_out', record: false }],
  ['lock', { screen: 'lock', record: false }],
]);

const HOME = { screen: 'home', rid: null };

/**
 * The screen and record that a hash names; home for anything unknown, so that an old link never ends in nothing.
 * @param {string} hash with or without its leading '#'
 * @returns {{screen: string, rid: string|null}}
 */
export function parseRoute(hash) {
  const [name = '', rid = ''] = hash.replace(/^#?\/?/, '').replace(/\?.*$/, '').split('/');
  const found = SCREENS.get(name);
  if (!found || found.record !== Boolean(rid)) return HOME;
  return { screen: found.screen, rid: rid || null };
}

/** What a hash asks of its screen behind a question mark, as `#/new?teacher=ID` does; null for what it does not. */
export function askedBy(hash, name) {
  return new URLSearchParams(hash.split('?')[1] ?? '').get(name);
}

/** The hash of a screen. @param {string} screen @param {string|null} [rid] */
export function routeTo(screen, rid = null) {
  const [name] = [...SCREENS].find(([, entry]) => entry.screen === screen) ?? [''];
  return rid ? `#/${name}/${rid}` : `#/${name}`;
}
