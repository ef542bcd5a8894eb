/** The browser that is here, without fetching anything; undefined when there is none. */
export function findBrowser(env?: NodeJS.ProcessEnv): Promise<string | undefined>;
/** Finds a browser or installs one; throws with what to do when neither works. */
export function ensureBrowser(): Promise<string>;
