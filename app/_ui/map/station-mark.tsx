import type { ReactElement } from 'react';
import type { ShownStatus } from '@/lib/portal/model';

const RING = <circle className="stroke" cx="12" cy="12" r="8.25" />;
const QUIET_RING = <circle className="ink" cx="12" cy="12" r="7.5" />;

const SHAPES: Readonly<Record<ShownStatus, ReactElement>> = {
  tailored: <circle className="solid" cx="12" cy="12" r="9" />,
  partly: (
    <>
      {RING}
      <path className="solid" d="M12 3.75a8.25 8.25 0 0 0 0 16.5z" />
    </>
  ),
  permitted_unused: (
    <>
      {RING}
      <circle className="solid" cx="12" cy="12" r="3" />
    </>
  ),
  may_happen: RING,
  same_for_all: QUIET_RING,
  paused: (
    <>
      {QUIET_RING}
      <path className="ink" d="M9.75 9v6M14.25 9v6" />
    </>
  ),
  confirm_again: (
    <>
      {RING}
      <path className="ink" d="M12 8v4.5M12 15.6v.2" />
    </>
  ),
  off: <path className="ink" d="M7 7l10 10M17 7L7 17" />,
  contract: <rect className="ink-solid" x="6" y="6" width="12" height="12" rx="1.5" />,
};

/** Shape tells the state; the words stand beside it. */
export function StationMark({ status }: { readonly status: ShownStatus }) {
  return (
    <svg key={status} className="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle className="ground" cx="12" cy="12" r="11" />
      {SHAPES[status]}
    </svg>
  );
}
