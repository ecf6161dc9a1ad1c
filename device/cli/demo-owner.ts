/**
 * An operator for a demo that phones may join. A bay listens beyond its own machine only once every call says whose it
 * is, and that is so from the first operator's account on; the bay's own screen goes on without any.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BayError } from '../errors/bay-error.ts';
import { readMachineToken } from '../api/auth/machine-token.ts';

export interface DemoOwner {
  readonly email: string;
  readonly password: string;
  /** For the staff's panel on the bay's screen. */
  readonly pin: string;
}

const EMAIL = 'operator@demo.example';
const PIN_DIGITS = 8;
const CONFLICT = 409;

/** Where the demo keeps what it made up: in the demo's folder, for its user alone. */
export const ownerFile = (directory: string): string => join(directory, 'operator.json');

/** Idempotent: a demo that was opened before has its operator already. Throws `demo/no-operator`. */
export async function ensureDemoOwner(url: string, directory: string, dataDirectory: string): Promise<void> {
  const owner: DemoOwner = {
    email: EMAIL,
    password: randomBytes(12).toString('base64url'),
    pin: Array.from({ length: PIN_DIGITS }, () => randomInt(10)).join(''),
  };
  const token = readMachineToken(dataDirectory);
  const answer = await fetch(`${url}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ ...owner, name: 'Demo', role: 'operator' }),
  });
  if (answer.ok) await writeFile(ownerFile(directory), `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
  else if (answer.status !== CONFLICT) throw noOperator(answer.status);
}

/** Undefined where somebody else made the account. */
export async function readDemoOwner(directory: string): Promise<DemoOwner | undefined> {
  try {
    return JSON.parse(await readFile(ownerFile(directory), 'utf8')) as DemoOwner;
  } catch {
    return undefined;
  }
}

function noOperator(status: number): BayError {
  return new BayError('demo/no-operator', `The demo could not make its operator's account (status ${status}).`, {
    hint: 'Delete .swingbay/demo, and start the demo again.',
  });
}
