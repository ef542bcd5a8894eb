import type { Interchange, LineView, MapView } from '@/lib/portal/model';
import type { MapMetrics } from './metrics';

interface Ground {
  readonly slots: number;
  readonly metrics: MapMetrics;
}

function across(slot: number, { slots }: Ground): string {
  return `${((slot - 0.5) / slots) * 100}%`;
}

function down(row: number, { metrics }: Ground): number {
  return row * metrics.row + metrics.at;
}

function Track(parts: { readonly line: LineView; readonly row: number; readonly ground: Ground }) {
  const { line, row, ground } = parts;
  const y = `${down(row, ground)}rem`;
  const last = Math.max(...line.stations.map(({ slot }) => slot));
  const ends = { x1: '0%', x2: across(last, ground), y1: y, y2: y };
  return (
    <g data-line={line.key}>
      <line className="track" {...ends} />
      {line.running ? null : <line className="core" {...ends} />}
    </g>
  );
}

/** From beside one station, along past the other line, to beside the other station: between the names. */
function Link({ at, ground }: { readonly at: Interchange; readonly ground: Ground }) {
  const [x1, x2] = [across(at.from.slot + 0.5, ground), across(at.to.slot + 0.5, ground)];
  const bend = `${down(at.to.row, ground) + ground.metrics.bend}rem`;
  const [top, end] = [`${down(at.from.row, ground)}rem`, `${down(at.to.row, ground)}rem`];
  const kinds = at.joined === false ? ['link-apart'] : ['link', 'link-core'];
  return kinds.map((kind) => (
    <g key={kind} className={kind}>
      <line x1={x1} x2={x1} y1={top} y2={bend} />
      <line x1={x1} x2={x2} y1={bend} y2={bend} />
      <line x1={x2} x2={x2} y1={bend} y2={end} />
    </g>
  ));
}

export function Tracks({ map, metrics }: { readonly map: MapView; readonly metrics: MapMetrics }) {
  const ground = { slots: map.slots, metrics };
  return (
    <svg className="tracks" aria-hidden="true" focusable="false">
      {map.interchanges.map((at) => (
        <Link key={`${at.from.row}-${at.to.row}-${at.to.slot}`} at={at} ground={ground} />
      ))}
      {map.lines.map((line, row) => (
        <Track key={line.key} line={line} row={row} ground={ground} />
      ))}
    </svg>
  );
}
