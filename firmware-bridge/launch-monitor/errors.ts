/** What can go wrong between the bay and what measures or simulates the ball's flight. */
import { BayError } from '../../device/errors/bay-error.ts';

export function cannotListen(host: string, port: number, cause: unknown): BayError {
  const code = codeOf(cause);
  const hint =
    code === 'EACCES'
      ? 'Ports below 1024 need the capability CAP_NET_BIND_SERVICE; give it to the bay’s service, or set another port.'
      : code === 'EADDRINUSE'
        ? 'Another program listens there, perhaps GSPro Connect itself: end it, or set another port.'
        : 'Check the interface and the port in the section launchMonitor.openConnect.';
  return new BayError('launch-monitor/cannot-listen', `No launch monitor can connect to ${host}:${port} (${code}).`, {
    hint,
    retryable: true,
    cause,
  });
}

export function interfaceMissing(name: string): BayError {
  return new BayError(
    'launch-monitor/interface-missing',
    `No launch monitor can connect: the network interface ${name} is not there or has no address.`,
    {
      hint: 'Plug in its cable, or name another of `ip link` in launchMonitor.openConnect.interface.',
      retryable: true,
    },
  );
}

export function keyUnreadable(file: string, cause: unknown): BayError {
  return new BayError('launch-monitor/key-unreadable', `The TrackMan API key in ${file} cannot be read.`, {
    hint: 'Put the key alone on the first line of the file, readable by this user only.',
    cause,
  });
}

export function keyNotGiven(): BayError {
  return new BayError('launch-monitor/key-not-given', 'No file with the TrackMan API key is named.', {
    hint: 'Name it as launchMonitor.trackman.apiKeyFile, or by the variable SWINGBAY_TRACKMAN_KEY_FILE.',
  });
}

export class TrackmanRefusedError extends BayError {
  readonly status: number;

  constructor(what: string, status: number) {
    const isForbidden = status === 401 || status === 403;
    super('launch-monitor/trackman-refused', `TrackMan Range answered ${status} when asked for ${what}.`, {
      hint: isForbidden
        ? 'Check that the API key is valid and may listen to measurements.'
        : 'Check the address of the local site and its version.',
      retryable: !isForbidden,
    });
    this.status = status;
  }
}

export function trackmanUnreachable(what: string, cause: unknown): BayError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new BayError('launch-monitor/trackman-unreachable', `TrackMan Range gave no answer for ${what}: ${detail}.`, {
    hint: 'Check the address of the local site and the network to it.',
    retryable: true,
    cause,
  });
}

/** `detail` goes on after “TrackMan Range’s answer”. */
export function trackmanStrange(detail: string): BayError {
  return new BayError('launch-monitor/trackman-strange', `TrackMan Range’s answer ${detail}.`, {
    hint: 'Check that the address is the local site’s; a newer version of it may speak another way.',
    retryable: true,
  });
}

export function trackmanElsewhere(host: string, expected: string): BayError {
  return new BayError(
    'launch-monitor/trackman-elsewhere',
    `TrackMan Range at ${expected} sends the bay on to ${host}, which does not get the key.`,
    { hint: `Set launchMonitor.trackman.url to the name that the site uses for itself, if that is ${host}.` },
  );
}

export function shotFileUnreadable(file: string, cause: unknown): BayError {
  return new BayError(
    'launch-monitor/shot-file-unreadable',
    `The file of shots ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      hint: 'Check its name, its size and that this user may read it.',
      cause,
    },
  );
}

/** `problems` name line and field. */
export function shotFileInvalid(problems: readonly string[], more: number): BayError {
  const rest = more === 0 ? '' : ` And ${more} more.`;
  return new BayError(
    'launch-monitor/shot-file-invalid',
    `The file of shots is not valid: ${problems.join(' ')}${rest}`,
    {
      hint: 'Name its columns in launchMonitor.arccos.columns as its first line does; no format of Arccos is published.',
    },
  );
}

export function columnsNotGiven(): BayError {
  return new BayError('launch-monitor/columns-not-given', 'Nobody has said what the columns of the file mean.', {
    hint: 'Arccos has no public interface and publishes no format: name the columns in launchMonitor.arccos.columns.',
  });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}
