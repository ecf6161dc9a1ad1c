import { useState } from 'preact/hooks';
import type { Handedness } from '../../../api/contract/report.ts';
import { LanguageSwitch } from '../../locales/language-switch.tsx';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { BayMark } from '../../screen/bay-mark.tsx';
import { Action } from '../controls/action.tsx';
import { Choice } from '../controls/choice.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import './welcome.css';

const PASSWORD_SIGNS_MIN = 8;

type Way = 'register' | 'login';

/** For whoever the phone does not know: a new account with three fields, or the one that there is. */
export function Welcome(props: { api: PhoneApi; isJoining: boolean; onEntering: (isNew: boolean) => void }) {
  const { api, isJoining, onEntering } = props;
  const [way, setWay] = useState<Way>(isJoining ? 'register' : 'login');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [handedness, setHandedness] = useState<Handedness>('right');
  const task = useTask();
  const isNew = way === 'register';

  const enter = () =>
    task.run(async () => {
      onEntering(isNew);
      if (isNew) {
        await api.enter('/auth/register', { name: name.trim(), email: email.trim(), password, handedness });
      } else await api.enter('/auth/login', { email: email.trim(), password });
    });

  return (
    <main class="welcome">
      <header class="welcome__head">
        <span class="welcome__mark">
          <BayMark />
        </span>
        <h1 class="welcome__title">{text(isJoining ? 'phone.welcome.join' : 'phone.welcome')}</h1>
        <p class="welcome__hint">{textHere(isJoining ? 'phone.welcome.join.hint' : 'phone.welcome.hint')}</p>
      </header>
      <form
        class="phone-card"
        onSubmit={(submit) => {
          submit.preventDefault();
          void enter();
        }}
      >
        <Choice<Way>
          label={text('phone.welcome.way')}
          isLabelSpokenOnly
          options={[
            { value: 'register', words: text('phone.welcome.new') },
            { value: 'login', words: text('phone.welcome.known') },
          ]}
          chosen={way}
          onChoose={setWay}
        />
        {isNew && (
          <Field
            label={text('phone.field.name')}
            hint={text('phone.field.name.hint')}
            name="name"
            autoComplete="nickname"
            required
            maxLength={100}
            value={name}
            onValue={setName}
          />
        )}
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
          {...(isNew ? { hint: text('phone.field.password.hint'), minLength: PASSWORD_SIGNS_MIN } : {})}
          type="password"
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          maxLength={128}
          value={password}
          onValue={setPassword}
        />
        {isNew && (
          <Choice<Handedness>
            label={text('phone.field.hand')}
            options={[
              { value: 'right', words: text('phone.hand.right') },
              { value: 'left', words: text('phone.hand.left') },
            ]}
            chosen={handedness}
            onChoose={setHandedness}
          />
        )}
        <ProblemNote problem={task.problem} />
        <Action type="submit" kind="main" isRunning={task.isRunning}>
          {text(isNew ? 'phone.welcome.register' : 'phone.welcome.login')}
        </Action>
      </form>
      <p class="welcome__promise">{textHere('phone.welcome.promise')}</p>
      <LanguageSwitch />
    </main>
  );
}
