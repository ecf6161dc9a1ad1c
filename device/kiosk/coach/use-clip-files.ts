import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { PhoneApi } from '../phone/phone-api.ts';

/** A clip as an address of this page alone; null where there is none to be had. */
export type ClipFiles = ReadonlyMap<string, string | null>;

export const CAMERAS_SHOWN_MAX = 4;

/** Fetches the clips of a swing whole: a video's own address could not carry the coach's token. */
export function useClipFiles(api: Pick<PhoneApi, 'fetchFile'>, report: SwingReport | null): ClipFiles {
  const [files, setFiles] = useState<ClipFiles>(new Map());
  useEffect(() => {
    if (report === null) return;
    const end = new AbortController();
    const addresses: string[] = [];
    const keep = (camera: string, address: string | null) => {
      if (!end.signal.aborted) setFiles((known) => new Map(known).set(camera, address));
    };
    for (const { camera } of report.clips.slice(0, CAMERAS_SHOWN_MAX)) {
      api.fetchFile(`/swings/${report.id}/video?camera=${encodeURIComponent(camera)}`, 'clip', end.signal).then(
        (clip) => {
          const address = URL.createObjectURL(clip);
          addresses.push(address);
          keep(camera, address);
        },
        () => keep(camera, null),
      );
    }
    return () => {
      end.abort();
      for (const address of addresses) URL.revokeObjectURL(address);
    };
  }, [api, report]);
  return files;
}
