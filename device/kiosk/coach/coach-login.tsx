import { useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import './coach-login.css';

/** Coaches are given their accounts by the facility: there is nothing to register here. */
export function CoachLogin({ api }: { api: Pick<PhoneApi, 'enter'> }) {
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      await api.enter('/auth/login', { email: fields.get('email'), password: fields.get('password') });
    } catch (refused) {
      setProblem(refused as PhoneProblem);
      setBusy(false);
    }
  };
  return (
    <main class="coach-login">
      <form class="coach-panel" onSubmit={(event) => void enter(event)}>
        <h1 class="coach-screen__title">{text('coach.login')}</h1>
        <p class="coach-soft">{text('coach.login.hint')}</p>
        <label class="coach-field">
          {text('coach.login.email')}
          <input name="email" type="email" autocomplete="username" required maxLength={254} />
        </label>
        <label class="coach-field">
          {text('coach.login.password')}
          <input name="password" type="password" autocomplete="current-password" required maxLength={128} />
        </label>
        {problem !== null && (
          <p class="coach-refusal" role="alert">
            {problem.code === 'auth/credentials-wrong' ? text('coach.login.wrong') : problem.words.title}
          </p>
        )}
        <button type="submit" class="coach-button" data-main="true" disabled={isBusy}>
          {text('coach.login')}
        </button>
      </form>
    </main>
  );
}
