// Takes the pictograms that our pages show out of the design system: {name: markup inside the <svg>}.
import { readFileSync } from 'node:fs';

const FOLDER = 'node_modules/dkfds/dist/img/svg-icons';
// A new icon is a new name here; macro icon(name) in templates draws it in the colour of the text.
const NAMES = [
  'account', 'analytics', 'arrow-back', 'arrow-downward', 'arrow-forward', 'arrow-upward', 'assignment', 'calendar-month', 'chat',
  'check', 'checklist', 'chevron-down', 'chevron-left', 'chevron-right', 'chevron-up', 'close', 'database', 'delete', 'document', 'download', 'download-done', 'edit', 'email',
  'error', 'feedback', 'flag', 'folder', 'groups', 'help', 'home', 'hourglass', 'info', 'language', 'list-check', 'lock', 'minus', 'notifications',
  'open-in-new', 'person', 'person-add', 'persons', 'plus', 'print', 'refresh', 'reply', 'save', 'search', 'send', 'settings', 'share', 'smartphone',
  'success', 'summary', 'sync', 'time', 'tune', 'upload', 'visibility', 'visibility-off', 'warning',
];

/** The markup without a colour of its own; all icons share the view box 0 -960 960 960. */
export function icons() {
  return Object.fromEntries(NAMES.map((name) => {
    const svg = readFileSync(`${FOLDER}/${name}.svg`, 'utf8');
    if (!svg.includes('viewBox="0 -960 960 960"')) throw new Error(`the icon ${name} is drawn on another canvas`);
    return [name, svg.replace(/^[^]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/ fill="[^"]*"/g, '')];
  }));
}
