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
    <g data-line={line.key} data-running={line.running}>
      <line className="track" {...ends} />
      {line.running ? null : <line className="core" {...ends} />}
    </g>
  );
}

/** Ends over the numbers of the stations. */
const STUB_REM = 0.8125;

/** Where records are not joined both ends stand apart, each with a buffer stop. */
function Buffer({ x, from, up = false }: { x: string; from: number; up?: boolean }) {
  const end = `${from + (up ? -STUB_REM : STUB_REM)}rem`;
  return (
    <>
      <line x1={x} x2={x} y1={`${from}rem`} y2={end} />
      <svg x={x} y={end} overflow="visible">
        <line x1="-8" x2="8" y1="0" y2="0" />
      </svg>
    </>
  );
}

/** From beside one station, along past the other line, to beside the other station: between the names. */
function Link({ at, ground }: { readonly at: Interchange; readonly ground: Ground }) {
  const [x1, x2] = [across(at.from.slot + 0.5, ground), across(at.to.slot + 0.5, ground)];
  const bend = `${down(at.to.row, ground) + ground.metrics.bend}rem`;
  const [top, end] = [`${down(at.from.row, ground)}rem`, `${down(at.to.row, ground)}rem`];
  if (at.joined === false) {
    return (
      <g className="link-apart">
        <Buffer x={x1} from={down(at.from.row, ground)} />
        <Buffer x={x2} from={down(at.to.row, ground)} up={ground.metrics.bend < 0} />
      </g>
    );
  }
  return ['link', 'link-core'].map((kind) => (
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
