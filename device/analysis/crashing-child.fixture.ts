/** An analysis process that behaves as the bay of the request is named: it dies, hangs, refuses, or answers. */
const say = (message: object): void => void process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', ({ job, request }: { job: number; request: { identity: { bay: string; id: string } } }) => {
  const { bay } = request.identity;
  if (bay === 'dies') process.abort();
  if (bay === 'hangs') return;
  if (bay === 'refuses') {
    say({ type: 'failed', job, error: { code: 'analysis/no-swing', message: 'No swing.', retryable: false } });
    return;
  }
  say({ type: 'progress', job, progress: { stage: 'pose', fraction: 0.5 } });
  say({ type: 'done', job, result: { pid: process.pid } });
});
setInterval(() => say({ type: 'alive' }), 100);
say({ type: 'ready', frameMs: { lite: 1, full: 2, heavy: 3 }, threads: 1 });
