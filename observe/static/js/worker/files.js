// The files the notebook opens with, kept under their revision. The server writes the list on top of /sw.js.
import { PrecacheController } from 'workbox-precaching';

/** A page that was redirected or is not there must not stand in for a file of the list. */
const wholeOnly = {
  cacheWillUpdate: async ({ response }) => (response?.status === 200 && !response.redirected ? response : null),
};

/** What the open page has just fetched is asked for by its tag, and need not travel twice. */
const oncePerVisit = {
  requestWillFetch: async ({ request }) =>
    request.cache === 'reload' ? new Request(request, { cache: 'no-cache' }) : request,
};

/**
 * Installs all files or none, answers with them, and drops those of older lists once it controls. The list names the
 * hash of each file's bytes: the browser refuses a portal's page, half a file, or a file of another edition.
 */
export const files = new PrecacheController({ plugins: [wholeOnly, oncePerVisit] });
files.addToCacheList(self.__OBSERVE_PRECACHE);

/** Whether a file of exactly this address is kept. @param {URL} url */
export function isKept(url) {
  return files.getCacheKeyForURL(url.href) !== undefined;
}

/** The kept file of this path. @param {string} path @param {FetchEvent} event @returns {Promise<Response>} */
export function kept(path, event) {
  return files.createHandlerBoundToURL(path)({ event, request: event.request });
}

/** How many files of the list are really there, and how many there should be. @returns {Promise<number[]>} */
export async function counted() {
  const found = await Promise.all(files.getCachedURLs().map((url) => files.matchPrecache(url)));
  return [found.filter(Boolean).length, found.length];
}
