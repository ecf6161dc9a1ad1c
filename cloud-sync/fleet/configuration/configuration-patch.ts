/**
 * A change of the configuration file as the fleet may make it: a JSON Merge Patch (RFC 7396) that leaves the file's
 * comments and order where they were, and touches nothing that is not the fleet's to touch.
 *
 * PROTECTED
 * - `fleet`, or who may set a configuration could give itself every other right and cut the line to everybody else.
 * - Where files of secrets lie, who logs in, and addresses with a password in them: secrets are neither set nor sent.
 * - Where secrets are sent: an address with a credential beside it, whether its line is encrypted, and whether who is
 *   there may command. Whoever could set these would be handed the secret, or the swings, or what players type.
 * - Programs that the bay runs, where its data lies, and whether it is a bay at all.
 */
import { type Document, isMap, parseDocument } from 'yaml';

export type Patch = Readonly<Record<string, unknown>>;
type Path = readonly string[];

const PATCH_BYTES_MAX = 64 * 1024;
const DEPTH_MAX = 16;
const PROTECTED_SECTIONS: readonly Path[] = [
  ...[['fleet'], ['role'], ['store', 'dataDirectory'], ['sync', 'to', 'kind'], ['sync', 'to', 'path']],
];
/** Names of keys, wherever they stand. `tls` and `certificate` are the files of a server, with nothing else in them. */
const PROTECTED_KEY =
  /^(.*(password|secret|token|credential|passphrase).*|.*[Kk]ey(File|Id)?|usersFile|.*[cC]ert(ificate)?File|.*[cC]aFile|program|username)$/i;
const ADDRESS_KEY =
  /^(url|endpoint|region|bucket|brokers|publicAddress|facilityAddress|tls|mode|isSecure|allowPlaintext|takesCommands|commandsAllowed)$/;
/** Credentials of a camera stand in its address, which is protected then; its other addresses are the fleet's to set. */
const NO_CREDENTIAL_BESIDE = new Set(['cameras']);
const URL_WITH_USER = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;
/** Numbers of key frames and the like are no keys. */
const NO_SECRET = new Set(['keyFrameEvery']);

/**
 * Keys at which two texts of the file differ and that are not the fleet's to change, as `api.tokenFile`: what was set,
 * changed or taken away, also with the section around it. Empty where the change may be made.
 */
export function protectedChanges(before: string, after: string): string[] {
  const [was, is] = [protectedValues(before), protectedValues(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
}

function protectedValues(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  walk(parseDocument(text).toJS() ?? {}, [], (path, value) => {
    const name = path.at(-1) ?? '';
    const isProtected =
      PROTECTED_SECTIONS.some((section) => section.join('.') === path.join('.')) ||
      (PROTECTED_KEY.test(name) && !NO_SECRET.has(name)) ||
      (ADDRESS_KEY.test(name) && !NO_CREDENTIAL_BESIDE.has(path[0] ?? '')) ||
      (typeof value === 'string' && URL_WITH_USER.test(value));
    if (isProtected) found.set(path.join('.'), JSON.stringify(value));
  });
  return found;
}

/** Why a patch cannot be one, whatever it says; null where it can. */
export function patchProblem(patch: Patch): string | null {
  if (Buffer.byteLength(JSON.stringify(patch)) > PATCH_BYTES_MAX) return `it is longer than ${PATCH_BYTES_MAX} bytes`;
  return depthOf(patch) > DEPTH_MAX ? `it nests deeper than ${DEPTH_MAX}` : null;
}

/** The text of a YAML file with the patch in it. The same text where it changes nothing. */
export function patched(text: string, patch: Patch): string {
  const document = parseDocument(text);
  return mergeInto(document, [], patch) ? document.toString({ lineWidth: 120 }) : text;
}

/** Keys at which the file is not as the patch says, as `voice.volume`. Names alone: values are nobody's business. */
export function driftOf(text: string, patch: Patch): string[] {
  const drifted: string[] = [];
  const actual: unknown = parseDocument(text).toJS() ?? {};
  const compare = (is: unknown, shall: unknown, path: Path): void => {
    if (isPlain(shall)) {
      if (!isPlain(is) && Object.keys(shall).length === 0) drifted.push(path.join('.'));
      for (const [key, value] of Object.entries(shall))
        compare(isPlain(is) ? is[key] : undefined, value, [...path, key]);
    } else if (shall === null ? is !== undefined : JSON.stringify(is) !== JSON.stringify(shall)) {
      drifted.push(path.join('.'));
    }
  };
  compare(actual, patch, []);
  return drifted;
}

function mergeInto(document: Document, path: Path, patch: Patch): boolean {
  let hasChanged = false;
  for (const [key, value] of Object.entries(patch)) {
    const at = [...path, key];
    if (value === null) {
      hasChanged = (document.hasIn(at) && document.deleteIn(at)) || hasChanged;
    } else if (isPlain(value)) {
      const isThere = isMap(document.getIn(at, true));
      if (!isThere) document.setIn(at, document.createNode({}));
      hasChanged = mergeInto(document, at, value) || !isThere || hasChanged;
    } else if (JSON.stringify(plainAt(document, at)) !== JSON.stringify(value)) {
      document.setIn(at, document.createNode(value));
      hasChanged = true;
    }
  }
  return hasChanged;
}

function plainAt(document: Document, path: Path): unknown {
  const node: unknown = document.getIn(path, true);
  return typeof node === 'object' && node !== null && 'toJS' in node
    ? (node as { toJS(of: Document): unknown }).toJS(document)
    : node;
}

function walk(value: unknown, path: Path, look: (path: Path, value: unknown) => void): void {
  if (path.length > 0) look(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) walk(each, [...path, key], look);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
