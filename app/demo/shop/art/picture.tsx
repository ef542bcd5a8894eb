import type { Genre } from '../goods';
import { OUTSIDE_ART } from './outside';
import type { Picture } from './shapes';
import { TABLE_ART } from './table';

export function pictureOf(good: string): Picture {
  return TABLE_ART[good] ?? OUTSIDE_ART[good] ?? [];
}

function Shapes({ good }: { readonly good: string }) {
  return pictureOf(good).map(([path, fill], index) => <path key={index} d={path} fill={fill} />);
}

/** Drawn for a name that stands beside it: hidden from readers. */
export function GoodPicture({ good, genre }: { readonly good: string; readonly genre: Genre }) {
  return (
    <span className={`picture picture-${genre}`}>
      <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
        <ellipse className="shade" cx="60" cy="101" rx="42" ry="5" />
        <Shapes good={good} />
      </svg>
    </span>
  );
}

const PLACES = [
  { x: 150, y: 20, size: 190 },
  { x: 40, y: 96, size: 118 },
  { x: 332, y: 84, size: 130 },
] as const;

/** A table or a path with up to three goods on it, the first one large. */
export function Scene({
  pictured,
  scene,
}: {
  readonly pictured: readonly string[];
  readonly scene: Genre | 'season';
}) {
  return (
    <svg
      className={`scene scene-${scene}`}
      viewBox="0 0 500 260"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <rect className="wall" width="500" height="260" />
      <circle className="sun" cx="405" cy="70" r="46" />
      <path className="far" d="M0 176q90-52 190-20t170-12t140 22v94H0z" />
      <rect className="floor" y="196" width="500" height="64" />
      {PLACES.map(({ x, y, size }, index) => {
        const good = pictured[index];
        if (good === undefined) return null;
        const middle = x + size / 2;
        const foot = y + size * 0.84;
        return (
          <g key={good}>
            <ellipse className="shade" cx={middle} cy={foot} rx={size * 0.36} ry={size * 0.045} />
            <svg x={x} y={y} width={size} height={size} viewBox="0 0 120 120">
              <Shapes good={good} />
            </svg>
          </g>
        );
      })}
    </svg>
  );
}
