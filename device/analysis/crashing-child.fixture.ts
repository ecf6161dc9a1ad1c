/** An analysis process that behaves as the bay of the request is named: it dies, hangs, refuses, or answers. */
const say = (message: object): void => void process.send?.(message);

process.on('disconnect', () => process.exit(0));
/** The swings that it has begun to read. */
const heads: string[] = [];

interface Order {
  readonly type: string;
  readonly swing: string;
  readonly job: number;
  readonly request: { readonly identity: { readonly bay: string; readonly id: string } };
}

process.on('message', ({ type, swing, job, request }: Order) => {
  if (type === 'head-begin') heads.push(swing);
  if (type === 'head-end' && swing === 'hopeless') say({ type: 'head-lost', swing, why: 'no decoder' });
  if (type !== 'analyze') return;
  const { bay } = request.identity;
  if (bay === 'dies') process.abort();
  if (bay === 'hangs') return;
  if (bay === 'refuses') {
    say({ type: 'failed', job, error: { code: 'analysis/no-swing', message: 'No swing.', retryable: false } });
    return;
  }
  say({ type: 'progress', job, progress: { stage: 'pose', fraction: 0.5 } });
  say({ type: 'done', job, result: { pid: process.pid, heads } });
});
setInterval(() => say({ type: 'alive' }), 100);
say({ type: 'ready', frameMs: { lite: 1, full: 2, heavy: 3 }, threads: 1 });
