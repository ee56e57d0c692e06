// Who is signed in, asked of the server before there is a notebook to open.
import { worthOf } from './core/failures.js';
import { pullFirstPage } from './pull_page.js';

/** The server did not answer as our server does: no network, a portal's page, a redirect, a cut answer. */
export class Unreachable extends Error {}

/**
 * @returns {Promise<{person: object}|null>} null if nobody is signed in
 * @throws {Unreachable}
 */
export async function whoIsSignedIn() {
  const answer = await pullFirstPage();
  const worth = worthOf(answer);
  if (worth === 'signed_out') return null;
  if (worth !== 'ok' || !answer.json.person) throw new Unreachable();
  return { person: answer.json.person };
}
