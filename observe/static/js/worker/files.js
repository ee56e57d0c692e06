// The files the notebook opens with, kept under their revision. The server writes the list on top of /sw.js.
import { PrecacheController } from 'workbox-precaching';

/** A page that was redirected or is not there must not stand in for a file of the list. */
const wholeOnly = {
  cacheWillUpdate: async ({ response }) => (response?.status === 200 && !response.redirected ? response : null),
};

/** Installs all files or none, answers with them, and drops those of older lists once it controls. */
export const files = new PrecacheController({ plugins: [wholeOnly] });
files.addToCacheList(self.__OBSERVE_PRECACHE);

/** Whether a file of exactly this address is kept. @param {URL} url */
export function isKept(url) {
  return files.getCacheKeyForURL(url.href) !== undefined;
}

/** The kept file of this path. @param {string} path @param {FetchEvent} event @returns {Promise<Response>} */
export function kept(path, event) {
  return files.createHandlerBoundToURL(path)({ event, request: event.request });
}
