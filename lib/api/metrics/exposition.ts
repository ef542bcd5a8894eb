/** Numbers that were counted elsewhere, in the form Prometheus reads; made for one scrape. */
import type * as prom from 'prom-client';
import { SECONDS, type Histogram } from '../traffic/meter';

type Prometheus = typeof prom;
type Labels = Readonly<Record<string, string | number>>;
export type Sample = readonly [Labels, number];

export class Exposition {
  private readonly registry: prom.Registry;
  private readonly histograms: string[] = [];
  constructor(private readonly prometheus: Prometheus) {
    this.registry = new prometheus.Registry();
  }

  counter(name: string, help: string, samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    const labelNames = namesIn(samples);
    const registers = [this.registry];
    const metric = new this.prometheus.Counter({ name, help, labelNames, registers });
    for (const [labels, value] of samples) metric.inc(labels, value);
  }

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    const labelNames = namesIn(samples);
    const registers = [this.registry];
    const metric = new this.prometheus.Gauge({ name, help, labelNames, registers });
    for (const [labels, value] of samples) metric.set(labels, value);
  }

  /** Already in buckets: the library only takes single observations. `labels`: one, of a closed vocabulary. */
  histogram(
    name: string,
    help: string,
    of: readonly (readonly [label: string, Histogram])[],
    labelName: string,
  ): void {
    const lines = of.flatMap(([value, histogram]) =>
      bucketLines(name, `${labelName}="${value}"`, histogram),
    );
    this.histograms.push(`# HELP ${name} ${help}\n# TYPE ${name} histogram\n${lines.join('\n')}\n`);
  }

  async text(): Promise<string> {
    return [`${await this.registry.metrics()}`, ...this.histograms].join('\n');
  }
}

function namesIn(samples: readonly Sample[]): string[] {
  return Object.keys(samples[0]?.[0] ?? {});
}

function bucketLines(name: string, label: string, { counts, sum }: Histogram): string[] {
  let all = 0;
  const buckets = [...SECONDS, '+Inf'].map((le, at) => {
    all += counts[at] ?? 0;
    return `${name}_bucket{${label},le="${String(le)}"} ${String(all)}`;
  });
  return [
    ...buckets,
    `${name}_sum{${label}} ${String(sum)}`,
    `${name}_count{${label}} ${String(all)}`,
  ];
}
