import { useEffect, useState } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import type { Phone } from '../phone.ts';

/**
 * A drill's drawing as a part of the page, in the page's own letters; for a left-hander mirrored. Without it the steps say
 * the same, so one that does not come leaves nothing behind.
 */
export function DrillPicture(props: { phone: Phone; drawing: string; name: string; isLeft: boolean }) {
  const { phone, drawing, name, isLeft } = props;
  const { language } = phone.catalogue;
  const [svg, setSvg] = useState('');
  const path = `${drawing.replace(/^\/api\/v1/, '')}?hand=${isLeft ? 'left' : 'right'}&lang=${language}`;
  useEffect(() => {
    const leave = new AbortController();
    phone.api
      .fetchFile(path, 'picture', leave.signal)
      .then((file) => file.text())
      .then(
        (words) => !leave.signal.aborted && setSvg(words),
        () => undefined,
      );
    return () => leave.abort();
  }, [phone.api, path]);
  if (svg === '') return null;
  return (
    <div
      class="drill-picture"
      role="img"
      aria-label={text('practice.picture', { name })}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
