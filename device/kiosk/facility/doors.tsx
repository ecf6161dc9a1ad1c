import { useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import { Action } from '../phone/controls/action.tsx';
import { Field } from '../phone/controls/field.tsx';
import { ProblemNote } from '../phone/controls/problem-note.tsx';
import { useTask } from '../phone/controls/use-task.ts';
import type { PhoneApi } from '../phone/phone-api.ts';

/** The way to a player's swings, and below it the one for whoever looks after the bays. */
export function Doors({ api, isKnown }: { api: PhoneApi; isKnown: boolean }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const task = useTask();
  const enter = () =>
    task.run(async () => {
      await api.enter('/auth/login', { email: email.trim(), password });
    });
  return (
    <main class="facility__doors">
      <section class="facility__hero">
        <h1 class="facility__hero-title">{text('facility.players')}</h1>
        <p class="facility__soft">{text('facility.players.hint')}</p>
        <a class="action" data-main="true" href="./phone">
          {text('facility.players.open')}
        </a>
      </section>
      {!isKnown && (
        <details class="facility__staff">
          <summary>{text('facility.staff')}</summary>
          <form
            class="facility__form"
            onSubmit={(submit) => {
              submit.preventDefault();
              void enter();
            }}
          >
            <Field
              label={text('phone.field.email')}
              type="email"
              name="email"
              autoComplete="username"
              inputMode="email"
              required
              maxLength={254}
              value={email}
              onValue={setEmail}
            />
            <Field
              label={text('phone.field.password')}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              maxLength={128}
              value={password}
              onValue={setPassword}
            />
            <ProblemNote problem={task.problem} />
            <Action type="submit" kind="main" isRunning={task.isRunning}>
              {text('phone.welcome.login')}
            </Action>
          </form>
        </details>
      )}
    </main>
  );
}
