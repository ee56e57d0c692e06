// Which requests the worker answers, and with what. Everything written travels without it (Safari sent empty bodies).
import { openDeviceStore } from '../offline/store/device.js';
import { isKept, kept } from './files.js';

const SHELL = { da: '/capture', en: '/capture/en' };
const OFFLINE_PAGE = { da: '/offline/da', en: '/offline/en' };
const NEVER = ['/sync', '/sign-in', '/sign-out'];

/** Reads of our own pages and files; nothing that htmx, the synchronisation or the sign-in asks for. */
export function isOurs(request, url) {
  const isOwnRead = request.method === 'GET' && url.origin === self.location.origin;
  return isOwnRead && !request.headers.has('HX-Request') && !NEVER.some((path) => isUnder(url.pathname, path));
}

/** @type {{fits: (request: Request, url: URL) => boolean, answer: (event: FetchEvent) => Promise<Response>}[]} */
export const ROUTES = [
  { fits: (request, url) => opens(request, url, SHELL.en), answer: (event) => kept(SHELL.en, event) },
  { fits: (request, url) => opens(request, url, SHELL.da), answer: (event) => kept(SHELL.da, event) },
  { fits: (request) => request.mode === 'navigate', answer: online },
  { fits: (request, url) => isKept(url), answer: (event) => kept(new URL(event.request.url).pathname, event) },
];

function opens(request, url, path) {
  return request.mode === 'navigate' && isUnder(url.pathname, path);
}

function isUnder(path, prefix) {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Any other page comes from the network; without one, the page that says so and leads to the notebook. */
async function online(event) {
  try {
    return await fetch(event.request);
  } catch {
    return kept(OFFLINE_PAGE[await language()], event);
  }
}

async function language() {
  let device;
  try {
    device = await openDeviceStore();
    return (await device.row()).language;
  } catch {
    return 'da'; // a store that cannot be read is the notebook's to explain, not this page's
  } finally {
    device?.close();
  }
}
