/** What the daemon and a parent that started it, such as the demo or a bench, say to each other. */
export type DaemonRequest = { readonly type: 'reset-loop-delay' } | { readonly type: 'ask-loop-delay' };

export type DaemonMessage =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'loop-delay'; readonly p99Ms: number; readonly maxMs: number };
