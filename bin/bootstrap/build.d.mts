/** Compiles the pages, unless they were compiled from these very bytes. */
export function ensureBuild(): Promise<void>;
