import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { IMPORT_RULES } from './import-rules.ts';

/** One import that a rule refuses. */
export interface Breach {
  readonly rule: string;
  readonly from: string;
  /** The file, or for a circle all files of the way round. */
  readonly to: string;
}

const OUR_FOLDERS = ['device', 'models', 'firmware-bridge', 'cloud-sync', 'provisioning'];

/** Reads every source file under `root` and holds its imports against the rules. */
export async function findBreaches(root: string): Promise<readonly Breach[]> {
  const folders = OUR_FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      ruleSet: { forbidden: [...IMPORT_RULES] },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|built)/' },
    },
    {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  );
  if (typeof output === 'string') throw new TypeError('dependency-cruiser was asked for an object and gave a text');
  return output.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle?.map(({ name }) => name).join(' → ') ?? to,
  }));
}
