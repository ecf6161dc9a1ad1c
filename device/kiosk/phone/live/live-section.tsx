import { useEffect, useState } from 'preact/hooks';
import type { LiveCamera } from '../../../api/contract/realtime.ts';
import { RemoteView } from '../../live/remote-view.tsx';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import type { SectionProps } from '../phone.ts';
import './live-section.css';

/** The bay's cameras as they are just now, for whoever plays in it or watches a friend. */
export function LiveSection({ phone }: SectionProps) {
  const { pictures } = phone;
  const [cameras, setCameras] = useState<readonly LiveCamera[]>(pictures.cameras);
  useEffect(() => {
    setCameras(pictures.cameras);
    return pictures.onCameras(setCameras);
  }, [pictures]);
  return (
    <>
      <h1 class="phone-screen__title">{text('phone.watch')}</h1>
      {cameras.length === 0 && (
        <p class="live-section__none" role="status">
          {textHere('phone.watch.none')}
        </p>
      )}
      <div class="live-section__cameras">
        {cameras.map((camera) => (
          <RemoteView key={camera.name} feed={pictures} camera={camera} />
        ))}
      </div>
    </>
  );
}
