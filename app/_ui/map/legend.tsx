import type { ShownStatus } from '@/lib/portal/model';
import type { Messages } from '../messages/ja';
import { StationMark } from './station-mark';

const SIGNED_IN: readonly ShownStatus[] = [
  'tailored',
  'partly',
  'permitted_unused',
  'same_for_all',
  'confirm_again',
  'paused',
  'off',
  'contract',
];
const SIGNED_OUT: readonly ShownStatus[] = ['may_happen', 'contract'];

export function Legend({
  signedIn,
  words,
}: {
  readonly signedIn: boolean;
  readonly words: Messages;
}) {
  return (
    <ul className="legend" aria-label={words.map.legend}>
      {(signedIn ? SIGNED_IN : SIGNED_OUT).map((status) => (
        <li key={status}>
          <StationMark status={status} />
          {words.status[status]}
        </li>
      ))}
    </ul>
  );
}
