import type { SwingReport } from '../../../api/contract/report.ts';
import { text } from '../../locales/text.ts';
import './coach-words.css';

/** What a coach who read the report says, in the language it was asked in. Every word of it was checked by the bay. */
export function CoachWords({ report }: { report: SwingReport }) {
  const advice = report.advice.claude;
  if (advice === null) return null;
  const { overallFeedback, technicalAnalysis, recommendations, coachingCues } = advice.answer;
  const { language } = advice;
  return (
    <section class="phone-card coach-words">
      <h2 class="phone-card__title">{text('advice.title')}</h2>
      <p lang={language}>{overallFeedback}</p>
      <Sentences title={text('advice.positives')} sentences={technicalAnalysis.positives} language={language} />
      {recommendations
        .toSorted((a, b) => a.priority - b.priority)
        .map(({ change, why, how }) => (
          <div key={change} class="coach-words__change" lang={language}>
            <h3>{change}</h3>
            <p>{why}</p>
            <p>{how}</p>
          </div>
        ))}
      <Sentences title={text('advice.cues')} sentences={coachingCues} language={language} />
      <p class="coach-words__by">{text('advice.by')}</p>
    </section>
  );
}

function Sentences(props: { title: string; sentences: readonly string[]; language: string }) {
  const { title, sentences, language } = props;
  if (sentences.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul class="coach-words__list" lang={language}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
