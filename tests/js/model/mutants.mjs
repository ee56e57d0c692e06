// The planted bugs: one part each taken away from shipped code. Each must make a test fall.

/** @type {{bug: string, file: string, from: string, to: string}[]} */
export const MUTANTS = [
  {
    bug: 'an answer counts without its sha256',
    file: 'core/verdicts.js',
    from: 'result?.vid !== sent.vid || result.sha256 !== sent.sha256',
    to: 'result?.vid !== sent.vid',
  },
  {
    bug: 'results are not read by position',
    file: 'core/push.js',
    from: 'verdict(sent, json.results[i], epoch',
    to: 'verdict(sent, json.results.find((one) => one.status === "stored") ?? json.results[i], epoch',
  },
  {
    bug: 'an answer to another batch counts',
    file: 'core/push.js',
    from: 'json.batch_id === batch_id && ',
    to: '',
  },
  {
    bug: 'any 200 counts as our answer',
    file: 'core/failures.js',
    from: "json?.proto === PROTO ? 'ok' : 'unreachable'",
    to: "'ok'",
  },
  {
    bug: 'dequeued before delivery',
    file: 'core/push.js',
    from: "const effect = { kind: 'push', vids: sent.vids, gzip: state.gzip, witness: state.witness };",
    to: `const effect = { kind: 'push', vids: sent.vids, gzip: state.gzip, witness: state.witness };
    const left = Object.entries(state.rows).filter(([vid]) => !sent.vids.includes(vid));
    state = { ...state, rows: Object.fromEntries(left) };`,
  },
  {
    bug: 'success of the request instead of complete',
    file: 'store/transaction.js',
    from: `    await tx.done;
`,
    to: '',
  },
  {
    bug: 'the witness is not sent',
    file: 'core/push.js',
    from: 'witness: state.witness };',
    to: 'witness: null };',
  },
  {
    bug: 'no heartbeat',
    file: 'core/push.js',
    from: 'return merelyHeld && isPast(state.pushed_at, HEARTBEAT_MS, now);',
    to: 'return false;',
  },
  {
    bug: 'no inventory at a new epoch',
    file: 'core/inventory.js',
    from: 'return isNewEpoch || ',
    to: 'return ',
  },
  {
    bug: 'missing is not offered again',
    file: 'core/inventory.js',
    from: '[...missing, ...differing]',
    to: '[...differing]',
  },
  {
    bug: 'receipts are not renewed',
    file: 'core/inventory.js',
    from: 'renew(state.rows[vid], { epoch, seq })',
    to: '{}',
  },
  {
    bug: 'settled stays settled in a new epoch',
    file: 'core/inventory.js',
    from: "return isSettledBefore ? { receipt, state: 'held' } : { receipt };",
    to: 'return { receipt };',
  },
  {
    bug: 'settled without a look at the epoch',
    file: 'core/verdicts.js',
    from: 'receipt?.epoch === through.epoch && ',
    to: '',
  },
  {
    bug: 'retry blocks for ever',
    file: 'core/batches.js',
    from: 'isOver(state.alone[vid] ?? NO_WAIT, now)',
    to: '!state.alone[vid]',
  },
  {
    bug: 'a bad batch is never halved',
    file: 'core/batches.js',
    from: 'return batch.vids.length > 1 ? halve(state, batch) : setAlone(state, batch.vids, event, true);',
    to: 'return putBack(state, batch);',
  },
  {
    bug: 'a proxy’s page refuses a version for good',
    file: 'core/push.js',
    from: 'if (!json?.code) return',
    to: 'if (false) return',
  },
  {
    bug: 'Retry-After is ignored',
    file: 'core/failures.js',
    from: ', event.answer?.retry_after_ms',
    to: '',
  },
  {
    bug: 'a tap shortens Retry-After',
    file: 'backoff.js',
    from: 'isOver(wait, now) ? 0 : wait.floor',
    to: '0',
  },
  {
    bug: 'the reconnect is not spread',
    file: 'core.js',
    from: "name === 'network' ? spreadMs : 0",
    to: '0',
  },
  {
    bug: 'waiting grows without a limit',
    file: 'backoff.js',
    from: 'Math.min(LONGEST_MS, FIRST_MS * 2 ** tries)',
    to: 'FIRST_MS * 2 ** tries',
  },
  {
    bug: 'tries are capped',
    file: 'core.js',
    from: '  tick: (state) => only(state),',
    to: '  tick: (state) => only({ ...state, awake: state.waits.network.tries < 6 }),',
  },
  {
    bug: 'a late answer counts',
    file: 'core.js',
    from: 'state.busy?.id !== event.id || !ANSWERED[state.busy.kind]',
    to: '!ANSWERED[state.busy?.kind]',
  },
  {
    bug: 'received before the store has it',
    file: 'core/push.js',
    from: "return { state: freed, effects: [{ kind: 'write_marks', marks, meta }] };",
    to: `const rows = { ...freed.rows };
  for (const { vid, change } of marks) rows[vid] = { ...rows[vid], ...change };
  return { state: { ...freed, rows }, effects: [] };`,
  },
  {
    bug: 'another person’s page is kept',
    file: 'core/pull.js',
    from: 'if (page.person.id !== state.person) return',
    to: 'if (false) return',
  },
  {
    bug: 'a token of somebody else is kept',
    file: 'core/enrolment.js',
    from: 'isGranted && json.person?.id === state.person',
    to: 'isGranted',
  },
  {
    bug: 'an expired login stops the push',
    file: 'core/push.js',
    from: 'if (!state.token || ',
    to: "if (state.login !== 'ok' || !state.token || ",
  },
  {
    bug: 'the inventory needs a login',
    file: 'core/inventory.js',
    from: 'if (!state.token || ',
    to: "if (state.login !== 'ok' || !state.token || ",
  },
  {
    bug: 'a stolen tablet goes on',
    file: 'core/schedule.js',
    from: ' || state.stolen',
    to: '',
  },
  {
    bug: 'no draft versions',
    file: 'core.js',
    from: 'rids.length > 0 ?',
    to: 'false ?',
  },
  {
    bug: 'a draft version supersedes',
    file: 'store/making.js',
    from: "parents: stage === 'done' ? parents : []",
    to: 'parents: parents.length ? parents : draft.draft_vids ?? []',
  },
  {
    bug: 'Done deletes what another window wrote',
    file: 'store/making.js',
    from: '!isStale(stored) && ',
    to: '',
  },
  {
    bug: 'numbers are given without a look',
    file: 'store/making.js',
    from: '+ 1 !== summary.device_seq) return false',
    to: '+ 1 < 0) return false',
  },
  {
    bug: 'two windows write over each other',
    file: 'store/drafts.js',
    from: "if (this.isStale(draft.rid, before)) throw new StoreProblem('changed_elsewhere');",
    to: '',
  },
  {
    bug: 'a mark changes other bytes',
    file: 'store/answers.js',
    from: 'row?.sha256 === marks[i].sha256 ?',
    to: 'row ?',
  },
  {
    bug: 'a pull overwrites what was made here',
    file: 'store/pages.js',
    from: "if (before && before.state !== 'copy') return;",
    to: '',
  },
  {
    bug: 'a page’s bytes are not checked',
    file: 'store/pages.js',
    from: '(await sha256hex(body)) !== sha256',
    to: 'false',
  },
  {
    bug: 'a reset deletes own versions',
    file: 'store/pages.js',
    from: "row.state !== 'copy' || ",
    to: '',
  },
  {
    bug: 'a reset forgets itself between two pages',
    file: 'store/pages.js',
    from: 'const sweeping = reset || running;',
    to: 'const sweeping = reset;',
  },
  {
    bug: 'an erased payload stays for good',
    file: 'store/answers.js',
    from: "if (row.state === 'erased') {",
    to: 'if (false) {',
  },
  {
    bug: 'safe although something is merely held',
    file: 'outbox.js',
    from: "!merelyHeld && versions.some((row) => row.state === 'settled') ?",
    to: "versions.some((row) => row.state === 'settled') ?",
  },
  {
    bug: 'the line forgets what was refused',
    file: 'outbox.js',
    from: "const REFUSED = ['too_big', 'refused_here'];",
    to: "const REFUSED = ['too_big'];",
  },
  {
    bug: 'a second tap on Done makes a second version',
    file: 'store/maker.js',
    from: 'if (!this.#made.has(asked)) this.#made',
    to: 'this.#made',
  },
  {
    bug: 'a window begins that was hidden while its store was read',
    file: 'sync.js',
    from: 'if (!this.hasTurn) return;',
    to: '',
  },
  {
    bug: 'the first page is fetched twice',
    file: 'requests.js',
    from: 'cursor === null ? takeFirstPage() : null',
    to: 'null',
  },
];
