import { type Catalogue, wordsOfId } from '../../connection/catalogue.ts';

/** Drills that a coach names, each leading to its page with its picture. */
export function DrillLinks(props: {
  drills: readonly { readonly drillId: string; readonly why: string }[];
  catalogue: Catalogue;
  language: string;
}) {
  const { drills, catalogue, language } = props;
  return (
    <ul class="drills__links">
      {drills.map(({ drillId, why }) => (
        <li key={drillId}>
          <a class="drills__link" href={`#drills/${drillId}`}>
            <DrillWords drill={drillId} why={why} catalogue={catalogue} language={language} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What it is called, what it is for, and how often. */
export function DrillWords(props: { drill: string; why: string; catalogue: Catalogue; language: string }) {
  const { drill, why, catalogue, language } = props;
  const words = catalogue.drills.find(({ id }) => id === drill);
  return (
    <>
      <span class="progress__row-name">{words?.name ?? wordsOfId(drill)}</span>
      <span lang={language}>{why}</span>
      {words?.dosage != null && <span class="progress__soft">{words.dosage}</span>}
    </>
  );
}
