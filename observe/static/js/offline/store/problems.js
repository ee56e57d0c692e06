// What can be wrong with the tablet's store, by name: a screen says a sentence for each code.

/**
 * missing: this browser has no IndexedDB, or not in this window.
 * refused: it is there, but does not let us write (private window, site data switched off).
 * full: no room left. Nothing is deleted; the last save did not happen.
 * lost: the connection died under the page. Reopening does not help, a reload does.
 * unreadable: the browser's files are damaged. Never start empty in silence.
 * blocked: another window with an older program holds the store.
 * replaced: another window wants to upgrade the store; this one let go and must reload.
 * newer: the store was written by a newer program than this page.
 * gone: the draft or version asked for is not there.
 * @typedef {'missing'|'refused'|'full'|'lost'|'unreadable'|'blocked'|'replaced'|'newer'|'gone'
 * } ProblemCode
 */

const CODE_BY_ERROR = new Map([
  ['QuotaExceededError', 'full'],
  ['InvalidStateError', 'lost'],
  ['AbortError', 'lost'],
  ['SecurityError', 'refused'],
  ['NotAllowedError', 'refused'],
  ['VersionError', 'newer'],
  ['NotReadableError', 'unreadable'],
  ['DataError', 'unreadable'],
  ['NotFoundError', 'unreadable'],
  ['UnknownError', 'unreadable'],
]);

/** What WebKit says when the process that keeps IndexedDB has died, beside the errors' names. */
const LOST = /connection.*(lost|closing|closed)|internal error.*indexed database server/i;

/** A named fault of the store. `cause` is the browser's own error, for the support text only. */
export class StoreProblem extends Error {
  /** @param {ProblemCode} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(`store: ${code}`, { cause });
    this.name = 'StoreProblem';
    this.code = code;
  }
}

/**
 * The browser's error as a named problem; a fault of our own code stays what it is.
 * @param {unknown} error
 */
export function asProblem(error) {
  if (error instanceof StoreProblem) return error;
  const words = error?.message ?? '';
  if (/quota|disk.*full|full.*disk/i.test(words)) return new StoreProblem('full', error);
  if (LOST.test(words)) return new StoreProblem('lost', error);
  const code = CODE_BY_ERROR.get(error?.name);
  return code ? new StoreProblem(code, error) : error;
}
