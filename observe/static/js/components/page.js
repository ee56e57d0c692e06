// Every online page: htmx set to what our Content-Security-Policy allows, and the small enhancements of the page.
import htmx from 'htmx.org';
import { closeOnLeaving } from './disclosure.js';
import { keepNotebook } from './notebook.js';
import { sayWhatIsOnlyHere } from './unsent.js';
import { sayWhatIsNotSaved } from './unsaved.js';

Object.assign(htmx.config, {
  historyCacheSize: 0, // nothing of a person's page is kept in the browser
  historyRestoreAsHxRequest: false, // going back asks for the whole page
  allowEval: false,
  includeIndicatorStyles: false, // they would be an inline style
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true }, // a form comes back with what is missing
    { code: '[45]..', swap: false, error: true },
  ],
});

closeOnLeaving(document);
sayWhatIsNotSaved(document);
if (document.body.dataset.notebook) {
  keepNotebook();
  sayWhatIsOnlyHere(document);
}
