/** Where records of several lines meet (LOOK "interchanges"): `cross-channel`, from line to line. */
import type { Interchange, LineView, ShownStatus, StationView, Transfer } from './model';

const JOINING: readonly ShownStatus[] = ['tailored', 'partly', 'permitted_unused'];

interface Stop {
  readonly row: number;
  readonly station: StationView;
}

function stopsOf(lines: readonly LineView[]): Stop[] {
  return lines.flatMap((line, row) =>
    line.stations.filter(({ interchange }) => interchange).map((station) => ({ row, station })),
  );
}

/** Records meet only where both places may use them; null when nobody is known. */
function joined(stops: readonly Stop[], signedIn: boolean): boolean | null {
  return signedIn ? stops.every(({ station }) => JOINING.includes(station.status)) : null;
}

/** Neighbouring stops on different lines, drawn as one link each. */
export function interchangesOf(lines: readonly LineView[], signedIn: boolean): Interchange[] {
  const stops = stopsOf(lines);
  return stops.slice(1).flatMap((to, index) => {
    const from = stops[index];
    if (from === undefined || from.row === to.row) return [];
    return [
      {
        from: { row: from.row, slot: from.station.slot },
        to: { row: to.row, slot: to.station.slot },
        joined: joined([from, to], signedIn),
      },
    ];
  });
}

/** The same seen from a station: which lines one can change to there. */
export function withTransfers(lines: readonly LineView[], signedIn: boolean): LineView[] {
  const stops = stopsOf(lines);
  const transfersOf = (here: Stop): Transfer[] =>
    stops.flatMap((there) => {
      const line = lines[there.row];
      if (there.row === here.row || line === undefined) return [];
      const { key, name, letter } = line;
      const { key: station, name: stationName } = there.station;
      return [
        {
          line: { key, name, letter },
          station: { key: station, name: stationName },
          joined: joined([here, there], signedIn),
        },
      ];
    });
  return lines.map((line, row) => ({
    ...line,
    stations: line.stations.map((station) =>
      station.interchange ? { ...station, transfers: transfersOf({ row, station }) } : station,
    ),
  }));
}
