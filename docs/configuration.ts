/**
 * Writes docs/configuration.md from the schema of the configuration: `node_modules/.bin/node docs/configuration.ts`.
 * A test holds the page against the schema, and the example in it too.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePage } from '../device/config/reference-page.ts';
import { configurationSchema } from '../device/configuration.ts';

/** The least that makes a bay with two USB cameras; everything else has a default. */
export const EXAMPLE = `bay:
  name: bay-7
cameras:
  - name: face-on
    role: face-on
    source: { kind: v4l2, device: /dev/video0, format: MJPEG }
    width: 1280
    height: 720
    fps: 120
  - name: down-the-line
    role: down-the-line
    source: { kind: v4l2, device: /dev/video2, format: MJPEG }
    width: 1280
    height: 720
    fps: 120
microphone:
  source: { kind: alsa, device: default }
  distanceM: 1.5
store:
  dataDirectory: /var/lib/swingbay
`;

export function configurationPage(): string {
  const introduction = [
    'A bay is described by one YAML file: `./swingbay start --config bay.yaml`. Unknown keys are refused, with the',
    'nearest name that is known. Secrets do not stand in it: it names the files that hold them. This page is made from',
    'the schema by docs/configuration.ts.',
    '',
    '```yaml',
    `${EXAMPLE}\`\`\``,
  ].join('\n');
  return referencePage('Configuration', introduction, configurationSchema);
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'configuration.md'), configurationPage());
