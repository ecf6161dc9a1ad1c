import type { ComponentChildren } from 'preact';
import { text, type TextKey } from '../locales/text.ts';
import './view-tools.css';

/** What is drawn over the pictures, and other ways to look at a swing. */
export interface Overlays {
  readonly skeleton: boolean;
  readonly path: boolean;
  readonly ghost: boolean;
}

export const ALL_OVERLAYS: Overlays = { skeleton: true, path: true, ghost: false };

export function ViewTools(props: {
  overlays: Overlays;
  onOverlays: (overlays: Overlays) => void;
  /** Such as “Swing 3”; null where there is no earlier swing to lay over this one. */
  ghost: string | null;
  children?: ComponentChildren;
}) {
  const { overlays, onOverlays, ghost, children } = props;
  const toggle = (name: keyof Overlays) => () => onOverlays({ ...overlays, [name]: !overlays[name] });
  return (
    <div class="view-tools" role="group" aria-label={text('views.title')}>
      <ViewTool name="views.skeleton" isOn={overlays.skeleton} onPress={toggle('skeleton')} />
      <ViewTool name="views.path" isOn={overlays.path} onPress={toggle('path')} />
      {ghost === null ? (
        <p class="view-tools__none">{text('views.ghost.none')}</p>
      ) : (
        <ViewTool name="views.ghost" detail={ghost} isOn={overlays.ghost} onPress={toggle('ghost')} />
      )}
      {children}
    </div>
  );
}

export function ViewTool(props: { name: TextKey; detail?: string; isOn: boolean; onPress: () => void }) {
  const { name, detail, isOn, onPress } = props;
  return (
    <button type="button" class="view-tools__tool" aria-pressed={isOn} onClick={onPress}>
      <span class="view-tools__light" aria-hidden="true" />
      {text(name)}
      {detail !== undefined && <span class="view-tools__detail">{detail}</span>}
    </button>
  );
}
