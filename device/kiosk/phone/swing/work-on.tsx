import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../../api/contract/report.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { text } from '../../locales/text.ts';
import { drillWords, faultWords } from '../../result/fault-words.ts';
import type { PhoneApi } from '../phone-api.ts';
import './work-on.css';

/** One fault, one drill, one feel. */
export function WorkOn(props: { api: PhoneApi; report: SwingReport; catalogue: Catalogue }) {
  const { api, report, catalogue } = props;
  const fault = faultWords(report, catalogue);
  const drill = drillWords(report, catalogue);
  return (
    <section class="phone-card work-on" data-clean={fault === null}>
      <header>
        {fault !== null && <p class="work-on__label">{text('fault.title')}</p>}
        <h2 class="phone-card__title">{fault?.name ?? text('fault.none')}</h2>
      </header>
      <p>{fault?.sentence ?? text('fault.none.hint')}</p>
      {drill !== null && (
        <div class="work-on__drill">
          <h3 class="work-on__drill-name">
            <span>{text('drill.title')}</span> {drill.name}
          </h3>
          {drill.drawing !== null && <DrillPicture api={api} address={drill.drawing} />}
          <ol class="work-on__steps">
            {drill.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {drill.dosage !== null && <p class="work-on__dosage">{drill.dosage}</p>}
          {drill.feel !== null && <p class="work-on__feel">{drill.feel}</p>}
        </div>
      )}
    </section>
  );
}

const API = '/api/v1';

/**
 * A drill's drawing as a part of the page, whose letters it takes. It comes with the player's token from the bay's own
 * API, which draws it itself.
 */
function DrillPicture({ api, address }: { api: PhoneApi; address: string }) {
  const [drawing, setDrawing] = useState('');
  useEffect(() => {
    let isWanted = true;
    api
      .fetchFile(address.replace(API, ''), 'picture')
      .then((file) => file.text())
      .then(
        (svg) => isWanted && setDrawing(svg),
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [api, address]);
  if (drawing === '') return null;
  return <div class="work-on__drawing" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawing }} />;
}
