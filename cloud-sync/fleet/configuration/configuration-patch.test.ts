import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { driftOf, patched, patchProblem, protectedChanges } from './configuration-patch.ts';

const FILE = `# The bay by the door.
bay:
  name: bay-7 # as on its sign
voice:
  volume: 0.5
  language: en
cameras:
  - name: face-on
`;

type Plain = { [key: string]: Plain | string | number | boolean | null };
const names = fc.constantFrom('a', 'b', 'c', 'd');
const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.dictionary(
    names,
    fc.oneof({ depthSize: 'small' }, fc.integer(), fc.string(), fc.boolean(), fc.constant(null), tie('tree')),
    { maxKeys: 4 },
  ),
}));

/** RFC 7396's own words. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const merged: Record<string, unknown> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

const withoutNulls = (value: unknown): unknown => mergePatch({}, value);

describe('a patch of the configuration', () => {
  it('changes what it names, and leaves comments and order where they were', () => {
    expect(
      patched(FILE, { voice: { volume: 0.8, language: null }, log: { level: 'warn' } }),
    ).toBe(`# The bay by the door.
bay:
  name: bay-7 # as on its sign
voice:
  volume: 0.8
cameras:
  - name: face-on
log:
  level: warn
`);
  });

  it('is the same file where it changes nothing', () => {
    expect(patched(FILE, { voice: { volume: 0.5 }, api: null })).toBe(FILE);
  });

  it('is RFC 7396’s merge, whatever the file and the patch', () => {
    fc.assert(
      fc.property(tree, tree, (file, patch) => {
        const before = withoutNulls(file);
        const after: unknown = parse(patched(stringify(before), patch)) ?? {};
        expect(after).toEqual(mergePatch(before, patch));
      }),
    );
  });

  it('leaves no drift behind, and drift is told by its keys alone', () => {
    fc.assert(
      fc.property(tree, tree, (file, patch) => {
        expect(driftOf(patched(stringify(withoutNulls(file)), patch), patch)).toEqual([]);
      }),
    );
    expect(driftOf(FILE, { voice: { volume: 0.8, language: 'en' }, bay: { name: null } })).toEqual([
      ...['voice.volume', 'bay.name'],
    ]);
  });

  it('touches neither the fleet’s own rights nor secrets, programs or the place of the data', () => {
    const refused: readonly (readonly [object, string])[] = [
      [{ fleet: { issuers: [] } }, 'fleet'],
      [{ api: { tokenFile: '/etc/passwd' } }, 'api.tokenFile'],
      [{ coach: { apiKeyFile: 'x' } }, 'coach.apiKeyFile'],
      [{ sync: { to: { accessKeyId: 'x' } } }, 'sync.to.accessKeyId'],
      [{ sync: { to: { secretKeyFile: 'x' } } }, 'sync.to.secretKeyFile'],
      [{ mqtt: { broker: { usersFile: 'x' } } }, 'mqtt.broker.usersFile'],
      [{ mqtt: { facilityBroker: { caFile: 'x' } } }, 'mqtt.facilityBroker.caFile'],
      [{ api: { tls: { certFile: 'x' } } }, 'api.tls.certFile'],
      [{ voice: { speech: { program: '/bin/sh' } } }, 'voice.speech.program'],
      [{ role: 'facility' }, 'role'],
      [{ store: { dataDirectory: '/tmp' } }, 'store.dataDirectory'],
      [
        { cameras: [{ name: 'a', source: { kind: 'rtsp', url: 'rtsp://user:word@camera/1' } }] },
        'cameras.0.source.url',
      ],
    ];
    const changed = (file: string, patch: object): string[] =>
      protectedChanges(file, patched(file, patch as Record<string, unknown>));
    for (const [patch, key] of refused) expect(changed(FILE, patch)).toContain(key);
    const free = { voice: { volume: 1 }, cameras: [{ name: 'a', keyFrameEvery: 15 }], store: { clipsMiBMax: 100 } };
    expect(changed(FILE, free)).toEqual([]);
    const secret = `${FILE}api:\n  tokenFile: /etc/token\nstore:\n  dataDirectory: /data\nfleet:\n  facility: north\n`;
    for (const patch of [{ api: null }, { store: null }, { fleet: null }, { fleet: { facility: 'south' } }]) {
      expect(changed(secret, patch)).toHaveLength(1);
    }
    expect(changed(secret, { api: { port: 81 }, fleet: { facility: 'north' } })).toEqual([]);
  });

  it('has a bound', () => {
    expect(patchProblem({ a: 'x'.repeat(70_000) })).toContain('longer');
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 40; i++) deep = { deep };
    expect(patchProblem(deep)).toContain('deeper');
    expect(patchProblem({ voice: { volume: 1 } })).toBeNull();
  });
});
