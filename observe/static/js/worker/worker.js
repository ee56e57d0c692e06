// The service worker: opens the notebook without a network, and touches nothing else.
//
// | event              | what happens                                                                           |
// |--------------------|----------------------------------------------------------------------------------------|
// | install            | fetches every file of the list; if one fails, all fails and the old worker stays        |
// | activate           | drops the files of older lists; until then they stay for the pages that use them        |
// | message 'activate' | the person agreed to the new program: it takes over if every window has saved           |
// | other messages     | questions of a page, answered through the port they bring                               |
// | fetch              | the first fitting line of ROUTES answers; no line: the browser does as without a worker |
// | sync 'push'        | where the browser has it: sends what waits, under the same lock as the page             |
import { sendWaiting } from './background.js';
import { files } from './files.js';
import { answerQuestion, isQuestion } from './questions.js';
import { isOurs, ROUTES } from './routes.js';
import { takeOver } from './taking_over.js';

const TABLE = {
  install: (event) => files.install(event),
  activate: (event) => files.activate(event),
  message: (event) => hear(event),
  fetch: (event) => answer(event),
  sync: (event) => event.tag === 'push' && event.waitUntil(sendWaiting()),
};

for (const [name, listener] of Object.entries(TABLE)) self.addEventListener(name, listener);

function hear(event) {
  if (event.data?.type === 'activate') event.waitUntil(takeOver(event));
  if (isQuestion(event.data)) event.waitUntil(answerQuestion(event));
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (!isOurs(request, url)) return;
  const route = ROUTES.find(({ fits }) => fits(request, url));
  if (route) event.respondWith(route.answer(event, request, url));
}
