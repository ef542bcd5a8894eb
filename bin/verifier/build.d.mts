export declare const COMMAND_FILE: string;
export declare function buildCommand(outfile?: string): Promise<string>;
