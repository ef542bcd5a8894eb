import type { MapView, ShownStatus } from '@/lib/portal/model';
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

function LinkMark({ apart }: { readonly apart: boolean }) {
  return (
    <svg className="link-mark" viewBox="0 0 28 18" aria-hidden="true" focusable="false">
      <path
        className={apart ? 'link-apart' : 'link'}
        d={apart ? 'M0 9h9M9 4v10M19 4v10M19 9h9' : 'M4 9h20'}
      />
      {apart ? null : <path className="link-core" d="M4 9h20" />}
    </svg>
  );
}

/** What the size of a mark says. */
function Sizes({ words }: { readonly words: Messages }) {
  return (
    <div>
      <p className="small quiet" id="sizes">
        {words.map.sizes}
      </p>
      <ul className="legend legend-sizes" aria-labelledby="sizes">
        {words.map.size.map((text, size) => (
          <li key={text} data-size={size}>
            <StationMark status="tailored" />
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Every mark with its words, and whether records are joined: said, not only drawn. */
export function Legend({ map, words }: { readonly map: MapView; readonly words: Messages }) {
  const { signedIn, interchanges } = map;
  const apart = interchanges.some(({ joined }) => joined === false);
  return (
    <>
      <ul className="legend" aria-label={words.map.legend}>
        {(signedIn ? SIGNED_IN : SIGNED_OUT).map((status) => (
          <li key={status}>
            <StationMark status={status} />
            {words.status[status]}
          </li>
        ))}
        {interchanges.length === 0 ? null : (
          <li>
            <LinkMark apart={apart} />
            {!signedIn ? words.map.mayJoin : apart ? words.map.apart : words.map.joined}
          </li>
        )}
      </ul>
      {signedIn ? <Sizes words={words} /> : null}
      <p>
        <a className="plain-button inline-flex items-center" href="/transparency">
          {words.transparency.title}
        </a>
      </p>
    </>
  );
}
