import type { DeploymentPrincipal } from './model';
import { mint } from './mint';

/** The deployment itself: bootstrap, seed, sweeps, commands on the machine. Never minted from a request. */
export function deploymentPrincipal(): DeploymentPrincipal {
  return mint<DeploymentPrincipal>({ kind: 'deployment' });
}
