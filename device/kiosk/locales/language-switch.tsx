import { LANGUAGE_NAMES, LANGUAGES } from '../../api/contract/language.ts';
import { chooseLanguage } from './language.ts';
import { text } from './text.ts';
import { useLanguage } from './use-language.ts';
import './language-switch.css';

/** Every language by its own name, so that nobody has to read another one to find it. */
export function LanguageSwitch() {
  const spoken = useLanguage();
  return (
    <div class="language-switch" role="group" aria-label={text('language.title')}>
      {LANGUAGES.map((language) => (
        <button
          type="button"
          key={language}
          class="language-switch__language"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => void chooseLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </div>
  );
}
